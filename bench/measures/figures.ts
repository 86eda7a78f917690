/** Figures that several measures have, and how they follow from what the generator counted. */
import type { LoadResult } from '../load/native-load.ts';
import type { Figure } from './measure.ts';

const figure = (name: string, title: string, unit: string, better: Figure['better']): Figure => ({
  name,
  title,
  unit,
  better,
});

export const figures = {
  produceRate: figure('produce', 'produce', 'MB/s', 'higher'),
  produceCpu: figure('produceCpu', 'broker CPU, in', 's/GB', 'lower'),
  produceP99: figure('produceP99', 'produce p99', 'ms', 'lower'),
  consumeRate: figure('consume', 'consume', 'MB/s', 'higher'),
  consumeCpu: figure('consumeCpu', 'broker CPU, out', 's/GB', 'lower'),
  requestRate: figure('requests', 'requests', '/s', 'higher'),
  requestCpu: figure('requestCpu', 'broker CPU a request', 'µs', 'lower'),
  p50: figure('p50', 'p50', 'µs', 'lower'),
  p99: figure('p99', 'p99', 'µs', 'lower'),
  p999: figure('p999', 'p99.9', 'µs', 'lower'),
} as const;

export function produced({ bytesOut, seconds, brokerCpuSeconds, p99us }: LoadResult) {
  return {
    produce: bytesOut / seconds / 1e6,
    produceCpu: (brokerCpuSeconds / bytesOut) * 1e9,
    produceP99: p99us / 1000,
  };
}

export function consumed({ bytesIn, seconds, brokerCpuSeconds }: LoadResult) {
  return { consume: bytesIn / seconds / 1e6, consumeCpu: (brokerCpuSeconds / bytesIn) * 1e9 };
}

export function requested({ requests, requestsPerSecond, brokerCpuSeconds, p99us }: LoadResult) {
  return { requests: requestsPerSecond, requestCpu: (brokerCpuSeconds / requests) * 1e6, p99: p99us };
}
