import { ClassicGroup } from '../classic/classic-group.ts';
import { shrinkGroup } from '../classic/rebalance.ts';
import { noteLoaded } from '../classic/rebalance-timeline.ts';
import { renewSession } from '../classic/session.ts';
import { ConsumerGroup } from '../consumer/consumer-group.ts';
import { consumerGroupLoaded } from '../consumer/load.ts';
import type { Step } from '../machine/step.ts';
import type { Group } from './group.ts';

/** The group has been read from the log: from now on its members have to show that they are alive. */
export function groupLoaded(group: Group, reason: string | null, step: Step): void {
  if (group instanceof ClassicGroup) classicGroupLoaded(group, reason, step);
  else if (group instanceof ConsumerGroup) consumerGroupLoaded(group, reason, step);
}

function classicGroupLoaded(group: ClassicGroup, reason: string | null, step: Step): void {
  for (const member of group.members) renewSession(group, member, step);
  if (group.size > 0) noteLoaded(group, reason, step);
  if (group.size > step.settings.groupMaxSize) shrinkGroup(group, step);
}
