// Generated from packages/protocol/schemas/offset-commit.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Uuid } from '../wire/uuid.ts';
import { ZERO_UUID } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 2-10, flexible versions 8+. */
export interface OffsetCommitRequest {
  groupId: string;
  /** Default -1. */
  generationIdOrMemberEpoch: number;
  memberId: string;
  /** Versions 7+. */
  groupInstanceId: string | null;
  /** Versions 2-4, default -1, dropped where it cannot be written. */
  retentionTimeMs: number;
  topics: readonly OffsetCommitRequestTopic[];
}

/** Part of OffsetCommitRequest, versions 2-10. */
export interface OffsetCommitRequestTopic {
  /** Versions 0-9, dropped where it cannot be written. */
  name: string;
  /** Versions 10+, dropped where it cannot be written. */
  topicId: Uuid;
  partitions: readonly OffsetCommitRequestPartition[];
}

/** Part of OffsetCommitRequest, versions 2-10. */
export interface OffsetCommitRequestPartition {
  partitionIndex: number;
  committedOffset: bigint;
  /** Versions 6+, default -1, dropped where it cannot be written. */
  committedLeaderEpoch: number;
  committedMetadata: string | null;
}

/** Versions 2-10, flexible versions 8+. */
export interface OffsetCommitResponse {
  /** Versions 3+, dropped where it cannot be written. */
  throttleTimeMs: number;
  topics: readonly OffsetCommitResponseTopic[];
}

/** Part of OffsetCommitResponse, versions 2-10. */
export interface OffsetCommitResponseTopic {
  /** Versions 0-9, dropped where it cannot be written. */
  name: string;
  /** Versions 10+, dropped where it cannot be written. */
  topicId: Uuid;
  partitions: readonly OffsetCommitResponsePartition[];
}

/** Part of OffsetCommitResponse, versions 2-10. */
export interface OffsetCommitResponsePartition {
  partitionIndex: number;
  errorCode: number;
}

export function decodeOffsetCommitRequest(reader: Reader, version: number): OffsetCommitRequest {
  const flexible = version >= 8;
  const groupId = flexible ? reader.readCompactString() : reader.readString();
  const generationIdOrMemberEpoch = reader.readInt32();
  const memberId = flexible ? reader.readCompactString() : reader.readString();
  const groupInstanceId: string | null = flexible
    ? reader.readCompactNullableString()
    : version >= 7
      ? reader.readNullableString()
      : null;
  const retentionTimeMs = version <= 4 ? reader.readInt64() : -1;
  const topics: OffsetCommitRequestTopic[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    topics.push(decodeOffsetCommitRequestTopic(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { groupId, generationIdOrMemberEpoch, memberId, groupInstanceId, retentionTimeMs, topics };
}

export function encodeOffsetCommitRequest(writer: Writer, message: OffsetCommitRequest, version: number): void {
  const flexible = version >= 8;
  if (flexible) writer.writeCompactString(message.groupId);
  else writer.writeString(message.groupId);
  writer.writeInt32(message.generationIdOrMemberEpoch);
  if (flexible) writer.writeCompactString(message.memberId);
  else writer.writeString(message.memberId);
  if (flexible) writer.writeCompactNullableString(message.groupInstanceId);
  else if (version >= 7) writer.writeNullableString(message.groupInstanceId);
  else if (message.groupInstanceId !== null)
    throw new UnsupportedVersionError('OffsetCommitRequest.groupInstanceId', version);
  if (version <= 4) writer.writeInt64(message.retentionTimeMs);
  if (flexible) writer.writeCompactArrayLength(message.topics.length);
  else writer.writeArrayLength(message.topics.length);
  for (const element of message.topics) encodeOffsetCommitRequestTopic(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeOffsetCommitRequestTopic(reader: Reader, version: number): OffsetCommitRequestTopic {
  const flexible = version >= 8;
  const name = flexible && version <= 9 ? reader.readCompactString() : version <= 7 ? reader.readString() : '';
  const topicId: Uuid = version >= 10 ? reader.readUuid() : ZERO_UUID;
  const partitions: OffsetCommitRequestPartition[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    partitions.push(decodeOffsetCommitRequestPartition(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { name, topicId, partitions };
}

function encodeOffsetCommitRequestTopic(writer: Writer, message: OffsetCommitRequestTopic, version: number): void {
  const flexible = version >= 8;
  if (flexible && version <= 9) writer.writeCompactString(message.name);
  else if (version <= 7) writer.writeString(message.name);
  if (version >= 10) writer.writeUuid(message.topicId);
  if (flexible) writer.writeCompactArrayLength(message.partitions.length);
  else writer.writeArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeOffsetCommitRequestPartition(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeOffsetCommitRequestPartition(reader: Reader, version: number): OffsetCommitRequestPartition {
  const flexible = version >= 8;
  const partitionIndex = reader.readInt32();
  const committedOffset = reader.readInt64Bigint();
  const committedLeaderEpoch = version >= 6 ? reader.readInt32() : -1;
  const committedMetadata: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  if (flexible) reader.skipTaggedFields();
  return { partitionIndex, committedOffset, committedLeaderEpoch, committedMetadata };
}

function encodeOffsetCommitRequestPartition(
  writer: Writer,
  message: OffsetCommitRequestPartition,
  version: number,
): void {
  const flexible = version >= 8;
  writer.writeInt32(message.partitionIndex);
  writer.writeInt64Bigint(message.committedOffset);
  if (version >= 6) writer.writeInt32(message.committedLeaderEpoch);
  if (flexible) writer.writeCompactNullableString(message.committedMetadata);
  else writer.writeNullableString(message.committedMetadata);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeOffsetCommitResponse(reader: Reader, version: number): OffsetCommitResponse {
  const flexible = version >= 8;
  const throttleTimeMs = version >= 3 ? reader.readInt32() : 0;
  const topics: OffsetCommitResponseTopic[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    topics.push(decodeOffsetCommitResponseTopic(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { throttleTimeMs, topics };
}

export function encodeOffsetCommitResponse(writer: Writer, message: OffsetCommitResponse, version: number): void {
  const flexible = version >= 8;
  if (version >= 3) writer.writeInt32(message.throttleTimeMs);
  if (flexible) writer.writeCompactArrayLength(message.topics.length);
  else writer.writeArrayLength(message.topics.length);
  for (const element of message.topics) encodeOffsetCommitResponseTopic(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeOffsetCommitResponseTopic(reader: Reader, version: number): OffsetCommitResponseTopic {
  const flexible = version >= 8;
  const name = flexible && version <= 9 ? reader.readCompactString() : version <= 7 ? reader.readString() : '';
  const topicId: Uuid = version >= 10 ? reader.readUuid() : ZERO_UUID;
  const partitions: OffsetCommitResponsePartition[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    partitions.push(decodeOffsetCommitResponsePartition(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { name, topicId, partitions };
}

function encodeOffsetCommitResponseTopic(writer: Writer, message: OffsetCommitResponseTopic, version: number): void {
  const flexible = version >= 8;
  if (flexible && version <= 9) writer.writeCompactString(message.name);
  else if (version <= 7) writer.writeString(message.name);
  if (version >= 10) writer.writeUuid(message.topicId);
  if (flexible) writer.writeCompactArrayLength(message.partitions.length);
  else writer.writeArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeOffsetCommitResponsePartition(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeOffsetCommitResponsePartition(reader: Reader, version: number): OffsetCommitResponsePartition {
  const flexible = version >= 8;
  const partitionIndex = reader.readInt32();
  const errorCode = reader.readInt16();
  if (flexible) reader.skipTaggedFields();
  return { partitionIndex, errorCode };
}

function encodeOffsetCommitResponsePartition(
  writer: Writer,
  message: OffsetCommitResponsePartition,
  version: number,
): void {
  const flexible = version >= 8;
  writer.writeInt32(message.partitionIndex);
  writer.writeInt16(message.errorCode);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const offsetCommitApi: ApiDescriptor<OffsetCommitRequest, OffsetCommitResponse> = {
  key: 8,
  name: 'OffsetCommit',
  minVersion: 2,
  maxVersion: 10,
  flexibleFrom: 8,
  listeners: ['broker'],
  decodeRequest: decodeOffsetCommitRequest,
  encodeRequest: encodeOffsetCommitRequest,
  decodeResponse: decodeOffsetCommitResponse,
  encodeResponse: encodeOffsetCommitResponse,
};
