/** What the scenarios run against: Apache Kafka, Moldau, or a broker that already runs at an address. */

import { startKafka } from './kafka-broker.ts';
import { startMoldau } from './moldau-broker.ts';
import type { RunningBroker } from './running-broker.ts';

/** @param name `kafka`, `moldau` or `host:port` */
export function startTarget(name: string, settings: Readonly<Record<string, string>> = {}): Promise<RunningBroker> {
  if (name === 'kafka') return startKafka(settings);
  if (name === 'moldau') return startMoldau(settings);
  return Promise.resolve({
    name: 'given',
    address: name,
    dataDirectory: undefined,
    process: undefined,
    startedInMs: 0,
    stop: () => Promise.resolve(0),
    async [Symbol.asyncDispose]() {},
  });
}

/** The address that run.ts hands to the scenarios. */
export function targetAddress(): string {
  const address = process.env['FOREIGN_ADDRESS'];
  if (address === undefined)
    throw new Error('FOREIGN_ADDRESS is not set: start the scenarios with tests/foreign/run.ts');
  return address;
}
