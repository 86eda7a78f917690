import { boolean, int, list, long } from '@moldau/runtime';

/** Where logs are kept and how often their state is checkpointed. Topic defaults are in `log-settings.ts` of storage. */
export const storageSettings = {
  logDir: list('log.dir', {
    default: ['./moldau-data'],
    emptyAllowed: false,
    doc: 'Directory of the data, when log.dirs is not set.',
  }),
  logDirs: list('log.dirs', {
    default: null,
    emptyAllowed: false,
    doc: 'Directories of the data; each partition lives in one of them.',
  }),
  logMemoryOnly: boolean('log.memory.only', {
    default: false,
    doc: 'Whether all data is kept in memory and gone when the broker stops, for tests.',
  }),
  logTailCacheBytes: long('log.tail.cache.bytes', {
    default: 16_777_216,
    min: 1_048_576,
    doc: 'Bytes of memory for the newest batches of all partitions, from which most fetches are served.',
  }),
  logRetentionCheckIntervalMs: long('log.retention.check.interval.ms', {
    default: 300_000,
    min: 1,
    doc: 'Milliseconds between two looks for segments that may be deleted.',
  }),
  logFlushOffsetCheckpointIntervalMs: int('log.flush.offset.checkpoint.interval.ms', {
    default: 60_000,
    min: 0,
    doc: 'Milliseconds between two writes of the recovery points of all logs.',
  }),
  logFlushStartOffsetCheckpointIntervalMs: int('log.flush.start.offset.checkpoint.interval.ms', {
    default: 60_000,
    min: 0,
    doc: 'Milliseconds between two writes of the start offsets of all logs.',
  }),
  replicaAlterLogDirsIoMaxBytesPerSecond: long('replica.alter.log.dirs.io.max.bytes.per.second', {
    default: Number.POSITIVE_INFINITY,
    min: 1,
    scope: 'cluster-wide',
    doc: 'Bytes a second that are copied at most, all moves between log directories together.',
  }),
  numReplicaAlterLogDirsThreads: int('num.replica.alter.log.dirs.threads', {
    default: null,
    min: 1,
    doc: 'How many partitions are moved between log directories at once; as many as there are directories by default.',
  }),
  producerIdExpirationMs: int('producer.id.expiration.ms', {
    default: 86_400_000,
    min: 1,
    scope: 'cluster-wide',
    doc: 'Milliseconds after its last record for which the sequence numbers of a producer are remembered.',
  }),
} as const;
