import { int } from '@moldau/runtime';

/** What the configs of share groups and of streams groups default to, and within which bounds they may be set. */
export const shareGroupBoundSettings = {
  groupShareSessionTimeoutMs: int('group.share.session.timeout.ms', {
    default: 45_000,
    min: 1,
    doc: 'Milliseconds without a heartbeat after which a member of a share group is taken for gone.',
  }),
  groupShareMinSessionTimeoutMs: int('group.share.min.session.timeout.ms', {
    default: 45_000,
    min: 1,
    doc: 'Milliseconds: the shortest session timeout that may be configured for such a group.',
  }),
  groupShareMaxSessionTimeoutMs: int('group.share.max.session.timeout.ms', {
    default: 60_000,
    min: 1,
    doc: 'Milliseconds: the longest session timeout that may be configured for such a group.',
  }),
  groupShareHeartbeatIntervalMs: int('group.share.heartbeat.interval.ms', {
    default: 5000,
    min: 1,
    doc: 'Milliseconds between two heartbeats of a member of a share group.',
  }),
  groupShareMinHeartbeatIntervalMs: int('group.share.min.heartbeat.interval.ms', {
    default: 5000,
    min: 1,
    doc: 'Milliseconds: the shortest heartbeat interval that may be configured for such a group.',
  }),
  groupShareMaxHeartbeatIntervalMs: int('group.share.max.heartbeat.interval.ms', {
    default: 15_000,
    min: 1,
    doc: 'Milliseconds: the longest heartbeat interval that may be configured for such a group.',
  }),
  groupShareRecordLockDurationMs: int('group.share.record.lock.duration.ms', {
    default: 30_000,
    min: 1000,
    doc: 'Milliseconds for which a record that a member has acquired is locked for it.',
  }),
  groupShareMinRecordLockDurationMs: int('group.share.min.record.lock.duration.ms', {
    default: 15_000,
    min: 1000,
    doc: 'Milliseconds: the shortest lock that may be configured for such a group.',
  }),
  groupShareMaxRecordLockDurationMs: int('group.share.max.record.lock.duration.ms', {
    default: 60_000,
    min: 1000,
    doc: 'Milliseconds: the longest lock that may be configured for such a group.',
  }),
} as const;

export const streamsGroupBoundSettings = {
  groupStreamsSessionTimeoutMs: int('group.streams.session.timeout.ms', {
    default: 45_000,
    min: 1,
    doc: 'Milliseconds without a heartbeat after which a member of a streams group is taken for gone.',
  }),
  groupStreamsMinSessionTimeoutMs: int('group.streams.min.session.timeout.ms', {
    default: 45_000,
    min: 1,
    doc: 'Milliseconds: the shortest session timeout that may be configured for such a group.',
  }),
  groupStreamsMaxSessionTimeoutMs: int('group.streams.max.session.timeout.ms', {
    default: 60_000,
    min: 1,
    doc: 'Milliseconds: the longest session timeout that may be configured for such a group.',
  }),
  groupStreamsHeartbeatIntervalMs: int('group.streams.heartbeat.interval.ms', {
    default: 5000,
    min: 1,
    doc: 'Milliseconds between two heartbeats of a member of a streams group.',
  }),
  groupStreamsMinHeartbeatIntervalMs: int('group.streams.min.heartbeat.interval.ms', {
    default: 5000,
    min: 1,
    doc: 'Milliseconds: the shortest heartbeat interval that may be configured for such a group.',
  }),
  groupStreamsMaxHeartbeatIntervalMs: int('group.streams.max.heartbeat.interval.ms', {
    default: 15_000,
    min: 1,
    doc: 'Milliseconds: the longest heartbeat interval that may be configured for such a group.',
  }),
  groupStreamsNumStandbyReplicas: int('group.streams.num.standby.replicas', {
    default: 0,
    min: 0,
    doc: 'Number of standby replicas of each stateful task.',
  }),
  groupStreamsMaxStandbyReplicas: int('group.streams.max.standby.replicas', {
    default: 2,
    min: 0,
    doc: 'Number of standby replicas that may be configured for such a group, at most.',
  }),
  groupStreamsInitialRebalanceDelayMs: int('group.streams.initial.rebalance.delay.ms', {
    default: 3000,
    min: 0,
    doc: 'Milliseconds that an empty group waits for more members before its first rebalance.',
  }),
} as const;
