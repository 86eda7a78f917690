/** Heartbeat of a member of the classic protocol in a consumer group: shows that it lives, learns that it must rejoin. */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { HeartbeatRequest } from '@moldau/protocol/messages/heartbeat';
import type { Step } from '../../machine/step.ts';
import type { ConsumerGroup } from '../consumer-group.ts';
import type { ConsumerMember } from '../consumer-member.ts';
import { renewSession } from '../deadlines.ts';
import { difference, filtered } from '../topic-partitions.ts';
import { awaitRejoin } from './deadlines.ts';
import { classicMemberOf } from './identify.ts';

/** Throws a Refusal if the group does not know the member. */
export function heartbeatWithConsumerGroup(group: ConsumerGroup, request: HeartbeatRequest, step: Step): ErrorCode {
  const { member } = classicMemberOf(group, request);
  if (request.generationId !== member.current.memberEpoch) return Errors.ILLEGAL_GENERATION;
  renewSession(group, member, step);
  if (!hasToRejoin(group, member)) return Errors.NONE;
  awaitRejoin(group, member, step);
  return Errors.REBALANCE_IN_PROGRESS;
}

/** There is a newer epoch, or something to give up, or something to get that has become free. */
function hasToRejoin(group: ConsumerGroup, member: ConsumerMember): boolean {
  const { memberEpoch, state } = member.current;
  if (memberEpoch < group.groupEpoch || state === 'UNREVOKED_PARTITIONS') return true;
  return state === 'UNRELEASED_PARTITIONS' && isAnyFree(group, member);
}

function isAnyFree(group: ConsumerGroup, { memberId, current }: ConsumerMember): boolean {
  const awaited = difference(group.targetOf(memberId), current.assigned);
  return filtered(awaited, (topicId) => (partition) => group.owners.isFree(topicId, partition)).size > 0;
}
