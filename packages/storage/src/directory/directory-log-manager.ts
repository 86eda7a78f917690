import { Errors, ProtocolError } from '@moldau/protocol';
import { DiskError, type RecentHistogram, type Timer, type Workers } from '@moldau/runtime';
import { cleanerDefaults } from '../compaction/cleaner-settings.ts';
import { LogCleaner } from '../compaction/log-cleaner.ts';
import type { CompactedLog } from '../compaction/log-pass.ts';
import { canBeMoved, partitionDirectoryName } from '../files/file-names.ts';
import { FlushTimer } from '../log/flush-timer.ts';
import type { LogEnvironment } from '../log/log-environment.ts';
import { applyRetention, WallClockGuard } from '../log/retention.ts';
import type { SegmentLog } from '../log/segment-log.ts';
import { causeOf, storageFailure } from '../log/storage-failure.ts';
import type {
  LogDirectoryDescription,
  LogDirectoryInfo,
  LogManager,
  LogManagerOptions,
  LogReplica,
} from '../log-manager.ts';
import { clearOldPlaces, unfinishedMoves } from '../moving/leftovers.ts';
import { LogMoves } from '../moving/log-moves.ts';
import { Throttle } from '../moving/throttle.ts';
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
  readonly #moves: LogMoves;
  /** Of `log.dirs`, those that could not be opened. */
  readonly #unopened = new Set<string>();
  /** Where logs are to be created that do not exist yet, by the names of their directories. */
  readonly #preferred = new Map<string, LogDirectory>();
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
    const unlimited = Number.POSITIVE_INFINITY;
    const throttle = new Throttle(environment.clock, () => options.moveBytesPerSecond?.() ?? unlimited);
    this.#moves = new LogMoves(environment, this.#removals, throttle);
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

  get durabilityProof(): DurabilityProof {
    const proofs = this.#directories.map((directory) => directory.proof);
    if (proofs.every((proof) => proof === 'clean')) return 'clean';
    return proofs.includes('none') ? 'none' : 'samebootid';
  }

  async open(): Promise<void> {
    try {
      this.#openDirectories();
      clearOldPlaces(this.#directories, this.#environment, this.#options);
      for (const directory of this.#directories) await this.#load(directory);
      this.#checkAnyIsOnline();
    } catch (error) {
      for (const directory of this.#directories) directory.abandon();
      throw error;
    }
    this.#resumeMoves();
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

  create(topic: string, partition: number, topicId: string, config: LogConfig, isNew = true): PartitionLog {
    const name = partitionDirectoryName(topic, partition);
    const offline = this.offlineLogs.get(name);
    if (offline !== undefined) throw offline;
    if (!isNew && !this.#areAllOnline) {
      throw storageFailure(`The log of ${name} may lie in a log directory that is offline`);
    }
    const home = this.#preferred.get(name) ?? this.#directoryForNext();
    const directory = `${home.path}/${name}`;
    try {
      home.creating(topic, partition);
      this.#environment.disk.makeDirectory(directory);
      writePartitionMetadata(this.#environment, directory, topicId);
      const log = createLog(this.#environment, home, { topic, partition, topicId, directory, config });
      home.add(log);
      this.#logs.set(name, log);
      this.#preferred.delete(name);
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
    this.#preferred.delete(name);
    this.#moves.cancel(name);
    if (this.offlineLogs.delete(name)) this.#removals.setAside(this.#directories, name);
    if (log === undefined || home === undefined) return;
    this.#logs.delete(name);
    home.logs.delete(name);
    log.closeFiles();
    this.#removals.remove(home, name, log);
  }

  describeDirectories(): readonly LogDirectoryDescription[] {
    const { disk } = this.#environment;
    return [...new Set(this.#options.directories)].map((path) => {
      const directory = this.#directories.find((candidate) => candidate.path === path);
      const isOffline = directory === undefined || directory.failure !== undefined;
      return {
        path: disk.absolutePath(path),
        space: isOffline ? undefined : this.#spaceOf(path),
        replicas: isOffline ? [] : this.#replicasIn(directory),
      };
    });
  }

  alterDirectory(topic: string, partition: number, path: string): boolean {
    const name = partitionDirectoryName(topic, partition);
    if (!canBeMoved(name)) throw new ProtocolError(Errors.INVALID_TOPIC_EXCEPTION, 'The topic name is too long');
    const destination = this.#directoryAt(path);
    const offline = this.offlineLogs.get(name);
    if (offline !== undefined) throw offline;
    const move = this.#moves.get(name);
    if (move !== undefined && move.destination !== destination) this.#moves.cancel(name);
    const log = this.#logs.get(name);
    if (log === undefined) this.#preferred.set(name, destination);
    else if (move?.destination !== destination) this.#move(log, name, destination);
    return log !== undefined;
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
    await this.#moves.close();
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
    for (const path of new Set(this.#options.directories)) {
      try {
        this.#directories.push(new LogDirectory(path, this.#environment, options));
      } catch (error) {
        if (!(error instanceof DiskError) || error.code === 'ELOCKED') throw error;
        this.#environment.logger.error(
          { directory: path, error },
          `Log directory ${path} is offline: ${causeOf(error)}`,
        );
        lastError = error;
        this.#unopened.add(path);
      }
    }
    if (this.#directories.length === 0)
      throw new LogDirectoryError('No log directory can be used', { cause: lastError });
  }

  #checkAnyIsOnline(): void {
    const failures = this.#directories.flatMap(({ failure }) => failure ?? []);
    if (failures.length < this.#directories.length) return;
    throw new LogDirectoryError('No log directory can be used', { cause: failures[0] });
  }

  get #online(): readonly LogDirectory[] {
    return this.#directories.filter(({ failure }) => failure === undefined);
  }

  get #areAllOnline(): boolean {
    return this.#unopened.size === 0 && this.#directories.every(({ failure }) => failure === undefined);
  }

  #directoryAt(path: string): LogDirectory {
    const { disk } = this.#environment;
    const configured = this.#options.directories.find((directory) => disk.absolutePath(directory) === path);
    if (configured === undefined) {
      throw new ProtocolError(Errors.LOG_DIR_NOT_FOUND, `${path} is not among the log directories`);
    }
    const found = this.#directories.find((directory) => directory.path === configured);
    if (found !== undefined && found.failure === undefined) return found;
    throw new ProtocolError(Errors.KAFKA_STORAGE_ERROR, `The log directory ${path} is offline`);
  }

  /** As in Kafka, no log is moved while a log directory is offline: it may lie there too. */
  #move(log: SegmentLog, name: string, destination: LogDirectory): void {
    if (log.failure !== undefined) throw log.failure;
    const source = this.#directories.find((directory) => directory.logs.get(name) === log);
    if (source === undefined || source === destination) return;
    if (!this.#areAllOnline) throw storageFailure('No log is moved while a log directory is offline');
    this.#moves.start(log, source, destination);
  }

  #resumeMoves(): void {
    this.#moves.atOnce = this.#options.movesAtOnce ?? this.#directories.length;
    for (const { name, topic, destination, future } of unfinishedMoves(this.#online, this.#environment)) {
      const log = this.#logs.get(name);
      const source = this.#directories.find((directory) => directory.logs.get(name) === log);
      const isStale = this.#options.topicIdOf(topic) === undefined || source === destination || this.#moves.get(name);
      if (isStale) this.#removals.discard(destination, future, name);
      else if (log !== undefined && source !== undefined) this.#resumeMove(log, source, destination, future);
    }
  }

  #resumeMove(log: SegmentLog, source: LogDirectory, destination: LogDirectory, future: string): void {
    try {
      this.#moves.start(log, source, destination, future);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
    }
  }

  #spaceOf(path: string): { freeBytes: number; totalBytes: number } | undefined {
    try {
      return this.#environment.disk.space(path);
    } catch (error) {
      if (error instanceof DiskError) return undefined;
      throw error;
    }
  }

  #replicasIn(directory: LogDirectory): readonly LogReplica[] {
    const replicas = [...directory.logs.values()].map((log) => ({
      log,
      size: log.size,
      endOffset: log.logEndOffset,
      isFuture: false,
    }));
    const futures = [...this.#moves.all].filter(({ destination }) => destination === directory);
    return [
      ...replicas,
      ...futures.map(({ log, future: { size, endOffset } }) => ({ log, size, endOffset, isFuture: true })),
    ];
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

  #directoryForNext(): LogDirectory {
    let best: LogDirectory | undefined;
    for (const directory of this.#directories) {
      if (directory.failure !== undefined) continue;
      if (best === undefined || this.#countIn(directory) < this.#countIn(best)) best = directory;
    }
    if (best === undefined) throw storageFailure('All log directories are offline');
    return best;
  }

  /** With those that are on their way there. */
  #countIn(directory: LogDirectory): number {
    let count = directory.logs.size;
    for (const { destination } of this.#moves.all) if (destination === directory) count++;
    return count;
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
