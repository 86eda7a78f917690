/**
 * What the timeline tells of a rebalance of a classic group: how long it took since the group was last Stable, who was
 * waited for, and which partitions changed hands. The latter for consumers only, whose assignments we can read.
 */
import { MalformedMessageError, Reader } from '@moldau/protocol';
import { consumerProtocolAssignmentData } from '@moldau/protocol/records/consumer-protocol-assignment';
import type { Step } from '../machine/step.ts';
import { noteEvent } from '../timeline/note-event.ts';
import { type Owners, partitionMoves, partitionOf } from '../timeline/partition-moves.ts';
import type { ClassicGroup } from './classic-group.ts';
import { consumerProtocolType } from './subscribed-topics.ts';

/** From the moment a group is not Stable any more until it is again, or Empty. */
export interface RebalanceUnderWay {
  /** Monotonic milliseconds. */
  readonly startedMs: number;
  /** The assignments of the generation before, by member id. */
  readonly assignments: Map<string, Buffer>;
  /** How long the last join phase took since the start, -1 before it has ended. */
  joinMs: number;
}

/** The coordinator knows the group from its log. */
export function noteLoaded(group: ClassicGroup, reason: string | null, step: Step): void {
  const { groupId, generationId, size } = group;
  noteEvent(groupId, { type: 'coordinator-loaded', epoch: generationId, members: size, reason }, step);
}

/** Remembers how things were; nothing happens if a rebalance is under way already. */
export function beginRebalance(group: ClassicGroup, step: Step): void {
  group.rebalance ??= {
    startedMs: step.now.monotonicMs,
    assignments: new Map(Array.from(group.members, ({ memberId, assignment }) => [memberId, assignment])),
    joinMs: -1,
  };
}

export function noteRebalanceStarted(group: ClassicGroup, step: Step): void {
  beginRebalance(group, step);
  noteEvent(group.groupId, { type: 'rebalance-started', epoch: group.generationId + 1 }, step);
}

export function noteJoinPhaseEnded({ rebalance }: ClassicGroup, step: Step): void {
  if (rebalance !== null) rebalance.joinMs = step.now.monotonicMs - rebalance.startedMs;
}

/** The members have the assignments that the group says they have. */
export function noteRebalanceCompleted(group: ClassicGroup, step: Step): void {
  const { rebalance } = group;
  group.rebalance = null;
  if (rebalance === null) return;
  noteEvent(
    group.groupId,
    {
      type: 'rebalance-completed',
      epoch: group.generationId,
      members: group.size,
      leaderId: group.members.leaderId ?? '',
      protocolName: group.protocolName ?? '',
      durationMs: step.now.monotonicMs - rebalance.startedMs,
      joinMs: rebalance.joinMs,
      lastToJoin: group.members.lastToJoin,
      ...movesOf(group, rebalance),
    },
    step,
  );
}

export function noteGroupEmptied(group: ClassicGroup, step: Step): void {
  group.rebalance = null;
  noteEvent(group.groupId, { type: 'group-emptied', epoch: group.generationId }, step);
}

function movesOf(group: ClassicGroup, rebalance: RebalanceUnderWay): ReturnType<typeof partitionMoves> {
  const unknown = { movedPartitions: -1, moves: [] };
  if (group.protocolType !== consumerProtocolType) return unknown;
  try {
    const after = ownersOf(Array.from(group.members, ({ memberId, assignment }) => [memberId, assignment]));
    return partitionMoves(ownersOf(rebalance.assignments), after);
  } catch (error) {
    if (error instanceof MalformedMessageError) return unknown;
    throw error;
  }
}

/** Throws a MalformedMessageError. */
function ownersOf(assignments: Iterable<readonly [memberId: string, assignment: Buffer]>): Owners {
  const owners = new Map<string, string>();
  for (const [memberId, assignment] of assignments) {
    if (assignment.length === 0) continue;
    const reader = new Reader(assignment);
    // Later versions begin like the last one that is known, as Kafka's clients take them.
    const version = Math.min(reader.readInt16(), consumerProtocolAssignmentData.maxVersion);
    if (version < 0) throw new MalformedMessageError('an assignment of a negative version');
    for (const { topic, partitions } of consumerProtocolAssignmentData.decode(reader, version).assignedPartitions) {
      for (const partition of partitions) owners.set(partitionOf(topic, partition), memberId);
    }
  }
  return owners;
}
