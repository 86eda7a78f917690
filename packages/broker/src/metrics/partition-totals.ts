/** What is counted over all partitions, in one pass. */
import type { Partition } from '@moldau/cluster';
import { type MetricsSources, topicsOf } from './sources.ts';
import type { Slices } from './slices.ts';

export interface PartitionTotals {
  readonly hosted: number;
  readonly led: number;
  /** In the cluster image and not usable here. */
  readonly offline: number;
  readonly underReplicated: number;
  readonly underMinIsr: number;
  readonly atMinIsr: number;
  readonly reassigning: number;
  /** Over the cluster. */
  readonly all: number;
  readonly withoutLeader: number;
  readonly notPreferred: number;
}

export async function countPartitions(sources: MetricsSources, slices: Slices): Promise<PartitionTotals> {
  const totals = {
    hosted: 0,
    led: 0,
    offline: 0,
    underReplicated: 0,
    underMinIsr: 0,
    atMinIsr: 0,
    reassigning: 0,
    all: 0,
    withoutLeader: 0,
    notPreferred: 0,
  };
  for (const { image, partitions } of topicsOf(sources)) {
    for (const [index, placed] of image.partitions.entries()) {
      const partition = partitions.get(index);
      totals.all++;
      if (placed.leader < 0) totals.withoutLeader++;
      if (placed.leader !== placed.replicas[0]) totals.notPreferred++;
      if (placed.adding.length + placed.removing.length > 0) totals.reassigning++;
      if (partition === undefined) totals.offline += placed.replicas.includes(sources.brokerId) ? 1 : 0;
      else {
        totals.hosted++;
        if (partition.leader === sources.brokerId) totals.led++;
        if (isUnderReplicated(partition)) totals.underReplicated++;
        if (isUnderMinIsr(partition)) totals.underMinIsr++;
        if (isAtMinIsr(partition)) totals.atMinIsr++;
      }
      if (slices.isOver()) await slices.next();
    }
  }
  return totals;
}

export function isUnderReplicated({ inSyncCount, replicaCount }: Partition): boolean {
  return inSyncCount < replicaCount;
}

export function isUnderMinIsr(partition: Partition): boolean {
  return partition.inSyncCount < effectiveMinIsr(partition);
}

export function isAtMinIsr(partition: Partition): boolean {
  return partition.inSyncCount === effectiveMinIsr(partition);
}

/** A topic with fewer replicas than `min.insync.replicas` asks for needs them all. */
function effectiveMinIsr({ minInsyncReplicas, replicaCount }: Partition): number {
  return Math.min(minInsyncReplicas, replicaCount);
}
