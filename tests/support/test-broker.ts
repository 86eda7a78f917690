/**
 * A whole broker inside the test's process, on a free loopback port: in memory unless settings say otherwise. Closed
 * with `await using`.
 */
import { resolveBrokerSettings, type RunningBroker, startBroker } from '@moldau/broker';
import { type Endpoint, realRuntime, type Runtime } from '@moldau/runtime';
import { WireClient } from './wire-client.ts';

export interface TestBroker extends AsyncDisposable {
  readonly broker: RunningBroker;
  readonly endpoint: Endpoint;
  readonly runtime: Runtime;
  /** A new connection. Closed with the broker if not before. */
  connect(): Promise<WireClient>;
  close(): Promise<void>;
}

/** Quick where Kafka's defaults make a test wait; settings given override it. */
const testSettings: readonly (readonly [string, string])[] = [
  ['listeners', 'PLAINTEXT://127.0.0.1:0'],
  ['log.memory.only', 'true'],
  ['group.initial.rebalance.delay.ms', '0'],
];

export async function startTestBroker(
  settings: Readonly<Record<string, string>> = {},
  runtime?: Runtime,
): Promise<TestBroker> {
  const world = runtime ?? { ...(await realRuntime({ logLevel: 'warn' })) };
  const resolution = resolveBrokerSettings(new Map([...testSettings, ...Object.entries(settings)]));
  if (!resolution.ok) throw new Error(resolution.problems.join('\n'));
  const broker = await startBroker(world, resolution.settings);
  const { host = '127.0.0.1', port = 0 } = broker.endpoints[0] ?? {};
  const endpoint: Endpoint = { host, port };
  const clients: WireClient[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(clients.map((client) => client.close()));
    await broker.close();
  };
  return {
    broker,
    endpoint,
    runtime: world,
    async connect() {
      const client = await WireClient.connect(world.network, endpoint);
      clients.push(client);
      return client;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
