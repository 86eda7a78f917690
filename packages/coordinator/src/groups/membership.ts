/**
 * The APIs of the classic protocol, for a group of any kind or none: who asks does not know the kind, and some groups
 * of the consumer protocol have members of both (B127, B128).
 */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { HeartbeatRequest } from '@moldau/protocol/messages/heartbeat';
import type { LeaveGroupResponse, MemberIdentity } from '@moldau/protocol/messages/leave-group';
import { ClassicGroup } from '../classic/classic-group.ts';
import { emptyGroupMetadataRecord } from '../classic/group-record.ts';
import { heartbeatClassicGroup } from '../classic/heartbeat.ts';
import { joinClassicGroup } from '../classic/join.ts';
import type { JoinCommand } from '../classic/join-command.ts';
import { leaveClassicGroup, memberResponse } from '../classic/leave.ts';
import { joinError, syncError } from '../classic/responses.ts';
import { type SyncCommand, syncClassicGroup } from '../classic/sync.ts';
import {
  heartbeatAsClassicMember,
  joinAsClassicMember,
  syncAsClassicMember,
} from '../consumer/classic-members/commands.ts';
import { leaveConsumerGroupAsClassicMembers } from '../consumer/classic-members/leave.ts';
import { ConsumerGroup } from '../consumer/consumer-group.ts';
import type { Step } from '../machine/step.ts';

export function joinGroup(join: JoinCommand, step: Step): void {
  const { groupId, memberId } = join.request;
  const known = step.groups.get(groupId);
  const answer = (errorCode: ErrorCode): void => step.outcome.reply(join.replyTo, joinError(memberId, errorCode));
  if (known instanceof ConsumerGroup && !known.isEmpty) {
    step.outcome.readsCommittedState = true;
    step.outcome.reply(join.replyTo, joinAsClassicMember(known, join, step));
  } else if (known instanceof ClassicGroup) joinClassicGroup(known, join, step);
  else if (known !== undefined && !known.isEmpty) answer(Errors.INCONSISTENT_GROUP_PROTOCOL);
  else if (memberId !== '') answer(Errors.UNKNOWN_MEMBER_ID);
  else joinNewGroup(join, step);
}

export function syncGroup(sync: SyncCommand, step: Step): void {
  const group = step.groups.get(sync.request.groupId);
  if (group instanceof ClassicGroup) syncClassicGroup(group, sync, step);
  else if (group instanceof ConsumerGroup) {
    step.outcome.readsCommittedState = true;
    step.outcome.reply(sync.replyTo, syncAsClassicMember(group, sync.request, step));
  } else step.outcome.reply(sync.replyTo, syncError(Errors.UNKNOWN_MEMBER_ID));
}

export function heartbeat(request: HeartbeatRequest, step: Step): ErrorCode {
  const group = step.groups.get(request.groupId);
  if (group instanceof ClassicGroup) return heartbeatClassicGroup(group, request, step);
  return group instanceof ConsumerGroup ? heartbeatAsClassicMember(group, request, step) : Errors.UNKNOWN_MEMBER_ID;
}

export function leaveGroup(groupId: string, identities: readonly MemberIdentity[], step: Step): LeaveGroupResponse {
  const group = step.groups.get(groupId);
  if (group instanceof ClassicGroup) return leaveClassicGroup(group, identities, step);
  if (group instanceof ConsumerGroup) return leaveConsumerGroupAsClassicMembers(group, identities, step);
  const members = identities.map((identity) => memberResponse(identity, Errors.UNKNOWN_MEMBER_ID));
  return { throttleTimeMs: 0, errorCode: Errors.NONE, members };
}

/** A group of another kind that has no members gives way; its offsets stay. */
function joinNewGroup(join: JoinCommand, step: Step): void {
  const { groupId } = join.request;
  step.outcome.records.push(...(step.groups.get(groupId)?.tombstones() ?? []));
  const group = new ClassicGroup(groupId, step.now.wallClockMs);
  step.groups.set(groupId, group);
  const records = step.outcome.records.length;
  joinClassicGroup(group, join, step);
  if (step.outcome.records.length === records) step.outcome.records.push(emptyGroupMetadataRecord(group));
}
