/**
 * A group of the consumer protocol becomes a classic one when only members of the classic protocol are left (B127).
 * They keep their partitions; the epoch goes on as the generation, and a rebalance begins, in which one of them leads.
 */
import { ClassicGroup } from '../../classic/classic-group.ts';
import { groupMetadataRecord } from '../../classic/group-record.ts';
import type { ClassicMember } from '../../classic/member.ts';
import { prepareRebalance } from '../../classic/rebalance.ts';
import { renewSession } from '../../classic/session.ts';
import { consumerProtocolType } from '../../classic/subscribed-topics.ts';
import { selectProtocol } from '../../classic/protocol-selection.ts';
import type { Step } from '../../machine/step.ts';
import { writeAssignment } from '../classic-members/embedded-protocol.ts';
import type { ConsumerGroup } from '../consumer-group.ts';
import type { ConsumerMember } from '../consumer-member.ts';
import { cancelMemberDeadlines } from '../deadlines.ts';
import { allowsDowngrade } from './policy.ts';

/** Whether only members of the classic protocol are left, and the broker lets the group go back to it. */
export function isDowngradeDue(group: ConsumerGroup, { settings }: Step): boolean {
  return (
    !group.isEmpty &&
    group.classicProtocols.members === group.size &&
    group.size <= settings.groupMaxSize &&
    allowsDowngrade(settings.groupConsumerMigrationPolicy)
  );
}

export function downgradeGroup(group: ConsumerGroup, step: Step): void {
  const { groupId, groupEpoch } = group;
  for (const memberId of group.members.keys()) cancelMemberDeadlines(group, memberId, step);
  const members = [...group.members.values()].flatMap((member) => classicMember(member, step) ?? []);
  const classic = ClassicGroup.restore(
    groupId,
    {
      generationId: groupEpoch,
      protocolType: consumerProtocolType,
      protocolName: selectProtocol(members, (name) => group.classicProtocols.supportsAny([{ name }])) ?? null,
      leaderId: members[0]?.memberId ?? null,
      stateTimestampMs: step.now.wallClockMs,
    },
    members,
  );
  step.outcome.records.push(...group.tombstones(), groupMetadataRecord(classic));
  step.groups.set(groupId, classic);
  for (const member of classic.members) renewSession(classic, member, step);
  prepareRebalance(classic, step);
}

function classicMember({ memberId, metadata, current }: ConsumerMember, { catalog }: Step): ClassicMember | undefined {
  const { classic } = metadata;
  if (classic === null) return undefined;
  return {
    memberId,
    groupInstanceId: metadata.instanceId,
    clientId: metadata.clientId,
    clientHost: metadata.clientHost,
    rebalanceTimeoutMs: metadata.rebalanceTimeoutMs,
    sessionTimeoutMs: classic.sessionTimeoutMs,
    protocols: classic.protocols,
    assignment: writeAssignment(current.assigned, classic.protocols, catalog),
    isNew: false,
    isAnonymous: false,
    awaitingJoin: null,
    awaitingSync: null,
  };
}
