import { int, short } from '@moldau/runtime';

/** Transactions, and where what is known about them is kept. */
export const transactionSettings = {
  transactionMaxTimeoutMs: int('transaction.max.timeout.ms', {
    default: 900_000,
    min: 1,
    doc: 'Milliseconds: the longest transaction timeout that a producer may ask for.',
  }),
  transactionalIdExpirationMs: int('transactional.id.expiration.ms', {
    default: 604_800_000,
    min: 1,
    doc: 'Milliseconds without a sign of life after which a transactional id is forgotten.',
  }),
  transactionAbortTimedOutTransactionCleanupIntervalMs: int(
    'transaction.abort.timed.out.transaction.cleanup.interval.ms',
    {
      default: 10_000,
      min: 1,
      doc: 'Milliseconds between two looks for transactions that have been open for longer than their timeout.',
    },
  ),
  transactionRemoveExpiredTransactionCleanupIntervalMs: int(
    'transaction.remove.expired.transaction.cleanup.interval.ms',
    {
      default: 3_600_000,
      min: 1,
      doc: 'Milliseconds between two looks for transactional ids that have expired.',
    },
  ),
  transactionStateLogLoadBufferSize: int('transaction.state.log.load.buffer.size', {
    default: 5_242_880,
    min: 1,
    doc: 'Bytes of __transaction_state that are read at a time when its transactions are loaded.',
  }),
  transactionStateLogMinIsr: int('transaction.state.log.min.isr', {
    default: 2,
    min: 1,
    doc: 'The in-sync replicas that __transaction_state needs, if it has as many: its min.insync.replicas.',
  }),
  transactionStateLogNumPartitions: int('transaction.state.log.num.partitions', {
    default: 50,
    min: 1,
    doc: 'Number of partitions of __transaction_state when it is created.',
  }),
  transactionStateLogReplicationFactor: short('transaction.state.log.replication.factor', {
    default: 3,
    min: 1,
    doc: 'Number of replicas of __transaction_state when it is created; no more than there are brokers.',
  }),
  transactionStateLogSegmentBytes: int('transaction.state.log.segment.bytes', {
    default: 104_857_600,
    min: 1,
    doc: 'Bytes of a segment of __transaction_state.',
  }),
} as const;
