// Generated from packages/protocol/schemas/records/share-group-state-partition-metadata.ts by `npm run generate`; edit the schema, not this file.
import type { CoordinatorRecordDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import type { Uuid } from '../../wire/uuid.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0, flexible versions none. */
export interface ShareGroupStatePartitionMetadataKey {
  groupId: string;
}

/** Versions 0, flexible versions 0+. */
export interface ShareGroupStatePartitionMetadataValue {
  initializingTopics: readonly TopicPartitionsInfo[];
  initializedTopics: readonly TopicPartitionsInfo[];
  deletingTopics: readonly TopicInfo[];
}

/** Part of ShareGroupStatePartitionMetadataValue, versions 0. */
export interface TopicPartitionsInfo {
  topicId: Uuid;
  topicName: string;
  partitions: readonly number[];
}

/** Part of ShareGroupStatePartitionMetadataValue, versions 0. */
export interface TopicInfo {
  topicId: Uuid;
  topicName: string;
}

export function decodeShareGroupStatePartitionMetadataKey(
  reader: Reader,
  _version: number,
): ShareGroupStatePartitionMetadataKey {
  const groupId = reader.readString();
  return { groupId };
}

export function encodeShareGroupStatePartitionMetadataKey(
  writer: Writer,
  message: ShareGroupStatePartitionMetadataKey,
  _version: number,
): void {
  writer.writeString(message.groupId);
}

export function decodeShareGroupStatePartitionMetadataValue(
  reader: Reader,
  version: number,
): ShareGroupStatePartitionMetadataValue {
  const initializingTopics: TopicPartitionsInfo[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    initializingTopics.push(decodeTopicPartitionsInfo(reader, version));
  }
  const initializedTopics: TopicPartitionsInfo[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    initializedTopics.push(decodeTopicPartitionsInfo(reader, version));
  }
  const deletingTopics: TopicInfo[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    deletingTopics.push(decodeTopicInfo(reader, version));
  }
  reader.skipTaggedFields();
  return { initializingTopics, initializedTopics, deletingTopics };
}

export function encodeShareGroupStatePartitionMetadataValue(
  writer: Writer,
  message: ShareGroupStatePartitionMetadataValue,
  version: number,
): void {
  writer.writeCompactArrayLength(message.initializingTopics.length);
  for (const element of message.initializingTopics) encodeTopicPartitionsInfo(writer, element, version);
  writer.writeCompactArrayLength(message.initializedTopics.length);
  for (const element of message.initializedTopics) encodeTopicPartitionsInfo(writer, element, version);
  writer.writeCompactArrayLength(message.deletingTopics.length);
  for (const element of message.deletingTopics) encodeTopicInfo(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeTopicPartitionsInfo(reader: Reader, _version: number): TopicPartitionsInfo {
  const topicId: Uuid = reader.readUuid();
  const topicName = reader.readCompactString();
  const partitions: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(reader.readInt32());
  }
  reader.skipTaggedFields();
  return { topicId, topicName, partitions };
}

function encodeTopicPartitionsInfo(writer: Writer, message: TopicPartitionsInfo, _version: number): void {
  writer.writeUuid(message.topicId);
  writer.writeCompactString(message.topicName);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) writer.writeInt32(element);
  writer.writeUnsignedVarint(0);
}

function decodeTopicInfo(reader: Reader, _version: number): TopicInfo {
  const topicId: Uuid = reader.readUuid();
  const topicName = reader.readCompactString();
  reader.skipTaggedFields();
  return { topicId, topicName };
}

function encodeTopicInfo(writer: Writer, message: TopicInfo, _version: number): void {
  writer.writeUuid(message.topicId);
  writer.writeCompactString(message.topicName);
  writer.writeUnsignedVarint(0);
}

export const shareGroupStatePartitionMetadataRecord: CoordinatorRecordDescriptor<
  ShareGroupStatePartitionMetadataKey,
  ShareGroupStatePartitionMetadataValue
> = {
  type: 15,
  name: 'ShareGroupStatePartitionMetadata',
  key: {
    name: 'ShareGroupStatePartitionMetadataKey',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeShareGroupStatePartitionMetadataKey,
    encode: encodeShareGroupStatePartitionMetadataKey,
  },
  value: {
    name: 'ShareGroupStatePartitionMetadataValue',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeShareGroupStatePartitionMetadataValue,
    encode: encodeShareGroupStatePartitionMetadataValue,
  },
};
