/** What a classic group has to say about the offsets committed in its name. */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { OffsetCommitter } from '../groups/group.ts';
import type { CommittedOffset } from '../offsets/committed-offset.ts';
import type { ClassicGroup } from './classic-group.ts';
import { consumerProtocolType } from './subscribed-topics.ts';

/** Members commit as of the current generation; others only while there are no members (B71, B112). */
export function validateOffsetCommit(group: ClassicGroup, committer: OffsetCommitter): ErrorCode {
  const { memberId, groupInstanceId, generationIdOrMemberEpoch: generationId, isTransactional = false } = committer;
  if (generationId < 0 && group.isEmpty) return Errors.NONE;
  if (generationId >= 0 || memberId !== '' || groupInstanceId !== null) {
    const errorCode = group.members.validate(memberId, groupInstanceId);
    if (errorCode !== Errors.NONE) return errorCode;
    if (generationId !== group.generationId) return Errors.ILLEGAL_GENERATION;
  } else if (!isTransactional && !group.isEmpty) return Errors.UNKNOWN_MEMBER_ID;
  if (isTransactional) return Errors.NONE;
  return group.state === 'CompletingRebalance' ? Errors.REBALANCE_IN_PROGRESS : Errors.NONE;
}

/** If it is not known what consumers subscribe to, they may subscribe to anything. */
export function isSubscribedToTopic(group: ClassicGroup, topic: string): boolean {
  if (group.subscribedTopics !== null) return group.subscribedTopics.has(topic);
  return group.protocolType === consumerProtocolType && !group.isEmpty;
}

/** B135. */
export function offsetRetentionStart(group: ClassicGroup): ((offset: CommittedOffset) => number) | undefined {
  const { protocolType, stateTimestampMs } = group;
  if (protocolType === null) return ({ commitTimestampMs }) => commitTimestampMs;
  if (group.isEmpty) return ({ commitTimestampMs }) => stateTimestampMs ?? commitTimestampMs;
  const isStableConsumerGroup = protocolType === consumerProtocolType && group.state === 'Stable';
  if (!isStableConsumerGroup || group.subscribedTopics === null) return undefined;
  return ({ commitTimestampMs }) => commitTimestampMs;
}
