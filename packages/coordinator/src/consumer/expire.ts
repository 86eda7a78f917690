import type { GroupTimerEvent } from '../machine/timer-event.ts';
import type { Step } from '../machine/step.ts';
import { expireClassicMember } from './classic-members/deadlines.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import { expireRevocation, expireSession } from './departure.ts';

/** A deadline of the group has passed. Those of its life as a classic group mean nothing any more. */
export function expireConsumerGroup(group: ConsumerGroup, event: GroupTimerEvent, step: Step): void {
  switch (event.type) {
    case 'session':
      expireSession(group, event, step);
      return;
    case 'revocation':
      expireRevocation(group, event.memberId, event.memberEpoch, step);
      return;
    case 'member-rejoin':
      expireClassicMember(group, event.memberId, 'rejoin-timed-out', step);
      return;
    case 'member-sync':
      expireClassicMember(group, event.memberId, 'sync-timed-out', step);
      return;
    case 'join-phase':
    case 'initial-rebalance':
    case 'sync-phase':
  }
}
