// Generated from packages/protocol/schemas/records/share-group-target-assignment-member.ts by `npm run generate`; edit the schema, not this file.
import type { CoordinatorRecordDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import type { Uuid } from '../../wire/uuid.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0, flexible versions none. */
export interface ShareGroupTargetAssignmentMemberKey {
  groupId: string;
  memberId: string;
}

/** Versions 0, flexible versions 0+. */
export interface ShareGroupTargetAssignmentMemberValue {
  topicPartitions: readonly TopicPartition[];
}

/** Part of ShareGroupTargetAssignmentMemberValue, versions 0. */
export interface TopicPartition {
  topicId: Uuid;
  partitions: readonly number[];
}

export function decodeShareGroupTargetAssignmentMemberKey(
  reader: Reader,
  _version: number,
): ShareGroupTargetAssignmentMemberKey {
  const groupId = reader.readString();
  const memberId = reader.readString();
  return { groupId, memberId };
}

export function encodeShareGroupTargetAssignmentMemberKey(
  writer: Writer,
  message: ShareGroupTargetAssignmentMemberKey,
  _version: number,
): void {
  writer.writeString(message.groupId);
  writer.writeString(message.memberId);
}

export function decodeShareGroupTargetAssignmentMemberValue(
  reader: Reader,
  version: number,
): ShareGroupTargetAssignmentMemberValue {
  const topicPartitions: TopicPartition[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topicPartitions.push(decodeTopicPartition(reader, version));
  }
  reader.skipTaggedFields();
  return { topicPartitions };
}

export function encodeShareGroupTargetAssignmentMemberValue(
  writer: Writer,
  message: ShareGroupTargetAssignmentMemberValue,
  version: number,
): void {
  writer.writeCompactArrayLength(message.topicPartitions.length);
  for (const element of message.topicPartitions) encodeTopicPartition(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeTopicPartition(reader: Reader, _version: number): TopicPartition {
  const topicId: Uuid = reader.readUuid();
  const partitions: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(reader.readInt32());
  }
  reader.skipTaggedFields();
  return { topicId, partitions };
}

function encodeTopicPartition(writer: Writer, message: TopicPartition, _version: number): void {
  writer.writeUuid(message.topicId);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) writer.writeInt32(element);
  writer.writeUnsignedVarint(0);
}

export const shareGroupTargetAssignmentMemberRecord: CoordinatorRecordDescriptor<
  ShareGroupTargetAssignmentMemberKey,
  ShareGroupTargetAssignmentMemberValue
> = {
  type: 13,
  name: 'ShareGroupTargetAssignmentMember',
  key: {
    name: 'ShareGroupTargetAssignmentMemberKey',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeShareGroupTargetAssignmentMemberKey,
    encode: encodeShareGroupTargetAssignmentMemberKey,
  },
  value: {
    name: 'ShareGroupTargetAssignmentMemberValue',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeShareGroupTargetAssignmentMemberValue,
    encode: encodeShareGroupTargetAssignmentMemberValue,
  },
};
