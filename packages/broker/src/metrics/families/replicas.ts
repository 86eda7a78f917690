/** Partitions as this broker hosts and leads them. */
import type { Partition } from '@moldau/cluster';
import { type Family, sample, single } from '../family.ts';
import { isAtMinIsr, isUnderMinIsr, isUnderReplicated, type PartitionTotals } from '../partition-totals.ts';
import { partitionsOf } from '../sources.ts';

function total(what: string, help: string, value: (totals: PartitionTotals) => number): Family {
  const name = `kafka_server_replicamanager_${what}`;
  return single({ name, names: 'jmx-exporter', type: 'gauge', unit: 'partitions', help }, ({ totals }) =>
    value(totals),
  );
}

function never(what: string, help: string): Family {
  const prefix = 'kafka_server_replicamanager_';
  const names = { name: `${prefix}${what}_total`, confluent: `${prefix}${what}persec`, names: 'jmx-exporter' } as const;
  return single({ ...names, type: 'counter', unit: 'events', help }, () => 0);
}

function perPartition(what: string, unit: string, help: string, value: (partition: Partition) => number): Family {
  return {
    name: `kafka_cluster_partition_${what}`,
    names: 'jmx-exporter',
    type: 'gauge',
    unit,
    help,
    labels: ['topic', 'partition'],
    isPerPartition: true,
    *collect(scraped) {
      for (const each of partitionsOf(scraped)) yield sample(value(each), each.topic, each.partition);
    },
  };
}

export const replicaFamilies: readonly Family[] = [
  total('partitioncount', 'Partitions that this broker hosts.', ({ hosted }) => hosted),
  total('leadercount', 'Partitions that this broker leads.', ({ led }) => led),
  total('offlinereplicacount', 'Partitions of this broker whose log cannot be used.', ({ offline }) => offline),
  total(
    'underreplicatedpartitions',
    'Partitions with replicas that are not in sync.',
    ({ underReplicated }) => underReplicated,
  ),
  total(
    'underminisrpartitioncount',
    'Partitions with fewer replicas in sync than min.insync.replicas.',
    ({ underMinIsr }) => underMinIsr,
  ),
  total(
    'atminisrpartitioncount',
    'Partitions with just as many replicas in sync as min.insync.replicas.',
    ({ atMinIsr }) => atMinIsr,
  ),
  total('reassigningpartitions', 'Partitions that are being moved.', ({ reassigning }) => reassigning),
  never('isrshrinks', 'How often a replica fell out of sync: a single broker has none that could.'),
  never('isrexpands', 'How often a replica came back in sync.'),
  never('failedisrupdates', 'How often such a change failed.'),
  perPartition('replicascount', 'replicas', 'Replicas of a partition.', ({ replicaCount }) => replicaCount),
  perPartition('insyncreplicascount', 'replicas', 'Replicas in sync.', ({ inSyncCount }) => inSyncCount),
  perPartition('underreplicated', '0 or 1', 'Whether a replica is out of sync.', (each) =>
    Number(isUnderReplicated(each)),
  ),
  perPartition('underminisr', '0 or 1', 'Whether fewer are in sync than min.insync.replicas.', (each) =>
    Number(isUnderMinIsr(each)),
  ),
  perPartition('atminisr', '0 or 1', 'Whether just as many are in sync as min.insync.replicas.', (each) =>
    Number(isAtMinIsr(each)),
  ),
  perPartition(
    'laststableoffsetlag',
    'records',
    'Records that readers of committed data do not see yet.',
    ({ highWatermark, lastStableOffset }) => highWatermark - lastStableOffset,
  ),
];
