/**
 * The topic configs: Kafka's, with the broker settings that give their defaults, and `flush.policy`, which is ours.
 *
 * A topic's value is its own config, else what the broker's settings say, else the default: `resolve` the broker's
 * texts overlaid with the topic's. From the values a log gets its {@link LogConfig}.
 */
import {
  boolean,
  defineSettings,
  double,
  int,
  inUnitsOf,
  list,
  long,
  sameAs,
  string,
  withBrokerName,
} from '@moldau/runtime';
import type { Setting, ValuesOf } from '@moldau/runtime';
import type { LogConfig } from './partition-log.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const scope = 'cluster-wide';

const rollDoc = 'Milliseconds after which a new segment is begun although the last one is not full.';
const rollJitterDoc = 'Milliseconds, at most, by which rolling by time is randomly brought forward.';
const retentionDoc = 'Milliseconds after which closed segments may be deleted; -1 keeps them whatever their age.';

/** The default of all topics cannot be to keep nothing; a topic's own retention can. */
function notZero(retention: number): string | undefined {
  return retention === 0 ? 'Expected -1 for no limit, or at least 1' : undefined;
}

const flushMs = long('flush.ms', {
  default: Infinity,
  min: 0,
  scope,
  doc: 'Milliseconds for which a record may stay unsynced to disk; how the flush policy `interval` counts.',
});

/** Topic configs that the broker's settings know no default for. */
const topicOnly: ReadonlySet<string> = new Set([
  'leader.replication.throttled.replicas',
  'follower.replication.throttled.replicas',
  'remote.storage.enable',
  'remote.log.copy.disable',
  'remote.log.delete.on.disable',
]);

export const logSettings = defineSettings(
  {
    segmentBytes: withBrokerName(
      'log.segment.bytes',
      int('segment.bytes', {
        default: 1_073_741_824,
        min: 1_048_576,
        scope,
        doc: 'Bytes of a segment file; retention and compaction work on whole segments.',
      }),
    ),
    segmentMs: long('segment.ms', {
      default: 168 * hourMs,
      min: 1,
      scope,
      doc: rollDoc,
      synonyms: [
        sameAs(long('log.roll.ms', { default: null, min: 1, scope, doc: rollDoc })),
        inUnitsOf(hourMs, int('log.roll.hours', { default: 168, min: 1, doc: 'The same as log.roll.ms in hours.' })),
      ],
    }),
    segmentJitterMs: long('segment.jitter.ms', {
      default: 0,
      min: 0,
      scope,
      doc: rollJitterDoc,
      synonyms: [
        sameAs(long('log.roll.jitter.ms', { default: null, min: 0, scope, doc: rollJitterDoc })),
        inUnitsOf(
          hourMs,
          int('log.roll.jitter.hours', { default: 0, min: 0, doc: 'The same as log.roll.jitter.ms in hours.' }),
        ),
      ],
    }),
    segmentIndexBytes: withBrokerName(
      'log.index.size.max.bytes',
      int('segment.index.bytes', {
        default: 10_485_760,
        min: 4,
        scope,
        doc: 'Bytes of the index of a segment, at most; a full index begins a new segment.',
      }),
    ),
    indexIntervalBytes: withBrokerName(
      'log.index.interval.bytes',
      int('index.interval.bytes', {
        default: 4096,
        min: 0,
        scope,
        doc: 'Bytes of records between two entries of the offset index.',
      }),
    ),
    flushMessages: withBrokerName(
      'log.flush.interval.messages',
      long('flush.messages', {
        default: Infinity,
        min: 1,
        scope,
        doc: 'Number of records after which the log is synced to disk.',
      }),
    ),
    flushMs: {
      ...flushMs,
      synonyms: [
        sameAs(long('log.flush.interval.ms', { default: null, min: 0, scope, doc: flushMs.documentation })),
        sameAs(
          long('log.flush.scheduler.interval.ms', {
            default: Infinity,
            min: 0,
            doc: 'Milliseconds between two looks at which logs are due for a sync to disk.',
          }),
        ),
      ],
    },
    flushPolicy: withBrokerName(
      'log.flush.policy',
      string('flush.policy', {
        default: null,
        oneOf: ['ack', 'none', 'interval'],
        scope,
        doc: 'What an acknowledgement promises: ack waits for the disk, so that it survives power loss; none leaves that to replication; interval syncs by flush.messages and flush.ms. Unset is ack with one replica and none with more.',
      }),
    ),
    retentionBytes: withBrokerName(
      'log.retention.bytes',
      long('retention.bytes', {
        default: -1,
        scope,
        doc: 'Bytes of a partition beyond which its oldest segments are deleted; -1 sets no limit.',
      }),
    ),
    retentionMs: long('retention.ms', {
      default: 168 * hourMs,
      min: -1,
      scope,
      doc: retentionDoc,
      synonyms: [
        sameAs(long('log.retention.ms', { default: null, min: -1, check: notZero, scope, doc: retentionDoc })),
        inUnitsOf(
          minuteMs,
          int('log.retention.minutes', {
            default: null,
            min: -1,
            check: notZero,
            doc: 'The same as log.retention.ms in minutes.',
          }),
        ),
        inUnitsOf(
          hourMs,
          int('log.retention.hours', {
            default: 168,
            min: -1,
            check: notZero,
            doc: 'The same as log.retention.ms in hours.',
          }),
        ),
      ],
    }),
    maxMessageBytes: withBrokerName(
      'message.max.bytes',
      int('max.message.bytes', {
        default: 1_048_588,
        min: 0,
        scope,
        doc: 'Bytes of the largest record batch that is accepted, after compression.',
      }),
    ),
    deleteRetentionMs: withBrokerName(
      'log.cleaner.delete.retention.ms',
      long('delete.retention.ms', {
        default: 24 * hourMs,
        min: 0,
        scope,
        doc: 'Milliseconds for which compaction keeps the tombstone of a deleted key.',
      }),
    ),
    minCompactionLagMs: withBrokerName(
      'log.cleaner.min.compaction.lag.ms',
      long('min.compaction.lag.ms', {
        default: 0,
        min: 0,
        scope,
        doc: 'Milliseconds for which a record is safe from compaction.',
      }),
    ),
    maxCompactionLagMs: withBrokerName(
      'log.cleaner.max.compaction.lag.ms',
      long('max.compaction.lag.ms', {
        default: Infinity,
        min: 1,
        scope,
        doc: 'Milliseconds after which a record must have been up for compaction.',
      }),
    ),
    fileDeleteDelayMs: withBrokerName(
      'log.segment.delete.delay.ms',
      long('file.delete.delay.ms', {
        default: minuteMs,
        min: 0,
        scope,
        doc: 'Milliseconds between removing a segment from the log and deleting its files.',
      }),
    ),
    minCleanableDirtyRatio: withBrokerName(
      'log.cleaner.min.cleanable.ratio',
      double('min.cleanable.dirty.ratio', {
        default: 0.5,
        min: 0,
        max: 1,
        scope,
        doc: 'Share of the log that must be uncompacted before it is compacted.',
      }),
    ),
    cleanupPolicy: withBrokerName(
      'log.cleanup.policy',
      list('cleanup.policy', {
        default: ['delete'],
        oneOf: ['compact', 'delete'],
        scope,
        doc: 'What becomes of old records: delete drops segments by age and size, compact keeps the last of each key; both together, or neither when empty.',
      }),
    ),
    uncleanLeaderElectionEnable: boolean('unclean.leader.election.enable', {
      default: false,
      scope,
      doc: 'Whether a replica that was not in sync may become leader when no other is left, which loses records.',
    }),
    minInsyncReplicas: int('min.insync.replicas', {
      default: 1,
      min: 1,
      scope,
      doc: 'Number of replicas that must have a record before a producer with acks=all is answered.',
    }),
    compressionType: string('compression.type', {
      default: 'producer',
      oneOf: ['uncompressed', 'zstd', 'lz4', 'snappy', 'gzip', 'producer'],
      scope,
      doc: 'Codec in which batches are stored; producer keeps them as they came.',
    }),
    compressionGzipLevel: int('compression.gzip.level', {
      default: -1,
      scope,
      check: (level) =>
        level === -1 || (level >= 1 && level <= 9) ? undefined : 'Value must be between 1 and 9 or equal to -1',
      doc: 'Level for batches that the broker compresses with gzip; -1 is the default of the library.',
    }),
    compressionLz4Level: int('compression.lz4.level', {
      default: 9,
      min: 1,
      max: 17,
      scope,
      doc: 'Level for batches that the broker compresses with lz4.',
    }),
    compressionZstdLevel: int('compression.zstd.level', {
      default: 3,
      min: -131_072,
      max: 22,
      scope,
      doc: 'Level for batches that the broker compresses with zstd.',
    }),
    preallocate: withBrokerName(
      'log.preallocate',
      boolean('preallocate', {
        default: false,
        scope,
        doc: 'Whether a segment file takes its full size on disk when it is created.',
      }),
    ),
    messageTimestampType: withBrokerName(
      'log.message.timestamp.type',
      string('message.timestamp.type', {
        default: 'CreateTime',
        oneOf: ['CreateTime', 'LogAppendTime'],
        scope,
        doc: 'Whether the timestamp of a record is the one that its producer gave or the time of the append.',
      }),
    ),
    messageTimestampBeforeMaxMs: withBrokerName(
      'log.message.timestamp.before.max.ms',
      long('message.timestamp.before.max.ms', {
        default: Infinity,
        min: 0,
        scope,
        doc: 'Milliseconds by which the timestamp of a record may lie before the clock of the broker.',
      }),
    ),
    messageTimestampAfterMaxMs: withBrokerName(
      'log.message.timestamp.after.max.ms',
      long('message.timestamp.after.max.ms', {
        default: hourMs,
        min: 0,
        scope,
        doc: 'Milliseconds by which the timestamp of a record may lie after the clock of the broker.',
      }),
    ),
    leaderReplicationThrottledReplicas: throttledReplicas(
      'leader.replication.throttled.replicas',
      'Replicas whose replication is throttled on the side of the leader, as partition:broker pairs, or * for all.',
    ),
    followerReplicationThrottledReplicas: throttledReplicas(
      'follower.replication.throttled.replicas',
      'Replicas whose replication is throttled on the side of the follower, as partition:broker pairs, or * for all.',
    ),
    remoteStorageEnable: boolean('remote.storage.enable', {
      default: false,
      scope,
      doc: 'Whether closed segments are also kept in remote storage.',
    }),
    localRetentionMs: withBrokerName(
      'log.local.retention.ms',
      long('local.retention.ms', {
        default: -2,
        min: -2,
        scope,
        doc: 'Milliseconds for which segments that are in remote storage stay on the local disk; -2 follows retention.ms.',
      }),
    ),
    localRetentionBytes: withBrokerName(
      'log.local.retention.bytes',
      long('local.retention.bytes', {
        default: -2,
        min: -2,
        scope,
        doc: 'Bytes of segments that are in remote storage to keep on the local disk; -2 follows retention.bytes.',
      }),
    ),
    remoteLogCopyDisable: boolean('remote.log.copy.disable', {
      default: false,
      scope,
      doc: 'Whether no further segments are copied to remote storage, which is then only read.',
    }),
    remoteLogDeleteOnDisable: boolean('remote.log.delete.on.disable', {
      default: false,
      scope,
      doc: 'Whether turning remote storage off deletes what the topic has there.',
    }),
  },
  (values) => [...compactionLagProblems(values), ...remoteStorageProblems(values)],
);

export type LogSettings = ValuesOf<typeof logSettings.declarations>;

/** The same as the broker knows them: the defaults of all topics, under their broker names. */
export const brokerLogSettings: readonly Setting[] = Object.values(logSettings.declarations).flatMap(
  (setting: Setting) => {
    if (setting.synonyms.length > 0) return setting.synonyms.map((synonym) => synonym.setting);
    return topicOnly.has(setting.name) ? [] : [setting];
  },
);

/** What a log obeys. The flush policy, where none is set, follows from the number of replicas. */
export function logConfigOf(settings: LogSettings, replicationFactor: number): LogConfig {
  return {
    ...settings,
    flushPolicy: settings.flushPolicy ?? (replicationFactor === 1 ? 'ack' : 'none'),
    cleanupPolicy: new Set(settings.cleanupPolicy),
  };
}

function throttledReplicas(name: string, doc: string): Setting<readonly string[]> {
  return list(name, {
    default: [],
    scope,
    doc,
    check: (items) =>
      (items.length === 1 && items[0] === '*') || items.every((item) => /^\d+:\d+$/.test(item))
        ? undefined
        : 'Expected partition:broker pairs, or * for all replicas',
  });
}

function compactionLagProblems(values: { minCompactionLagMs: number; maxCompactionLagMs: number }): string[] {
  const { minCompactionLagMs: min, maxCompactionLagMs: max } = values;
  return min > max ? [`min.compaction.lag.ms (${min}) must not exceed max.compaction.lag.ms (${max})`] : [];
}

function remoteStorageProblems(values: { remoteStorageEnable: boolean }): string[] {
  return values.remoteStorageEnable ? ['This broker has no remote storage; remote.storage.enable must be false'] : [];
}
