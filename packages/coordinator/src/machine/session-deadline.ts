import type { Step } from './step.ts';
import { sessionKey } from './timer-event.ts';

/**
 * A client has `timeoutMs` from now to be heard of again. Every heartbeat comes by here, so a deadline that only moves
 * keeps its event: whatever is put into old objects costs the garbage collector dear.
 */
export function setSessionDeadline(
  groupId: string,
  memberId: string,
  timeoutMs: number,
  { deadlines, now }: Pick<Step, 'deadlines' | 'now'>,
): void {
  const key = sessionKey(groupId, memberId);
  const known = deadlines.eventOf(key);
  const isSame = known?.type === 'session' && known.timeoutMs === timeoutMs;
  const event = isSame ? known : ({ type: 'session', groupId, memberId, timeoutMs } as const);
  deadlines.set(key, now.monotonicMs + timeoutMs, event);
}
