/** Members that go: because they say so, or because they have been silent or slow for too long. */
import type { Step } from '../machine/step.ts';
import type { SessionEvent } from '../machine/timer-event.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import type { ConsumerMember } from './consumer-member.ts';
import { cancelMemberDeadlines } from './deadlines.ts';
import { memberTombstones } from './group-tombstones.ts';
import { noteTimedOut } from './member-timeline.ts';
import { downgradeGroup, isDowngradeDue } from './migration/downgrade.ts';
import { dropUnusedPattern } from './patterns/resolve-patterns.ts';
import { bumpGroupEpoch } from './rebalance.ts';
import { beginRebalance, noteMembersGone } from './rebalance-timeline.ts';
import { write } from './write.ts';

/**
 * The members are gone and their partitions are free; the others get them at their next heartbeats. If only members of
 * the classic protocol are left, the group becomes a classic one where the broker allows that (B127).
 */
export function removeMembers(group: ConsumerGroup, members: readonly ConsumerMember[], step: Step): void {
  if (members.length === 0) return;
  beginRebalance(group, step);
  for (const { memberId, metadata } of members) {
    cancelMemberDeadlines(group, memberId, step);
    for (const tombstone of memberTombstones(memberId)) write(group, tombstone, step);
    dropUnusedPattern(group, metadata.pattern, step);
  }
  if (isDowngradeDue(group, step)) {
    downgradeGroup(group, step);
    return;
  }
  bumpGroupEpoch(group, step);
  noteMembersGone(group, step);
}

/** Nothing was heard of the member for as long as its session lasts. */
export function expireSession(group: ConsumerGroup, { memberId, timeoutMs }: SessionEvent, step: Step): void {
  const member = group.member(memberId);
  if (member === undefined) return;
  noteTimedOut(group, 'session-expired', member, timeoutMs, step);
  removeMembers(group, [member], step);
}

/** The member has not given up what it was told to, within its rebalance timeout (B124). */
export function expireRevocation(group: ConsumerGroup, memberId: string, memberEpoch: number, step: Step): void {
  const member = group.member(memberId);
  if (member?.current.state !== 'UNREVOKED_PARTITIONS' || member.current.memberEpoch !== memberEpoch) return;
  noteTimedOut(group, 'revocation-timed-out', member, member.metadata.rebalanceTimeoutMs, step);
  removeMembers(group, [member], step);
}
