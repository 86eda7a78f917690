// Generated from packages/protocol/schemas/delete-records.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-2, flexible versions 2+. */
export interface DeleteRecordsRequest {
  topics: readonly DeleteRecordsTopic[];
  timeoutMs: number;
}

/** Part of DeleteRecordsRequest, versions 0-2. */
export interface DeleteRecordsTopic {
  name: string;
  partitions: readonly DeleteRecordsPartition[];
}

/** Part of DeleteRecordsRequest, versions 0-2. */
export interface DeleteRecordsPartition {
  partitionIndex: number;
  offset: number;
}

/** Versions 0-2, flexible versions 2+. */
export interface DeleteRecordsResponse {
  throttleTimeMs: number;
  topics: readonly DeleteRecordsTopicResult[];
}

/** Part of DeleteRecordsResponse, versions 0-2. */
export interface DeleteRecordsTopicResult {
  /** Unique in its array. */
  name: string;
  partitions: readonly DeleteRecordsPartitionResult[];
}

/** Part of DeleteRecordsResponse, versions 0-2. */
export interface DeleteRecordsPartitionResult {
  /** Unique in its array. */
  partitionIndex: number;
  lowWatermark: number;
  errorCode: number;
}

export function decodeDeleteRecordsRequest(reader: Reader, version: number): DeleteRecordsRequest {
  const flexible = version >= 2;
  const topics: DeleteRecordsTopic[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    topics.push(decodeDeleteRecordsTopic(reader, version));
  }
  const timeoutMs = reader.readInt32();
  if (flexible) reader.skipTaggedFields();
  return { topics, timeoutMs };
}

export function encodeDeleteRecordsRequest(writer: Writer, message: DeleteRecordsRequest, version: number): void {
  const flexible = version >= 2;
  if (flexible) writer.writeCompactArrayLength(message.topics.length);
  else writer.writeArrayLength(message.topics.length);
  for (const element of message.topics) encodeDeleteRecordsTopic(writer, element, version);
  writer.writeInt32(message.timeoutMs);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeDeleteRecordsTopic(reader: Reader, version: number): DeleteRecordsTopic {
  const flexible = version >= 2;
  const name = flexible ? reader.readCompactString() : reader.readString();
  const partitions: DeleteRecordsPartition[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    partitions.push(decodeDeleteRecordsPartition(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { name, partitions };
}

function encodeDeleteRecordsTopic(writer: Writer, message: DeleteRecordsTopic, version: number): void {
  const flexible = version >= 2;
  if (flexible) writer.writeCompactString(message.name);
  else writer.writeString(message.name);
  if (flexible) writer.writeCompactArrayLength(message.partitions.length);
  else writer.writeArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeDeleteRecordsPartition(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeDeleteRecordsPartition(reader: Reader, version: number): DeleteRecordsPartition {
  const flexible = version >= 2;
  const partitionIndex = reader.readInt32();
  const offset = reader.readInt64();
  if (flexible) reader.skipTaggedFields();
  return { partitionIndex, offset };
}

function encodeDeleteRecordsPartition(writer: Writer, message: DeleteRecordsPartition, version: number): void {
  const flexible = version >= 2;
  writer.writeInt32(message.partitionIndex);
  writer.writeInt64(message.offset);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeDeleteRecordsResponse(reader: Reader, version: number): DeleteRecordsResponse {
  const flexible = version >= 2;
  const throttleTimeMs = reader.readInt32();
  const topics: DeleteRecordsTopicResult[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    topics.push(decodeDeleteRecordsTopicResult(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { throttleTimeMs, topics };
}

export function encodeDeleteRecordsResponse(writer: Writer, message: DeleteRecordsResponse, version: number): void {
  const flexible = version >= 2;
  writer.writeInt32(message.throttleTimeMs);
  if (flexible) writer.writeCompactArrayLength(message.topics.length);
  else writer.writeArrayLength(message.topics.length);
  for (const element of message.topics) encodeDeleteRecordsTopicResult(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeDeleteRecordsTopicResult(reader: Reader, version: number): DeleteRecordsTopicResult {
  const flexible = version >= 2;
  const name = flexible ? reader.readCompactString() : reader.readString();
  const partitions: DeleteRecordsPartitionResult[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    partitions.push(decodeDeleteRecordsPartitionResult(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { name, partitions };
}

function encodeDeleteRecordsTopicResult(writer: Writer, message: DeleteRecordsTopicResult, version: number): void {
  const flexible = version >= 2;
  if (flexible) writer.writeCompactString(message.name);
  else writer.writeString(message.name);
  if (flexible) writer.writeCompactArrayLength(message.partitions.length);
  else writer.writeArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeDeleteRecordsPartitionResult(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeDeleteRecordsPartitionResult(reader: Reader, version: number): DeleteRecordsPartitionResult {
  const flexible = version >= 2;
  const partitionIndex = reader.readInt32();
  const lowWatermark = reader.readInt64();
  const errorCode = reader.readInt16();
  if (flexible) reader.skipTaggedFields();
  return { partitionIndex, lowWatermark, errorCode };
}

function encodeDeleteRecordsPartitionResult(
  writer: Writer,
  message: DeleteRecordsPartitionResult,
  version: number,
): void {
  const flexible = version >= 2;
  writer.writeInt32(message.partitionIndex);
  writer.writeInt64(message.lowWatermark);
  writer.writeInt16(message.errorCode);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const deleteRecordsApi: ApiDescriptor<DeleteRecordsRequest, DeleteRecordsResponse> = {
  key: 21,
  name: 'DeleteRecords',
  minVersion: 0,
  maxVersion: 2,
  flexibleFrom: 2,
  listeners: ['broker'],
  decodeRequest: decodeDeleteRecordsRequest,
  encodeRequest: encodeDeleteRecordsRequest,
  decodeResponse: decodeDeleteRecordsResponse,
  encodeResponse: encodeDeleteRecordsResponse,
};
