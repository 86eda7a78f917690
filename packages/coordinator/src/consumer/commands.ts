/**
 * The APIs of the consumer protocol, for a group of any kind or none: what a client asks for by group id may need a new
 * group, or one of the other protocol to be turned into this (B127). A Refusal becomes the answer.
 */
import { Errors } from '@moldau/protocol';
import type { DescribedGroup } from '@moldau/protocol/messages/consumer-group-describe';
import type { ConsumerGroupHeartbeatResponse } from '@moldau/protocol/messages/consumer-group-heartbeat';
import { ClassicGroup } from '../classic/classic-group.ts';
import { cancelDeadlines } from '../classic/rebalance.ts';
import type { Step } from '../machine/step.ts';
import { ConsumerGroup } from './consumer-group.ts';
import { noMetadata } from './consumer-member.ts';
import { describeConsumerGroup, undescribedConsumerGroup } from './describe.ts';
import { heartbeatConsumerGroup } from './heartbeat.ts';
import { joinEpoch } from './identify-member.ts';
import { leaveConsumerGroup } from './leave.ts';
import { type HeartbeatCommand, updatedMetadata } from './member-metadata.ts';
import { upgradeGroup } from './migration/upgrade.ts';
import { requirePattern } from './patterns/resolve-patterns.ts';
import { Refusal } from './refusal.ts';

export function consumerGroupHeartbeat(command: HeartbeatCommand, step: Step): ConsumerGroupHeartbeatResponse {
  const { request } = command;
  try {
    if (request.memberEpoch < joinEpoch) return leaveConsumerGroup(existingGroup(request.groupId, step), request, step);
    const group = request.memberEpoch === joinEpoch ? groupToJoin(command, step) : existingGroup(request.groupId, step);
    return heartbeatConsumerGroup(group, command, step);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refusedHeartbeat(error);
  }
}

export function consumerGroupDescribe(
  groupId: string,
  step: Pick<Step, 'groups' | 'catalog' | 'settings'>,
): DescribedGroup {
  const group = step.groups.get(groupId);
  if (group instanceof ConsumerGroup) return describeConsumerGroup(group, step);
  const message = group === undefined ? `There is no group ${groupId}.` : `The group ${groupId} is of another type.`;
  return undescribedConsumerGroup(groupId, Errors.GROUP_ID_NOT_FOUND, message);
}

export function refusedHeartbeat({ code, message }: Pick<Refusal, 'code' | 'message'>): ConsumerGroupHeartbeatResponse {
  return {
    throttleTimeMs: 0,
    errorCode: code,
    errorMessage: message,
    memberId: null,
    memberEpoch: 0,
    heartbeatIntervalMs: 0,
    assignment: null,
  };
}

function existingGroup(groupId: string, { groups }: Step): ConsumerGroup {
  const group = groups.get(groupId);
  if (group instanceof ConsumerGroup) return group;
  throw new Refusal(Errors.GROUP_ID_NOT_FOUND, `There is no group ${groupId} of the consumer protocol.`);
}

/** Whatever could be refused of the join is refused here, unless the group knows its own members. */
function groupToJoin(command: HeartbeatCommand, step: Step): ConsumerGroup {
  const { groupId, instanceId } = command.request;
  const known = step.groups.get(groupId);
  if (known instanceof ConsumerGroup) return known;
  const group = new ConsumerGroup(groupId);
  requirePattern(group, noMetadata, updatedMetadata(noMetadata, command));
  if (known instanceof ClassicGroup) {
    if (!known.isEmpty) return upgradeGroup(known, { instanceId }, step);
    cancelDeadlines(known, step);
    step.outcome.records.push(...known.tombstones());
  }
  step.groups.set(groupId, group);
  return group;
}
