import type { DirectoryLock } from '@moldau/runtime';
import { CLEAN_SHUTDOWN_FILE, encodeCleanShutdown } from '../checkpoint/clean-shutdown.ts';
import { CorruptCheckpointError } from '../checkpoint/corrupt-checkpoint.ts';
import {
  decodeMetaProperties,
  encodeMetaProperties,
  META_PROPERTIES_FILE,
  type MetaProperties,
} from '../checkpoint/meta-properties.ts';
import type { PartitionOffset } from '../checkpoint/offset-checkpoint.ts';
import { CleanerOffsets } from '../compaction/cleaner-offsets.ts';
import { makeDurableDirectory, readFileIfPresent, replaceFileNow } from '../files/atomic-file.ts';
import { partitionDirectoryName } from '../files/file-names.ts';
import type { LogEnvironment, LogHome, TimedLog, TruncatedLog } from '../log/log-environment.ts';
import type { SegmentLog } from '../log/segment-log.ts';
import { causeOf, storageFailure } from '../log/storage-failure.ts';
import type { AppendError } from '../partition-log.ts';
import { fillBallast, removeBallast } from './ballast.ts';
import { type DurabilityProof, readProof, removeProof, writeProof } from './durability-proof.ts';
import { LogDirectoryError } from './log-directory-error.ts';
import { type DirectoryOffsets, OffsetCheckpoints, readOffsets } from './offset-checkpoints.ts';

/**
 * One of `log.dirs`: locked while it is in use, marked as ours by `meta.properties`, and taken offline as a whole by
 * the first write that fails in it (B159). The other directories go on.
 */
export class LogDirectory implements LogHome {
  readonly path: string;
  readonly directoryId: string;
  readonly isCleanStart: boolean;
  readonly proof: DurabilityProof;
  /** As the last run left them. */
  readonly offsets: DirectoryOffsets;
  readonly logs = new Map<string, SegmentLog>();
  readonly cleanerOffsets: CleanerOffsets;
  /** Those that are being moved here: where they start is noted before they arrive. */
  readonly arriving = new Map<string, SegmentLog>();
  readonly #environment: LogEnvironment;
  readonly #options: LogDirectoryOptions;
  readonly #lock: DirectoryLock;
  readonly #checkpoints: OffsetCheckpoints;
  #failure: AppendError | undefined;
  #checkpointUnderWay: Promise<void> = Promise.resolve();
  /** As of the last checkpoint; undefined when that failed, or there was none. */
  #noted: Notable | undefined;

  /**
   * Throws a DiskError when the directory cannot be used, and an error with a clear message when it is another
   * cluster's or another node's.
   */
  constructor(path: string, environment: LogEnvironment, options: LogDirectoryOptions) {
    const { disk, logger } = environment;
    this.path = path;
    this.#environment = environment;
    this.#options = options;
    makeDurableDirectory(disk, path);
    this.#lock = disk.lock(path);
    try {
      this.directoryId = this.#claim();
      this.isCleanStart = this.#takeCleanShutdownMarker();
      this.proof = readProof(disk, path, this.isCleanStart);
      this.offsets = readOffsets(disk, path, logger);
      this.cleanerOffsets = new CleanerOffsets(disk, path, logger);
      this.#checkpoints = new OffsetCheckpoints(disk, path, this.offsets);
      writeProof(disk, path, environment.random.uuid());
    } catch (error) {
      this.#lock.release();
      throw error;
    }
  }

  /** Undefined while the directory is online. */
  get failure(): AppendError | undefined {
    return this.#failure;
  }

  add(log: SegmentLog): void {
    this.logs.set(partitionDirectoryName(log.topic, log.partition), log);
  }

  /** What is noted of an earlier log of that name is not the new one's. To be called before there is one. */
  creating(topic: string, partition: number): void {
    this.#checkpoints.lowerRecoveryPoint({ topic, partition, offset: 0 });
    this.#checkpoints.logStarts.lower(topic, partition, 0);
    this.cleanerOffsets.forget(topic, partition);
  }

  /** A log takes the place of what is noted of an earlier one of that name, but for where it starts. */
  receiving(topic: string, partition: number): void {
    this.#checkpoints.lowerRecoveryPoint({ topic, partition, offset: 0 });
    this.cleanerOffsets.forget(topic, partition);
  }

  async logStartMoved(topic: string, partition: number, offset: number): Promise<void> {
    try {
      await this.#checkpoints.logStarts.raise({ topic, partition, offset });
    } catch (error) {
      const failure = storageFailure(`Cannot note where ${topic}-${partition} starts: ${causeOf(error)}`, error);
      this.failed(failure);
      throw failure;
    }
  }

  truncating({ topic, partition }: TruncatedLog, offset: number): void {
    this.#checkpoints.lowerRecoveryPoint({ topic, partition, offset });
    this.#checkpoints.logStarts.lower(topic, partition, offset);
    this.cleanerOffsets.lower({ topic, partition, offset });
  }

  async noteRecoveryPoint({ topic, partition }: TruncatedLog, offset: number): Promise<void> {
    if (this.#checkpoints.recoveryPointOf(topic, partition) < offset) await this.checkpoint();
  }

  flushLater(log: TimedLog): void {
    this.#options.flushLater(log);
  }

  failed(error: AppendError): void {
    if (this.#failure !== undefined) return;
    this.#failure = error;
    const { disk, logger } = this.#environment;
    logger.error({ directory: this.path, error }, `Log directory ${this.path} is offline: ${error.message}`);
    removeBallast(disk, this.path);
    try {
      removeProof(disk, this.path);
    } catch (cause) {
      logger.error({ directory: this.path, error: cause }, 'Cannot remove the durability proof');
    }
    for (const log of this.logs.values()) log.goOffline(error);
  }

  async reserveBallast(bytes: number): Promise<void> {
    try {
      await fillBallast(this.#environment.disk, this.path, bytes);
    } catch (error) {
      this.#environment.logger.warn({ directory: this.path, error }, 'Cannot reserve space for checkpoints');
      removeBallast(this.#environment.disk, this.path);
    }
  }

  /** Notes how far each log is flushed, where it starts, and its high watermark. One at a time. */
  checkpoint(): Promise<void> {
    this.#checkpointUnderWay = this.#checkpointUnderWay.then(() => this.#checkpoint());
    return this.#checkpointUnderWay;
  }

  /** Marks the stop as clean, once all logs are closed, and lets go of the directory. */
  close(): void {
    const { disk, logger } = this.#environment;
    try {
      if (this.#failure === undefined) {
        replaceFileNow(disk, this.path, CLEAN_SHUTDOWN_FILE, encodeCleanShutdown(this.#options.brokerEpoch()));
      }
    } catch (error) {
      logger.error({ directory: this.path, error }, 'Cannot mark the stop as clean');
    } finally {
      this.#lock.release();
    }
  }

  /** Lets go of the directory without a word about how it was left. */
  abandon(): void {
    for (const log of this.logs.values()) log.closeFiles();
    this.#lock.release();
  }

  async #checkpoint(): Promise<void> {
    try {
      await this.#writeCheckpoints();
    } catch (error) {
      this.failed(storageFailure(`Cannot write the checkpoints of ${this.path}: ${causeOf(error)}`, error));
    }
  }

  async #writeCheckpoints(): Promise<void> {
    const logs = [...this.logs.values()];
    const noted = this.#notable(logs);
    if (isSame(noted, this.#noted)) return;
    this.#noted = undefined;
    this.#checkpoints.begin();
    const recoveryPoints = logs.map((log) => ({ ...named(log), offset: log.flushedEndOffset }));
    for (const log of logs) if (log.failure === undefined) await log.checkpointEpochs();
    await this.#checkpoints.write({
      recoveryPoints,
      logStartOffsets: () => this.#logStarts(),
      highWatermarks: logs.map((log) => ({ ...named(log), offset: this.#options.highWatermarkOf(log) })),
    });
    this.#noted = noted;
  }

  /** All that the checkpoints tell, cheap to compare: with many logs nothing has mostly changed. */
  #notable(logs: readonly SegmentLog[]): Notable {
    const all = [...logs, ...this.arriving.values()];
    const offsets: number[] = [];
    for (const log of all) {
      offsets.push(log.flushedEndOffset, log.logStartOffset, this.#options.highWatermarkOf(log));
    }
    return { logs: all, offsets };
  }

  /** Also where the first segment says so by its name: that may be older on the disk than this is. */
  #logStarts(): PartitionOffset[] {
    const moved = [...this.logs.values(), ...this.arriving.values()].filter((log) => log.logStartOffset > 0);
    return moved.map((log) => ({ ...named(log), offset: log.logStartOffset }));
  }

  #claim(): string {
    const { disk, random } = this.#environment;
    const content = readFileIfPresent(disk, `${this.path}/${META_PROPERTIES_FILE}`);
    const found = content && this.#decodeMetaProperties(content);
    if (found !== undefined) this.#checkOwner(found);
    if (found?.directoryId !== undefined) return found.directoryId;
    let directoryId = '-';
    while (directoryId.startsWith('-')) directoryId = random.bytes(16).toString('base64url');
    const { clusterId, brokerId } = this.#options;
    const properties = encodeMetaProperties({ clusterId, nodeId: brokerId, directoryId });
    replaceFileNow(disk, this.path, META_PROPERTIES_FILE, properties);
    return directoryId;
  }

  #decodeMetaProperties(content: Buffer): MetaProperties {
    try {
      return decodeMetaProperties(content);
    } catch (cause) {
      if (!(cause instanceof CorruptCheckpointError)) throw cause;
      throw new LogDirectoryError(`${this.path}/${META_PROPERTIES_FILE} cannot be used: ${cause.message}`, { cause });
    }
  }

  #checkOwner(found: MetaProperties): void {
    const { clusterId, brokerId } = this.#options;
    if (found.clusterId !== clusterId) {
      throw new LogDirectoryError(`${this.path} belongs to cluster ${found.clusterId}, this is cluster ${clusterId}`);
    }
    if (found.nodeId !== brokerId) {
      throw new LogDirectoryError(`${this.path} belongs to node ${found.nodeId}, this is node ${brokerId}`);
    }
  }

  /** Gone before anything is loaded, so that a crash from here on is never taken for a clean stop. */
  #takeCleanShutdownMarker(): boolean {
    const { disk } = this.#environment;
    const path = `${this.path}/${CLEAN_SHUTDOWN_FILE}`;
    if (!disk.exists(path)) return false;
    disk.remove(path);
    disk.syncDirectory(this.path);
    return true;
  }
}

interface Notable {
  readonly logs: readonly SegmentLog[];
  readonly offsets: readonly number[];
}

function isSame(one: Notable, other: Notable | undefined): boolean {
  if (other === undefined || one.logs.length !== other.logs.length) return false;
  return (
    one.logs.every((log, index) => log === other.logs[index]) &&
    one.offsets.every((offset, index) => offset === other.offsets[index])
  );
}

function named(log: SegmentLog): { topic: string; partition: number } {
  return { topic: log.topic, partition: log.partition };
}

export interface LogDirectoryOptions {
  readonly clusterId: string;
  readonly brokerId: number;
  /** For the clean shutdown marker; -1 if unknown. */
  brokerEpoch(): number;
  highWatermarkOf(log: SegmentLog): number;
  flushLater(log: TimedLog): void;
}
