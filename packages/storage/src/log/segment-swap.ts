import type { Disk } from '@moldau/runtime';
import { CLEANED_SUFFIX, SWAP_SUFFIX } from '../files/file-names.ts';
import type { Segment } from '../segment/segment.ts';

/**
 * Puts one compacted segment in the place of those that it was made of, so that after a crash at any point a start finds
 * either, and never both or less (RELIABILITY.md, recovery rule 3).
 *
 * The compacted segment's files are `.cleaned` first, then `.swap`, the log file last: once its name is durable, a start
 * goes on from here. Then the old log files become `.deleted`, after them the old indexes, then the `.swap` files get
 * their final names, again the log file last. Each step is on stable storage before the next, and nothing waits for a
 * disk on the loop.
 */

/** A log as the swap sees it. */
export interface SwappedLog {
  directory(): string;
  isUsable(): boolean;
  /** Its files are being copied elsewhere. */
  isMoving(): boolean;
  segments(): readonly Segment[];
  /** In memory; the old segments are closed ones that lie one after the other. */
  replace(replaced: readonly Segment[], cleaned: Segment): void;
  deletedName(path: string): string;
  removeLater(segments: readonly Segment[]): void;
}

export class SegmentSwap {
  readonly #disk: Disk;
  readonly #log: SwappedLog;
  readonly #replaced: readonly Segment[];
  readonly #cleaned: Segment;
  #isCancelled = false;
  #isReplaced = false;

  constructor(disk: Disk, log: SwappedLog, replaced: readonly Segment[], cleaned: Segment) {
    this.#disk = disk;
    this.#log = log;
    this.#replaced = replaced;
    this.#cleaned = cleaned;
  }

  /**
   * False when the old segments went otherwise before it came to that. Throws what the disk throws; then a start goes on
   * where this stopped, or forgets it.
   */
  async run(): Promise<boolean> {
    if (!(await this.#prepare())) {
      this.#undo();
      return false;
    }
    this.#replace();
    await this.#sync();
    if (!this.#isOnline) return true;
    for (const segment of this.#replaced) segment.renameIndexes(this.#disk, (path) => this.#log.deletedName(path));
    this.#log.removeLater(this.#replaced);
    await this.#sync();
    await this.#finishNames();
    return true;
  }

  /** The log's segments are about to change otherwise: what has not happened by now must never happen. */
  cancel(): void {
    if (this.#isReplaced) return;
    this.#isCancelled = true;
    this.#undo();
  }

  /** Makes `.swap` files of the `.cleaned` ones. */
  async #prepare(): Promise<boolean> {
    if (this.#log.isMoving() || !this.#isPossible) return false;
    this.#cleaned.renameIndexes(this.#disk, toSwap);
    await this.#sync();
    if (!this.#isPossible) return false;
    this.#cleaned.renameLog(this.#disk, toSwap);
    await this.#sync();
    return this.#isPossible;
  }

  #replace(): void {
    this.#isReplaced = true;
    for (const segment of this.#replaced) segment.renameLog(this.#disk, (path) => this.#log.deletedName(path));
    this.#log.replace(this.#replaced, this.#cleaned);
  }

  async #finishNames(): Promise<void> {
    if (!this.#isOnline) return;
    this.#cleaned.renameIndexes(this.#disk, toFinal);
    await this.#sync();
    if (!this.#isOnline) return;
    this.#cleaned.renameLog(this.#disk, toFinal);
    if (this.#cleaned.transactionIndex.isEmpty) this.#disk.remove(this.#cleaned.transactionIndex.file.path);
    await this.#sync();
    this.#cleaned.isNameDurable = true;
  }

  get #isPossible(): boolean {
    const segments = this.#log.segments();
    return !this.#isCancelled && this.#log.isUsable() && this.#replaced.every((segment) => segments.includes(segment));
  }

  /** The compacted segment is where it belongs, and nobody has renamed it. */
  get #isOnline(): boolean {
    return this.#log.isUsable() && this.#log.segments().includes(this.#cleaned);
  }

  /** The log file first: without it a start does not look at the others. */
  #undo(): void {
    this.#cleaned.close();
    if (!this.#log.isUsable()) return;
    for (const file of this.#cleaned.files) this.#disk.remove(file.path);
  }

  #sync(): Promise<void> {
    return this.#disk.syncDirectoryAsync(this.#log.directory());
  }
}

function toSwap(path: string): string {
  return path.slice(0, -CLEANED_SUFFIX.length) + SWAP_SUFFIX;
}

function toFinal(path: string): string {
  return path.endsWith(SWAP_SUFFIX) ? path.slice(0, -SWAP_SUFFIX.length) : path;
}
