/** LeaveGroup of a consumer group: members of the classic protocol leave by it, an admin removes any member (B110). */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { LeaveGroupResponse, MemberIdentity } from '@moldau/protocol/messages/leave-group';
import { memberResponse } from '../../classic/leave.ts';
import type { Step } from '../../machine/step.ts';
import type { ConsumerGroup } from '../consumer-group.ts';
import type { ConsumerMember } from '../consumer-member.ts';
import { removeMembers } from '../departure.ts';
import { noteLeft } from '../member-timeline.ts';

export function leaveConsumerGroupAsClassicMembers(
  group: ConsumerGroup,
  identities: readonly MemberIdentity[],
  step: Step,
): LeaveGroupResponse {
  const leaving = new Set<ConsumerMember>();
  const members = identities.map((identity) => {
    const member = leaverOf(group, identity);
    if (typeof member === 'number') return memberResponse(identity, member);
    if (!leaving.has(member)) noteLeft(group, member, identity.reason, step);
    leaving.add(member);
    return memberResponse(identity, Errors.NONE);
  });
  removeMembers(group, [...leaving], step);
  return { throttleTimeMs: 0, errorCode: Errors.NONE, members };
}

/** An admin may name a static member by its instance alone. */
function leaverOf(group: ConsumerGroup, { memberId, groupInstanceId }: MemberIdentity): ConsumerMember | ErrorCode {
  if (groupInstanceId === null) return group.member(memberId) ?? Errors.UNKNOWN_MEMBER_ID;
  const member = group.staticMember(groupInstanceId);
  if (member === undefined) return Errors.UNKNOWN_MEMBER_ID;
  return memberId === '' || memberId === member.memberId ? member : Errors.FENCED_INSTANCE_ID;
}
