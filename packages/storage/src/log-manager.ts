import type { Clock, Disk, Logger, Random, Timer } from '@moldau/runtime';
import { DiskError } from '@moldau/runtime';
import type { DurabilityProof } from './directory/durability-proof.ts';
import { deletedDirectories, type KnownTopics, loadLogs, writePartitionMetadata } from './directory/load-logs.ts';
import { LogDirectory, type LogDirectoryOptions } from './directory/log-directory.ts';
import { FileHandles } from './files/file-handles.ts';
import { markedDirectoryName, partitionDirectoryName } from './files/file-names.ts';
import { ReadBuffers } from './files/read-buffers.ts';
import { IndexCache } from './index/index-cache.ts';
import { FlushTimer } from './log/flush-timer.ts';
import type { LogEnvironment } from './log/log-environment.ts';
import { applyRetention, WallClockGuard } from './log/retention.ts';
import type { SegmentLog } from './log/segment-log.ts';
import { causeOf, storageFailure } from './log/storage-failure.ts';
import { WriteQueue } from './log/write-queue.ts';
import { MemoryDisk } from './memory/memory-disk.ts';
import type { AppendError, LogConfig, PartitionLog } from './partition-log.ts';
import { createLog } from './recovery/open-log.ts';
import { TailCache } from './tail-cache/tail-cache.ts';

/** All logs of one broker, in the directories of `log.dirs`. */
export interface LogManager {
  /** By `<topic>-<partition>`. */
  readonly logs: ReadonlyMap<string, PartitionLog>;
  /** Logs that are there and cannot be used, by `<topic>-<partition>`, with what to answer for them (B159). */
  readonly offlineLogs: ReadonlyMap<string, AppendError>;
  readonly directories: readonly LogDirectoryInfo[];
  /** How far the last run's data can be trusted to be all there: that of the worst directory. */
  readonly durabilityProof: DurabilityProof;

  get(topic: string, partition: number): PartitionLog | undefined;
  /**
   * An empty log in the directory with the fewest. Throws an AppendError with KAFKA_STORAGE_ERROR, also for a log that
   * is offline.
   */
  create(topic: string, partition: number, topicId: string, config: LogConfig): PartitionLog;
  /** The log is gone at once, its files after `file.delete.delay.ms`. Nothing happens if there is none. */
  delete(topic: string, partition: number): void;
  /** The high watermark that the last run noted, 0 if it noted none. */
  checkpointedHighWatermark(topic: string, partition: number): number;
  /** Applies retention to all logs now, as happens every `retentionCheckIntervalMs`. */
  applyRetention(): void;
  /** Notes flushed ends, log starts and high watermarks now, as happens every `checkpointIntervalMs`. */
  checkpoint(): Promise<void>;
  /** Flushes all logs, notes where they stand, marks the stop as clean and lets go of the directories. */
  close(): Promise<void>;
}

export interface LogDirectoryInfo {
  readonly path: string;
  readonly directoryId: string;
  readonly isOffline: boolean;
  readonly logCount: number;
}

export interface LogManagerOptions extends KnownTopics {
  /** `log.dirs`; only named, not used, with `memoryOnly`. */
  readonly directories: readonly string[];
  readonly clusterId: string;
  readonly brokerId: number;
  readonly memoryOnly?: boolean;
  /** 64 MiB by default. */
  readonly tailCacheBytes?: number;
  /** Space kept in each directory for the day the disk is full; 8 MiB by default. */
  readonly ballastBytes?: number;
  readonly openFilesMax?: number;
  /** `log.retention.check.interval.ms`. */
  readonly retentionCheckIntervalMs?: number;
  /** `log.flush.offset.checkpoint.interval.ms`. */
  readonly checkpointIntervalMs?: number;
  /** `producer.id.expiration.ms`, a function because it may change at run time. */
  readonly producerIdExpirationMs?: () => number;
  /** For the clean shutdown marker; -1 by default. */
  readonly brokerEpoch?: () => number;
  /** How far consumers may read, for retention and the checkpoint; what is acknowledged by default. */
  readonly highWatermarkOf?: (log: PartitionLog) => number;
}

/** The doors to the world that storage needs; a `Runtime` fits. */
export interface StorageRuntime {
  readonly clock: Clock;
  readonly disk: Disk;
  readonly random: Random;
  readonly log: Logger;
}

const MIB = 1024 * 1024;
const DEFAULTS = {
  tailCacheBytes: 64 * MIB,
  indexCacheBytes: 32 * MIB,
  ballastBytes: 8 * MIB,
  openFilesMax: 2048,
  retentionCheckIntervalMs: 300_000,
  checkpointIntervalMs: 60_000,
  producerIdExpirationMs: 86_400_000,
};

/**
 * Opens every log in the directories, after recovery where the last stop was not clean. Directories that cannot be used
 * are left out; throws when none can, or when one belongs to another cluster or node or is in use.
 */
export async function openLogManager(runtime: StorageRuntime, options: LogManagerOptions): Promise<LogManager> {
  const environment = createEnvironment(runtime, options);
  const manager = new DirectoryLogManager(environment, options);
  await manager.open();
  return manager;
}

class DirectoryLogManager implements LogManager {
  readonly offlineLogs = new Map<string, AppendError>();
  readonly #logs = new Map<string, SegmentLog>();
  readonly #environment: LogEnvironment;
  readonly #options: LogManagerOptions;
  readonly #directories: LogDirectory[] = [];
  readonly #flushTimer: FlushTimer;
  readonly #wallClock: WallClockGuard;
  readonly #timers = new Map<string, Timer>();
  readonly #removals = new Map<string, Timer>();
  #directoriesToSync = new Set<LogDirectory>();
  #isClosed = false;

  constructor(environment: LogEnvironment, options: LogManagerOptions) {
    this.#environment = environment;
    this.#options = options;
    this.#flushTimer = new FlushTimer(environment.clock);
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
    this.#every('retention', this.#options.retentionCheckIntervalMs ?? DEFAULTS.retentionCheckIntervalMs, () =>
      this.applyRetention(),
    );
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
    this.#forgetOffline(name);
    if (log === undefined || home === undefined) return;
    this.#logs.delete(name);
    home.logs.delete(name);
    log.closeFiles();
    this.#deleteDirectory(home, name, log);
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
      if (log.failure !== undefined) continue;
      log.removeExpiredProducers();
      applyRetention(log, { nowMs, byTime, highWatermark: this.#highWatermarkOf(log) });
    }
  }

  async checkpoint(): Promise<void> {
    await Promise.all(this.#directories.map((directory) => directory.checkpoint()));
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const timer of [...this.#timers.values(), ...this.#removals.values()]) timer.cancel();
    this.#flushTimer.close();
    await Promise.all(this.#directories.map((directory) => this.#closeDirectory(directory)));
  }

  #openDirectories(): void {
    const options = this.#directoryOptions();
    let lastError: unknown;
    for (const path of this.#options.directories) {
      try {
        this.#directories.push(new LogDirectory(path, this.#environment, options));
      } catch (error) {
        if (!(error instanceof DiskError) || error.code === 'ELOCKED') throw error;
        this.#environment.logger.error({ directory: path, error }, 'Log directory is offline');
        lastError = error;
      }
    }
    if (this.#directories.length === 0) throw new Error('No log directory can be used', { cause: lastError });
  }

  async #load(directory: LogDirectory): Promise<void> {
    if (!directory.isCleanStart) this.#environment.logger.info({ directory: directory.path }, 'Recovering logs');
    const broken = await loadLogs(directory, this.#environment, this.#options);
    for (const [name, failure] of broken) this.offlineLogs.set(name, failure);
    for (const [name, log] of directory.logs) this.#logs.set(name, log);
    for (const path of deletedDirectories(directory, this.#environment)) this.#removeLater(path, 0);
  }

  async #closeDirectory(directory: LogDirectory): Promise<void> {
    const { logger } = this.#environment;
    for (const log of directory.logs.values()) {
      try {
        await log.close();
      } catch (error) {
        logger.error({ topic: log.topic, partition: log.partition, error }, 'Cannot close a log properly');
        directory.failed(storageFailure(`Cannot close a log: ${causeOf(error)}`, error));
      }
    }
    await directory.checkpoint();
    directory.close();
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

  #deleteDirectory(home: LogDirectory, name: string, log: SegmentLog): void {
    const { disk, random } = this.#environment;
    const marked = `${home.path}/${markedDirectoryName(name, random.uuid(), 'delete')}`;
    try {
      disk.rename(log.directory, marked);
    } catch (error) {
      home.failed(storageFailure(`Cannot delete ${name}: ${causeOf(error)}`, error));
      return;
    }
    log.movedTo(marked);
    this.#syncAtEndOfTurn(home);
    this.#removeLater(marked, log.config.fileDeleteDelayMs);
  }

  /** A damaged log of a deleted topic no longer stands in the way of a new one; its files are found stray later. */
  #forgetOffline(name: string): void {
    if (!this.offlineLogs.delete(name)) return;
    const { disk, random, logger } = this.#environment;
    for (const home of this.#directories) {
      const path = `${home.path}/${name}`;
      try {
        if (disk.exists(path)) disk.rename(path, `${home.path}/${markedDirectoryName(name, random.uuid(), 'stray')}`);
      } catch (error) {
        logger.error({ directory: path, error }, 'Cannot set a damaged log aside');
      }
    }
  }

  #syncAtEndOfTurn(home: LogDirectory): void {
    if (this.#directoriesToSync.size === 0) this.#environment.clock.endOfTurn(() => this.#syncDirectories());
    this.#directoriesToSync.add(home);
  }

  #syncDirectories(): void {
    const homes = this.#directoriesToSync;
    this.#directoriesToSync = new Set();
    for (const home of homes) {
      try {
        this.#environment.disk.syncDirectory(home.path);
      } catch (error) {
        home.failed(storageFailure(`Cannot sync ${home.path}: ${causeOf(error)}`, error));
      }
    }
  }

  #removeLater(path: string, delayMs: number): void {
    const { clock, disk, logger } = this.#environment;
    const timer = clock.after(delayMs, () => {
      this.#removals.delete(path);
      disk.removeDirectory(path).catch((error: unknown) => {
        logger.warn({ directory: path, error }, 'Cannot remove the directory of a deleted partition');
      });
    });
    this.#removals.set(path, timer);
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

  #every(name: string, intervalMs: number, act: () => void): void {
    const timer = this.#environment.clock.after(intervalMs, () => {
      act();
      if (!this.#isClosed) this.#every(name, intervalMs, act);
    });
    this.#timers.set(name, timer);
  }
}

function createEnvironment(runtime: StorageRuntime, options: LogManagerOptions): LogEnvironment {
  const { clock, random, log: logger } = runtime;
  const disk = options.memoryOnly === true ? new MemoryDisk() : runtime.disk;
  const expirationMs = DEFAULTS.producerIdExpirationMs;
  return {
    clock,
    disk,
    random,
    logger,
    handles: new FileHandles(disk, options.openFilesMax ?? DEFAULTS.openFilesMax),
    indexCache: new IndexCache(DEFAULTS.indexCacheBytes),
    tailCache: new TailCache(options.tailCacheBytes ?? DEFAULTS.tailCacheBytes),
    writeQueue: new WriteQueue(clock),
    readBuffers: new ReadBuffers(),
    producerIdExpirationMs: options.producerIdExpirationMs ?? (() => expirationMs),
  };
}
