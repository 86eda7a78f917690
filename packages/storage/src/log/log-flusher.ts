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
  #isStopped = false;
  /** Closed segments whose indexes are not synced yet. */
  #closed: Segment[] = [];
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

  /** No sync counts any more: after one that failed the next may believe that lost pages are clean. */
  stop(): void {
    this.#isStopped = true;
  }

  /** Syncs what is written now, unless a sync is under way; whoever starts one hears of it and can start the next. */
  start(): void {
    if (this.#running !== undefined || this.#isStopped) return;
    if (this.#log.writtenEndOffset() <= this.#flushedEndOffset) return;
    this.#running = this.#run();
  }

  /** Nothing more comes to `segment`: the next sync takes its indexes along. */
  closed(segment: Segment): void {
    this.#closed.push(segment);
  }

  /** Syncs everything that is written on the event loop. Throws what the disk throws. */
  flushNow(): void {
    const end = this.#log.writtenEndOffset();
    if (end <= this.#flushedEndOffset) return;
    for (const segment of this.#log.segmentsFrom(this.#flushedEndOffset)) {
      segment.file.forWriting().syncNow();
      this.#syncNames(segment);
    }
    this.#flushedEndOffset = end;
  }

  /** Resolves when everything below `offset` is synced, or never will be. */
  async flushTo(offset: number): Promise<void> {
    while (this.#flushedEndOffset < Math.min(offset, this.#log.writtenEndOffset()) && !this.#isStopped) {
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
      const closed = this.#closed;
      this.#closed = [];
      for (const segment of closed) await segment.syncIndexes();
      for (const segment of this.#log.segmentsFrom(this.#flushedEndOffset)) {
        if (segment.baseOffset >= this.#target) continue;
        await segment.file.sync();
        this.#syncNames(segment);
      }
    } catch (error) {
      this.#isStopped = true;
      this.#running = undefined;
      this.#log.failed(error);
      return;
    }
    this.#running = undefined;
    if (this.#isStopped) return;
    this.#flushedEndOffset = Math.max(this.#flushedEndOffset, this.#target);
    this.#log.flushed();
  }

  /** The names of the segment's file and of the log's directory. */
  #syncNames(segment: Segment): void {
    if (!segment.isNameDurable) {
      this.#disk.syncDirectory(this.#log.directory());
      segment.isNameDurable = true;
    }
    if (this.#isDirectoryNameDurable) return;
    this.#disk.syncDirectory(this.#log.homePath);
    this.#isDirectoryNameDurable = true;
  }
}
