/** Sessions of classic members: a deadline each, renewed by whatever shows that the client is alive (B109). */
import { Errors } from '@moldau/protocol';
import { setSessionDeadline } from '../machine/session-deadline.ts';
import type { Step } from '../machine/step.ts';
import { sessionKey } from '../machine/timer-event.ts';
import type { ClassicGroup } from './classic-group.ts';
import type { ClassicMember } from './member.ts';
import { beginRebalance } from './rebalance-timeline.ts';
import { completeJoin, completeSync, joinError, syncError } from './responses.ts';

export function renewSession(group: ClassicGroup, member: ClassicMember, step: Step): void {
  scheduleSession(group, member.memberId, member.sessionTimeoutMs, step);
}

export function scheduleSession(group: ClassicGroup, memberId: string, timeoutMs: number, step: Step): void {
  setSessionDeadline(group.groupId, memberId, timeoutMs, step);
}

/** Takes a member or a pending id out of the group; its parked requests are told that it is unknown now. */
export function removeMember(group: ClassicGroup, memberId: string, step: Step): void {
  const member = group.member(memberId);
  if (member !== undefined) {
    beginRebalance(group, step);
    completeJoin(group, member, joinError('', Errors.UNKNOWN_MEMBER_ID), step);
    completeSync(member, syncError(Errors.UNKNOWN_MEMBER_ID), step);
  }
  group.remove(memberId);
  step.deadlines.cancel(sessionKey(group.groupId, memberId));
}
