// Generated from packages/protocol/schemas/describe-share-group-offsets.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Uuid } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-1, flexible versions 0+. */
export interface DescribeShareGroupOffsetsRequest {
  groups: readonly DescribeShareGroupOffsetsRequestGroup[];
}

/** Part of DescribeShareGroupOffsetsRequest, versions 0-1. */
export interface DescribeShareGroupOffsetsRequestGroup {
  groupId: string;
  topics: readonly DescribeShareGroupOffsetsRequestTopic[] | null;
}

/** Part of DescribeShareGroupOffsetsRequest, versions 0-1. */
export interface DescribeShareGroupOffsetsRequestTopic {
  topicName: string;
  partitions: readonly number[];
}

/** Versions 0-1, flexible versions 0+. */
export interface DescribeShareGroupOffsetsResponse {
  throttleTimeMs: number;
  groups: readonly DescribeShareGroupOffsetsResponseGroup[];
}

/** Part of DescribeShareGroupOffsetsResponse, versions 0-1. */
export interface DescribeShareGroupOffsetsResponseGroup {
  groupId: string;
  topics: readonly DescribeShareGroupOffsetsResponseTopic[];
  errorCode: number;
  errorMessage: string | null;
}

/** Part of DescribeShareGroupOffsetsResponse, versions 0-1. */
export interface DescribeShareGroupOffsetsResponseTopic {
  topicName: string;
  topicId: Uuid;
  partitions: readonly DescribeShareGroupOffsetsResponsePartition[];
}

/** Part of DescribeShareGroupOffsetsResponse, versions 0-1. */
export interface DescribeShareGroupOffsetsResponsePartition {
  partitionIndex: number;
  startOffset: number;
  leaderEpoch: number;
  /** Versions 1+, default -1, dropped where it cannot be written. */
  lag: number;
  errorCode: number;
  errorMessage: string | null;
}

export function decodeDescribeShareGroupOffsetsRequest(
  reader: Reader,
  version: number,
): DescribeShareGroupOffsetsRequest {
  const groups: DescribeShareGroupOffsetsRequestGroup[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    groups.push(decodeDescribeShareGroupOffsetsRequestGroup(reader, version));
  }
  reader.skipTaggedFields();
  return { groups };
}

export function encodeDescribeShareGroupOffsetsRequest(
  writer: Writer,
  message: DescribeShareGroupOffsetsRequest,
  version: number,
): void {
  writer.writeCompactArrayLength(message.groups.length);
  for (const element of message.groups) encodeDescribeShareGroupOffsetsRequestGroup(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeDescribeShareGroupOffsetsRequestGroup(
  reader: Reader,
  version: number,
): DescribeShareGroupOffsetsRequestGroup {
  const groupId = reader.readCompactString();
  const topicsLength = reader.readCompactNullableArrayLength();
  let topics: DescribeShareGroupOffsetsRequestTopic[] | null = null;
  if (topicsLength >= 0) {
    topics = [];
    for (let left = topicsLength; left > 0; left--) {
      topics.push(decodeDescribeShareGroupOffsetsRequestTopic(reader, version));
    }
  }
  reader.skipTaggedFields();
  return { groupId, topics };
}

function encodeDescribeShareGroupOffsetsRequestGroup(
  writer: Writer,
  message: DescribeShareGroupOffsetsRequestGroup,
  version: number,
): void {
  writer.writeCompactString(message.groupId);
  writer.writeCompactArrayLength(message.topics?.length ?? -1);
  for (const element of message.topics ?? []) encodeDescribeShareGroupOffsetsRequestTopic(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeDescribeShareGroupOffsetsRequestTopic(
  reader: Reader,
  _version: number,
): DescribeShareGroupOffsetsRequestTopic {
  const topicName = reader.readCompactString();
  const partitions: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(reader.readInt32());
  }
  reader.skipTaggedFields();
  return { topicName, partitions };
}

function encodeDescribeShareGroupOffsetsRequestTopic(
  writer: Writer,
  message: DescribeShareGroupOffsetsRequestTopic,
  _version: number,
): void {
  writer.writeCompactString(message.topicName);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) writer.writeInt32(element);
  writer.writeUnsignedVarint(0);
}

export function decodeDescribeShareGroupOffsetsResponse(
  reader: Reader,
  version: number,
): DescribeShareGroupOffsetsResponse {
  const throttleTimeMs = reader.readInt32();
  const groups: DescribeShareGroupOffsetsResponseGroup[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    groups.push(decodeDescribeShareGroupOffsetsResponseGroup(reader, version));
  }
  reader.skipTaggedFields();
  return { throttleTimeMs, groups };
}

export function encodeDescribeShareGroupOffsetsResponse(
  writer: Writer,
  message: DescribeShareGroupOffsetsResponse,
  version: number,
): void {
  writer.writeInt32(message.throttleTimeMs);
  writer.writeCompactArrayLength(message.groups.length);
  for (const element of message.groups) encodeDescribeShareGroupOffsetsResponseGroup(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeDescribeShareGroupOffsetsResponseGroup(
  reader: Reader,
  version: number,
): DescribeShareGroupOffsetsResponseGroup {
  const groupId = reader.readCompactString();
  const topics: DescribeShareGroupOffsetsResponseTopic[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(decodeDescribeShareGroupOffsetsResponseTopic(reader, version));
  }
  const errorCode = reader.readInt16();
  const errorMessage: string | null = reader.readCompactNullableString();
  reader.skipTaggedFields();
  return { groupId, topics, errorCode, errorMessage };
}

function encodeDescribeShareGroupOffsetsResponseGroup(
  writer: Writer,
  message: DescribeShareGroupOffsetsResponseGroup,
  version: number,
): void {
  writer.writeCompactString(message.groupId);
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) encodeDescribeShareGroupOffsetsResponseTopic(writer, element, version);
  writer.writeInt16(message.errorCode);
  writer.writeCompactNullableString(message.errorMessage);
  writer.writeUnsignedVarint(0);
}

function decodeDescribeShareGroupOffsetsResponseTopic(
  reader: Reader,
  version: number,
): DescribeShareGroupOffsetsResponseTopic {
  const topicName = reader.readCompactString();
  const topicId: Uuid = reader.readUuid();
  const partitions: DescribeShareGroupOffsetsResponsePartition[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodeDescribeShareGroupOffsetsResponsePartition(reader, version));
  }
  reader.skipTaggedFields();
  return { topicName, topicId, partitions };
}

function encodeDescribeShareGroupOffsetsResponseTopic(
  writer: Writer,
  message: DescribeShareGroupOffsetsResponseTopic,
  version: number,
): void {
  writer.writeCompactString(message.topicName);
  writer.writeUuid(message.topicId);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeDescribeShareGroupOffsetsResponsePartition(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeDescribeShareGroupOffsetsResponsePartition(
  reader: Reader,
  version: number,
): DescribeShareGroupOffsetsResponsePartition {
  const partitionIndex = reader.readInt32();
  const startOffset = reader.readInt64();
  const leaderEpoch = reader.readInt32();
  const lag = version >= 1 ? reader.readInt64() : -1;
  const errorCode = reader.readInt16();
  const errorMessage: string | null = reader.readCompactNullableString();
  reader.skipTaggedFields();
  return { partitionIndex, startOffset, leaderEpoch, lag, errorCode, errorMessage };
}

function encodeDescribeShareGroupOffsetsResponsePartition(
  writer: Writer,
  message: DescribeShareGroupOffsetsResponsePartition,
  version: number,
): void {
  writer.writeInt32(message.partitionIndex);
  writer.writeInt64(message.startOffset);
  writer.writeInt32(message.leaderEpoch);
  if (version >= 1) writer.writeInt64(message.lag);
  writer.writeInt16(message.errorCode);
  writer.writeCompactNullableString(message.errorMessage);
  writer.writeUnsignedVarint(0);
}

export const describeShareGroupOffsetsApi: ApiDescriptor<
  DescribeShareGroupOffsetsRequest,
  DescribeShareGroupOffsetsResponse
> = {
  key: 90,
  name: 'DescribeShareGroupOffsets',
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 0,
  listeners: ['broker'],
  decodeRequest: decodeDescribeShareGroupOffsetsRequest,
  encodeRequest: encodeDescribeShareGroupOffsetsRequest,
  decodeResponse: decodeDescribeShareGroupOffsetsResponse,
  encodeResponse: encodeDescribeShareGroupOffsetsResponse,
};
