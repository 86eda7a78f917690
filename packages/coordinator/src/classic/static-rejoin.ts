/**
 * A static member that comes back without its member id, because it restarted or because a second client uses its
 * instance id: it gets a new id and takes over; whoever used the old one is fenced (B118, B119, KIP-345).
 */
import { Errors } from '@moldau/protocol';
import type { StaticMemberStored } from '../machine/continuation.ts';
import type { Step } from '../machine/step.ts';
import type { ClassicGroup } from './classic-group.ts';
import { groupMetadataRecord } from './group-record.ts';
import { type JoinCommand, parkChangedJoin } from './join-command.ts';
import type { ClassicMember } from './member.ts';
import { noteStaticMemberReplaced } from './member-timeline.ts';
import { maybeCompleteJoinPhase, maybePrepareRebalance } from './rebalance.ts';
import { completeJoin, completeSync, joinedGroup, joinError, syncError } from './responses.ts';
import { renewSession } from './session.ts';

/** Since this version a leader that comes back may be told to leave the assignment as it is (KIP-814). */
const skipAssignmentFrom = 9;

export function rejoinStaticMember(
  group: ClassicGroup,
  previous: ClassicMember,
  newMemberId: string,
  join: JoinCommand,
  step: Step,
): void {
  const previousLeaderId = group.members.leaderId ?? '';
  fence(group, previous, step);
  const member = group.replaceStaticMember(previous, newMemberId);
  const { clientId, clientHost } = join;
  noteStaticMemberReplaced(group, previous, { ...member, clientId, clientHost }, step);
  renewSession(group, member, step);
  parkChangedJoin(group, member, join, step);
  switch (group.state) {
    case 'Stable':
      if (group.members.selectProtocol() !== group.protocolName) maybePrepareRebalance(group, step);
      else storeNewMemberId(group, member, join, previousLeaderId, step);
      return;
    case 'CompletingRebalance':
      // The leader may be assigning to the old member id at this moment.
      maybePrepareRebalance(group, step);
      return;
    default:
      maybeCompleteJoinPhase(group, step);
  }
}

/** The new member id is in the log: the member takes its place in the running generation. */
export function staticMemberStored(group: ClassicGroup, stored: StaticMemberStored, step: Step): void {
  const member = group.member(stored.memberId);
  if (member === undefined) return;
  const isLeader = group.members.isLeader(member.memberId);
  const response = joinedGroup(group, member.memberId);
  if (stored.skipAssignmentSupported) {
    completeJoin(group, member, { ...response, skipAssignment: isLeader }, step);
  } else {
    // Told who led before, a returned leader takes itself for a follower and does not assign again.
    completeJoin(group, member, { ...response, leader: stored.previousLeaderId, members: [] }, step);
  }
}

function storeNewMemberId(
  group: ClassicGroup,
  member: ClassicMember,
  join: JoinCommand,
  previousLeaderId: string,
  step: Step,
): void {
  step.outcome.records.push(groupMetadataRecord(group));
  step.outcome.continuation = {
    type: 'static-member-stored',
    groupId: group.groupId,
    memberId: member.memberId,
    previousLeaderId,
    skipAssignmentSupported: join.apiVersion >= skipAssignmentFrom,
  };
}

function fence(group: ClassicGroup, previous: ClassicMember, step: Step): void {
  completeJoin(group, previous, joinError(previous.memberId, Errors.FENCED_INSTANCE_ID), step);
  completeSync(previous, syncError(Errors.FENCED_INSTANCE_ID), step);
}
