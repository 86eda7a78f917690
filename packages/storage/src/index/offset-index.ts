import type { LogFile } from '../files/file-handles.ts';
import type { IndexCache } from './index-cache.ts';
import { type EntryLocation, SparseIndex } from './sparse-index.ts';

/**
 * `.index`: where in the segment's file some of its batches start. Entries of eight bytes, by growing offset: the
 * batch's last offset relative to the segment's base, and its position.
 */

const ENTRY_BYTES = 8;
const RELATIVE_OFFSET_MAX = 2 ** 31 - 1;

export interface OffsetPosition {
  readonly offset: number;
  readonly position: number;
}

export class OffsetIndex {
  readonly baseOffset: number;
  readonly entries: SparseIndex;

  constructor(baseOffset: number, file: LogFile, maxBytes: number, fileBytes: number, cache: IndexCache) {
    this.baseOffset = baseOffset;
    this.entries = new SparseIndex(file, ENTRY_BYTES, maxBytes, Math.floor(fileBytes / ENTRY_BYTES), cache);
  }

  get isFull(): boolean {
    return this.entries.entriesLeft <= 0;
  }

  get lastEntry(): OffsetPosition | undefined {
    const last = this.entries.lastEntry();
    return last && this.#decode(last);
  }

  append(offset: number, position: number): void {
    const entry = this.entries.append();
    entry.buffer.writeInt32BE(offset - this.baseOffset, entry.position);
    entry.buffer.writeInt32BE(position, entry.position + 4);
  }

  /** Start of a batch that ends at `offset` or before it; 0 when no entry lies that low. */
  lookup(offset: number): number {
    const relative = Math.min(offset - this.baseOffset, RELATIVE_OFFSET_MAX);
    const index = this.entries.lastWhere((buffer, position) => buffer.readInt32BE(position) <= relative);
    return this.#entryAt(index)?.position ?? 0;
  }

  /** Drops the entries of batches that start at `position` or after it. */
  truncateToPosition(position: number): void {
    const last = this.entries.lastWhere((buffer, at) => buffer.readInt32BE(at + 4) < position);
    this.entries.truncateTo(last + 1);
  }

  /** Whether the last entry can be one of a segment of `segmentBytes`. */
  looksSane(segmentBytes: number): boolean {
    const last = this.lastEntry;
    if (last === undefined) return true;
    return last.offset >= this.baseOffset && last.position > 0 && last.position < segmentBytes;
  }

  #entryAt(index: number): OffsetPosition | undefined {
    return index < 0 ? undefined : this.#decode(this.entries.entry(index));
  }

  #decode({ buffer, position }: EntryLocation): OffsetPosition {
    return {
      offset: this.baseOffset + buffer.readInt32BE(position),
      position: buffer.readInt32BE(position + 4),
    };
  }
}
