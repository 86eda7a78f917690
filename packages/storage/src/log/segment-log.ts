import type { Timer } from '@moldau/runtime';
import { CorruptRecordError, Errors, RECORD_BATCH_HEADER_BYTES, RecordBatch } from '@moldau/protocol';
import { replaceFile, replaceFileNow } from '../files/atomic-file.ts';
import { DELETED_SUFFIX, LEADER_EPOCH_CHECKPOINT_FILE } from '../files/file-names.ts';
import type { LeaderEpochCache } from '../leader-epoch/leader-epoch-cache.ts';
import { encodeLeaderEpochCheckpoint } from '../leader-epoch/leader-epoch-checkpoint.ts';
import {
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
import type { ProducerState } from '../producer-state/producer-state.ts';
import { positionOf } from '../segment/position-of.ts';
import { emptyResult, readSegment } from '../segment/read-segment.ts';
import { rebuildIndexes } from '../segment/rebuild-indexes.ts';
import { Segment } from '../segment/segment.ts';
import { LogTail } from '../tail-cache/log-tail.ts';
import { validateBatch } from '../validation/validate-batch.ts';
import { LogFlusher } from './log-flusher.ts';
import type { LogEnvironment, LogHome } from './log-environment.ts';
import { PendingWrites, writeInPieces } from './pending-writes.ts';
import type { ProducerSnapshots } from './producer-snapshots.ts';
import { replayProducersNow } from './replay-producers.ts';
import type { Segments } from './segments.ts';
import { causeOf, storageFailure } from './storage-failure.ts';
import { type FoundRecord, findByTimestamp, findMaxTimestamp, type LookupRange } from './timestamp-lookup.ts';
import type { QueuedLog } from './write-queue.ts';

/** How often the flush policy `interval` syncs unless `flush.ms` is shorter. */
const FLUSH_INTERVAL_MS = 1000;

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
  readonly #environment: LogEnvironment;
  readonly #home: LogHome;
  readonly #segments: Segments;
  readonly #producers: ProducerState;
  readonly #snapshots: ProducerSnapshots;
  readonly #epochs: LeaderEpochCache;
  readonly #tail: LogTail;
  readonly #flusher: LogFlusher;
  readonly #pending = new PendingWrites();
  readonly #listeners = new Set<LogListener>();
  readonly #batch = new RecordBatch(Buffer.alloc(RECORD_BATCH_HEADER_BYTES));
  #directory: string;
  #config: LogConfig;
  #logStartOffset: number;
  #logEndOffset: number;
  #writtenEndOffset: number;
  /** What was acknowledged before the policy became `ack`. */
  #acknowledgedFloor = 0;
  #segmentJitterMs = 0;
  #epochsAreDirty: boolean;
  #isQueued = false;
  #failure: AppendError | undefined;
  #failureIsAnnounced = false;
  #isClosed = false;
  /** Files of removed segments that wait to be deleted; what a stop leaves of them the next start deletes. */
  readonly #removals = new Set<Timer>();

  constructor(environment: LogEnvironment, home: LogHome, state: LogState) {
    this.#environment = environment;
    this.#home = home;
    this.topic = state.topic;
    this.partition = state.partition;
    this.topicId = state.topicId;
    this.#directory = state.directory;
    this.#config = state.config;
    this.#segments = state.segments;
    this.#producers = state.producers;
    this.#snapshots = state.snapshots;
    this.#epochs = state.epochs;
    this.#epochsAreDirty = state.epochsAreDirty;
    this.#logStartOffset = state.logStartOffset;
    this.#logEndOffset = state.segments.active.nextOffset;
    this.#writtenEndOffset = this.#logEndOffset;
    this.#tail = new LogTail(environment.tailCache);
    this.#flusher = new LogFlusher(environment.disk, this.#flushedLog(), state.flushedEndOffset, state.isNameDurable);
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

  get latestEpoch(): number {
    return this.#epochs.latestEpoch;
  }

  get directory(): string {
    return this.#directory;
  }

  get config(): LogConfig {
    return this.#config;
  }

  get segments(): readonly Segment[] {
    return this.#segments.all;
  }

  /** Why nothing can be appended; undefined while something can. */
  get failure(): AppendError | undefined {
    return this.#failure;
  }

  get flushDelayMs(): number {
    const { flushPolicy, flushMs } = this.#config;
    return flushPolicy === 'interval' ? Math.min(flushMs, FLUSH_INTERVAL_MS) : flushMs;
  }

  append(batch: Buffer, options: AppendOptions): AppendInfo {
    this.#checkOnline();
    const nowMs = this.#environment.clock.now();
    const validated = validateBatch(batch, { ...options, config: this.#config, nowMs });
    const view = this.#batch.at(validated.bytes, 0);
    const duplicate = this.#producers.check(view, options.origin);
    if (duplicate !== undefined) return { ...duplicate, logAppendTimeMs: -1, duplicate: true };
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
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  read(request: ReadRequest): ReadResult | Promise<ReadResult> {
    const { offset } = request;
    if (offset < this.#logStartOffset || offset > this.#logEndOffset) {
      throw new AppendError(Errors.OFFSET_OUT_OF_RANGE, `Offset ${offset} is not in the log`);
    }
    if (offset >= Math.min(request.endOffset, this.#logEndOffset)) return emptyResult();
    return this.#tail.read(request) ?? this.#readFiles(request);
  }

  bytesBetween(fromOffset: number, toOffset: number): number {
    if (fromOffset >= toOffset) return 0;
    return Math.max(0, this.#bytesFrom(fromOffset) - this.#bytesFrom(toOffset));
  }

  findByTimestamp(timestamp: number, endOffset: number): Promise<TimestampAndOffset | undefined> {
    return this.#lookUp((range) => findByTimestamp(this.#segments, timestamp, range), endOffset);
  }

  findMaxTimestamp(endOffset: number): Promise<TimestampAndOffset | undefined> {
    return this.#lookUp((range) => findMaxTimestamp(this.#segments, range), endOffset);
  }

  epochAt(offset: number): number {
    return this.#epochs.epochAt(offset);
  }

  endOffsetForEpoch(epoch: number): { epoch: number; endOffset: number } {
    return this.#epochs.endOffsetFor(epoch, this.#logEndOffset);
  }

  startEpoch(epoch: number): void {
    if (this.#epochs.assign(epoch, this.#logEndOffset)) this.#epochsAreDirty = true;
  }

  activeProducers(): ProducerSummary[] {
    this.removeExpiredProducers();
    return this.#producers.activeProducers();
  }

  removeExpiredProducers(): void {
    if (this.#producers.size === 0) return;
    this.#producers.removeExpired(this.#environment.clock.now(), this.#environment.producerIdExpirationMs());
  }

  deleteBefore(offset: number): void {
    this.#checkOnline();
    const start = Math.min(offset, this.#logEndOffset);
    if (start <= this.#logStartOffset) return;
    this.writePending();
    this.#moveStartTo(start);
    this.#removeSegments((segment) => segment !== this.#segments.active && segment.nextOffset <= start);
    this.#enqueue(0);
  }

  /** Removes the oldest segments, the active one too if need be, as long as `isExpired`; B155. Returns how many. */
  deleteOldSegments(isExpired: (segment: Segment) => boolean): number {
    this.#checkOnline();
    const { all, active } = this.#segments;
    const firstKept = all.findIndex((segment) => !isExpired(segment));
    const expired = firstKept < 0 ? all : all.slice(0, firstKept);
    if (expired.length === 0 || active.size === 0) return this.#deleteSegments(expired.filter((s) => s !== active));
    if (firstKept < 0) this.#roll();
    return this.#deleteSegments(expired);
  }

  truncateTo(offset: number): void {
    this.#checkOnline();
    if (offset >= this.#logEndOffset) return;
    this.writePending();
    this.#checkOnline();
    try {
      this.#home.truncating(this, offset);
      this.#dropFrom(Math.max(offset, 0));
      this.#reloadProducers();
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
    this.#directory = directory;
    this.#snapshots.movedTo(directory);
    for (const segment of this.#segments.all) segment.movedTo(directory);
  }

  /** Appends and waiting listeners fail with `error` from now on. */
  goOffline(error: AppendError): void {
    if (this.#failure !== undefined) return;
    this.#failure = error;
    this.#flusher.stop();
    this.#pending.discard();
    this.#forgetFrom(this.#writtenEndOffset);
    this.#enqueue(0);
  }

  /** Nothing is used any more after this. */
  closeFiles(): void {
    this.#isClosed = true;
    this.#tail.clear();
    this.#pending.discard();
    for (const timer of this.#removals) timer.cancel();
    for (const segment of this.#segments.all) segment.close();
  }

  /** Everything to stable storage, with what spares the next start a scan. */
  async close(): Promise<void> {
    if (this.#failure === undefined) {
      await this.flush();
      this.#segments.active.finishIndexes();
      await this.#segments.active.syncIndexes();
      this.#writeSnapshot({ sync: true });
      if (this.#epochsAreDirty) {
        replaceFileNow(this.#environment.disk, this.#directory, LEADER_EPOCH_CHECKPOINT_FILE, this.#encodedEpochs());
      }
    }
    this.closeFiles();
  }

  /** To be done before a recovery point is noted: epochs are rebuilt from the log only from there on. */
  async checkpointEpochs(): Promise<void> {
    if (!this.#epochsAreDirty || this.#isClosed) return;
    this.#epochsAreDirty = false;
    const content = this.#encodedEpochs();
    await replaceFile(this.#environment.disk, this.#directory, LEADER_EPOCH_CHECKPOINT_FILE, content);
  }

  writePending(): void {
    if (this.#pending.byteLength === 0) return;
    const { active } = this.#segments;
    let position = active.written;
    try {
      const file = active.file.forWriting();
      this.#pending.drain(this.#environment.writeQueue.gather, (piece) => {
        file.write(piece, position);
        position += piece.length;
      });
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
      for (const listener of [...this.#listeners]) listener.progressed();
    } else if (!this.#failureIsAnnounced) {
      this.#failureIsAnnounced = true;
      for (const listener of [...this.#listeners]) listener.failed(this.#failure);
    }
  }

  #checkOnline(): void {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#isClosed) throw storageFailure(`The log of ${this.topic}-${this.partition} is closed`);
  }

  #checkReplicated(batch: RecordBatch): void {
    if (batch.baseOffset >= this.#logEndOffset) return;
    const message = `Batch at offset ${batch.baseOffset} in a log that ends at ${this.#logEndOffset}`;
    throw new AppendError(Errors.UNKNOWN_SERVER_ERROR, message);
  }

  #rollFor(batch: RecordBatch, nowMs: number): void {
    const { active } = this.#segments;
    if (active.size > 0 && active.firstTimestamp === undefined) active.loadFirstTimestamp();
    if (!active.mustRollFor(batch, batch.baseOffset, this.#config, nowMs, this.#segmentJitterMs)) return;
    this.#roll(batch.baseOffset);
    this.#checkOnline();
  }

  #take(batch: RecordBatch, bytes: Buffer): void {
    const { baseOffset, nextOffset } = batch;
    const isCacheable = bytes.length <= this.#environment.tailCache.batchBytesMax;
    if (!isCacheable) this.writePending();
    this.#checkOnline();
    if (this.#epochs.assign(batch.partitionLeaderEpoch, baseOffset)) this.#epochsAreDirty = true;
    this.#updateProducers(batch);
    this.#segments.active.add(batch, this.#config.indexIntervalBytes);
    this.#logEndOffset = nextOffset;
    if (isCacheable) this.#pending.add(this.#tail.append(bytes, baseOffset, nextOffset), bytes.length);
    else this.#writeThrough(bytes);
    this.#enqueue(bytes.length);
    this.#checkOnline();
  }

  #updateProducers(batch: RecordBatch): void {
    const completed = this.#producers.update(batch);
    if (completed?.result !== 'abort') return;
    const lastStableOffset = this.#producers.lastStableOffsetAfter(completed);
    this.#segments.active.transactionIndex.append({ ...completed, lastStableOffset });
  }

  /** A batch too long for the tail cache, when nothing else is pending. */
  #writeThrough(bytes: Buffer): void {
    const { active } = this.#segments;
    let position = active.written;
    try {
      const file = active.file.forWriting();
      writeInPieces(bytes, 0, bytes.length, (piece) => {
        file.write(piece, position);
        position += piece.length;
      });
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
      old.finishIndexes();
      this.#flusher.closed(old);
      if (this.#config.flushPolicy === 'ack') this.#flusher.flushNow();
      this.#writeSnapshot({ sync: false });
      this.#segments.add(this.#createSegment(baseOffset));
    } catch (error) {
      return this.#fail('roll', error);
    }
    this.#drawJitter();
    this.#flusher.start();
  }

  #createSegment(baseOffset: number): Segment {
    return Segment.create(this.#directory, baseOffset, this.#environment, {
      indexBytesMax: this.#config.segmentIndexBytes,
      createdMs: this.#environment.clock.now(),
    });
  }

  #writeSnapshot(options: { sync: boolean }): void {
    if (this.#snapshots.latestOffset === this.#logEndOffset || this.#logEndOffset === 0) return;
    this.removeExpiredProducers();
    this.#snapshots.write(this.#logEndOffset, this.#producers.snapshot(), options);
    const bases = new Set(this.#segments.all.map((segment) => segment.baseOffset));
    this.#snapshots.removeWhere((offset) => offset !== this.#logEndOffset && !bases.has(offset));
  }

  #moveStartTo(offset: number): void {
    this.#logStartOffset = offset;
    if (this.#epochs.truncateFromStart(offset)) this.#epochsAreDirty = true;
  }

  #deleteSegments(segments: readonly Segment[]): number {
    const last = segments.at(-1);
    if (last === undefined || this.#failure !== undefined) return 0;
    this.#moveStartTo(Math.max(this.#logStartOffset, last.nextOffset));
    this.#removeSegments((segment) => segments.includes(segment));
    this.#enqueue(0);
    return segments.length;
  }

  /** Their files are renamed at once and removed after `file.delete.delay.ms`, for readers that still look at them. */
  #removeSegments(unwanted: (segment: Segment) => boolean, baseIfNoneIsLeft = this.#logEndOffset): void {
    const { disk, clock } = this.#environment;
    const { all } = this.#segments;
    for (const segment of all.filter(unwanted)) segment.renameFiles(disk, (path) => path + DELETED_SUFFIX);
    const removed = this.#segments.remove(unwanted, () => this.#createSegment(baseIfNoneIsLeft));
    if (removed.length === 0) return;
    const start = this.#segments.first.baseOffset;
    this.#snapshots.removeWhere((offset) => offset < start);
    const timer = clock.after(this.#config.fileDeleteDelayMs, () => {
      this.#removals.delete(timer);
      for (const segment of removed) this.#removeFiles(segment);
    });
    this.#removals.add(timer);
  }

  #removeFiles(segment: Segment): void {
    segment.close();
    try {
      for (const file of segment.files) this.#environment.disk.remove(file.path);
    } catch (error) {
      this.#environment.logger.warn({ path: segment.file.path, error }, 'Cannot remove the files of a deleted segment');
    }
  }

  /** Drops the records from `offset` on from files and memory; all of them are written. */
  #dropFrom(offset: number): void {
    this.#removeSegments((segment) => segment.baseOffset > offset, offset);
    this.#environment.disk.syncDirectory(this.#directory);
    const { active } = this.#segments;
    if (active.nextOffset > offset) active.truncateTo(offset, positionOf(active, offset));
    if (offset < this.#logStartOffset) this.#logStartOffset = offset;
    this.#forgetFrom(offset);
    this.#snapshots.removeWhere((snapshot) => snapshot > offset);
  }

  #forgetFrom(offset: number): void {
    this.#tail.truncateTo(offset);
    this.#logEndOffset = offset;
    this.#writtenEndOffset = Math.min(this.#writtenEndOffset, offset);
    this.#acknowledgedFloor = Math.min(this.#acknowledgedFloor, offset);
    this.#flusher.truncatedTo(offset);
    if (this.#epochs.truncateFromEnd(offset)) this.#epochsAreDirty = true;
  }

  #reloadProducers(): void {
    replayProducersNow(this.#producers, this.#snapshots, this.#segments, {
      nowMs: this.#environment.clock.now(),
      expirationMs: this.#environment.producerIdExpirationMs(),
    });
  }

  /**
   * After a failed write or sync nobody knows what the file holds behind the last good position, and the handle must
   * not be used again: what is not certain is cut off, through a new one.
   */
  #fail(operation: string, error: unknown): void {
    if (this.#failure !== undefined) return;
    const name = `${this.topic}-${this.partition}`;
    const failure = storageFailure(`The log directory of ${name} failed: ${operation}: ${causeOf(error)}`, error);
    this.#environment.logger.error({ topic: this.topic, partition: this.partition, operation, error }, failure.message);
    this.goOffline(failure);
    const { active } = this.#segments;
    active.file.close();
    try {
      active.file.forWriting().truncate(active.written);
    } catch (cause) {
      this.#environment.logger.error({ path: active.file.path, error: cause }, 'Cannot cut off a failed write');
    }
    active.size = active.written;
    active.nextOffset = this.#logEndOffset;
    this.#home.failed(failure);
  }

  #failedSync(error: unknown): void {
    if (this.#isClosed) return;
    if (this.#config.flushPolicy === 'ack') {
      for (const segment of this.#segments.all) segment.file.close();
      try {
        this.#dropFrom(this.flushedEndOffset);
      } catch (cause) {
        this.#environment.logger.error({ directory: this.#directory, error: cause }, 'Cannot cut off a failed sync');
      }
    }
    this.#fail('sync', error);
  }

  #flushedLog() {
    return {
      directory: () => this.#directory,
      homePath: this.#home.path,
      writtenEndOffset: () => this.#writtenEndOffset,
      segmentsFrom: (offset: number) => this.#segments.from(offset),
      flushed: () => this.#enqueue(0),
      failed: (error: unknown) => this.#failedSync(error),
    };
  }

  async #readFiles(request: ReadRequest): Promise<ReadResult> {
    let segment: Segment | undefined = this.#segments.floor(request.offset);
    try {
      while (segment !== undefined) {
        const found = await this.#readSegment(segment, request);
        if (found !== undefined) return found;
        segment = this.#segments.after(segment);
      }
      return emptyResult();
    } catch (error) {
      if (error instanceof CorruptRecordError) throw new AppendError(Errors.CORRUPT_MESSAGE, error.message, [], error);
      throw storageFailure(`Cannot read ${this.topic}-${this.partition}: ${causeOf(error)}`, error);
    }
  }

  async #readSegment(segment: Segment, request: ReadRequest): Promise<ReadResult | undefined> {
    try {
      return await readSegment(segment, request, this.#environment.readBuffers);
    } catch (error) {
      if (!(error instanceof CorruptRecordError) || segment === this.#segments.active) throw error;
      this.#environment.logger.warn({ path: segment.file.path, error }, 'Rebuilding the indexes of a segment');
      await rebuildIndexes(segment, this.#config.indexIntervalBytes);
      return readSegment(segment, request, this.#environment.readBuffers);
    }
  }

  async #lookUp(
    find: (range: LookupRange) => Promise<FoundRecord | undefined>,
    endOffset: number,
  ): Promise<TimestampAndOffset | undefined> {
    if (endOffset > this.#writtenEndOffset) this.writePending();
    const range = { startOffset: this.#logStartOffset, endOffset: Math.min(endOffset, this.#writtenEndOffset) };
    try {
      const found = await find(range);
      return found && { ...found, leaderEpoch: this.#epochs.epochAt(found.offset) };
    } catch (error) {
      throw storageFailure(`Cannot look up a timestamp in ${this.topic}-${this.partition}: ${causeOf(error)}`, error);
    }
  }

  /** Bytes from `offset` to the log's end: exact in the tail cache, by proportion within a segment below it. */
  #bytesFrom(offset: number): number {
    if (offset >= this.#logEndOffset) return 0;
    const cached = this.#tail.bytesFrom(offset);
    if (cached !== undefined) return cached;
    const segment = this.#segments.floor(offset);
    const share = (segment.nextOffset - offset) / Math.max(1, segment.nextOffset - segment.baseOffset);
    let bytes = Math.ceil(segment.size * Math.min(1, Math.max(0, share)));
    for (const later of this.#segments.from(segment.nextOffset)) if (later !== segment) bytes += later.size;
    return bytes;
  }

  #drawJitter(): void {
    const bound = Math.min(this.#config.segmentJitterMs, this.#config.segmentMs, 2 ** 32);
    this.#segmentJitterMs = bound > 0 ? this.#environment.random.integer(bound) : 0;
  }

  #encodedEpochs(): Buffer {
    return encodeLeaderEpochCheckpoint(this.#epochs.entries);
  }
}

/** What opening or creating the files of a log yields. */
export interface LogState {
  readonly topic: string;
  readonly partition: number;
  readonly topicId: string;
  readonly directory: string;
  readonly config: LogConfig;
  readonly segments: Segments;
  readonly producers: ProducerState;
  readonly snapshots: ProducerSnapshots;
  readonly epochs: LeaderEpochCache;
  readonly epochsAreDirty: boolean;
  readonly logStartOffset: number;
  readonly flushedEndOffset: number;
  /** The name of the log's directory is on stable storage. */
  readonly isNameDurable: boolean;
}
