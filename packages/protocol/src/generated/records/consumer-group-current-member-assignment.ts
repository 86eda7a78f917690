// Generated from packages/protocol/schemas/records/consumer-group-current-member-assignment.ts by `npm run generate`; edit the schema, not this file.
import type { CoordinatorRecordDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import type { Uuid } from '../../wire/uuid.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0, flexible versions none. */
export interface ConsumerGroupCurrentMemberAssignmentKey {
  groupId: string;
  memberId: string;
}

/** Versions 0, flexible versions 0+. */
export interface ConsumerGroupCurrentMemberAssignmentValue {
  memberEpoch: number;
  previousMemberEpoch: number;
  state: number;
  assignedPartitions: readonly TopicPartitions[];
  partitionsPendingRevocation: readonly TopicPartitions[];
}

/** Part of ConsumerGroupCurrentMemberAssignmentValue, versions 0. */
export interface TopicPartitions {
  topicId: Uuid;
  partitions: readonly number[];
}

export function decodeConsumerGroupCurrentMemberAssignmentKey(
  reader: Reader,
  _version: number,
): ConsumerGroupCurrentMemberAssignmentKey {
  const groupId = reader.readString();
  const memberId = reader.readString();
  return { groupId, memberId };
}

export function encodeConsumerGroupCurrentMemberAssignmentKey(
  writer: Writer,
  message: ConsumerGroupCurrentMemberAssignmentKey,
  _version: number,
): void {
  writer.writeString(message.groupId);
  writer.writeString(message.memberId);
}

export function decodeConsumerGroupCurrentMemberAssignmentValue(
  reader: Reader,
  version: number,
): ConsumerGroupCurrentMemberAssignmentValue {
  const memberEpoch = reader.readInt32();
  const previousMemberEpoch = reader.readInt32();
  const state = reader.readInt8();
  const assignedPartitions: TopicPartitions[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    assignedPartitions.push(decodeTopicPartitions(reader, version));
  }
  const partitionsPendingRevocation: TopicPartitions[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitionsPendingRevocation.push(decodeTopicPartitions(reader, version));
  }
  reader.skipTaggedFields();
  return { memberEpoch, previousMemberEpoch, state, assignedPartitions, partitionsPendingRevocation };
}

export function encodeConsumerGroupCurrentMemberAssignmentValue(
  writer: Writer,
  message: ConsumerGroupCurrentMemberAssignmentValue,
  version: number,
): void {
  writer.writeInt32(message.memberEpoch);
  writer.writeInt32(message.previousMemberEpoch);
  writer.writeInt8(message.state);
  writer.writeCompactArrayLength(message.assignedPartitions.length);
  for (const element of message.assignedPartitions) encodeTopicPartitions(writer, element, version);
  writer.writeCompactArrayLength(message.partitionsPendingRevocation.length);
  for (const element of message.partitionsPendingRevocation) encodeTopicPartitions(writer, element, version);
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

export const consumerGroupCurrentMemberAssignmentRecord: CoordinatorRecordDescriptor<
  ConsumerGroupCurrentMemberAssignmentKey,
  ConsumerGroupCurrentMemberAssignmentValue
> = {
  type: 8,
  name: 'ConsumerGroupCurrentMemberAssignment',
  key: {
    name: 'ConsumerGroupCurrentMemberAssignmentKey',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeConsumerGroupCurrentMemberAssignmentKey,
    encode: encodeConsumerGroupCurrentMemberAssignmentKey,
  },
  value: {
    name: 'ConsumerGroupCurrentMemberAssignmentValue',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeConsumerGroupCurrentMemberAssignmentValue,
    encode: encodeConsumerGroupCurrentMemberAssignmentValue,
  },
};
