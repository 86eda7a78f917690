/** What the broker says of itself once it accepts connections: where, with what data, and how safe that is. */
import { isAbsolute, relative, resolve } from 'node:path';
import type { BrokerSettings } from '@moldau/broker';
import type { Endpoint, Program, RealRuntimeOptions, Runtime } from '@moldau/runtime';

export function announce(
  program: Program,
  { log }: Runtime,
  settings: BrokerSettings,
  { endpoints, operations }: Listening,
  { logFormat }: RealRuntimeOptions,
): void {
  const facts = bannerFacts(settings, endpoints, operations);
  const pretty = logFormat === undefined ? program.isTerminal : logFormat === 'pretty';
  if (pretty) for (const line of bannerLines(facts)) program.printLine(line);
  else log.info({ ...facts, nodeId: settings.nodeId }, `Moldau is ready on ${facts.address}`);
  for (const line of settings.unknown) log.warn({}, line);
  if (settings.withoutEffect.length > 0) {
    log.warn({ settings: settings.withoutEffect }, 'These settings of Apache Kafka have no effect here');
  }
}

/** Where the broker listens, for clients and for operators. */
interface Listening {
  readonly endpoints: readonly Endpoint[];
  readonly operations?: Endpoint | undefined;
}

interface BannerFacts {
  readonly address: string;
  readonly data: string;
  readonly durability: string;
  readonly metrics?: string;
}

export function bannerFacts(
  settings: BrokerSettings,
  endpoints: readonly Endpoint[],
  operations?: Endpoint,
): BannerFacts {
  return {
    address: endpoints.map(addressOf).join(', '),
    data: settings.logMemoryOnly ? 'in memory' : settings.logDirs.map(shortPath).join(', '),
    durability: durabilityOf(settings),
    ...(operations && { metrics: `http://${addressOf(operations)}/metrics` }),
  };
}

export function bannerLines({ address, data, durability, metrics }: BannerFacts): readonly string[] {
  return [
    '',
    '  Moldau is ready',
    '',
    `  address     ${address}`,
    `  data        ${data}`,
    `  durability  ${durability}`,
    ...(metrics === undefined ? [] : [`  metrics     ${metrics}`]),
    '',
  ];
}

/** A wildcard is shown as the name under which this machine reaches itself. */
function addressOf({ host, port }: Endpoint): string {
  const shown = host === '' ? 'localhost' : host;
  return shown.includes(':') ? `[${shown}]:${port}` : `${shown}:${port}`;
}

function shortPath(path: string): string {
  const short = relative('', resolve(path));
  return short.startsWith('..') || isAbsolute(short) ? resolve(path) : `./${short}`;
}

function durabilityOf(settings: BrokerSettings): string {
  if (settings.logMemoryOnly) return 'none: records are gone when the broker stops';
  switch (settings.texts.get('log.flush.policy')) {
    case 'ack':
      return 'flush.policy=ack: acknowledged records are on disk and survive power loss';
    case 'none':
      return 'flush.policy=none: acknowledged records survive a killed process, not power loss';
    case 'interval':
      return 'flush.policy=interval: records are synced to disk by flush.messages and flush.ms';
    default:
      return 'flush.policy=ack for topics with one replica: acknowledged records survive power loss';
  }
}
