/**
 * How far each group is behind in each partition that it has committed an offset for: in records, and in seconds, which is
 * the age of the first record that it has not consumed.
 */
import type { Partition, ReplicaManager } from '@moldau/cluster';
import { ZERO_UUID } from '@moldau/protocol';
import type { Clock } from '@moldau/runtime';
import type { GroupCoordinator, InspectedGroup } from '@moldau/coordinator';
import type { Slices } from '../slices.ts';
import type { LookupBudget, RecordTimes } from './record-times.ts';

export interface PartitionLag {
  readonly topic: string;
  readonly partition: number;
  /** As committed. */
  readonly offset: number;
  readonly endOffset: number;
  readonly lag: number;
  /** Undefined when nothing is known of the record's time. */
  readonly lagSeconds: number | undefined;
}

export interface GroupLag {
  readonly groupId: string;
  readonly type: string;
  readonly stateName: string;
  readonly memberCount: number;
  /** Topic by topic. */
  readonly partitions: readonly PartitionLag[];
}

export interface LagTable {
  readonly groups: readonly GroupLag[];
  readonly offsetCount: number;
  /** Partitions of groups that are not shown one by one, for there are too many. */
  readonly leftOut: number;
}

export interface LagDependencies {
  readonly clock: Clock;
  readonly replicas: ReplicaManager;
  readonly groups: GroupCoordinator;
  readonly times: RecordTimes;
  readonly partitionsMax: number;
}

/** Records that one scrape looks up in logs; the times of others are estimated. */
const LOOKUPS_MAX = 256;

export async function lagTable(dependencies: LagDependencies, slices: Slices): Promise<LagTable> {
  const budget: LookupBudget = { lookups: LOOKUPS_MAX };
  const groups: GroupLag[] = [];
  let left = dependencies.partitionsMax;
  let offsetCount = 0;
  let leftOut = 0;
  for (const group of dependencies.groups.inspectGroups()) {
    const partitions: PartitionLag[] = [];
    for (const { topic, index, offset, partition } of committed(group, dependencies.replicas)) {
      offsetCount++;
      if (left-- > 0) partitions.push(await partitionLag(partition, topic, index, offset, dependencies, budget));
      else leftOut++;
      if (slices.isOver()) await slices.next();
    }
    const { groupId, type, stateName, memberCount } = group;
    groups.push({ groupId, type, stateName, memberCount, partitions });
    if (slices.isOver()) await slices.next();
  }
  return { groups, offsetCount, leftOut };
}

interface Committed {
  readonly topic: string;
  readonly index: number;
  readonly offset: number;
  readonly partition: Partition;
}

/** Offsets of topics that are gone, or have been created anew since, say nothing. */
function* committed({ offsets }: InspectedGroup, replicas: ReplicaManager): Iterable<Committed> {
  for (const [topic, partitions] of offsets) {
    const hosted = replicas.topicByName(topic);
    if (hosted === undefined) continue;
    for (const [index, { offset, topicId }] of partitions) {
      const partition = hosted.partitions.get(index);
      if (partition === undefined || (topicId !== ZERO_UUID && topicId !== hosted.id)) continue;
      yield { topic, index, offset: Number(offset), partition };
    }
  }
}

async function partitionLag(
  partition: Partition,
  topic: string,
  index: number,
  offset: number,
  { clock, times }: LagDependencies,
  budget: LookupBudget,
): Promise<PartitionLag> {
  const endOffset = partition.highWatermark;
  const lag = Math.max(0, endOffset - offset);
  const firstUnread = Math.max(offset, partition.log.logStartOffset);
  if (lag === 0 || firstUnread >= endOffset) {
    return { topic, partition: index, offset, endOffset, lag, lagSeconds: 0 };
  }
  const nowMs = clock.now();
  const writtenMs = await times.at(partition, firstUnread, nowMs, budget);
  const lagSeconds = writtenMs === undefined ? undefined : Math.max(0, nowMs - writtenMs) / 1000;
  return { topic, partition: index, offset, endOffset, lag, lagSeconds };
}
