// Generated from packages/protocol/schemas/elect-leaders.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-2, flexible versions 2+. */
export interface ElectLeadersRequest {
  /** Versions 1+. */
  electionType: number;
  topicPartitions: readonly TopicPartitions[] | null;
  /** Default 60000. */
  timeoutMs: number;
}

/** Part of ElectLeadersRequest, versions 0-2. */
export interface TopicPartitions {
  /** Unique in its array. */
  topic: string;
  partitions: readonly number[];
}

/** Versions 0-2, flexible versions 2+. */
export interface ElectLeadersResponse {
  throttleTimeMs: number;
  /** Versions 1+. */
  errorCode: number;
  replicaElectionResults: readonly ReplicaElectionResult[];
}

/** Part of ElectLeadersResponse, versions 0-2. */
export interface ReplicaElectionResult {
  topic: string;
  partitionResult: readonly PartitionResult[];
}

/** Part of ElectLeadersResponse, versions 0-2. */
export interface PartitionResult {
  partitionId: number;
  errorCode: number;
  errorMessage: string | null;
}

export function decodeElectLeadersRequest(reader: Reader, version: number): ElectLeadersRequest {
  const flexible = version >= 2;
  const electionType = version >= 1 ? reader.readInt8() : 0;
  const topicPartitionsLength = flexible ? reader.readCompactNullableArrayLength() : reader.readNullableArrayLength();
  let topicPartitions: TopicPartitions[] | null = null;
  if (topicPartitionsLength >= 0) {
    topicPartitions = [];
    for (let left = topicPartitionsLength; left > 0; left--) {
      topicPartitions.push(decodeTopicPartitions(reader, version));
    }
  }
  const timeoutMs = reader.readInt32();
  if (flexible) reader.skipTaggedFields();
  return { electionType, topicPartitions, timeoutMs };
}

export function encodeElectLeadersRequest(writer: Writer, message: ElectLeadersRequest, version: number): void {
  const flexible = version >= 2;
  if (version >= 1) writer.writeInt8(message.electionType);
  else if (message.electionType !== 0) throw new UnsupportedVersionError('ElectLeadersRequest.electionType', version);
  if (flexible) writer.writeCompactArrayLength(message.topicPartitions?.length ?? -1);
  else writer.writeArrayLength(message.topicPartitions?.length ?? -1);
  for (const element of message.topicPartitions ?? []) encodeTopicPartitions(writer, element, version);
  writer.writeInt32(message.timeoutMs);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeTopicPartitions(reader: Reader, version: number): TopicPartitions {
  const flexible = version >= 2;
  const topic = flexible ? reader.readCompactString() : reader.readString();
  const partitions: number[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    partitions.push(reader.readInt32());
  }
  if (flexible) reader.skipTaggedFields();
  return { topic, partitions };
}

function encodeTopicPartitions(writer: Writer, message: TopicPartitions, version: number): void {
  const flexible = version >= 2;
  if (flexible) writer.writeCompactString(message.topic);
  else writer.writeString(message.topic);
  if (flexible) writer.writeCompactArrayLength(message.partitions.length);
  else writer.writeArrayLength(message.partitions.length);
  for (const element of message.partitions) writer.writeInt32(element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeElectLeadersResponse(reader: Reader, version: number): ElectLeadersResponse {
  const flexible = version >= 2;
  const throttleTimeMs = reader.readInt32();
  const errorCode = version >= 1 ? reader.readInt16() : 0;
  const replicaElectionResults: ReplicaElectionResult[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    replicaElectionResults.push(decodeReplicaElectionResult(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { throttleTimeMs, errorCode, replicaElectionResults };
}

export function encodeElectLeadersResponse(writer: Writer, message: ElectLeadersResponse, version: number): void {
  const flexible = version >= 2;
  writer.writeInt32(message.throttleTimeMs);
  if (version >= 1) writer.writeInt16(message.errorCode);
  else if (message.errorCode !== 0) throw new UnsupportedVersionError('ElectLeadersResponse.errorCode', version);
  if (flexible) writer.writeCompactArrayLength(message.replicaElectionResults.length);
  else writer.writeArrayLength(message.replicaElectionResults.length);
  for (const element of message.replicaElectionResults) encodeReplicaElectionResult(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeReplicaElectionResult(reader: Reader, version: number): ReplicaElectionResult {
  const flexible = version >= 2;
  const topic = flexible ? reader.readCompactString() : reader.readString();
  const partitionResult: PartitionResult[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    partitionResult.push(decodePartitionResult(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { topic, partitionResult };
}

function encodeReplicaElectionResult(writer: Writer, message: ReplicaElectionResult, version: number): void {
  const flexible = version >= 2;
  if (flexible) writer.writeCompactString(message.topic);
  else writer.writeString(message.topic);
  if (flexible) writer.writeCompactArrayLength(message.partitionResult.length);
  else writer.writeArrayLength(message.partitionResult.length);
  for (const element of message.partitionResult) encodePartitionResult(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodePartitionResult(reader: Reader, version: number): PartitionResult {
  const flexible = version >= 2;
  const partitionId = reader.readInt32();
  const errorCode = reader.readInt16();
  const errorMessage: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  if (flexible) reader.skipTaggedFields();
  return { partitionId, errorCode, errorMessage };
}

function encodePartitionResult(writer: Writer, message: PartitionResult, version: number): void {
  const flexible = version >= 2;
  writer.writeInt32(message.partitionId);
  writer.writeInt16(message.errorCode);
  if (flexible) writer.writeCompactNullableString(message.errorMessage);
  else writer.writeNullableString(message.errorMessage);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const electLeadersApi: ApiDescriptor<ElectLeadersRequest, ElectLeadersResponse> = {
  key: 43,
  name: 'ElectLeaders',
  minVersion: 0,
  maxVersion: 2,
  flexibleFrom: 2,
  listeners: ['broker', 'controller'],
  decodeRequest: decodeElectLeadersRequest,
  encodeRequest: encodeElectLeadersRequest,
  decodeResponse: decodeElectLeadersResponse,
  encodeResponse: encodeElectLeadersResponse,
};
