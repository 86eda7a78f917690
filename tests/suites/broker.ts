/** The broker that a foreign test runs against: the command, as its users start it, on a port and directory of its own. */

import { freePort } from '../foreign/support/free-port.ts';
import { startMoldau } from '../foreign/support/moldau-broker.ts';
import { startSingleBrokerRelay } from './single-broker-relay.ts';

type Settings = Readonly<Record<string, string>>;

/** Kafka's own timers, which the suites reckon with, and the partitions that librdkafka's wants a topic to have. */
const settings: Settings = {
  KAFKA_NUM_PARTITIONS: '4',
  KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '3000',
  KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS: '6000',
  KAFKA_GROUP_CONSUMER_SESSION_TIMEOUT_MS: '45000',
  KAFKA_GROUP_CONSUMER_MIN_SESSION_TIMEOUT_MS: '45000',
  KAFKA_GROUP_CONSUMER_HEARTBEAT_INTERVAL_MS: '5000',
  KAFKA_GROUP_CONSUMER_MIN_HEARTBEAT_INTERVAL_MS: '5000',
};

export interface SuiteBroker extends AsyncDisposable {
  /** `host:port` for clients. */
  readonly address: string;
}

let lastStart: Promise<unknown> = Promise.resolve();

/** Brokers start one after the other: a dozen at once would keep each other from listening in time. */
export function startSuiteBroker(more: Settings = {}): Promise<SuiteBroker> {
  const start = lastStart.then(() => startMoldau({ ...settings, ...more }));
  lastStart = start.catch(() => {});
  return start;
}

/** A broker for tests that create their topics with three replicas: each gets one. */
export async function startSuiteBrokerForThree(more: Settings = {}): Promise<SuiteBroker> {
  const port = await freePort();
  const address = `127.0.0.1:${port}`;
  const broker = await startSuiteBroker({ ...more, KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://${address}` });
  const relay = await startSingleBrokerRelay(port, Number(broker.address.split(':').at(-1)));
  return {
    address,
    async [Symbol.asyncDispose]() {
      await relay[Symbol.asyncDispose]();
      await broker[Symbol.asyncDispose]();
    },
  };
}
