/** What becomes of a group when a client has been silent for too long (B109). */
import type { Step } from '../machine/step.ts';
import type { ClassicGroup } from './classic-group.ts';
import type { ClassicMember } from './member.ts';
import { maybeCompleteJoinPhase, rebalanceWithout } from './rebalance.ts';
import { removeMember } from './session.ts';

/** The session deadline of a member, or of a pending id, has passed. */
export function expireSession(group: ClassicGroup, memberId: string, step: Step): void {
  if (group.isPendingMember(memberId)) {
    removeMember(group, memberId, step);
    maybeCompleteJoinPhase(group, step);
    return;
  }
  const member = group.member(memberId);
  if (member === undefined || isWaitingForUs(member)) return;
  removeMember(group, memberId, step);
  rebalanceWithout(group, step);
}

/** A brand-new member may be removed while it waits: it may have gone long ago, and will retry if it has not. */
function isWaitingForUs(member: ClassicMember): boolean {
  return !member.isNew && (member.awaitingJoin !== null || member.awaitingSync !== null);
}
