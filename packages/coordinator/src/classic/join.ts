/**
 * JoinGroup of a classic group (KIP-394 member ids, KIP-345 static members).
 *
 * A join is answered at once when it cannot be, or when it changes nothing in the running generation; otherwise it is
 * parked in the member until the join phase ends.
 */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { JoinGroupResponse } from '@moldau/protocol/messages/join-group';
import type { ReplyTo } from '../machine/outcome.ts';
import type { Step } from '../machine/step.ts';
import { eventMember } from '../timeline/event-texts.ts';
import { noteEvent } from '../timeline/note-event.ts';
import type { ClassicGroup } from './classic-group.ts';
import { type JoinCommand, parkChangedJoin } from './join-command.ts';
import { type ClassicMember, emptyAssignment, hasProtocols } from './member.ts';
import { noteJoined } from './member-timeline.ts';
import { maybePrepareRebalance } from './rebalance.ts';
import { joinedGroup, joinError } from './responses.ts';
import { removeMember, scheduleSession } from './session.ts';
import { rejoinStaticMember } from './static-rejoin.ts';

/** A brand-new member waits for its first join to complete for at most this long. */
const newMemberJoinTimeoutMs = 5 * 60 * 1000;

/** Since this version a client must come back with the id it is given before it is a member. */
const memberIdRequiredFrom = 4;

export function joinClassicGroup(group: ClassicGroup, join: JoinCommand, step: Step): void {
  const { memberId } = join.request;
  if (!acceptsMember(group, memberId, step)) {
    removeMember(group, memberId, step);
    refuse(join, '', Errors.GROUP_MAX_SIZE_REACHED, step);
  } else if (!group.supportsProtocols(join.request.protocolType, join.request.protocols)) {
    refuse(join, memberId, Errors.INCONSISTENT_GROUP_PROTOCOL, step);
  } else if (memberId === '') joinAsNewMember(group, join, step);
  else joinAsKnownMember(group, join, step);
}

/**
 * Its client is gone, and nobody else knows the id of a member that was never told it: such a member would hold up
 * the group until its session ends. Any other may come back on another connection.
 */
export function abandonJoin(group: ClassicGroup, replyTo: ReplyTo<JoinGroupResponse>, step: Step): void {
  for (const member of group.members) {
    if (member.awaitingJoin !== replyTo) continue;
    if (!member.isAnonymous || !member.isNew) return;
    noteEvent(group.groupId, { type: 'client-disconnected', member: eventMember(member) }, step);
    removeMember(group, member.memberId, step);
    maybePrepareRebalance(group, step);
    return;
  }
}

function acceptsMember(group: ClassicGroup, memberId: string, step: Step): boolean {
  const { groupMaxSize } = step.settings;
  const member = group.member(memberId);
  switch (group.state) {
    case 'Empty':
    case 'Dead':
      return true;
    case 'PreparingRebalance':
      return (member !== undefined && member.awaitingJoin !== null) || group.members.awaitingJoinCount < groupMaxSize;
    case 'CompletingRebalance':
    case 'Stable':
      return member !== undefined || group.size < groupMaxSize;
  }
}

function joinAsNewMember(group: ClassicGroup, join: JoinCommand, step: Step): void {
  const { groupInstanceId, sessionTimeoutMs } = join.request;
  const memberId = `${groupInstanceId ?? join.clientId}-${join.uuid}`;
  if (groupInstanceId !== null) {
    const current = memberOfInstance(group, groupInstanceId);
    if (current !== undefined) rejoinStaticMember(group, current, memberId, join, step);
    else addMember(group, memberId, join, step);
  } else if (join.apiVersion >= memberIdRequiredFrom) {
    group.members.addPending(memberId);
    scheduleSession(group, memberId, sessionTimeoutMs, step);
    refuse(join, memberId, Errors.MEMBER_ID_REQUIRED, step);
  } else addMember(group, memberId, join, step);
}

function joinAsKnownMember(group: ClassicGroup, join: JoinCommand, step: Step): void {
  const { memberId, groupInstanceId } = join.request;
  if (group.members.isPending(memberId) && groupInstanceId === null) {
    addMember(group, memberId, join, step);
    return;
  }
  const errorCode = group.members.validate(memberId, groupInstanceId);
  const member = group.member(memberId);
  if (errorCode !== Errors.NONE || member === undefined) refuse(join, memberId, errorCode, step);
  else rejoin(group, member, join, step);
}

function rejoin(group: ClassicGroup, member: ClassicMember, join: JoinCommand, step: Step): void {
  const isUnchanged = hasProtocols(member, join.request.protocols);
  switch (group.state) {
    case 'PreparingRebalance':
      updateMember(group, member, join, step);
      return;
    case 'CompletingRebalance':
      // The answer to its last join may have been lost.
      if (isUnchanged) step.outcome.reply(join.replyTo, joinedGroup(group, member.memberId));
      else updateMember(group, member, join, step);
      return;
    case 'Stable':
      if (isUnchanged && !group.members.isLeader(member.memberId)) {
        step.outcome.reply(join.replyTo, joinedGroup(group, member.memberId));
      } else updateMember(group, member, join, step);
      return;
    case 'Empty':
    case 'Dead':
      refuse(join, member.memberId, Errors.UNKNOWN_MEMBER_ID, step);
  }
}

function addMember(group: ClassicGroup, memberId: string, join: JoinCommand, step: Step): void {
  const { request } = join;
  if (group.state === 'PreparingRebalance' && group.previousState === 'Empty') group.newMemberAdded = true;
  const member: ClassicMember = {
    memberId,
    groupInstanceId: request.groupInstanceId,
    clientId: join.clientId,
    clientHost: join.clientHost,
    rebalanceTimeoutMs: request.rebalanceTimeoutMs,
    sessionTimeoutMs: request.sessionTimeoutMs,
    protocols: request.protocols,
    assignment: emptyAssignment,
    isNew: true,
    isAnonymous: request.memberId === '' && request.groupInstanceId === null,
    awaitingJoin: join.replyTo,
    awaitingSync: null,
  };
  group.add(member, request.protocolType);
  noteJoined(group, member, join, step);
  scheduleSession(group, memberId, newMemberJoinTimeoutMs, step);
  maybePrepareRebalance(group, step);
}

function updateMember(group: ClassicGroup, member: ClassicMember, join: JoinCommand, step: Step): void {
  parkChangedJoin(group, member, join, step);
  maybePrepareRebalance(group, step);
}

function memberOfInstance(group: ClassicGroup, groupInstanceId: string): ClassicMember | undefined {
  const memberId = group.members.staticMemberId(groupInstanceId);
  return memberId === undefined ? undefined : group.member(memberId);
}

function refuse(join: JoinCommand, memberId: string, errorCode: ErrorCode, step: Step): void {
  step.outcome.reply(join.replyTo, joinError(memberId, errorCode));
}
