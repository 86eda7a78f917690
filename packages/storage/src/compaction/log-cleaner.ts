import { DiskError, type Timer, type Workers, WorkerStoppedError } from '@moldau/runtime';
import type { LogEnvironment } from '../log/log-environment.ts';
import type { SegmentLog } from '../log/segment-log.ts';
import { causeOf, storageFailure } from '../log/storage-failure.ts';
import type { Segment } from '../segment/segment.ts';
import { type Cleanable, type CleanableSegment, cleanablePart, compareByNeed, isDue } from './cleanable.ts';
import type { CleanerSettings } from './cleaner-settings.ts';
import { compactionTask } from './compaction-task.ts';
import { type CompactedLog, type CompactionWorker, compactLog, type PassOutcome } from './log-pass.ts';

/**
 * Compacts the logs whose cleanup policy says so (B156): always the one that needs it most, as many at a time as there are
 * threads. The loop only chooses logs and swaps files; the rest happens in workers, which exist while there is work.
 *
 * A log that cannot be compacted, since a batch of it is damaged for example, is left alone from then on; a failing disk
 * takes its directory offline.
 */
export interface CleanerPort {
  readonly workers: Workers;
  logs(): Iterable<CompactedLog>;
  /** Asked anew for every look and every pass: most may change at run time. */
  settings(): CleanerSettings;
  highWatermarkOf(log: SegmentLog): number;
}

interface Candidate extends CompactedLog {
  readonly cleanable: Cleanable;
}

export class LogCleaner {
  readonly #environment: LogEnvironment;
  readonly #port: CleanerPort;
  readonly #passes = new Map<SegmentLog, Promise<void>>();
  readonly #workers = new Set<CompactionWorker>();
  readonly #idleWorkers: CompactionWorker[] = [];
  readonly #uncleanable = new WeakSet<SegmentLog>();
  /** Whose pass came to no end: not again before the next look. */
  readonly #putOff = new Set<SegmentLog>();
  #timer: Timer | undefined;
  #isClosed = false;

  constructor(environment: LogEnvironment, port: CleanerPort) {
    this.#environment = environment;
    this.#port = port;
  }

  /** Looks for work every `log.cleaner.backoff.ms` from now on. */
  start(): void {
    if (this.#isClosed) return;
    this.#timer = this.#environment.clock.after(this.#port.settings().logCleanerBackoffMs, () => {
      this.#look();
      this.start();
    });
  }

  /** Compacts everything that is due now. */
  async cleanAll(): Promise<void> {
    this.#look();
    while (this.#passes.size > 0) await Promise.all(this.#passes.values());
  }

  /** Ends what is under way; a swap that has begun is brought to its end. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#timer?.cancel();
    for (const worker of this.#workers) worker.stop();
    this.#workers.clear();
    await Promise.all(this.#passes.values());
  }

  #look(): void {
    this.#putOff.clear();
    this.#startPasses();
  }

  #startPasses(): void {
    const settings = this.#port.settings();
    const free = settings.logCleanerEnable && !this.#isClosed ? settings.logCleanerThreads - this.#passes.size : 0;
    for (const candidate of this.#candidates().slice(0, Math.max(0, free))) {
      const { log } = candidate;
      const pass = this.#pass(candidate, settings).finally(() => {
        this.#passes.delete(log);
        this.#startPasses();
      });
      this.#passes.set(log, pass);
    }
    if (this.#passes.size > 0) return;
    for (const worker of this.#idleWorkers.splice(0)) this.#stop(worker);
  }

  /** Those that are due, the neediest first. */
  #candidates(): Candidate[] {
    const nowMs = this.#environment.clock.now();
    const candidates: Candidate[] = [];
    for (const { log, home } of this.#port.logs()) {
      if (!log.config.cleanupPolicy.has('compact') || !log.isUsable || log.isMoving) continue;
      if (this.#passes.has(log) || this.#uncleanable.has(log) || this.#putOff.has(log)) continue;
      const cleanable = this.#cleanablePart({ log, home }, nowMs);
      if (cleanable !== undefined && isDue(cleanable, log.config)) candidates.push({ log, home, cleanable });
    }
    return candidates.sort((a, b) => compareByNeed(a.cleanable, b.cleanable));
  }

  #cleanablePart({ log, home }: CompactedLog, nowMs: number): Cleanable | undefined {
    const { topic, partition, logStartOffset, logEndOffset, segments } = log;
    if (segments.length < 2) return undefined;
    const state = {
      segments: segments.map(toCleanable),
      logStartOffset,
      logEndOffset,
      notedOffset: home.cleanerOffsets.get(topic, partition),
      lastStableOffset: log.lastStableOffset(this.#port.highWatermarkOf(log)),
    };
    return cleanablePart(state, log.config, nowMs);
  }

  async #pass(candidate: Candidate, settings: CleanerSettings): Promise<void> {
    const { log } = candidate;
    const worker = this.#idleWorkers.pop() ?? this.#startWorker();
    const startedMs = this.#environment.clock.monotonic();
    try {
      const outcome = await compactLog(this.#environment, candidate, { ...candidate, settings, worker });
      this.#idleWorkers.push(worker);
      this.#report(log, outcome, this.#environment.clock.monotonic() - startedMs);
    } catch (error) {
      this.#stop(worker);
      this.#failed(candidate, error);
    }
  }

  #report(log: SegmentLog, outcome: PassOutcome, tookMs: number): void {
    const { topic, partition, directory } = log;
    const { result, ...figures } = outcome;
    const { logger } = this.#environment;
    if (result !== 'done') this.#putOff.add(log);
    if (result === 'full') logger.warn({ topic, partition, directory }, 'The disk is too full to compact a log');
    else logger.debug({ topic, partition, ...figures, tookMs: Math.round(tookMs) }, `Compacted a log: ${result}`);
  }

  #failed({ log, home }: CompactedLog, error: unknown): void {
    const { topic, partition } = log;
    if (this.#isClosed || !log.isUsable) return;
    if (error instanceof DiskError && !error.path.startsWith(`${log.directory}/`)) {
      // The log has moved to another log directory.
      this.#putOff.add(log);
      return;
    }
    if (error instanceof DiskError) {
      home.failed(storageFailure(`Cannot compact ${topic}-${partition}: ${causeOf(error)}`, error));
      return;
    }
    const { logger } = this.#environment;
    if (error instanceof WorkerStoppedError) {
      this.#putOff.add(log);
      logger.error({ topic, partition, error: error.cause ?? error }, 'A compaction thread broke down');
      return;
    }
    this.#uncleanable.add(log);
    logger.error({ topic, partition, error }, 'A log cannot be compacted and grows from now on');
  }

  #startWorker(): CompactionWorker {
    const worker = this.#port.workers.start(compactionTask);
    this.#workers.add(worker);
    return worker;
  }

  #stop(worker: CompactionWorker): void {
    this.#workers.delete(worker);
    worker.stop();
  }
}

function toCleanable(segment: Segment): CleanableSegment {
  const { baseOffset, nextOffset, size, maxTimestamp } = segment;
  return {
    baseOffset,
    nextOffset,
    size,
    maxTimestamp,
    firstTimestamp() {
      if (segment.firstTimestamp === undefined && segment.size > 0) segment.loadFirstTimestamp();
      return segment.firstTimestamp;
    },
  };
}
