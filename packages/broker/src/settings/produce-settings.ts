import { boolean, int } from '@moldau/runtime';

/** How the first records of a transaction get into a partition (B65). */
export const produceSettings = {
  addPartitionsToTxnRetryBackoffMs: int('add.partitions.to.txn.retry.backoff.ms', {
    default: 20,
    min: 1,
    doc: 'Milliseconds between two attempts to add a partition to a transaction whose predecessor is being ended.',
  }),
  addPartitionsToTxnRetryBackoffMaxMs: int('add.partitions.to.txn.retry.backoff.max.ms', {
    default: 100,
    min: 0,
    doc: 'Milliseconds for which that is attempted before the producer is told to try again.',
  }),
  transactionPartitionVerificationEnable: boolean('transaction.partition.verification.enable', {
    default: true,
    scope: 'cluster-wide',
    doc: 'Whether records of older transactional clients are taken only for partitions added to the transaction.',
  }),
} as const;
