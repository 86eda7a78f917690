import { migrationPolicies } from '@moldau/coordinator';
import { int, list, long, short, string, type ValuesOf } from '@moldau/runtime';

/** Groups of both protocols, and where their offsets are kept. */
export const groupSettings = {
  groupMinSessionTimeoutMs: int('group.min.session.timeout.ms', {
    default: 6000,
    doc: 'Milliseconds: the shortest session timeout that a member may ask for.',
  }),
  groupMaxSessionTimeoutMs: int('group.max.session.timeout.ms', {
    default: 1_800_000,
    doc: 'Milliseconds: the longest session timeout that a member may ask for.',
  }),
  groupInitialRebalanceDelayMs: int('group.initial.rebalance.delay.ms', {
    default: 3000,
    doc: 'Milliseconds that an empty group waits for more members before its first rebalance.',
  }),
  groupMaxSize: int('group.max.size', {
    default: 2_147_483_647,
    min: 1,
    doc: 'Number of members of a group, at most.',
  }),
  groupCoordinatorRebalanceProtocols: list('group.coordinator.rebalance.protocols', {
    default: ['classic', 'consumer', 'streams'],
    oneOf: ['classic', 'consumer', 'share', 'streams'],
    emptyAllowed: false,
    check: (protocols) => (protocols.includes('classic') ? undefined : 'Expected classic among them'),
    doc: 'The group protocols that the broker speaks.',
  }),
  groupConsumerAssignors: list('group.consumer.assignors', {
    default: ['uniform', 'range'],
    oneOf: ['uniform', 'range'],
    emptyAllowed: false,
    doc: 'The ways to assign that groups of the consumer protocol can choose from; the first is the default.',
  }),
  groupConsumerMaxSize: int('group.consumer.max.size', {
    default: 2_147_483_647,
    min: 1,
    doc: 'Number of members of a group of the consumer protocol, at most.',
  }),
  groupConsumerMigrationPolicy: string('group.consumer.migration.policy', {
    default: 'bidirectional',
    oneOf: migrationPolicies,
    doc: 'Which ways a group of consumers may change its protocol while it has members.',
  }),
  groupConsumerSessionTimeoutMs: int('group.consumer.session.timeout.ms', {
    default: 45_000,
    min: 1,
    doc: 'Milliseconds without a heartbeat after which a member of the consumer protocol is taken for gone.',
  }),
  groupConsumerMinSessionTimeoutMs: int('group.consumer.min.session.timeout.ms', {
    default: 45_000,
    min: 1,
    doc: 'Milliseconds: the shortest session timeout that may be configured for a group.',
  }),
  groupConsumerMaxSessionTimeoutMs: int('group.consumer.max.session.timeout.ms', {
    default: 60_000,
    min: 1,
    doc: 'Milliseconds: the longest session timeout that may be configured for a group.',
  }),
  groupConsumerHeartbeatIntervalMs: int('group.consumer.heartbeat.interval.ms', {
    default: 5000,
    min: 1,
    doc: 'Milliseconds between two heartbeats of a member of the consumer protocol.',
  }),
  groupConsumerMinHeartbeatIntervalMs: int('group.consumer.min.heartbeat.interval.ms', {
    default: 5000,
    min: 1,
    doc: 'Milliseconds: the shortest heartbeat interval that may be configured for a group.',
  }),
  groupConsumerMaxHeartbeatIntervalMs: int('group.consumer.max.heartbeat.interval.ms', {
    default: 15_000,
    min: 1,
    doc: 'Milliseconds: the longest heartbeat interval that may be configured for a group.',
  }),
  offsetMetadataMaxBytes: int('offset.metadata.max.bytes', {
    default: 4096,
    doc: 'Bytes of the metadata that may be committed with an offset.',
  }),
  offsetsRetentionMinutes: int('offsets.retention.minutes', {
    default: 10_080,
    min: 1,
    doc: 'Minutes for which the offsets of a group without members are kept.',
  }),
  offsetsRetentionCheckIntervalMs: long('offsets.retention.check.interval.ms', {
    default: 600_000,
    min: 1,
    doc: 'Milliseconds between two looks for offsets that have expired.',
  }),
  offsetsCommitTimeoutMs: int('offsets.commit.timeout.ms', {
    default: 5000,
    min: 1,
    doc: 'Milliseconds that a commit of offsets may take to be replicated.',
  }),
  offsetsTopicNumPartitions: int('offsets.topic.num.partitions', {
    default: 50,
    min: 1,
    doc: 'Number of partitions of __consumer_offsets when it is created.',
  }),
  offsetsTopicReplicationFactor: short('offsets.topic.replication.factor', {
    default: 3,
    min: 1,
    doc: 'Number of replicas of __consumer_offsets when it is created; no more than there are brokers.',
  }),
  offsetsTopicSegmentBytes: int('offsets.topic.segment.bytes', {
    default: 104_857_600,
    min: 1,
    doc: 'Bytes of a segment of __consumer_offsets.',
  }),
} as const;

/** What is wrong with the settings of groups together, one line each. */
export function groupSettingProblems(settings: ValuesOf<typeof groupSettings>): string[] {
  const { groupConsumerSessionTimeoutMs: sessionMs, groupConsumerHeartbeatIntervalMs: intervalMs } = settings;
  const bounds = [
    ...inOrder(
      ['group.min.session.timeout.ms', settings.groupMinSessionTimeoutMs],
      ['group.max.session.timeout.ms', settings.groupMaxSessionTimeoutMs],
    ),
    ...inOrder(
      ['group.consumer.min.session.timeout.ms', settings.groupConsumerMinSessionTimeoutMs],
      ['group.consumer.session.timeout.ms', sessionMs],
      ['group.consumer.max.session.timeout.ms', settings.groupConsumerMaxSessionTimeoutMs],
    ),
    ...inOrder(
      ['group.consumer.min.heartbeat.interval.ms', settings.groupConsumerMinHeartbeatIntervalMs],
      ['group.consumer.heartbeat.interval.ms', intervalMs],
      ['group.consumer.max.heartbeat.interval.ms', settings.groupConsumerMaxHeartbeatIntervalMs],
    ),
  ];
  if (sessionMs > intervalMs) return bounds;
  const problem = `group.consumer.session.timeout.ms (${sessionMs}) must exceed group.consumer.heartbeat.interval.ms`;
  return [...bounds, `${problem} (${intervalMs})`];
}

function inOrder(...values: readonly (readonly [name: string, value: number])[]): string[] {
  return values.slice(1).flatMap(([name, value], index) => {
    const [lowerName = '', lower = value] = values[index] ?? [];
    return lower > value ? [`${lowerName} (${lower}) must not exceed ${name} (${value})`] : [];
  });
}
