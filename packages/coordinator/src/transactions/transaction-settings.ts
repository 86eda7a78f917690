/** The broker settings that transactions obey. Names follow Kafka's. */
export interface TransactionSettings {
  /** `transaction.max.timeout.ms` */
  readonly transactionMaxTimeoutMs: number;
  /** `transaction.abort.timed.out.transaction.cleanup.interval.ms` */
  readonly transactionAbortTimedOutTransactionCleanupIntervalMs: number;
  /** `transaction.remove.expired.transaction.cleanup.interval.ms` */
  readonly transactionRemoveExpiredTransactionCleanupIntervalMs: number;
  /** `transactional.id.expiration.ms` */
  readonly transactionalIdExpirationMs: number;
  /** `transaction.state.log.num.partitions`: used as long as the topic does not exist. */
  readonly transactionStateLogNumPartitions: number;
}
