import { acceptedSettings } from './accepted-settings.ts';

export const compactionSettings = acceptedSettings('Logs are not compacted.', ({ boolean, double, int, long }) => [
  long('log.cleaner.backoff.ms', 15_000, 'cluster-wide', 0),
  long('log.cleaner.dedupe.buffer.size', 134_217_728, 'cluster-wide'),
  boolean('log.cleaner.enable', true),
  double('log.cleaner.io.buffer.load.factor', 0.9, 'cluster-wide'),
  int('log.cleaner.io.buffer.size', 524_288, 'cluster-wide'),
  double('log.cleaner.io.max.bytes.per.second', Number.MAX_VALUE, 'cluster-wide'),
  int('log.cleaner.threads', 1, 'cluster-wide'),
]);
