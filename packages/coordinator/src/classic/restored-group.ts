/** A classic group from its GroupMetadata record. */
import { decodeVersioned } from '@moldau/protocol';
import { groupMetadataRecord as descriptor, type MemberMetadata } from '@moldau/protocol/records/group-metadata';
import { ClassicGroup } from './classic-group.ts';
import type { ClassicMember } from './member.ts';

export function groupOfRecord(groupId: string, buffer: Buffer): ClassicGroup {
  const value = decodeVersioned(descriptor.value, buffer);
  return ClassicGroup.restore(
    groupId,
    {
      generationId: value.generation,
      protocolType: value.protocolType === '' ? null : value.protocolType,
      protocolName: value.protocol,
      leaderId: value.leader,
      stateTimestampMs: value.currentStateTimestamp === -1 ? null : value.currentStateTimestamp,
    },
    value.members.map((member) => memberOfMetadata(member, value.protocol ?? '')),
  );
}

function memberOfMetadata(stored: MemberMetadata, protocolName: string): ClassicMember {
  return {
    memberId: stored.memberId,
    groupInstanceId: stored.groupInstanceId,
    clientId: stored.clientId,
    clientHost: stored.clientHost,
    rebalanceTimeoutMs: stored.rebalanceTimeout === -1 ? stored.sessionTimeout : stored.rebalanceTimeout,
    sessionTimeoutMs: stored.sessionTimeout,
    protocols: [{ name: protocolName, metadata: Buffer.from(stored.subscription) }],
    assignment: Buffer.from(stored.assignment),
    isNew: false,
    isAnonymous: false,
    awaitingJoin: null,
    awaitingSync: null,
  };
}
