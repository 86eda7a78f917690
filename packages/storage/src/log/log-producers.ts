import type { RecordBatch } from '@moldau/protocol';
import type { ProducerLast } from '../compaction/batch-cleaner.ts';
import type { AbortedTransaction, AppendOptions, ProducerSummary } from '../partition-log.ts';
import type { DuplicateBatch, ProducerState } from '../producer-state/producer-state.ts';
import type { VerificationGuard, VerificationRequest } from '../producer-state/verifications.ts';
import type { LogEnvironment } from './log-environment.ts';
import type { ProducerSnapshots } from './producer-snapshots.ts';
import { replayProducersNow } from './replay-producers.ts';
import type { Segments } from './segments.ts';

/** The producers of one log with their snapshots: kept as the log grows, rolls, is cut and closed (B51 to B58). */
export class LogProducers {
  readonly #environment: LogEnvironment;
  readonly #state: ProducerState;
  readonly snapshots: ProducerSnapshots;

  constructor(environment: LogEnvironment, state: ProducerState, snapshots: ProducerSnapshots) {
    this.#environment = environment;
    this.#state = state;
    this.snapshots = snapshots;
  }

  /** Throws an AppendError for a batch out of order; returns where a batch sent again is. */
  check(batch: RecordBatch, options: AppendOptions): DuplicateBatch | undefined {
    return this.#state.check(batch, options.origin, options);
  }

  beginVerification(request: VerificationRequest): VerificationGuard | undefined {
    return this.#state.beginVerification(request, this.#environment.clock.now());
  }

  /** Takes in a batch that was appended to the active segment. */
  update(batch: RecordBatch, segments: Segments): void {
    const completed = this.#state.update(batch);
    if (completed?.result !== 'abort') return;
    const lastStableOffset = this.#state.lastStableOffsetAfter(completed);
    segments.active.transactionIndex.append({ ...completed, lastStableOffset });
  }

  lastStableOffset(highWatermark: number): number {
    return this.#state.lastStableOffset(highWatermark);
  }

  /**
   * A transaction that overlaps the range may have been aborted in any later segment, but none that was will be after
   * a marker whose stable end has left the range behind.
   */
  abortedTransactions(fromOffset: number, toOffset: number, segments: Segments): AbortedTransaction[] {
    const aborted: AbortedTransaction[] = [];
    for (const { transactionIndex } of segments.from(fromOffset)) {
      if (transactionIndex.isEmpty) continue;
      aborted.push(...transactionIndex.abortedBetween(fromOffset, toOffset));
      if (transactionIndex.isCompleteFor(toOffset)) break;
    }
    return aborted;
  }

  /** What each producer appended last, by producer id. */
  lastOfProducers(): ReadonlyMap<number, ProducerLast> {
    this.removeExpired();
    return this.#state.lastOfProducers();
  }

  summaries(): ProducerSummary[] {
    this.removeExpired();
    return this.#state.activeProducers();
  }

  removeExpired(): void {
    if (this.#state.size === 0) return;
    this.#state.removeExpired(this.#environment.clock.now(), this.#environment.producerIdExpirationMs());
  }

  /** Writes a snapshot for the log's end; of older ones those stay that a segment begins with. */
  writeSnapshot(endOffset: number, segments: Segments): void {
    if (this.snapshots.latestOffset === endOffset || endOffset === 0) return;
    this.removeExpired();
    this.snapshots.write(endOffset, this.#state.snapshot());
    const bases = new Set(segments.all.map((segment) => segment.baseOffset));
    this.snapshots.removeWhere((offset) => offset !== endOffset && !bases.has(offset));
  }

  removeSnapshotsBelow(startOffset: number): void {
    this.snapshots.removeWhere((offset) => offset < startOffset);
  }

  /** The log ends with its segments now: what came after them never was. */
  truncatedTo(segments: Segments): void {
    const environment = this.#environment;
    this.snapshots.removeWhere((offset) => offset > segments.active.nextOffset);
    const options = { nowMs: environment.clock.now(), expirationMs: environment.producerIdExpirationMs() };
    replayProducersNow(this.#state, this.snapshots, segments, options);
  }

  movedTo(directory: string): void {
    this.snapshots.movedTo(directory);
  }
}
