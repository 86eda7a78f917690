/** JoinGroup at the door: what its versions mean, and what is refused whatever the group. */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { JoinGroupRequest, JoinGroupResponse } from '@moldau/protocol/messages/join-group';
import type { GroupSettings } from '../group-settings.ts';

export function validateJoin(request: JoinGroupRequest, settings: GroupSettings): ErrorCode {
  const { groupId, sessionTimeoutMs } = request;
  if (groupId === '') return Errors.INVALID_GROUP_ID;
  const isInRange =
    sessionTimeoutMs >= settings.groupMinSessionTimeoutMs && sessionTimeoutMs <= settings.groupMaxSessionTimeoutMs;
  return isInRange ? Errors.NONE : Errors.INVALID_SESSION_TIMEOUT;
}

/** The request in memory of its own; v0 has no rebalance timeout, there the session timeout serves as both. */
export function retainedJoin(request: JoinGroupRequest, apiVersion: number): JoinGroupRequest {
  return {
    ...request,
    rebalanceTimeoutMs: apiVersion === 0 ? request.sessionTimeoutMs : request.rebalanceTimeoutMs,
    protocols: request.protocols.map(({ name, metadata }) => ({ name, metadata: Buffer.from(metadata) })),
  };
}

/** Before v7 the protocol name cannot be null (B102). */
export function joinResponse(response: JoinGroupResponse, apiVersion: number): JoinGroupResponse {
  return apiVersion < 7 && response.protocolName === null ? { ...response, protocolName: '' } : response;
}
