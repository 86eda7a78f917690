// Generated from packages/protocol/schemas/consumer-group-heartbeat.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Uuid } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-1, flexible versions 0+. */
export interface ConsumerGroupHeartbeatRequest {
  groupId: string;
  memberId: string;
  memberEpoch: number;
  instanceId: string | null;
  rackId: string | null;
  /** Default -1. */
  rebalanceTimeoutMs: number;
  subscribedTopicNames: readonly string[] | null;
  /** Versions 1+. */
  subscribedTopicRegex: string | null;
  serverAssignor: string | null;
  topicPartitions: readonly ConsumerGroupHeartbeatRequestTopicPartitions[] | null;
}

/** Part of ConsumerGroupHeartbeatRequest, versions 0-1. */
export interface ConsumerGroupHeartbeatRequestTopicPartitions {
  topicId: Uuid;
  partitions: readonly number[];
}

/** Versions 0-1, flexible versions 0+. */
export interface ConsumerGroupHeartbeatResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  memberId: string | null;
  memberEpoch: number;
  heartbeatIntervalMs: number;
  assignment: Assignment | null;
}

/** Part of ConsumerGroupHeartbeatResponse, versions 0-1. */
export interface Assignment {
  topicPartitions: readonly ConsumerGroupHeartbeatResponseTopicPartitions[];
}

/** Part of ConsumerGroupHeartbeatResponse, versions 0-1. */
export interface ConsumerGroupHeartbeatResponseTopicPartitions {
  topicId: Uuid;
  partitions: readonly number[];
}

export function decodeConsumerGroupHeartbeatRequest(reader: Reader, version: number): ConsumerGroupHeartbeatRequest {
  const groupId = reader.readCompactString();
  const memberId = reader.readCompactString();
  const memberEpoch = reader.readInt32();
  const instanceId: string | null = reader.readCompactNullableString();
  const rackId: string | null = reader.readCompactNullableString();
  const rebalanceTimeoutMs = reader.readInt32();
  const subscribedTopicNamesLength = reader.readCompactNullableArrayLength();
  let subscribedTopicNames: string[] | null = null;
  if (subscribedTopicNamesLength >= 0) {
    subscribedTopicNames = [];
    for (let left = subscribedTopicNamesLength; left > 0; left--) {
      subscribedTopicNames.push(reader.readCompactString());
    }
  }
  const subscribedTopicRegex: string | null = version >= 1 ? reader.readCompactNullableString() : null;
  const serverAssignor: string | null = reader.readCompactNullableString();
  const topicPartitionsLength = reader.readCompactNullableArrayLength();
  let topicPartitions: ConsumerGroupHeartbeatRequestTopicPartitions[] | null = null;
  if (topicPartitionsLength >= 0) {
    topicPartitions = [];
    for (let left = topicPartitionsLength; left > 0; left--) {
      topicPartitions.push(decodeConsumerGroupHeartbeatRequestTopicPartitions(reader, version));
    }
  }
  reader.skipTaggedFields();
  return {
    groupId,
    memberId,
    memberEpoch,
    instanceId,
    rackId,
    rebalanceTimeoutMs,
    subscribedTopicNames,
    subscribedTopicRegex,
    serverAssignor,
    topicPartitions,
  };
}

export function encodeConsumerGroupHeartbeatRequest(
  writer: Writer,
  message: ConsumerGroupHeartbeatRequest,
  version: number,
): void {
  writer.writeCompactString(message.groupId);
  writer.writeCompactString(message.memberId);
  writer.writeInt32(message.memberEpoch);
  writer.writeCompactNullableString(message.instanceId);
  writer.writeCompactNullableString(message.rackId);
  writer.writeInt32(message.rebalanceTimeoutMs);
  writer.writeCompactArrayLength(message.subscribedTopicNames?.length ?? -1);
  for (const element of message.subscribedTopicNames ?? []) writer.writeCompactString(element);
  if (version >= 1) writer.writeCompactNullableString(message.subscribedTopicRegex);
  else if (message.subscribedTopicRegex !== null)
    throw new UnsupportedVersionError('ConsumerGroupHeartbeatRequest.subscribedTopicRegex', version);
  writer.writeCompactNullableString(message.serverAssignor);
  writer.writeCompactArrayLength(message.topicPartitions?.length ?? -1);
  for (const element of message.topicPartitions ?? [])
    encodeConsumerGroupHeartbeatRequestTopicPartitions(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeConsumerGroupHeartbeatRequestTopicPartitions(
  reader: Reader,
  _version: number,
): ConsumerGroupHeartbeatRequestTopicPartitions {
  const topicId: Uuid = reader.readUuid();
  const partitions: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(reader.readInt32());
  }
  reader.skipTaggedFields();
  return { topicId, partitions };
}

function encodeConsumerGroupHeartbeatRequestTopicPartitions(
  writer: Writer,
  message: ConsumerGroupHeartbeatRequestTopicPartitions,
  _version: number,
): void {
  writer.writeUuid(message.topicId);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) writer.writeInt32(element);
  writer.writeUnsignedVarint(0);
}

export function decodeConsumerGroupHeartbeatResponse(reader: Reader, version: number): ConsumerGroupHeartbeatResponse {
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  const errorMessage: string | null = reader.readCompactNullableString();
  const memberId: string | null = reader.readCompactNullableString();
  const memberEpoch = reader.readInt32();
  const heartbeatIntervalMs = reader.readInt32();
  const assignment: Assignment | null = reader.readInt8() < 0 ? null : decodeAssignment(reader, version);
  reader.skipTaggedFields();
  return { throttleTimeMs, errorCode, errorMessage, memberId, memberEpoch, heartbeatIntervalMs, assignment };
}

export function encodeConsumerGroupHeartbeatResponse(
  writer: Writer,
  message: ConsumerGroupHeartbeatResponse,
  version: number,
): void {
  writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  writer.writeCompactNullableString(message.errorMessage);
  writer.writeCompactNullableString(message.memberId);
  writer.writeInt32(message.memberEpoch);
  writer.writeInt32(message.heartbeatIntervalMs);
  if (message.assignment === null) {
    writer.writeInt8(-1);
  } else {
    writer.writeInt8(1);
    encodeAssignment(writer, message.assignment, version);
  }
  writer.writeUnsignedVarint(0);
}

function decodeAssignment(reader: Reader, version: number): Assignment {
  const topicPartitions: ConsumerGroupHeartbeatResponseTopicPartitions[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topicPartitions.push(decodeConsumerGroupHeartbeatResponseTopicPartitions(reader, version));
  }
  reader.skipTaggedFields();
  return { topicPartitions };
}

function encodeAssignment(writer: Writer, message: Assignment, version: number): void {
  writer.writeCompactArrayLength(message.topicPartitions.length);
  for (const element of message.topicPartitions)
    encodeConsumerGroupHeartbeatResponseTopicPartitions(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeConsumerGroupHeartbeatResponseTopicPartitions(
  reader: Reader,
  _version: number,
): ConsumerGroupHeartbeatResponseTopicPartitions {
  const topicId: Uuid = reader.readUuid();
  const partitions: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(reader.readInt32());
  }
  reader.skipTaggedFields();
  return { topicId, partitions };
}

function encodeConsumerGroupHeartbeatResponseTopicPartitions(
  writer: Writer,
  message: ConsumerGroupHeartbeatResponseTopicPartitions,
  _version: number,
): void {
  writer.writeUuid(message.topicId);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) writer.writeInt32(element);
  writer.writeUnsignedVarint(0);
}

export const consumerGroupHeartbeatApi: ApiDescriptor<ConsumerGroupHeartbeatRequest, ConsumerGroupHeartbeatResponse> = {
  key: 68,
  name: 'ConsumerGroupHeartbeat',
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 0,
  listeners: ['broker'],
  decodeRequest: decodeConsumerGroupHeartbeatRequest,
  encodeRequest: encodeConsumerGroupHeartbeatRequest,
  decodeResponse: decodeConsumerGroupHeartbeatResponse,
  encodeResponse: encodeConsumerGroupHeartbeatResponse,
};
