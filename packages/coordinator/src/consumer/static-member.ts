/** Static members that go for a while and come back under another member id (KIP-345, B119, B123). */
import type { Step } from '../machine/step.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import { type ConsumerMember, newMember, staticLeaveEpoch } from './consumer-member.ts';
import { cancelMemberDeadlines, cancelRevocationEnd } from './deadlines.ts';
import { memberTombstones } from './group-tombstones.ts';
import { noteAway, noteStaticMemberReplaced } from './member-timeline.ts';
import { noPartitions } from './topic-partitions.ts';
import { write } from './write.ts';

/** The member keeps its partitions until its session ends, and can use none of them. */
export function parkStaticMember(group: ConsumerGroup, member: ConsumerMember, step: Step): void {
  const { memberId, current } = member;
  const value = { ...current, memberEpoch: staticLeaveEpoch, pendingRevocation: noPartitions };
  write(group, { type: 'current-assignment', memberId, value }, step);
  cancelRevocationEnd(group, memberId, step);
  noteAway(group, member, step);
}

/** The new member has what the one that it takes the place of had; whoever uses the old id is fenced. */
export function replaceStaticMember(
  group: ConsumerGroup,
  replaced: ConsumerMember,
  memberId: string,
  step: Step,
): ConsumerMember {
  const target = group.targetOf(replaced.memberId);
  const current = { ...replaced.current, memberEpoch: 0, previousMemberEpoch: 0, pendingRevocation: noPartitions };
  cancelMemberDeadlines(group, replaced.memberId, step);
  for (const tombstone of memberTombstones(replaced.memberId)) write(group, tombstone, step);
  write(group, { type: 'member-metadata', memberId, value: replaced.metadata }, step);
  write(group, { type: 'target-assignment', memberId, value: target }, step);
  write(group, { type: 'current-assignment', memberId, value: current }, step);
  const member = group.member(memberId) ?? newMember(memberId);
  noteStaticMemberReplaced(group, replaced, member, step);
  return member;
}
