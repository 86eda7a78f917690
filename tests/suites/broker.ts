/** The broker that a foreign test runs against: the command, as its users start it, on a port and directory of its own. */

import { startMoldau } from '../foreign/support/moldau-broker.ts';
import type { RunningBroker } from '../foreign/support/running-broker.ts';

/** Kafka's own timers, which the suites reckon with, and the partitions that librdkafka's wants a topic to have. */
const settings: Readonly<Record<string, string>> = {
  KAFKA_NUM_PARTITIONS: '4',
  KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '3000',
  KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS: '6000',
  KAFKA_GROUP_CONSUMER_SESSION_TIMEOUT_MS: '45000',
  KAFKA_GROUP_CONSUMER_MIN_SESSION_TIMEOUT_MS: '45000',
  KAFKA_GROUP_CONSUMER_HEARTBEAT_INTERVAL_MS: '5000',
  KAFKA_GROUP_CONSUMER_MIN_HEARTBEAT_INTERVAL_MS: '5000',
};

export function startSuiteBroker(more: Readonly<Record<string, string>> = {}): Promise<RunningBroker> {
  return startMoldau({ ...settings, ...more });
}
