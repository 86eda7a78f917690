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
import type { LogDirectoryDescription, LogDirectoryInfo, LogManager, LogManagerOptions } from '../log-manager.ts';
import { clearOldPlaces } from '../moving/leftovers.ts';
import { LogMoves } from '../moving/log-moves.ts';
import { Throttle } from '../moving/throttle.ts';
import type { AppendError, LogConfig, PartitionLog } from '../partition-log.ts';
import { createLog } from '../recovery/open-log.ts';
import { describeDirectories } from './describe-directories.ts';
import type { DurabilityProof } from './durability-proof.ts';
import { deletedDirectories, loadLogs, writePartitionMetadata } from './load-logs.ts';
import { LogDirectories } from './log-directories.ts';
import type { LogDirectory, LogDirectoryOptions } from './log-directory.ts';
import { LogPlacement } from './log-placement.ts';
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
  readonly #directories: LogDirectories;
  readonly #flushTimer: FlushTimer;
  readonly #wallClock: WallClockGuard;
  readonly #timers = new Map<string, Timer>();
  readonly #removals: PartitionRemovals;
  readonly #cleaner: LogCleaner;
  readonly #moves: LogMoves;
  readonly #placement: LogPlacement;
  #isClosed = false;

  constructor(environment: LogEnvironment, options: LogManagerOptions, workers: Workers) {
    this.#environment = environment;
    this.#options = options;
    this.#directories = new LogDirectories(environment, options.directories);
    this.#flushTimer = new FlushTimer(environment.clock);
    this.#removals = new PartitionRemovals(environment);
    this.#cleaner = new LogCleaner(environment, {
      workers,
      logs: () => this.#logsWithHomes(),
      settings: options.cleaner ?? (() => cleanerDefaults),
      highWatermarkOf: (log) => this.#highWatermarkOf(log),
    });
    const unlimited = Number.POSITIVE_INFINITY;
    const throttle = new Throttle(environment.clock, () => options.moveBytesPerSecond?.() ?? unlimited);
    this.#moves = new LogMoves(environment, this.#removals, throttle);
    this.#placement = new LogPlacement(
      environment,
      this.#directories,
      { logs: this.#logs, offlineLogs: this.offlineLogs },
      { moves: this.#moves, removals: this.#removals },
    );
    this.#wallClock = new WallClockGuard(environment.clock);
  }

  get logs(): ReadonlyMap<string, PartitionLog> {
    return this.#logs;
  }

  get directories(): readonly LogDirectoryInfo[] {
    return this.#directories.infos;
  }

  get flushTimes(): RecentHistogram {
    return this.#environment.flushTimes;
  }

  get durabilityProof(): DurabilityProof {
    return this.#directories.durabilityProof;
  }

  async open(): Promise<void> {
    try {
      this.#directories.open(this.#directoryOptions());
      clearOldPlaces(this.#directories.opened, this.#environment, this.#options);
      for (const directory of this.#directories.opened) await this.#load(directory);
      this.#directories.checkAnyIsOnline();
    } catch (error) {
      this.#directories.abandon();
      throw error;
    }
    this.#moves.atOnce = this.#options.movesAtOnce ?? this.#directories.opened.length;
    this.#placement.resumeMoves(this.#options);
    const ballastBytes = this.#options.ballastBytes ?? DEFAULTS.ballastBytes;
    if (this.#options.memoryOnly !== true) {
      for (const directory of this.#directories.opened) void directory.reserveBallast(ballastBytes);
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

  create(topic: string, partition: number, topicId: string, config: LogConfig, isNew = true): PartitionLog {
    const name = partitionDirectoryName(topic, partition);
    const offline = this.offlineLogs.get(name);
    if (offline !== undefined) throw offline;
    if (!isNew && !this.#directories.areAllOnline) {
      throw storageFailure(`The log of ${name} may lie in a log directory that is offline`);
    }
    const home = this.#placement.homeFor(name);
    const directory = `${home.path}/${name}`;
    try {
      home.creating(topic, partition);
      this.#environment.disk.makeDirectory(directory);
      writePartitionMetadata(this.#environment, directory, topicId);
      const log = createLog(this.#environment, home, { topic, partition, topicId, directory, config });
      home.add(log);
      this.#logs.set(name, log);
      this.#placement.created(name);
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
    const home = this.#directories.homeOf(name, log);
    this.#placement.forget(name);
    if (this.offlineLogs.delete(name)) this.#removals.setAside(this.#directories.opened, name);
    if (log === undefined || home === undefined) return;
    this.#logs.delete(name);
    home.logs.delete(name);
    log.closeFiles();
    this.#removals.remove(home, name, log);
  }

  describeDirectories(): readonly LogDirectoryDescription[] {
    return describeDirectories(this.#directories, this.#moves, this.#environment.disk);
  }

  alterDirectory(topic: string, partition: number, path: string): boolean {
    return this.#placement.alter(partitionDirectoryName(topic, partition), path);
  }

  checkpointedHighWatermark(topic: string, partition: number): number {
    const name = partitionDirectoryName(topic, partition);
    const home = this.#directories.opened.find((directory) => directory.logs.has(name));
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
    await Promise.all(this.#directories.opened.map((directory) => directory.checkpoint()));
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const timer of this.#timers.values()) timer.cancel();
    await this.#cleaner.close();
    await this.#moves.close();
    await this.#removals.close();
    this.#flushTimer.close();
    await Promise.all(this.#directories.opened.map((directory) => this.#closeDirectory(directory)));
  }

  *#logsWithHomes(): Generator<CompactedLog, void, undefined> {
    for (const home of this.#directories.opened) for (const log of home.logs.values()) yield { log, home };
  }

  async #load(directory: LogDirectory): Promise<void> {
    if (directory.failure !== undefined) return;
    try {
      const broken = await loadLogs(directory, this.#environment, this.#options);
      for (const [name, failure] of broken) this.offlineLogs.set(name, failure);
    } catch (error) {
      if (!(error instanceof DiskError)) throw error;
      directory.failed(storageFailure(`Cannot read the log directory ${directory.path}: ${causeOf(error)}`, error));
      return;
    }
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
