import type { GroupSettings } from '../group-settings.ts';
import type { GroupConfigs } from '../ports.ts';

/** Kafka's defaults. */
export const defaultGroupSettings: GroupSettings = {
  groupMinSessionTimeoutMs: 6_000,
  groupMaxSessionTimeoutMs: 1_800_000,
  groupInitialRebalanceDelayMs: 3_000,
  groupMaxSize: 2_147_483_647,
  groupCoordinatorRebalanceProtocols: ['classic', 'consumer', 'streams'],
  groupConsumerAssignors: ['uniform', 'range'],
  groupConsumerMaxSize: 2_147_483_647,
  groupConsumerMigrationPolicy: 'bidirectional',
  offsetMetadataMaxBytes: 4_096,
  offsetsRetentionMinutes: 10_080,
  offsetsRetentionCheckIntervalMs: 600_000,
  offsetsTopicNumPartitions: 50,
};

export const defaultGroupConfigs: GroupConfigs = {
  consumer: () => ({ sessionTimeoutMs: 45_000, heartbeatIntervalMs: 5_000 }),
};
