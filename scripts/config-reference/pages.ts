/** The pages of docs/configs, by file name. */
import { clientMetricsSettings, groupConfigSettings, throttleSettings } from '@moldau/cluster';
import { describeSetting } from '@moldau/runtime';
import { logSettings } from '@moldau/storage';
import { acceptedBrokerSettings, describeBrokerSettings } from '../../packages/broker/src/settings/broker-settings.ts';
import { describeProgramSettings } from '../../packages/cli/src/program-settings.ts';
import { changes, type Column, defaultValue, inheritedFrom, meaning, name, table, type, validValues } from './table.ts';

const columns: readonly Column[] = [name, type, defaultValue, validValues, changes, meaning];
const alwaysChangeable: readonly Column[] = [name, type, defaultValue, validValues, meaning];

const generated = 'Generated from the declarations of the settings by `npm run generate`.';

export function pages(): ReadonlyMap<string, string> {
  return new Map([
    ['README.md', overview],
    ['broker.md', brokerPage()],
    ['topic.md', topicPage()],
    ['group.md', groupPage()],
    ['client-metrics.md', clientMetricsPage()],
    ['without-effect.md', withoutEffectPage()],
  ]);
}

const overview = `# Settings and configs

${generated} Names, types and defaults are Kafka 4.2's, unless a page says otherwise.

- [broker.md](broker.md): settings of the broker and of the command
- [topic.md](topic.md): configs of topics
- [group.md](group.md): configs of consumer, share and streams groups
- [client-metrics.md](client-metrics.md): subscriptions to the metrics of clients
- [without-effect.md](without-effect.md): settings of Kafka that are accepted and change nothing here

**Where a broker's settings come from.** The file given with \`--config\` (\`server.properties\`, or YAML), then the
environment (\`MOLDAU_LOG_DIRS\` or \`KAFKA_LOG_DIRS\` for \`log.dirs\`), then flags (\`--set log.dirs=…\`): the later wins.
An invalid value is a line each and exit code 2. A name that nobody knows is a warning.

**Changing them while the broker runs.** The column *changes* says when a setting is read:

- *at start*: read once. \`kafka-configs.sh --alter\` is refused with INVALID_REQUEST.
- *per broker*: \`kafka-configs.sh --entity-type brokers --entity-name 1 --alter\`.
- *cluster-wide*: the same, or \`--entity-default\` for all brokers.

What was set for one broker is stronger than what was set for all, and that than file, environment and flags. It holds at
once and survives restarts. Configs of topics, groups and subscriptions can always be changed; a topic's own config is
stronger than the broker's default for all topics.
`;

function brokerPage(): string {
  return `# Settings of the broker

${generated} [README.md](README.md) says where they come from, and how they are changed.

${table(columns, describeBrokerSettings())}
## Of the command

The broker does not know these; they cannot be changed while it runs.

${table(alwaysChangeable, describeProgramSettings())}
## Rates of throttling

Dynamic only: they have no place in a file.

${table(columns, [...throttleSettings.values()].map(describeSetting))}`;
}

function topicPage(): string {
  return `# Configs of topics

${generated} They can be given when a topic is created and changed at any time. Where a topic has none of its own, the
broker's setting counts, by the first of its names that is given.

${table([name, type, defaultValue, validValues, inheritedFrom, meaning], logSettings.describe())}`;
}

function groupPage(): string {
  return `# Configs of groups

${generated} They can be set before the group exists, and changed at any time. Defaults and bounds are settings of the broker:
\`group.consumer.session.timeout.ms\`, \`group.consumer.min.session.timeout.ms\` and \`group.consumer.max.session.timeout.ms\` are
those of \`consumer.session.timeout.ms\`.

${table(alwaysChangeable, groupConfigSettings().map(describeSetting))}`;
}

function clientMetricsPage(): string {
  return `# Configs of subscriptions to the metrics of clients

${generated} A subscription exists as soon as it has a config, and until it has none.

${table(alwaysChangeable, clientMetricsSettings.map(describeSetting))}`;
}

function withoutEffectPage(): string {
  const sections = acceptedBrokerSettings().map(
    ({ reason, settings }) => `\n${reason}\n\n${table([name, type, defaultValue], settings.map(describeSetting))}`,
  );
  return `# Settings of Kafka that change nothing here

${generated} A \`server.properties\` that was written for Kafka starts this broker. What it says of these is accepted, held to its
type, shown by DescribeConfigs, and named in one line when the broker starts.
${sections.join('')}`;
}
