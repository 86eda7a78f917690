import type { Step } from '../machine/step.ts';
import { assignorsByName } from './assignors/assignors.ts';
import type { Assignor } from './assignors/assignor.ts';
import { uniformAssignor } from './assignors/uniform-assignor.ts';
import type { ConsumerGroup } from './consumer-group.ts';

/** The assignor that most members want, or else the first that the broker offers. */
export function assignorOf(group: ConsumerGroup, { settings }: Pick<Step, 'settings'>): Assignor {
  const name = group.preferredAssignor ?? settings.groupConsumerAssignors[0] ?? '';
  return assignorsByName.get(name) ?? uniformAssignor;
}
