import { ClassicGroup } from '../classic/classic-group.ts';
import { cancelDeadlines } from '../classic/rebalance.ts';
import type { Step } from '../machine/step.ts';
import type { Group } from './group.ts';

/** Forgets a group without members. What it has committed is for the caller to remove. */
export function removeGroup(group: Group, step: Step): void {
  step.outcome.records.push(...group.tombstones());
  step.groups.delete(group.groupId);
  if (!(group instanceof ClassicGroup)) return;
  cancelDeadlines(group, step);
  group.transitionTo('Dead', step.now.wallClockMs);
}
