/**
 * EndTxn (B64). What it comes to depends on the transaction's state, the direction, and whether the request may be one
 * that was answered before: since transaction.version 2 the epoch tells, before that nothing does.
 */
import { type ErrorCode, Errors, NO_PRODUCER_ID } from '@moldau/protocol';
import { type ProducerAnswer, refusedProducer } from './init-producer-id.ts';
import { producerIdNeeded, type ProducerIdNeeded, type Step } from './step.ts';
import {
  bumpsEpoch,
  exhaustedEpoch,
  fencingEpoch,
  isEpochExhausted,
  moved,
  type ProducerIdentity,
  type Transaction,
} from './transaction.ts';
import { noPartitions } from './transaction-partitions.ts';
import type { TransactionState } from './transaction-state.ts';

export interface EndTransactionCommand extends ProducerIdentity {
  readonly transactionalId: string;
  readonly result: 'commit' | 'abort';
  /** The level of `transaction.version` that the client works at. */
  readonly transactionVersion: number;
}

/** How the request stands to the epochs: of an older client; at the current epoch; at the one before it. */
type Attempt = 'unversioned' | 'current' | 'repeated';

/** Decide the end; say again what was said; or refuse. */
type Verdict = 'prepare' | 'done' | ErrorCode;

const { INVALID_TXN_STATE, CONCURRENT_TRANSACTIONS, PRODUCER_FENCED } = Errors;

type Verdicts = Readonly<Record<'commit' | 'abort', Verdict>>;

const neither: Verdicts = { commit: INVALID_TXN_STATE, abort: INVALID_TXN_STATE };
const foreign: Verdicts = { commit: PRODUCER_FENCED, abort: PRODUCER_FENCED };
const both: Verdicts = { commit: 'prepare', abort: 'prepare' };
const onlyAbort: Verdicts = { commit: INVALID_TXN_STATE, abort: 'prepare' };
const later: Verdicts = { commit: CONCURRENT_TRANSACTIONS, abort: CONCURRENT_TRANSACTIONS };
const committed: Verdicts = { commit: 'done', abort: INVALID_TXN_STATE };
const aborted: Verdicts = { commit: INVALID_TXN_STATE, abort: 'done' };

const verdicts: Readonly<Record<TransactionState, Readonly<Record<Attempt, Verdicts>>>> = {
  Empty: { unversioned: neither, current: onlyAbort, repeated: foreign },
  Ongoing: { unversioned: both, current: both, repeated: foreign },
  PrepareCommit: { unversioned: later, current: later, repeated: later },
  PrepareAbort: { unversioned: later, current: later, repeated: later },
  CompleteCommit: { unversioned: committed, current: onlyAbort, repeated: committed },
  CompleteAbort: { unversioned: aborted, current: onlyAbort, repeated: aborted },
};

export function endTransaction(
  known: Transaction | undefined,
  command: EndTransactionCommand,
  step: Step,
): ProducerAnswer | ProducerIdNeeded {
  if (known === undefined) return refusedProducer(Errors.INVALID_PRODUCER_ID_MAPPING);
  const attempt = attemptOf(known, command);
  if (typeof attempt === 'number') return refusedProducer(attempt);
  const verdict = verdicts[known.state][attempt][command.result];
  if (verdict === 'done') return answered(known);
  if (verdict === 'prepare') return prepared(known, command, step);
  return refusedProducer(verdict);
}

/** The log has all markers; the transaction is over. */
export function completed(transaction: Transaction, step: Step): Transaction {
  const { nextProducerId, state } = transaction;
  const replaced = nextProducerId === NO_PRODUCER_ID ? {} : { producerId: nextProducerId, producerEpoch: 0 };
  const to = state === 'PrepareCommit' ? 'CompleteCommit' : 'CompleteAbort';
  return moved(transaction, to, { ...replaced, nextProducerId: NO_PRODUCER_ID, partitions: noPartitions }, step.now);
}

/** An error code for a request of somebody who is not, and was not just now, the owner (B62, B63). */
function attemptOf(known: Transaction, command: EndTransactionCommand): Attempt | ErrorCode {
  const { producerId, producerEpoch, transactionVersion } = command;
  const isVersioned = bumpsEpoch(transactionVersion);
  if (isVersioned && isRepeatedAtOldId(known, command)) return 'repeated';
  if (known.producerId !== producerId) return Errors.INVALID_PRODUCER_ID_MAPPING;
  if (isVersioned && producerEpoch + 1 === known.producerEpoch) return 'repeated';
  if (producerEpoch !== known.producerEpoch || producerEpoch === fencingEpoch) return PRODUCER_FENCED;
  return isVersioned ? 'current' : 'unversioned';
}

/** The end used up the last epoch and gave the producer a new id, of which it has not heard. */
function isRepeatedAtOldId(known: Transaction, { producerId, producerEpoch }: ProducerIdentity): boolean {
  const { state, clientTransactionVersion } = known;
  const isComplete = (state === 'CompleteCommit' || state === 'CompleteAbort') && bumpsEpoch(clientTransactionVersion);
  const isOld = producerId === known.previousProducerId && producerId !== known.producerId;
  return isComplete && isOld && producerEpoch === exhaustedEpoch && known.producerEpoch === 0;
}

/** The epoch for fencing is nobody's: a producer that was fenced with it has to begin anew. */
function answered({ producerId, producerEpoch }: Transaction): ProducerAnswer {
  if (producerEpoch === fencingEpoch) return refusedProducer(PRODUCER_FENCED);
  return { errorCode: Errors.NONE, producerId, producerEpoch };
}

function prepared(known: Transaction, command: EndTransactionCommand, step: Step): ProducerAnswer | ProducerIdNeeded {
  const { result, transactionVersion } = command;
  const to = result === 'commit' ? 'PrepareCommit' : 'PrepareAbort';
  const startMs = known.state === 'Ongoing' ? known.startMs : step.now.wallClockMs;
  const ended = { startMs, clientTransactionVersion: transactionVersion };
  const { producerId, producerEpoch } = known;
  if (!bumpsEpoch(transactionVersion)) {
    step.put(moved(known, to, ended, step.now));
    return { errorCode: Errors.NONE, producerId, producerEpoch };
  }
  const isExhausted = isEpochExhausted(known);
  if (isExhausted && step.spareProducerId === null) return producerIdNeeded;
  const nextProducerId = isExhausted && step.spareProducerId !== null ? step.spareProducerId : NO_PRODUCER_ID;
  const bumped = { producerEpoch: producerEpoch + 1, previousProducerEpoch: producerEpoch, nextProducerId };
  step.put(moved(known, to, { ...ended, ...bumped }, step.now));
  if (isExhausted) return { errorCode: Errors.NONE, producerId: nextProducerId, producerEpoch: 0 };
  return { errorCode: Errors.NONE, producerId, producerEpoch: producerEpoch + 1 };
}
