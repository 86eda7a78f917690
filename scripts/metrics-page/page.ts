/** `docs/metrics.md`, from the declarations of the metrics. */
import { allFamilies, familiesNamed } from '../../packages/broker/src/metrics/all-families.ts';
import type { Family, NameSet } from '../../packages/broker/src/metrics/family.ts';
import { type Dashboard, dashboards } from './dashboards.ts';
import { processFamilies } from './process-families.ts';

export function metricsPage(): string {
  return `${[...introduction, ...dashboardSection(), ...metricSections(), ...processSection(), ...rest].join('\n')}\n`;
}

const introduction = [
  '<!-- Written by scripts/metrics-page/main.ts from the declarations in packages/broker/src/metrics/. -->',
  '# Metrics, health, request log',
  '',
  '```',
  'npm start -- --set metrics.listener=:9404',
  'curl localhost:9404/metrics         # for Prometheus',
  'curl localhost:9404/health          # 200 while the process lives and its event loop turns',
  'curl localhost:9404/ready           # 200 when clients are served, else 503 and why, one reason a line of JSON',
  '```',
  '',
  '`metrics.listener` is `host:port` or `:port`; by default it is empty, nothing is served over HTTP, and no request is timed.',
  'The address has no authentication and no encryption: bind it to where only operators come. It opens before logs are',
  'recovered and closes last, so that `/ready` can say `starting` and `stopping`; until clients can connect `/metrics` has',
  'only what concerns the process.',
  '',
  'A broker is not ready while a log directory or a log is offline, while groups or transactions are being loaded, before',
  'its listeners are open and once it has begun to stop.',
  '',
  '## Names, and the dashboards that know them',
  '',
  '`metrics.names` says under whose names the figures appear; the default is `jmx-exporter,kafka-exporter`.',
  '',
  '| in `metrics.names` | names as given by |',
  '| --- | --- |',
  '| `jmx-exporter` | the usual rules of Prometheus’ JMX exporter for Kafka, which Strimzi uses, too |',
  '| `confluent` | the rules of Confluent’s jmx-monitoring-stacks |',
  '| `kafka-exporter` | kafka_exporter, and `kafka_consumergroup_lag_seconds` in its manner |',
  '| `kafka-lag-exporter` | kafka-lag-exporter; `cluster_name` is the id of the cluster |',
  '',
];

function dashboardSection(): string[] {
  return [
    '| dashboard | from | needs | figures it shows | without figures |',
    '| --- | --- | --- | --- | --- |',
    ...dashboards.map(dashboardRow),
    '',
    'What is without figures belongs to what is not here: tiered storage, replication between brokers, threads of Kafka’s.',
    '',
  ];
}

function dashboardRow({ name, where, names, metrics }: Dashboard): string {
  const shown = shownBy(names);
  const missing = metrics.filter((metric) => !shown.has(metric));
  const found = metrics.length - missing.length;
  const list = missing.map((metric) => `\`${metric}\``).join(', ');
  return `| ${name} | ${where} | \`${names}\` | ${found} of ${metrics.length} | ${list} |`;
}

/** The default names are always at hand. */
function shownBy(names: Dashboard['names']): ReadonlySet<string> {
  const shown = familiesNamed(['jmx-exporter', 'kafka-exporter', names]).flatMap(({ name, type }) =>
    type === 'summary' ? [name, `${name}_count`, `${name}_sum`] : [name],
  );
  return new Set([...shown, ...processFamilies.map(([name]) => name)]);
}

const sections: readonly (readonly [NameSet, string, readonly string[]])[] = [
  ['moldau', 'Always there', []],
  [
    'jmx-exporter',
    'Names of the JMX exporter',
    [
      'Series of a topic have the label `topic`; one without it counts all topics, those that are gone included. Summaries have',
      'the quantiles 0.50, 0.75, 0.95, 0.98, 0.99 and 0.999, over the last one to two minutes as long as somebody scrapes, and',
      '`_count` and `_sum` since the start.',
    ],
  ],
  [
    'kafka-exporter',
    'Names of kafka_exporter',
    [
      'Lag in seconds is the age of the first record that the group has not consumed: the wall clock now less the timestamp of',
      'that record. It is read from the header of the record’s batch in the log, within a batch estimated from its first and',
      'last timestamp, and remembered; a scrape looks up 256 records at most and estimates the others from their neighbours.',
    ],
  ],
  ['kafka-lag-exporter', 'Names of kafka-lag-exporter', []],
];

function metricSections(): string[] {
  return [...sections.flatMap(([names, title, text]) => section(names, title, text)), ...confluentSection()];
}

function section(names: NameSet, title: string, text: readonly string[]): string[] {
  const rows = allFamilies.filter((family) => family.names === names).map(row);
  const table = ['| metric | type | labels | unit | meaning |', '| --- | --- | --- | --- | --- |', ...rows];
  return [`## ${title}`, '', ...text, ...(text.length > 0 ? [''] : []), ...table, ''];
}

function row({ name, type, labels, unit, help }: Family): string {
  return `| \`${name}\` | ${type} | ${labels.map((label) => `\`${label}\``).join(' ')} | ${unit} | ${help} |`;
}

function confluentSection(): string[] {
  const renamed = allFamilies.filter(({ confluent }) => confluent !== undefined);
  return [
    '## Names of Confluent’s rules',
    '',
    'Where they are others than the JMX exporter’s usual ones; labels are in lower case.',
    '',
    '| metric | type | the same as |',
    '| --- | --- | --- |',
    ...renamed.map(({ name, type, confluent }) => `| \`${confluent}\` | ${type} | \`${name}\` |`),
    '',
  ];
}

function processSection(): string[] {
  return [
    '## The process',
    '',
    'From `@prometheus-io/client`, under the names that dashboards of Node use.',
    '',
    '| metric | type |',
    '| --- | --- |',
    ...processFamilies.map(([name, type]) => `| \`${name}\` | ${type} |`),
    '',
  ];
}

const rest = [
  '## What clients tell of themselves',
  '',
  'Metrics that clients push (KIP-714) follow at the end, under the names that the clients give them, with `_` for what',
  'Prometheus does not allow, and with the labels `client_id` and `instance`. A name that the broker has itself gets',
  '`client_` before it.',
  '',
  '## Cost',
  '',
  'Figures are plain numbers that are read when somebody scrapes; taking the times of a request costs about 0.2 µs, and nothing',
  'without `metrics.listener`. A scrape of 10,000 partitions and 1,000 groups takes about a quarter of a second of CPU, in',
  'slices of 2 ms between which requests are served. `metrics.partitions.max` (20,000) bounds how many partitions, and how',
  'many partitions of groups, have series of their own; `moldau_metrics_partitions_left_out` says how many have none.',
  '',
  '## Request log',
  '',
  'At the level DEBUG the logger `kafka.request.logger` writes a line for each request when its answer has left; at TRACE with',
  'the request and the answer, sizes in place of record bytes. Set it at the start (`logger.levels=kafka.request.logger=DEBUG`).',
  '',
  '| field | what it is |',
  '| --- | --- |',
  '| `requestApiKey` `requestApiKeyName` `requestApiVersion` | what was asked |',
  '| `correlationId` `clientId` `connection` `listener` `principal` | by whom |',
  '| `requestSizeBytes` `responseSizeBytes` | how large it was, and its answer |',
  '| `totalTimeMs` | from the arrival until the answer had left; the sum of the following |',
  '| `requestQueueTimeMs` | it waited for its turn on its connection |',
  '| `localTimeMs` | the event loop was busy with it |',
  '| `remoteTimeMs` | it waited for others: a disk, a group, new records |',
  '| `responseQueueTimeMs` | its answer waited for those before it |',
  '| `sendTimeMs` | the network took its time; 0 when it took all at once |',
  '| `throttleTimeMs` | what the answer told the client to wait |',
  '| `errors` | errors in the answer by name, with how often |',
];
