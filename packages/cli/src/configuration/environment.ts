/**
 * Settings from environment variables, as the images of Kafka read them: after the prefix, `_` is a dot, `__` an
 * underscore, `___` a hyphen, so `KAFKA_LOG_DIRS` is `log.dirs`. `MOLDAU_…` means the same and is the stronger.
 */
export interface EnvironmentSettings {
  readonly texts: ReadonlyMap<string, string>;
  readonly configFile: string | undefined;
}

export function environmentSettings(environment: ReadonlyMap<string, string>): EnvironmentSettings {
  const texts = new Map<string, string>();
  for (const prefix of prefixes) {
    for (const [variable, text] of environment) {
      if (prefixOf(variable) !== prefix || isForeign(variable, text)) continue;
      texts.set(ownNames.get(variable) ?? settingName(variable.slice(prefix.length)), text);
    }
  }
  return { texts, configFile: environment.get(configVariable) };
}

/** The stronger after the weaker. `KAFKA_CFG_` is how some images of Kafka spell it. */
const prefixes = ['KAFKA_', 'KAFKA_CFG_', 'MOLDAU_'] as const;

function prefixOf(variable: string): string | undefined {
  return prefixes.filter((prefix) => variable.startsWith(prefix)).at(-1);
}

const configVariable = 'MOLDAU_CONFIG';

/** Variables named after flags. */
const ownNames: ReadonlyMap<string, string> = new Map([
  ['MOLDAU_DATA', 'log.dirs'],
  ['MOLDAU_MEMORY', 'log.memory.only'],
]);

function settingName(variable: string): string {
  return variable
    .toLowerCase()
    .replaceAll(/_+/g, (underscores) => ({ 1: '.', 2: '_', 3: '-' })[underscores.length] ?? underscores);
}

/** Variables of Kafka's start scripts, images and clients that name no setting. */
const foreignVariables: ReadonlySet<string> = new Set([
  configVariable,
  'KAFKA_BOOTSTRAP_SERVER',
  'KAFKA_BOOTSTRAP_SERVERS',
  'KAFKA_BROKER',
  'KAFKA_BROKERS',
  'KAFKA_CLUSTER_ID',
  'KAFKA_DEBUG',
  'KAFKA_GC_LOG_OPTS',
  'KAFKA_HEAP_OPTS',
  'KAFKA_HOME',
  'KAFKA_HOST',
  'KAFKA_JVM_PERFORMANCE_OPTS',
  'KAFKA_MODE',
  'KAFKA_OPTS',
  'KAFKA_PORT',
  'KAFKA_URL',
  'KAFKA_VERSION',
]);

const foreignPrefixes = ['KAFKA_LOG4J', 'KAFKA_TOOLS_LOG4J', 'KAFKA_JMX_', 'KAFKA_MOUNTED_'];

function isForeign(variable: string, text: string): boolean {
  return (
    foreignVariables.has(variable) ||
    foreignPrefixes.some((prefix) => variable.startsWith(prefix)) ||
    isOfService(variable, text)
  );
}

/** What Kubernetes and container links tell every container about a service, here one that is named after the broker. */
function isOfService(variable: string, text: string): boolean {
  if (/_SERVICE_(HOST|PORT)(_|$)|_PORT_\d+_(TCP|UDP|SCTP)(_|$)/.test(variable)) return true;
  return variable.endsWith('_PORT') && /^(tcp|udp|sctp):\/\//.test(text);
}
