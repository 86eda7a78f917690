// Generated from packages/protocol/schemas/offset-delete.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0, flexible versions none. */
export interface OffsetDeleteRequest {
  groupId: string;
  topics: readonly OffsetDeleteRequestTopic[];
}

/** Part of OffsetDeleteRequest, versions 0. */
export interface OffsetDeleteRequestTopic {
  /** Unique in its array. */
  name: string;
  partitions: readonly OffsetDeleteRequestPartition[];
}

/** Part of OffsetDeleteRequest, versions 0. */
export interface OffsetDeleteRequestPartition {
  partitionIndex: number;
}

/** Versions 0, flexible versions none. */
export interface OffsetDeleteResponse {
  errorCode: number;
  throttleTimeMs: number;
  topics: readonly OffsetDeleteResponseTopic[];
}

/** Part of OffsetDeleteResponse, versions 0. */
export interface OffsetDeleteResponseTopic {
  /** Unique in its array. */
  name: string;
  partitions: readonly OffsetDeleteResponsePartition[];
}

/** Part of OffsetDeleteResponse, versions 0. */
export interface OffsetDeleteResponsePartition {
  /** Unique in its array. */
  partitionIndex: number;
  errorCode: number;
}

export function decodeOffsetDeleteRequest(reader: Reader, version: number): OffsetDeleteRequest {
  const groupId = reader.readString();
  const topics: OffsetDeleteRequestTopic[] = [];
  for (let left = reader.readArrayLength(); left > 0; left--) {
    topics.push(decodeOffsetDeleteRequestTopic(reader, version));
  }
  return { groupId, topics };
}

export function encodeOffsetDeleteRequest(writer: Writer, message: OffsetDeleteRequest, version: number): void {
  writer.writeString(message.groupId);
  writer.writeArrayLength(message.topics.length);
  for (const element of message.topics) encodeOffsetDeleteRequestTopic(writer, element, version);
}

function decodeOffsetDeleteRequestTopic(reader: Reader, version: number): OffsetDeleteRequestTopic {
  const name = reader.readString();
  const partitions: OffsetDeleteRequestPartition[] = [];
  for (let left = reader.readArrayLength(); left > 0; left--) {
    partitions.push(decodeOffsetDeleteRequestPartition(reader, version));
  }
  return { name, partitions };
}

function encodeOffsetDeleteRequestTopic(writer: Writer, message: OffsetDeleteRequestTopic, version: number): void {
  writer.writeString(message.name);
  writer.writeArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeOffsetDeleteRequestPartition(writer, element, version);
}

function decodeOffsetDeleteRequestPartition(reader: Reader, _version: number): OffsetDeleteRequestPartition {
  const partitionIndex = reader.readInt32();
  return { partitionIndex };
}

function encodeOffsetDeleteRequestPartition(
  writer: Writer,
  message: OffsetDeleteRequestPartition,
  _version: number,
): void {
  writer.writeInt32(message.partitionIndex);
}

export function decodeOffsetDeleteResponse(reader: Reader, version: number): OffsetDeleteResponse {
  const errorCode = reader.readInt16();
  const throttleTimeMs = reader.readInt32();
  const topics: OffsetDeleteResponseTopic[] = [];
  for (let left = reader.readArrayLength(); left > 0; left--) {
    topics.push(decodeOffsetDeleteResponseTopic(reader, version));
  }
  return { errorCode, throttleTimeMs, topics };
}

export function encodeOffsetDeleteResponse(writer: Writer, message: OffsetDeleteResponse, version: number): void {
  writer.writeInt16(message.errorCode);
  writer.writeInt32(message.throttleTimeMs);
  writer.writeArrayLength(message.topics.length);
  for (const element of message.topics) encodeOffsetDeleteResponseTopic(writer, element, version);
}

function decodeOffsetDeleteResponseTopic(reader: Reader, version: number): OffsetDeleteResponseTopic {
  const name = reader.readString();
  const partitions: OffsetDeleteResponsePartition[] = [];
  for (let left = reader.readArrayLength(); left > 0; left--) {
    partitions.push(decodeOffsetDeleteResponsePartition(reader, version));
  }
  return { name, partitions };
}

function encodeOffsetDeleteResponseTopic(writer: Writer, message: OffsetDeleteResponseTopic, version: number): void {
  writer.writeString(message.name);
  writer.writeArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeOffsetDeleteResponsePartition(writer, element, version);
}

function decodeOffsetDeleteResponsePartition(reader: Reader, _version: number): OffsetDeleteResponsePartition {
  const partitionIndex = reader.readInt32();
  const errorCode = reader.readInt16();
  return { partitionIndex, errorCode };
}

function encodeOffsetDeleteResponsePartition(
  writer: Writer,
  message: OffsetDeleteResponsePartition,
  _version: number,
): void {
  writer.writeInt32(message.partitionIndex);
  writer.writeInt16(message.errorCode);
}

export const offsetDeleteApi: ApiDescriptor<OffsetDeleteRequest, OffsetDeleteResponse> = {
  key: 47,
  name: 'OffsetDelete',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: Number.POSITIVE_INFINITY,
  listeners: ['broker'],
  decodeRequest: decodeOffsetDeleteRequest,
  encodeRequest: encodeOffsetDeleteRequest,
  decodeResponse: decodeOffsetDeleteResponse,
  encodeResponse: encodeOffsetDeleteResponse,
};
