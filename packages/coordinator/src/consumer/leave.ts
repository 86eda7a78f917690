/** ConsumerGroupHeartbeat of a member that goes, for good (-1) or, if it is static, for a while (-2) (B123). */
import type {
  ConsumerGroupHeartbeatRequest,
  ConsumerGroupHeartbeatResponse,
} from '@moldau/protocol/messages/consumer-group-heartbeat';
import { Errors } from '@moldau/protocol';
import type { Step } from '../machine/step.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import { staticLeaveEpoch } from './consumer-member.ts';
import { removeMembers } from './departure.ts';
import { memberOf } from './identify-member.ts';
import { noteLeft } from './member-timeline.ts';
import { parkStaticMember } from './static-member.ts';

/** Throws a Refusal if the group does not know the member. */
export function leaveConsumerGroup(
  group: ConsumerGroup,
  request: ConsumerGroupHeartbeatRequest,
  step: Step,
): ConsumerGroupHeartbeatResponse {
  const { memberId, memberEpoch } = request;
  const member = memberOf(group, request);
  if (memberEpoch === staticLeaveEpoch) parkStaticMember(group, member, step);
  else {
    noteLeft(group, member, null, step);
    removeMembers(group, [member], step);
  }
  return {
    throttleTimeMs: 0,
    errorCode: Errors.NONE,
    errorMessage: null,
    memberId,
    memberEpoch,
    heartbeatIntervalMs: 0,
    assignment: null,
  };
}
