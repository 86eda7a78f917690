// Generated from packages/protocol/schemas/list-partition-reassignments.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0, flexible versions 0+. */
export interface ListPartitionReassignmentsRequest {
  /** Default 60000. */
  timeoutMs: number;
  topics: readonly ListPartitionReassignmentsTopics[] | null;
}

/** Part of ListPartitionReassignmentsRequest, versions 0. */
export interface ListPartitionReassignmentsTopics {
  name: string;
  partitionIndexes: readonly number[];
}

/** Versions 0, flexible versions 0+. */
export interface ListPartitionReassignmentsResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  topics: readonly OngoingTopicReassignment[];
}

/** Part of ListPartitionReassignmentsResponse, versions 0. */
export interface OngoingTopicReassignment {
  name: string;
  partitions: readonly OngoingPartitionReassignment[];
}

/** Part of ListPartitionReassignmentsResponse, versions 0. */
export interface OngoingPartitionReassignment {
  partitionIndex: number;
  replicas: readonly number[];
  addingReplicas: readonly number[];
  removingReplicas: readonly number[];
}

export function decodeListPartitionReassignmentsRequest(
  reader: Reader,
  version: number,
): ListPartitionReassignmentsRequest {
  const timeoutMs = reader.readInt32();
  const topicsLength = reader.readCompactNullableArrayLength();
  let topics: ListPartitionReassignmentsTopics[] | null = null;
  if (topicsLength >= 0) {
    topics = [];
    for (let left = topicsLength; left > 0; left--) {
      topics.push(decodeListPartitionReassignmentsTopics(reader, version));
    }
  }
  reader.skipTaggedFields();
  return { timeoutMs, topics };
}

export function encodeListPartitionReassignmentsRequest(
  writer: Writer,
  message: ListPartitionReassignmentsRequest,
  version: number,
): void {
  writer.writeInt32(message.timeoutMs);
  writer.writeCompactArrayLength(message.topics?.length ?? -1);
  for (const element of message.topics ?? []) encodeListPartitionReassignmentsTopics(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeListPartitionReassignmentsTopics(reader: Reader, _version: number): ListPartitionReassignmentsTopics {
  const name = reader.readCompactString();
  const partitionIndexes: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitionIndexes.push(reader.readInt32());
  }
  reader.skipTaggedFields();
  return { name, partitionIndexes };
}

function encodeListPartitionReassignmentsTopics(
  writer: Writer,
  message: ListPartitionReassignmentsTopics,
  _version: number,
): void {
  writer.writeCompactString(message.name);
  writer.writeCompactArrayLength(message.partitionIndexes.length);
  for (const element of message.partitionIndexes) writer.writeInt32(element);
  writer.writeUnsignedVarint(0);
}

export function decodeListPartitionReassignmentsResponse(
  reader: Reader,
  version: number,
): ListPartitionReassignmentsResponse {
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  const errorMessage: string | null = reader.readCompactNullableString();
  const topics: OngoingTopicReassignment[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(decodeOngoingTopicReassignment(reader, version));
  }
  reader.skipTaggedFields();
  return { throttleTimeMs, errorCode, errorMessage, topics };
}

export function encodeListPartitionReassignmentsResponse(
  writer: Writer,
  message: ListPartitionReassignmentsResponse,
  version: number,
): void {
  writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  writer.writeCompactNullableString(message.errorMessage);
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) encodeOngoingTopicReassignment(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeOngoingTopicReassignment(reader: Reader, version: number): OngoingTopicReassignment {
  const name = reader.readCompactString();
  const partitions: OngoingPartitionReassignment[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodeOngoingPartitionReassignment(reader, version));
  }
  reader.skipTaggedFields();
  return { name, partitions };
}

function encodeOngoingTopicReassignment(writer: Writer, message: OngoingTopicReassignment, version: number): void {
  writer.writeCompactString(message.name);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeOngoingPartitionReassignment(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeOngoingPartitionReassignment(reader: Reader, _version: number): OngoingPartitionReassignment {
  const partitionIndex = reader.readInt32();
  const replicas: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    replicas.push(reader.readInt32());
  }
  const addingReplicas: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    addingReplicas.push(reader.readInt32());
  }
  const removingReplicas: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    removingReplicas.push(reader.readInt32());
  }
  reader.skipTaggedFields();
  return { partitionIndex, replicas, addingReplicas, removingReplicas };
}

function encodeOngoingPartitionReassignment(
  writer: Writer,
  message: OngoingPartitionReassignment,
  _version: number,
): void {
  writer.writeInt32(message.partitionIndex);
  writer.writeCompactArrayLength(message.replicas.length);
  for (const element of message.replicas) writer.writeInt32(element);
  writer.writeCompactArrayLength(message.addingReplicas.length);
  for (const element of message.addingReplicas) writer.writeInt32(element);
  writer.writeCompactArrayLength(message.removingReplicas.length);
  for (const element of message.removingReplicas) writer.writeInt32(element);
  writer.writeUnsignedVarint(0);
}

export const listPartitionReassignmentsApi: ApiDescriptor<
  ListPartitionReassignmentsRequest,
  ListPartitionReassignmentsResponse
> = {
  key: 46,
  name: 'ListPartitionReassignments',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  listeners: ['broker', 'controller'],
  decodeRequest: decodeListPartitionReassignmentsRequest,
  encodeRequest: encodeListPartitionReassignmentsRequest,
  decodeResponse: decodeListPartitionReassignmentsResponse,
  encodeResponse: encodeListPartitionReassignmentsResponse,
};
