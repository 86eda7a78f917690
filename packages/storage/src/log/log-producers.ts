import type { RecordBatch } from '@moldau/protocol';
import type { AppendOptions, ProducerSummary } from '../partition-log.ts';
import type { DuplicateBatch, ProducerState } from '../producer-state/producer-state.ts';
import type { LogEnvironment } from './log-environment.ts';
import type { ProducerSnapshots } from './producer-snapshots.ts';
import { replayProducersNow } from './replay-producers.ts';
import type { Segments } from './segments.ts';

/** The producers of one log with their snapshots: kept as the log grows, rolls, is cut and closed (B51 to B58). */
export class LogProducers {
  readonly #environment: LogEnvironment;
  readonly #state: ProducerState;
  readonly #snapshots: ProducerSnapshots;

  constructor(environment: LogEnvironment, state: ProducerState, snapshots: ProducerSnapshots) {
    this.#environment = environment;
    this.#state = state;
    this.#snapshots = snapshots;
  }

  /** Throws an AppendError for a batch out of order; returns where a batch sent again is. */
  check(batch: RecordBatch, origin: AppendOptions['origin']): DuplicateBatch | undefined {
    return this.#state.check(batch, origin);
  }

  /** Takes in a batch that was appended to the active segment. */
  update(batch: RecordBatch, segments: Segments): void {
    const completed = this.#state.update(batch);
    if (completed?.result !== 'abort') return;
    const lastStableOffset = this.#state.lastStableOffsetAfter(completed);
    segments.active.transactionIndex.append({ ...completed, lastStableOffset });
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
    if (this.#snapshots.latestOffset === endOffset || endOffset === 0) return;
    this.removeExpired();
    this.#snapshots.write(endOffset, this.#state.snapshot());
    const bases = new Set(segments.all.map((segment) => segment.baseOffset));
    this.#snapshots.removeWhere((offset) => offset !== endOffset && !bases.has(offset));
  }

  removeSnapshotsBelow(startOffset: number): void {
    this.#snapshots.removeWhere((offset) => offset < startOffset);
  }

  /** The log ends with its segments now: what came after them never was. */
  truncatedTo(segments: Segments): void {
    const environment = this.#environment;
    this.#snapshots.removeWhere((offset) => offset > segments.active.nextOffset);
    const options = { nowMs: environment.clock.now(), expirationMs: environment.producerIdExpirationMs() };
    replayProducersNow(this.#state, this.#snapshots, segments, options);
  }

  movedTo(directory: string): void {
    this.#snapshots.movedTo(directory);
  }
}
