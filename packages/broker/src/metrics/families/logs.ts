/** Logs and the directories they lie in. */
import type { PartitionLog } from '@moldau/storage';
import { offlineDirectories } from '../../operations/offline-directories.ts';
import { type Family, sample, single, summary } from '../family.ts';
import { partitionsOf } from '../sources.ts';

function perLog(what: string, unit: string, help: string, value: (log: PartitionLog) => number): Family {
  return {
    name: `kafka_log_log_${what}`,
    names: 'jmx-exporter',
    type: 'gauge',
    unit,
    help,
    labels: ['topic', 'partition'],
    isPerPartition: true,
    *collect(scraped) {
      for (const { topic, partition, log } of partitionsOf(scraped)) yield sample(value(log), topic, partition);
    },
  };
}

export const logFamilies: readonly Family[] = [
  perLog('size', 'bytes', 'Bytes of all segments.', ({ size }) => size),
  perLog('logstartoffset', 'offset', 'Where the log starts.', ({ logStartOffset }) => logStartOffset),
  perLog('logendoffset', 'offset', 'Where the next record goes.', ({ logEndOffset }) => logEndOffset),
  perLog('numlogsegments', 'segments', 'Segments of the log.', ({ segmentCount }) => segmentCount),
  single(
    {
      name: 'kafka_log_logmanager_offlinelogdirectorycount',
      names: 'jmx-exporter',
      type: 'gauge',
      unit: 'directories',
      help: 'Log directories that cannot be used.',
    },
    ({ logDirectories, logs }) => offlineDirectories(logDirectories, logs).length,
  ),
  {
    name: 'kafka_log_logmanager_logdirectoryoffline',
    names: 'jmx-exporter',
    type: 'gauge',
    unit: '0 or 1',
    help: 'Whether a log directory cannot be used.',
    labels: ['logDirectory'],
    *collect({ logDirectories, logs }) {
      const offline = new Set(offlineDirectories(logDirectories, logs));
      for (const path of logDirectories) yield sample(offline.has(path) ? 1 : 0, path);
    },
  },
  {
    name: 'kafka_log_logflushstats_logflushrateandtimems',
    names: 'jmx-exporter',
    type: 'summary',
    unit: 'ms',
    help: 'How long syncs of logs to stable storage took.',
    labels: [],
    collect: ({ logs }) => summary(logs.flushTimes),
  },
];
