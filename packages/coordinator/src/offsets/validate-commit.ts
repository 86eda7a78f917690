/** Whether a group accepts offsets. Whoever stores offsets only makes a group by doing so. */
import { type ErrorCode, Errors } from '@moldau/protocol';
import { ClassicGroup } from '../classic/classic-group.ts';
import type { Step } from '../machine/step.ts';
import type { CommitCommand } from './commit.ts';
import type { TransactionalCommit } from './commit-transactional.ts';

export function validateCommit(commit: CommitCommand, step: Step): ErrorCode {
  return validate(commit, commit.apiVersion >= 9 ? Errors.GROUP_ID_NOT_FOUND : Errors.ILLEGAL_GENERATION, step);
}

/** TxnOffsetCommit knows no other error for a group that is not there. */
export function validateTransactionalCommit(commit: TransactionalCommit, step: Step): ErrorCode {
  return validate(commit, Errors.ILLEGAL_GENERATION, step);
}

/** `unknownGroup` is for a member of a group that is not there. */
function validate(commit: CommitCommand, unknownGroup: ErrorCode, { groups, now }: Step): ErrorCode {
  const { groupId, generationIdOrMemberEpoch } = commit;
  const group = groups.get(groupId);
  if (group !== undefined) return group.validateOffsetCommit(commit);
  if (generationIdOrMemberEpoch >= 0) return unknownGroup;
  groups.set(groupId, new ClassicGroup(groupId, now.wallClockMs));
  return Errors.NONE;
}
