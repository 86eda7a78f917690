import { int, list, long, string, type ValuesOf } from '@moldau/runtime';

/** Where the broker listens, and how much it takes from whom. */
export const networkSettings = {
  listeners: list('listeners', {
    default: ['PLAINTEXT://:9092'],
    emptyAllowed: false,
    doc: 'Addresses to listen on as NAME://host:port; without a host, on every address of the machine.',
  }),
  advertisedListeners: list('advertised.listeners', {
    default: null,
    doc: 'Addresses that clients are told to use, as NAME://host:port; unset, each client is told the one that it dialled.',
  }),
  listenerSecurityProtocolMap: string('listener.security.protocol.map', {
    default: 'PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT,SASL_SSL:SASL_SSL',
    doc: 'Security protocol of each listener name, as NAME:PROTOCOL.',
  }),
  controllerListenerNames: list('controller.listener.names', {
    default: [],
    doc: 'Listeners of a quorum of Kafka controllers; they are not opened, since there is none here.',
  }),
  socketRequestMaxBytes: int('socket.request.max.bytes', {
    default: 104_857_600,
    min: 1,
    doc: 'Bytes of the largest request that is read; a connection that announces a larger one is closed.',
  }),
  queuedMaxRequestBytes: long('queued.max.request.bytes', {
    default: -1,
    doc: 'Bytes that requests of all connections may hold in memory before reading pauses; -1 is 256 MiB.',
  }),
  connectionsMaxIdleMs: long('connections.max.idle.ms', {
    default: 600_000,
    doc: 'Milliseconds without traffic after which a connection is closed; negative never.',
  }),
  maxConnections: int('max.connections', {
    default: 20_000,
    min: 0,
    scope: 'cluster-wide',
    doc: 'Number of connections that the broker keeps open at most.',
  }),
  maxConnectionsPerIp: int('max.connections.per.ip', {
    default: 12_000,
    min: 0,
    scope: 'cluster-wide',
    doc: 'Number of connections from one address at most.',
  }),
  maxConnectionsPerIpOverrides: string('max.connections.per.ip.overrides', {
    default: '',
    scope: 'cluster-wide',
    check: (text) =>
      text === '' || text.split(',').every((item) => /^\s*\S+:\d+\s*$/.test(item))
        ? undefined
        : 'Expected a list of address:count',
    doc: 'Exceptions from max.connections.per.ip, as a list of address:count.',
  }),
  requestTimeoutMs: int('request.timeout.ms', {
    default: 30_000,
    doc: 'Milliseconds that the broker waits for an answer to a request of its own.',
  }),
} as const;

/** What is wrong with the settings together, one line each. */
export function networkSettingProblems(settings: ValuesOf<typeof networkSettings>): string[] {
  const { maxConnectionsPerIp, maxConnectionsPerIpOverrides } = settings;
  if (maxConnectionsPerIp > 0 || maxConnectionsPerIpOverrides.trim() !== '') return [];
  return ['max.connections.per.ip can be zero only if max.connections.per.ip.overrides is set'];
}
