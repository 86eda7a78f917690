/**
 * Members subscribe to different topics: everybody keeps what it had, what is left goes to whoever has the least, and
 * then partitions move from members with more to members with less. In the end no partition could move to a subscriber
 * that has at least two fewer than its owner.
 *
 * Every move brings two members closer to each other, so it ends.
 */
import { AssignmentDraft } from './assignment-draft.ts';
import { type AssignmentMember, type AssignmentRequest, compareText, type GroupAssignment } from './assignor.ts';
import { LoadHeap } from './load-heap.ts';

interface Topic {
  readonly topicId: string;
  /** Indexes of members, ascending. */
  readonly subscribers: readonly number[];
  /** Index of the member that has the partition; -1 for none. */
  readonly owners: Int32Array;
}

export function assignByLevelling({ members, partitions }: AssignmentRequest): GroupAssignment {
  const topics = topicsOf(members, partitions);
  const loads = new Int32Array(members.length);
  keepPrevious(members, topics, loads);
  for (const topic of topics) giveToLeastLoaded(topic, loads);
  while (topics.reduce((moves, topic) => moves + level(topic, loads), 0) > 0);
  const draft = new AssignmentDraft(members);
  for (const { topicId, owners } of topics) {
    for (const [partition, owner] of owners.entries()) if (owner !== -1) draft.add(owner, topicId, partition);
  }
  return draft.finish();
}

/** Those with the fewest subscribers first: they have the least choice. */
function topicsOf(members: readonly AssignmentMember[], partitions: ReadonlyMap<string, number>): Topic[] {
  const subscribers = new Map<string, number[]>();
  for (const [index, { topicIds }] of members.entries()) {
    for (const topicId of topicIds) {
      const known = subscribers.get(topicId);
      if (known === undefined) subscribers.set(topicId, [index]);
      else known.push(index);
    }
  }
  return Array.from(subscribers, ([topicId, indexes]) => ({
    topicId,
    subscribers: indexes,
    owners: new Int32Array(partitions.get(topicId) ?? 0).fill(-1),
  })).sort((a, b) => a.subscribers.length - b.subscribers.length || compareText(a.topicId, b.topicId));
}

function keepPrevious(members: readonly AssignmentMember[], topics: readonly Topic[], loads: Int32Array): void {
  const byId = new Map(topics.map((topic) => [topic.topicId, topic]));
  for (const [index, { topicIds, previous }] of members.entries()) {
    const subscribed = previous.size > 0 ? new Set(topicIds) : undefined;
    for (const [topicId, partitions] of previous) {
      const topic = byId.get(topicId);
      if (topic === undefined || subscribed?.has(topicId) !== true) continue;
      for (const partition of partitions) {
        if (topic.owners[partition] === -1) give(topic, partition, index, loads);
      }
    }
  }
}

function giveToLeastLoaded(topic: Topic, loads: Int32Array): void {
  if (!topic.owners.includes(-1)) return;
  const receivers = new LoadHeap(topic.subscribers, loads);
  for (let partition = topic.owners.indexOf(-1); partition !== -1; partition = topic.owners.indexOf(-1, partition)) {
    give(topic, partition, receivers.least, loads);
    receivers.leastChanged();
  }
}

/** Moves partitions of one topic to subscribers with fewer; how many. */
function level(topic: Topic, loads: Int32Array): number {
  const order = Array.from(topic.owners.keys()).sort(
    (a, b) => loadOf(topic, b, loads) - loadOf(topic, a, loads) || b - a,
  );
  const [first] = order;
  if (first === undefined) return 0;
  const receivers = new LoadHeap(topic.subscribers, loads);
  let moves = 0;
  for (const partition of order) {
    const receiver = receivers.least;
    if (loadOf(topic, partition, loads) - (loads[receiver] ?? 0) < 2) continue;
    give(topic, partition, receiver, loads);
    receivers.leastChanged();
    moves++;
  }
  return moves;
}

function loadOf(topic: Topic, partition: number, loads: Int32Array): number {
  return loads[topic.owners[partition] ?? -1] ?? 0;
}

function give(topic: Topic, partition: number, receiver: number, loads: Int32Array): void {
  const owner = topic.owners[partition] ?? -1;
  if (owner !== -1) loads[owner] = (loads[owner] ?? 0) - 1;
  topic.owners[partition] = receiver;
  loads[receiver] = (loads[receiver] ?? 0) + 1;
}
