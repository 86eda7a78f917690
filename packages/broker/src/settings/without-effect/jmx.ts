import { acceptedSettings } from './accepted-settings.ts';

export const jmxSettings = acceptedSettings(
  'Metrics are not those of the Java virtual machine.',
  ({ int, list, long, string }) => [
    int('kafka.metrics.polling.interval.secs', 10),
    list('kafka.metrics.reporters', []),
    list('metric.reporters', ['org.apache.kafka.common.metrics.JmxReporter'], 'cluster-wide'),
    int('metrics.num.samples', 2),
    string('metrics.recording.level', 'INFO'),
    long('metrics.sample.window.ms', 30_000),
  ],
);
