import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** Everything that happened in a simulation, in order, as one hash; on request also as lines. */
export class Trace {
  readonly #hash = createHash('sha256');
  readonly #onLine: ((line: string) => void) | undefined;

  constructor(onLine?: (line: string) => void) {
    this.#onLine = onLine;
  }

  add(time: number, what: string): void {
    const line = `${time.toFixed(6)} ${what}`;
    this.#hash.update(line).update('\n');
    this.#onLine?.(line);
  }

  /** Hexadecimal; equal for equal histories. */
  hash(): string {
    return this.#hash.copy().digest('hex');
  }
}

/** How bytes appear in a trace: their number and checksum. */
export function summaryOf(bytes: Uint8Array): string {
  return `${bytes.length} bytes ${crc32(bytes).toString(16)}`;
}
