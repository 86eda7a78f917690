/** SyncGroup of a classic group: the leader brings the assignment, everybody takes their part of it (B107). */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { SyncGroupRequest, SyncGroupResponse } from '@moldau/protocol/messages/sync-group';
import type { AssignmentStored } from '../machine/continuation.ts';
import type { ReplyTo } from '../machine/outcome.ts';
import type { Step } from '../machine/step.ts';
import type { ClassicGroup } from './classic-group.ts';
import { groupMetadataRecord } from './group-record.ts';
import { type ClassicMember, emptyAssignment } from './member.ts';
import { maybePrepareRebalance, memberSynced, resetAssignments } from './rebalance.ts';
import { noteRebalanceCompleted } from './rebalance-timeline.ts';
import { completeSync, syncedGroup, syncError } from './responses.ts';
import { renewSession } from './session.ts';

export interface SyncCommand {
  /** Buffers in it are kept: they must not be views of memory that others write to. */
  readonly request: SyncGroupRequest;
  readonly replyTo: ReplyTo<SyncGroupResponse>;
}

export function syncClassicGroup(group: ClassicGroup, sync: SyncCommand, step: Step): void {
  const member = group.member(sync.request.memberId);
  const errorCode = validateSync(group, sync.request);
  if (errorCode !== Errors.NONE || member === undefined) {
    step.outcome.reply(sync.replyTo, syncError(errorCode));
    return;
  }
  memberSynced(group, member.memberId, step);
  if (group.state === 'CompletingRebalance') awaitAssignment(group, member, sync, step);
  else {
    renewSession(group, member, step);
    step.outcome.reply(sync.replyTo, syncedGroup(group, member));
  }
}

/** The assignment is in the log, so it counts, unless another rebalance has begun meanwhile. */
export function assignmentStored(group: ClassicGroup, stored: AssignmentStored, step: Step): void {
  if (!isAwaited(group, stored)) return;
  for (const member of group.members) {
    member.assignment = stored.assignments.get(member.memberId) ?? emptyAssignment;
    if (completeSync(member, syncedGroup(group, member), step)) renewSession(group, member, step);
  }
  group.transitionTo('Stable', step.now.wallClockMs);
  noteRebalanceCompleted(group, step);
}

/** The log has refused the assignment: everybody is told why and has to join anew. */
export function assignmentRefused(
  group: ClassicGroup,
  stored: AssignmentStored,
  errorCode: ErrorCode,
  step: Step,
): void {
  if (!isAwaited(group, stored)) return;
  resetAssignments(group, errorCode, step);
  maybePrepareRebalance(group, step);
}

function validateSync(group: ClassicGroup, request: SyncGroupRequest): ErrorCode {
  const errorCode = group.members.validate(request.memberId, request.groupInstanceId);
  if (errorCode !== Errors.NONE) return errorCode;
  if (request.generationId !== group.generationId) return Errors.ILLEGAL_GENERATION;
  if (differs(request.protocolType, group.protocolType) || differs(request.protocolName, group.protocolName)) {
    return Errors.INCONSISTENT_GROUP_PROTOCOL;
  }
  switch (group.state) {
    case 'Empty':
    case 'Dead':
      return Errors.UNKNOWN_MEMBER_ID;
    case 'PreparingRebalance':
      return Errors.REBALANCE_IN_PROGRESS;
    case 'CompletingRebalance':
    case 'Stable':
      return Errors.NONE;
  }
}

function awaitAssignment(group: ClassicGroup, member: ClassicMember, sync: SyncCommand, step: Step): void {
  completeSync(member, syncError(Errors.REBALANCE_IN_PROGRESS), step);
  member.awaitingSync = sync.replyTo;
  const isStoring = group.assignedGenerationId === group.generationId;
  if (group.members.isLeader(member.memberId) && !isStoring) storeAssignment(group, sync.request, step);
}

/** The group becomes Stable when its new record is committed. A generation is assigned once: the first word counts. */
function storeAssignment(group: ClassicGroup, request: SyncGroupRequest, step: Step): void {
  const given = new Map(request.assignments.map(({ memberId, assignment }) => [memberId, assignment]));
  const assignments = new Map<string, Buffer>();
  for (const { memberId } of group.members) assignments.set(memberId, given.get(memberId) ?? emptyAssignment);
  step.outcome.records.push(groupMetadataRecord(group, assignments));
  const { groupId, generationId } = group;
  group.assignedGenerationId = generationId;
  step.outcome.continuation = { type: 'assignment-stored', groupId, generationId, assignments };
}

function isAwaited(group: ClassicGroup, stored: AssignmentStored): boolean {
  return group.state === 'CompletingRebalance' && group.generationId === stored.generationId;
}

/** Clients that do not say are not held to it. */
function differs(said: string | null, actual: string | null): boolean {
  return said !== null && said !== actual;
}
