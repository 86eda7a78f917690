// Generated from packages/protocol/schemas/share-acknowledge.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Uuid } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 1-2, flexible versions 0+. */
export interface ShareAcknowledgeRequest {
  groupId: string | null;
  memberId: string | null;
  shareSessionEpoch: number;
  /** Versions 2+, default false. */
  isRenewAck: boolean;
  topics: readonly AcknowledgeTopic[];
}

/** Part of ShareAcknowledgeRequest, versions 1-2. */
export interface AcknowledgeTopic {
  /** Unique in its array. */
  topicId: Uuid;
  partitions: readonly AcknowledgePartition[];
}

/** Part of ShareAcknowledgeRequest, versions 1-2. */
export interface AcknowledgePartition {
  /** Unique in its array. */
  partitionIndex: number;
  acknowledgementBatches: readonly AcknowledgementBatch[];
}

/** Part of ShareAcknowledgeRequest, versions 1-2. */
export interface AcknowledgementBatch {
  firstOffset: number;
  lastOffset: number;
  acknowledgeTypes: readonly number[];
}

/** Versions 1-2, flexible versions 0+. */
export interface ShareAcknowledgeResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  /** Versions 2+, dropped where it cannot be written. */
  acquisitionLockTimeoutMs: number;
  responses: readonly ShareAcknowledgeTopicResponse[];
  nodeEndpoints: readonly NodeEndpoint[];
}

/** Part of ShareAcknowledgeResponse, versions 1-2. */
export interface ShareAcknowledgeTopicResponse {
  /** Unique in its array. */
  topicId: Uuid;
  partitions: readonly PartitionData[];
}

/** Part of ShareAcknowledgeResponse, versions 1-2. */
export interface PartitionData {
  partitionIndex: number;
  errorCode: number;
  errorMessage: string | null;
  currentLeader: LeaderIdAndEpoch;
}

/** Part of ShareAcknowledgeResponse, versions 1-2. */
export interface LeaderIdAndEpoch {
  leaderId: number;
  leaderEpoch: number;
}

/** Part of ShareAcknowledgeResponse, versions 1-2. */
export interface NodeEndpoint {
  /** Unique in its array. */
  nodeId: number;
  host: string;
  port: number;
  rack: string | null;
}

export function decodeShareAcknowledgeRequest(reader: Reader, version: number): ShareAcknowledgeRequest {
  const groupId: string | null = reader.readCompactNullableString();
  const memberId: string | null = reader.readCompactNullableString();
  const shareSessionEpoch = reader.readInt32();
  const isRenewAck = version >= 2 ? reader.readBoolean() : false;
  const topics: AcknowledgeTopic[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(decodeAcknowledgeTopic(reader, version));
  }
  reader.skipTaggedFields();
  return { groupId, memberId, shareSessionEpoch, isRenewAck, topics };
}

export function encodeShareAcknowledgeRequest(writer: Writer, message: ShareAcknowledgeRequest, version: number): void {
  writer.writeCompactNullableString(message.groupId);
  writer.writeCompactNullableString(message.memberId);
  writer.writeInt32(message.shareSessionEpoch);
  if (version >= 2) writer.writeBoolean(message.isRenewAck);
  else if (message.isRenewAck) throw new UnsupportedVersionError('ShareAcknowledgeRequest.isRenewAck', version);
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) encodeAcknowledgeTopic(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeAcknowledgeTopic(reader: Reader, version: number): AcknowledgeTopic {
  const topicId: Uuid = reader.readUuid();
  const partitions: AcknowledgePartition[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodeAcknowledgePartition(reader, version));
  }
  reader.skipTaggedFields();
  return { topicId, partitions };
}

function encodeAcknowledgeTopic(writer: Writer, message: AcknowledgeTopic, version: number): void {
  writer.writeUuid(message.topicId);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeAcknowledgePartition(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeAcknowledgePartition(reader: Reader, version: number): AcknowledgePartition {
  const partitionIndex = reader.readInt32();
  const acknowledgementBatches: AcknowledgementBatch[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    acknowledgementBatches.push(decodeAcknowledgementBatch(reader, version));
  }
  reader.skipTaggedFields();
  return { partitionIndex, acknowledgementBatches };
}

function encodeAcknowledgePartition(writer: Writer, message: AcknowledgePartition, version: number): void {
  writer.writeInt32(message.partitionIndex);
  writer.writeCompactArrayLength(message.acknowledgementBatches.length);
  for (const element of message.acknowledgementBatches) encodeAcknowledgementBatch(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeAcknowledgementBatch(reader: Reader, _version: number): AcknowledgementBatch {
  const firstOffset = reader.readInt64();
  const lastOffset = reader.readInt64();
  const acknowledgeTypes: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    acknowledgeTypes.push(reader.readInt8());
  }
  reader.skipTaggedFields();
  return { firstOffset, lastOffset, acknowledgeTypes };
}

function encodeAcknowledgementBatch(writer: Writer, message: AcknowledgementBatch, _version: number): void {
  writer.writeInt64(message.firstOffset);
  writer.writeInt64(message.lastOffset);
  writer.writeCompactArrayLength(message.acknowledgeTypes.length);
  for (const element of message.acknowledgeTypes) writer.writeInt8(element);
  writer.writeUnsignedVarint(0);
}

export function decodeShareAcknowledgeResponse(reader: Reader, version: number): ShareAcknowledgeResponse {
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  const errorMessage: string | null = reader.readCompactNullableString();
  const acquisitionLockTimeoutMs = version >= 2 ? reader.readInt32() : 0;
  const responses: ShareAcknowledgeTopicResponse[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    responses.push(decodeShareAcknowledgeTopicResponse(reader, version));
  }
  const nodeEndpoints: NodeEndpoint[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    nodeEndpoints.push(decodeNodeEndpoint(reader, version));
  }
  reader.skipTaggedFields();
  return { throttleTimeMs, errorCode, errorMessage, acquisitionLockTimeoutMs, responses, nodeEndpoints };
}

export function encodeShareAcknowledgeResponse(
  writer: Writer,
  message: ShareAcknowledgeResponse,
  version: number,
): void {
  writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  writer.writeCompactNullableString(message.errorMessage);
  if (version >= 2) writer.writeInt32(message.acquisitionLockTimeoutMs);
  writer.writeCompactArrayLength(message.responses.length);
  for (const element of message.responses) encodeShareAcknowledgeTopicResponse(writer, element, version);
  writer.writeCompactArrayLength(message.nodeEndpoints.length);
  for (const element of message.nodeEndpoints) encodeNodeEndpoint(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeShareAcknowledgeTopicResponse(reader: Reader, version: number): ShareAcknowledgeTopicResponse {
  const topicId: Uuid = reader.readUuid();
  const partitions: PartitionData[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodePartitionData(reader, version));
  }
  reader.skipTaggedFields();
  return { topicId, partitions };
}

function encodeShareAcknowledgeTopicResponse(
  writer: Writer,
  message: ShareAcknowledgeTopicResponse,
  version: number,
): void {
  writer.writeUuid(message.topicId);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) encodePartitionData(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodePartitionData(reader: Reader, version: number): PartitionData {
  const partitionIndex = reader.readInt32();
  const errorCode = reader.readInt16();
  const errorMessage: string | null = reader.readCompactNullableString();
  const currentLeader = decodeLeaderIdAndEpoch(reader, version);
  reader.skipTaggedFields();
  return { partitionIndex, errorCode, errorMessage, currentLeader };
}

function encodePartitionData(writer: Writer, message: PartitionData, version: number): void {
  writer.writeInt32(message.partitionIndex);
  writer.writeInt16(message.errorCode);
  writer.writeCompactNullableString(message.errorMessage);
  encodeLeaderIdAndEpoch(writer, message.currentLeader, version);
  writer.writeUnsignedVarint(0);
}

function decodeLeaderIdAndEpoch(reader: Reader, _version: number): LeaderIdAndEpoch {
  const leaderId = reader.readInt32();
  const leaderEpoch = reader.readInt32();
  reader.skipTaggedFields();
  return { leaderId, leaderEpoch };
}

function encodeLeaderIdAndEpoch(writer: Writer, message: LeaderIdAndEpoch, _version: number): void {
  writer.writeInt32(message.leaderId);
  writer.writeInt32(message.leaderEpoch);
  writer.writeUnsignedVarint(0);
}

function decodeNodeEndpoint(reader: Reader, _version: number): NodeEndpoint {
  const nodeId = reader.readInt32();
  const host = reader.readCompactString();
  const port = reader.readInt32();
  const rack: string | null = reader.readCompactNullableString();
  reader.skipTaggedFields();
  return { nodeId, host, port, rack };
}

function encodeNodeEndpoint(writer: Writer, message: NodeEndpoint, _version: number): void {
  writer.writeInt32(message.nodeId);
  writer.writeCompactString(message.host);
  writer.writeInt32(message.port);
  writer.writeCompactNullableString(message.rack);
  writer.writeUnsignedVarint(0);
}

export const shareAcknowledgeApi: ApiDescriptor<ShareAcknowledgeRequest, ShareAcknowledgeResponse> = {
  key: 79,
  name: 'ShareAcknowledge',
  minVersion: 1,
  maxVersion: 2,
  flexibleFrom: 0,
  listeners: ['broker'],
  decodeRequest: decodeShareAcknowledgeRequest,
  encodeRequest: encodeShareAcknowledgeRequest,
  decodeResponse: decodeShareAcknowledgeResponse,
  encodeResponse: encodeShareAcknowledgeResponse,
};
