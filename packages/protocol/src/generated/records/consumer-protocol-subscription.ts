// Generated from packages/protocol/schemas/records/consumer-protocol-subscription.ts by `npm run generate`; edit the schema, not this file.
import type { DataDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0-3, flexible versions none. */
export interface ConsumerProtocolSubscription {
  topics: readonly string[];
  userData: Buffer | null;
  /** Versions 1+, dropped where it cannot be written. */
  ownedPartitions: readonly TopicPartition[];
  /** Versions 2+, default -1, dropped where it cannot be written. */
  generationId: number;
  /** Versions 3+, dropped where it cannot be written. */
  rackId: string | null;
}

/** Part of ConsumerProtocolSubscription, versions 1-3. */
export interface TopicPartition {
  /** Unique in its array. */
  topic: string;
  partitions: readonly number[];
}

export function decodeConsumerProtocolSubscription(reader: Reader, version: number): ConsumerProtocolSubscription {
  const topics: string[] = [];
  for (let left = reader.readArrayLength(); left > 0; left--) {
    topics.push(reader.readString());
  }
  const userData: Buffer | null = reader.readNullableBytes();
  const ownedPartitions: TopicPartition[] = [];
  for (let left = version >= 1 ? reader.readArrayLength() : 0; left > 0; left--) {
    ownedPartitions.push(decodeTopicPartition(reader, version));
  }
  const generationId = version >= 2 ? reader.readInt32() : -1;
  const rackId: string | null = version >= 3 ? reader.readNullableString() : null;
  return { topics, userData, ownedPartitions, generationId, rackId };
}

export function encodeConsumerProtocolSubscription(
  writer: Writer,
  message: ConsumerProtocolSubscription,
  version: number,
): void {
  writer.writeArrayLength(message.topics.length);
  for (const element of message.topics) writer.writeString(element);
  writer.writeNullableBytes(message.userData);
  if (version >= 1) {
    writer.writeArrayLength(message.ownedPartitions.length);
    for (const element of message.ownedPartitions) encodeTopicPartition(writer, element, version);
  }
  if (version >= 2) writer.writeInt32(message.generationId);
  if (version >= 3) writer.writeNullableString(message.rackId);
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

export const consumerProtocolSubscriptionData: DataDescriptor<ConsumerProtocolSubscription> = {
  name: 'ConsumerProtocolSubscription',
  minVersion: 0,
  maxVersion: 3,
  decode: decodeConsumerProtocolSubscription,
  encode: encodeConsumerProtocolSubscription,
};
