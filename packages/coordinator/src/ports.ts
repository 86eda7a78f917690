/**
 * What coordinators need from the broker around them, and what the broker's other parts need from them. One shard owns
 * one partition of an internal topic.
 */
import type { ErrorCode } from '@moldau/protocol';

/** A record of an internal topic, encoded in Kafka's own formats; a null value is a tombstone. */
export interface CoordinatorRecord {
  readonly key: Buffer;
  readonly value: Buffer | null;
  /** On records that count when a producer's transaction is committed; the same object on all records of a batch. */
  readonly transaction?: RecordTransaction;
}

export interface RecordTransaction {
  readonly producerId: number;
  readonly producerEpoch: number;
  /** The record is the marker that ends the transaction: it has no content of its own, and is alone in its batch. */
  readonly end?: TransactionEnd;
}

export interface TransactionEnd {
  readonly result: 'commit' | 'abort';
  readonly coordinatorEpoch: number;
  /** From 2 on the producer's epoch was bumped for the marker; of no account when it is read back. */
  readonly transactionVersion: number;
}

/** The log behind a shard. */
export interface CoordinatorLog {
  /**
   * Appends the records as one batch, a marker as a control batch, and resolves when they are committed (below the high
   * watermark). Rejects with an error that has a protocol `code`; then it is unknown whether they are in the log, and
   * the shard must be loaded again.
   */
  append(records: readonly CoordinatorRecord[]): Promise<void>;
  /** Every record from the start of the log to its end, in order, in portions. */
  readAll(): AsyncIterable<readonly CoordinatorRecord[]>;
}

/** Topics as the coordinator sees them, from the cluster image. */
export interface TopicCatalog {
  topicByName(name: string): CatalogTopic | undefined;
  topicById(id: string): CatalogTopic | undefined;
  topicNames(): Iterable<string>;
}

export interface CatalogTopic {
  readonly name: string;
  readonly id: string;
  readonly partitions: number;
  /** The racks of the replicas, partition by partition; absent where nobody says in which racks brokers are. */
  readonly racks?: () => Iterable<readonly string[]>;
}

/** The configs of groups (resource type 32), over the broker's defaults; asked for each time they matter. */
export interface GroupConfigs {
  consumer(groupId: string): ConsumerGroupConfig;
}

export interface ConsumerGroupConfig {
  /** `consumer.session.timeout.ms` */
  readonly sessionTimeoutMs: number;
  /** `consumer.heartbeat.interval.ms` */
  readonly heartbeatIntervalMs: number;
}

/** A partition where a transaction has written, or is about to. */
export interface TransactionPartition {
  readonly topic: string;
  readonly partition: number;
}

/** The end of a transaction as it is to be written into the logs of its partitions. */
export interface TransactionMarker {
  readonly transactionalId: string;
  readonly producerId: number;
  readonly producerEpoch: number;
  /** The leader epoch of the coordinator's partition of `__transaction_state`. */
  readonly coordinatorEpoch: number;
  readonly result: 'commit' | 'abort';
  readonly partitions: readonly TransactionPartition[];
  /** The level of `transaction.version` that the client worked at; from 2 on the epoch was bumped for the marker. */
  readonly transactionVersion: number;
}

/** What the partitions' leaders say to a marker. */
export interface TransactionMarkers {
  /**
   * Writes the marker into each partition, and resolves with an error code a partition, in the order asked, when all
   * that could be written is committed. Never rejects.
   */
  write(marker: TransactionMarker): Promise<readonly ErrorCode[]>;
}

/** A producer's claim to be in a transaction with these partitions. */
export interface TransactionClaim {
  readonly transactionalId: string;
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly partitions: readonly TransactionPartition[];
}

/** The transaction coordinator as whoever appends a producer's records asks it. Answers are a code a partition. */
export interface TransactionVerification {
  /**
   * Whether the transaction is open with these partitions: NONE, or TRANSACTION_ABORTABLE for one that was never added,
   * PRODUCER_FENCED, INVALID_PRODUCER_ID_MAPPING, CONCURRENT_TRANSACTIONS while an earlier transaction is being
   * ended, COORDINATOR_LOAD_IN_PROGRESS, NOT_COORDINATOR. Never rejects.
   */
  verify(claim: TransactionClaim): Promise<readonly ErrorCode[]>;
  /** Adds the partitions, for clients of transaction.version 2 (B65); NONE once that is stored, errors as above. */
  add(claim: TransactionClaim): Promise<readonly ErrorCode[]>;
}
