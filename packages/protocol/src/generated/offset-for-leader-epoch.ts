// Generated from packages/protocol/schemas/offset-for-leader-epoch.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 2-4, flexible versions 4+. */
export interface OffsetForLeaderEpochRequest {
  /** Versions 3+, default -2, dropped where it cannot be written. */
  replicaId: number;
  topics: readonly OffsetForLeaderTopic[];
}

/** Part of OffsetForLeaderEpochRequest, versions 2-4. */
export interface OffsetForLeaderTopic {
  /** Unique in its array. */
  topic: string;
  partitions: readonly OffsetForLeaderPartition[];
}

/** Part of OffsetForLeaderEpochRequest, versions 2-4. */
export interface OffsetForLeaderPartition {
  partition: number;
  /** Default -1. */
  currentLeaderEpoch: number;
  leaderEpoch: number;
}

/** Versions 2-4, flexible versions 4+. */
export interface OffsetForLeaderEpochResponse {
  throttleTimeMs: number;
  topics: readonly OffsetForLeaderTopicResult[];
}

/** Part of OffsetForLeaderEpochResponse, versions 2-4. */
export interface OffsetForLeaderTopicResult {
  /** Unique in its array. */
  topic: string;
  partitions: readonly EpochEndOffset[];
}

/** Part of OffsetForLeaderEpochResponse, versions 2-4. */
export interface EpochEndOffset {
  errorCode: number;
  partition: number;
  /** Default -1. */
  leaderEpoch: number;
  /** Default -1. */
  endOffset: number;
}

export function decodeOffsetForLeaderEpochRequest(reader: Reader, version: number): OffsetForLeaderEpochRequest {
  const flexible = version >= 4;
  const replicaId = version >= 3 ? reader.readInt32() : -2;
  const topics: OffsetForLeaderTopic[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    topics.push(decodeOffsetForLeaderTopic(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { replicaId, topics };
}

export function encodeOffsetForLeaderEpochRequest(
  writer: Writer,
  message: OffsetForLeaderEpochRequest,
  version: number,
): void {
  const flexible = version >= 4;
  if (version >= 3) writer.writeInt32(message.replicaId);
  if (flexible) writer.writeCompactArrayLength(message.topics.length);
  else writer.writeArrayLength(message.topics.length);
  for (const element of message.topics) encodeOffsetForLeaderTopic(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeOffsetForLeaderTopic(reader: Reader, version: number): OffsetForLeaderTopic {
  const flexible = version >= 4;
  const topic = flexible ? reader.readCompactString() : reader.readString();
  const partitions: OffsetForLeaderPartition[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    partitions.push(decodeOffsetForLeaderPartition(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { topic, partitions };
}

function encodeOffsetForLeaderTopic(writer: Writer, message: OffsetForLeaderTopic, version: number): void {
  const flexible = version >= 4;
  if (flexible) writer.writeCompactString(message.topic);
  else writer.writeString(message.topic);
  if (flexible) writer.writeCompactArrayLength(message.partitions.length);
  else writer.writeArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeOffsetForLeaderPartition(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeOffsetForLeaderPartition(reader: Reader, version: number): OffsetForLeaderPartition {
  const flexible = version >= 4;
  const partition = reader.readInt32();
  const currentLeaderEpoch = reader.readInt32();
  const leaderEpoch = reader.readInt32();
  if (flexible) reader.skipTaggedFields();
  return { partition, currentLeaderEpoch, leaderEpoch };
}

function encodeOffsetForLeaderPartition(writer: Writer, message: OffsetForLeaderPartition, version: number): void {
  const flexible = version >= 4;
  writer.writeInt32(message.partition);
  writer.writeInt32(message.currentLeaderEpoch);
  writer.writeInt32(message.leaderEpoch);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeOffsetForLeaderEpochResponse(reader: Reader, version: number): OffsetForLeaderEpochResponse {
  const flexible = version >= 4;
  const throttleTimeMs = reader.readInt32();
  const topics: OffsetForLeaderTopicResult[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    topics.push(decodeOffsetForLeaderTopicResult(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { throttleTimeMs, topics };
}

export function encodeOffsetForLeaderEpochResponse(
  writer: Writer,
  message: OffsetForLeaderEpochResponse,
  version: number,
): void {
  const flexible = version >= 4;
  writer.writeInt32(message.throttleTimeMs);
  if (flexible) writer.writeCompactArrayLength(message.topics.length);
  else writer.writeArrayLength(message.topics.length);
  for (const element of message.topics) encodeOffsetForLeaderTopicResult(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeOffsetForLeaderTopicResult(reader: Reader, version: number): OffsetForLeaderTopicResult {
  const flexible = version >= 4;
  const topic = flexible ? reader.readCompactString() : reader.readString();
  const partitions: EpochEndOffset[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    partitions.push(decodeEpochEndOffset(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { topic, partitions };
}

function encodeOffsetForLeaderTopicResult(writer: Writer, message: OffsetForLeaderTopicResult, version: number): void {
  const flexible = version >= 4;
  if (flexible) writer.writeCompactString(message.topic);
  else writer.writeString(message.topic);
  if (flexible) writer.writeCompactArrayLength(message.partitions.length);
  else writer.writeArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeEpochEndOffset(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeEpochEndOffset(reader: Reader, version: number): EpochEndOffset {
  const flexible = version >= 4;
  const errorCode = reader.readInt16();
  const partition = reader.readInt32();
  const leaderEpoch = reader.readInt32();
  const endOffset = reader.readInt64();
  if (flexible) reader.skipTaggedFields();
  return { errorCode, partition, leaderEpoch, endOffset };
}

function encodeEpochEndOffset(writer: Writer, message: EpochEndOffset, version: number): void {
  const flexible = version >= 4;
  writer.writeInt16(message.errorCode);
  writer.writeInt32(message.partition);
  writer.writeInt32(message.leaderEpoch);
  writer.writeInt64(message.endOffset);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const offsetForLeaderEpochApi: ApiDescriptor<OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse> = {
  key: 23,
  name: 'OffsetForLeaderEpoch',
  minVersion: 2,
  maxVersion: 4,
  flexibleFrom: 4,
  listeners: ['broker'],
  decodeRequest: decodeOffsetForLeaderEpochRequest,
  encodeRequest: encodeOffsetForLeaderEpochRequest,
  decodeResponse: decodeOffsetForLeaderEpochResponse,
  encodeResponse: encodeOffsetForLeaderEpochResponse,
};
