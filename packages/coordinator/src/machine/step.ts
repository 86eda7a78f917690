import type { GroupSettings } from '../group-settings.ts';
import type { Group } from '../groups/group.ts';
import type { GroupConfigs, TopicCatalog } from '../ports.ts';
import type { Deadlines } from './deadlines.ts';
import type { Moment } from './moment.ts';
import type { Outcome } from './outcome.ts';
import type { TimerEvent } from './timer-event.ts';

/** What one command works with besides the group it is about. */
export interface Step {
  readonly now: Moment;
  readonly settings: GroupSettings;
  readonly groupConfigs: GroupConfigs;
  readonly catalog: TopicCatalog;
  /** All groups by id, for those commands that make one of another kind out of a group. */
  readonly groups: Map<string, Group>;
  readonly deadlines: Deadlines<TimerEvent>;
  readonly outcome: Outcome;
}
