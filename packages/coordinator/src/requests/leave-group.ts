/** LeaveGroup in both its forms: one member up to v2, with its error at the top; a list of members since. */
import { Errors } from '@moldau/protocol';
import type { LeaveGroupRequest, LeaveGroupResponse, MemberIdentity } from '@moldau/protocol/messages/leave-group';

const membersFrom = 3;

export function leavingMembers(request: LeaveGroupRequest, apiVersion: number): readonly MemberIdentity[] {
  if (apiVersion >= membersFrom) return request.members;
  return [{ memberId: request.memberId, groupInstanceId: null, reason: null }];
}

export function leaveResponse(response: LeaveGroupResponse, apiVersion: number): LeaveGroupResponse {
  if (apiVersion >= membersFrom) return response;
  const memberError = response.members.find(({ errorCode }) => errorCode !== Errors.NONE)?.errorCode;
  const errorCode = response.errorCode === Errors.NONE ? (memberError ?? Errors.NONE) : response.errorCode;
  return { throttleTimeMs: 0, errorCode, members: [] };
}
