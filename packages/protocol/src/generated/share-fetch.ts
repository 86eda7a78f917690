// Generated from packages/protocol/schemas/share-fetch.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Records } from '../wire/records.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Uuid } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 1-2, flexible versions 0+. */
export interface ShareFetchRequest {
  groupId: string | null;
  memberId: string | null;
  shareSessionEpoch: number;
  maxWaitMs: number;
  minBytes: number;
  /** Default 2147483647. */
  maxBytes: number;
  maxRecords: number;
  batchSize: number;
  /** Versions 2+, default 0, dropped where it cannot be written. */
  shareAcquireMode: number;
  /** Versions 2+, default false. */
  isRenewAck: boolean;
  topics: readonly FetchTopic[];
  forgottenTopicsData: readonly ForgottenTopic[];
}

/** Part of ShareFetchRequest, versions 1-2. */
export interface FetchTopic {
  /** Unique in its array. */
  topicId: Uuid;
  partitions: readonly FetchPartition[];
}

/** Part of ShareFetchRequest, versions 1-2. */
export interface FetchPartition {
  /** Unique in its array. */
  partitionIndex: number;
  /** Versions 0. */
  partitionMaxBytes: number;
  acknowledgementBatches: readonly AcknowledgementBatch[];
}

/** Part of ShareFetchRequest, versions 1-2. */
export interface AcknowledgementBatch {
  firstOffset: number;
  lastOffset: number;
  acknowledgeTypes: readonly number[];
}

/** Part of ShareFetchRequest, versions 1-2. */
export interface ForgottenTopic {
  topicId: Uuid;
  partitions: readonly number[];
}

/** Versions 1-2, flexible versions 0+. */
export interface ShareFetchResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  acquisitionLockTimeoutMs: number;
  responses: readonly ShareFetchableTopicResponse[];
  nodeEndpoints: readonly NodeEndpoint[];
}

/** Part of ShareFetchResponse, versions 1-2. */
export interface ShareFetchableTopicResponse {
  /** Unique in its array. */
  topicId: Uuid;
  partitions: readonly PartitionData[];
}

/** Part of ShareFetchResponse, versions 1-2. */
export interface PartitionData {
  partitionIndex: number;
  errorCode: number;
  errorMessage: string | null;
  acknowledgeErrorCode: number;
  acknowledgeErrorMessage: string | null;
  currentLeader: LeaderIdAndEpoch;
  records: Records | null;
  acquiredRecords: readonly AcquiredRecords[];
}

/** Part of ShareFetchResponse, versions 1-2. */
export interface LeaderIdAndEpoch {
  leaderId: number;
  leaderEpoch: number;
}

/** Part of ShareFetchResponse, versions 1-2. */
export interface AcquiredRecords {
  firstOffset: number;
  lastOffset: number;
  deliveryCount: number;
}

/** Part of ShareFetchResponse, versions 1-2. */
export interface NodeEndpoint {
  /** Unique in its array. */
  nodeId: number;
  host: string;
  port: number;
  rack: string | null;
}

export function decodeShareFetchRequest(reader: Reader, version: number): ShareFetchRequest {
  const groupId: string | null = reader.readCompactNullableString();
  const memberId: string | null = reader.readCompactNullableString();
  const shareSessionEpoch = reader.readInt32();
  const maxWaitMs = reader.readInt32();
  const minBytes = reader.readInt32();
  const maxBytes = reader.readInt32();
  const maxRecords = reader.readInt32();
  const batchSize = reader.readInt32();
  const shareAcquireMode = version >= 2 ? reader.readInt8() : 0;
  const isRenewAck = version >= 2 ? reader.readBoolean() : false;
  const topics: FetchTopic[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(decodeFetchTopic(reader, version));
  }
  const forgottenTopicsData: ForgottenTopic[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    forgottenTopicsData.push(decodeForgottenTopic(reader, version));
  }
  reader.skipTaggedFields();
  return {
    groupId,
    memberId,
    shareSessionEpoch,
    maxWaitMs,
    minBytes,
    maxBytes,
    maxRecords,
    batchSize,
    shareAcquireMode,
    isRenewAck,
    topics,
    forgottenTopicsData,
  };
}

export function encodeShareFetchRequest(writer: Writer, message: ShareFetchRequest, version: number): void {
  writer.writeCompactNullableString(message.groupId);
  writer.writeCompactNullableString(message.memberId);
  writer.writeInt32(message.shareSessionEpoch);
  writer.writeInt32(message.maxWaitMs);
  writer.writeInt32(message.minBytes);
  writer.writeInt32(message.maxBytes);
  writer.writeInt32(message.maxRecords);
  writer.writeInt32(message.batchSize);
  if (version >= 2) writer.writeInt8(message.shareAcquireMode);
  if (version >= 2) writer.writeBoolean(message.isRenewAck);
  else if (message.isRenewAck) throw new UnsupportedVersionError('ShareFetchRequest.isRenewAck', version);
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) encodeFetchTopic(writer, element, version);
  writer.writeCompactArrayLength(message.forgottenTopicsData.length);
  for (const element of message.forgottenTopicsData) encodeForgottenTopic(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeFetchTopic(reader: Reader, version: number): FetchTopic {
  const topicId: Uuid = reader.readUuid();
  const partitions: FetchPartition[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodeFetchPartition(reader, version));
  }
  reader.skipTaggedFields();
  return { topicId, partitions };
}

function encodeFetchTopic(writer: Writer, message: FetchTopic, version: number): void {
  writer.writeUuid(message.topicId);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeFetchPartition(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeFetchPartition(reader: Reader, version: number): FetchPartition {
  const partitionIndex = reader.readInt32();
  const partitionMaxBytes = 0;
  const acknowledgementBatches: AcknowledgementBatch[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    acknowledgementBatches.push(decodeAcknowledgementBatch(reader, version));
  }
  reader.skipTaggedFields();
  return { partitionIndex, partitionMaxBytes, acknowledgementBatches };
}

function encodeFetchPartition(writer: Writer, message: FetchPartition, version: number): void {
  writer.writeInt32(message.partitionIndex);
  if (message.partitionMaxBytes !== 0) throw new UnsupportedVersionError('FetchPartition.partitionMaxBytes', version);
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

function decodeForgottenTopic(reader: Reader, _version: number): ForgottenTopic {
  const topicId: Uuid = reader.readUuid();
  const partitions: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(reader.readInt32());
  }
  reader.skipTaggedFields();
  return { topicId, partitions };
}

function encodeForgottenTopic(writer: Writer, message: ForgottenTopic, _version: number): void {
  writer.writeUuid(message.topicId);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) writer.writeInt32(element);
  writer.writeUnsignedVarint(0);
}

export function decodeShareFetchResponse(reader: Reader, version: number): ShareFetchResponse {
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  const errorMessage: string | null = reader.readCompactNullableString();
  const acquisitionLockTimeoutMs = reader.readInt32();
  const responses: ShareFetchableTopicResponse[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    responses.push(decodeShareFetchableTopicResponse(reader, version));
  }
  const nodeEndpoints: NodeEndpoint[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    nodeEndpoints.push(decodeNodeEndpoint(reader, version));
  }
  reader.skipTaggedFields();
  return { throttleTimeMs, errorCode, errorMessage, acquisitionLockTimeoutMs, responses, nodeEndpoints };
}

export function encodeShareFetchResponse(writer: Writer, message: ShareFetchResponse, version: number): void {
  writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  writer.writeCompactNullableString(message.errorMessage);
  writer.writeInt32(message.acquisitionLockTimeoutMs);
  writer.writeCompactArrayLength(message.responses.length);
  for (const element of message.responses) encodeShareFetchableTopicResponse(writer, element, version);
  writer.writeCompactArrayLength(message.nodeEndpoints.length);
  for (const element of message.nodeEndpoints) encodeNodeEndpoint(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeShareFetchableTopicResponse(reader: Reader, version: number): ShareFetchableTopicResponse {
  const topicId: Uuid = reader.readUuid();
  const partitions: PartitionData[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodePartitionData(reader, version));
  }
  reader.skipTaggedFields();
  return { topicId, partitions };
}

function encodeShareFetchableTopicResponse(
  writer: Writer,
  message: ShareFetchableTopicResponse,
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
  const acknowledgeErrorCode = reader.readInt16();
  const acknowledgeErrorMessage: string | null = reader.readCompactNullableString();
  const currentLeader = decodeLeaderIdAndEpoch(reader, version);
  const records: Records | null = reader.readCompactBytes();
  const acquiredRecords: AcquiredRecords[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    acquiredRecords.push(decodeAcquiredRecords(reader, version));
  }
  reader.skipTaggedFields();
  return {
    partitionIndex,
    errorCode,
    errorMessage,
    acknowledgeErrorCode,
    acknowledgeErrorMessage,
    currentLeader,
    records,
    acquiredRecords,
  };
}

function encodePartitionData(writer: Writer, message: PartitionData, version: number): void {
  writer.writeInt32(message.partitionIndex);
  writer.writeInt16(message.errorCode);
  writer.writeCompactNullableString(message.errorMessage);
  writer.writeInt16(message.acknowledgeErrorCode);
  writer.writeCompactNullableString(message.acknowledgeErrorMessage);
  encodeLeaderIdAndEpoch(writer, message.currentLeader, version);
  if (message.records === null) throw new UnsupportedVersionError('PartitionData.records of null', version);
  writer.writeCompactRecords(message.records);
  writer.writeCompactArrayLength(message.acquiredRecords.length);
  for (const element of message.acquiredRecords) encodeAcquiredRecords(writer, element, version);
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

function decodeAcquiredRecords(reader: Reader, _version: number): AcquiredRecords {
  const firstOffset = reader.readInt64();
  const lastOffset = reader.readInt64();
  const deliveryCount = reader.readInt16();
  reader.skipTaggedFields();
  return { firstOffset, lastOffset, deliveryCount };
}

function encodeAcquiredRecords(writer: Writer, message: AcquiredRecords, _version: number): void {
  writer.writeInt64(message.firstOffset);
  writer.writeInt64(message.lastOffset);
  writer.writeInt16(message.deliveryCount);
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

export const shareFetchApi: ApiDescriptor<ShareFetchRequest, ShareFetchResponse> = {
  key: 78,
  name: 'ShareFetch',
  minVersion: 1,
  maxVersion: 2,
  flexibleFrom: 0,
  listeners: ['broker'],
  decodeRequest: decodeShareFetchRequest,
  encodeRequest: encodeShareFetchRequest,
  decodeResponse: decodeShareFetchResponse,
  encodeResponse: encodeShareFetchResponse,
};
