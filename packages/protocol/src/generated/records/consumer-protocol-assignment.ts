// Generated from packages/protocol/schemas/records/consumer-protocol-assignment.ts by `npm run generate`; edit the schema, not this file.
import type { DataDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0-3, flexible versions none. */
export interface ConsumerProtocolAssignment {
  assignedPartitions: readonly TopicPartition[];
  userData: Buffer | null;
}

/** Part of ConsumerProtocolAssignment, versions 0-3. */
export interface TopicPartition {
  /** Unique in its array. */
  topic: string;
  partitions: readonly number[];
}

export function decodeConsumerProtocolAssignment(reader: Reader, version: number): ConsumerProtocolAssignment {
  const assignedPartitions: TopicPartition[] = [];
  for (let left = reader.readArrayLength(); left > 0; left--) {
    assignedPartitions.push(decodeTopicPartition(reader, version));
  }
  const userData: Buffer | null = reader.readNullableBytes();
  return { assignedPartitions, userData };
}

export function encodeConsumerProtocolAssignment(
  writer: Writer,
  message: ConsumerProtocolAssignment,
  version: number,
): void {
  writer.writeArrayLength(message.assignedPartitions.length);
  for (const element of message.assignedPartitions) encodeTopicPartition(writer, element, version);
  writer.writeNullableBytes(message.userData);
}

function decodeTopicPartition(reader: Reader, _version: number): TopicPartition {
  const topic = reader.readString();
  const partitions: number[] = [];
  for (let left = reader.readArrayLength(); left > 0; left--) {
    partitions.push(reader.readInt32());
  }
  return { topic, partitions };
}

function encodeTopicPartition(writer: Writer, message: TopicPartition, _version: number): void {
  writer.writeString(message.topic);
  writer.writeArrayLength(message.partitions.length);
  for (const element of message.partitions) writer.writeInt32(element);
}

export const consumerProtocolAssignmentData: DataDescriptor<ConsumerProtocolAssignment> = {
  name: 'ConsumerProtocolAssignment',
  minVersion: 0,
  maxVersion: 3,
  decode: decodeConsumerProtocolAssignment,
  encode: encodeConsumerProtocolAssignment,
};
