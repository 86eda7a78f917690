/**
 * A classic group in `__consumer_offsets`: one GroupMetadata record (key 2) holds all of it, in value version 3 as
 * Kafka 4.2 writes it; every version is read. What only matters while a rebalance runs is not stored.
 */
import { decodeRecordKey, encodeRecordKey, encodeVersioned } from '@moldau/protocol';
import {
  type GroupMetadataValue,
  type MemberMetadata,
  groupMetadataRecord as descriptor,
} from '@moldau/protocol/records/group-metadata';
import type { CoordinatorRecord } from '../ports.ts';
import type { ClassicGroup } from './classic-group.ts';
import { type ClassicMember, emptyAssignment, metadataOf } from './member.ts';

const valueVersion = 3;

/** The group with the assignments it has, or with those that it is about to have (by member id). */
export function groupMetadataRecord(group: ClassicGroup, assignments?: ReadonlyMap<string, Buffer>): CoordinatorRecord {
  const assignmentOf = (member: ClassicMember): Buffer =>
    assignments === undefined ? member.assignment : (assignments.get(member.memberId) ?? emptyAssignment);
  const value: GroupMetadataValue = {
    protocolType: group.protocolType ?? '',
    generation: group.generationId,
    protocol: group.protocolName,
    leader: group.members.leaderId,
    currentStateTimestamp: group.stateTimestampMs ?? -1,
    members: Array.from(group.members, (member) => memberMetadata(group, member, assignmentOf(member))),
  };
  return { key: groupMetadataKey(group.groupId), value: encodeVersioned(descriptor.value, value, valueVersion) };
}

/** A group that somebody tries to join for the first time, so that it is known to exist. */
export function emptyGroupMetadataRecord(group: ClassicGroup): CoordinatorRecord {
  const value: GroupMetadataValue = {
    protocolType: '',
    generation: 0,
    protocol: null,
    leader: null,
    currentStateTimestamp: group.stateTimestampMs ?? -1,
    members: [],
  };
  return { key: groupMetadataKey(group.groupId), value: encodeVersioned(descriptor.value, value, valueVersion) };
}

export function groupMetadataTombstone(groupId: string): CoordinatorRecord {
  return { key: groupMetadataKey(groupId), value: null };
}

export function groupIdOfRecord(key: Buffer): string {
  return decodeRecordKey(descriptor, key).group;
}

function groupMetadataKey(group: string): Buffer {
  return encodeRecordKey(descriptor, { group });
}

function memberMetadata(group: ClassicGroup, member: ClassicMember, assignment: Buffer): MemberMetadata {
  return {
    memberId: member.memberId,
    groupInstanceId: member.groupInstanceId,
    clientId: member.clientId,
    clientHost: member.clientHost,
    rebalanceTimeout: member.rebalanceTimeoutMs,
    sessionTimeout: member.sessionTimeoutMs,
    subscription: metadataOf(member, group.protocolName ?? ''),
    assignment,
  };
}
