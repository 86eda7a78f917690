// Generated from packages/protocol/schemas/describe-topic-partitions.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Uuid } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0, flexible versions 0+. */
export interface DescribeTopicPartitionsRequest {
  topics: readonly TopicRequest[];
  /** Default 2000. */
  responsePartitionLimit: number;
  cursor: DescribeTopicPartitionsRequestCursor | null;
}

/** Part of DescribeTopicPartitionsRequest, versions 0. */
export interface TopicRequest {
  name: string;
}

/** Part of DescribeTopicPartitionsRequest, versions 0. */
export interface DescribeTopicPartitionsRequestCursor {
  topicName: string;
  partitionIndex: number;
}

/** Versions 0, flexible versions 0+. */
export interface DescribeTopicPartitionsResponse {
  throttleTimeMs: number;
  topics: readonly DescribeTopicPartitionsResponseTopic[];
  nextCursor: DescribeTopicPartitionsResponseCursor | null;
}

/** Part of DescribeTopicPartitionsResponse, versions 0. */
export interface DescribeTopicPartitionsResponseTopic {
  errorCode: number;
  /** Unique in its array. */
  name: string | null;
  topicId: Uuid;
  /** Default false. */
  isInternal: boolean;
  partitions: readonly DescribeTopicPartitionsResponsePartition[];
  /** Default -2147483648. */
  topicAuthorizedOperations: number;
}

/** Part of DescribeTopicPartitionsResponse, versions 0. */
export interface DescribeTopicPartitionsResponsePartition {
  errorCode: number;
  partitionIndex: number;
  leaderId: number;
  /** Default -1. */
  leaderEpoch: number;
  replicaNodes: readonly number[];
  isrNodes: readonly number[];
  eligibleLeaderReplicas: readonly number[] | null;
  lastKnownElr: readonly number[] | null;
  offlineReplicas: readonly number[];
}

/** Part of DescribeTopicPartitionsResponse, versions 0. */
export interface DescribeTopicPartitionsResponseCursor {
  topicName: string;
  partitionIndex: number;
}

export function decodeDescribeTopicPartitionsRequest(reader: Reader, version: number): DescribeTopicPartitionsRequest {
  const topics: TopicRequest[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(decodeTopicRequest(reader, version));
  }
  const responsePartitionLimit = reader.readInt32();
  const cursor: DescribeTopicPartitionsRequestCursor | null =
    reader.readInt8() < 0 ? null : decodeDescribeTopicPartitionsRequestCursor(reader, version);
  reader.skipTaggedFields();
  return { topics, responsePartitionLimit, cursor };
}

export function encodeDescribeTopicPartitionsRequest(
  writer: Writer,
  message: DescribeTopicPartitionsRequest,
  version: number,
): void {
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) encodeTopicRequest(writer, element, version);
  writer.writeInt32(message.responsePartitionLimit);
  if (message.cursor === null) {
    writer.writeInt8(-1);
  } else {
    writer.writeInt8(1);
    encodeDescribeTopicPartitionsRequestCursor(writer, message.cursor, version);
  }
  writer.writeUnsignedVarint(0);
}

function decodeTopicRequest(reader: Reader, _version: number): TopicRequest {
  const name = reader.readCompactString();
  reader.skipTaggedFields();
  return { name };
}

function encodeTopicRequest(writer: Writer, message: TopicRequest, _version: number): void {
  writer.writeCompactString(message.name);
  writer.writeUnsignedVarint(0);
}

function decodeDescribeTopicPartitionsRequestCursor(
  reader: Reader,
  _version: number,
): DescribeTopicPartitionsRequestCursor {
  const topicName = reader.readCompactString();
  const partitionIndex = reader.readInt32();
  reader.skipTaggedFields();
  return { topicName, partitionIndex };
}

function encodeDescribeTopicPartitionsRequestCursor(
  writer: Writer,
  message: DescribeTopicPartitionsRequestCursor,
  _version: number,
): void {
  writer.writeCompactString(message.topicName);
  writer.writeInt32(message.partitionIndex);
  writer.writeUnsignedVarint(0);
}

export function decodeDescribeTopicPartitionsResponse(
  reader: Reader,
  version: number,
): DescribeTopicPartitionsResponse {
  const throttleTimeMs = reader.readInt32();
  const topics: DescribeTopicPartitionsResponseTopic[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(decodeDescribeTopicPartitionsResponseTopic(reader, version));
  }
  const nextCursor: DescribeTopicPartitionsResponseCursor | null =
    reader.readInt8() < 0 ? null : decodeDescribeTopicPartitionsResponseCursor(reader, version);
  reader.skipTaggedFields();
  return { throttleTimeMs, topics, nextCursor };
}

export function encodeDescribeTopicPartitionsResponse(
  writer: Writer,
  message: DescribeTopicPartitionsResponse,
  version: number,
): void {
  writer.writeInt32(message.throttleTimeMs);
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) encodeDescribeTopicPartitionsResponseTopic(writer, element, version);
  if (message.nextCursor === null) {
    writer.writeInt8(-1);
  } else {
    writer.writeInt8(1);
    encodeDescribeTopicPartitionsResponseCursor(writer, message.nextCursor, version);
  }
  writer.writeUnsignedVarint(0);
}

function decodeDescribeTopicPartitionsResponseTopic(
  reader: Reader,
  version: number,
): DescribeTopicPartitionsResponseTopic {
  const errorCode = reader.readInt16();
  const name: string | null = reader.readCompactNullableString();
  const topicId: Uuid = reader.readUuid();
  const isInternal = reader.readBoolean();
  const partitions: DescribeTopicPartitionsResponsePartition[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodeDescribeTopicPartitionsResponsePartition(reader, version));
  }
  const topicAuthorizedOperations = reader.readInt32();
  reader.skipTaggedFields();
  return { errorCode, name, topicId, isInternal, partitions, topicAuthorizedOperations };
}

function encodeDescribeTopicPartitionsResponseTopic(
  writer: Writer,
  message: DescribeTopicPartitionsResponseTopic,
  version: number,
): void {
  writer.writeInt16(message.errorCode);
  writer.writeCompactNullableString(message.name);
  writer.writeUuid(message.topicId);
  writer.writeBoolean(message.isInternal);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeDescribeTopicPartitionsResponsePartition(writer, element, version);
  writer.writeInt32(message.topicAuthorizedOperations);
  writer.writeUnsignedVarint(0);
}

function decodeDescribeTopicPartitionsResponsePartition(
  reader: Reader,
  _version: number,
): DescribeTopicPartitionsResponsePartition {
  const errorCode = reader.readInt16();
  const partitionIndex = reader.readInt32();
  const leaderId = reader.readInt32();
  const leaderEpoch = reader.readInt32();
  const replicaNodes: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    replicaNodes.push(reader.readInt32());
  }
  const isrNodes: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    isrNodes.push(reader.readInt32());
  }
  const eligibleLeaderReplicasLength = reader.readCompactNullableArrayLength();
  let eligibleLeaderReplicas: number[] | null = null;
  if (eligibleLeaderReplicasLength >= 0) {
    eligibleLeaderReplicas = [];
    for (let left = eligibleLeaderReplicasLength; left > 0; left--) {
      eligibleLeaderReplicas.push(reader.readInt32());
    }
  }
  const lastKnownElrLength = reader.readCompactNullableArrayLength();
  let lastKnownElr: number[] | null = null;
  if (lastKnownElrLength >= 0) {
    lastKnownElr = [];
    for (let left = lastKnownElrLength; left > 0; left--) {
      lastKnownElr.push(reader.readInt32());
    }
  }
  const offlineReplicas: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    offlineReplicas.push(reader.readInt32());
  }
  reader.skipTaggedFields();
  return {
    errorCode,
    partitionIndex,
    leaderId,
    leaderEpoch,
    replicaNodes,
    isrNodes,
    eligibleLeaderReplicas,
    lastKnownElr,
    offlineReplicas,
  };
}

function encodeDescribeTopicPartitionsResponsePartition(
  writer: Writer,
  message: DescribeTopicPartitionsResponsePartition,
  _version: number,
): void {
  writer.writeInt16(message.errorCode);
  writer.writeInt32(message.partitionIndex);
  writer.writeInt32(message.leaderId);
  writer.writeInt32(message.leaderEpoch);
  writer.writeCompactArrayLength(message.replicaNodes.length);
  for (const element of message.replicaNodes) writer.writeInt32(element);
  writer.writeCompactArrayLength(message.isrNodes.length);
  for (const element of message.isrNodes) writer.writeInt32(element);
  writer.writeCompactArrayLength(message.eligibleLeaderReplicas?.length ?? -1);
  for (const element of message.eligibleLeaderReplicas ?? []) writer.writeInt32(element);
  writer.writeCompactArrayLength(message.lastKnownElr?.length ?? -1);
  for (const element of message.lastKnownElr ?? []) writer.writeInt32(element);
  writer.writeCompactArrayLength(message.offlineReplicas.length);
  for (const element of message.offlineReplicas) writer.writeInt32(element);
  writer.writeUnsignedVarint(0);
}

function decodeDescribeTopicPartitionsResponseCursor(
  reader: Reader,
  _version: number,
): DescribeTopicPartitionsResponseCursor {
  const topicName = reader.readCompactString();
  const partitionIndex = reader.readInt32();
  reader.skipTaggedFields();
  return { topicName, partitionIndex };
}

function encodeDescribeTopicPartitionsResponseCursor(
  writer: Writer,
  message: DescribeTopicPartitionsResponseCursor,
  _version: number,
): void {
  writer.writeCompactString(message.topicName);
  writer.writeInt32(message.partitionIndex);
  writer.writeUnsignedVarint(0);
}

export const describeTopicPartitionsApi: ApiDescriptor<
  DescribeTopicPartitionsRequest,
  DescribeTopicPartitionsResponse
> = {
  key: 75,
  name: 'DescribeTopicPartitions',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  listeners: ['broker'],
  decodeRequest: decodeDescribeTopicPartitionsRequest,
  encodeRequest: encodeDescribeTopicPartitionsRequest,
  decodeResponse: decodeDescribeTopicPartitionsResponse,
  encodeResponse: encodeDescribeTopicPartitionsResponse,
};
