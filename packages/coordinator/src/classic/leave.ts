/** LeaveGroup of a classic group: any number of members leave at once, which costs one rebalance (B110, B111). */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { LeaveGroupResponse, MemberIdentity, MemberResponse } from '@moldau/protocol/messages/leave-group';
import type { Step } from '../machine/step.ts';
import type { EventMember } from '../timeline/group-event.ts';
import type { ClassicGroup } from './classic-group.ts';
import { noteLeft } from './member-timeline.ts';
import { rebalanceWithout } from './rebalance.ts';
import { removeMember } from './session.ts';

export function leaveClassicGroup(
  group: ClassicGroup,
  identities: readonly MemberIdentity[],
  step: Step,
): LeaveGroupResponse {
  const members = identities.map((identity) => memberResponse(identity, leave(group, identity, step)));
  if (members.some(({ errorCode }) => errorCode === Errors.NONE)) rebalanceWithout(group, step);
  return { throttleTimeMs: 0, errorCode: Errors.NONE, members };
}

export function memberResponse({ memberId, groupInstanceId }: MemberIdentity, errorCode: ErrorCode): MemberResponse {
  return { memberId, groupInstanceId, errorCode };
}

/** Of an id that was handed out and not joined with no client is kept. */
function unknownClient(memberId: string): EventMember {
  return { memberId, groupInstanceId: null, clientId: '', clientHost: '' };
}

/** An admin may name a static member by its instance alone. */
function leave(group: ClassicGroup, identity: MemberIdentity, step: Step): ErrorCode {
  const { memberId, groupInstanceId } = identity;
  const leaverId =
    memberId === '' && groupInstanceId !== null ? group.members.staticMemberId(groupInstanceId) : memberId;
  if (leaverId === undefined) return Errors.UNKNOWN_MEMBER_ID;
  const errorCode = group.members.isPending(leaverId) ? Errors.NONE : group.members.validate(leaverId, groupInstanceId);
  if (errorCode !== Errors.NONE) return errorCode;
  const member = group.member(leaverId);
  noteLeft(group, member ?? unknownClient(leaverId), identity.reason, step);
  removeMember(group, leaverId, step);
  return Errors.NONE;
}
