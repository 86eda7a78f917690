/** What a load costs the broker: a client that is slower than the broker gets the same MB/s from any, at other costs. */

import type { BenchBroker } from '../../brokers/bench-broker.ts';
import type { Figure } from '../../measures/measure.ts';

const figure: Figure = { name: 'cpuSecondsPerGigabyte', title: 'broker CPU', unit: 's/GB', better: 'lower' };

interface Costly<T> {
  readonly result: T;
  readonly cpuSecondsPerGigabyte: number;
}

/** Runs a load that moves `bytes` of record values, and divides the broker's CPU time by them. */
async function of<T>(broker: BenchBroker, bytes: number, load: () => Promise<T>): Promise<Costly<T>> {
  const before = broker.usage().cpuSeconds;
  const result = await load();
  const cpuSeconds = broker.usage().cpuSeconds - before;
  return { result, cpuSecondsPerGigabyte: cpuSeconds / (bytes / 1e9) };
}

export const brokerCost = { figure, of } as const;
