/**
 * ConsumerGroupHeartbeat of a member that stays (KIP-848): it joins the group, tells what it subscribes to and what it
 * has, and learns its epoch and what it is to have (B123, B124).
 *
 * Everything that can be refused is refused before anything is written.
 */
import { Errors } from '@moldau/protocol';
import type {
  Assignment,
  ConsumerGroupHeartbeatRequest,
  ConsumerGroupHeartbeatResponse,
} from '@moldau/protocol/messages/consumer-group-heartbeat';
import type { Step } from '../machine/step.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import { type ConsumerMember, noMetadata } from './consumer-member.ts';
import { renewSession } from './deadlines.ts';
import { identifyMember, joinEpoch } from './identify-member.ts';
import { type HeartbeatCommand, updatedMetadata } from './member-metadata.ts';
import { requirePattern } from './patterns/resolve-patterns.ts';
import { Refusal } from './refusal.ts';
import { replaceStaticMember } from './static-member.ts';
import { listOf, samePartitions, topicPartitionsOf } from './topic-partitions.ts';
import { updateMember } from './update-member.ts';

/** Throws a Refusal. */
export function heartbeatConsumerGroup(
  group: ConsumerGroup,
  command: HeartbeatCommand,
  step: Step,
): ConsumerGroupHeartbeatResponse {
  const { request } = command;
  const { memberId } = request;
  const owned = request.topicPartitions && topicPartitionsOf(request.topicPartitions);
  const { known, replaced } = identifyMember(group, request, owned);
  const before = known ?? replaced;
  if (before === undefined) requireRoom(group, step);
  const metadata = updatedMetadata(before?.metadata ?? noMetadata, command);
  requirePattern(group, before?.metadata ?? noMetadata, metadata);

  if (replaced !== undefined) replaceStaticMember(group, replaced, memberId, step);
  const member = updateMember(group, { memberId, metadata, owned, reason: null }, step);
  renewSession(group, member, step);
  const isUnchanged = before !== undefined && samePartitions(before.current.assigned, member.current.assigned);
  return heartbeatResponse(group, member, isFullRequest(request) || !isUnchanged, step);
}

/** Throws a Refusal if one more member would be too many. */
export function requireRoom(group: ConsumerGroup, { settings }: Step): void {
  if (group.size < settings.groupConsumerMaxSize) return;
  const message = `The group ${group.groupId} has ${group.size} members, which is as many as it may have.`;
  throw new Refusal(Errors.GROUP_MAX_SIZE_REACHED, message);
}

/** A client that says all it can may have missed what it was told, so it is told all (B124). */
function isFullRequest(request: ConsumerGroupHeartbeatRequest): boolean {
  const { memberEpoch, rebalanceTimeoutMs, subscribedTopicNames, subscribedTopicRegex, topicPartitions } = request;
  if (memberEpoch === joinEpoch) return true;
  const subscribes = subscribedTopicNames !== null || subscribedTopicRegex !== null;
  return rebalanceTimeoutMs !== -1 && subscribes && topicPartitions !== null;
}

function heartbeatResponse(
  { groupId }: ConsumerGroup,
  { memberId, current }: ConsumerMember,
  withAssignment: boolean,
  { groupConfigs }: Step,
): ConsumerGroupHeartbeatResponse {
  const assignment: Assignment | null = withAssignment ? { topicPartitions: listOf(current.assigned) } : null;
  return {
    throttleTimeMs: 0,
    errorCode: Errors.NONE,
    errorMessage: null,
    memberId,
    memberEpoch: current.memberEpoch,
    heartbeatIntervalMs: groupConfigs.consumer(groupId).heartbeatIntervalMs,
    assignment,
  };
}
