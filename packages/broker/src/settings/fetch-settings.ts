import { int, long } from '@moldau/runtime';

/** How much a fetch may take, and how replicas follow. */
export const fetchSettings = {
  fetchMaxBytes: int('fetch.max.bytes', {
    default: 57_671_680,
    min: 1024,
    doc: 'Bytes of records in the answer to one fetch, at most.',
  }),
  maxIncrementalFetchSessionCacheSlots: int('max.incremental.fetch.session.cache.slots', {
    default: 1000,
    min: 0,
    doc: 'Number of fetch sessions that are kept at most.',
  }),
  maxRequestPartitionSizeLimit: int('max.request.partition.size.limit', {
    default: 2000,
    min: 1,
    doc: 'Number of partitions in one answer of DescribeTopicPartitions, at most.',
  }),
  replicaLagTimeMaxMs: long('replica.lag.time.max.ms', {
    default: 30_000,
    doc: 'Milliseconds for which a follower may be behind the end of the log and still count as in sync.',
  }),
  replicaFetchMaxBytes: int('replica.fetch.max.bytes', {
    default: 1_048_576,
    min: 0,
    doc: 'Bytes of one partition that a follower fetches at a time.',
  }),
  replicaFetchMinBytes: int('replica.fetch.min.bytes', {
    default: 1,
    doc: 'Bytes that must be there before the fetch of a follower is answered.',
  }),
  replicaFetchWaitMaxMs: int('replica.fetch.wait.max.ms', {
    default: 500,
    doc: 'Milliseconds that the fetch of a follower waits for replica.fetch.min.bytes.',
  }),
  replicaFetchBackoffMs: int('replica.fetch.backoff.ms', {
    default: 1000,
    min: 0,
    doc: 'Milliseconds that a follower pauses a partition for after an error.',
  }),
  replicaFetchResponseMaxBytes: int('replica.fetch.response.max.bytes', {
    default: 10_485_760,
    min: 0,
    doc: 'Bytes of all partitions that a follower fetches at a time.',
  }),
  replicaHighWatermarkCheckpointIntervalMs: long('replica.high.watermark.checkpoint.interval.ms', {
    default: 5000,
    doc: 'Milliseconds between two writes of the high watermarks of all logs.',
  }),
} as const;
