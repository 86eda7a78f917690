/** The answers of a classic group to JoinGroup and SyncGroup. */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { JoinGroupResponse, JoinGroupResponseMember } from '@moldau/protocol/messages/join-group';
import type { SyncGroupResponse } from '@moldau/protocol/messages/sync-group';
import type { Step } from '../machine/step.ts';
import type { ClassicGroup } from './classic-group.ts';
import { type ClassicMember, emptyAssignment, metadataOf } from './member.ts';

export function joinError(memberId: string, errorCode: ErrorCode): JoinGroupResponse {
  return {
    throttleTimeMs: 0,
    errorCode,
    generationId: -1,
    protocolType: null,
    protocolName: null,
    leader: '',
    skipAssignment: false,
    memberId,
    members: [],
  };
}

/** The current generation as one member is to know it: only a leader is told the others (B105). */
export function joinedGroup(group: ClassicGroup, memberId: string): JoinGroupResponse {
  return {
    throttleTimeMs: 0,
    errorCode: Errors.NONE,
    generationId: group.generationId,
    protocolType: group.protocolType,
    protocolName: group.protocolName,
    leader: group.members.leaderId ?? '',
    skipAssignment: false,
    memberId,
    members: group.members.isLeader(memberId) ? joinedMembers(group) : [],
  };
}

export function syncError(errorCode: ErrorCode): SyncGroupResponse {
  return { throttleTimeMs: 0, errorCode, protocolType: null, protocolName: null, assignment: emptyAssignment };
}

export function syncedGroup(group: ClassicGroup, member: ClassicMember): SyncGroupResponse {
  return {
    throttleTimeMs: 0,
    errorCode: Errors.NONE,
    protocolType: group.protocolType,
    protocolName: group.protocolName,
    assignment: member.assignment,
  };
}

/** Answers the member's parked JoinGroup, if there is one. */
export function completeJoin(
  group: ClassicGroup,
  member: ClassicMember,
  response: JoinGroupResponse,
  { outcome }: Step,
): boolean {
  const replyTo = group.members.takeJoin(member);
  if (replyTo !== null) outcome.reply(replyTo, response);
  return replyTo !== null;
}

/** Answers the member's parked SyncGroup, if there is one. */
export function completeSync(member: ClassicMember, response: SyncGroupResponse, { outcome }: Step): boolean {
  const replyTo = member.awaitingSync;
  member.awaitingSync = null;
  if (replyTo !== null) outcome.reply(replyTo, response);
  return replyTo !== null;
}

/** What a leader is told about the members. */
function joinedMembers({ members, protocolName }: ClassicGroup): JoinGroupResponseMember[] {
  return Array.from(members, (member) => ({
    memberId: member.memberId,
    groupInstanceId: member.groupInstanceId,
    metadata: metadataOf(member, protocolName ?? ''),
  }));
}
