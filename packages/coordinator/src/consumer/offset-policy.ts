/** What a consumer group has to say about the offsets committed and fetched in its name (B129, B135). */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { OffsetCommitter, OffsetFetcher } from '../groups/group.ts';
import type { CommittedOffset } from '../offsets/committed-offset.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import type { ConsumerMember } from './consumer-member.ts';

/** The first version of OffsetCommit that can carry a member epoch, by KIP-848. */
const memberEpochFrom = 9;

/** Members commit as of their epoch; others only while there are no members. */
export function validateOffsetCommit(group: ConsumerGroup, committer: OffsetCommitter): ErrorCode {
  const { memberId, groupInstanceId, generationIdOrMemberEpoch: epoch, apiVersion, isTransactional } = committer;
  if (epoch < 0 && group.isEmpty) return Errors.NONE;
  if (isTransactional === true) return validateTransactionalCommit(group, memberId, groupInstanceId, epoch);
  const member = group.member(memberId);
  if (member === undefined) return Errors.UNKNOWN_MEMBER_ID;
  if (member.metadata.classic === null && apiVersion < memberEpochFrom) return Errors.UNSUPPORTED_VERSION;
  return validateEpoch(member, epoch);
}

/** TxnOffsetCommit knows generations only, and so does its answer (B71). */
function validateTransactionalCommit(
  group: ConsumerGroup,
  memberId: string,
  groupInstanceId: string | null,
  epoch: number,
): ErrorCode {
  if (epoch === -1 && memberId === '' && groupInstanceId === null) return Errors.NONE;
  const member = group.member(memberId);
  if (member === undefined) return Errors.UNKNOWN_MEMBER_ID;
  return epoch === member.current.memberEpoch ? Errors.NONE : Errors.ILLEGAL_GENERATION;
}

/** Whoever does not say who it is may look. */
export function validateOffsetFetch(group: ConsumerGroup, { memberId, memberEpoch }: OffsetFetcher): ErrorCode {
  if (memberId === null && memberEpoch < 0) return Errors.NONE;
  const member = group.member(memberId ?? '');
  return member === undefined ? Errors.UNKNOWN_MEMBER_ID : validateEpoch(member, memberEpoch);
}

/** Subscribed topics do not expire, whatever the state; the rest counts from the commit. */
export function offsetRetentionStart({ commitTimestampMs }: CommittedOffset): number {
  return commitTimestampMs;
}

function validateEpoch({ metadata, current }: ConsumerMember, epoch: number): ErrorCode {
  if (epoch === current.memberEpoch) return Errors.NONE;
  return metadata.classic === null ? Errors.STALE_MEMBER_EPOCH : Errors.ILLEGAL_GENERATION;
}
