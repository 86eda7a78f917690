/**
 * The addresses a broker listens on and the ones it tells clients: `listeners`, `advertised.listeners` and their
 * security protocols. A listener that advertises nothing is told to each client as the address that it dialled.
 */
import { type Endpoint, invalidValue } from '@moldau/runtime';

export interface ListenerSettings {
  /** Upper case, unique in a broker. */
  readonly name: string;
  readonly securityProtocol: SecurityProtocol;
  /** The host is `''` for every address. */
  readonly endpoint: Endpoint;
  readonly advertised: Endpoint | undefined;
}

export type SecurityProtocol = 'PLAINTEXT' | 'SSL' | 'SASL_PLAINTEXT' | 'SASL_SSL';

const supportedProtocol: SecurityProtocol = 'PLAINTEXT';

const knownProtocols: readonly SecurityProtocol[] = ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'];

export interface ListenerTexts {
  readonly listeners: readonly string[];
  readonly advertisedListeners: readonly string[] | null;
  /** `NAME:PROTOCOL,NAME:PROTOCOL` */
  readonly listenerSecurityProtocolMap: string;
  /** Listeners of Kafka's own quorum: nothing here would answer on them, so they are not opened. */
  readonly controllerListenerNames: readonly string[];
}

/** The listeners in the order given, or a line for each problem. */
export function resolveListeners(texts: ListenerTexts): { listeners: ListenerSettings[]; problems: string[] } {
  const problems: string[] = [];
  const controllerNames = new Set(texts.controllerListenerNames.map((name) => name.toUpperCase()));
  const isForClients = ({ name }: NamedEndpoint): boolean => !controllerNames.has(name);
  const bound = parseAll('listeners', texts.listeners, problems).filter(isForClients);
  const unreadable = problems.length > 0;
  const advertised = parseAll('advertised.listeners', texts.advertisedListeners ?? [], problems).filter(isForClients);
  const protocols = protocolsByName(texts.listenerSecurityProtocolMap, problems);
  problems.push(...listenerProblems(bound, unreadable), ...advertisedProblems(advertised, bound));

  const listeners = bound.map(({ name, endpoint }) => ({
    name,
    securityProtocol: protocolOf(name, protocols, problems),
    endpoint: { host: isWildcard(endpoint.host) ? '' : endpoint.host, port: endpoint.port },
    advertised: advertised.find((candidate) => candidate.name === name)?.endpoint,
  }));
  return { listeners, problems };
}

interface NamedEndpoint {
  readonly name: string;
  readonly endpoint: Endpoint;
}

function parseAll(setting: string, items: readonly string[], problems: string[]): NamedEndpoint[] {
  return items.flatMap((item) => {
    const parsed = parseListener(item);
    if (!parsed) problems.push(invalid(setting, item, 'Expected NAME://host:port'));
    return parsed ?? [];
  });
}

/** `PLAINTEXT://:9092`, `INTERNAL://broker-1:19092`, `EXTERNAL://[::1]:9092` */
function parseListener(text: string): NamedEndpoint | undefined {
  const { name, ipv6, host, port } =
    /^(?<name>[\w.-]+):\/\/(?:\[(?<ipv6>[\da-f:.%\w]*)\]|(?<host>[^:/[\]]*)):(?<port>\d{1,5})$/i.exec(text)?.groups ??
    {};
  if (name === undefined || port === undefined || Number(port) > 65_535) return undefined;
  return { name: name.toUpperCase(), endpoint: { host: ipv6 ?? host ?? '', port: Number(port) } };
}

function listenerProblems(bound: readonly NamedEndpoint[], unreadable: boolean): string[] {
  const problems: string[] = [];
  if (bound.length === 0 && !unreadable)
    problems.push(invalid('listeners', '', 'It leaves clients nothing to connect to'));
  for (const [index, { name, endpoint }] of bound.entries()) {
    const earlier = bound.slice(0, index);
    if (earlier.some((other) => other.name === name)) {
      problems.push(invalid('listeners', name, 'Two listeners have this name'));
    }
    if (endpoint.port !== 0 && earlier.some((other) => collide(other.endpoint, endpoint))) {
      problems.push(invalid('listeners', String(endpoint.port), 'Two listeners have this port'));
    }
  }
  return problems;
}

/** Kafka allows one port twice on different addresses. */
function collide(one: Endpoint, other: Endpoint): boolean {
  return one.port === other.port && (one.host === other.host || isWildcard(one.host) || isWildcard(other.host));
}

function advertisedProblems(advertised: readonly NamedEndpoint[], bound: readonly NamedEndpoint[]): string[] {
  return advertised.flatMap(({ name, endpoint }, index) => {
    if (advertised.slice(0, index).some((other) => other.name === name)) {
      return invalid('advertised.listeners', name, 'Two listeners have this name');
    }
    if (!bound.some((listener) => listener.name === name)) {
      return invalid('advertised.listeners', name, 'It is not one of the listeners');
    }
    return isWildcard(endpoint.host)
      ? invalid('advertised.listeners', name, 'Clients cannot connect to a wildcard address; give a host name')
      : [];
  });
}

function protocolsByName(text: string, problems: string[]): ReadonlyMap<string, string> {
  const items = text.split(',').filter((item) => item.trim() !== '');
  return new Map(
    items.flatMap((item): [string, string][] => {
      const [name, protocol, ...rest] = item.split(':').map((part) => part.trim().toUpperCase());
      if (name && protocol && rest.length === 0) return [[name, protocol]];
      problems.push(invalid('listener.security.protocol.map', item, 'Expected NAME:PROTOCOL'));
      return [];
    }),
  );
}

function protocolOf(name: string, byName: ReadonlyMap<string, string>, problems: string[]): SecurityProtocol {
  const text = byName.get(name) ?? name;
  const protocol = knownProtocols.find((known) => known === text);
  if (protocol === undefined) {
    problems.push(invalid('listeners', name, 'listener.security.protocol.map does not say which protocol it speaks'));
  } else if (protocol !== supportedProtocol) {
    problems.push(
      invalid('listeners', name, `Security protocol ${protocol} is not supported, only ${supportedProtocol}`),
    );
  }
  return protocol ?? supportedProtocol;
}

function isWildcard(host: string): boolean {
  return host === '' || host === '0.0.0.0' || host === '::';
}

function invalid(name: string, value: string, reason: string): string {
  return invalidValue({ name, sensitive: false }, value, reason);
}
