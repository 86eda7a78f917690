import { readInt64, writeInt64 } from '@moldau/protocol';
import type { Disk } from '@moldau/runtime';
import { readFileIfPresent } from '../files/atomic-file.ts';
import type { LogFile } from '../files/file-handles.ts';
import type { AbortedTransaction } from '../partition-log.ts';

/**
 * `.txnindex`: the transactions that were aborted by a marker in this segment, in the order of their markers. Entries
 * of 34 bytes: version, producer id, first offset of its data, offset of the marker, last stable offset after it. The
 * file exists only where there are any.
 */

const ENTRY_BYTES = 34;
const VERSION = 0;

export class TransactionIndex {
  readonly file: LogFile;
  readonly #disk: Disk;
  #entries: AbortedTransaction[] | undefined;
  #entriesInFile = 0;

  constructor(file: LogFile, disk: Disk) {
    this.file = file;
    this.#disk = disk;
  }

  /** What was persisted so far to stable storage. Unlike the other indexes, readers cannot do without this one. */
  async sync(): Promise<void> {
    if (this.#entriesInFile === 0) return;
    await this.file.sync();
    this.#disk.syncDirectory(this.file.path.slice(0, this.file.path.lastIndexOf('/')));
  }

  append(transaction: AbortedTransaction): void {
    this.#loaded().push(transaction);
  }

  /** Of the entries that are in the file already. */
  get bytesInFile(): number {
    return this.#loaded().length === 0 ? 0 : this.#entriesInFile * ENTRY_BYTES;
  }

  get isEmpty(): boolean {
    return this.#loaded().length === 0;
  }

  /** Those with data at or above `fromOffset` and below `toOffset`. */
  abortedBetween(fromOffset: number, toOffset: number): AbortedTransaction[] {
    return this.#loaded().filter((aborted) => aborted.lastOffset >= fromOffset && aborted.firstOffset < toOffset);
  }

  /** Whether a marker at or above `toOffset` is here, with a stable end that leaves nothing earlier open. */
  isCompleteFor(toOffset: number): boolean {
    return this.#loaded().some((aborted) => aborted.lastStableOffset >= toOffset);
  }

  persist(): void {
    const entries = this.#entries;
    if (entries === undefined || entries.length <= this.#entriesInFile) return;
    const added = Buffer.concat(entries.slice(this.#entriesInFile).map(encodeEntry));
    this.file.forWriting().write(added, this.#entriesInFile * ENTRY_BYTES);
    this.#entriesInFile = entries.length;
  }

  /** Drops the markers of `offset` and above. */
  truncateTo(offset: number): void {
    const kept = this.#loaded().filter((aborted) => aborted.lastOffset < offset);
    this.#entries = kept;
    if (kept.length >= this.#entriesInFile) return;
    this.#entriesInFile = kept.length;
    this.file.forWriting().truncate(kept.length * ENTRY_BYTES);
  }

  reset(): void {
    this.#entries = [];
    this.#entriesInFile = 0;
    this.file.close();
    this.#disk.remove(this.file.path);
  }

  #loaded(): AbortedTransaction[] {
    if (this.#entries !== undefined) return this.#entries;
    const content = readFileIfPresent(this.#disk, this.file.path) ?? Buffer.alloc(0);
    const entries: AbortedTransaction[] = [];
    for (let at = 0; at + ENTRY_BYTES <= content.length; at += ENTRY_BYTES) entries.push(decodeEntry(content, at));
    this.#entries = entries;
    this.#entriesInFile = entries.length;
    return entries;
  }
}

function encodeEntry(aborted: AbortedTransaction): Buffer {
  const entry = Buffer.alloc(ENTRY_BYTES);
  entry.writeInt16BE(VERSION, 0);
  writeInt64(entry, 2, aborted.producerId);
  writeInt64(entry, 10, aborted.firstOffset);
  writeInt64(entry, 18, aborted.lastOffset);
  writeInt64(entry, 26, aborted.lastStableOffset);
  return entry;
}

function decodeEntry(content: Buffer, at: number): AbortedTransaction {
  return {
    producerId: readInt64(content, at + 2),
    firstOffset: readInt64(content, at + 10),
    lastOffset: readInt64(content, at + 18),
    lastStableOffset: readInt64(content, at + 26),
  };
}
