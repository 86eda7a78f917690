// Generated from packages/protocol/schemas/write-share-group-state.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Uuid } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-1, flexible versions 0+. */
export interface WriteShareGroupStateRequest {
  groupId: string;
  topics: readonly WriteStateData[];
}

/** Part of WriteShareGroupStateRequest, versions 0-1. */
export interface WriteStateData {
  topicId: Uuid;
  partitions: readonly PartitionData[];
}

/** Part of WriteShareGroupStateRequest, versions 0-1. */
export interface PartitionData {
  partition: number;
  stateEpoch: number;
  leaderEpoch: number;
  startOffset: number;
  /** Versions 1+, default -1, dropped where it cannot be written. */
  deliveryCompleteCount: number;
  stateBatches: readonly StateBatch[];
}

/** Part of WriteShareGroupStateRequest, versions 0-1. */
export interface StateBatch {
  firstOffset: number;
  lastOffset: number;
  deliveryState: number;
  deliveryCount: number;
}

/** Versions 0-1, flexible versions 0+. */
export interface WriteShareGroupStateResponse {
  results: readonly WriteStateResult[];
}

/** Part of WriteShareGroupStateResponse, versions 0-1. */
export interface WriteStateResult {
  topicId: Uuid;
  partitions: readonly PartitionResult[];
}

/** Part of WriteShareGroupStateResponse, versions 0-1. */
export interface PartitionResult {
  partition: number;
  errorCode: number;
  errorMessage: string | null;
}

export function decodeWriteShareGroupStateRequest(reader: Reader, version: number): WriteShareGroupStateRequest {
  const groupId = reader.readCompactString();
  const topics: WriteStateData[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(decodeWriteStateData(reader, version));
  }
  reader.skipTaggedFields();
  return { groupId, topics };
}

export function encodeWriteShareGroupStateRequest(
  writer: Writer,
  message: WriteShareGroupStateRequest,
  version: number,
): void {
  writer.writeCompactString(message.groupId);
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) encodeWriteStateData(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeWriteStateData(reader: Reader, version: number): WriteStateData {
  const topicId: Uuid = reader.readUuid();
  const partitions: PartitionData[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodePartitionData(reader, version));
  }
  reader.skipTaggedFields();
  return { topicId, partitions };
}

function encodeWriteStateData(writer: Writer, message: WriteStateData, version: number): void {
  writer.writeUuid(message.topicId);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) encodePartitionData(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodePartitionData(reader: Reader, version: number): PartitionData {
  const partition = reader.readInt32();
  const stateEpoch = reader.readInt32();
  const leaderEpoch = reader.readInt32();
  const startOffset = reader.readInt64();
  const deliveryCompleteCount = version >= 1 ? reader.readInt32() : -1;
  const stateBatches: StateBatch[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    stateBatches.push(decodeStateBatch(reader, version));
  }
  reader.skipTaggedFields();
  return { partition, stateEpoch, leaderEpoch, startOffset, deliveryCompleteCount, stateBatches };
}

function encodePartitionData(writer: Writer, message: PartitionData, version: number): void {
  writer.writeInt32(message.partition);
  writer.writeInt32(message.stateEpoch);
  writer.writeInt32(message.leaderEpoch);
  writer.writeInt64(message.startOffset);
  if (version >= 1) writer.writeInt32(message.deliveryCompleteCount);
  writer.writeCompactArrayLength(message.stateBatches.length);
  for (const element of message.stateBatches) encodeStateBatch(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeStateBatch(reader: Reader, _version: number): StateBatch {
  const firstOffset = reader.readInt64();
  const lastOffset = reader.readInt64();
  const deliveryState = reader.readInt8();
  const deliveryCount = reader.readInt16();
  reader.skipTaggedFields();
  return { firstOffset, lastOffset, deliveryState, deliveryCount };
}

function encodeStateBatch(writer: Writer, message: StateBatch, _version: number): void {
  writer.writeInt64(message.firstOffset);
  writer.writeInt64(message.lastOffset);
  writer.writeInt8(message.deliveryState);
  writer.writeInt16(message.deliveryCount);
  writer.writeUnsignedVarint(0);
}

export function decodeWriteShareGroupStateResponse(reader: Reader, version: number): WriteShareGroupStateResponse {
  const results: WriteStateResult[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    results.push(decodeWriteStateResult(reader, version));
  }
  reader.skipTaggedFields();
  return { results };
}

export function encodeWriteShareGroupStateResponse(
  writer: Writer,
  message: WriteShareGroupStateResponse,
  version: number,
): void {
  writer.writeCompactArrayLength(message.results.length);
  for (const element of message.results) encodeWriteStateResult(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeWriteStateResult(reader: Reader, version: number): WriteStateResult {
  const topicId: Uuid = reader.readUuid();
  const partitions: PartitionResult[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodePartitionResult(reader, version));
  }
  reader.skipTaggedFields();
  return { topicId, partitions };
}

function encodeWriteStateResult(writer: Writer, message: WriteStateResult, version: number): void {
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

export const writeShareGroupStateApi: ApiDescriptor<WriteShareGroupStateRequest, WriteShareGroupStateResponse> = {
  key: 85,
  name: 'WriteShareGroupState',
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 0,
  listeners: ['broker'],
  decodeRequest: decodeWriteShareGroupStateRequest,
  encodeRequest: encodeWriteShareGroupStateRequest,
  decodeResponse: decodeWriteShareGroupStateResponse,
  encodeResponse: encodeWriteShareGroupStateResponse,
};
