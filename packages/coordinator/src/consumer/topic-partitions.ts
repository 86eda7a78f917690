/**
 * Sets of partitions by topic id, immutable. Partition numbers are in ascending order, and no topic is without
 * partitions, so two sets are equal when they look equal.
 */

/** By topic id, ascending partition numbers, never empty. */
export type TopicPartitions = ReadonlyMap<string, readonly number[]>;

interface TopicIdPartitions {
  readonly topicId: string;
  readonly partitions: readonly number[];
}

export const noPartitions: TopicPartitions = new Map();

/** From the shape that requests and records have, whatever its order and however often it names a partition. */
export function topicPartitionsOf(list: readonly TopicIdPartitions[]): TopicPartitions {
  if (list.length === 0) return noPartitions;
  const topics = new Map<string, number[]>();
  for (const { topicId, partitions } of list) {
    if (partitions.length === 0) continue;
    const known = topics.get(topicId);
    topics.set(topicId, known === undefined ? [...partitions] : [...known, ...partitions]);
  }
  for (const [topicId, partitions] of topics) if (!isAscending(partitions)) topics.set(topicId, sorted(partitions));
  return topics;
}

export function listOf(topics: TopicPartitions): TopicIdPartitions[] {
  return Array.from(topics, ([topicId, partitions]) => ({ topicId, partitions }));
}

export function countPartitions(topics: TopicPartitions): number {
  let count = 0;
  for (const partitions of topics.values()) count += partitions.length;
  return count;
}

export function samePartitions(a: TopicPartitions, b: TopicPartitions): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (const [topicId, partitions] of a) {
    const others = b.get(topicId);
    if (others === undefined || others.length !== partitions.length) return false;
    for (let index = 0; index < partitions.length; index++) if (partitions[index] !== others[index]) return false;
  }
  return true;
}

/** Those of `a` that are in `b` too. */
export function intersection(a: TopicPartitions, b: TopicPartitions): TopicPartitions {
  return filtered(a, (topicId) => {
    const others = new Set(b.get(topicId));
    return (partition) => others.has(partition);
  });
}

/** Those of `a` that are not in `b`. */
export function difference(a: TopicPartitions, b: TopicPartitions): TopicPartitions {
  return filtered(a, (topicId) => {
    const others = new Set(b.get(topicId));
    return (partition) => !others.has(partition);
  });
}

export function union(a: TopicPartitions, b: TopicPartitions): TopicPartitions {
  if (b.size === 0) return a;
  if (a.size === 0) return b;
  return topicPartitionsOf([...listOf(a), ...listOf(b)]);
}

export function isSubset(part: TopicPartitions, whole: TopicPartitions): boolean {
  return difference(part, whole).size === 0;
}

/** The partitions that pass; `passes` is asked for a test once a topic. */
export function filtered(
  topics: TopicPartitions,
  passes: (topicId: string) => (partition: number) => boolean,
): TopicPartitions {
  const result = new Map<string, readonly number[]>();
  for (const [topicId, partitions] of topics) {
    const kept = partitions.filter(passes(topicId));
    if (kept.length > 0) result.set(topicId, kept);
  }
  return result;
}

function isAscending(partitions: readonly number[]): boolean {
  return partitions.every((partition, index) => index === 0 || partition > (partitions[index - 1] ?? 0));
}

function sorted(partitions: readonly number[]): number[] {
  return [...new Set(partitions)].sort((a, b) => a - b);
}
