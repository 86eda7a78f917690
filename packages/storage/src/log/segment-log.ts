import { Errors, RECORD_BATCH_HEADER_BYTES, RecordBatch } from '@moldau/protocol';
import {
  AppendError,
  type AppendInfo,
  type AppendOptions,
  type LogConfig,
  type LogListener,
  type PartitionLog,
} from '../partition-log.ts';
import type { VerificationGuard, VerificationRequest } from '../producer-state/verifications.ts';
import type { Segment } from '../segment/segment.ts';
import { validateBatch } from '../validation/validate-batch.ts';
import type { FlushPolicy } from './flush-policy.ts';
import type { LogContext } from './log-context.ts';
import type { LogEnvironment, LogHome } from './log-environment.ts';
import type { LogHealth } from './log-health.ts';
import type { LogOutage } from './log-outage.ts';
import { logParts } from './log-parts.ts';
import type { LogProducers } from './log-producers.ts';
import type { LogStart } from './log-start.ts';
import type { LogState } from './log-state.ts';
import type { LogTruncation } from './log-truncation.ts';
import type { LogWriter } from './log-writer.ts';
import { ReadableLog } from './readable-log.ts';
import type { SegmentChanges } from './segment-changes.ts';
import type { SegmentRoll } from './segment-roll.ts';

const NO_BATCH = Buffer.alloc(RECORD_BATCH_HEADER_BYTES);

/**
 * One partition's log in segment files.
 *
 * `logEndOffset` moves with each append, whose bytes lie in the tail cache and among the pending writes; the end of
 * the turn brings them to the active segment's file and moves `writtenEndOffset`; syncs move `flushedEndOffset`. After
 * a failed write or sync the log is offline: its ends go back to what is certain, nothing is appended any more, reads
 * go on.
 */
export class SegmentLog extends ReadableLog implements PartitionLog {
  readonly #context: LogContext;
  readonly #environment: LogEnvironment;
  readonly #health: LogHealth;
  readonly #producers: LogProducers;
  readonly #writer: LogWriter;
  readonly #flushPolicy: FlushPolicy;
  readonly #roll: SegmentRoll;
  readonly #changes: SegmentChanges;
  readonly #start: LogStart;
  readonly #truncation: LogTruncation;
  readonly #outage: LogOutage;
  readonly #batch = new RecordBatch(NO_BATCH);

  constructor(environment: LogEnvironment, home: LogHome, state: LogState) {
    const parts = logParts(environment, home, state);
    super(parts, state.topicId);
    this.#context = parts.context;
    this.#environment = environment;
    this.#health = parts.context.health;
    this.#producers = parts.context.producers;
    this.#writer = parts.writer;
    this.#flushPolicy = parts.flushPolicy;
    this.#roll = parts.roll;
    this.#changes = parts.changes;
    this.#start = parts.start;
    this.#truncation = parts.truncation;
    this.#outage = parts.outage;
  }

  get flushedEndOffset(): number {
    return Math.max(this.#flushPolicy.flushedEndOffset, this.#start.logStartOffset);
  }

  get acknowledgedEndOffset(): number {
    return this.#flushPolicy.acknowledgedEndOffset;
  }

  get directory(): string {
    return this.#context.files.directory;
  }

  get config(): LogConfig {
    return this.#context.config;
  }

  /** Neither closed nor offline nor damaged. */
  get isUsable(): boolean {
    return this.#health.isUsable;
  }

  /** Nothing is used any more. */
  get isClosed(): boolean {
    return this.#health.isClosed;
  }

  /** Why the log is offline; undefined while it is not. */
  get failure(): AppendError | undefined {
    return this.#health.failure;
  }

  get refusal(): AppendError | undefined {
    return this.#health.refusal;
  }

  /** Whether it is being moved to another log directory; its closed segments are to stay as they are meanwhile. */
  get isMoving(): boolean {
    return this.#context.isMoving;
  }

  set isMoving(isMoving: boolean) {
    this.#context.isMoving = isMoving;
  }

  /** How often the log was cut at its end; segments from before are not what they were. */
  get truncations(): number {
    return this.#truncation.count;
  }

  /** Resolves when a compacted segment whose turn has come is in its place. */
  get swapped(): Promise<void> {
    return this.#changes.swapped;
  }

  append(batch: Buffer, options: AppendOptions): AppendInfo {
    this.#health.check();
    const { refusal } = this.#health;
    if (refusal !== undefined) throw refusal;
    const { config } = this.#context;
    const nowMs = this.#environment.clock.now();
    const validated = validateBatch(batch, { ...options, config, nowMs });
    const view = this.#batch.at(validated.bytes, 0);
    const duplicate = this.#producers.check(view, options);
    if (duplicate !== undefined) {
      const { baseOffset, lastOffset, timestamp } = duplicate;
      return { baseOffset, lastOffset, logAppendTimeMs: timestamp, duplicate: true };
    }
    if (options.origin === 'replication') this.#checkReplicated(view);
    else {
      view.baseOffset = this.#writer.logEndOffset;
      view.partitionLeaderEpoch = options.leaderEpoch;
    }
    this.#roll.rollFor(view, nowMs);
    this.#writer.append(view, validated.bytes, config.indexIntervalBytes);
    const { baseOffset, lastOffset } = view;
    return { baseOffset, lastOffset, logAppendTimeMs: validated.logAppendTimeMs, duplicate: false };
  }

  onProgress(listener: LogListener): () => void {
    return this.#writer.onProgress(listener);
  }

  startEpoch(epoch: number): void {
    this.#context.epochs.assign(epoch, this.#writer.logEndOffset);
  }

  beginVerification(request: VerificationRequest): VerificationGuard | undefined {
    return this.#producers.beginVerification(request);
  }

  removeExpiredProducers(): void {
    this.#producers.removeExpired();
  }

  deleteBefore(offset: number): Promise<void> {
    return this.#start.deleteBefore(offset);
  }

  /**
   * Removes the oldest segments, the active one too if need be, as long as `isExpired` says so of a segment and the
   * offset that follows it; B155. Returns how many.
   */
  deleteOldSegments(isExpired: (segment: Segment, endOffset: number) => boolean): number {
    return this.#start.deleteOldSegments(isExpired);
  }

  /** Puts a compacted segment in the place of those that it was made of; false when that has become impossible. */
  replaceSegments(replaced: readonly Segment[], cleaned: Segment): Promise<boolean> {
    return this.#changes.replace(replaced, cleaned);
  }

  truncateTo(offset: number): void {
    this.#truncation.truncateTo(offset);
  }

  configure(config: LogConfig): void {
    const before = this.#context.config;
    this.#context.config = config;
    this.#flushPolicy.configured(before);
    this.#context.segments.active.indexBytesMax = config.segmentIndexBytes;
    if (config.segmentJitterMs !== before.segmentJitterMs) this.#roll.drawJitter();
  }

  /** Brings what is pending to the file, without waiting for the end of the turn. */
  writePending(): void {
    this.#writer.writePending();
  }

  flush(): Promise<void> {
    return this.#flushPolicy.flush();
  }

  /** The directory was renamed. */
  movedTo(directory: string): void {
    this.#context.files.movedTo(directory);
    this.#producers.movedTo(directory);
    for (const segment of this.segments) segment.movedTo(directory);
  }

  /**
   * All that is written lies in `directory` too, in `home`, on stable storage, with the name of the directory: the log
   * goes on there. Nothing of it is in the old one any more once this returns, but reads that are under way.
   */
  moveTo(home: LogHome, directory: string): void {
    this.#flushPolicy.stop();
    this.#context.home = home;
    this.movedTo(directory);
    for (const segment of this.segments) {
      segment.close();
      segment.isNameDurable = true;
    }
    this.#flushPolicy.moved();
    this.#writer.enqueue(0);
  }

  /** Appends and waiting listeners fail with `error` from now on. */
  goOffline(error: AppendError): void {
    this.#outage.goOffline(error);
  }

  /** Nothing is used any more after this. */
  closeFiles(): void {
    const { tail, files } = this.#context;
    this.#health.close();
    tail.clear();
    this.#writer.discardPending();
    files.close();
    for (const segment of this.segments) segment.close();
  }

  /** Everything to stable storage, with what spares the next start a scan. */
  async close(): Promise<void> {
    const { segments, epochs } = this.#context;
    if (this.failure === undefined) {
      this.writePending();
      segments.active.finish();
      await this.flush();
      await segments.active.transactionIndex.sync();
      this.#producers.writeSnapshot(this.logEndOffset, segments);
      epochs.saveNow(this.#environment.disk, this.directory, this.logEndOffset);
    }
    this.closeFiles();
  }

  /** To be done before a recovery point is noted: epochs are rebuilt from the log only from there on. */
  async checkpointEpochs(): Promise<void> {
    if (this.isClosed) return;
    const { directory } = this;
    const { segments, epochs } = this.#context;
    try {
      await epochs.save(this.#environment.disk, directory, segments.floor(this.flushedEndOffset).baseOffset);
    } catch (error) {
      // Deleted or moved meanwhile: the directory has another name now.
      if (!this.isClosed && this.directory === directory) throw error;
    }
  }

  /** Writes the leader epochs into the directory to which the log is being moved. */
  writeEpochsTo(directory: string): void {
    this.#context.epochs.writeTo(this.#environment.disk, directory);
  }

  #checkReplicated(batch: RecordBatch): void {
    const { logEndOffset } = this.#writer;
    if (batch.baseOffset >= logEndOffset) return;
    const message = `Batch at offset ${batch.baseOffset} in a log that ends at ${logEndOffset}`;
    throw new AppendError(Errors.UNKNOWN_SERVER_ERROR, message);
  }
}
