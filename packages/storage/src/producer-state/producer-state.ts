import { decodeEndTxnMarker, type EndTxnMarker, type RecordBatch } from '@moldau/protocol';
import type { ProducerLast } from '../compaction/batch-cleaner.ts';
import type { AppendOptions, ProducerSummary } from '../partition-log.ts';
import { type CompletedTransaction, OpenTransactions } from './open-transactions.ts';
import {
  checkCoordinatorEpoch,
  checkMarkerOfBumpedEpoch,
  checkProducerEpoch,
  checkSequence,
  checkTransactional,
  checkVerified,
} from './producer-checks.ts';
import { type BatchMetadata, firstOffsetOf, NO_OFFSET, ProducerEntry } from './producer-entry.ts';
import { decodeProducerSnapshot, encodeProducerSnapshot } from './producer-snapshot.ts';
import { type VerificationGuard, type VerificationRequest, Verifications } from './verifications.ts';

/**
 * One partition's producers: a function of its log, by which idempotence and transactions are judged (B48 to B58, B66,
 * B67). A leader calls `check` before it gives a batch its offsets and `update` after; recovery and followers call
 * `update` alone. Batches without producer id pass through both untouched.
 *
 * The state up to an offset is a snapshot before it plus `update` for every batch between. Removing records from the
 * log's start leaves it as it is, so that no producer is cut off in the middle of its sequence (B57).
 */
export class ProducerState {
  readonly #producers = new Map<number, ProducerEntry>();
  readonly #transactions = new OpenTransactions();
  readonly #verifications = new Verifications();

  /**
   * Throws an `AppendError` (45, 47, 48, 52) when `batch` must not be appended; returns where its records already are
   * when the producer sent it before. Batches of the replication origin are never refused.
   */
  check(batch: RecordBatch, origin: AppendOptions['origin'], options: CheckOptions = {}): DuplicateBatch | undefined {
    if (!batch.hasProducerId || origin === 'replication') return undefined;
    const entry = this.#producers.get(batch.producerId);
    if (batch.isControl) {
      checkMarker(entry, batch, options.transactionVersion ?? 0);
      return undefined;
    }
    if (origin === 'client') {
      const duplicate = findDuplicate(entry, batch);
      if (duplicate !== undefined) return toDuplicateBatch(duplicate);
    }
    checkProducerEpoch(entry, batch);
    if (origin === 'client') {
      const asked = batch.isTransactional ? this.#verifications.of(batch.producerId) : undefined;
      if (batch.isTransactional) checkVerified(entry, batch, asked, options.verification);
      checkSequence(entry, batch, asked);
    }
    checkTransactional(entry, batch);
    return undefined;
  }

  /** Takes in a batch that has its offsets. Returns the transaction that it ended, if it ended one with data here. */
  update(batch: RecordBatch): CompletedTransaction | undefined {
    if (!batch.hasProducerId) return undefined;
    if (!batch.isControl) {
      this.#updateWithData(batch);
      return undefined;
    }
    const marker = decodeEndTxnMarker(batch);
    return marker === undefined ? undefined : this.#updateWithMarker(batch, marker);
  }

  #updateWithData(batch: RecordBatch): void {
    const entry = this.#entryOf(batch.producerId);
    const firstOffset = batch.baseOffset;
    entry.moveToEpoch(batch.producerEpoch);
    entry.addBatch(batch.lastSequence, batch.lastOffset, batch.lastOffsetDelta, batch.maxTimestamp);
    if (!batch.isTransactional || entry.hasOpenTransaction) return;
    entry.currentTransactionFirstOffset = firstOffset;
    this.#verifications.void(entry.producerId);
    this.#transactions.begin(firstOffset, entry.producerId);
  }

  #updateWithMarker(batch: RecordBatch, marker: EndTxnMarker): CompletedTransaction | undefined {
    const entry = this.#entryOf(batch.producerId);
    const firstOffset = entry.currentTransactionFirstOffset;
    this.#verifications.void(batch.producerId);
    entry.moveToEpoch(batch.producerEpoch);
    entry.coordinatorEpoch = marker.coordinatorEpoch;
    entry.lastTimestamp = batch.maxTimestamp;
    entry.currentTransactionFirstOffset = NO_OFFSET;
    if (firstOffset === NO_OFFSET) return undefined;
    const { producerId } = entry;
    const completed = { producerId, firstOffset, lastOffset: batch.baseOffset, result: marker.result };
    this.#transactions.complete(completed);
    return completed;
  }

  /** The last stable offset under a high watermark (B67). Forgets what only mattered below it. */
  lastStableOffset(highWatermark: number): number {
    this.#transactions.replicatedUpTo(highWatermark);
    return Math.min(this.#transactions.firstUnstableOffset ?? highWatermark, highWatermark);
  }

  /** What the last stable offset becomes by the completion alone, for the transaction index. */
  lastStableOffsetAfter(completed: CompletedTransaction): number {
    return this.#transactions.firstOngoingOffset(completed.firstOffset) ?? completed.lastOffset + 1;
  }

  /** Drops producers idle since `expirationMs` before `nowMs`, but none with an open transaction (B56). */
  removeExpired(nowMs: number, expirationMs: number): void {
    for (const entry of this.#producers.values()) {
      if (isExpired(entry, nowMs, expirationMs)) this.#producers.delete(entry.producerId);
    }
    this.#verifications.removeExpired(nowMs, expirationMs);
  }

  /**
   * A transactional batch is about to be appended: undefined when its transaction is open here already, else what
   * `check` wants to see once the coordinator has agreed.
   */
  beginVerification(request: VerificationRequest, nowMs: number): VerificationGuard | undefined {
    const entry = this.#producers.get(request.producerId);
    if (entry?.hasOpenTransaction === true && entry.producerEpoch === request.producerEpoch) return undefined;
    return this.#verifications.begin(request, nowMs);
  }

  hasOpenTransaction(producerId: number): boolean {
    return this.#producers.get(producerId)?.hasOpenTransaction ?? false;
  }

  /** Producers known or announced. */
  get size(): number {
    return this.#producers.size + this.#verifications.size;
  }

  /** B58. */
  activeProducers(): ProducerSummary[] {
    return Array.from(this.#producers.values(), (entry) => ({
      producerId: entry.producerId,
      producerEpoch: entry.producerEpoch,
      lastSequence: entry.lastSequence,
      lastTimestamp: entry.lastTimestamp,
      coordinatorEpoch: entry.coordinatorEpoch,
      currentTransactionFirstOffset: entry.currentTransactionFirstOffset,
    }));
  }

  /** What compaction must keep of each producer, by its id. */
  lastOfProducers(): ReadonlyMap<number, ProducerLast> {
    return new Map(
      Array.from(this.#producers.values(), ({ producerId, producerEpoch, lastBatch }) => [
        producerId,
        lastBatch === undefined ? { producerEpoch } : { producerEpoch, lastOffset: lastBatch.lastOffset },
      ]),
    );
  }

  /** The state as a `.snapshot` file. */
  snapshot(): Buffer {
    return encodeProducerSnapshot([...this.#producers.values()]);
  }

  /** Replaces the state by a snapshot's. Throws a `CorruptSnapshotError` and then keeps what it was. */
  load(snapshot: Buffer, nowMs: number, expirationMs: number): void {
    const entries = decodeProducerSnapshot(snapshot).filter((entry) => !isExpired(entry, nowMs, expirationMs));
    this.clear();
    for (const entry of entries) this.#producers.set(entry.producerId, entry);
    const open = entries.filter((entry) => entry.hasOpenTransaction);
    open.sort((a, b) => a.currentTransactionFirstOffset - b.currentTransactionFirstOffset);
    for (const entry of open) this.#transactions.begin(entry.currentTransactionFirstOffset, entry.producerId);
  }

  /** As for an empty log. */
  clear(): void {
    this.#producers.clear();
    this.#transactions.clear();
    this.#verifications.clear();
  }

  #entryOf(producerId: number): ProducerEntry {
    const known = this.#producers.get(producerId);
    if (known !== undefined) return known;
    const entry = new ProducerEntry(producerId);
    this.#producers.set(producerId, entry);
    return entry;
  }
}

export interface CheckOptions {
  /** What `beginVerification` gave; a client's batch that opens a transaction is refused without it. */
  readonly verification?: VerificationGuard | undefined;
  /** Of a marker: from 2 on its epoch is one above that of the transaction's records. 0 when absent. */
  readonly transactionVersion?: number | undefined;
}

/** Where a batch that was sent again lies in the log. */
export interface DuplicateBatch {
  readonly baseOffset: number;
  readonly lastOffset: number;
  readonly timestamp: number;
}

function checkMarker(entry: ProducerEntry | undefined, batch: RecordBatch, transactionVersion: number): void {
  const marker = decodeEndTxnMarker(batch);
  if (marker === undefined) return;
  checkProducerEpoch(entry, batch);
  if (transactionVersion >= 2) checkMarkerOfBumpedEpoch(entry, batch);
  checkCoordinatorEpoch(entry, marker, batch.producerId);
}

function findDuplicate(entry: ProducerEntry | undefined, batch: RecordBatch): BatchMetadata | undefined {
  if (entry === undefined || entry.producerEpoch !== batch.producerEpoch) return undefined;
  return entry.findBatch(batch.baseSequence, batch.lastSequence);
}

function toDuplicateBatch(batch: BatchMetadata): DuplicateBatch {
  return { baseOffset: firstOffsetOf(batch), lastOffset: batch.lastOffset, timestamp: batch.timestamp };
}

function isExpired(entry: ProducerEntry, nowMs: number, expirationMs: number): boolean {
  return !entry.hasOpenTransaction && nowMs - entry.lastTimestamp >= expirationMs;
}
