/** What the timeline tells of a rebalance of a consumer group: how long it took, and which partitions changed hands. */
import type { Step } from '../machine/step.ts';
import { noteEvent } from '../timeline/note-event.ts';
import { type Owners, partitionMoves, partitionOf } from '../timeline/partition-moves.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import { type ConsumerMember, isReconciledTo } from './consumer-member.ts';
import { assignorOf } from './assignor-choice.ts';
import type { TopicPartitions } from './topic-partitions.ts';

/** From the moment a group is not Stable any more until it is again, or Empty. */
export interface RebalanceUnderWay {
  /** Monotonic milliseconds. */
  readonly startedMs: number;
  /** What members had before, by member id. */
  readonly assigned: ReadonlyMap<string, TopicPartitions>;
}

/** The coordinator knows the group from its log. */
export function noteLoaded({ groupId, groupEpoch, size }: ConsumerGroup, reason: string | null, step: Step): void {
  noteEvent(groupId, { type: 'coordinator-loaded', epoch: groupEpoch, members: size, reason }, step);
}

export function noteMetadataChanged(group: ConsumerGroup, topics: readonly string[], step: Step): void {
  noteEvent(group.groupId, { type: 'metadata-changed', topics }, step);
}

/** Remembers how things were. Whatever comes on top of a rebalance that is under way is part of it. */
export function beginRebalance(group: ConsumerGroup, step: Step): void {
  group.rebalance ??= {
    startedMs: step.now.monotonicMs,
    assigned: new Map(Array.from(group.members.values(), ({ memberId, current }) => [memberId, current.assigned])),
  };
}

/** Before the epoch is raised. */
export function noteRebalanceStarted(group: ConsumerGroup, step: Step): void {
  beginRebalance(group, step);
  noteEvent(group.groupId, { type: 'rebalance-started', epoch: group.groupEpoch + 1 }, step);
}

/** One more member has what it is to have: maybe it was the last. */
export function noteReconciled(group: ConsumerGroup, member: ConsumerMember, step: Step): void {
  if (isReconciledTo(member, group.targetEpoch)) maybeNoteCompleted(group, step);
}

export function noteMembersGone(group: ConsumerGroup, step: Step): void {
  if (!group.isEmpty) return;
  group.rebalance = null;
  noteEvent(group.groupId, { type: 'group-emptied', epoch: group.groupEpoch }, step);
}

function maybeNoteCompleted(group: ConsumerGroup, step: Step): void {
  const { rebalance } = group;
  if (rebalance === null || group.state !== 'Stable') return;
  group.rebalance = null;
  const now = Array.from(group.members.values(), ({ memberId, current }) => [memberId, current.assigned] as const);
  noteEvent(
    group.groupId,
    {
      type: 'rebalance-completed',
      epoch: group.groupEpoch,
      members: group.size,
      leaderId: '',
      protocolName: assignorOf(group, step).name,
      durationMs: step.now.monotonicMs - rebalance.startedMs,
      joinMs: -1,
      lastToJoin: '',
      ...partitionMoves(ownersOf(rebalance.assigned), ownersOf(now)),
    },
    step,
  );
}

function ownersOf(assigned: Iterable<readonly [string, TopicPartitions]>): Owners {
  const owners = new Map<string, string>();
  for (const [memberId, topics] of assigned) {
    for (const [topicId, partitions] of topics) {
      for (const partition of partitions) owners.set(partitionOf(topicId, partition), memberId);
    }
  }
  return owners;
}
