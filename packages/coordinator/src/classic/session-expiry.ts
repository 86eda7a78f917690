/** What becomes of a group when a client has been silent for too long (B109). */
import type { Step } from '../machine/step.ts';
import type { SessionEvent } from '../machine/timer-event.ts';
import { noteEvent } from '../timeline/note-event.ts';
import type { ClassicGroup } from './classic-group.ts';
import type { ClassicMember } from './member.ts';
import { noteTimedOut } from './member-timeline.ts';
import { maybeCompleteJoinPhase, rebalanceWithout } from './rebalance.ts';
import { removeMember } from './session.ts';

/** The session deadline of a member, or of a pending id, has passed. */
export function expireSession(group: ClassicGroup, { memberId, timeoutMs }: SessionEvent, step: Step): void {
  if (group.members.isPending(memberId)) {
    if (group.state === 'PreparingRebalance') {
      noteEvent(group.groupId, { type: 'pending-member-expired', memberId, timeoutMs }, step);
    }
    removeMember(group, memberId, step);
    maybeCompleteJoinPhase(group, step);
    return;
  }
  const member = group.member(memberId);
  if (member === undefined || isWaitingForUs(member)) return;
  noteTimedOut(group, 'session-expired', member, timeoutMs, step);
  removeMember(group, memberId, step);
  rebalanceWithout(group, step);
}

/** A brand-new member may be removed while it waits: it may have gone long ago, and will retry if it has not. */
function isWaitingForUs(member: ClassicMember): boolean {
  return !member.isNew && (member.awaitingJoin !== null || member.awaitingSync !== null);
}
