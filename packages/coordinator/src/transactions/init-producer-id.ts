/**
 * InitProducerId: a producer takes a transactional id over. Whoever had it before is fenced by the epoch, and a
 * transaction that it left open is aborted first (B61).
 */
import { type ErrorCode, Errors, NO_PRODUCER_EPOCH, NO_PRODUCER_ID } from '@moldau/protocol';
import type { Moment } from '../machine/moment.ts';
import { producerIdNeeded, type ProducerIdNeeded, type Step } from './step.ts';
import {
  exhaustedEpoch,
  isEpochExhausted,
  moved,
  newTransaction,
  type ProducerIdentity,
  type Transaction,
} from './transaction.ts';
import { noPartitions } from './transaction-partitions.ts';

export interface InitProducerIdCommand {
  readonly transactionalId: string;
  readonly timeoutMs: number;
  /** What the producer believes to be, if it goes on after an error (KIP-360). */
  readonly expected: ProducerIdentity | null;
}

export interface ProducerAnswer extends ProducerIdentity {
  readonly errorCode: ErrorCode;
}

export function refusedProducer(errorCode: ErrorCode): ProducerAnswer {
  return { errorCode, producerId: NO_PRODUCER_ID, producerEpoch: NO_PRODUCER_EPOCH };
}

export function initProducerId(
  known: Transaction | undefined,
  command: InitProducerIdCommand,
  step: Step,
): ProducerAnswer | ProducerIdNeeded {
  if (known === undefined) {
    if (step.spareProducerId === null) return producerIdNeeded;
    return started(newTransaction(command.transactionalId, step.spareProducerId, command.timeoutMs, step.now), step);
  }
  if (!mayBeTheOwner(known, command.expected)) return refusedProducer(Errors.PRODUCER_FENCED);
  switch (known.state) {
    case 'PrepareCommit':
    case 'PrepareAbort':
      return refusedProducer(Errors.CONCURRENT_TRANSACTIONS);
    case 'Ongoing':
      if (isStale(known, command.expected)) return refusedProducer(Errors.PRODUCER_FENCED);
      step.put(fenced(known, step.now));
      return refusedProducer(Errors.CONCURRENT_TRANSACTIONS);
    default:
      return renewed(known, command, step);
  }
}

/** Since the epoch is bumped, the markers may be checked as strictly as those of the newest clients. */
const fencingVersion = 2;

/** Aborts an open transaction in the name of the coordinator: the producer's epoch is not the current one any more. */
export function fenced(transaction: Transaction, now: Moment): Transaction {
  const { producerEpoch } = transaction;
  return moved(
    transaction,
    'PrepareAbort',
    {
      producerEpoch: producerEpoch + 1,
      previousProducerEpoch: producerEpoch,
      clientTransactionVersion: fencingVersion,
    },
    now,
  );
}

/** A producer whose id was replaced because its epochs are used up may not have heard of that. */
function mayBeTheOwner(known: Transaction, expected: ProducerIdentity | null): boolean {
  if (expected === null || expected.producerId === known.producerId) return true;
  return expected.producerId === known.previousProducerId && isEpochExhausted(expected);
}

function isStale({ producerEpoch }: Transaction, expected: ProducerIdentity | null): boolean {
  return expected !== null && expected.producerEpoch !== producerEpoch;
}

function renewed(
  known: Transaction,
  { expected, timeoutMs }: InitProducerIdCommand,
  step: Step,
): ProducerAnswer | ProducerIdNeeded {
  const { producerEpoch, previousProducerEpoch } = known;
  const begun = { timeoutMs, partitions: noPartitions, startMs: -1 };
  if (isStale(known, expected)) {
    const isRepeated = expected?.producerEpoch === previousProducerEpoch && producerEpoch <= exhaustedEpoch;
    if (!isRepeated) return refusedProducer(Errors.PRODUCER_FENCED);
    return started(moved(known, 'Empty', begun, step.now), step);
  }
  const replaced = { ...begun, previousProducerEpoch: expected === null ? NO_PRODUCER_EPOCH : producerEpoch };
  if (!isEpochExhausted(known)) {
    return started(moved(known, 'Empty', { ...replaced, producerEpoch: producerEpoch + 1 }, step.now), step);
  }
  if (step.spareProducerId === null) return producerIdNeeded;
  const producerId = step.spareProducerId;
  return started(moved(known, 'Empty', { ...replaced, producerId, producerEpoch: 0 }, step.now), step);
}

function started(transaction: Transaction, step: Step): ProducerAnswer {
  step.put(transaction);
  const { producerId, producerEpoch } = transaction;
  return { errorCode: Errors.NONE, producerId, producerEpoch };
}
