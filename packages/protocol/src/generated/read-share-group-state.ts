// Generated from packages/protocol/schemas/read-share-group-state.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Uuid } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0, flexible versions 0+. */
export interface ReadShareGroupStateRequest {
  groupId: string;
  topics: readonly ReadStateData[];
}

/** Part of ReadShareGroupStateRequest, versions 0. */
export interface ReadStateData {
  topicId: Uuid;
  partitions: readonly PartitionData[];
}

/** Part of ReadShareGroupStateRequest, versions 0. */
export interface PartitionData {
  partition: number;
  leaderEpoch: number;
}

/** Versions 0, flexible versions 0+. */
export interface ReadShareGroupStateResponse {
  results: readonly ReadStateResult[];
}

/** Part of ReadShareGroupStateResponse, versions 0. */
export interface ReadStateResult {
  topicId: Uuid;
  partitions: readonly PartitionResult[];
}

/** Part of ReadShareGroupStateResponse, versions 0. */
export interface PartitionResult {
  partition: number;
  errorCode: number;
  errorMessage: string | null;
  stateEpoch: number;
  startOffset: number;
  stateBatches: readonly StateBatch[];
}

/** Part of ReadShareGroupStateResponse, versions 0. */
export interface StateBatch {
  firstOffset: number;
  lastOffset: number;
  deliveryState: number;
  deliveryCount: number;
}

export function decodeReadShareGroupStateRequest(reader: Reader, version: number): ReadShareGroupStateRequest {
  const groupId = reader.readCompactString();
  const topics: ReadStateData[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(decodeReadStateData(reader, version));
  }
  reader.skipTaggedFields();
  return { groupId, topics };
}

export function encodeReadShareGroupStateRequest(
  writer: Writer,
  message: ReadShareGroupStateRequest,
  version: number,
): void {
  writer.writeCompactString(message.groupId);
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) encodeReadStateData(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeReadStateData(reader: Reader, version: number): ReadStateData {
  const topicId: Uuid = reader.readUuid();
  const partitions: PartitionData[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodePartitionData(reader, version));
  }
  reader.skipTaggedFields();
  return { topicId, partitions };
}

function encodeReadStateData(writer: Writer, message: ReadStateData, version: number): void {
  writer.writeUuid(message.topicId);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) encodePartitionData(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodePartitionData(reader: Reader, _version: number): PartitionData {
  const partition = reader.readInt32();
  const leaderEpoch = reader.readInt32();
  reader.skipTaggedFields();
  return { partition, leaderEpoch };
}

function encodePartitionData(writer: Writer, message: PartitionData, _version: number): void {
  writer.writeInt32(message.partition);
  writer.writeInt32(message.leaderEpoch);
  writer.writeUnsignedVarint(0);
}

export function decodeReadShareGroupStateResponse(reader: Reader, version: number): ReadShareGroupStateResponse {
  const results: ReadStateResult[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    results.push(decodeReadStateResult(reader, version));
  }
  reader.skipTaggedFields();
  return { results };
}

export function encodeReadShareGroupStateResponse(
  writer: Writer,
  message: ReadShareGroupStateResponse,
  version: number,
): void {
  writer.writeCompactArrayLength(message.results.length);
  for (const element of message.results) encodeReadStateResult(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeReadStateResult(reader: Reader, version: number): ReadStateResult {
  const topicId: Uuid = reader.readUuid();
  const partitions: PartitionResult[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodePartitionResult(reader, version));
  }
  reader.skipTaggedFields();
  return { topicId, partitions };
}

function encodeReadStateResult(writer: Writer, message: ReadStateResult, version: number): void {
  writer.writeUuid(message.topicId);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) encodePartitionResult(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodePartitionResult(reader: Reader, version: number): PartitionResult {
  const partition = reader.readInt32();
  const errorCode = reader.readInt16();
  const errorMessage: string | null = reader.readCompactNullableString();
  const stateEpoch = reader.readInt32();
  const startOffset = reader.readInt64();
  const stateBatches: StateBatch[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    stateBatches.push(decodeStateBatch(reader, version));
  }
  reader.skipTaggedFields();
  return { partition, errorCode, errorMessage, stateEpoch, startOffset, stateBatches };
}

function encodePartitionResult(writer: Writer, message: PartitionResult, version: number): void {
  writer.writeInt32(message.partition);
  writer.writeInt16(message.errorCode);
  writer.writeCompactNullableString(message.errorMessage);
  writer.writeInt32(message.stateEpoch);
  writer.writeInt64(message.startOffset);
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

export const readShareGroupStateApi: ApiDescriptor<ReadShareGroupStateRequest, ReadShareGroupStateResponse> = {
  key: 84,
  name: 'ReadShareGroupState',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  listeners: ['broker'],
  decodeRequest: decodeReadShareGroupStateRequest,
  encodeRequest: encodeReadShareGroupStateRequest,
  decodeResponse: decodeReadShareGroupStateResponse,
  encodeResponse: encodeReadShareGroupStateResponse,
};
