import type { Clock, Disk, Logger, Random, RecentHistogram } from '@moldau/runtime';
import type { ReadBuffers } from '../files/read-buffers.ts';
import type { AppendError } from '../partition-log.ts';
import type { SegmentResources } from '../segment/segment.ts';
import type { TailCache } from '../tail-cache/tail-cache.ts';
import type { WriteQueue } from './write-queue.ts';

/** What the logs of one broker share. */
export interface LogEnvironment extends SegmentResources {
  readonly clock: Clock;
  readonly disk: Disk;
  readonly random: Random;
  readonly logger: Logger;
  readonly tailCache: TailCache;
  readonly writeQueue: WriteQueue;
  readonly readBuffers: ReadBuffers;
  /** Milliseconds that syncs took. */
  readonly flushTimes: RecentHistogram;
  /** `producer.id.expiration.ms`, which may change at run time. */
  producerIdExpirationMs(): number;
}

/** The log directory in which a log lies, as its logs see it. */
export interface LogHome {
  readonly path: string;
  /** A write or sync failed: the directory goes offline, with all of its logs. */
  failed(error: AppendError): void;
  /**
   * The log is going to end at `offset`: a recovery point noted above it must not outlive that, or what comes there next
   * would be trusted unread. Throws what the disk throws.
   */
  truncating(log: TruncatedLog, offset: number): void;
  /**
   * The log starts at `offset` now: resolves when that will survive a power failure. Throws an AppendError when it may
   * not, and then the directory is offline.
   */
  logStartMoved(topic: string, partition: number, offset: number): Promise<void>;
  /** Resolves when the recovery point noted of the log is `offset` at least; the log is flushed that far. */
  noteRecoveryPoint(log: TruncatedLog, offset: number): Promise<void>;
  /** The log has appends that `flush.ms` or the flush policy `interval` will have synced. */
  flushLater(log: TimedLog): void;
}

export interface TruncatedLog {
  readonly topic: string;
  readonly partition: number;
}

export interface TimedLog {
  /** How long appends of this log may stay unsynced. */
  readonly flushDelayMs: number;
  flush(): Promise<void>;
}
