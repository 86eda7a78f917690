import { acceptedSettings } from './accepted-settings.ts';

export const shareGroupSettings = acceptedSettings('This broker serves no share groups.', ({ int, list, short }) => [
  list('group.share.assignors', ['simple']),
  int('group.share.delivery.count.limit', 5),
  int('group.share.max.share.sessions', 2000),
  int('group.share.max.size', 200),
  int('group.share.partition.max.record.locks', 2000),
  int('share.coordinator.append.linger.ms', -1),
  int('share.coordinator.load.buffer.size', 5_242_880),
  int('share.coordinator.snapshot.update.records.per.snapshot', 500),
  int('share.coordinator.state.topic.compression.codec', 0),
  short('share.coordinator.state.topic.min.isr', 2),
  int('share.coordinator.state.topic.num.partitions', 50),
  short('share.coordinator.state.topic.replication.factor', 3),
  int('share.coordinator.state.topic.segment.bytes', 104_857_600),
  int('share.coordinator.threads', 1),
  int('share.coordinator.write.timeout.ms', 5000),
  int('share.fetch.purgatory.purge.interval.requests', 1000),
]);
