/**
 * Moving replicas to other brokers (KIP-455). What is asked for is written into the partition at once: the replicas that
 * come and those that go. A move that needs nobody to catch up is complete with that.
 */
import { decodePartition, encodePartition, type PartitionRecord, type Write } from '@moldau/metadata';
import { Errors, errorMessage } from '@moldau/protocol';
import { Refusal, refusalOf } from './admin-error.ts';
import { checkReplicas } from './assignment.ts';
import type {
  PartitionReassignment,
  PartitionReassignmentResult,
  ReassignmentOptions,
  ReassignmentResult,
  TopicReassignment,
} from './controller.ts';
import { type ControllerView, type Decision, WRITES_MAX } from './controller-view.ts';
import { chunks } from './new-partitions.ts';

/** One decision a topic; a partition that comes twice is moved to where it was asked for last. */
export function decideAlterReassignments(
  view: ControllerView,
  topics: readonly TopicReassignment[],
  options: ReassignmentOptions,
): Decision<ReassignmentResult>[] {
  return topics.map(({ topic, partitions }) => {
    const writes = new Map<number, Write>();
    const results = partitions.map((request): PartitionReassignmentResult => {
      const decided = refusalOf(() => decideOne(view, topic, request, options));
      if ('error' in decided) return { partition: request.partition, error: decided.error };
      writes.set(request.partition, decided.value);
      return { partition: request.partition, error: undefined };
    });
    return { result: { topic, partitions: results }, transactions: chunks([...writes.values()], WRITES_MAX) };
  });
}

function decideOne(
  view: ControllerView,
  name: string,
  { partition: index, replicas }: PartitionReassignment,
  options: ReassignmentOptions,
): Write {
  const topic = view.image.topicsByName.get(name);
  if (topic === undefined) {
    throw new Refusal(Errors.UNKNOWN_TOPIC_OR_PARTITION, `There is no topic named '${name}'`);
  }
  const put = view.keys.partition(topic.id, index);
  const entry = topic.partitions[index] === undefined ? undefined : view.entry(put);
  if (entry === undefined) {
    throw new Refusal(Errors.UNKNOWN_TOPIC_OR_PARTITION, `The topic '${name}' has no partition ${index}`);
  }
  const present = decodePartition(put, entry.value);
  const changed = replicas === null ? cancelled(present) : moved(view, present, replicas, options);
  return { put, value: encodePartition(changed) };
}

/** Back to the replicas from before the move under way. */
function cancelled(present: PartitionRecord): PartitionRecord {
  const { adding, removing, replicas } = present;
  if (adding.length === 0 && removing.length === 0) {
    throw new Refusal(Errors.NO_REASSIGNMENT_IN_PROGRESS, errorMessage(Errors.NO_REASSIGNMENT_IN_PROGRESS));
  }
  return withReplicas(present, without(replicas, adding));
}

function moved(
  { image }: ControllerView,
  present: PartitionRecord,
  target: readonly number[],
  { allowReplicationFactorChange }: ReassignmentOptions,
): PartitionRecord {
  checkReplicas(image, [target]);
  const before = without(present.replicas, present.adding);
  if (!allowReplicationFactorChange && target.length !== before.length) {
    const message = `The move would change the number of replicas from ${before.length} to ${target.length}`;
    throw new Refusal(Errors.INVALID_REPLICATION_FACTOR, message);
  }
  if (target.every((id) => present.isr.includes(id))) return withReplicas(present, target);
  const adding = without(target, before);
  const removing = without(before, target);
  return {
    ...present,
    partitionEpoch: present.partitionEpoch + 1,
    replicas: [...target, ...removing],
    adding,
    removing,
  };
}

/** The partition on these replicas, none of them on the way; led by the first in sync if its leader has gone. */
function withReplicas(present: PartitionRecord, replicas: readonly number[]): PartitionRecord {
  const isr = present.isr.filter((id) => replicas.includes(id));
  const isLed = present.leader < 0 || replicas.includes(present.leader);
  return {
    ...present,
    partitionEpoch: present.partitionEpoch + 1,
    replicas,
    adding: [],
    removing: [],
    isr,
    elr: present.elr.filter((id) => replicas.includes(id)),
    leader: isLed ? present.leader : (replicas.find((id) => isr.includes(id)) ?? -1),
    leaderEpoch: isLed ? present.leaderEpoch : present.leaderEpoch + 1,
  };
}

function without(ids: readonly number[], others: readonly number[]): number[] {
  return ids.filter((id) => !others.includes(id));
}
