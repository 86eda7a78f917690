// Generated from packages/protocol/schemas/alter-share-group-offsets.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Uuid } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0, flexible versions 0+. */
export interface AlterShareGroupOffsetsRequest {
  groupId: string;
  topics: readonly AlterShareGroupOffsetsRequestTopic[];
}

/** Part of AlterShareGroupOffsetsRequest, versions 0. */
export interface AlterShareGroupOffsetsRequestTopic {
  /** Unique in its array. */
  topicName: string;
  partitions: readonly AlterShareGroupOffsetsRequestPartition[];
}

/** Part of AlterShareGroupOffsetsRequest, versions 0. */
export interface AlterShareGroupOffsetsRequestPartition {
  partitionIndex: number;
  startOffset: number;
}

/** Versions 0, flexible versions 0+. */
export interface AlterShareGroupOffsetsResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  responses: readonly AlterShareGroupOffsetsResponseTopic[];
}

/** Part of AlterShareGroupOffsetsResponse, versions 0. */
export interface AlterShareGroupOffsetsResponseTopic {
  /** Unique in its array. */
  topicName: string;
  topicId: Uuid;
  partitions: readonly AlterShareGroupOffsetsResponsePartition[];
}

/** Part of AlterShareGroupOffsetsResponse, versions 0. */
export interface AlterShareGroupOffsetsResponsePartition {
  partitionIndex: number;
  errorCode: number;
  errorMessage: string | null;
}

export function decodeAlterShareGroupOffsetsRequest(reader: Reader, version: number): AlterShareGroupOffsetsRequest {
  const groupId = reader.readCompactString();
  const topics: AlterShareGroupOffsetsRequestTopic[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(decodeAlterShareGroupOffsetsRequestTopic(reader, version));
  }
  reader.skipTaggedFields();
  return { groupId, topics };
}

export function encodeAlterShareGroupOffsetsRequest(
  writer: Writer,
  message: AlterShareGroupOffsetsRequest,
  version: number,
): void {
  writer.writeCompactString(message.groupId);
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) encodeAlterShareGroupOffsetsRequestTopic(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeAlterShareGroupOffsetsRequestTopic(reader: Reader, version: number): AlterShareGroupOffsetsRequestTopic {
  const topicName = reader.readCompactString();
  const partitions: AlterShareGroupOffsetsRequestPartition[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodeAlterShareGroupOffsetsRequestPartition(reader, version));
  }
  reader.skipTaggedFields();
  return { topicName, partitions };
}

function encodeAlterShareGroupOffsetsRequestTopic(
  writer: Writer,
  message: AlterShareGroupOffsetsRequestTopic,
  version: number,
): void {
  writer.writeCompactString(message.topicName);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeAlterShareGroupOffsetsRequestPartition(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeAlterShareGroupOffsetsRequestPartition(
  reader: Reader,
  _version: number,
): AlterShareGroupOffsetsRequestPartition {
  const partitionIndex = reader.readInt32();
  const startOffset = reader.readInt64();
  reader.skipTaggedFields();
  return { partitionIndex, startOffset };
}

function encodeAlterShareGroupOffsetsRequestPartition(
  writer: Writer,
  message: AlterShareGroupOffsetsRequestPartition,
  _version: number,
): void {
  writer.writeInt32(message.partitionIndex);
  writer.writeInt64(message.startOffset);
  writer.writeUnsignedVarint(0);
}

export function decodeAlterShareGroupOffsetsResponse(reader: Reader, version: number): AlterShareGroupOffsetsResponse {
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  const errorMessage: string | null = reader.readCompactNullableString();
  const responses: AlterShareGroupOffsetsResponseTopic[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    responses.push(decodeAlterShareGroupOffsetsResponseTopic(reader, version));
  }
  reader.skipTaggedFields();
  return { throttleTimeMs, errorCode, errorMessage, responses };
}

export function encodeAlterShareGroupOffsetsResponse(
  writer: Writer,
  message: AlterShareGroupOffsetsResponse,
  version: number,
): void {
  writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  writer.writeCompactNullableString(message.errorMessage);
  writer.writeCompactArrayLength(message.responses.length);
  for (const element of message.responses) encodeAlterShareGroupOffsetsResponseTopic(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeAlterShareGroupOffsetsResponseTopic(
  reader: Reader,
  version: number,
): AlterShareGroupOffsetsResponseTopic {
  const topicName = reader.readCompactString();
  const topicId: Uuid = reader.readUuid();
  const partitions: AlterShareGroupOffsetsResponsePartition[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodeAlterShareGroupOffsetsResponsePartition(reader, version));
  }
  reader.skipTaggedFields();
  return { topicName, topicId, partitions };
}

function encodeAlterShareGroupOffsetsResponseTopic(
  writer: Writer,
  message: AlterShareGroupOffsetsResponseTopic,
  version: number,
): void {
  writer.writeCompactString(message.topicName);
  writer.writeUuid(message.topicId);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeAlterShareGroupOffsetsResponsePartition(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeAlterShareGroupOffsetsResponsePartition(
  reader: Reader,
  _version: number,
): AlterShareGroupOffsetsResponsePartition {
  const partitionIndex = reader.readInt32();
  const errorCode = reader.readInt16();
  const errorMessage: string | null = reader.readCompactNullableString();
  reader.skipTaggedFields();
  return { partitionIndex, errorCode, errorMessage };
}

function encodeAlterShareGroupOffsetsResponsePartition(
  writer: Writer,
  message: AlterShareGroupOffsetsResponsePartition,
  _version: number,
): void {
  writer.writeInt32(message.partitionIndex);
  writer.writeInt16(message.errorCode);
  writer.writeCompactNullableString(message.errorMessage);
  writer.writeUnsignedVarint(0);
}

export const alterShareGroupOffsetsApi: ApiDescriptor<AlterShareGroupOffsetsRequest, AlterShareGroupOffsetsResponse> = {
  key: 91,
  name: 'AlterShareGroupOffsets',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  listeners: ['broker'],
  decodeRequest: decodeAlterShareGroupOffsetsRequest,
  encodeRequest: encodeAlterShareGroupOffsetsRequest,
  decodeResponse: decodeAlterShareGroupOffsetsResponse,
  encodeResponse: encodeAlterShareGroupOffsetsResponse,
};
