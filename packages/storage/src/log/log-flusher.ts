import type { Disk } from '@moldau/runtime';
import type { Segment } from '../segment/segment.ts';

/**
 * Brings what one log has written to stable storage, on the thread pool. One sync is in flight at a time; the next one
 * covers all that was written meanwhile, which is what makes syncing before every answer affordable.
 */

/** The log as its flusher needs it. */
export interface FlushedLog {
  directory(): string;
  /** In which the directory lies. */
  readonly homePath: string;
  writtenEndOffset(): number;
  /** Those that hold `offset` or more. */
  segmentsFrom(offset: number): readonly Segment[];
  isActive(segment: Segment): boolean;
  /** The flushed end moved. */
  flushed(): void;
  failed(error: unknown): void;
}

export class LogFlusher {
  readonly #disk: Disk;
  readonly #log: FlushedLog;
  #flushedEndOffset: number;
  #target = 0;
  #running: Promise<void> | undefined;
  #hasFailed = false;
  #isDirectoryNameDurable: boolean;

  constructor(disk: Disk, log: FlushedLog, flushedEndOffset: number, isDirectoryNameDurable: boolean) {
    this.#disk = disk;
    this.#log = log;
    this.#flushedEndOffset = flushedEndOffset;
    this.#isDirectoryNameDurable = isDirectoryNameDurable;
  }

  get flushedEndOffset(): number {
    return this.#flushedEndOffset;
  }

  /** Syncs what is written now, unless a sync is under way; whoever starts one hears of it and can start the next. */
  start(): void {
    if (this.#running !== undefined || this.#hasFailed) return;
    if (this.#log.writtenEndOffset() <= this.#flushedEndOffset) return;
    this.#running = this.#run();
  }

  /** Resolves when everything below `offset` is synced, or never will be. */
  async flushTo(offset: number): Promise<void> {
    while (this.#flushedEndOffset < Math.min(offset, this.#log.writtenEndOffset()) && !this.#hasFailed) {
      this.start();
      await this.#running;
    }
  }

  /** The log ends at `offset` now; a sync under way no longer vouches for what comes there next. */
  truncatedTo(offset: number): void {
    this.#flushedEndOffset = Math.min(this.#flushedEndOffset, offset);
    this.#target = Math.min(this.#target, offset);
  }

  async #run(): Promise<void> {
    this.#target = this.#log.writtenEndOffset();
    try {
      for (const segment of this.#log.segmentsFrom(this.#flushedEndOffset)) {
        if (segment.baseOffset < this.#target) await this.#sync(segment);
      }
    } catch (error) {
      this.#hasFailed = true;
      this.#running = undefined;
      this.#log.failed(error);
      return;
    }
    this.#flushedEndOffset = Math.max(this.#flushedEndOffset, this.#target);
    this.#running = undefined;
    this.#log.flushed();
  }

  async #sync(segment: Segment): Promise<void> {
    await segment.file.sync();
    if (!this.#log.isActive(segment)) await segment.syncIndexes();
    if (!segment.isNameDurable) {
      this.#disk.syncDirectory(this.#log.directory());
      segment.isNameDurable = true;
    }
    if (this.#isDirectoryNameDurable) return;
    this.#disk.syncDirectory(this.#log.homePath);
    this.#isDirectoryNameDurable = true;
  }
}
