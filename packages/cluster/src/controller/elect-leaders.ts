/**
 * Elections that an administrator asks for (B144). Preferred: the first replica leads again, if it is in sync. Unclean:
 * a partition that has no leader gets one of its live replicas, in sync or not.
 */
import { decodePartition, encodePartition, type ClusterImage, type PartitionImage, type Write } from '@moldau/metadata';
import { type ErrorCode, Errors, errorMessage } from '@moldau/protocol';
import { Refusal, refusalOf } from './admin-error.ts';
import type { ElectionResult, ElectionSelection, ElectionType, PartitionElection } from './controller.ts';
import { type ControllerView, type Decision, WRITES_MAX } from './controller-view.ts';
import { chunks } from './new-partitions.ts';

/** One decision a topic that is named; of all topics, partitions that need no election are left out. */
export function decideElectLeaders(
  view: ControllerView,
  type: ElectionType,
  selection: readonly ElectionSelection[] | null,
): Decision<ElectionResult>[] {
  if (selection !== null) return selection.map((selected) => electTopic(view, type, selected));
  return [...view.image.topicsByName.values()].map(({ name, partitions }) => {
    const { result, transactions } = electTopic(view, type, { topic: name, partitions: [...partitions.keys()] });
    const needed = result.partitions.filter(({ error }) => error?.code !== Errors.ELECTION_NOT_NEEDED);
    return { result: { ...result, partitions: needed }, transactions };
  });
}

function electTopic(
  view: ControllerView,
  type: ElectionType,
  { topic, partitions }: ElectionSelection,
): Decision<ElectionResult> {
  const writes = new Map<number, Write>();
  const results = partitions.map((partition): PartitionElection => {
    const elected = refusalOf(() => electPartition(view, type, topic, partition));
    if ('error' in elected) return { partition, error: elected.error };
    writes.set(partition, elected.value);
    return { partition, error: undefined };
  });
  return { result: { topic, partitions: results }, transactions: chunks([...writes.values()], WRITES_MAX) };
}

function electPartition(view: ControllerView, type: ElectionType, name: string, index: number): Write {
  const topic = view.image.topicsByName.get(name);
  if (topic === undefined) throw new Refusal(Errors.UNKNOWN_TOPIC_OR_PARTITION, `The topic '${name}' does not exist`);
  const partition = topic.partitions[index];
  if (partition === undefined) {
    throw new Refusal(Errors.UNKNOWN_TOPIC_OR_PARTITION, `The topic '${name}' has no partition ${index}`);
  }
  const leader = type === 'preferred' ? preferredLeader(view.image, partition) : anyLeader(view.image, partition);
  return leadership(view, view.keys.partition(topic.id, index), leader);
}

function preferredLeader(image: ClusterImage, { leader, replicas, isr }: PartitionImage): number {
  const [preferred] = replicas;
  if (leader === preferred) refuse(Errors.ELECTION_NOT_NEEDED);
  if (preferred === undefined || !isr.includes(preferred) || !isActive(image, preferred)) {
    refuse(Errors.PREFERRED_LEADER_NOT_AVAILABLE);
  }
  return preferred;
}

/** Prefers replicas that have lost nothing. */
function anyLeader(image: ClusterImage, { leader, replicas, isr, elr }: PartitionImage): number {
  if (leader >= 0) refuse(Errors.ELECTION_NOT_NEEDED);
  const isCandidate = (id: number) => isActive(image, id);
  const elected =
    replicas.find((id) => isr.includes(id) && isCandidate(id)) ??
    replicas.find((id) => elr.includes(id) && isCandidate(id)) ??
    replicas.find(isCandidate);
  return elected ?? refuse(Errors.ELIGIBLE_LEADERS_NOT_AVAILABLE);
}

function isActive(image: ClusterImage, brokerId: number): boolean {
  return image.brokers.get(brokerId)?.state === 'ACTIVE';
}

/** A leader from outside the in-sync replicas is the only one that is left of them. */
function leadership(view: ControllerView, put: string, leader: number): Write {
  const entry = view.entry(put);
  if (entry === undefined) throw new Error(`The partition ${put} is in the image but has no record`);
  const record = decodePartition(put, entry.value);
  const isClean = record.isr.includes(leader);
  const value = encodePartition({
    ...record,
    leader,
    leaderEpoch: record.leaderEpoch + 1,
    partitionEpoch: record.partitionEpoch + 1,
    isr: isClean ? record.isr : [leader],
    elr: isClean ? record.elr : record.elr.filter((id) => id !== leader),
    recovering: record.recovering || !(isClean || record.elr.includes(leader)),
  });
  return { put, value };
}

function refuse(code: ErrorCode): never {
  throw new Refusal(code, errorMessage(code));
}
