/** ConsumerGroupHeartbeat at the door: what is refused whatever the group (B123). */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type {
  ConsumerGroupHeartbeatRequest,
  ConsumerGroupHeartbeatResponse,
} from '@moldau/protocol/messages/consumer-group-heartbeat';
import { refusedHeartbeat } from '../consumer/commands.ts';
import { staticLeaveEpoch } from '../consumer/consumer-member.ts';
import { joinEpoch } from '../consumer/identify-member.ts';
import type { GroupSettings } from '../group-settings.ts';

/** Since this version clients make their member ids themselves. */
const memberIdRequiredFrom = 1;

/** Undefined if nothing is wrong with it. */
export function refuseHeartbeat(
  request: ConsumerGroupHeartbeatRequest,
  apiVersion: number,
  settings: GroupSettings,
): ConsumerGroupHeartbeatResponse | undefined {
  const problem = heartbeatProblem(request, apiVersion);
  if (problem !== undefined) return failedHeartbeat(Errors.INVALID_REQUEST, problem);
  const { serverAssignor } = request;
  if (serverAssignor === null || settings.groupConsumerAssignors.includes(serverAssignor)) return undefined;
  const offered = settings.groupConsumerAssignors.join(', ');
  return failedHeartbeat(Errors.UNSUPPORTED_ASSIGNOR, `There is no assignor ${serverAssignor}, but ${offered}.`);
}

export function failedHeartbeat(code: ErrorCode, message: string): ConsumerGroupHeartbeatResponse {
  return refusedHeartbeat({ code, message });
}

/** In v0 the broker makes the id of a member that joins without one. */
export function withMemberId(request: ConsumerGroupHeartbeatRequest, newMemberId: () => string) {
  return request.memberId === '' ? { ...request, memberId: newMemberId() } : request;
}

function heartbeatProblem(request: ConsumerGroupHeartbeatRequest, apiVersion: number): string | undefined {
  const { memberEpoch } = request;
  if (request.groupId === '') return 'The group id is empty.';
  if (request.instanceId === '') return 'The instance id is empty.';
  if (request.rackId === '') return 'The rack id is empty.';
  const isNamed = request.memberId !== '' || (memberEpoch === joinEpoch && apiVersion < memberIdRequiredFrom);
  if (!isNamed) return 'The member id is empty.';
  if (memberEpoch < staticLeaveEpoch) return `There is no member epoch ${memberEpoch}.`;
  if (memberEpoch === staticLeaveEpoch && request.instanceId === null) {
    return 'Only a member with an instance id can leave for a while.';
  }
  return memberEpoch === joinEpoch ? joinProblem(request) : undefined;
}

function joinProblem(request: ConsumerGroupHeartbeatRequest): string | undefined {
  if (request.rebalanceTimeoutMs === -1) return 'Who joins has to give a rebalance timeout.';
  if (request.topicPartitions === null || request.topicPartitions.length > 0) {
    return 'Who joins has to have no partitions, and to say so.';
  }
  const subscribes = request.subscribedTopicNames !== null || request.subscribedTopicRegex !== null;
  return subscribes ? undefined : 'Who joins has to subscribe to something, if only to an empty list.';
}
