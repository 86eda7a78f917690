// Generated from packages/protocol/schemas/create-partitions.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-3, flexible versions 2+. */
export interface CreatePartitionsRequest {
  topics: readonly CreatePartitionsTopic[];
  timeoutMs: number;
  validateOnly: boolean;
}

/** Part of CreatePartitionsRequest, versions 0-3. */
export interface CreatePartitionsTopic {
  /** Unique in its array. */
  name: string;
  count: number;
  assignments: readonly CreatePartitionsAssignment[] | null;
}

/** Part of CreatePartitionsRequest, versions 0-3. */
export interface CreatePartitionsAssignment {
  brokerIds: readonly number[];
}

/** Versions 0-3, flexible versions 2+. */
export interface CreatePartitionsResponse {
  throttleTimeMs: number;
  results: readonly CreatePartitionsTopicResult[];
}

/** Part of CreatePartitionsResponse, versions 0-3. */
export interface CreatePartitionsTopicResult {
  name: string;
  errorCode: number;
  errorMessage: string | null;
}

export function decodeCreatePartitionsRequest(reader: Reader, version: number): CreatePartitionsRequest {
  const flexible = version >= 2;
  const topics: CreatePartitionsTopic[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    topics.push(decodeCreatePartitionsTopic(reader, version));
  }
  const timeoutMs = reader.readInt32();
  const validateOnly = reader.readBoolean();
  if (flexible) reader.skipTaggedFields();
  return { topics, timeoutMs, validateOnly };
}

export function encodeCreatePartitionsRequest(writer: Writer, message: CreatePartitionsRequest, version: number): void {
  const flexible = version >= 2;
  if (flexible) writer.writeCompactArrayLength(message.topics.length);
  else writer.writeArrayLength(message.topics.length);
  for (const element of message.topics) encodeCreatePartitionsTopic(writer, element, version);
  writer.writeInt32(message.timeoutMs);
  writer.writeBoolean(message.validateOnly);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeCreatePartitionsTopic(reader: Reader, version: number): CreatePartitionsTopic {
  const flexible = version >= 2;
  const name = flexible ? reader.readCompactString() : reader.readString();
  const count = reader.readInt32();
  const assignmentsLength = flexible ? reader.readCompactNullableArrayLength() : reader.readNullableArrayLength();
  let assignments: CreatePartitionsAssignment[] | null = null;
  if (assignmentsLength >= 0) {
    assignments = [];
    for (let left = assignmentsLength; left > 0; left--) {
      assignments.push(decodeCreatePartitionsAssignment(reader, version));
    }
  }
  if (flexible) reader.skipTaggedFields();
  return { name, count, assignments };
}

function encodeCreatePartitionsTopic(writer: Writer, message: CreatePartitionsTopic, version: number): void {
  const flexible = version >= 2;
  if (flexible) writer.writeCompactString(message.name);
  else writer.writeString(message.name);
  writer.writeInt32(message.count);
  if (flexible) writer.writeCompactArrayLength(message.assignments?.length ?? -1);
  else writer.writeArrayLength(message.assignments?.length ?? -1);
  for (const element of message.assignments ?? []) encodeCreatePartitionsAssignment(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeCreatePartitionsAssignment(reader: Reader, version: number): CreatePartitionsAssignment {
  const flexible = version >= 2;
  const brokerIds: number[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    brokerIds.push(reader.readInt32());
  }
  if (flexible) reader.skipTaggedFields();
  return { brokerIds };
}

function encodeCreatePartitionsAssignment(writer: Writer, message: CreatePartitionsAssignment, version: number): void {
  const flexible = version >= 2;
  if (flexible) writer.writeCompactArrayLength(message.brokerIds.length);
  else writer.writeArrayLength(message.brokerIds.length);
  for (const element of message.brokerIds) writer.writeInt32(element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeCreatePartitionsResponse(reader: Reader, version: number): CreatePartitionsResponse {
  const flexible = version >= 2;
  const throttleTimeMs = reader.readInt32();
  const results: CreatePartitionsTopicResult[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    results.push(decodeCreatePartitionsTopicResult(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { throttleTimeMs, results };
}

export function encodeCreatePartitionsResponse(
  writer: Writer,
  message: CreatePartitionsResponse,
  version: number,
): void {
  const flexible = version >= 2;
  writer.writeInt32(message.throttleTimeMs);
  if (flexible) writer.writeCompactArrayLength(message.results.length);
  else writer.writeArrayLength(message.results.length);
  for (const element of message.results) encodeCreatePartitionsTopicResult(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeCreatePartitionsTopicResult(reader: Reader, version: number): CreatePartitionsTopicResult {
  const flexible = version >= 2;
  const name = flexible ? reader.readCompactString() : reader.readString();
  const errorCode = reader.readInt16();
  const errorMessage: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  if (flexible) reader.skipTaggedFields();
  return { name, errorCode, errorMessage };
}

function encodeCreatePartitionsTopicResult(
  writer: Writer,
  message: CreatePartitionsTopicResult,
  version: number,
): void {
  const flexible = version >= 2;
  if (flexible) writer.writeCompactString(message.name);
  else writer.writeString(message.name);
  writer.writeInt16(message.errorCode);
  if (flexible) writer.writeCompactNullableString(message.errorMessage);
  else writer.writeNullableString(message.errorMessage);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const createPartitionsApi: ApiDescriptor<CreatePartitionsRequest, CreatePartitionsResponse> = {
  key: 37,
  name: 'CreatePartitions',
  minVersion: 0,
  maxVersion: 3,
  flexibleFrom: 2,
  listeners: ['broker', 'controller'],
  decodeRequest: decodeCreatePartitionsRequest,
  encodeRequest: encodeCreatePartitionsRequest,
  decodeResponse: decodeCreatePartitionsResponse,
  encodeResponse: encodeCreatePartitionsResponse,
};
