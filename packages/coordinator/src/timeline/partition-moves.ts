/** Which partitions changed hands between two assignments. */
import type { PartitionMove } from './group-event.ts';

/** The owner, by member id, of each partition that has one. */
export type Owners = ReadonlyMap<string, string>;

/** Pairs of members between whom partitions moved: so many are told one by one. */
const movesMax = 16;

/** The key of a partition among owners. */
export function partitionOf(topic: string, partition: number): string {
  return `${topic}\0${partition}`;
}

export function partitionMoves(
  before: Owners,
  after: Owners,
): { readonly movedPartitions: number; readonly moves: readonly PartitionMove[] } {
  const counts = new Map<string, Map<string, number>>();
  let movedPartitions = 0;
  const count = (from: string, to: string): void => {
    movedPartitions++;
    let receivers = counts.get(from);
    if (receivers === undefined) counts.set(from, (receivers = new Map()));
    receivers.set(to, (receivers.get(to) ?? 0) + 1);
  };
  for (const [partition, owner] of before) {
    const next = after.get(partition) ?? '';
    if (next !== owner) count(owner, next);
  }
  for (const [partition, owner] of after) if (!before.has(partition)) count('', owner);
  const moves = [...counts].flatMap(([from, receivers]) =>
    Array.from(receivers, ([to, partitions]) => ({ from, to, partitions })),
  );
  return { movedPartitions, moves: moves.sort((a, b) => b.partitions - a.partitions).slice(0, movesMax) };
}
