// Generated from packages/protocol/schemas/alter-partition-reassignments.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-1, flexible versions 0+. */
export interface AlterPartitionReassignmentsRequest {
  /** Default 60000. */
  timeoutMs: number;
  /** Versions 1+, default true. */
  allowReplicationFactorChange: boolean;
  topics: readonly ReassignableTopic[];
}

/** Part of AlterPartitionReassignmentsRequest, versions 0-1. */
export interface ReassignableTopic {
  name: string;
  partitions: readonly ReassignablePartition[];
}

/** Part of AlterPartitionReassignmentsRequest, versions 0-1. */
export interface ReassignablePartition {
  partitionIndex: number;
  replicas: readonly number[] | null;
}

/** Versions 0-1, flexible versions 0+. */
export interface AlterPartitionReassignmentsResponse {
  throttleTimeMs: number;
  /** Versions 1+, default true, dropped where it cannot be written. */
  allowReplicationFactorChange: boolean;
  errorCode: number;
  errorMessage: string | null;
  responses: readonly ReassignableTopicResponse[];
}

/** Part of AlterPartitionReassignmentsResponse, versions 0-1. */
export interface ReassignableTopicResponse {
  name: string;
  partitions: readonly ReassignablePartitionResponse[];
}

/** Part of AlterPartitionReassignmentsResponse, versions 0-1. */
export interface ReassignablePartitionResponse {
  partitionIndex: number;
  errorCode: number;
  errorMessage: string | null;
}

export function decodeAlterPartitionReassignmentsRequest(
  reader: Reader,
  version: number,
): AlterPartitionReassignmentsRequest {
  const timeoutMs = reader.readInt32();
  const allowReplicationFactorChange = version >= 1 ? reader.readBoolean() : true;
  const topics: ReassignableTopic[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(decodeReassignableTopic(reader, version));
  }
  reader.skipTaggedFields();
  return { timeoutMs, allowReplicationFactorChange, topics };
}

export function encodeAlterPartitionReassignmentsRequest(
  writer: Writer,
  message: AlterPartitionReassignmentsRequest,
  version: number,
): void {
  writer.writeInt32(message.timeoutMs);
  if (version >= 1) writer.writeBoolean(message.allowReplicationFactorChange);
  else if (!message.allowReplicationFactorChange)
    throw new UnsupportedVersionError('AlterPartitionReassignmentsRequest.allowReplicationFactorChange', version);
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) encodeReassignableTopic(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeReassignableTopic(reader: Reader, version: number): ReassignableTopic {
  const name = reader.readCompactString();
  const partitions: ReassignablePartition[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodeReassignablePartition(reader, version));
  }
  reader.skipTaggedFields();
  return { name, partitions };
}

function encodeReassignableTopic(writer: Writer, message: ReassignableTopic, version: number): void {
  writer.writeCompactString(message.name);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeReassignablePartition(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeReassignablePartition(reader: Reader, _version: number): ReassignablePartition {
  const partitionIndex = reader.readInt32();
  const replicasLength = reader.readCompactNullableArrayLength();
  let replicas: number[] | null = null;
  if (replicasLength >= 0) {
    replicas = [];
    for (let left = replicasLength; left > 0; left--) {
      replicas.push(reader.readInt32());
    }
  }
  reader.skipTaggedFields();
  return { partitionIndex, replicas };
}

function encodeReassignablePartition(writer: Writer, message: ReassignablePartition, _version: number): void {
  writer.writeInt32(message.partitionIndex);
  writer.writeCompactArrayLength(message.replicas?.length ?? -1);
  for (const element of message.replicas ?? []) writer.writeInt32(element);
  writer.writeUnsignedVarint(0);
}

export function decodeAlterPartitionReassignmentsResponse(
  reader: Reader,
  version: number,
): AlterPartitionReassignmentsResponse {
  const throttleTimeMs = reader.readInt32();
  const allowReplicationFactorChange = version >= 1 ? reader.readBoolean() : true;
  const errorCode = reader.readInt16();
  const errorMessage: string | null = reader.readCompactNullableString();
  const responses: ReassignableTopicResponse[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    responses.push(decodeReassignableTopicResponse(reader, version));
  }
  reader.skipTaggedFields();
  return { throttleTimeMs, allowReplicationFactorChange, errorCode, errorMessage, responses };
}

export function encodeAlterPartitionReassignmentsResponse(
  writer: Writer,
  message: AlterPartitionReassignmentsResponse,
  version: number,
): void {
  writer.writeInt32(message.throttleTimeMs);
  if (version >= 1) writer.writeBoolean(message.allowReplicationFactorChange);
  writer.writeInt16(message.errorCode);
  writer.writeCompactNullableString(message.errorMessage);
  writer.writeCompactArrayLength(message.responses.length);
  for (const element of message.responses) encodeReassignableTopicResponse(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeReassignableTopicResponse(reader: Reader, version: number): ReassignableTopicResponse {
  const name = reader.readCompactString();
  const partitions: ReassignablePartitionResponse[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodeReassignablePartitionResponse(reader, version));
  }
  reader.skipTaggedFields();
  return { name, partitions };
}

function encodeReassignableTopicResponse(writer: Writer, message: ReassignableTopicResponse, version: number): void {
  writer.writeCompactString(message.name);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeReassignablePartitionResponse(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeReassignablePartitionResponse(reader: Reader, _version: number): ReassignablePartitionResponse {
  const partitionIndex = reader.readInt32();
  const errorCode = reader.readInt16();
  const errorMessage: string | null = reader.readCompactNullableString();
  reader.skipTaggedFields();
  return { partitionIndex, errorCode, errorMessage };
}

function encodeReassignablePartitionResponse(
  writer: Writer,
  message: ReassignablePartitionResponse,
  _version: number,
): void {
  writer.writeInt32(message.partitionIndex);
  writer.writeInt16(message.errorCode);
  writer.writeCompactNullableString(message.errorMessage);
  writer.writeUnsignedVarint(0);
}

export const alterPartitionReassignmentsApi: ApiDescriptor<
  AlterPartitionReassignmentsRequest,
  AlterPartitionReassignmentsResponse
> = {
  key: 45,
  name: 'AlterPartitionReassignments',
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 0,
  listeners: ['broker', 'controller'],
  decodeRequest: decodeAlterPartitionReassignmentsRequest,
  encodeRequest: encodeAlterPartitionReassignmentsRequest,
  decodeResponse: decodeAlterPartitionReassignmentsResponse,
  encodeResponse: encodeAlterPartitionReassignmentsResponse,
};
