/** What a group does once the records that it asked for are committed, or the log has refused them. */
import type { ErrorCode } from '@moldau/protocol';
import { ClassicGroup } from '../classic/classic-group.ts';
import { completeJoin, joinError } from '../classic/responses.ts';
import { staticMemberStored } from '../classic/static-rejoin.ts';
import { assignmentRefused, assignmentStored } from '../classic/sync.ts';
import type { Continuation } from '../machine/continuation.ts';
import type { Step } from '../machine/step.ts';

/** Only classic groups leave something to do; by now the group may be gone, or be of another kind. */
export function proceedGroup(continuation: Continuation, step: Step): void {
  const group = step.groups.get(continuation.groupId);
  if (!(group instanceof ClassicGroup)) return;
  if (continuation.type === 'assignment-stored') assignmentStored(group, continuation, step);
  else staticMemberStored(group, continuation, step);
}

/** Whoever waits for the continuation is told why it does not come. */
export function refuseGroup(continuation: Continuation, errorCode: ErrorCode, step: Step): void {
  const group = step.groups.get(continuation.groupId);
  if (!(group instanceof ClassicGroup)) return;
  if (continuation.type === 'assignment-stored') assignmentRefused(group, continuation, errorCode, step);
  else {
    const member = group.member(continuation.memberId);
    if (member !== undefined) completeJoin(group, member, joinError('', errorCode), step);
  }
}
