/**
 * A classic group of consumers becomes a group of the consumer protocol when the first such member joins (B127). Its
 * members stay members and keep their partitions; the generation goes on as the epoch. Whoever waits for a rebalance
 * has to join anew.
 */
import { Errors } from '@moldau/protocol';
import { cancelDeadlines } from '../../classic/rebalance.ts';
import type { ClassicGroup } from '../../classic/classic-group.ts';
import type { ClassicMember } from '../../classic/member.ts';
import { completeJoin, completeSync, joinError, syncError } from '../../classic/responses.ts';
import { consumerProtocolType } from '../../classic/subscribed-topics.ts';
import type { Step } from '../../machine/step.ts';
import { readAssignment, subscriptionOf } from '../classic-members/embedded-protocol.ts';
import { ConsumerGroup } from '../consumer-group.ts';
import type { CurrentAssignment, MemberMetadata } from '../consumer-member.ts';
import { renewSession } from '../deadlines.ts';
import { unreleased } from '../identify-member.ts';
import { sortedNames } from '../member-metadata.ts';
import { Refusal } from '../refusal.ts';
import { noPartitions, type TopicPartitions } from '../topic-partitions.ts';
import { write } from '../write.ts';
import { allowsUpgrade } from './policy.ts';

interface MigratingMember {
  readonly memberId: string;
  readonly metadata: MemberMetadata;
  readonly assigned: TopicPartitions;
}

/** Throws a Refusal if the group has to stay as it is, or if the joiner could not join it. */
export function upgradeGroup(
  classic: ClassicGroup,
  joiner: { readonly instanceId: string | null },
  step: Step,
): ConsumerGroup {
  requireUpgradable(classic, step);
  const holder = joiner.instanceId === null ? undefined : classic.members.staticMemberId(joiner.instanceId);
  if (holder !== undefined) throw unreleased(joiner.instanceId, holder);
  const members = Array.from(classic.members, (member) => migratingMember(member, step));
  endClassicGroup(classic, step);
  const group = new ConsumerGroup(classic.groupId);
  for (const member of members) writeMember(group, member, classic.generationId, step);
  // A hash of no topics: the leader's assignment may be old, so the first heartbeat makes a new one.
  write(group, { type: 'group-epoch', value: { epoch: classic.generationId, metadataHash: 0 } }, step);
  write(group, { type: 'target-epoch', value: classic.generationId }, step);
  for (const member of group.members.values()) renewSession(group, member, step);
  step.groups.set(group.groupId, group);
  return group;
}

function requireUpgradable(classic: ClassicGroup, { settings }: Step): void {
  const isAllowed =
    allowsUpgrade(settings.groupConsumerMigrationPolicy) &&
    classic.protocolType === consumerProtocolType &&
    classic.size < settings.groupConsumerMaxSize;
  if (isAllowed) return;
  const message = `The group ${classic.groupId} is of the classic protocol, and has to stay so while it has members.`;
  throw new Refusal(Errors.GROUP_ID_NOT_FOUND, message);
}

function migratingMember(member: ClassicMember, { catalog }: Step): MigratingMember {
  const { topics, rackId } = subscriptionOf(member.protocols);
  return {
    memberId: member.memberId,
    assigned: readAssignment(member.assignment, catalog, Errors.GROUP_ID_NOT_FOUND),
    metadata: {
      instanceId: member.groupInstanceId,
      rackId,
      clientId: member.clientId,
      clientHost: member.clientHost,
      topicNames: sortedNames(topics),
      pattern: '',
      rebalanceTimeoutMs: member.rebalanceTimeoutMs,
      serverAssignor: null,
      classic: { sessionTimeoutMs: member.sessionTimeoutMs, protocols: member.protocols },
    },
  };
}

function endClassicGroup(classic: ClassicGroup, step: Step): void {
  cancelDeadlines(classic, step);
  for (const member of classic.members) {
    completeJoin(classic, member, joinError(member.memberId, Errors.REBALANCE_IN_PROGRESS), step);
    completeSync(member, syncError(Errors.REBALANCE_IN_PROGRESS), step);
  }
  classic.transitionTo('Dead', step.now.wallClockMs);
  step.outcome.records.push(...classic.tombstones());
}

function writeMember(group: ConsumerGroup, member: MigratingMember, epoch: number, step: Step): void {
  const { memberId, metadata, assigned } = member;
  const current: CurrentAssignment = {
    memberEpoch: epoch,
    previousMemberEpoch: epoch,
    state: 'STABLE',
    assigned,
    pendingRevocation: noPartitions,
  };
  write(group, { type: 'member-metadata', memberId, value: metadata }, step);
  write(group, { type: 'target-assignment', memberId, value: assigned }, step);
  write(group, { type: 'current-assignment', memberId, value: current }, step);
}
