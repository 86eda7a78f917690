/** Replicas chosen by an administrator, checked against the brokers that there are (B138, B140). */
import type { ClusterImage } from '@moldau/metadata';
import { Errors } from '@moldau/protocol';
import { Refusal } from './admin-error.ts';

export interface ManualAssignment {
  readonly partitionIndex: number;
  readonly brokerIds: readonly number[];
}

/** The replicas of the partitions `0 …`, in order. Throws a Refusal. */
export function assignedReplicas(image: ClusterImage, assignments: readonly ManualAssignment[]): number[][] {
  const byPartition = new Map<number, readonly number[]>();
  for (const { partitionIndex, brokerIds } of assignments) {
    if (byPartition.has(partitionIndex)) refuse(`Partition ${partitionIndex} is assigned more than once`);
    byPartition.set(partitionIndex, brokerIds);
  }
  const lists = Array.from({ length: byPartition.size }, (_, index) => byPartition.get(index) ?? refuse(noGaps));
  checkReplicas(image, lists);
  return lists.map((list) => [...list]);
}

const noGaps = 'The assigned partitions must be numbered from 0 without gaps';

/** Each list names known, distinct brokers, one of them alive, and all lists are equally long. Throws a Refusal. */
export function checkReplicas(image: ClusterImage, lists: readonly (readonly number[])[], factor?: number): void {
  const expected = factor ?? lists[0]?.length ?? 0;
  for (const list of lists) {
    checkList(image, list);
    if (list.length !== expected) refuse(`A partition is assigned to ${list.length} brokers, others to ${expected}`);
  }
}

function checkList(image: ClusterImage, list: readonly number[]): void {
  if (list.length === 0) refuse('A partition is assigned to no broker');
  const seen = new Set<number>();
  for (const id of list) {
    if (!image.brokers.has(id)) refuse(`A partition is assigned to broker ${id}, which does not exist`);
    if (seen.has(id)) refuse(`A partition is assigned to broker ${id} more than once`);
    seen.add(id);
  }
  if (!list.some((id) => image.brokers.get(id)?.state === 'ACTIVE')) {
    refuse(`A partition is assigned only to brokers that are not active: ${list.join(', ')}`);
  }
}

function refuse(message: string): never {
  throw new Refusal(Errors.INVALID_REPLICA_ASSIGNMENT, message);
}
