// Generated from packages/protocol/schemas/initialize-share-group-state.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Uuid } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0, flexible versions 0+. */
export interface InitializeShareGroupStateRequest {
  groupId: string;
  topics: readonly InitializeStateData[];
}

/** Part of InitializeShareGroupStateRequest, versions 0. */
export interface InitializeStateData {
  topicId: Uuid;
  partitions: readonly PartitionData[];
}

/** Part of InitializeShareGroupStateRequest, versions 0. */
export interface PartitionData {
  partition: number;
  stateEpoch: number;
  startOffset: number;
}

/** Versions 0, flexible versions 0+. */
export interface InitializeShareGroupStateResponse {
  results: readonly InitializeStateResult[];
}

/** Part of InitializeShareGroupStateResponse, versions 0. */
export interface InitializeStateResult {
  topicId: Uuid;
  partitions: readonly PartitionResult[];
}

/** Part of InitializeShareGroupStateResponse, versions 0. */
export interface PartitionResult {
  partition: number;
  errorCode: number;
  errorMessage: string | null;
}

export function decodeInitializeShareGroupStateRequest(
  reader: Reader,
  version: number,
): InitializeShareGroupStateRequest {
  const groupId = reader.readCompactString();
  const topics: InitializeStateData[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(decodeInitializeStateData(reader, version));
  }
  reader.skipTaggedFields();
  return { groupId, topics };
}

export function encodeInitializeShareGroupStateRequest(
  writer: Writer,
  message: InitializeShareGroupStateRequest,
  version: number,
): void {
  writer.writeCompactString(message.groupId);
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) encodeInitializeStateData(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeInitializeStateData(reader: Reader, version: number): InitializeStateData {
  const topicId: Uuid = reader.readUuid();
  const partitions: PartitionData[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodePartitionData(reader, version));
  }
  reader.skipTaggedFields();
  return { topicId, partitions };
}

function encodeInitializeStateData(writer: Writer, message: InitializeStateData, version: number): void {
  writer.writeUuid(message.topicId);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) encodePartitionData(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodePartitionData(reader: Reader, _version: number): PartitionData {
  const partition = reader.readInt32();
  const stateEpoch = reader.readInt32();
  const startOffset = reader.readInt64();
  reader.skipTaggedFields();
  return { partition, stateEpoch, startOffset };
}

function encodePartitionData(writer: Writer, message: PartitionData, _version: number): void {
  writer.writeInt32(message.partition);
  writer.writeInt32(message.stateEpoch);
  writer.writeInt64(message.startOffset);
  writer.writeUnsignedVarint(0);
}

export function decodeInitializeShareGroupStateResponse(
  reader: Reader,
  version: number,
): InitializeShareGroupStateResponse {
  const results: InitializeStateResult[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    results.push(decodeInitializeStateResult(reader, version));
  }
  reader.skipTaggedFields();
  return { results };
}

export function encodeInitializeShareGroupStateResponse(
  writer: Writer,
  message: InitializeShareGroupStateResponse,
  version: number,
): void {
  writer.writeCompactArrayLength(message.results.length);
  for (const element of message.results) encodeInitializeStateResult(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeInitializeStateResult(reader: Reader, version: number): InitializeStateResult {
  const topicId: Uuid = reader.readUuid();
  const partitions: PartitionResult[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodePartitionResult(reader, version));
  }
  reader.skipTaggedFields();
  return { topicId, partitions };
}

function encodeInitializeStateResult(writer: Writer, message: InitializeStateResult, version: number): void {
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

export const initializeShareGroupStateApi: ApiDescriptor<
  InitializeShareGroupStateRequest,
  InitializeShareGroupStateResponse
> = {
  key: 83,
  name: 'InitializeShareGroupState',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  listeners: ['broker'],
  decodeRequest: decodeInitializeShareGroupStateRequest,
  encodeRequest: encodeInitializeShareGroupStateRequest,
  decodeResponse: decodeInitializeShareGroupStateResponse,
  encodeResponse: encodeInitializeShareGroupStateResponse,
};
