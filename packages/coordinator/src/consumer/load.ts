import type { Step } from '../machine/step.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import { renewSession, scheduleRevocationEnd } from './deadlines.ts';
import { noteLoaded } from './rebalance-timeline.ts';

/** The group has been read from the log: from now on its members have to show that they are alive. */
export function consumerGroupLoaded(group: ConsumerGroup, reason: string | null, step: Step): void {
  for (const member of group.members.values()) {
    renewSession(group, member, step);
    const isToRevoke = member.current.state === 'UNREVOKED_PARTITIONS' && member.metadata.classic === null;
    if (isToRevoke) scheduleRevocationEnd(group, member, step);
  }
  if (!group.isEmpty) noteLoaded(group, reason, step);
}
