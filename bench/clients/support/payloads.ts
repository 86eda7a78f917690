/** The values that real clients send: those of the raw generator, as lines of a file. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomNumbers, recordValue } from '../../load/record-values.ts';
import type { MeasureContext } from '../../measures/measure.ts';

/** More than a batch holds, few enough to stay in the processor's cache. */
const fileBytes = 1_000_000;

/** A file with a value of `size` bytes a line. ASCII, as a client that takes it for text must not change its length. */
export async function payloadFile(context: MeasureContext, size: number): Promise<string> {
  const path = join(context.scratchDirectory, `payloads-${size}`);
  await writeFile(path, payloadLines(size, Math.ceil(fileBytes / size)));
  return path;
}

export function payloadLines(size: number, count: number): string {
  const random = randomNumbers(size);
  const lines = Array.from({ length: count }, () => asciiOf(recordValue(size, random)));
  return `${lines.join('\n')}\n`;
}

function asciiOf(value: Buffer): string {
  return value.toString('latin1').replaceAll(/[^ -~]/g, 'x');
}

/** As titles name it: `100 B`, `1 KB`. */
export function recordSizeText(bytes: number): string {
  return bytes >= 1000 ? `${bytes / 1000} KB` : `${bytes} B`;
}
