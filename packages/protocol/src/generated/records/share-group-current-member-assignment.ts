// Generated from packages/protocol/schemas/records/share-group-current-member-assignment.ts by `npm run generate`; edit the schema, not this file.
import type { CoordinatorRecordDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import type { Uuid } from '../../wire/uuid.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0, flexible versions none. */
export interface ShareGroupCurrentMemberAssignmentKey {
  groupId: string;
  memberId: string;
}

/** Versions 0, flexible versions 0+. */
export interface ShareGroupCurrentMemberAssignmentValue {
  memberEpoch: number;
  previousMemberEpoch: number;
  state: number;
  assignedPartitions: readonly TopicPartitions[];
}

/** Part of ShareGroupCurrentMemberAssignmentValue, versions 0. */
export interface TopicPartitions {
  topicId: Uuid;
  partitions: readonly number[];
}

export function decodeShareGroupCurrentMemberAssignmentKey(
  reader: Reader,
  _version: number,
): ShareGroupCurrentMemberAssignmentKey {
  const groupId = reader.readString();
  const memberId = reader.readString();
  return { groupId, memberId };
}

export function encodeShareGroupCurrentMemberAssignmentKey(
  writer: Writer,
  message: ShareGroupCurrentMemberAssignmentKey,
  _version: number,
): void {
  writer.writeString(message.groupId);
  writer.writeString(message.memberId);
}

export function decodeShareGroupCurrentMemberAssignmentValue(
  reader: Reader,
  version: number,
): ShareGroupCurrentMemberAssignmentValue {
  const memberEpoch = reader.readInt32();
  const previousMemberEpoch = reader.readInt32();
  const state = reader.readInt8();
  const assignedPartitions: TopicPartitions[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    assignedPartitions.push(decodeTopicPartitions(reader, version));
  }
  reader.skipTaggedFields();
  return { memberEpoch, previousMemberEpoch, state, assignedPartitions };
}

export function encodeShareGroupCurrentMemberAssignmentValue(
  writer: Writer,
  message: ShareGroupCurrentMemberAssignmentValue,
  version: number,
): void {
  writer.writeInt32(message.memberEpoch);
  writer.writeInt32(message.previousMemberEpoch);
  writer.writeInt8(message.state);
  writer.writeCompactArrayLength(message.assignedPartitions.length);
  for (const element of message.assignedPartitions) encodeTopicPartitions(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeTopicPartitions(reader: Reader, _version: number): TopicPartitions {
  const topicId: Uuid = reader.readUuid();
  const partitions: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(reader.readInt32());
  }
  reader.skipTaggedFields();
  return { topicId, partitions };
}

function encodeTopicPartitions(writer: Writer, message: TopicPartitions, _version: number): void {
  writer.writeUuid(message.topicId);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) writer.writeInt32(element);
  writer.writeUnsignedVarint(0);
}

export const shareGroupCurrentMemberAssignmentRecord: CoordinatorRecordDescriptor<
  ShareGroupCurrentMemberAssignmentKey,
  ShareGroupCurrentMemberAssignmentValue
> = {
  type: 14,
  name: 'ShareGroupCurrentMemberAssignment',
  key: {
    name: 'ShareGroupCurrentMemberAssignmentKey',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeShareGroupCurrentMemberAssignmentKey,
    encode: encodeShareGroupCurrentMemberAssignmentKey,
  },
  value: {
    name: 'ShareGroupCurrentMemberAssignmentValue',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeShareGroupCurrentMemberAssignmentValue,
    encode: encodeShareGroupCurrentMemberAssignmentValue,
  },
};
