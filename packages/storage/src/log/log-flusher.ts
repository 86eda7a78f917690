import type { Clock, Disk, RecentHistogram } from '@moldau/runtime';

/**
 * Brings what one log has written to stable storage, on the thread pool. One sync is in flight at a time; the next one
 * covers all that was written meanwhile, which is what makes syncing before every answer affordable.
 *
 * Producers that wait for their answers tend to fall into two groups, one writing while the other's sync is under way. So
 * a sync that would cover less than the last one did waits for the others, for a few turns and a fraction of a sync.
 */

/** Of the time that the last sync took. */
const GATHERING_SHARE = 1 / 4;
const GATHERING_MS_MAX = 1;
const GATHERING_TURNS_MAX = 100;

type FlusherDisk = Pick<Disk, 'syncDirectory' | 'syncDirectoryAsync'>;

export interface FlusherEnvironment {
  readonly disk: FlusherDisk;
  readonly clock: Clock;
  /** Milliseconds that syncs took. */
  readonly flushTimes?: RecentHistogram;
}

/** A segment as the flusher needs it. */
export interface FlushedSegment {
  readonly baseOffset: number;
  readonly file: { sync(): Promise<void>; forWriting(): { syncNow(): void } };
  /** The directory was synced since the file was created. */
  isNameDurable: boolean;
  syncIndexes(): Promise<void>;
}

/** The log as its flusher needs it. */
export interface FlushedLog {
  directory(): string;
  /** In which the directory lies. */
  readonly homePath: string;
  writtenEndOffset(): number;
  /** Those that hold `offset` or more. */
  segmentsFrom(offset: number): readonly FlushedSegment[];
  /** The flushed end moved. */
  flushed(): void;
  failed(error: unknown): void;
}

export class LogFlusher {
  readonly #disk: FlusherDisk;
  readonly #clock: Clock;
  readonly #flushTimes: RecentHistogram | undefined;
  readonly #log: FlushedLog;
  #flushedEndOffset: number;
  #target = 0;
  #running: Promise<void> | undefined;
  #isGathering = false;
  #lastCovered = 0;
  #lastMs = 0;
  #isStopped = false;
  /** Closed segments whose indexes are not synced yet. */
  #closed: FlushedSegment[] = [];
  #isDirectoryNameDurable: boolean;

  constructor(
    { disk, clock, flushTimes }: FlusherEnvironment,
    log: FlushedLog,
    flushedEndOffset: number,
    isDirectoryNameDurable: boolean,
  ) {
    this.#disk = disk;
    this.#clock = clock;
    this.#flushTimes = flushTimes;
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
    if (this.#isGathering || this.#isIdle) return;
    const deadline = this.#clock.monotonic() + Math.min(GATHERING_MS_MAX, this.#lastMs * GATHERING_SHARE);
    if (this.#unflushed < this.#lastCovered) this.#gather(deadline, GATHERING_TURNS_MAX);
    else this.#running = this.#run();
  }

  /** Nothing more comes to `segment`: the next sync takes its indexes along. */
  closed(segment: FlushedSegment): void {
    this.#closed.push(segment);
  }

  /** Syncs everything that is written on the event loop. Throws what the disk throws. */
  flushNow(): void {
    const end = this.#log.writtenEndOffset();
    if (end <= this.#flushedEndOffset) return;
    for (const segment of this.#log.segmentsFrom(this.#flushedEndOffset)) {
      segment.file.forWriting().syncNow();
      this.#syncNamesNow(segment);
    }
    this.#flushedEndOffset = end;
  }

  /** Resolves when everything below `offset` is synced, or never will be. */
  async flushTo(offset: number): Promise<void> {
    while (this.#flushedEndOffset < Math.min(offset, this.#log.writtenEndOffset()) && !this.#isStopped) {
      if (!this.#isIdle) this.#running = this.#run();
      await this.#running;
    }
  }

  /** The log ends at `offset` now; a sync under way no longer vouches for what comes there next. */
  truncatedTo(offset: number): void {
    this.#flushedEndOffset = Math.min(this.#flushedEndOffset, offset);
    this.#target = Math.min(this.#target, offset);
  }

  get #unflushed(): number {
    return this.#log.writtenEndOffset() - this.#flushedEndOffset;
  }

  /** There is nothing to sync, or it has been begun, or it is in vain. */
  get #isIdle(): boolean {
    return this.#running !== undefined || this.#isStopped || this.#unflushed <= 0;
  }

  #gather(deadline: number, turnsLeft: number): void {
    this.#isGathering = true;
    this.#clock.endOfTurn(() => {
      const isPatient = turnsLeft > 0 && this.#clock.monotonic() < deadline;
      if (isPatient && !this.#isIdle && this.#unflushed < this.#lastCovered)
        return this.#gather(deadline, turnsLeft - 1);
      this.#isGathering = false;
      if (!this.#isIdle) this.#running = this.#run();
    });
  }

  /** With nothing to sync, too, it ends only after its caller has noted it as running. */
  async #run(): Promise<void> {
    await Promise.resolve();
    const startedAt = this.#clock.monotonic();
    this.#target = this.#log.writtenEndOffset();
    this.#lastCovered = this.#unflushed;
    try {
      const closed = this.#closed;
      this.#closed = [];
      for (const segment of closed) await segment.syncIndexes();
      for (const segment of this.#log.segmentsFrom(this.#flushedEndOffset)) {
        if (segment.baseOffset >= this.#target) continue;
        await segment.file.sync();
        await this.#syncNames(segment);
      }
    } catch (error) {
      this.#isStopped = true;
      this.#running = undefined;
      this.#log.failed(error);
      return;
    }
    this.#running = undefined;
    this.#lastMs = this.#clock.monotonic() - startedAt;
    this.#flushTimes?.record(this.#lastMs);
    if (this.#isStopped) return;
    this.#flushedEndOffset = Math.max(this.#flushedEndOffset, this.#target);
    this.#log.flushed();
  }

  /** The names of the segment's file and of the log's directory. */
  async #syncNames(segment: FlushedSegment): Promise<void> {
    if (!segment.isNameDurable) {
      await this.#disk.syncDirectoryAsync(this.#log.directory());
      segment.isNameDurable = true;
    }
    if (this.#isDirectoryNameDurable) return;
    await this.#disk.syncDirectoryAsync(this.#log.homePath);
    this.#isDirectoryNameDurable = true;
  }

  #syncNamesNow(segment: FlushedSegment): void {
    if (!segment.isNameDurable) {
      this.#disk.syncDirectory(this.#log.directory());
      segment.isNameDurable = true;
    }
    if (this.#isDirectoryNameDurable) return;
    this.#disk.syncDirectory(this.#log.homePath);
    this.#isDirectoryNameDurable = true;
  }
}
