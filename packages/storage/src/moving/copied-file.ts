import type { Disk, DiskFile } from '@moldau/runtime';
import type { LogFile } from '../files/file-handles.ts';

/** One file of a log on its way into another directory, from its start on; the source only grows meanwhile. */

const PIECE_BYTES = 256 * 1024;

/** Asked between any two pieces. */
export interface CopyTerms {
  /** False when nobody wants the copy any more. */
  isWanted(): boolean;
  /** Resolves when more may be copied after `bytes` were. */
  pace(bytes: number): Promise<void>;
}

export class CopiedFile {
  readonly source: LogFile;
  readonly #disk: Disk;
  readonly #path: string;
  #target: DiskFile | undefined;
  #copied = 0;
  #isSynced = true;

  constructor(disk: Disk, source: LogFile, directory: string) {
    this.#disk = disk;
    this.source = source;
    this.#path = `${directory}/${source.path.slice(source.path.lastIndexOf('/') + 1)}`;
  }

  get copied(): number {
    return this.#copied;
  }

  /** Copies up to `end`, on the thread pool. */
  async advance(end: number, terms: CopyTerms): Promise<void> {
    const buffer = Buffer.allocUnsafeSlow(Math.min(PIECE_BYTES, Math.max(0, end - this.#copied)));
    while (this.#copied < end && terms.isWanted()) {
      const piece = buffer.subarray(0, Math.min(buffer.length, end - this.#copied));
      await this.#read(piece);
      if (!terms.isWanted()) return;
      this.#isSynced = false;
      await this.#open().writeAsync(piece, this.#copied);
      this.#copied += piece.length;
      await terms.pace(piece.length);
    }
  }

  /** The same on the event loop, for the little that is left. */
  advanceNow(end: number): void {
    if (this.#copied >= end) return;
    const bytes = Buffer.allocUnsafeSlow(end - this.#copied);
    this.#checkLength(this.source.forReading().read(bytes, this.#copied), bytes.length);
    this.#isSynced = false;
    this.#open().write(bytes, this.#copied);
    this.#copied = end;
  }

  /** Makes the file though there is nothing in it yet. */
  create(): void {
    this.#open();
  }

  async sync(): Promise<void> {
    if (this.#isSynced) return;
    this.#isSynced = true;
    await this.#open().sync();
  }

  syncNow(): void {
    if (this.#isSynced) return;
    this.#open().syncNow();
    this.#isSynced = true;
  }

  close(): void {
    this.#target?.close();
    this.#target = undefined;
  }

  /** What was copied is not what is wanted. */
  remove(): void {
    this.close();
    this.#copied = 0;
    this.#isSynced = true;
    this.#disk.remove(this.#path);
  }

  #open(): DiskFile {
    this.#target ??= this.#disk.open(this.#path, 'write');
    return this.#target;
  }

  async #read(into: Buffer): Promise<void> {
    const { source } = this;
    source.pin();
    try {
      this.#checkLength(await source.forReading().readAsync(into, this.#copied), into.length);
    } finally {
      source.unpin();
    }
  }

  #checkLength(count: number, wanted: number): void {
    if (count < wanted) throw new Error(`${this.source.path} ends ${wanted - count} bytes early`);
  }
}
