/** AddPartitionsToTxn and its kin: which partitions a transaction writes to must be known before it does. */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { TransactionClaim } from '../ports.ts';
import type { Step } from './step.ts';
import { fencingEpoch, isPrepared, moved, type Transaction } from './transaction.ts';
import { includesPartition, withPartitions } from './transaction-partitions.ts';

export interface AddPartitionsCommand extends TransactionClaim {
  /** The level of `transaction.version` that the client works at. */
  readonly transactionVersion: number;
}

/** All are added or none. */
export function addPartitions(known: Transaction | undefined, command: AddPartitionsCommand, step: Step): ErrorCode {
  const refused = refuseClaim(known, command);
  if (refused !== Errors.NONE || known === undefined) return refused;
  const { partitions, transactionVersion } = command;
  const isOngoing = known.state === 'Ongoing';
  if (isOngoing && partitions.every((partition) => includesPartition(known.partitions, partition))) return Errors.NONE;
  step.put(
    moved(
      known,
      'Ongoing',
      {
        partitions: withPartitions(known.partitions, partitions),
        startMs: isOngoing ? known.startMs : step.now.wallClockMs,
        clientTransactionVersion: transactionVersion,
      },
      step.now,
    ),
  );
  return Errors.NONE;
}

/** A code for each partition of the claim; nothing changes. */
export function verifyPartitions(known: Transaction | undefined, claim: TransactionClaim): ErrorCode[] {
  const refused = refuseClaim(known, claim);
  return claim.partitions.map((partition) => {
    if (refused !== Errors.NONE || known === undefined) return refused;
    return includesPartition(known.partitions, partition) ? Errors.NONE : Errors.TRANSACTION_ABORTABLE;
  });
}

/** B62, B63. */
function refuseClaim(known: Transaction | undefined, { producerId, producerEpoch }: TransactionClaim): ErrorCode {
  if (known === undefined || known.producerId !== producerId) return Errors.INVALID_PRODUCER_ID_MAPPING;
  if (known.producerEpoch !== producerEpoch || producerEpoch === fencingEpoch) return Errors.PRODUCER_FENCED;
  return isPrepared(known) ? Errors.CONCURRENT_TRANSACTIONS : Errors.NONE;
}
