import type { Step } from '../machine/step.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import { type ConsumerMember, type CurrentAssignment, isReconciledTo } from './consumer-member.ts';
import { cancelRevocationEnd, scheduleRevocationEnd } from './deadlines.ts';
import { noteReconciled } from './rebalance-timeline.ts';
import { reconcile } from './reconciliation.ts';
import { samePartitions, type TopicPartitions } from './topic-partitions.ts';
import { write } from './write.ts';

/**
 * Takes a member of the group as far towards its target as it can go now, and returns it as it is then. A changed
 * subscription counts at once, though the target may not know of it yet (a pattern has to be matched first).
 */
export function reconcileMember(
  group: ConsumerGroup,
  member: ConsumerMember,
  owned: TopicPartitions | null,
  hasSubscriptionChanged: boolean,
  step: Step,
): ConsumerMember {
  const { memberId } = member;
  if (isReconciledTo(member, group.targetEpoch) && !hasSubscriptionChanged) return member;
  const next = reconcile(member, {
    targetEpoch: group.targetEpoch,
    target: group.targetOf(memberId),
    isFree: (topicId, partition) => group.owners.isFree(topicId, partition),
    isSubscribed: subscriptionTest(group, member, step),
    hasSubscriptionChanged,
    owned,
  });
  if (sameAssignment(next, member.current)) return member;
  write(group, { type: 'current-assignment', memberId, value: next }, step);
  const moved = group.member(memberId) ?? member;
  if (moved.metadata.classic === null) watchRevocation(group, moved, step);
  noteReconciled(group, moved, step);
  return moved;
}

function watchRevocation(group: ConsumerGroup, member: ConsumerMember, step: Step): void {
  if (member.current.state === 'UNREVOKED_PARTITIONS') scheduleRevocationEnd(group, member, step);
  else cancelRevocationEnd(group, member.memberId, step);
}

function subscriptionTest(group: ConsumerGroup, { subscription }: ConsumerMember, { catalog }: Step) {
  const topics = group.subscriptions.topicsOf(subscription);
  return (topicId: string): boolean => topics.has(catalog.topicById(topicId)?.name ?? '');
}

function sameAssignment(a: CurrentAssignment, b: CurrentAssignment): boolean {
  return (
    a === b ||
    (a.memberEpoch === b.memberEpoch &&
      a.previousMemberEpoch === b.previousMemberEpoch &&
      a.state === b.state &&
      samePartitions(a.assigned, b.assigned) &&
      samePartitions(a.pendingRevocation, b.pendingRevocation))
  );
}
