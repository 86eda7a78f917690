// Generated from packages/protocol/schemas/records/consumer-group-target-assignment-member.ts by `npm run generate`; edit the schema, not this file.
import type { CoordinatorRecordDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import type { Uuid } from '../../wire/uuid.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0, flexible versions none. */
export interface ConsumerGroupTargetAssignmentMemberKey {
  groupId: string;
  memberId: string;
}

/** Versions 0, flexible versions 0+. */
export interface ConsumerGroupTargetAssignmentMemberValue {
  topicPartitions: readonly TopicPartition[];
}

/** Part of ConsumerGroupTargetAssignmentMemberValue, versions 0. */
export interface TopicPartition {
  topicId: Uuid;
  partitions: readonly number[];
}

export function decodeConsumerGroupTargetAssignmentMemberKey(
  reader: Reader,
  _version: number,
): ConsumerGroupTargetAssignmentMemberKey {
  const groupId = reader.readString();
  const memberId = reader.readString();
  return { groupId, memberId };
}

export function encodeConsumerGroupTargetAssignmentMemberKey(
  writer: Writer,
  message: ConsumerGroupTargetAssignmentMemberKey,
  _version: number,
): void {
  writer.writeString(message.groupId);
  writer.writeString(message.memberId);
}

export function decodeConsumerGroupTargetAssignmentMemberValue(
  reader: Reader,
  version: number,
): ConsumerGroupTargetAssignmentMemberValue {
  const topicPartitions: TopicPartition[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topicPartitions.push(decodeTopicPartition(reader, version));
  }
  reader.skipTaggedFields();
  return { topicPartitions };
}

export function encodeConsumerGroupTargetAssignmentMemberValue(
  writer: Writer,
  message: ConsumerGroupTargetAssignmentMemberValue,
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

export const consumerGroupTargetAssignmentMemberRecord: CoordinatorRecordDescriptor<
  ConsumerGroupTargetAssignmentMemberKey,
  ConsumerGroupTargetAssignmentMemberValue
> = {
  type: 7,
  name: 'ConsumerGroupTargetAssignmentMember',
  key: {
    name: 'ConsumerGroupTargetAssignmentMemberKey',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeConsumerGroupTargetAssignmentMemberKey,
    encode: encodeConsumerGroupTargetAssignmentMemberKey,
  },
  value: {
    name: 'ConsumerGroupTargetAssignmentMemberValue',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeConsumerGroupTargetAssignmentMemberValue,
    encode: encodeConsumerGroupTargetAssignmentMemberValue,
  },
};
