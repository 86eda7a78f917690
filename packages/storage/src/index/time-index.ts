import { readInt64, writeInt64 } from '@moldau/protocol';
import type { LogFile } from '../files/file-handles.ts';
import type { IndexCache } from './index-cache.ts';
import { type EntryLocation, SparseIndex } from './sparse-index.ts';

/**
 * `.timeindex`: the greatest timestamp of the segment up to some of its offsets. Entries of twelve bytes, both parts
 * growing: the timestamp, and the last offset (relative to the segment's base) of the batch that brought it. A closed
 * segment's last entry holds its greatest timestamp.
 */

const ENTRY_BYTES = 12;

export interface TimestampOffset {
  readonly timestamp: number;
  readonly offset: number;
}

export class TimeIndex {
  readonly baseOffset: number;
  readonly entries: SparseIndex;

  constructor(baseOffset: number, file: LogFile, maxBytes: number, fileBytes: number, cache: IndexCache) {
    this.baseOffset = baseOffset;
    this.entries = new SparseIndex(file, ENTRY_BYTES, maxBytes, Math.floor(fileBytes / ENTRY_BYTES), cache);
  }

  /** One place is kept for the entry that a segment gets when it is closed. */
  get isFull(): boolean {
    return this.entries.entriesLeft <= 1;
  }

  get lastEntry(): TimestampOffset | undefined {
    const last = this.entries.lastEntry();
    return last && this.#decode(last);
  }

  /** Nothing happens unless `timestamp` is greater than the last one. */
  appendIfGreater(timestamp: number, offset: number): void {
    const last = this.lastEntry;
    if (timestamp <= (last?.timestamp ?? -1) || (last !== undefined && offset <= last.offset)) return;
    const entry = this.entries.append();
    writeInt64(entry.buffer, entry.position, timestamp);
    entry.buffer.writeInt32BE(offset - this.baseOffset, entry.position + 8);
  }

  /** The last entry below `timestamp`: no record up to its offset is that late. */
  lookupBelow(timestamp: number): TimestampOffset | undefined {
    return this.#entryAt(this.entries.lastWhere((buffer, position) => readInt64(buffer, position) < timestamp));
  }

  /** Drops the entries of `offset` and above. */
  truncateTo(offset: number): void {
    const relative = offset - this.baseOffset;
    const last = this.entries.lastWhere((buffer, position) => buffer.readInt32BE(position + 8) < relative);
    this.entries.truncateTo(last + 1);
  }

  /** Whether the last entry can be the last of so many. */
  looksSane(): boolean {
    const last = this.lastEntry;
    if (last === undefined) return true;
    return last.timestamp >= this.entries.count - 1 && last.offset >= this.baseOffset + this.entries.count - 1;
  }

  #entryAt(index: number): TimestampOffset | undefined {
    return index < 0 ? undefined : this.#decode(this.entries.entry(index));
  }

  #decode({ buffer, position }: EntryLocation): TimestampOffset {
    return {
      timestamp: readInt64(buffer, position),
      offset: this.baseOffset + buffer.readInt32BE(position + 8),
    };
  }
}
