import { ClassicGroup } from '../classic/classic-group.ts';
import { completeJoinPhase, expireSyncPhase, tryCompleteInitialRebalance } from '../classic/rebalance.ts';
import { expireSession } from '../classic/session-expiry.ts';
import { ConsumerGroup } from '../consumer/consumer-group.ts';
import { expireConsumerGroup } from '../consumer/expire.ts';
import type { Step } from '../machine/step.ts';
import type { GroupTimerEvent } from '../machine/timer-event.ts';

/** A deadline of a group has passed, if the group is still there and of the kind that set it. */
export function tickGroup(event: GroupTimerEvent, step: Step): void {
  const group = step.groups.get(event.groupId);
  if (group instanceof ClassicGroup) tickClassicGroup(group, event, step);
  else if (group instanceof ConsumerGroup) expireConsumerGroup(group, event, step);
}

function tickClassicGroup(group: ClassicGroup, event: GroupTimerEvent, step: Step): void {
  switch (event.type) {
    case 'session':
      expireSession(group, event, step);
      return;
    case 'join-phase':
      completeJoinPhase(group, step);
      return;
    case 'initial-rebalance':
      tryCompleteInitialRebalance(group, event, step);
      return;
    case 'sync-phase':
      expireSyncPhase(group, event.generationId, step);
      return;
    case 'revocation':
    case 'member-rejoin':
    case 'member-sync':
  }
}
