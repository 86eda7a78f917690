/**
 * What clients are asked to push: the configs of client metrics, each a subscription to metrics of the clients that it
 * matches (KIP-714). A client gets one subscription, made of all that match it.
 */
import { type CompiledPattern, compilePattern } from '@moldau/coordinator';
import type { ClientIdentity } from './client-metrics-receiver.ts';

export interface Subscription {
  readonly pushIntervalMs: number;
  /** Prefixes of names; `*` alone stands for all. */
  readonly metrics: readonly string[];
}

const ALL_METRICS = '*';
const PUSH_INTERVAL_MS_DEFAULT = 300_000;

type Matcher = (client: ClientIdentity) => boolean;

interface ConfiguredSubscription extends Subscription {
  readonly matches: Matcher;
}

const properties: ReadonlyMap<string, (client: ClientIdentity) => string> = new Map([
  ['client_instance_id', (client: ClientIdentity) => client.instanceId],
  ['client_id', (client: ClientIdentity) => client.clientId],
  ['client_software_name', (client: ClientIdentity) => client.softwareName],
  ['client_software_version', (client: ClientIdentity) => client.softwareVersion],
  ['client_source_address', (client: ClientIdentity) => client.sourceAddress],
  ['client_source_port', (client: ClientIdentity) => client.sourcePort],
]);

export class Subscriptions {
  readonly #configured: readonly ConfiguredSubscription[];

  /** @param configs by name of the subscription */
  constructor(configs: ReadonlyMap<string, ReadonlyMap<string, string>>) {
    this.#configured = Array.from(configs.values(), configured);
  }

  of(client: ClientIdentity): Subscription {
    const matching = this.#configured.filter(({ matches }) => matches(client));
    const metrics = new Set(matching.flatMap((each) => each.metrics));
    return {
      pushIntervalMs: Math.min(PUSH_INTERVAL_MS_DEFAULT, ...matching.map(({ pushIntervalMs }) => pushIntervalMs)),
      metrics: metrics.has(ALL_METRICS) ? [ALL_METRICS] : [...metrics],
    };
  }
}

function configured(configs: ReadonlyMap<string, string>): ConfiguredSubscription {
  const matchers = items(configs.get('match')).map(matcher);
  return {
    pushIntervalMs: Number(configs.get('interval.ms') ?? PUSH_INTERVAL_MS_DEFAULT),
    metrics: items(configs.get('metrics')),
    matches: (client) => matchers.every((matches) => matches(client)),
  };
}

function items(text = ''): string[] {
  return text.split(',').flatMap((item) => (item.trim() === '' ? [] : [item.trim()]));
}

/** `property=pattern`; what cannot be read as that matches nobody. */
function matcher(item: string): Matcher {
  const [property = '', text = ''] = item.split('=').map((part) => part.trim());
  const valueOf = properties.get(property);
  const pattern = patternOf(text);
  if (valueOf === undefined || pattern === undefined) return () => false;
  return (client) => pattern.matches(valueOf(client));
}

function patternOf(text: string): CompiledPattern | undefined {
  try {
    return compilePattern(text);
  } catch {
    return undefined;
  }
}
