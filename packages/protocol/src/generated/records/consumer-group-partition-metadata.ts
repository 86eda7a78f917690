// Generated from packages/protocol/schemas/records/consumer-group-partition-metadata.ts by `npm run generate`; edit the schema, not this file.
import type { CoordinatorRecordDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import type { Uuid } from '../../wire/uuid.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0, flexible versions none. */
export interface ConsumerGroupPartitionMetadataKey {
  groupId: string;
}

/** Versions 0, flexible versions 0+. */
export interface ConsumerGroupPartitionMetadataValue {
  topics: readonly TopicMetadata[];
}

/** Part of ConsumerGroupPartitionMetadataValue, versions 0. */
export interface TopicMetadata {
  topicId: Uuid;
  topicName: string;
  numPartitions: number;
  partitionMetadata: readonly PartitionMetadata[];
}

/** Part of ConsumerGroupPartitionMetadataValue, versions 0. */
export interface PartitionMetadata {
  partition: number;
  racks: readonly string[];
}

export function decodeConsumerGroupPartitionMetadataKey(
  reader: Reader,
  _version: number,
): ConsumerGroupPartitionMetadataKey {
  const groupId = reader.readString();
  return { groupId };
}

export function encodeConsumerGroupPartitionMetadataKey(
  writer: Writer,
  message: ConsumerGroupPartitionMetadataKey,
  _version: number,
): void {
  writer.writeString(message.groupId);
}

export function decodeConsumerGroupPartitionMetadataValue(
  reader: Reader,
  version: number,
): ConsumerGroupPartitionMetadataValue {
  const topics: TopicMetadata[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(decodeTopicMetadata(reader, version));
  }
  reader.skipTaggedFields();
  return { topics };
}

export function encodeConsumerGroupPartitionMetadataValue(
  writer: Writer,
  message: ConsumerGroupPartitionMetadataValue,
  version: number,
): void {
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) encodeTopicMetadata(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeTopicMetadata(reader: Reader, version: number): TopicMetadata {
  const topicId: Uuid = reader.readUuid();
  const topicName = reader.readCompactString();
  const numPartitions = reader.readInt32();
  const partitionMetadata: PartitionMetadata[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitionMetadata.push(decodePartitionMetadata(reader, version));
  }
  reader.skipTaggedFields();
  return { topicId, topicName, numPartitions, partitionMetadata };
}

function encodeTopicMetadata(writer: Writer, message: TopicMetadata, version: number): void {
  writer.writeUuid(message.topicId);
  writer.writeCompactString(message.topicName);
  writer.writeInt32(message.numPartitions);
  writer.writeCompactArrayLength(message.partitionMetadata.length);
  for (const element of message.partitionMetadata) encodePartitionMetadata(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodePartitionMetadata(reader: Reader, _version: number): PartitionMetadata {
  const partition = reader.readInt32();
  const racks: string[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    racks.push(reader.readCompactString());
  }
  reader.skipTaggedFields();
  return { partition, racks };
}

function encodePartitionMetadata(writer: Writer, message: PartitionMetadata, _version: number): void {
  writer.writeInt32(message.partition);
  writer.writeCompactArrayLength(message.racks.length);
  for (const element of message.racks) writer.writeCompactString(element);
  writer.writeUnsignedVarint(0);
}

export const consumerGroupPartitionMetadataRecord: CoordinatorRecordDescriptor<
  ConsumerGroupPartitionMetadataKey,
  ConsumerGroupPartitionMetadataValue
> = {
  type: 4,
  name: 'ConsumerGroupPartitionMetadata',
  key: {
    name: 'ConsumerGroupPartitionMetadataKey',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeConsumerGroupPartitionMetadataKey,
    encode: encodeConsumerGroupPartitionMetadataKey,
  },
  value: {
    name: 'ConsumerGroupPartitionMetadataValue',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeConsumerGroupPartitionMetadataValue,
    encode: encodeConsumerGroupPartitionMetadataValue,
  },
};
