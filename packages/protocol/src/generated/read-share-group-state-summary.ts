// Generated from packages/protocol/schemas/read-share-group-state-summary.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Uuid } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-1, flexible versions 0+. */
export interface ReadShareGroupStateSummaryRequest {
  groupId: string;
  topics: readonly ReadStateSummaryData[];
}

/** Part of ReadShareGroupStateSummaryRequest, versions 0-1. */
export interface ReadStateSummaryData {
  topicId: Uuid;
  partitions: readonly PartitionData[];
}

/** Part of ReadShareGroupStateSummaryRequest, versions 0-1. */
export interface PartitionData {
  partition: number;
  leaderEpoch: number;
}

/** Versions 0-1, flexible versions 0+. */
export interface ReadShareGroupStateSummaryResponse {
  results: readonly ReadStateSummaryResult[];
}

/** Part of ReadShareGroupStateSummaryResponse, versions 0-1. */
export interface ReadStateSummaryResult {
  topicId: Uuid;
  partitions: readonly PartitionResult[];
}

/** Part of ReadShareGroupStateSummaryResponse, versions 0-1. */
export interface PartitionResult {
  partition: number;
  errorCode: number;
  errorMessage: string | null;
  stateEpoch: number;
  leaderEpoch: number;
  startOffset: number;
  /** Versions 1+, default -1, dropped where it cannot be written. */
  deliveryCompleteCount: number;
}

export function decodeReadShareGroupStateSummaryRequest(
  reader: Reader,
  version: number,
): ReadShareGroupStateSummaryRequest {
  const groupId = reader.readCompactString();
  const topics: ReadStateSummaryData[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(decodeReadStateSummaryData(reader, version));
  }
  reader.skipTaggedFields();
  return { groupId, topics };
}

export function encodeReadShareGroupStateSummaryRequest(
  writer: Writer,
  message: ReadShareGroupStateSummaryRequest,
  version: number,
): void {
  writer.writeCompactString(message.groupId);
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) encodeReadStateSummaryData(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeReadStateSummaryData(reader: Reader, version: number): ReadStateSummaryData {
  const topicId: Uuid = reader.readUuid();
  const partitions: PartitionData[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodePartitionData(reader, version));
  }
  reader.skipTaggedFields();
  return { topicId, partitions };
}

function encodeReadStateSummaryData(writer: Writer, message: ReadStateSummaryData, version: number): void {
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

export function decodeReadShareGroupStateSummaryResponse(
  reader: Reader,
  version: number,
): ReadShareGroupStateSummaryResponse {
  const results: ReadStateSummaryResult[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    results.push(decodeReadStateSummaryResult(reader, version));
  }
  reader.skipTaggedFields();
  return { results };
}

export function encodeReadShareGroupStateSummaryResponse(
  writer: Writer,
  message: ReadShareGroupStateSummaryResponse,
  version: number,
): void {
  writer.writeCompactArrayLength(message.results.length);
  for (const element of message.results) encodeReadStateSummaryResult(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeReadStateSummaryResult(reader: Reader, version: number): ReadStateSummaryResult {
  const topicId: Uuid = reader.readUuid();
  const partitions: PartitionResult[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodePartitionResult(reader, version));
  }
  reader.skipTaggedFields();
  return { topicId, partitions };
}

function encodeReadStateSummaryResult(writer: Writer, message: ReadStateSummaryResult, version: number): void {
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
  const leaderEpoch = reader.readInt32();
  const startOffset = reader.readInt64();
  const deliveryCompleteCount = version >= 1 ? reader.readInt32() : -1;
  reader.skipTaggedFields();
  return { partition, errorCode, errorMessage, stateEpoch, leaderEpoch, startOffset, deliveryCompleteCount };
}

function encodePartitionResult(writer: Writer, message: PartitionResult, version: number): void {
  writer.writeInt32(message.partition);
  writer.writeInt16(message.errorCode);
  writer.writeCompactNullableString(message.errorMessage);
  writer.writeInt32(message.stateEpoch);
  writer.writeInt32(message.leaderEpoch);
  writer.writeInt64(message.startOffset);
  if (version >= 1) writer.writeInt32(message.deliveryCompleteCount);
  writer.writeUnsignedVarint(0);
}

export const readShareGroupStateSummaryApi: ApiDescriptor<
  ReadShareGroupStateSummaryRequest,
  ReadShareGroupStateSummaryResponse
> = {
  key: 87,
  name: 'ReadShareGroupStateSummary',
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 0,
  listeners: ['broker'],
  decodeRequest: decodeReadShareGroupStateSummaryRequest,
  encodeRequest: encodeReadShareGroupStateSummaryRequest,
  decodeResponse: decodeReadShareGroupStateSummaryResponse,
  encodeResponse: encodeReadShareGroupStateSummaryResponse,
};
