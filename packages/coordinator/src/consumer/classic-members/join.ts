/**
 * JoinGroup of a consumer of the classic protocol to a group of the consumer protocol (B127, B128). The broker assigns,
 * so there is no leader and nobody waits for anybody: the member gets its epoch as the generation, and with SyncGroup
 * what it may have by now. It is told to rejoin whenever there is more to give up or to get.
 */
import { Errors } from '@moldau/protocol';
import type { JoinGroupResponse } from '@moldau/protocol/messages/join-group';
import type { ConsumerProtocolSubscription } from '@moldau/protocol/records/consumer-protocol-subscription';
import type { JoinCommand } from '../../classic/join-command.ts';
import { consumerProtocolType } from '../../classic/subscribed-topics.ts';
import type { Step } from '../../machine/step.ts';
import type { ConsumerGroup } from '../consumer-group.ts';
import { type ConsumerMember, type MemberMetadata, noMetadata } from '../consumer-member.ts';
import { renewSession } from '../deadlines.ts';
import { requireRoom } from '../heartbeat.ts';
import { memberOf } from '../identify-member.ts';
import { sortedNames } from '../member-metadata.ts';
import { downgradeGroup, isDowngradeDue } from '../migration/downgrade.ts';
import { Refusal } from '../refusal.ts';
import { replaceStaticMember } from '../static-member.ts';
import { isSubset, noPartitions, type TopicPartitions } from '../topic-partitions.ts';
import { updateMember } from '../update-member.ts';
import { awaitSync } from './deadlines.ts';
import { partitionsById, subscriptionOf } from './embedded-protocol.ts';

/** Since this version a client must come back with the id it is given before it is a member. */
const memberIdRequiredFrom = 4;

/** Throws a Refusal. */
export function joinConsumerGroup(group: ConsumerGroup, join: JoinCommand, step: Step): JoinGroupResponse {
  const { request } = join;
  const { known, replaced } = identifyJoiner(group, join);
  const before = known ?? replaced;
  requireProtocols(group, known, join);
  if (before === undefined) requireRoom(group, step);
  const subscription = subscriptionOf(request.protocols);
  if (before === undefined && request.memberId === '' && isMemberIdRequired(join)) {
    return response(Errors.MEMBER_ID_REQUIRED, join.uuid, -1, null);
  }
  const memberId = request.memberId === '' ? join.uuid : request.memberId;
  const metadata = classicMetadata(before?.metadata ?? noMetadata, join, subscription);

  if (replaced !== undefined) replaceStaticMember(group, replaced, memberId, step);
  const owned = ownedPartitions(known, subscription, step);
  const member = updateMember(group, { memberId, metadata, owned, reason: request.reason }, step);
  renewSession(group, member, step);
  awaitSync(group, member, step);
  if (replaced !== undefined && isDowngradeDue(group, step)) downgradeGroup(group, step);
  return response(Errors.NONE, memberId, member.current.memberEpoch, request.protocols[0]?.name ?? null);
}

/** A static client without a member id takes over from the one before it, as it does in a classic group (B119). */
function identifyJoiner(
  group: ConsumerGroup,
  { request }: JoinCommand,
): { known: ConsumerMember | undefined; replaced: ConsumerMember | undefined } {
  const { memberId, groupInstanceId: instanceId } = request;
  if (instanceId === null) return { known: group.member(memberId), replaced: undefined };
  if (memberId === '') return { known: undefined, replaced: group.staticMember(instanceId) };
  return { known: memberOf(group, { memberId, instanceId }), replaced: undefined };
}

function requireProtocols(group: ConsumerGroup, known: ConsumerMember | undefined, { request }: JoinCommand): void {
  const { protocolType, protocols } = request;
  const isAlone = known?.metadata.classic !== null && known !== undefined && group.classicProtocols.members === 1;
  const isSupported = isAlone ? protocols.length > 0 : group.classicProtocols.supportsAny(protocols);
  if (protocolType === consumerProtocolType && isSupported) return;
  const message = `The group ${group.groupId} needs an assignor that all its members of the classic protocol know.`;
  throw new Refusal(Errors.INCONSISTENT_GROUP_PROTOCOL, message);
}

function isMemberIdRequired({ apiVersion, request }: JoinCommand): boolean {
  return apiVersion >= memberIdRequiredFrom && request.groupInstanceId === null;
}

function classicMetadata(
  before: MemberMetadata,
  { clientId, clientHost, request }: JoinCommand,
  { topics, rackId }: ConsumerProtocolSubscription,
): MemberMetadata {
  return {
    instanceId: request.groupInstanceId ?? before.instanceId,
    rackId: rackId ?? before.rackId,
    clientId,
    clientHost,
    topicNames: sortedNames(topics),
    pattern: '',
    rebalanceTimeoutMs: request.rebalanceTimeoutMs,
    serverAssignor: before.serverAssignor,
    classic: { sessionTimeoutMs: request.sessionTimeoutMs, protocols: request.protocols },
  };
}

/** What it says that it has counts only for the epoch it knows, or as far as it may have that. */
function ownedPartitions(
  known: ConsumerMember | undefined,
  { ownedPartitions: list, generationId }: ConsumerProtocolSubscription,
  { catalog }: Step,
): TopicPartitions {
  const owned = partitionsById(list, catalog);
  if (known === undefined || generationId === known.current.memberEpoch) return owned;
  return isSubset(owned, known.current.assigned) ? owned : noPartitions;
}

function response(
  errorCode: JoinGroupResponse['errorCode'],
  memberId: string,
  generationId: number,
  protocolName: string | null,
): JoinGroupResponse {
  return {
    throttleTimeMs: 0,
    errorCode,
    generationId,
    protocolType: protocolName === null ? null : consumerProtocolType,
    protocolName,
    leader: '',
    skipAssignment: false,
    memberId,
    members: [],
  };
}
