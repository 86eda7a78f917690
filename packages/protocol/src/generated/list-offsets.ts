// Generated from packages/protocol/schemas/list-offsets.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 1-11, flexible versions 6+. */
export interface ListOffsetsRequest {
  replicaId: number;
  /** Versions 2+. */
  isolationLevel: number;
  topics: readonly ListOffsetsTopic[];
  /** Versions 10+, dropped where it cannot be written. */
  timeoutMs: number;
}

/** Part of ListOffsetsRequest, versions 1-11. */
export interface ListOffsetsTopic {
  name: string;
  partitions: readonly ListOffsetsPartition[];
}

/** Part of ListOffsetsRequest, versions 1-11. */
export interface ListOffsetsPartition {
  partitionIndex: number;
  /** Versions 4+, default -1, dropped where it cannot be written. */
  currentLeaderEpoch: number;
  timestamp: number;
}

/** Versions 1-11, flexible versions 6+. */
export interface ListOffsetsResponse {
  /** Versions 2+, dropped where it cannot be written. */
  throttleTimeMs: number;
  topics: readonly ListOffsetsTopicResponse[];
}

/** Part of ListOffsetsResponse, versions 1-11. */
export interface ListOffsetsTopicResponse {
  name: string;
  partitions: readonly ListOffsetsPartitionResponse[];
}

/** Part of ListOffsetsResponse, versions 1-11. */
export interface ListOffsetsPartitionResponse {
  partitionIndex: number;
  errorCode: number;
  /** Default -1. */
  timestamp: number;
  /** Default -1. */
  offset: number;
  /** Versions 4+, default -1. */
  leaderEpoch: number;
}

export function decodeListOffsetsRequest(reader: Reader, version: number): ListOffsetsRequest {
  const flexible = version >= 6;
  const replicaId = reader.readInt32();
  const isolationLevel = version >= 2 ? reader.readInt8() : 0;
  const topics: ListOffsetsTopic[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    topics.push(decodeListOffsetsTopic(reader, version));
  }
  const timeoutMs = version >= 10 ? reader.readInt32() : 0;
  if (flexible) reader.skipTaggedFields();
  return { replicaId, isolationLevel, topics, timeoutMs };
}

export function encodeListOffsetsRequest(writer: Writer, message: ListOffsetsRequest, version: number): void {
  const flexible = version >= 6;
  writer.writeInt32(message.replicaId);
  if (version >= 2) writer.writeInt8(message.isolationLevel);
  else if (message.isolationLevel !== 0)
    throw new UnsupportedVersionError('ListOffsetsRequest.isolationLevel', version);
  if (flexible) writer.writeCompactArrayLength(message.topics.length);
  else writer.writeArrayLength(message.topics.length);
  for (const element of message.topics) encodeListOffsetsTopic(writer, element, version);
  if (version >= 10) writer.writeInt32(message.timeoutMs);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeListOffsetsTopic(reader: Reader, version: number): ListOffsetsTopic {
  const flexible = version >= 6;
  const name = flexible ? reader.readCompactString() : reader.readString();
  const partitions: ListOffsetsPartition[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    partitions.push(decodeListOffsetsPartition(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { name, partitions };
}

function encodeListOffsetsTopic(writer: Writer, message: ListOffsetsTopic, version: number): void {
  const flexible = version >= 6;
  if (flexible) writer.writeCompactString(message.name);
  else writer.writeString(message.name);
  if (flexible) writer.writeCompactArrayLength(message.partitions.length);
  else writer.writeArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeListOffsetsPartition(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeListOffsetsPartition(reader: Reader, version: number): ListOffsetsPartition {
  const flexible = version >= 6;
  const partitionIndex = reader.readInt32();
  const currentLeaderEpoch = version >= 4 ? reader.readInt32() : -1;
  const timestamp = reader.readInt64();
  if (flexible) reader.skipTaggedFields();
  return { partitionIndex, currentLeaderEpoch, timestamp };
}

function encodeListOffsetsPartition(writer: Writer, message: ListOffsetsPartition, version: number): void {
  const flexible = version >= 6;
  writer.writeInt32(message.partitionIndex);
  if (version >= 4) writer.writeInt32(message.currentLeaderEpoch);
  writer.writeInt64(message.timestamp);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeListOffsetsResponse(reader: Reader, version: number): ListOffsetsResponse {
  const flexible = version >= 6;
  const throttleTimeMs = version >= 2 ? reader.readInt32() : 0;
  const topics: ListOffsetsTopicResponse[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    topics.push(decodeListOffsetsTopicResponse(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { throttleTimeMs, topics };
}

export function encodeListOffsetsResponse(writer: Writer, message: ListOffsetsResponse, version: number): void {
  const flexible = version >= 6;
  if (version >= 2) writer.writeInt32(message.throttleTimeMs);
  if (flexible) writer.writeCompactArrayLength(message.topics.length);
  else writer.writeArrayLength(message.topics.length);
  for (const element of message.topics) encodeListOffsetsTopicResponse(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeListOffsetsTopicResponse(reader: Reader, version: number): ListOffsetsTopicResponse {
  const flexible = version >= 6;
  const name = flexible ? reader.readCompactString() : reader.readString();
  const partitions: ListOffsetsPartitionResponse[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    partitions.push(decodeListOffsetsPartitionResponse(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { name, partitions };
}

function encodeListOffsetsTopicResponse(writer: Writer, message: ListOffsetsTopicResponse, version: number): void {
  const flexible = version >= 6;
  if (flexible) writer.writeCompactString(message.name);
  else writer.writeString(message.name);
  if (flexible) writer.writeCompactArrayLength(message.partitions.length);
  else writer.writeArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeListOffsetsPartitionResponse(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeListOffsetsPartitionResponse(reader: Reader, version: number): ListOffsetsPartitionResponse {
  const flexible = version >= 6;
  const partitionIndex = reader.readInt32();
  const errorCode = reader.readInt16();
  const timestamp = reader.readInt64();
  const offset = reader.readInt64();
  const leaderEpoch = version >= 4 ? reader.readInt32() : -1;
  if (flexible) reader.skipTaggedFields();
  return { partitionIndex, errorCode, timestamp, offset, leaderEpoch };
}

function encodeListOffsetsPartitionResponse(
  writer: Writer,
  message: ListOffsetsPartitionResponse,
  version: number,
): void {
  const flexible = version >= 6;
  writer.writeInt32(message.partitionIndex);
  writer.writeInt16(message.errorCode);
  writer.writeInt64(message.timestamp);
  writer.writeInt64(message.offset);
  if (version >= 4) writer.writeInt32(message.leaderEpoch);
  else if (message.leaderEpoch !== -1)
    throw new UnsupportedVersionError('ListOffsetsPartitionResponse.leaderEpoch', version);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const listOffsetsApi: ApiDescriptor<ListOffsetsRequest, ListOffsetsResponse> = {
  key: 2,
  name: 'ListOffsets',
  minVersion: 1,
  maxVersion: 11,
  flexibleFrom: 6,
  listeners: ['broker'],
  decodeRequest: decodeListOffsetsRequest,
  encodeRequest: encodeListOffsetsRequest,
  decodeResponse: decodeListOffsetsResponse,
  encodeResponse: encodeListOffsetsResponse,
};
