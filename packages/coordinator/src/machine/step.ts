import type { GroupSettings } from '../group-settings.ts';
import type { Deadlines } from './deadlines.ts';
import type { Moment } from './moment.ts';
import type { Outcome } from './outcome.ts';
import type { TimerEvent } from './timer-event.ts';

/** What one command works with besides the group it is about. */
export interface Step {
  readonly now: Moment;
  readonly settings: GroupSettings;
  readonly deadlines: Deadlines<TimerEvent>;
  readonly outcome: Outcome;
}
