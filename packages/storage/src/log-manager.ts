import {
  type Clock,
  type Disk,
  InProcessWorkers,
  type Logger,
  type Random,
  RecentHistogram,
  type Workers,
} from '@moldau/runtime';
import type { CleanerSettings } from './compaction/cleaner-settings.ts';
import { DirectoryLogManager } from './directory/directory-log-manager.ts';
import type { DurabilityProof } from './directory/durability-proof.ts';
import type { KnownTopics } from './directory/load-logs.ts';
import { FileHandles } from './files/file-handles.ts';
import { ReadBuffers } from './files/read-buffers.ts';
import { IndexCache } from './index/index-cache.ts';
import type { LogEnvironment } from './log/log-environment.ts';
import { WriteQueue } from './log/write-queue.ts';
import { MemoryDisk } from './memory/memory-disk.ts';
import type { AppendError, LogConfig, PartitionLog } from './partition-log.ts';
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
  /** Milliseconds that syncs of logs took. */
  readonly flushTimes: RecentHistogram;

  get(topic: string, partition: number): PartitionLog | undefined;
  /**
   * An empty log in the directory with the fewest, or where `alterDirectory` wants it. Throws an AppendError with
   * KAFKA_STORAGE_ERROR, also for a log that is offline, or that may be there in a directory that is.
   * @param isNew false for a partition of which an earlier run may have left a log; true by default
   */
  create(topic: string, partition: number, topicId: string, config: LogConfig, isNew?: boolean): PartitionLog;
  /** The log is gone at once, its files after `file.delete.delay.ms`. Nothing happens if there is none. */
  delete(topic: string, partition: number): void;
  /** All of `log.dirs`, with what lies in each. */
  describeDirectories(): readonly LogDirectoryDescription[];
  /**
   * Begins to move a log to another of `log.dirs`, by its absolute path, or remembers until the next start that it is to
   * be created there; a move to elsewhere ends. Returns whether there is such a log. Throws a ProtocolError
   * (LOG_DIR_NOT_FOUND, KAFKA_STORAGE_ERROR, INVALID_TOPIC_EXCEPTION) or an AppendError (KAFKA_STORAGE_ERROR).
   */
  alterDirectory(topic: string, partition: number, path: string): boolean;
  /** The high watermark that the last run noted, 0 if it noted none. */
  checkpointedHighWatermark(topic: string, partition: number): number;
  /** Applies retention to all logs now, as happens every `retentionCheckIntervalMs`. */
  applyRetention(): void;
  /** Compacts all logs that are due now, as happens every `log.cleaner.backoff.ms`. */
  compact(): Promise<void>;
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

export interface LogDirectoryDescription {
  /** Absolute. */
  readonly path: string;
  /** Of the file system; undefined when the directory is offline. */
  readonly space: { readonly freeBytes: number; readonly totalBytes: number } | undefined;
  /** Logs that are being moved here come twice: in their old place, and here as future ones. */
  readonly replicas: readonly LogReplica[];
}

export interface LogReplica {
  readonly log: PartitionLog;
  /** Bytes of all segments here. */
  readonly size: number;
  readonly endOffset: number;
  readonly isFuture: boolean;
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
  /** `log.cleaner.*`, a function because most of it may change at run time; Kafka's defaults by default. */
  readonly cleaner?: () => CleanerSettings;
  /** `log.flush.offset.checkpoint.interval.ms`. */
  readonly checkpointIntervalMs?: number;
  /** `replica.alter.log.dirs.io.max.bytes.per.second`, which may change at run time; no limit by default. */
  readonly moveBytesPerSecond?: () => number;
  /** `num.replica.alter.log.dirs.threads`; as many as there are directories by default. */
  readonly movesAtOnce?: number | undefined;
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
  readonly workers: Workers;
  readonly log: Logger;
}

const MIB = 1024 * 1024;
const DEFAULTS = {
  tailCacheBytes: 16 * MIB,
  indexCacheBytes: 32 * MIB,
  openFilesMax: 2048,
  producerIdExpirationMs: 86_400_000,
};

/**
 * Opens every log in the directories, after recovery where the last stop was not clean. Directories that cannot be used
 * are left out; throws when none can, or when one belongs to another cluster or node or is in use.
 */
export async function openLogManager(runtime: StorageRuntime, options: LogManagerOptions): Promise<LogManager> {
  const environment = createEnvironment(runtime, options);
  const workers =
    options.memoryOnly === true ? new InProcessWorkers(environment.clock, environment.disk) : runtime.workers;
  const manager = new DirectoryLogManager(environment, options, workers);
  await manager.open();
  return manager;
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
    flushTimes: new RecentHistogram(1000),
    producerIdExpirationMs: options.producerIdExpirationMs ?? (() => expirationMs),
  };
}
