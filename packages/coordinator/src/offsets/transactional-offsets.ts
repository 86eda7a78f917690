/**
 * The offsets that producers have sent to a partition of `__consumer_offsets` within transactions: pending until the
 * marker of the transaction makes them the committed ones or drops them (B71, B73).
 *
 * Like the producers of any partition: an older epoch is fenced, and a transaction opens only with the guard that was
 * drawn before its coordinator was asked, which every marker voids (B65, B72). A function of the log, like the offsets.
 */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { TransactionEnd } from '../ports.ts';
import type { CommittedOffset } from './committed-offset.ts';
import type { PendingOffsets } from './pending-offsets.ts';

export interface TransactionalProducer {
  readonly producerId: number;
  readonly producerEpoch: number;
}

/** Drawn before the coordinator is asked, shown with the commit. Compared by identity. */
export interface OffsetsGuard {
  readonly producerId: number;
}

interface PendingOffset {
  readonly groupId: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: CommittedOffset;
  readonly order: number;
}

interface ProducerState {
  producerEpoch: number;
  coordinatorEpoch: number;
  /** By {@link keyOf}; undefined while no transaction is open. */
  pending: Map<string, PendingOffset> | undefined;
  guard: OffsetsGuard | undefined;
  /** Wall-clock milliseconds; 0 for what was loaded. */
  lastUsedMs: number;
}

/** Who has no transaction open is forgotten after this long, as in any log; nobody is that late. */
const forgottenAfterMs = 7 * 24 * 3600 * 1000;

export class TransactionalOffsets implements PendingOffsets {
  readonly #producers = new Map<number, ProducerState>();
  /** How many open transactions have an offset for the key. */
  readonly #keys = new Map<string, number>();
  readonly #groups = new Map<string, number>();
  #order = 0;

  hasPending(groupId: string, topic: string, partition: number): boolean {
    return this.#keys.size > 0 && this.#keys.has(keyOf(groupId, topic, partition));
  }

  hasPendingOf(groupId: string): boolean {
    return this.#groups.has(groupId);
  }

  /** Undefined when the producer's transaction is open here already: then nobody has to be asked. */
  draw({ producerId, producerEpoch }: TransactionalProducer, nowMs: number): OffsetsGuard | undefined {
    const producer = this.#producerOf(producerId, -1);
    producer.lastUsedMs = nowMs;
    if (producer.pending !== undefined && producer.producerEpoch === producerEpoch) return undefined;
    producer.guard ??= { producerId };
    return producer.guard;
  }

  /** Why the producer may not commit offsets, or NONE. */
  refusal({ producerId, producerEpoch }: TransactionalProducer, guard: OffsetsGuard | undefined): ErrorCode {
    const producer = this.#producers.get(producerId);
    if (producer !== undefined && producerEpoch < producer.producerEpoch) return Errors.INVALID_PRODUCER_EPOCH;
    const isOpen = producer?.pending !== undefined && producer.producerEpoch === producerEpoch;
    if (isOpen || (guard !== undefined && guard === producer?.guard)) return Errors.NONE;
    return Errors.INVALID_TXN_STATE;
  }

  add(
    { producerId, producerEpoch }: TransactionalProducer,
    groupId: string,
    topic: string,
    partition: number,
    offset: CommittedOffset,
  ): void {
    const producer = this.#producerOf(producerId, producerEpoch);
    producer.producerEpoch = producerEpoch;
    producer.guard = undefined;
    producer.pending ??= new Map();
    const key = keyOf(groupId, topic, partition);
    if (!producer.pending.has(key)) {
      count(this.#keys, key, 1);
      count(this.#groups, groupId, 1);
    }
    producer.pending.set(key, { groupId, topic, partition, offset, order: ++this.#order });
  }

  /** Why the marker may not be written, or NONE (B72). */
  refusalOfMarker({ producerId, producerEpoch }: TransactionalProducer, end: TransactionEnd): ErrorCode {
    const producer = this.#producers.get(producerId);
    if (producer === undefined) return Errors.NONE;
    const isOpen = producer.pending !== undefined;
    const isLate = end.transactionVersion >= 2 && isOpen && producerEpoch === producer.producerEpoch;
    if (producerEpoch < producer.producerEpoch || isLate) return Errors.INVALID_PRODUCER_EPOCH;
    return end.coordinatorEpoch < producer.coordinatorEpoch ? Errors.TRANSACTION_COORDINATOR_FENCED : Errors.NONE;
  }

  /** Ends the producer's transaction; `commit` hears of each offset that is the committed one from now on. */
  end(
    { producerId, producerEpoch }: TransactionalProducer,
    { result, coordinatorEpoch }: Pick<TransactionEnd, 'result' | 'coordinatorEpoch'>,
    commit: (groupId: string, topic: string, partition: number, offset: CommittedOffset) => void,
  ): void {
    const producer = this.#producerOf(producerId, producerEpoch);
    producer.producerEpoch = producerEpoch;
    producer.coordinatorEpoch = coordinatorEpoch;
    producer.guard = undefined;
    const { pending } = producer;
    producer.pending = undefined;
    for (const [key, { groupId, topic, partition, offset, order }] of pending ?? []) {
      count(this.#keys, key, -1);
      count(this.#groups, groupId, -1);
      if (result === 'abort' || order < 0) continue;
      this.#supersede(key, order);
      commit(groupId, topic, partition, offset);
    }
  }

  /** An offset was committed outside of transactions: what was sent before it does not replace it any more. */
  committed(groupId: string, topic: string, partition: number): void {
    if (this.#keys.size > 0) this.#supersede(keyOf(groupId, topic, partition), this.#order + 1);
  }

  forgetIdle(nowMs: number): void {
    for (const [producerId, producer] of this.#producers) {
      if (producer.lastUsedMs === 0) producer.lastUsedMs = nowMs;
      const isIdle = producer.pending === undefined && nowMs - producer.lastUsedMs >= forgottenAfterMs;
      if (isIdle) this.#producers.delete(producerId);
    }
  }

  /** In the order in which they were written, not in that of the markers, offsets replace each other. */
  #supersede(key: string, order: number): void {
    if (!this.#keys.has(key)) return;
    for (const { pending } of this.#producers.values()) {
      const older = pending?.get(key);
      if (older !== undefined && older.order < order) pending?.set(key, { ...older, order: -1 });
    }
  }

  #producerOf(producerId: number, producerEpoch: number): ProducerState {
    const known = this.#producers.get(producerId);
    if (known !== undefined) return known;
    const producer = { producerEpoch, coordinatorEpoch: -1, pending: undefined, guard: undefined, lastUsedMs: 0 };
    this.#producers.set(producerId, producer);
    return producer;
  }
}

/** Topic names have no slash. */
function keyOf(groupId: string, topic: string, partition: number): string {
  return `${partition}/${topic}/${groupId}`;
}

function count(counts: Map<string, number>, key: string, change: number): void {
  const next = (counts.get(key) ?? 0) + change;
  if (next > 0) counts.set(key, next);
  else counts.delete(key);
}
