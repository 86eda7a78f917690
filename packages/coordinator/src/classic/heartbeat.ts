/** Heartbeat of a classic group (B108): shows that the member is alive, and learns that a rebalance is on. */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { HeartbeatRequest } from '@moldau/protocol/messages/heartbeat';
import type { Step } from '../machine/step.ts';
import type { ClassicGroup } from './classic-group.ts';
import { renewSession } from './session.ts';

export function heartbeatClassicGroup(group: ClassicGroup, request: HeartbeatRequest, step: Step): ErrorCode {
  const errorCode = group.members.validate(request.memberId, request.groupInstanceId);
  const member = group.member(request.memberId);
  if (errorCode !== Errors.NONE || member === undefined) return errorCode;
  if (request.generationId !== group.generationId) return Errors.ILLEGAL_GENERATION;
  renewSession(group, member, step);
  return group.state === 'PreparingRebalance' ? Errors.REBALANCE_IN_PROGRESS : Errors.NONE;
}
