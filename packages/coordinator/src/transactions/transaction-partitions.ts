/** The partitions of a transaction, by topic. Immutable: adding makes a new one that shares the topics left alone. */
import type { TransactionPartition } from '../ports.ts';

export type TransactionPartitions = ReadonlyMap<string, ReadonlySet<number>>;

export const noPartitions: TransactionPartitions = new Map();

export function includesPartition(partitions: TransactionPartitions, { topic, partition }: TransactionPartition) {
  return partitions.get(topic)?.has(partition) === true;
}

export function withPartitions(
  partitions: TransactionPartitions,
  added: readonly TransactionPartition[],
): TransactionPartitions {
  const byTopic = new Map<string, Set<number>>();
  for (const { topic, partition } of added) {
    const known = byTopic.get(topic) ?? new Set(partitions.get(topic));
    byTopic.set(topic, known.add(partition));
  }
  return new Map<string, ReadonlySet<number>>([...partitions, ...byTopic]);
}

export function listOfPartitions(partitions: TransactionPartitions): TransactionPartition[] {
  return Array.from(partitions, ([topic, indexes]) =>
    Array.from(indexes, (partition) => ({ topic, partition })),
  ).flat();
}
