import type { TailChunk } from '../tail-cache/tail-cache.ts';

/**
 * What was appended to a log but is not in its file yet, in order, as slices of the tail cache's chunks. Slices are
 * written where they lie when they are long, and gathered first when they are short, so that a turn of small appends
 * costs few system calls. A chunk stays pinned while bytes of it are pending.
 */

/** A single write of half a megabyte or more to the page cache can be five times slower than the same in pieces. */
const WRITE_BYTES_MAX = 256 * 1024;
const GATHER_BYTES_MAX = 64 * 1024;

interface PendingSlice {
  readonly chunk: TailChunk;
  readonly start: number;
  end: number;
}

/** Where pieces are gathered; one for all logs, since writes are synchronous. */
export type GatherBuffer = Buffer;

export function gatherBuffer(): GatherBuffer {
  return Buffer.allocUnsafeSlow(WRITE_BYTES_MAX);
}

/** What is written to. */
export interface WrittenFile {
  write(bytes: Buffer, position: number): void;
}

export class PendingWrites {
  readonly #slices: PendingSlice[] = [];
  #byteLength = 0;

  get byteLength(): number {
    return this.#byteLength;
  }

  /** The bytes of `chunk` from `start` to `end` come next. */
  add(chunk: TailChunk, start: number, end: number): void {
    const last = this.#slices.at(-1);
    this.#byteLength += end - start;
    if (last !== undefined && last.chunk === chunk && last.end === start) {
      last.end = end;
      return;
    }
    chunk.pin();
    this.#slices.push({ chunk, start, end });
  }

  /** Writes everything to `file` from `position` on, in order and in pieces of bounded length, and forgets it, come what may. */
  drainTo(file: WrittenFile, position: number, gather: GatherBuffer): void {
    try {
      this.#writeAll(file, position, gather);
    } finally {
      this.discard();
    }
  }

  discard(): void {
    for (const slice of this.#slices) slice.chunk.unpin();
    this.#slices.length = 0;
    this.#byteLength = 0;
  }

  #writeAll(file: WrittenFile, start: number, gather: GatherBuffer): void {
    let position = start;
    let gathered = 0;
    for (const slice of this.#slices) {
      const length = slice.end - slice.start;
      const isShort = length <= GATHER_BYTES_MAX && this.#slices.length > 1;
      if (gathered > 0 && (!isShort || gathered + length > gather.length)) {
        position = writeInPieces(file, position, gather, 0, gathered);
        gathered = 0;
      }
      if (isShort) gathered += slice.chunk.bytes.copy(gather, gathered, slice.start, slice.end);
      else position = writeInPieces(file, position, slice.chunk.bytes, slice.start, slice.end);
    }
    if (gathered > 0) writeInPieces(file, position, gather, 0, gathered);
  }
}

/** Writes `bytes` from `start` to `end` at `position`. Returns the position behind them. */
export function writeInPieces(
  file: WrittenFile,
  position: number,
  bytes: Buffer,
  start = 0,
  end = bytes.length,
): number {
  for (let from = start; from < end; from += WRITE_BYTES_MAX) {
    const to = Math.min(end, from + WRITE_BYTES_MAX);
    file.write(bytes.subarray(from, to), position + from - start);
  }
  return position + end - start;
}
