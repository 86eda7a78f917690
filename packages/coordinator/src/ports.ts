/**
 * What a coordinator needs from the broker around it. One shard owns one partition of `__consumer_offsets`.
 */

/** A record of an internal topic, encoded in Kafka's own formats; a null value is a tombstone. */
export interface CoordinatorRecord {
  readonly key: Buffer;
  readonly value: Buffer | null;
}

/** The log behind a shard. */
export interface CoordinatorLog {
  /**
   * Appends the records as one batch and resolves when they are committed (below the high watermark).
   * Rejects with an error that has a protocol `code`; then it is unknown whether they are in the log, and the shard
   * must be loaded again.
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
