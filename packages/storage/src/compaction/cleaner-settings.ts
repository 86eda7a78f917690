import { boolean, defineSettings, double, int, long, type ValuesOf } from '@moldau/runtime';

const scope = 'cluster-wide';

/** How logs with `cleanup.policy=compact` are compacted. What a topic decides for itself is in `log-settings.ts`. */
export const cleanerSettings = {
  logCleanerEnable: boolean('log.cleaner.enable', {
    default: true,
    doc: 'Whether logs with the cleanup policy compact are compacted at all.',
  }),
  logCleanerThreads: int('log.cleaner.threads', {
    default: 1,
    min: 0,
    scope,
    doc: 'Number of logs that are compacted at a time, each in a thread of its own.',
  }),
  logCleanerIoMaxBytesPerSecond: double('log.cleaner.io.max.bytes.per.second', {
    default: Number.MAX_VALUE,
    scope,
    doc: 'Bytes a second that compaction reads and writes, at most, in all threads together.',
  }),
  logCleanerDedupeBufferSize: long('log.cleaner.dedupe.buffer.size', {
    default: 134_217_728,
    scope,
    doc: 'Bytes of memory in which all threads together note keys; a log with more of them is compacted in several passes.',
  }),
  logCleanerIoBufferSize: int('log.cleaner.io.buffer.size', {
    default: 524_288,
    min: 0,
    scope,
    doc: 'Bytes of memory for reading and writing, in all threads together.',
  }),
  logCleanerIoBufferLoadFactor: double('log.cleaner.io.buffer.load.factor', {
    default: 0.9,
    scope,
    doc: 'Share of the memory for keys that may be filled; more makes compaction slower and its passes fewer.',
  }),
  logCleanerBackoffMs: long('log.cleaner.backoff.ms', {
    default: 15_000,
    min: 0,
    scope,
    doc: 'Milliseconds between two looks for logs to compact, when the last one found none.',
  }),
} as const;

export type CleanerSettings = ValuesOf<typeof cleanerSettings>;

export const cleanerDefaults: CleanerSettings = defaults();

function defaults(): CleanerSettings {
  const resolution = defineSettings(cleanerSettings).resolve(new Map());
  if (!resolution.ok) throw new Error(`The defaults of the cleaner are invalid: ${resolution.problems.join('; ')}`);
  return resolution.values;
}
