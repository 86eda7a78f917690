/** Members of the classic protocol have to come back when they are told to, and to ask for what they got. */
import type { Step } from '../../machine/step.ts';
import { memberRejoinKey, memberSyncKey } from '../../machine/timer-event.ts';
import type { ConsumerGroup } from '../consumer-group.ts';
import type { ConsumerMember } from '../consumer-member.ts';
import { removeMembers } from '../departure.ts';
import { noteTimedOut } from '../member-timeline.ts';

/** The member has been told to join anew: the first time counts. */
export function awaitRejoin({ groupId }: ConsumerGroup, { memberId, metadata }: ConsumerMember, step: Step): void {
  const key = memberRejoinKey(groupId, memberId);
  if (step.deadlines.has(key)) return;
  const atMs = step.now.monotonicMs + metadata.rebalanceTimeoutMs;
  step.deadlines.set(key, atMs, { type: 'member-rejoin', groupId, memberId });
}

/** The member has joined, and has to sync. */
export function awaitSync({ groupId }: ConsumerGroup, { memberId, metadata }: ConsumerMember, step: Step): void {
  step.deadlines.cancel(memberRejoinKey(groupId, memberId));
  const atMs = step.now.monotonicMs + metadata.rebalanceTimeoutMs;
  step.deadlines.set(memberSyncKey(groupId, memberId), atMs, { type: 'member-sync', groupId, memberId });
}

export function hasSynced({ groupId }: ConsumerGroup, { memberId }: ConsumerMember, step: Step): void {
  step.deadlines.cancel(memberSyncKey(groupId, memberId));
}

export function expireClassicMember(
  group: ConsumerGroup,
  memberId: string,
  type: 'rejoin-timed-out' | 'sync-timed-out',
  step: Step,
): void {
  const member = group.member(memberId);
  if (member === undefined || member.metadata.classic === null) return;
  noteTimedOut(group, type, member, member.metadata.rebalanceTimeoutMs, step);
  removeMembers(group, [member], step);
}
