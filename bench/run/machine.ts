/** What the results say about the machine; nothing that names it. */
import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import type { Machine } from '../report/results.ts';

export function machineAt(directory: string): Machine {
  return {
    processor: cpus()[0]?.model ?? 'unknown processor',
    cores: availableParallelism(),
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    kernel: `${type()} ${/^\d+(\.\d+)*/.exec(release())?.[0] ?? ''}`.trim(),
    fileSystem: firstLine('findmnt', ['-n', '-o', 'FSTYPE', '-T', directory]),
  };
}

export function javaVersion(): string {
  return /"(.*)"/.exec(firstLine('sh', ['-c', 'java -version 2>&1']))?.[1] ?? 'unknown';
}

function firstLine(file: string, words: readonly string[]): string {
  try {
    return execFileSync(file, words, { encoding: 'utf8' }).split('\n')[0]?.trim() ?? '';
  } catch {
    return 'unknown';
  }
}
