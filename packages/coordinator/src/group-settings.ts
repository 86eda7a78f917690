import type { MigrationPolicy } from './consumer/migration/policy.ts';

/** The broker settings that groups obey, read afresh each time they matter. Names follow Kafka's. */
export interface GroupSettings {
  /** `group.min.session.timeout.ms` */
  readonly groupMinSessionTimeoutMs: number;
  /** `group.max.session.timeout.ms` */
  readonly groupMaxSessionTimeoutMs: number;
  /** `group.initial.rebalance.delay.ms` */
  readonly groupInitialRebalanceDelayMs: number;
  /** `group.max.size`: members of one group */
  readonly groupMaxSize: number;
  /** `group.coordinator.rebalance.protocols`: `classic`, `consumer` … */
  readonly groupCoordinatorRebalanceProtocols: readonly string[];
  /** `group.consumer.assignors`: names; the first is the default. */
  readonly groupConsumerAssignors: readonly string[];
  /** `group.consumer.max.size`: members of one group */
  readonly groupConsumerMaxSize: number;
  /** `group.consumer.migration.policy` */
  readonly groupConsumerMigrationPolicy: MigrationPolicy;
  /** `offset.metadata.max.bytes`; like Kafka, counted in UTF-16 code units. */
  readonly offsetMetadataMaxBytes: number;
  /** `offsets.retention.minutes` */
  readonly offsetsRetentionMinutes: number;
  /** `offsets.retention.check.interval.ms` */
  readonly offsetsRetentionCheckIntervalMs: number;
  /** `offsets.topic.num.partitions`: used as long as the topic does not exist. */
  readonly offsetsTopicNumPartitions: number;
}
