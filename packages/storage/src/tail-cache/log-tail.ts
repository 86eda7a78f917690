import { RECORD_BATCH_HEADER_BYTES, RecordBatch } from '@moldau/protocol';
import type { ReadRequest, ReadResult } from '../partition-log.ts';
import type { ChunkUser, TailCache, TailChunk } from './tail-cache.ts';

/**
 * The newest batches of one log, in memory: a run without gaps from `startOffset` to the log's end, held as extents
 * in the broker's chunks. An extent is bounded in length, because finding a batch walks the headers of its extent.
 *
 * A log that goes on to append gets room for batches to come along with the one at hand, each time twice as much, so
 * that where many logs take turns the batches of each still lie together. An idle log holds no more than its batches.
 */
const NO_BATCH = Buffer.alloc(RECORD_BATCH_HEADER_BYTES);

/** Whole batches that lie one after the other in a chunk. */
export interface Extent {
  readonly chunk: TailChunk;
  readonly start: number;
  end: number;
  /** Up to here the chunk is set aside for this extent to grow. */
  limit: number;
  readonly baseOffset: number;
  nextOffset: number;
  /** Bytes of this log that came before, counted from where its tail began. */
  readonly bytesBefore: number;
}

const NOTHING: ReadResult = { chunks: [], byteLength: 0, release() {} };

export class LogTail implements ChunkUser {
  readonly #cache: TailCache;
  /** By offset; those before `#first` are forgotten. */
  #extents: Extent[] = [];
  #first = 0;
  #bytes = 0;
  #stretchBytes = 0;
  readonly #view = new RecordBatch(NO_BATCH);

  constructor(cache: TailCache) {
    this.#cache = cache;
  }

  /** Offsets from here to the log's end are in memory; undefined when none are. */
  get startOffset(): number | undefined {
    return this.#extents[this.#first]?.baseOffset;
  }

  /** Copies a batch behind the others. Returns the extent that ends with the copy. */
  append(batch: Buffer, baseOffset: number, nextOffset: number): Extent {
    const extent = this.#extentFor(batch.length, baseOffset);
    batch.copy(extent.chunk.bytes, extent.end);
    extent.end += batch.length;
    extent.nextOffset = nextOffset;
    this.#bytes += batch.length;
    return extent;
  }

  forget(chunk: TailChunk): void {
    while (this.#extents[this.#first]?.chunk === chunk) this.#first++;
    if (this.#first === this.#extents.length) this.#stretchBytes = 0;
    if (this.#first * 2 > this.#extents.length) {
      this.#extents = this.#extents.slice(this.#first);
      this.#first = 0;
    }
  }

  clear(): void {
    this.#extents = [];
    this.#bytes = 0;
    this.#first = 0;
  }

  /** Forgets the batches that end below `offset`: they are not what they were. */
  forgetBelow(offset: number): void {
    while ((this.#extents[this.#first]?.nextOffset ?? offset + 1) <= offset) this.#first++;
    const extent = this.#extents[this.#first];
    if (extent === undefined) return this.clear();
    if (extent.baseOffset >= offset) return;
    const start = this.#startOf(extent, offset);
    const bytesBefore = extent.bytesBefore + start - extent.start;
    this.#extents[this.#first] = { ...extent, start, baseOffset: offset, bytesBefore };
  }

  /** Drops the batches from the one that holds `offset` on. */
  truncateTo(offset: number): void {
    let last = this.#extents.at(-1);
    while (last !== undefined && last.baseOffset >= offset) {
      this.#extents.pop();
      last = this.#extents.at(-1);
    }
    if (last === undefined || this.#first >= this.#extents.length) return this.clear();
    if (last.nextOffset > offset) {
      last.end = this.#endBefore(last, last.start, offset, Number.POSITIVE_INFINITY);
      last.nextOffset = offset;
    }
    // Somebody may still read what was cut off.
    last.limit = last.end;
    this.#bytes = last.bytesBefore + last.end - last.start;
  }

  /** Undefined when the batch that holds `offset` is not here. */
  read(request: ReadRequest): ReadResult | undefined {
    const index = this.#indexOf(request.offset);
    const extent = this.#extents[index];
    if (extent === undefined) return undefined;
    const start = this.#startOf(extent, request.offset);
    return this.#collect(index, start, request);
  }

  /** Bytes from the batch that holds `offset` to the log's end; undefined when `offset` is not here. */
  bytesFrom(offset: number): number | undefined {
    const index = this.#indexOf(offset);
    const extent = this.#extents[index];
    if (extent === undefined) return undefined;
    return this.#bytes - extent.bytesBefore - (this.#startOf(extent, offset) - extent.start);
  }

  /** The last extent if there is room in it, else a new one. */
  #extentFor(bytes: number, baseOffset: number): Extent {
    const last = this.#first < this.#extents.length ? this.#extents.at(-1) : undefined;
    if (last !== undefined && bytes <= last.limit - last.end) return last;
    const chunk = this.#cache.roomFor(bytes);
    if (last?.chunk !== chunk) chunk.usedBy(this);
    const start = chunk.used;
    this.#stretchBytes = Math.min(this.#cache.stretchBytesMax, Math.max(bytes, this.#stretchBytes * 2));
    const limit = Math.min(chunk.bytes.length, start + Math.max(bytes, this.#stretchBytes));
    chunk.used = limit;
    const extent = { chunk, start, end: start, limit, baseOffset, nextOffset: baseOffset, bytesBefore: this.#bytes };
    this.#extents.push(extent);
    return extent;
  }

  #collect(index: number, start: number, request: ReadRequest): ReadResult {
    const pieces = new Pieces();
    let from = start;
    for (let at = index; at < this.#extents.length; at++) {
      const extent = this.#extents[at];
      if (extent === undefined) break;
      const room = request.maxBytes - pieces.byteLength;
      const whole = extent.nextOffset <= request.endOffset && extent.end - from <= room;
      const end = whole ? extent.end : this.#endWithin(extent, from, request, room, pieces.byteLength === 0);
      if (end > from) pieces.add(extent.chunk, from, end);
      if (!whole) break;
      from = this.#extents[at + 1]?.start ?? 0;
    }
    return pieces.byteLength === 0 ? NOTHING : pieces.result();
  }

  #endWithin(extent: Extent, from: number, request: ReadRequest, room: number, isFirst: boolean): number {
    const end = this.#endBefore(extent, from, request.endOffset, room);
    if (end > from || !isFirst || !request.atLeastOneBatch) return end;
    const first = this.#view.at(extent.chunk.bytes, from);
    return first.nextOffset <= request.endOffset ? from + first.sizeInBytes : from;
  }

  /** End of the last batch from `start` on that ends below `endOffset` and within `maxBytes`. */
  #endBefore(extent: Extent, start: number, endOffset: number, maxBytes: number): number {
    let position = start;
    while (position < extent.end) {
      const batch = this.#view.at(extent.chunk.bytes, position);
      const next = position + batch.sizeInBytes;
      if (batch.nextOffset > endOffset || next - start > maxBytes) break;
      position = next;
    }
    return position;
  }

  #startOf(extent: Extent, offset: number): number {
    let position = extent.start;
    while (position < extent.end) {
      const batch = this.#view.at(extent.chunk.bytes, position);
      if (batch.nextOffset > offset) break;
      position += batch.sizeInBytes;
    }
    return position;
  }

  /** Index of the extent that holds `offset`, or -1. */
  #indexOf(offset: number): number {
    const start = this.startOffset;
    if (start === undefined || offset < start) return -1;
    let low = this.#first;
    let high = this.#extents.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#extents[middle]?.nextOffset ?? Number.POSITIVE_INFINITY) > offset) high = middle;
      else low = middle + 1;
    }
    return low < this.#extents.length ? low : -1;
  }
}

/** Slices of chunks under way to becoming a result; neighbours in memory become one. */
class Pieces {
  readonly #pieces: { chunk: TailChunk; start: number; end: number }[] = [];
  byteLength = 0;

  add(chunk: TailChunk, start: number, end: number): void {
    this.byteLength += end - start;
    const last = this.#pieces.at(-1);
    if (last !== undefined && last.chunk === chunk && last.end === start) last.end = end;
    else this.#pieces.push({ chunk, start, end });
  }

  result(): ReadResult {
    const pieces = this.#pieces;
    for (const piece of pieces) piece.chunk.pin();
    return {
      chunks: pieces.map((piece) => piece.chunk.bytes.subarray(piece.start, piece.end)),
      byteLength: this.byteLength,
      release() {
        for (const piece of pieces) piece.chunk.unpin();
      },
    };
  }
}
