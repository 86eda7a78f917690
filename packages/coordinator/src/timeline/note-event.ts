import type { Step } from '../machine/step.ts';
import type { GroupEvent } from './group-event.ts';

/** Puts an event beside the records and replies of a step; it is kept once the records are committed. */
export function noteEvent(groupId: string, event: GroupEvent, { outcome, now }: Pick<Step, 'outcome' | 'now'>): void {
  (outcome.events ??= []).push({ groupId, timestampMs: now.wallClockMs, event });
}
