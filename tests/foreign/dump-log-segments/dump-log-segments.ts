/** Kafka's DumpLogSegments over the files of one partition's directory. */

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { java } from '../support/clients.ts';
import { type Ended, runProgram } from '../support/run-program.ts';

const quiet = '-Dorg.slf4j.simpleLogger.defaultLogLevel=error';

/** Runs the tool once over files of one kind. */
export function dump(files: readonly string[], ...words: readonly string[]): Promise<Ended> {
  const tool = java('broker', [], 'kafka.tools.DumpLogSegments', ['-Xmx256m', quiet]);
  return runProgram([...tool, '--files', files.join(','), ...words]);
}

/** The partition's files that end in one of the given ways, by name. */
export async function filesOf(directory: string, ...endings: readonly string[]): Promise<string[]> {
  const names = await readdir(directory);
  return names
    .filter((name) => endings.some((ending) => name.endsWith(ending)))
    .sort()
    .map((name) => join(directory, name));
}

/** What a dump says when a file is not as Kafka would have written it. */
export const complaints =
  /Mismatches|Found timestamp mismatch|out of order|Index offset .* does not|not found|isvalid: false|invalid bytes|Exception|Error|non-sequential|Non-consecutive/i;

export interface DumpedBatch {
  readonly baseOffset: number;
  readonly lastOffset: number;
  readonly count: number;
  readonly codec: string;
  readonly position: number;
}

/** The batches that `--deep-iteration --print-data-log` prints for a `.log` file. */
export function batchesOf(output: string): DumpedBatch[] {
  return output.split('\n').flatMap((line) => {
    const found = /^baseOffset: (\d+) lastOffset: (\d+) count: (\d+) .*? position: (\d+) .*?compresscodec: (\w+)/.exec(
      line,
    );
    if (found === null) return [];
    const [, baseOffset, lastOffset, count, position, codec = ''] = found;
    return [
      {
        baseOffset: Number(baseOffset),
        lastOffset: Number(lastOffset),
        count: Number(count),
        position: Number(position),
        codec,
      },
    ];
  });
}

/** The offsets of the records that it prints. */
export function offsetsOf(output: string): number[] {
  return [...output.matchAll(/^\| offset: (\d+) /gm)].map(([, offset]) => Number(offset));
}
