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

export class PendingWrites {
  #slices: PendingSlice[] = [];
  #byteLength = 0;

  get byteLength(): number {
    return this.#byteLength;
  }

  /** The last `bytes` that were used of `chunk`. */
  add(chunk: TailChunk, bytes: number): void {
    const end = chunk.used;
    const last = this.#slices.at(-1);
    this.#byteLength += bytes;
    if (last !== undefined && last.chunk === chunk && last.end === end - bytes) {
      last.end = end;
      return;
    }
    chunk.pin();
    this.#slices.push({ chunk, start: end - bytes, end });
  }

  /** Hands everything to `write`, in order and in pieces of bounded length, and forgets it, come what may. */
  drain(gather: GatherBuffer, write: (piece: Buffer) => void): void {
    const slices = this.#slices;
    try {
      this.#writeAll(slices, gather, write);
    } finally {
      this.discard();
    }
  }

  discard(): void {
    for (const slice of this.#slices) slice.chunk.unpin();
    this.#slices = [];
    this.#byteLength = 0;
  }

  #writeAll(slices: readonly PendingSlice[], gather: GatherBuffer, write: (piece: Buffer) => void): void {
    let gathered = 0;
    const flush = () => {
      if (gathered > 0) write(gather.subarray(0, gathered));
      gathered = 0;
    };
    for (const { chunk, start, end } of slices) {
      const length = end - start;
      if (slices.length > 1 && length <= GATHER_BYTES_MAX) {
        if (gathered + length > gather.length) flush();
        gathered += chunk.bytes.copy(gather, gathered, start, end);
        continue;
      }
      flush();
      writeInPieces(chunk.bytes, start, end, write);
    }
    flush();
  }
}

export function writeInPieces(bytes: Buffer, start: number, end: number, write: (piece: Buffer) => void): void {
  for (let from = start; from < end; from += WRITE_BYTES_MAX) {
    write(bytes.subarray(from, Math.min(end, from + WRITE_BYTES_MAX)));
  }
}
