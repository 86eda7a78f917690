/** The broker as a whole, and its process under the names that dashboards of a JVM look for. */
import manifest from '../../../package.json' with { type: 'json' };
import { type Family, sample, single } from '../family.ts';
import type { Scraped } from '../sources.ts';

/** Kafka's number for a broker that serves. */
const RUNNING = 3;

function jvmMemory(what: string, help: string, values: (scraped: Scraped) => readonly (readonly [string, number])[]) {
  const family: Family = {
    name: `jvm_memory_${what}_bytes`,
    names: 'jmx-exporter',
    type: 'gauge',
    unit: 'bytes',
    help,
    labels: ['area'],
    *collect(scraped) {
      for (const [area, value] of values(scraped)) yield sample(value, area);
    },
  };
  return family;
}

function memoryUsed({ usage }: Scraped): [string, number][] {
  return [
    ['heap', usage.heapUsedBytes],
    ['nonheap', usage.externalBytes],
  ];
}

function memoryMax({ usage }: Scraped): [string, number][] {
  return [['heap', usage.heapMaxBytes]];
}

function diskBytes(what: 'read' | 'write', help: string, value: (scraped: Scraped) => number | undefined): Family {
  const name = `kafka_server_kafkaserver_linux_disk_${what}_bytes`;
  return single({ name, names: 'jmx-exporter', type: 'gauge', unit: 'bytes', help }, value);
}

export const brokerFamilies: readonly Family[] = [
  {
    name: 'moldau_build_info',
    names: 'moldau',
    type: 'gauge',
    unit: '1',
    help: 'What runs here.',
    labels: ['version', 'node_version', 'cluster_id', 'node_id'],
    *collect({ usage, clusterId, brokerId }) {
      yield sample(1, manifest.version, usage.nodeVersion, clusterId, brokerId);
    },
  },
  single(
    { name: 'moldau_ready', names: 'moldau', type: 'gauge', unit: '0 or 1', help: 'Whether /ready says so.' },
    ({ isReady }) => Number(isReady),
  ),
  single(
    {
      name: 'moldau_metrics_partitions_left_out',
      names: 'moldau',
      type: 'gauge',
      unit: 'partitions',
      help: 'Partitions, and partitions of groups, without metrics of their own because of metrics.partitions.max.',
    },
    ({ totals, lags, partitionsMax }) => Math.max(0, totals.hosted - partitionsMax) + lags.leftOut,
  ),
  single(
    {
      name: 'kafka_server_kafkaserver_brokerstate',
      names: 'jmx-exporter',
      type: 'gauge',
      unit: 'state',
      help: 'Kafka’s number of the state of the broker: 3 is running.',
    },
    () => RUNNING,
  ),
  diskBytes('read', 'Bytes that the process had read from disks.', ({ usage }) => usage.disk?.read),
  diskBytes('write', 'Bytes that the process had written to disks.', ({ usage }) => usage.disk?.written),
  jvmMemory('used', 'Memory in use: V8’s heap, and buffers outside it.', memoryUsed),
  jvmMemory('max', 'The most that V8’s heap may grow to.', memoryMax),
  {
    ...jvmMemory('used', 'The same as jvm_memory_used_bytes, as it was once called.', memoryUsed),
    name: 'jvm_memory_bytes_used',
  },
  {
    ...jvmMemory('max', 'The same as jvm_memory_max_bytes, as it was once called.', memoryMax),
    name: 'jvm_memory_bytes_max',
  },
  single(
    {
      name: 'jvm_threads_current',
      names: 'jmx-exporter',
      type: 'gauge',
      unit: 'threads',
      help: 'Threads of the process.',
    },
    ({ usage }) => usage.threads,
  ),
  {
    name: 'jvm_gc_collection_seconds',
    names: 'jmx-exporter',
    type: 'summary',
    unit: 's',
    help: 'Garbage collections of V8 by kind: how many, and how long they took.',
    labels: ['gc'],
    *collect({ usage }) {
      for (const [kind, { count, seconds }] of usage.garbageCollections) {
        yield { value: count, labels: [kind], suffix: '_count' };
        yield { value: seconds, labels: [kind], suffix: '_sum' };
      }
    },
  },
];
