// Generated from packages/protocol/schemas/offset-fetch.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Uuid } from '../wire/uuid.ts';
import { ZERO_UUID } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 1-10, flexible versions 6+. */
export interface OffsetFetchRequest {
  /** Versions 0-7. */
  groupId: string;
  /** Versions 0-7, null in versions 2-7. */
  topics: readonly OffsetFetchRequestTopic[] | null;
  /** Versions 8+. */
  groups: readonly OffsetFetchRequestGroup[];
  /** Versions 7+, default false. */
  requireStable: boolean;
}

/** Part of OffsetFetchRequest, versions 1-7. */
export interface OffsetFetchRequestTopic {
  name: string;
  partitionIndexes: readonly number[];
}

/** Part of OffsetFetchRequest, versions 8-10. */
export interface OffsetFetchRequestGroup {
  groupId: string;
  /** Versions 9+, dropped where it cannot be written. */
  memberId: string | null;
  /** Versions 9+, default -1, dropped where it cannot be written. */
  memberEpoch: number;
  topics: readonly OffsetFetchRequestTopics[] | null;
}

/** Part of OffsetFetchRequest, versions 8-10. */
export interface OffsetFetchRequestTopics {
  /** Versions 8-9, dropped where it cannot be written. */
  name: string;
  /** Versions 10+, dropped where it cannot be written. */
  topicId: Uuid;
  partitionIndexes: readonly number[];
}

/** Versions 1-10, flexible versions 6+. */
export interface OffsetFetchResponse {
  /** Versions 3+, dropped where it cannot be written. */
  throttleTimeMs: number;
  /** Versions 0-7. */
  topics: readonly OffsetFetchResponseTopic[];
  /** Versions 2-7, default 0, dropped where it cannot be written. */
  errorCode: number;
  /** Versions 8+. */
  groups: readonly OffsetFetchResponseGroup[];
}

/** Part of OffsetFetchResponse, versions 1-7. */
export interface OffsetFetchResponseTopic {
  name: string;
  partitions: readonly OffsetFetchResponsePartition[];
}

/** Part of OffsetFetchResponse, versions 1-7. */
export interface OffsetFetchResponsePartition {
  partitionIndex: number;
  committedOffset: bigint;
  /** Versions 5-7, default -1, dropped where it cannot be written. */
  committedLeaderEpoch: number;
  metadata: string | null;
  errorCode: number;
}

/** Part of OffsetFetchResponse, versions 8-10. */
export interface OffsetFetchResponseGroup {
  groupId: string;
  topics: readonly OffsetFetchResponseTopics[];
  /** Default 0. */
  errorCode: number;
}

/** Part of OffsetFetchResponse, versions 8-10. */
export interface OffsetFetchResponseTopics {
  /** Versions 8-9, dropped where it cannot be written. */
  name: string;
  /** Versions 10+, dropped where it cannot be written. */
  topicId: Uuid;
  partitions: readonly OffsetFetchResponsePartitions[];
}

/** Part of OffsetFetchResponse, versions 8-10. */
export interface OffsetFetchResponsePartitions {
  partitionIndex: number;
  committedOffset: bigint;
  /** Default -1. */
  committedLeaderEpoch: number;
  metadata: string | null;
  errorCode: number;
}

export function decodeOffsetFetchRequest(reader: Reader, version: number): OffsetFetchRequest {
  const flexible = version >= 6;
  const groupId = flexible && version <= 7 ? reader.readCompactString() : version <= 5 ? reader.readString() : '';
  const topicsLength =
    flexible && version <= 7
      ? reader.readCompactNullableArrayLength()
      : version >= 2 && version <= 5
        ? reader.readNullableArrayLength()
        : version <= 1
          ? reader.readArrayLength()
          : 0;
  let topics: OffsetFetchRequestTopic[] | null = null;
  if (topicsLength >= 0) {
    topics = [];
    for (let left = topicsLength; left > 0; left--) {
      topics.push(decodeOffsetFetchRequestTopic(reader, version));
    }
  }
  const groups: OffsetFetchRequestGroup[] = [];
  for (let left = version >= 8 ? reader.readCompactArrayLength() : 0; left > 0; left--) {
    groups.push(decodeOffsetFetchRequestGroup(reader, version));
  }
  const requireStable = version >= 7 ? reader.readBoolean() : false;
  if (flexible) reader.skipTaggedFields();
  return { groupId, topics, groups, requireStable };
}

export function encodeOffsetFetchRequest(writer: Writer, message: OffsetFetchRequest, version: number): void {
  const flexible = version >= 6;
  if (flexible && version <= 7) writer.writeCompactString(message.groupId);
  else if (version <= 5) writer.writeString(message.groupId);
  else if (message.groupId !== '') throw new UnsupportedVersionError('OffsetFetchRequest.groupId', version);
  if (version >= 2 && version <= 7) {
    if (flexible) writer.writeCompactArrayLength(message.topics?.length ?? -1);
    else writer.writeArrayLength(message.topics?.length ?? -1);
    for (const element of message.topics ?? []) encodeOffsetFetchRequestTopic(writer, element, version);
  } else if (version <= 1) {
    if (message.topics === null) throw new UnsupportedVersionError('OffsetFetchRequest.topics of null', version);
    writer.writeArrayLength(message.topics.length);
    for (const element of message.topics) encodeOffsetFetchRequestTopic(writer, element, version);
  } else if (message.topics?.length !== 0) {
    throw new UnsupportedVersionError('OffsetFetchRequest.topics', version);
  }
  if (version >= 8) {
    writer.writeCompactArrayLength(message.groups.length);
    for (const element of message.groups) encodeOffsetFetchRequestGroup(writer, element, version);
  } else if (message.groups.length > 0) {
    throw new UnsupportedVersionError('OffsetFetchRequest.groups', version);
  }
  if (version >= 7) writer.writeBoolean(message.requireStable);
  else if (message.requireStable) throw new UnsupportedVersionError('OffsetFetchRequest.requireStable', version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeOffsetFetchRequestTopic(reader: Reader, version: number): OffsetFetchRequestTopic {
  const flexible = version >= 6;
  const name = flexible ? reader.readCompactString() : reader.readString();
  const partitionIndexes: number[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    partitionIndexes.push(reader.readInt32());
  }
  if (flexible) reader.skipTaggedFields();
  return { name, partitionIndexes };
}

function encodeOffsetFetchRequestTopic(writer: Writer, message: OffsetFetchRequestTopic, version: number): void {
  const flexible = version >= 6;
  if (flexible) writer.writeCompactString(message.name);
  else writer.writeString(message.name);
  if (flexible) writer.writeCompactArrayLength(message.partitionIndexes.length);
  else writer.writeArrayLength(message.partitionIndexes.length);
  for (const element of message.partitionIndexes) writer.writeInt32(element);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeOffsetFetchRequestGroup(reader: Reader, version: number): OffsetFetchRequestGroup {
  const groupId = reader.readCompactString();
  const memberId: string | null = version >= 9 ? reader.readCompactNullableString() : null;
  const memberEpoch = version >= 9 ? reader.readInt32() : -1;
  const topicsLength = reader.readCompactNullableArrayLength();
  let topics: OffsetFetchRequestTopics[] | null = null;
  if (topicsLength >= 0) {
    topics = [];
    for (let left = topicsLength; left > 0; left--) {
      topics.push(decodeOffsetFetchRequestTopics(reader, version));
    }
  }
  reader.skipTaggedFields();
  return { groupId, memberId, memberEpoch, topics };
}

function encodeOffsetFetchRequestGroup(writer: Writer, message: OffsetFetchRequestGroup, version: number): void {
  writer.writeCompactString(message.groupId);
  if (version >= 9) writer.writeCompactNullableString(message.memberId);
  if (version >= 9) writer.writeInt32(message.memberEpoch);
  writer.writeCompactArrayLength(message.topics?.length ?? -1);
  for (const element of message.topics ?? []) encodeOffsetFetchRequestTopics(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeOffsetFetchRequestTopics(reader: Reader, version: number): OffsetFetchRequestTopics {
  const name = version <= 9 ? reader.readCompactString() : '';
  const topicId: Uuid = version >= 10 ? reader.readUuid() : ZERO_UUID;
  const partitionIndexes: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitionIndexes.push(reader.readInt32());
  }
  reader.skipTaggedFields();
  return { name, topicId, partitionIndexes };
}

function encodeOffsetFetchRequestTopics(writer: Writer, message: OffsetFetchRequestTopics, version: number): void {
  if (version <= 9) writer.writeCompactString(message.name);
  if (version >= 10) writer.writeUuid(message.topicId);
  writer.writeCompactArrayLength(message.partitionIndexes.length);
  for (const element of message.partitionIndexes) writer.writeInt32(element);
  writer.writeUnsignedVarint(0);
}

export function decodeOffsetFetchResponse(reader: Reader, version: number): OffsetFetchResponse {
  const flexible = version >= 6;
  const throttleTimeMs = version >= 3 ? reader.readInt32() : 0;
  const topics: OffsetFetchResponseTopic[] = [];
  const topicsLength =
    flexible && version <= 7 ? reader.readCompactArrayLength() : version <= 5 ? reader.readArrayLength() : 0;
  for (let left = topicsLength; left > 0; left--) {
    topics.push(decodeOffsetFetchResponseTopic(reader, version));
  }
  const errorCode = version >= 2 && version <= 7 ? reader.readInt16() : 0;
  const groups: OffsetFetchResponseGroup[] = [];
  for (let left = version >= 8 ? reader.readCompactArrayLength() : 0; left > 0; left--) {
    groups.push(decodeOffsetFetchResponseGroup(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { throttleTimeMs, topics, errorCode, groups };
}

export function encodeOffsetFetchResponse(writer: Writer, message: OffsetFetchResponse, version: number): void {
  const flexible = version >= 6;
  if (version >= 3) writer.writeInt32(message.throttleTimeMs);
  if (version <= 7) {
    if (flexible) writer.writeCompactArrayLength(message.topics.length);
    else writer.writeArrayLength(message.topics.length);
    for (const element of message.topics) encodeOffsetFetchResponseTopic(writer, element, version);
  } else if (message.topics.length > 0) {
    throw new UnsupportedVersionError('OffsetFetchResponse.topics', version);
  }
  if (version >= 2 && version <= 7) writer.writeInt16(message.errorCode);
  if (version >= 8) {
    writer.writeCompactArrayLength(message.groups.length);
    for (const element of message.groups) encodeOffsetFetchResponseGroup(writer, element, version);
  } else if (message.groups.length > 0) {
    throw new UnsupportedVersionError('OffsetFetchResponse.groups', version);
  }
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeOffsetFetchResponseTopic(reader: Reader, version: number): OffsetFetchResponseTopic {
  const flexible = version >= 6;
  const name = flexible ? reader.readCompactString() : reader.readString();
  const partitions: OffsetFetchResponsePartition[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    partitions.push(decodeOffsetFetchResponsePartition(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { name, partitions };
}

function encodeOffsetFetchResponseTopic(writer: Writer, message: OffsetFetchResponseTopic, version: number): void {
  const flexible = version >= 6;
  if (flexible) writer.writeCompactString(message.name);
  else writer.writeString(message.name);
  if (flexible) writer.writeCompactArrayLength(message.partitions.length);
  else writer.writeArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeOffsetFetchResponsePartition(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeOffsetFetchResponsePartition(reader: Reader, version: number): OffsetFetchResponsePartition {
  const flexible = version >= 6;
  const partitionIndex = reader.readInt32();
  const committedOffset = reader.readInt64Bigint();
  const committedLeaderEpoch = version >= 5 ? reader.readInt32() : -1;
  const metadata: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  const errorCode = reader.readInt16();
  if (flexible) reader.skipTaggedFields();
  return { partitionIndex, committedOffset, committedLeaderEpoch, metadata, errorCode };
}

function encodeOffsetFetchResponsePartition(
  writer: Writer,
  message: OffsetFetchResponsePartition,
  version: number,
): void {
  const flexible = version >= 6;
  writer.writeInt32(message.partitionIndex);
  writer.writeInt64Bigint(message.committedOffset);
  if (version >= 5) writer.writeInt32(message.committedLeaderEpoch);
  if (flexible) writer.writeCompactNullableString(message.metadata);
  else writer.writeNullableString(message.metadata);
  writer.writeInt16(message.errorCode);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeOffsetFetchResponseGroup(reader: Reader, version: number): OffsetFetchResponseGroup {
  const groupId = reader.readCompactString();
  const topics: OffsetFetchResponseTopics[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(decodeOffsetFetchResponseTopics(reader, version));
  }
  const errorCode = reader.readInt16();
  reader.skipTaggedFields();
  return { groupId, topics, errorCode };
}

function encodeOffsetFetchResponseGroup(writer: Writer, message: OffsetFetchResponseGroup, version: number): void {
  writer.writeCompactString(message.groupId);
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) encodeOffsetFetchResponseTopics(writer, element, version);
  writer.writeInt16(message.errorCode);
  writer.writeUnsignedVarint(0);
}

function decodeOffsetFetchResponseTopics(reader: Reader, version: number): OffsetFetchResponseTopics {
  const name = version <= 9 ? reader.readCompactString() : '';
  const topicId: Uuid = version >= 10 ? reader.readUuid() : ZERO_UUID;
  const partitions: OffsetFetchResponsePartitions[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodeOffsetFetchResponsePartitions(reader, version));
  }
  reader.skipTaggedFields();
  return { name, topicId, partitions };
}

function encodeOffsetFetchResponseTopics(writer: Writer, message: OffsetFetchResponseTopics, version: number): void {
  if (version <= 9) writer.writeCompactString(message.name);
  if (version >= 10) writer.writeUuid(message.topicId);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeOffsetFetchResponsePartitions(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeOffsetFetchResponsePartitions(reader: Reader, _version: number): OffsetFetchResponsePartitions {
  const partitionIndex = reader.readInt32();
  const committedOffset = reader.readInt64Bigint();
  const committedLeaderEpoch = reader.readInt32();
  const metadata: string | null = reader.readCompactNullableString();
  const errorCode = reader.readInt16();
  reader.skipTaggedFields();
  return { partitionIndex, committedOffset, committedLeaderEpoch, metadata, errorCode };
}

function encodeOffsetFetchResponsePartitions(
  writer: Writer,
  message: OffsetFetchResponsePartitions,
  _version: number,
): void {
  writer.writeInt32(message.partitionIndex);
  writer.writeInt64Bigint(message.committedOffset);
  writer.writeInt32(message.committedLeaderEpoch);
  writer.writeCompactNullableString(message.metadata);
  writer.writeInt16(message.errorCode);
  writer.writeUnsignedVarint(0);
}

export const offsetFetchApi: ApiDescriptor<OffsetFetchRequest, OffsetFetchResponse> = {
  key: 9,
  name: 'OffsetFetch',
  minVersion: 1,
  maxVersion: 10,
  flexibleFrom: 6,
  listeners: ['broker'],
  decodeRequest: decodeOffsetFetchRequest,
  encodeRequest: encodeOffsetFetchRequest,
  decodeResponse: decodeOffsetFetchResponse,
  encodeResponse: encodeOffsetFetchResponse,
};
