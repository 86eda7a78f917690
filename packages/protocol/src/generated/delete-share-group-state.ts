// Generated from packages/protocol/schemas/delete-share-group-state.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Uuid } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0, flexible versions 0+. */
export interface DeleteShareGroupStateRequest {
  groupId: string;
  topics: readonly DeleteStateData[];
}

/** Part of DeleteShareGroupStateRequest, versions 0. */
export interface DeleteStateData {
  topicId: Uuid;
  partitions: readonly PartitionData[];
}

/** Part of DeleteShareGroupStateRequest, versions 0. */
export interface PartitionData {
  partition: number;
}

/** Versions 0, flexible versions 0+. */
export interface DeleteShareGroupStateResponse {
  results: readonly DeleteStateResult[];
}

/** Part of DeleteShareGroupStateResponse, versions 0. */
export interface DeleteStateResult {
  topicId: Uuid;
  partitions: readonly PartitionResult[];
}

/** Part of DeleteShareGroupStateResponse, versions 0. */
export interface PartitionResult {
  partition: number;
  errorCode: number;
  errorMessage: string | null;
}

export function decodeDeleteShareGroupStateRequest(reader: Reader, version: number): DeleteShareGroupStateRequest {
  const groupId = reader.readCompactString();
  const topics: DeleteStateData[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(decodeDeleteStateData(reader, version));
  }
  reader.skipTaggedFields();
  return { groupId, topics };
}

export function encodeDeleteShareGroupStateRequest(
  writer: Writer,
  message: DeleteShareGroupStateRequest,
  version: number,
): void {
  writer.writeCompactString(message.groupId);
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) encodeDeleteStateData(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeDeleteStateData(reader: Reader, version: number): DeleteStateData {
  const topicId: Uuid = reader.readUuid();
  const partitions: PartitionData[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodePartitionData(reader, version));
  }
  reader.skipTaggedFields();
  return { topicId, partitions };
}

function encodeDeleteStateData(writer: Writer, message: DeleteStateData, version: number): void {
  writer.writeUuid(message.topicId);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) encodePartitionData(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodePartitionData(reader: Reader, _version: number): PartitionData {
  const partition = reader.readInt32();
  reader.skipTaggedFields();
  return { partition };
}

function encodePartitionData(writer: Writer, message: PartitionData, _version: number): void {
  writer.writeInt32(message.partition);
  writer.writeUnsignedVarint(0);
}

export function decodeDeleteShareGroupStateResponse(reader: Reader, version: number): DeleteShareGroupStateResponse {
  const results: DeleteStateResult[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    results.push(decodeDeleteStateResult(reader, version));
  }
  reader.skipTaggedFields();
  return { results };
}

export function encodeDeleteShareGroupStateResponse(
  writer: Writer,
  message: DeleteShareGroupStateResponse,
  version: number,
): void {
  writer.writeCompactArrayLength(message.results.length);
  for (const element of message.results) encodeDeleteStateResult(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeDeleteStateResult(reader: Reader, version: number): DeleteStateResult {
  const topicId: Uuid = reader.readUuid();
  const partitions: PartitionResult[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodePartitionResult(reader, version));
  }
  reader.skipTaggedFields();
  return { topicId, partitions };
}

function encodeDeleteStateResult(writer: Writer, message: DeleteStateResult, version: number): void {
  writer.writeUuid(message.topicId);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) encodePartitionResult(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodePartitionResult(reader: Reader, _version: number): PartitionResult {
  const partition = reader.readInt32();
  const errorCode = reader.readInt16();
  const errorMessage: string | null = reader.readCompactNullableString();
  reader.skipTaggedFields();
  return { partition, errorCode, errorMessage };
}

function encodePartitionResult(writer: Writer, message: PartitionResult, _version: number): void {
  writer.writeInt32(message.partition);
  writer.writeInt16(message.errorCode);
  writer.writeCompactNullableString(message.errorMessage);
  writer.writeUnsignedVarint(0);
}

export const deleteShareGroupStateApi: ApiDescriptor<DeleteShareGroupStateRequest, DeleteShareGroupStateResponse> = {
  key: 86,
  name: 'DeleteShareGroupState',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  listeners: ['broker'],
  decodeRequest: decodeDeleteShareGroupStateRequest,
  encodeRequest: encodeDeleteShareGroupStateRequest,
  decodeResponse: decodeDeleteShareGroupStateResponse,
  encodeResponse: encodeDeleteShareGroupStateResponse,
};
