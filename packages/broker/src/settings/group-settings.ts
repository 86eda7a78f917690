import { int, long, short } from '@moldau/runtime';

/** Consumer groups of the classic protocol, and where their offsets are kept. */
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
