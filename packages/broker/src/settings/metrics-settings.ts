import type { Endpoint, LoggerLevel } from '@moldau/runtime';
import { int, isLoggerLevel, list, loggerLevels, string } from '@moldau/runtime';

/** What the broker tells those who operate it. */
export const metricsSettings = {
  metricsListener: string('metrics.listener', {
    default: '',
    check: (text) => (text === '' || parseEndpoint(text) !== undefined ? undefined : 'Expected host:port or :port'),
    doc: 'Address on which /metrics, /health and /ready are served over HTTP, as host:port or :port; empty serves none.',
  }),
  metricsNames: list('metrics.names', {
    default: ['jmx-exporter', 'kafka-exporter'],
    oneOf: ['jmx-exporter', 'confluent', 'kafka-exporter', 'kafka-lag-exporter'],
    doc: 'Whose names the metrics have, so that dashboards made for these exporters work; several give several names.',
  }),
  metricsPartitionsMax: int('metrics.partitions.max', {
    default: 20_000,
    min: 0,
    doc: 'Number of partitions, and of partitions that groups have offsets for, that have metrics of their own at most.',
  }),
  loggerLevels: list('logger.levels', {
    default: [],
    check: (items) =>
      items.every((item) => parseLoggerLevel(item) !== undefined)
        ? undefined
        : `Expected a list of name=LEVEL with one of ${loggerLevels.join(', ')}`,
    doc: 'Levels of single loggers at the start as name=LEVEL; kafka.request.logger=DEBUG logs every request.',
  }),
} as const;

/** `:9404`, `10.0.0.7:9404`, `[::1]:9404`; undefined for anything else. */
export function parseEndpoint(text: string): Endpoint | undefined {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^\s:/[\]]*)):(\d{1,5})$/.exec(text.trim());
  const port = Number(match?.[3]);
  if (match === null || port > 65_535) return undefined;
  return { host: match[1] ?? match[2] ?? '', port };
}

export function parseLoggerLevel(text: string): { name: string; level: LoggerLevel } | undefined {
  const [name = '', level = '', ...rest] = text.split('=').map((part) => part.trim());
  return name !== '' && rest.length === 0 && isLoggerLevel(level) ? { name, level } : undefined;
}
