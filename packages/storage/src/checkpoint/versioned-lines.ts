import { CorruptCheckpointError } from './corrupt-checkpoint.ts';

/** The frame of Kafka's checkpoint files: a line with the version, a line with the count, then so many lines. */

export function encodeVersionedLines(version: number, lines: readonly string[]): Buffer {
  return Buffer.from(`${[version, lines.length, ...lines].join('\n')}\n`);
}

export function decodeVersionedLines(bytes: Buffer, version: number): string[] {
  const [versionLine, countLine, ...lines] = bytes.toString('utf8').split(/\r?\n/);
  const found = parseInt32(versionLine);
  if (found !== version) throw new CorruptCheckpointError(`Checkpoint of version ${found}, want ${version}`);
  const count = parseInt32(countLine);
  if (lines.at(-1) === '') lines.pop();
  if (lines.length !== count) {
    throw new CorruptCheckpointError(`Checkpoint of ${lines.length} lines, says ${count}`);
  }
  return lines;
}

/** A non-negative integer of 32 bits; leader epochs, partitions, counts and versions are such. */
export function parseInt32(text: string | undefined): number {
  const value = parseOffset(text);
  if (value > 0x7fffffff) throw new CorruptCheckpointError(`${value} is too large`);
  return value;
}

/** A non-negative safe integer. */
export function parseOffset(text: string | undefined): number {
  const value = text !== undefined && /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value)) throw new CorruptCheckpointError(`"${text ?? ''}" is not a number`);
  return value;
}
