import type { LogFile } from '../files/file-handles.ts';
import type { IndexCache } from './index-cache.ts';

/**
 * A sorted file of entries of one size, append-only. Entries gather in memory and go to the file some hundred at a
 * time; what is in the file is loaded again when a lookup needs it. An index is a cache of its segment: nothing is
 * lost with it, so it is synced only with the rest of a closed segment.
 */

const TAIL_ENTRIES_MAX = 512;
const TAIL_ENTRIES_MIN = 16;
const NO_ENTRIES = Buffer.alloc(0);

export interface EntryLocation {
  readonly buffer: Buffer;
  readonly position: number;
}

export class SparseIndex {
  readonly file: LogFile;
  readonly #entryBytes: number;
  readonly #cache: IndexCache;
  #maxBytes: number;
  #entriesInFile: number;
  #tail: Buffer | undefined;
  #entriesInTail = 0;
  /** What the file holds counts no more, but it has not been cut yet. */
  #isFileStale = false;

  constructor(file: LogFile, entryBytes: number, maxBytes: number, entriesInFile: number, cache: IndexCache) {
    this.file = file;
    this.#entryBytes = entryBytes;
    this.#maxBytes = maxBytes;
    this.#entriesInFile = entriesInFile;
    this.#cache = cache;
  }

  /** Of the entries that are in the file already. */
  get bytesInFile(): number {
    return this.#entriesInFile * this.#entryBytes;
  }

  get count(): number {
    return this.#entriesInFile + this.#entriesInTail;
  }

  get byteLength(): number {
    return this.count * this.#entryBytes;
  }

  /** One more entry would be the last that `segment.index.bytes` allows. */
  get entriesLeft(): number {
    return Math.floor(this.#maxBytes / this.#entryBytes) - this.count;
  }

  limitTo(maxBytes: number): void {
    this.#maxBytes = maxBytes;
  }

  /** Room for one more entry, to be written at once by the caller. */
  append(): EntryLocation {
    if (this.#entriesInTail === TAIL_ENTRIES_MAX) this.persist();
    const position = this.#entriesInTail * this.#entryBytes;
    const buffer = this.#tailWithRoom(position + this.#entryBytes);
    this.#entriesInTail++;
    return { buffer, position };
  }

  /** The entry at `index`, 0 ≤ index < count. */
  entry(index: number): EntryLocation {
    const tail = this.#tail;
    if (index >= this.#entriesInFile && tail !== undefined) {
      return { buffer: tail, position: (index - this.#entriesInFile) * this.#entryBytes };
    }
    return { buffer: this.#contentOfFile(), position: index * this.#entryBytes };
  }

  /** The last entry, without loading the others; undefined when there is none. */
  lastEntry(): EntryLocation | undefined {
    if (this.count === 0) return undefined;
    if (this.#entriesInTail > 0 || this.#cache.get(this) !== undefined) return this.entry(this.count - 1);
    const buffer = Buffer.alloc(this.#entryBytes);
    this.file.forReading().read(buffer, (this.#entriesInFile - 1) * this.#entryBytes);
    return { buffer, position: 0 };
  }

  /** Index of the last entry for which `holds`; -1 when it holds for none. Entries for which it holds come first. */
  lastWhere(holds: (buffer: Buffer, position: number) => boolean): number {
    const inTail = this.#tail === undefined || this.#entriesInTail === 0 ? undefined : this.#tail;
    if (inTail !== undefined && holds(inTail, 0)) {
      return this.#entriesInFile + this.#lastIn(inTail, this.#entriesInTail, holds);
    }
    if (this.#entriesInFile === 0) return -1;
    return this.#lastIn(this.#contentOfFile(), this.#entriesInFile, holds);
  }

  /** Keeps the first `count` entries. */
  truncateTo(count: number): void {
    if (count >= this.count) return;
    if (count >= this.#entriesInFile) {
      this.#entriesInTail = count - this.#entriesInFile;
      return;
    }
    this.#entriesInTail = 0;
    this.#entriesInFile = count;
    this.#cache.forget(this);
    this.file.forWriting().truncate(count * this.#entryBytes);
  }

  /** Writes what is in memory to the file and lets go of the memory. */
  persist(): void {
    const tail = this.#tail;
    const isEmpty = tail === undefined || this.#entriesInTail === 0;
    const bytes = isEmpty ? NO_ENTRIES : tail.subarray(0, this.#entriesInTail * this.#entryBytes);
    if (this.#isFileStale) this.#replaceFile(bytes);
    else if (!isEmpty) this.file.forWriting().write(bytes, this.#entriesInFile * this.#entryBytes);
    if (isEmpty) return;
    this.#cache.forget(this);
    this.#entriesInFile += this.#entriesInTail;
    this.#entriesInTail = 0;
    this.#tail = undefined;
  }

  /** Starts anew; what the file holds is replaced when there is something to put into it. */
  reset(): void {
    if (this.#entriesInFile > 0) this.#isFileStale = true;
    this.#entriesInFile = 0;
    this.#entriesInTail = 0;
    this.#tail = undefined;
    this.#cache.forget(this);
  }

  /** Starts anew, as a file of no entries. */
  resetFile(): void {
    this.reset();
    this.#isFileStale = false;
    this.file.forWriting().truncate(0);
  }

  close(): void {
    this.#cache.forget(this);
    this.file.close();
  }

  /** Entries that are made anew are mostly those that were there. */
  #replaceFile(bytes: Buffer): void {
    const file = this.file.forWriting();
    this.#isFileStale = false;
    const size = file.size();
    if (size === bytes.length && size > 0) {
      const found = Buffer.alloc(size);
      file.read(found, 0);
      if (found.equals(bytes)) return;
    }
    file.truncate(0);
    if (bytes.length > 0) file.write(bytes, 0);
  }

  #lastIn(buffer: Buffer, count: number, holds: (buffer: Buffer, position: number) => boolean): number {
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (holds(buffer, middle * this.#entryBytes)) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  #contentOfFile(): Buffer {
    const cached = this.#cache.get(this);
    if (cached !== undefined) return cached;
    const content = Buffer.alloc(this.#entriesInFile * this.#entryBytes);
    this.file.forReading().read(content, 0);
    this.#cache.put(this, content);
    return content;
  }

  #tailWithRoom(bytes: number): Buffer {
    const tail = this.#tail;
    if (tail !== undefined && tail.length >= bytes) return tail;
    const grown = Buffer.alloc(Math.max(TAIL_ENTRIES_MIN * this.#entryBytes, (tail?.length ?? 0) * 2));
    tail?.copy(grown);
    this.#tail = grown;
    return grown;
  }
}
