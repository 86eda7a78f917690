import { type ErrorCode, Errors } from '@moldau/protocol';
import type { VerificationGuard, VerificationRequest } from './producer-state/verifications.ts';

/**
 * One partition's log as the rest of the broker sees it, on disk or in memory.
 *
 * Four ends, in this order: `logStartOffset` ≤ `flushedEndOffset` ≤ `writtenEndOffset` ≤ `logEndOffset`. An append moves
 * `logEndOffset` at once; the bytes reach the file at the end of the event-loop turn (`writtenEndOffset`: survives a
 * killed process) and, under `flush.policy=ack` or when flushed, stable storage (`flushedEndOffset`: survives a
 * power failure). Readers are told by their caller how far they may look.
 */
export interface PartitionLog {
  readonly topic: string;
  readonly partition: number;
  /** 22 characters of base64url, as Kafka prints it. */
  readonly topicId: string;
  readonly logStartOffset: number;
  readonly flushedEndOffset: number;
  readonly writtenEndOffset: number;
  readonly logEndOffset: number;
  /** How far an acknowledgement of this log reaches: its flushed end under `flush.policy=ack`, else its written end. */
  readonly acknowledgedEndOffset: number;
  /** Bytes of all segments. */
  readonly size: number;
  readonly segmentCount: number;
  /** Latest leader epoch in the log, -1 if none. */
  readonly latestEpoch: number;
  /**
   * Why appends fail (B159): a disk that failed, or damage found in the log; undefined while they do not. What an
   * operator has to know of it was logged when it happened.
   */
  readonly refusal: AppendError | undefined;

  /**
   * Appends one batch of magic 2, as it came. Base offset and partition leader epoch are written into `batch`
   * itself; the bytes are copied, so the caller's buffer is free again on return.
   * Throws an {@link AppendError}; then nothing was appended.
   */
  append(batch: Buffer, options: AppendOptions): AppendInfo;

  /** Registers for every move of an end and for failure. Returns the unregistration. */
  onProgress(listener: LogListener): () => void;

  /**
   * Whole batches from the one that holds `offset` on, below `endOffset` (exclusive), at most `maxBytes` long; the
   * first is returned whole even if it is longer when `atLeastOneBatch`. Answers at once when the tail cache has it,
   * else by reading the file. `offset` must lie within `[logStartOffset, logEndOffset]`.
   */
  read(request: ReadRequest): ReadResult | Promise<ReadResult>;

  /** Bytes between two offsets, rounded to batches, cheaply and without reading; for `min.bytes`. */
  bytesBetween(fromOffset: number, toOffset: number): number;

  /** First record whose timestamp is `timestamp` or later, below `endOffset`; B97. */
  findByTimestamp(timestamp: number, endOffset: number): Promise<TimestampAndOffset | undefined>;
  /** The record with the greatest timestamp below `endOffset`, the earliest of equals; B96. */
  findMaxTimestamp(endOffset: number): Promise<TimestampAndOffset | undefined>;

  /** Leader epoch of the batch that holds `offset`, -1 if unknown. */
  epochAt(offset: number): number;
  /** B88: the largest epoch not above `epoch`, and where it ends. -1/-1 when nothing is known. */
  endOffsetForEpoch(epoch: number): { epoch: number; endOffset: number };
  /** A leader's first act in a new epoch: notes that `epoch` starts at the log end. */
  startEpoch(epoch: number): void;

  /** B58. */
  activeProducers(): ProducerSummary[];
  /**
   * To be called before the coordinator is asked whether a producer's transaction may begin here: what the append has
   * to show then, or undefined when the transaction is open here already (B65).
   */
  beginVerification(request: VerificationRequest): VerificationGuard | undefined;
  /** How far readers of committed data may look under a high watermark, which only grows (B67). */
  lastStableOffset(highWatermark: number): number;
  /** Aborted transactions with records or markers in the range, also those that began before it (B68). */
  abortedTransactions(fromOffset: number, toOffset: number): readonly AbortedTransaction[];

  /**
   * Moves the log start up to `offset`, at most `logEndOffset`, at once. Resolves when that survives a power failure;
   * only then whole segments below it are removed. Throws an {@link AppendError}.
   */
  deleteBefore(offset: number): Promise<void>;
  /** Drops everything from `offset` on. */
  truncateTo(offset: number): void;
  /** Applies changed topic configs from the next operation on. */
  configure(config: LogConfig): void;
  /** Everything appended so far is on stable storage when it resolves. */
  flush(): Promise<void>;
}

export interface AppendOptions {
  readonly leaderEpoch: number;
  /** Who wrote the batch decides what is checked: clients everything, coordinators their own control of the format. */
  readonly origin: 'client' | 'coordinator' | 'replication';
  /** Produce API version, for the rules that depend on it (zstd from v7). Absent for other origins. */
  readonly apiVersion?: number;
  /** From `beginVerification`; a client's batch that opens a transaction is refused without it. */
  readonly verification?: VerificationGuard | undefined;
  /** Of a transaction marker: from 2 on its epoch is one above that of the transaction's records (B72). */
  readonly transactionVersion?: number;
}

export interface AppendInfo {
  readonly baseOffset: number;
  readonly lastOffset: number;
  /** Broker time put into the batch under LogAppendTime, else -1; of a duplicate its timestamp, as Kafka answers. */
  readonly logAppendTimeMs: number;
  /** The producer's batch was there already (B51); `baseOffset` is where. */
  readonly duplicate: boolean;
}

/** A batch refused, with the error that Kafka gives and, for single bad records, which (B36, B41). */
export class AppendError extends Error {
  override readonly name = 'AppendError';
  readonly code: ErrorCode;
  readonly recordErrors: readonly RecordError[];

  constructor(code: ErrorCode, message: string, recordErrors: readonly RecordError[] = [], cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.recordErrors = recordErrors;
  }
}

/** What was to be appended is not exactly one record batch of magic 2 (B34): nothing of the log was looked at. */
export class BatchFormatError extends AppendError {
  constructor(message: string) {
    super(Errors.INVALID_RECORD, message);
  }
}

export interface RecordError {
  readonly batchIndex: number;
  readonly message: string;
}

export interface LogListener {
  /** Some end moved. */
  progressed(): void;
  /** The log went offline (B159): nothing more can be appended, and appends not yet acknowledged have failed. */
  failed(error: AppendError): void;
}

export interface ReadRequest {
  readonly offset: number;
  readonly endOffset: number;
  readonly maxBytes: number;
  readonly atLeastOneBatch: boolean;
}

/** Bytes of whole batches in log order, by reference. */
export interface ReadResult {
  readonly chunks: readonly Buffer[];
  readonly byteLength: number;
  /** Gives the memory back; to be called exactly once, when the chunks are no longer looked at. */
  release(): void;
}

export interface TimestampAndOffset {
  readonly timestamp: number;
  readonly offset: number;
  readonly leaderEpoch: number;
}

export interface AbortedTransaction {
  readonly producerId: number;
  readonly firstOffset: number;
  /** Of the marker. */
  readonly lastOffset: number;
  /** As it was after the marker. */
  readonly lastStableOffset: number;
}

export interface ProducerSummary {
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly lastSequence: number;
  readonly lastTimestamp: number;
  readonly coordinatorEpoch: number;
  /** -1 when none. */
  readonly currentTransactionFirstOffset: number;
}

/** The resolved topic configs that a log obeys; declared with names and defaults in `log-settings.ts`. */
export interface LogConfig {
  readonly segmentBytes: number;
  readonly segmentMs: number;
  readonly segmentJitterMs: number;
  /** Segments of compacted topics roll at this age if it is less than `segmentMs` (B155); no limit when absent. */
  readonly maxCompactionLagMs?: number;
  readonly segmentIndexBytes: number;
  readonly indexIntervalBytes: number;
  readonly flushMessages: number;
  readonly flushMs: number;
  /** Ours: what `acknowledged` means on this replica; `ack` is group-committed fdatasync. */
  readonly flushPolicy: 'ack' | 'none' | 'interval';
  readonly retentionBytes: number;
  readonly retentionMs: number;
  readonly fileDeleteDelayMs: number;
  readonly maxMessageBytes: number;
  readonly deleteRetentionMs: number;
  readonly minCompactionLagMs: number;
  readonly minCleanableDirtyRatio: number;
  readonly cleanupPolicy: ReadonlySet<'delete' | 'compact'>;
  readonly compressionType: 'producer' | 'uncompressed' | 'gzip' | 'snappy' | 'lz4' | 'zstd';
  readonly compressionGzipLevel: number;
  readonly compressionLz4Level: number;
  readonly compressionZstdLevel: number;
  readonly preallocate: boolean;
  readonly messageTimestampType: 'CreateTime' | 'LogAppendTime';
  readonly messageTimestampBeforeMaxMs: number;
  readonly messageTimestampAfterMaxMs: number;
}
