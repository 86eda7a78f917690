/**
 * The rebalance of a classic group: a join phase, in which everybody has to join anew, and a sync phase, in which the
 * leader's assignment is awaited. Each phase ends when all have come or at its deadline.
 */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { Step } from '../machine/step.ts';
import { joinPhaseKey, sessionKey, syncPhaseKey, type InitialRebalanceEvent } from '../machine/timer-event.ts';
import { noteEvent } from '../timeline/note-event.ts';
import type { ClassicGroup } from './classic-group.ts';
import { groupMetadataRecord } from './group-record.ts';
import { emptyAssignment } from './member.ts';
import { noteTimedOut } from './member-timeline.ts';
import { noteGroupEmptied, noteJoinPhaseEnded, noteRebalanceStarted } from './rebalance-timeline.ts';
import { completeJoin, completeSync, joinedGroup, syncError } from './responses.ts';
import { removeMember, renewSession } from './session.ts';

/** After a change in membership: begins a rebalance, or ends the running join phase if nobody is awaited any more. */
export function maybePrepareRebalance(group: ClassicGroup, step: Step): void {
  if (group.canRebalance) prepareRebalance(group, step);
  else maybeCompleteJoinPhase(group, step);
}

/** After members have been removed. */
export function rebalanceWithout(group: ClassicGroup, step: Step): void {
  if (group.state !== 'Empty') maybePrepareRebalance(group, step);
}

/** The first rebalance of an empty group has its own delay, so it does not end early (B104). */
export function maybeCompleteJoinPhase(group: ClassicGroup, step: Step): void {
  if (group.state !== 'PreparingRebalance' || group.previousState === 'Empty') return;
  if (group.members.haveAllJoined) completeJoinPhase(group, step);
}

export function prepareRebalance(group: ClassicGroup, step: Step): void {
  if (group.state === 'CompletingRebalance') resetAssignments(group, Errors.REBALANCE_IN_PROGRESS, step);
  cancelSyncPhase(group, step);
  const isInitial = group.state === 'Empty';
  noteRebalanceStarted(group, step);
  group.transitionTo('PreparingRebalance', step.now.wallClockMs);
  if (isInitial) scheduleInitialRebalance(group, step);
  else if (group.members.haveAllJoined) completeJoinPhase(group, step);
  else scheduleJoinPhaseEnd(group, step);
}

/** `group.max.size` is less than it was: everybody has to join anew, and not all will be let in. */
export function shrinkGroup(group: ClassicGroup, step: Step): void {
  noteEvent(group.groupId, { type: 'group-too-large', members: group.size }, step);
  prepareRebalance(group, step);
}

/** The delay of the first rebalance has passed. */
export function tryCompleteInitialRebalance(group: ClassicGroup, event: InitialRebalanceEvent, step: Step): void {
  if (group.state !== 'PreparingRebalance') return;
  if (!group.newMemberAdded || event.remainingMs === 0) {
    completeJoinPhase(group, step);
    return;
  }
  group.newMemberAdded = false;
  const delayMs = Math.min(step.settings.groupInitialRebalanceDelayMs, event.remainingMs);
  putOffInitialRebalance(group, delayMs, Math.max(event.remainingMs - event.delayMs, 0), step);
}

/** Ends the join phase: those who have not come are dropped, static members excepted, and a generation begins. */
export function completeJoinPhase(group: ClassicGroup, step: Step): void {
  if (group.state !== 'PreparingRebalance') return;
  step.deadlines.cancel(joinPhaseKey(group.groupId));
  for (const member of group.members) {
    if (member.awaitingJoin !== null || member.groupInstanceId !== null) continue;
    noteTimedOut(group, 'rejoin-timed-out', member, group.members.rebalanceTimeoutMs, step);
    removeMember(group, member.memberId, step);
  }
  if (!group.members.maybeElectNewJoinedLeader() && group.size > 0) {
    // Only static members are left and none has come: wait until they do, or until their sessions expire.
    scheduleJoinPhaseEnd(group, step);
    return;
  }
  group.initNextGeneration(step.now.wallClockMs);
  noteJoinPhaseEnded(group, step);
  if (group.size > 0) startSyncPhase(group, step);
  else {
    noteGroupEmptied(group, step);
    step.outcome.records.push(groupMetadataRecord(group));
  }
}

/** The sync phase has lasted for as long as the members' rebalance timeout (B107). */
export function expireSyncPhase(group: ClassicGroup, generationId: number, step: Step): void {
  const isSyncPhase = group.state === 'CompletingRebalance' || group.state === 'Stable';
  if (!isSyncPhase || generationId !== group.generationId || group.pendingSyncMembers.size === 0) return;
  for (const memberId of group.pendingSyncMembers) {
    const member = group.member(memberId);
    if (member !== undefined) noteTimedOut(group, 'sync-timed-out', member, group.members.rebalanceTimeoutMs, step);
    removeMember(group, memberId, step);
  }
  prepareRebalance(group, step);
}

/** The member has asked for its assignment. */
export function memberSynced(group: ClassicGroup, memberId: string, step: Step): void {
  group.pendingSyncMembers.delete(memberId);
  if (group.pendingSyncMembers.size === 0) step.deadlines.cancel(syncPhaseKey(group.groupId));
}

/** Forgets the assignments of a generation that came to nothing and tells those who wait for theirs. */
export function resetAssignments(group: ClassicGroup, errorCode: ErrorCode, step: Step): void {
  for (const member of group.members) {
    member.assignment = emptyAssignment;
    if (completeSync(member, syncError(errorCode), step)) renewSession(group, member, step);
  }
}

/** Withdraws all deadlines of a group that is going to be forgotten. */
export function cancelDeadlines(group: ClassicGroup, step: Pick<Step, 'deadlines'>): void {
  step.deadlines.cancel(joinPhaseKey(group.groupId));
  step.deadlines.cancel(syncPhaseKey(group.groupId));
  for (const memberId of [...group.members.ids, ...group.members.pendingIds]) {
    step.deadlines.cancel(sessionKey(group.groupId, memberId));
  }
}

function startSyncPhase(group: ClassicGroup, step: Step): void {
  for (const member of group.members) {
    completeJoin(group, member, joinedGroup(group, member.memberId), step);
    renewSession(group, member, step);
    member.isNew = false;
    group.pendingSyncMembers.add(member.memberId);
  }
  const { groupId, generationId } = group;
  step.deadlines.set(syncPhaseKey(groupId), step.now.monotonicMs + group.members.rebalanceTimeoutMs, {
    type: 'sync-phase',
    groupId,
    generationId,
  });
}

function cancelSyncPhase(group: ClassicGroup, step: Step): void {
  group.pendingSyncMembers.clear();
  step.deadlines.cancel(syncPhaseKey(group.groupId));
}

function scheduleInitialRebalance(group: ClassicGroup, step: Step): void {
  const delayMs = step.settings.groupInitialRebalanceDelayMs;
  group.newMemberAdded = false;
  putOffInitialRebalance(group, delayMs, Math.max(group.members.rebalanceTimeoutMs - delayMs, 0), step);
}

function putOffInitialRebalance(group: ClassicGroup, delayMs: number, remainingMs: number, step: Step): void {
  const { groupId } = group;
  step.deadlines.set(joinPhaseKey(groupId), step.now.monotonicMs + delayMs, {
    type: 'initial-rebalance',
    groupId,
    delayMs,
    remainingMs,
  });
}

function scheduleJoinPhaseEnd(group: ClassicGroup, step: Step): void {
  const { groupId } = group;
  step.deadlines.set(joinPhaseKey(groupId), step.now.monotonicMs + group.members.rebalanceTimeoutMs, {
    type: 'join-phase',
    groupId,
  });
}
