import { DiskError, type RecentHistogram, type Timer, type Workers } from '@moldau/runtime';
import { cleanerDefaults } from '../compaction/cleaner-settings.ts';
import { LogCleaner } from '../compaction/log-cleaner.ts';
import type { CompactedLog } from '../compaction/log-pass.ts';
import { partitionDirectoryName } from '../files/file-names.ts';
import { FlushTimer } from '../log/flush-timer.ts';
import type { LogEnvironment } from '../log/log-environment.ts';
import { applyRetention, WallClockGuard } from '../log/retention.ts';
import type { SegmentLog } from '../log/segment-log.ts';
import { causeOf, storageFailure } from '../log/storage-failure.ts';
import type { LogDirectoryInfo, LogManager, LogManagerOptions } from '../log-manager.ts';
import type { AppendError, LogConfig, PartitionLog } from '../partition-log.ts';
import { createLog } from '../recovery/open-log.ts';
import type { DurabilityProof } from './durability-proof.ts';
import { deletedDirectories, loadLogs, writePartitionMetadata } from './load-logs.ts';
import { LogDirectory, type LogDirectoryOptions } from './log-directory.ts';
import { LogDirectoryError } from './log-directory-error.ts';
import { PartitionRemovals } from './partition-removals.ts';

const CLOSES_AT_ONCE = 4;
/** As in Kafka, so that a broker that is restarted often deletes too. */
const FIRST_RETENTION_CHECK_MS = 30_000;
const DEFAULTS = {
  ballastBytes: 8 * 1024 * 1024,
  retentionCheckIntervalMs: 300_000,
  checkpointIntervalMs: 60_000,
};

/** The log manager, by way of its directories. */
export class DirectoryLogManager implements LogManager {
  readonly offlineLogs = new Map<string, AppendError>();
  readonly #logs = new Map<string, SegmentLog>();
  readonly #environment: LogEnvironment;
  readonly #options: LogManagerOptions;
  readonly #directories: LogDirectory[] = [];
  readonly #flushTimer: FlushTimer;
  readonly #wallClock: WallClockGuard;
  readonly #timers = new Map<string, Timer>();
  readonly #removals: PartitionRemovals;
  readonly #cleaner: LogCleaner;
  #isClosed = false;

  constructor(environment: LogEnvironment, options: LogManagerOptions, workers: Workers) {
    this.#environment = environment;
    this.#options = options;
    this.#flushTimer = new FlushTimer(environment.clock);
    this.#removals = new PartitionRemovals(environment);
    this.#cleaner = new LogCleaner(environment, {
      workers,
      logs: () => this.#logsWithHomes(),
      settings: options.cleaner ?? (() => cleanerDefaults),
      highWatermarkOf: (log) => this.#highWatermarkOf(log),
    });
    this.#wallClock = new WallClockGuard(environment.clock);
  }

  get logs(): ReadonlyMap<string, PartitionLog> {
    return this.#logs;
  }

  get directories(): readonly LogDirectoryInfo[] {
    return this.#directories.map((directory) => ({
      path: directory.path,
      directoryId: directory.directoryId,
      isOffline: directory.failure !== undefined,
      logCount: directory.logs.size,
    }));
  }

  get flushTimes(): RecentHistogram {
    return this.#environment.flushTimes;
  }

  get isIncomplete(): boolean {
    return this.#directories.length < this.#options.directories.length;
  }

  get durabilityProof(): DurabilityProof {
    const proofs = this.#directories.map((directory) => directory.proof);
    if (proofs.every((proof) => proof === 'clean')) return 'clean';
    return proofs.includes('none') ? 'none' : 'samebootid';
  }

  async open(): Promise<void> {
    try {
      this.#openDirectories();
      for (const directory of this.#directories) await this.#load(directory);
    } catch (error) {
      for (const directory of this.#directories) directory.abandon();
      throw error;
    }
    const ballastBytes = this.#options.ballastBytes ?? DEFAULTS.ballastBytes;
    if (this.#options.memoryOnly !== true) {
      for (const directory of this.#directories) void directory.reserveBallast(ballastBytes);
    }
    this.#every('checkpoint', this.#options.checkpointIntervalMs ?? DEFAULTS.checkpointIntervalMs, () => {
      void this.checkpoint();
    });
    const retentionMs = this.#options.retentionCheckIntervalMs ?? DEFAULTS.retentionCheckIntervalMs;
    const firstMs = Math.min(retentionMs, FIRST_RETENTION_CHECK_MS);
    this.#every('retention', retentionMs, () => this.applyRetention(), firstMs);
    this.#cleaner.start();
  }

  get(topic: string, partition: number): PartitionLog | undefined {
    return this.#logs.get(partitionDirectoryName(topic, partition));
  }

  create(topic: string, partition: number, topicId: string, config: LogConfig): PartitionLog {
    const name = partitionDirectoryName(topic, partition);
    const offline = this.offlineLogs.get(name);
    if (offline !== undefined) throw offline;
    const home = this.#directoryForNext();
    const directory = `${home.path}/${name}`;
    try {
      home.creating(topic, partition);
      this.#environment.disk.makeDirectory(directory);
      writePartitionMetadata(this.#environment, directory, topicId);
      const log = createLog(this.#environment, home, { topic, partition, topicId, directory, config });
      home.add(log);
      this.#logs.set(name, log);
      return log;
    } catch (error) {
      const failure = storageFailure(`Cannot create the log of ${name}: ${causeOf(error)}`, error);
      home.failed(failure);
      throw failure;
    }
  }

  delete(topic: string, partition: number): void {
    const name = partitionDirectoryName(topic, partition);
    const log = this.#logs.get(name);
    const home = this.#directories.find((directory) => directory.logs.get(name) === log);
    if (this.offlineLogs.delete(name)) this.#removals.setAside(this.#directories, name);
    if (log === undefined || home === undefined) return;
    this.#logs.delete(name);
    home.logs.delete(name);
    log.closeFiles();
    this.#removals.remove(home, name, log);
  }

  checkpointedHighWatermark(topic: string, partition: number): number {
    const name = partitionDirectoryName(topic, partition);
    const home = this.#directories.find((directory) => directory.logs.has(name));
    return home?.offsets.highWatermarks.get(name)?.offset ?? 0;
  }

  applyRetention(): void {
    const { clock, logger } = this.#environment;
    const jumpMs = this.#wallClock.look();
    if (jumpMs !== undefined)
      logger.error({ jumpMs }, 'The clock has jumped: retention by time is suspended for a day');
    const nowMs = clock.now();
    const byTime = this.#wallClock.isTrusted;
    for (const log of this.#logs.values()) {
      if (log.refusal !== undefined) continue;
      log.removeExpiredProducers();
      applyRetention(log, { nowMs, byTime, highWatermark: this.#highWatermarkOf(log) });
    }
  }

  compact(): Promise<void> {
    return this.#cleaner.cleanAll();
  }

  async checkpoint(): Promise<void> {
    await Promise.all(this.#directories.map((directory) => directory.checkpoint()));
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const timer of this.#timers.values()) timer.cancel();
    await this.#cleaner.close();
    await this.#removals.close();
    this.#flushTimer.close();
    await Promise.all(this.#directories.map((directory) => this.#closeDirectory(directory)));
  }

  *#logsWithHomes(): Generator<CompactedLog, void, undefined> {
    for (const home of this.#directories) for (const log of home.logs.values()) yield { log, home };
  }

  #openDirectories(): void {
    const options = this.#directoryOptions();
    let lastError: unknown;
    for (const path of this.#options.directories) {
      try {
        this.#directories.push(new LogDirectory(path, this.#environment, options));
      } catch (error) {
        if (!(error instanceof DiskError) || error.code === 'ELOCKED') throw error;
        this.#environment.logger.error(
          { directory: path, error },
          `Log directory ${path} is offline: ${causeOf(error)}`,
        );
        lastError = error;
      }
    }
    if (this.#directories.length === 0)
      throw new LogDirectoryError('No log directory can be used', { cause: lastError });
  }

  async #load(directory: LogDirectory): Promise<void> {
    const broken = await loadLogs(directory, this.#environment, this.#options);
    for (const [name, failure] of broken) this.offlineLogs.set(name, failure);
    for (const [name, log] of directory.logs) this.#logs.set(name, log);
    for (const path of deletedDirectories(directory, this.#environment)) this.#removals.removeLater(path, 0);
  }

  async #closeDirectory(directory: LogDirectory): Promise<void> {
    const logs = [...directory.logs.values()];
    const closeNext = async (): Promise<void> => {
      for (let log = logs.pop(); log !== undefined; log = logs.pop()) await this.#closeLog(directory, log);
    };
    await Promise.all(Array.from({ length: CLOSES_AT_ONCE }, closeNext));
    await directory.checkpoint();
    directory.close();
  }

  async #closeLog(directory: LogDirectory, log: SegmentLog): Promise<void> {
    try {
      await log.close();
    } catch (error) {
      const { topic, partition } = log;
      this.#environment.logger.error({ topic, partition, error }, 'Cannot close a log properly');
      directory.failed(storageFailure(`Cannot close a log: ${causeOf(error)}`, error));
    }
  }

  #directoryForNext(): LogDirectory {
    let best: LogDirectory | undefined;
    for (const directory of this.#directories) {
      if (directory.failure === undefined && (best === undefined || directory.logs.size < best.logs.size)) {
        best = directory;
      }
    }
    if (best === undefined) throw storageFailure('All log directories are offline');
    return best;
  }

  #directoryOptions(): LogDirectoryOptions {
    const { clusterId, brokerId, brokerEpoch } = this.#options;
    return {
      clusterId,
      brokerId,
      brokerEpoch: brokerEpoch ?? (() => -1),
      highWatermarkOf: (log) => this.#highWatermarkOf(log),
      flushLater: (log) => this.#flushTimer.add(log),
    };
  }

  #highWatermarkOf(log: PartitionLog): number {
    return this.#options.highWatermarkOf?.(log) ?? log.acknowledgedEndOffset;
  }

  #every(name: string, intervalMs: number, act: () => void, firstMs = intervalMs): void {
    const timer = this.#environment.clock.after(firstMs, () => {
      act();
      if (!this.#isClosed) this.#every(name, intervalMs, act);
    });
    this.#timers.set(name, timer);
  }
}
