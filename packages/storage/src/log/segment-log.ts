import { Errors, RECORD_BATCH_HEADER_BYTES, RecordBatch } from '@moldau/protocol';
import type { ProducerLast } from '../compaction/batch-cleaner.ts';
import {
  type AbortedTransaction,
  AppendError,
  type AppendInfo,
  type AppendOptions,
  type LogConfig,
  type LogListener,
  type PartitionLog,
  type ProducerSummary,
  type ReadRequest,
  type ReadResult,
  type TimestampAndOffset,
} from '../partition-log.ts';
import type { VerificationGuard, VerificationRequest } from '../producer-state/verifications.ts';
import { positionOf } from '../segment/position-of.ts';
import { emptyResult } from '../segment/read-segment.ts';
import type { Segment, SegmentLimits } from '../segment/segment.ts';
import { LogTail } from '../tail-cache/log-tail.ts';
import { validateBatch } from '../validation/validate-batch.ts';
import { type FlushedLog, LogFlusher } from './log-flusher.ts';
import type { LogEnvironment, LogHome } from './log-environment.ts';
import { LeaderEpochs } from './leader-epochs.ts';
import { LogProducers } from './log-producers.ts';
import { type Damage, LogReader } from './log-reader.ts';
import type { LogState } from './log-state.ts';
import { PendingWrites, writeInPieces } from './pending-writes.ts';
import type { ProducerSnapshots } from './producer-snapshots.ts';
import { SegmentFiles } from './segment-files.ts';
import { SegmentSwap, type SwappedLog } from './segment-swap.ts';
import type { Segments } from './segments.ts';
import { causeOf, storageFailure } from './storage-failure.ts';
import type { FoundRecord, LookupRange } from './timestamp-lookup.ts';
import type { QueuedLog } from './write-queue.ts';

/** How often the flush policy `interval` syncs unless `flush.ms` is shorter. */
const FLUSH_INTERVAL_MS = 1000;
const NO_BATCH = Buffer.alloc(RECORD_BATCH_HEADER_BYTES);

/**
 * One partition's log in segment files.
 *
 * `logEndOffset` moves with each append, whose bytes lie in the tail cache and among the pending writes; the end of
 * the turn brings them to the active segment's file and moves `writtenEndOffset`; syncs move `flushedEndOffset`. After
 * a failed write or sync the log is offline: its ends go back to what is certain, nothing is appended any more, reads
 * go on.
 */
export class SegmentLog implements PartitionLog, QueuedLog {
  readonly topic: string;
  readonly partition: number;
  readonly topicId: string;
  /** Whether it is being moved to another log directory; its closed segments are to stay as they are meanwhile. */
  isMoving = false;
  readonly #environment: LogEnvironment;
  #home: LogHome;
  readonly #segments: Segments;
  readonly #producers: LogProducers;
  readonly #epochs: LeaderEpochs;
  readonly #tail: LogTail;
  #flusher: LogFlusher;
  readonly #files: SegmentFiles;
  readonly #reader: LogReader;
  readonly #pending = new PendingWrites();
  #listeners: readonly LogListener[] = [];
  readonly #batch = new RecordBatch(NO_BATCH);
  #config: LogConfig;
  #logStartOffset: number;
  #logEndOffset: number;
  #writtenEndOffset: number;
  /** What was acknowledged before the policy became `ack`. */
  #acknowledgedFloor = 0;
  #segmentJitterMs = 0;
  #swap: SegmentSwap | undefined;
  #truncations = 0;
  #swapped: Promise<void> = Promise.resolve();
  #isQueued = false;
  #failure: AppendError | undefined;
  #failureIsAnnounced = false;
  readonly #damages: Damage[] = [];
  #isClosed = false;

  constructor(environment: LogEnvironment, home: LogHome, state: LogState) {
    this.#environment = environment;
    this.#home = home;
    this.topic = state.topic;
    this.partition = state.partition;
    this.topicId = state.topicId;
    this.#files = new SegmentFiles(environment, state.directory);
    this.#config = state.config;
    this.#segments = state.segments;
    this.#producers = new LogProducers(environment, state.producers, state.snapshots);
    this.#epochs = new LeaderEpochs(state.epochs, state.savedEpochs);
    this.#logStartOffset = state.logStartOffset;
    this.#logEndOffset = state.segments.active.nextOffset;
    this.#writtenEndOffset = this.#logEndOffset;
    this.#tail = new LogTail(environment.tailCache);
    const name = `${this.topic}-${this.partition}`;
    this.#reader = new LogReader(environment, this.#segments, this.#tail, name, (damage) => this.#damaged(damage));
    this.#flusher = this.#startFlusher(state.flushedEndOffset, state.isNameDurable);
    this.#drawJitter();
  }

  get logStartOffset(): number {
    return this.#logStartOffset;
  }

  get flushedEndOffset(): number {
    return Math.max(this.#flusher.flushedEndOffset, this.#logStartOffset);
  }

  get writtenEndOffset(): number {
    return this.#writtenEndOffset;
  }

  get logEndOffset(): number {
    return this.#logEndOffset;
  }

  get acknowledgedEndOffset(): number {
    if (this.#config.flushPolicy !== 'ack') return this.#writtenEndOffset;
    return Math.max(this.#flusher.flushedEndOffset, this.#acknowledgedFloor);
  }

  get size(): number {
    return this.#segments.bytes;
  }

  get segmentCount(): number {
    return this.#segments.all.length;
  }

  get latestEpoch(): number {
    return this.#epochs.latestEpoch;
  }

  get directory(): string {
    return this.#files.directory;
  }

  get config(): LogConfig {
    return this.#config;
  }

  get segments(): readonly Segment[] {
    return this.#segments.all;
  }

  get snapshots(): ProducerSnapshots {
    return this.#producers.snapshots;
  }

  /** Neither closed nor offline nor damaged. */
  get isUsable(): boolean {
    return !this.#isClosed && this.refusal === undefined;
  }

  /** Nothing is used any more. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** How often the log was cut at its end; segments from before are not what they were. */
  get truncations(): number {
    return this.#truncations;
  }

  /** Resolves when a compacted segment whose turn has come is in its place. */
  get swapped(): Promise<void> {
    return this.#swapped;
  }

  /** Why the log is offline; undefined while it is not. */
  get failure(): AppendError | undefined {
    return this.#failure;
  }

  get refusal(): AppendError | undefined {
    if (this.#failure !== undefined || this.#damages.length === 0) return this.#failure;
    return this.#damages.find(({ segment }) => this.#segments.all.includes(segment))?.failure;
  }

  get flushDelayMs(): number {
    const { flushPolicy, flushMs } = this.#config;
    return flushPolicy === 'interval' ? Math.min(flushMs, FLUSH_INTERVAL_MS) : flushMs;
  }

  append(batch: Buffer, options: AppendOptions): AppendInfo {
    this.#checkOnline();
    const { refusal } = this;
    if (refusal !== undefined) throw refusal;
    const nowMs = this.#environment.clock.now();
    const validated = validateBatch(batch, { ...options, config: this.#config, nowMs });
    const view = this.#batch.at(validated.bytes, 0);
    const duplicate = this.#producers.check(view, options);
    if (duplicate !== undefined) {
      const { baseOffset, lastOffset, timestamp } = duplicate;
      return { baseOffset, lastOffset, logAppendTimeMs: timestamp, duplicate: true };
    }
    if (options.origin === 'replication') this.#checkReplicated(view);
    else {
      view.baseOffset = this.#logEndOffset;
      view.partitionLeaderEpoch = options.leaderEpoch;
    }
    this.#rollFor(view, nowMs);
    this.#take(view, validated.bytes);
    const { baseOffset, lastOffset } = view;
    return { baseOffset, lastOffset, logAppendTimeMs: validated.logAppendTimeMs, duplicate: false };
  }

  onProgress(listener: LogListener): () => void {
    this.#listeners = [...this.#listeners, listener];
    return () => {
      this.#listeners = this.#listeners.filter((other) => other !== listener);
    };
  }

  read(request: ReadRequest): ReadResult | Promise<ReadResult> {
    const { offset } = request;
    if (offset < this.#logStartOffset || offset > this.#logEndOffset) {
      throw new AppendError(Errors.OFFSET_OUT_OF_RANGE, `Offset ${offset} is not in the log`);
    }
    if (offset >= Math.min(request.endOffset, this.#logEndOffset)) return emptyResult();
    return this.#reader.read(request, this.#config.indexIntervalBytes);
  }

  bytesBetween(fromOffset: number, toOffset: number): number {
    if (fromOffset >= toOffset) return 0;
    return Math.max(0, this.#reader.bytesFrom(fromOffset) - this.#reader.bytesFrom(toOffset));
  }

  findByTimestamp(timestamp: number, endOffset: number): Promise<TimestampAndOffset | undefined> {
    const { indexIntervalBytes } = this.#config;
    return this.#withEpoch(this.#reader.findByTimestamp(timestamp, this.#lookupRange(endOffset), indexIntervalBytes));
  }

  findMaxTimestamp(endOffset: number): Promise<TimestampAndOffset | undefined> {
    const { indexIntervalBytes } = this.#config;
    return this.#withEpoch(this.#reader.findMaxTimestamp(this.#lookupRange(endOffset), indexIntervalBytes));
  }

  epochAt(offset: number): number {
    return this.#epochs.epochAt(offset);
  }

  endOffsetForEpoch(epoch: number): { epoch: number; endOffset: number } {
    return this.#epochs.endOffsetFor(epoch, this.#logEndOffset);
  }

  startEpoch(epoch: number): void {
    this.#epochs.assign(epoch, this.#logEndOffset);
  }

  activeProducers(): ProducerSummary[] {
    return this.#producers.summaries();
  }

  beginVerification(request: VerificationRequest): VerificationGuard | undefined {
    return this.#producers.beginVerification(request);
  }

  /** A transaction that was deleted in part is open from where the log starts. */
  lastStableOffset(highWatermark: number): number {
    const lastStableOffset = this.#producers.lastStableOffset(highWatermark);
    return lastStableOffset < this.#logStartOffset ? Math.min(this.#logStartOffset, highWatermark) : lastStableOffset;
  }

  abortedTransactions(fromOffset: number, toOffset: number): readonly AbortedTransaction[] {
    return this.#producers.abortedTransactions(fromOffset, toOffset, this.#segments);
  }

  removeExpiredProducers(): void {
    this.#producers.removeExpired();
  }

  async deleteBefore(offset: number): Promise<void> {
    this.#checkOnline();
    const start = Math.min(offset, this.#logEndOffset);
    if (start > this.#logStartOffset) {
      this.writePending();
      this.#checkOnline();
      this.#startAt(start);
    }
    await this.#home.logStartMoved(this.topic, this.partition, this.#logStartOffset);
    this.#checkOnline();
    const { all, active } = this.#segments;
    this.#deleteSegments(
      all.filter((segment) => segment !== active && this.#endOf(segment) <= this.#logStartOffset),
      this.#logStartOffset,
    );
    this.#checkOnline();
  }

  /**
   * Removes the oldest segments, the active one too if need be, as long as `isExpired` says so of a segment and the
   * offset that follows it; B155. Returns how many.
   */
  deleteOldSegments(isExpired: (segment: Segment, endOffset: number) => boolean): number {
    this.#checkOnline();
    const { all, active } = this.#segments;
    const firstKept = all.findIndex((segment) => !isExpired(segment, this.#endOf(segment)));
    const expired = firstKept < 0 ? all : all.slice(0, firstKept);
    const deleted = active.size === 0 ? expired.filter((segment) => segment !== active) : expired;
    const last = deleted.at(-1);
    if (last === undefined) return 0;
    if (last === active) this.#roll();
    return this.#deleteSegments(deleted, this.#endOf(last));
  }

  /** Of each producer what it appended last, by its id. */
  lastOfProducers(): ReadonlyMap<number, ProducerLast> {
    return this.#producers.lastOfProducers();
  }

  /**
   * Puts a compacted segment, whose files are `.cleaned`, in the place of those that it was made of. False, and nothing
   * has changed, when these are not all there any more, or the log is about to move.
   */
  async replaceSegments(replaced: readonly Segment[], cleaned: Segment): Promise<boolean> {
    const swap = new SegmentSwap(this.#environment.disk, this.#swappedLog(), replaced, cleaned);
    this.#swap = swap;
    const run = swap.run();
    this.#swapped = run.then(
      () => {},
      () => {},
    );
    try {
      return await run;
    } catch (error) {
      if (!this.#isClosed) this.#fail('compaction', error);
      throw error;
    } finally {
      this.#swap = undefined;
    }
  }

  truncateTo(offset: number): void {
    this.#checkOnline();
    if (offset >= this.#logEndOffset) return;
    this.writePending();
    this.#checkOnline();
    try {
      this.#home.truncating(this, offset);
      this.#dropFrom(Math.max(offset, 0));
      this.#producers.truncatedTo(this.#segments);
    } catch (error) {
      this.#fail('truncate', error);
      throw this.#failure ?? error;
    }
    this.#enqueue(0);
  }

  configure(config: LogConfig): void {
    if (config.flushPolicy === 'ack' && this.#config.flushPolicy !== 'ack') {
      this.#acknowledgedFloor = this.#writtenEndOffset;
    }
    const jitterChanged = config.segmentJitterMs !== this.#config.segmentJitterMs;
    this.#config = config;
    this.#segments.active.indexBytesMax = config.segmentIndexBytes;
    if (jitterChanged) this.#drawJitter();
  }

  async flush(): Promise<void> {
    this.writePending();
    await this.#flusher.flushTo(this.#writtenEndOffset);
    this.#checkOnline();
    this.#enqueue(0);
  }

  /** The directory was renamed. */
  movedTo(directory: string): void {
    this.#files.movedTo(directory);
    this.#producers.movedTo(directory);
    for (const segment of this.#segments.all) segment.movedTo(directory);
  }

  /**
   * All that is written lies in `directory` too, in `home`, on stable storage, with the name of the directory: the log
   * goes on there. Nothing of it is in the old one any more once this returns, but reads that are under way.
   */
  moveTo(home: LogHome, directory: string): void {
    this.#flusher.stop();
    this.#home = home;
    this.movedTo(directory);
    for (const segment of this.#segments.all) {
      segment.close();
      segment.isNameDurable = true;
    }
    this.#flusher = this.#startFlusher(this.#writtenEndOffset, true);
    this.#enqueue(0);
  }

  /** Appends and waiting listeners fail with `error` from now on. */
  goOffline(error: AppendError): void {
    if (this.#failure !== undefined) return;
    this.#failure = error;
    this.#flusher.stop();
    this.#pending.discard();
    this.#forgetFrom(this.#writtenEndOffset);
    const { active } = this.#segments;
    active.size = active.written;
    active.nextOffset = this.#logEndOffset;
    this.#enqueue(0);
  }

  /** Nothing is used any more after this. */
  closeFiles(): void {
    this.#isClosed = true;
    this.#tail.clear();
    this.#pending.discard();
    this.#files.close();
    for (const segment of this.#segments.all) segment.close();
  }

  /** Everything to stable storage, with what spares the next start a scan. */
  async close(): Promise<void> {
    if (this.#failure === undefined) {
      this.writePending();
      this.#segments.active.finish();
      await this.flush();
      await this.#segments.active.transactionIndex.sync();
      this.#producers.writeSnapshot(this.#logEndOffset, this.#segments);
      this.#epochs.saveNow(this.#environment.disk, this.directory, this.#logEndOffset);
    }
    this.closeFiles();
  }

  /** To be done before a recovery point is noted: epochs are rebuilt from the log only from there on. */
  async checkpointEpochs(): Promise<void> {
    if (this.#isClosed) return;
    const { directory } = this;
    try {
      await this.#epochs.save(
        this.#environment.disk,
        directory,
        this.#segments.floor(this.flushedEndOffset).baseOffset,
      );
    } catch (error) {
      // Deleted or moved meanwhile: the directory has another name now.
      if (!this.#isClosed && this.directory === directory) throw error;
    }
  }

  /** Writes the leader epochs into the directory to which the log is being moved. */
  writeEpochsTo(directory: string): void {
    this.#epochs.writeTo(this.#environment.disk, directory);
  }

  writePending(): void {
    if (this.#pending.byteLength === 0) return;
    const { active } = this.#segments;
    try {
      this.#pending.drainTo(active.file.forWriting(), active.written, this.#environment.writeQueue.gather);
    } catch (error) {
      this.#fail('write', error);
      return;
    }
    this.#written();
  }

  announce(): void {
    this.#isQueued = false;
    if (this.#isClosed) return;
    if (this.#failure === undefined) {
      this.#flushIfDue();
      for (const listener of this.#listeners) listener.progressed();
    } else if (!this.#failureIsAnnounced) {
      this.#failureIsAnnounced = true;
      for (const listener of this.#listeners) listener.failed(this.#failure);
    }
  }

  #checkOnline(): void {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#isClosed) throw storageFailure(`The log of ${this.topic}-${this.partition} is closed`);
  }

  /** What is left is kept for whoever repairs it: appends behind the damage would only make two truths of one log. */
  #damaged(damage: Damage): void {
    this.#damages.push(damage);
    const { topic, partition } = this;
    const repair = `moldau log repair ${this.#home.path} ${topic}-${partition}`;
    const advice = `The partition takes no more records, what is not damaged can be read. With the broker stopped: ${repair}`;
    this.#environment.logger.error({ topic, partition }, `${damage.failure.message}. ${advice}`);
  }

  #checkReplicated(batch: RecordBatch): void {
    if (batch.baseOffset >= this.#logEndOffset) return;
    const message = `Batch at offset ${batch.baseOffset} in a log that ends at ${this.#logEndOffset}`;
    throw new AppendError(Errors.UNKNOWN_SERVER_ERROR, message);
  }

  #rollFor(batch: RecordBatch, nowMs: number): void {
    const { active } = this.#segments;
    if (active.size > 0 && active.firstTimestamp === undefined) this.#loadFirstTimestamp(active);
    if (!active.mustRollFor(batch, batch.baseOffset, rollLimits(this.#config), nowMs, this.#segmentJitterMs)) return;
    this.#roll(batch.baseOffset);
    this.#checkOnline();
  }

  #loadFirstTimestamp(active: Segment): void {
    try {
      active.loadFirstTimestamp();
    } catch (error) {
      throw storageFailure(`Cannot read the first batch of ${active.file.path}: ${causeOf(error)}`, error);
    }
  }

  #take(batch: RecordBatch, bytes: Buffer): void {
    const { baseOffset, nextOffset } = batch;
    const isCacheable = bytes.length <= this.#environment.tailCache.batchBytesMax;
    if (!isCacheable) this.writePending();
    this.#checkOnline();
    this.#epochs.assign(batch.partitionLeaderEpoch, baseOffset);
    this.#producers.update(batch, this.#segments);
    this.#addToSegment(batch);
    this.#logEndOffset = nextOffset;
    if (isCacheable) this.#appendToTail(bytes, baseOffset, nextOffset);
    else this.#writeThrough(bytes);
    this.#enqueue(bytes.length);
    this.#checkOnline();
  }

  #appendToTail(bytes: Buffer, baseOffset: number, nextOffset: number): void {
    const { chunk, end } = this.#tail.append(bytes, baseOffset, nextOffset);
    this.#pending.add(chunk, end - bytes.length, end);
  }

  #addToSegment(batch: RecordBatch): void {
    try {
      this.#segments.active.add(batch, this.#config.indexIntervalBytes);
    } catch (error) {
      this.#fail('index', error);
      this.#checkOnline();
    }
  }

  /** A batch too long for the tail cache, when nothing else is pending. */
  #writeThrough(bytes: Buffer): void {
    const { active } = this.#segments;
    try {
      writeInPieces(active.file.forWriting(), active.written, bytes);
    } catch (error) {
      return this.#fail('write', error);
    }
    this.#tail.clear();
    this.#written();
  }

  #written(): void {
    const { active } = this.#segments;
    active.written = active.size;
    this.#writtenEndOffset = this.#logEndOffset;
  }

  #enqueue(bytes: number): void {
    const isNew = !this.#isQueued;
    this.#isQueued = true;
    this.#environment.writeQueue.add(this, isNew, bytes);
  }

  #flushIfDue(): void {
    const { flushPolicy, flushMessages, flushMs } = this.#config;
    const unflushed = this.#writtenEndOffset - this.#flusher.flushedEndOffset;
    if (unflushed <= 0) return;
    if (flushPolicy === 'ack' || unflushed >= flushMessages) this.#flusher.start();
    else if (flushPolicy === 'interval' || Number.isFinite(flushMs)) this.#home.flushLater(this);
  }

  /**
   * A new segment for what comes at `baseOffset`, usually the log's end. The old one is synced in the background; under
   * `flush.policy=ack` before the new one exists, so that a crash never keeps a segment and loses the one before.
   */
  #roll(baseOffset = this.#logEndOffset): void {
    this.writePending();
    if (this.#failure !== undefined) return;
    const old = this.#segments.active;
    if (old.baseOffset === baseOffset) return;
    try {
      old.finish();
      this.#flusher.closed(old);
      if (this.#config.flushPolicy === 'ack') this.#flusher.flushNow();
      this.#producers.writeSnapshot(this.#logEndOffset, this.#segments);
      this.#segments.add(this.#files.create(baseOffset, this.#config));
    } catch (error) {
      return this.#failedSync(error, 'roll');
    }
    this.#drawJitter();
    this.#flusher.start();
  }

  /** The oldest ones; the log begins at `startOffset` from now on. Returns how many went. */
  #deleteSegments(segments: readonly Segment[], startOffset: number): number {
    if (this.#failure !== undefined) return 0;
    this.#startAt(startOffset);
    try {
      if (segments.length === 0) return 0;
      this.#makeActiveNameDurable();
      this.#removeSegments((segment) => segments.includes(segment));
    } catch (error) {
      this.#fail('delete', error);
    }
    return segments.length;
  }

  #startAt(offset: number): void {
    if (offset <= this.#logStartOffset) return;
    this.#logStartOffset = offset;
    this.#epochs.truncateFromStart(offset);
    this.#enqueue(0);
  }

  /** Where the next one begins: compaction may have left a gap before it. */
  #endOf(segment: Segment): number {
    return this.#segments.after(segment)?.baseOffset ?? segment.nextOffset;
  }

  /** The active segment's name says where the log ends, when all others are gone. */
  #makeActiveNameDurable(): void {
    const { active } = this.#segments;
    if (active.isNameDurable) return;
    this.#environment.disk.syncDirectory(this.directory);
    active.isNameDurable = true;
  }

  #removeSegments(unwanted: (segment: Segment) => boolean, baseIfNoneIsLeft = this.#logEndOffset): void {
    this.#swap?.cancel();
    this.#files.remove(this.#segments.all.filter(unwanted), this.#config);
    this.#segments.remove(unwanted, () => this.#files.create(baseIfNoneIsLeft, this.#config));
    this.#producers.removeSnapshotsBelow(this.#segments.first.baseOffset);
  }

  /** Drops the records from `offset` on from files and memory; all of them are written. */
  #dropFrom(offset: number): void {
    this.#truncations++;
    this.#swap?.cancel();
    this.#removeSegments((segment) => segment.baseOffset > offset, offset);
    this.#environment.disk.syncDirectory(this.directory);
    const { active } = this.#segments;
    if (active.nextOffset > offset) active.truncateTo(offset, positionOf(active, offset));
    if (offset < this.#logStartOffset) this.#logStartOffset = offset;
    this.#forgetFrom(offset);
  }

  #forgetFrom(offset: number): void {
    this.#tail.truncateTo(offset);
    this.#logEndOffset = offset;
    this.#writtenEndOffset = Math.min(this.#writtenEndOffset, offset);
    this.#acknowledgedFloor = Math.min(this.#acknowledgedFloor, offset);
    this.#flusher.truncatedTo(offset);
    this.#epochs.truncateFromEnd(offset);
  }

  /**
   * After a failed write or sync nobody knows what the file holds behind the last good position, and the handle must
   * not be used again: what is not certain is cut off, through a new one.
   */
  #fail(operation: string, error: unknown): void {
    if (this.#failure !== undefined) return;
    const name = `${this.topic}-${this.partition}`;
    const failure = storageFailure(`Cannot ${operation} ${name}: ${causeOf(error)}`, error);
    this.goOffline(failure);
    const { active } = this.#segments;
    active.file.close();
    try {
      active.file.forWriting().truncate(active.written);
    } catch (cause) {
      this.#environment.logger.error({ path: active.file.path, error: cause }, 'Cannot cut off a failed write');
    }
    this.#home.failed(failure);
  }

  #startFlusher(flushedEndOffset: number, isNameDurable: boolean): LogFlusher {
    const failed = (error: unknown): void => {
      // One that was stopped synced files that are not the log's any more.
      if (this.#flusher === flusher) this.#failedSync(error);
    };
    const flusher = new LogFlusher(this.#environment, this.#flushedLog(failed), flushedEndOffset, isNameDurable);
    return flusher;
  }

  #failedSync(error: unknown, operation = 'sync'): void {
    if (this.#isClosed) return;
    if (this.#config.flushPolicy === 'ack') {
      for (const segment of this.#segments.all) segment.file.close();
      try {
        this.#dropFrom(this.flushedEndOffset);
      } catch (cause) {
        this.#environment.logger.error({ directory: this.directory, error: cause }, 'Cannot cut off a failed sync');
      }
    }
    this.#fail(operation, error);
  }

  #swappedLog(): SwappedLog {
    return {
      directory: () => this.directory,
      isUsable: () => this.isUsable,
      isMoving: () => this.isMoving,
      segments: () => this.#segments.all,
      replace: (replaced, cleaned) => {
        this.#segments.replace(replaced, cleaned);
        this.#tail.forgetBelow(cleaned.nextOffset);
      },
      deletedName: (path) => this.#files.deletedName(path),
      removeLater: (segments) => this.#files.removeLater(segments, this.#config),
    };
  }

  #flushedLog(failed: (error: unknown) => void): FlushedLog {
    return {
      directory: () => this.directory,
      homePath: this.#home.path,
      writtenEndOffset: () => this.#writtenEndOffset,
      segmentsFrom: (offset: number) => this.#segments.from(offset),
      flushed: () => this.#enqueue(0),
      failed,
    };
  }

  #lookupRange(endOffset: number): LookupRange {
    if (endOffset > this.#writtenEndOffset) this.writePending();
    return { startOffset: this.#logStartOffset, endOffset: Math.min(endOffset, this.#writtenEndOffset) };
  }

  async #withEpoch(lookup: Promise<FoundRecord | undefined>): Promise<TimestampAndOffset | undefined> {
    const found = await lookup;
    return found && { ...found, leaderEpoch: this.#epochs.epochAt(found.offset) };
  }

  #drawJitter(): void {
    const bound = Math.min(this.#config.segmentJitterMs, this.#config.segmentMs, 2 ** 32);
    this.#segmentJitterMs = bound > 0 ? this.#environment.random.integer(bound) : 0;
  }
}

function rollLimits(config: LogConfig): SegmentLimits {
  const { maxCompactionLagMs = Number.POSITIVE_INFINITY } = config;
  if (maxCompactionLagMs >= config.segmentMs || !config.cleanupPolicy.has('compact')) return config;
  return { ...config, segmentMs: maxCompactionLagMs };
}
