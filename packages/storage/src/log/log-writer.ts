import type { RecordBatch } from '@moldau/protocol';
import type { LogListener } from '../partition-log.ts';
import type { LogTail } from '../tail-cache/log-tail.ts';
import type { LeaderEpochs } from './leader-epochs.ts';
import type { LogContext, LogFailures } from './log-context.ts';
import type { LogEnvironment } from './log-environment.ts';
import type { LogHealth } from './log-health.ts';
import type { LogProducers } from './log-producers.ts';
import { PendingWrites, writeInPieces } from './pending-writes.ts';
import type { Segments } from './segments.ts';
import type { QueuedLog } from './write-queue.ts';

/**
 * Takes batches into one log's active segment and says how far the log reaches: `logEndOffset` moves with each batch,
 * whose bytes lie in the tail cache and among the pending writes; the end of the turn brings them to the file, moves
 * `writtenEndOffset`, and tells the listeners.
 */
export class LogWriter implements QueuedLog {
  readonly #environment: LogEnvironment;
  readonly #segments: Segments;
  readonly #tail: LogTail;
  readonly #producers: LogProducers;
  readonly #epochs: LeaderEpochs;
  readonly #health: LogHealth;
  readonly #failures: LogFailures;
  readonly #pending = new PendingWrites();
  #listeners: readonly LogListener[] = [];
  #logEndOffset: number;
  #writtenEndOffset: number;
  #isQueued = false;
  #failureIsAnnounced = false;

  constructor(context: LogContext, failures: LogFailures) {
    this.#environment = context.environment;
    this.#segments = context.segments;
    this.#tail = context.tail;
    this.#producers = context.producers;
    this.#epochs = context.epochs;
    this.#health = context.health;
    this.#failures = failures;
    this.#logEndOffset = context.segments.active.nextOffset;
    this.#writtenEndOffset = this.#logEndOffset;
  }

  get logEndOffset(): number {
    return this.#logEndOffset;
  }

  get writtenEndOffset(): number {
    return this.#writtenEndOffset;
  }

  onProgress(listener: LogListener): () => void {
    this.#listeners = [...this.#listeners, listener];
    return () => {
      this.#listeners = this.#listeners.filter((other) => other !== listener);
    };
  }

  /** Takes in a batch that has been checked. Throws an AppendError when the log is offline, or goes offline by it. */
  append(batch: RecordBatch, bytes: Buffer, indexIntervalBytes: number): void {
    const { baseOffset, nextOffset } = batch;
    const isCacheable = bytes.length <= this.#environment.tailCache.batchBytesMax;
    if (!isCacheable) this.writePending();
    this.#health.check();
    this.#epochs.assign(batch.partitionLeaderEpoch, baseOffset);
    this.#producers.update(batch, this.#segments);
    this.#addToSegment(batch, indexIntervalBytes);
    this.#logEndOffset = nextOffset;
    if (isCacheable) this.#appendToTail(bytes, baseOffset, nextOffset);
    else this.#writeThrough(bytes);
    this.enqueue(bytes.length);
    this.#health.check();
  }

  /** An end has moved or the log has failed, after `bytes` more: the end of the turn writes and announces it. */
  enqueue(bytes: number): void {
    const isNew = !this.#isQueued;
    this.#isQueued = true;
    this.#environment.writeQueue.add(this, isNew, bytes);
  }

  writePending(): void {
    if (this.#pending.byteLength === 0) return;
    const { active } = this.#segments;
    try {
      this.#pending.drainTo(active.file.forWriting(), active.written, this.#environment.writeQueue.gather);
    } catch (error) {
      this.#failures.failed('write', error);
      return;
    }
    this.#written();
  }

  announce(): void {
    this.#isQueued = false;
    const { isClosed, failure } = this.#health;
    if (isClosed) return;
    if (failure === undefined) {
      for (const listener of this.#listeners) listener.progressed();
    } else if (!this.#failureIsAnnounced) {
      this.#failureIsAnnounced = true;
      for (const listener of this.#listeners) listener.failed(failure);
    }
  }

  /** What is not written by now never will be. */
  discardPending(): void {
    this.#pending.discard();
  }

  /** The log ends at `offset` now. */
  truncatedTo(offset: number): void {
    this.#tail.truncateTo(offset);
    this.#logEndOffset = offset;
    this.#writtenEndOffset = Math.min(this.#writtenEndOffset, offset);
  }

  #appendToTail(bytes: Buffer, baseOffset: number, nextOffset: number): void {
    const { chunk, end } = this.#tail.append(bytes, baseOffset, nextOffset);
    this.#pending.add(chunk, end - bytes.length, end);
  }

  #addToSegment(batch: RecordBatch, indexIntervalBytes: number): void {
    try {
      this.#segments.active.add(batch, indexIntervalBytes);
    } catch (error) {
      this.#failures.failed('index', error);
      this.#health.check();
    }
  }

  /** A batch too long for the tail cache, when nothing else is pending. */
  #writeThrough(bytes: Buffer): void {
    const { active } = this.#segments;
    try {
      writeInPieces(active.file.forWriting(), active.written, bytes);
    } catch (error) {
      return this.#failures.failed('write', error);
    }
    this.#tail.clear();
    this.#written();
  }

  #written(): void {
    const { active } = this.#segments;
    active.written = active.size;
    this.#writtenEndOffset = this.#logEndOffset;
  }
}
