/** How long members of a consumer group may be silent, and may take to give partitions up. */
import { setSessionDeadline } from '../machine/session-deadline.ts';
import type { Step } from '../machine/step.ts';
import { memberRejoinKey, memberSyncKey, revocationKey, sessionKey } from '../machine/timer-event.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import type { ConsumerMember } from './consumer-member.ts';

/** Whatever shows that the client is alive puts the end of its session off. */
export function renewSession(group: ConsumerGroup, member: ConsumerMember, step: Step): void {
  const { groupId } = group;
  const { memberId, metadata } = member;
  const timeoutMs = metadata.classic?.sessionTimeoutMs ?? step.groupConfigs.consumer(groupId).sessionTimeoutMs;
  setSessionDeadline(groupId, memberId, timeoutMs, step);
}

/** A member that has been told to give partitions up has its rebalance timeout to do so (B124). */
export function scheduleRevocationEnd(group: ConsumerGroup, member: ConsumerMember, step: Step): void {
  const { groupId } = group;
  const { memberId, metadata, current } = member;
  step.deadlines.set(revocationKey(groupId, memberId), step.now.monotonicMs + metadata.rebalanceTimeoutMs, {
    type: 'revocation',
    groupId,
    memberId,
    memberEpoch: current.memberEpoch,
  });
}

export function cancelRevocationEnd({ groupId }: ConsumerGroup, memberId: string, step: Pick<Step, 'deadlines'>): void {
  step.deadlines.cancel(revocationKey(groupId, memberId));
}

/** Withdraws what waits for the member. */
export function cancelMemberDeadlines(group: ConsumerGroup, memberId: string, step: Pick<Step, 'deadlines'>): void {
  const { groupId } = group;
  step.deadlines.cancel(sessionKey(groupId, memberId));
  step.deadlines.cancel(memberRejoinKey(groupId, memberId));
  step.deadlines.cancel(memberSyncKey(groupId, memberId));
  cancelRevocationEnd(group, memberId, step);
}
