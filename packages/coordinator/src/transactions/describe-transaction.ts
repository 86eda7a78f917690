/** DescribeTransactions (B75). */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { TransactionState as DescribedTransaction } from '@moldau/protocol/messages/describe-transactions';
import type { Transaction } from './transaction.ts';

export function describeTransaction(transactionalId: string, known: Transaction | undefined): DescribedTransaction {
  if (known === undefined) return undescribedTransaction(transactionalId, Errors.TRANSACTIONAL_ID_NOT_FOUND);
  return {
    errorCode: Errors.NONE,
    transactionalId,
    transactionState: known.state,
    transactionTimeoutMs: known.timeoutMs,
    transactionStartTimeMs: known.startMs,
    producerId: known.producerId,
    producerEpoch: known.producerEpoch,
    topics: Array.from(known.partitions, ([topic, partitions]) => ({ topic, partitions: [...partitions] })),
  };
}

export function undescribedTransaction(transactionalId: string, errorCode: ErrorCode): DescribedTransaction {
  return {
    errorCode,
    transactionalId,
    transactionState: '',
    transactionTimeoutMs: 0,
    transactionStartTimeMs: 0,
    producerId: 0,
    producerEpoch: 0,
    topics: [],
  };
}
