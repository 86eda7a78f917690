// Generated from packages/protocol/schemas/share-group-heartbeat.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Uuid } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 1, flexible versions 0+. */
export interface ShareGroupHeartbeatRequest {
  groupId: string;
  memberId: string;
  memberEpoch: number;
  rackId: string | null;
  subscribedTopicNames: readonly string[] | null;
}

/** Versions 1, flexible versions 0+. */
export interface ShareGroupHeartbeatResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  memberId: string | null;
  memberEpoch: number;
  heartbeatIntervalMs: number;
  assignment: Assignment | null;
}

/** Part of ShareGroupHeartbeatResponse, versions 1. */
export interface Assignment {
  topicPartitions: readonly TopicPartitions[];
}

/** Part of ShareGroupHeartbeatResponse, versions 1. */
export interface TopicPartitions {
  topicId: Uuid;
  partitions: readonly number[];
}

export function decodeShareGroupHeartbeatRequest(reader: Reader, _version: number): ShareGroupHeartbeatRequest {
  const groupId = reader.readCompactString();
  const memberId = reader.readCompactString();
  const memberEpoch = reader.readInt32();
  const rackId: string | null = reader.readCompactNullableString();
  const subscribedTopicNamesLength = reader.readCompactNullableArrayLength();
  let subscribedTopicNames: string[] | null = null;
  if (subscribedTopicNamesLength >= 0) {
    subscribedTopicNames = [];
    for (let left = subscribedTopicNamesLength; left > 0; left--) {
      subscribedTopicNames.push(reader.readCompactString());
    }
  }
  reader.skipTaggedFields();
  return { groupId, memberId, memberEpoch, rackId, subscribedTopicNames };
}

export function encodeShareGroupHeartbeatRequest(
  writer: Writer,
  message: ShareGroupHeartbeatRequest,
  _version: number,
): void {
  writer.writeCompactString(message.groupId);
  writer.writeCompactString(message.memberId);
  writer.writeInt32(message.memberEpoch);
  writer.writeCompactNullableString(message.rackId);
  writer.writeCompactArrayLength(message.subscribedTopicNames?.length ?? -1);
  for (const element of message.subscribedTopicNames ?? []) writer.writeCompactString(element);
  writer.writeUnsignedVarint(0);
}

export function decodeShareGroupHeartbeatResponse(reader: Reader, version: number): ShareGroupHeartbeatResponse {
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

export function encodeShareGroupHeartbeatResponse(
  writer: Writer,
  message: ShareGroupHeartbeatResponse,
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
  const topicPartitions: TopicPartitions[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topicPartitions.push(decodeTopicPartitions(reader, version));
  }
  reader.skipTaggedFields();
  return { topicPartitions };
}

function encodeAssignment(writer: Writer, message: Assignment, version: number): void {
  writer.writeCompactArrayLength(message.topicPartitions.length);
  for (const element of message.topicPartitions) encodeTopicPartitions(writer, element, version);
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

export const shareGroupHeartbeatApi: ApiDescriptor<ShareGroupHeartbeatRequest, ShareGroupHeartbeatResponse> = {
  key: 76,
  name: 'ShareGroupHeartbeat',
  minVersion: 1,
  maxVersion: 1,
  flexibleFrom: 0,
  listeners: ['broker'],
  decodeRequest: decodeShareGroupHeartbeatRequest,
  encodeRequest: encodeShareGroupHeartbeatRequest,
  decodeResponse: decodeShareGroupHeartbeatResponse,
  encodeResponse: encodeShareGroupHeartbeatResponse,
};
