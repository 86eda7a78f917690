import { acceptedSettings } from './accepted-settings.ts';

export const threadSettings = acceptedSettings(
  'One event loop serves everything, without pools of threads, queues between them, or requests that are purged later.',
  ({ int }) => [
    int('background.threads', 10, 'cluster-wide'),
    int('delete.records.purgatory.purge.interval.requests', 1),
    int('fetch.purgatory.purge.interval.requests', 1000),
    int('group.coordinator.append.linger.ms', -1),
    int('group.coordinator.threads', 4),
    int('num.io.threads', 8, 'cluster-wide'),
    int('num.network.threads', 3, 'cluster-wide'),
    int('num.recovery.threads.per.data.dir', 2, 'cluster-wide'),
    int('num.replica.fetchers', 1, 'cluster-wide'),
    int('offsets.load.buffer.size', 5_242_880),
    int('offsets.topic.compression.codec', 0),
    int('producer.purgatory.purge.interval.requests', 1000),
    int('queued.max.requests', 500),
    int('share.fetch.purgatory.purge.interval.requests', 1000),
  ],
);
