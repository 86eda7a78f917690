/**
 * What is known about one transactional id: its producer and the transaction that the producer is in, or was in last.
 * A value: every move makes a new one, and a record of it.
 *
 * Invariant: the epoch only grows while the producer id stays, so there is one producer at a time that the checks let
 * through; `exhaustedEpoch` is the last epoch that a producer ever gets, the one above is for fencing alone (B61).
 */
import { NO_PRODUCER_EPOCH, NO_PRODUCER_ID } from '@moldau/protocol';
import type { Moment } from '../machine/moment.ts';
import { noPartitions, type TransactionPartitions } from './transaction-partitions.ts';
import { isLegalTransition, type TransactionState } from './transaction-state.ts';

/** The id of a producer with its epoch. */
export interface ProducerIdentity {
  readonly producerId: number;
  readonly producerEpoch: number;
}

export interface Transaction extends ProducerIdentity {
  readonly transactionalId: string;
  readonly state: TransactionState;
  /** The producer id that this one replaced when its epochs were used up; or -1. */
  readonly previousProducerId: number;
  /** The epoch before the current one, by which a repeated request is known; -1 when it is not. Not in the log. */
  readonly previousProducerEpoch: number;
  /** The producer id from the end of the transaction on, where the epochs of the current one are used up; or -1. */
  readonly nextProducerId: number;
  readonly timeoutMs: number;
  readonly partitions: TransactionPartitions;
  /** Wall-clock milliseconds of the first partition, -1 before it. */
  readonly startMs: number;
  /** Wall-clock milliseconds of the last move. */
  readonly lastUpdateMs: number;
  /** The level of `transaction.version` that the client works at: 0 or 2. */
  readonly clientTransactionVersion: number;
}

export const exhaustedEpoch = 32_766;
export const fencingEpoch = 32_767;

export function isEpochExhausted({ producerEpoch }: ProducerIdentity): boolean {
  return producerEpoch >= exhaustedEpoch;
}

/** Since transaction.version 2 every end of a transaction bumps the epoch. */
export function bumpsEpoch(transactionVersion: number): boolean {
  return transactionVersion >= 2;
}

export function newTransaction(
  transactionalId: string,
  producerId: number,
  timeoutMs: number,
  now: Moment,
): Transaction {
  return {
    transactionalId,
    state: 'Empty',
    producerId,
    producerEpoch: 0,
    previousProducerId: NO_PRODUCER_ID,
    previousProducerEpoch: NO_PRODUCER_EPOCH,
    nextProducerId: NO_PRODUCER_ID,
    timeoutMs,
    partitions: noPartitions,
    startMs: -1,
    lastUpdateMs: now.wallClockMs,
    clientTransactionVersion: 0,
  };
}

type Changes = Partial<Omit<Transaction, 'transactionalId' | 'state' | 'lastUpdateMs' | 'previousProducerId'>>;

/** Throws where the table of states has no such move. */
export function moved(transaction: Transaction, to: TransactionState, changes: Changes, now: Moment): Transaction {
  const { state, transactionalId, producerId, previousProducerId } = transaction;
  if (!isLegalTransition(state, to)) throw new Error(`The transaction ${transactionalId} is ${state}, not to be ${to}`);
  const isReplaced = changes.producerId !== undefined && changes.producerId !== producerId;
  return {
    ...transaction,
    previousProducerId: isReplaced ? producerId : previousProducerId,
    ...changes,
    state: to,
    lastUpdateMs: now.wallClockMs,
  };
}

export function isPrepared({ state }: Transaction): boolean {
  return state === 'PrepareCommit' || state === 'PrepareAbort';
}
