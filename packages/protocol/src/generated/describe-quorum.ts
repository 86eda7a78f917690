// Generated from packages/protocol/schemas/describe-quorum.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Uuid } from '../wire/uuid.ts';
import { ZERO_UUID } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-2, flexible versions 0+. */
export interface DescribeQuorumRequest {
  topics: readonly DescribeQuorumRequestTopicData[];
}

/** Part of DescribeQuorumRequest, versions 0-2. */
export interface DescribeQuorumRequestTopicData {
  topicName: string;
  partitions: readonly DescribeQuorumRequestPartitionData[];
}

/** Part of DescribeQuorumRequest, versions 0-2. */
export interface DescribeQuorumRequestPartitionData {
  partitionIndex: number;
}

/** Versions 0-2, flexible versions 0+. */
export interface DescribeQuorumResponse {
  errorCode: number;
  /** Versions 2+, dropped where it cannot be written. */
  errorMessage: string | null;
  topics: readonly DescribeQuorumResponseTopicData[];
  /** Versions 2+. */
  nodes: readonly Node[];
}

/** Part of DescribeQuorumResponse, versions 0-2. */
export interface DescribeQuorumResponseTopicData {
  topicName: string;
  partitions: readonly DescribeQuorumResponsePartitionData[];
}

/** Part of DescribeQuorumResponse, versions 0-2. */
export interface DescribeQuorumResponsePartitionData {
  partitionIndex: number;
  errorCode: number;
  /** Versions 2+, dropped where it cannot be written. */
  errorMessage: string | null;
  leaderId: number;
  leaderEpoch: number;
  highWatermark: number;
  currentVoters: readonly ReplicaState[];
  observers: readonly ReplicaState[];
}

/** Part of DescribeQuorumResponse, versions 0-2. */
export interface ReplicaState {
  replicaId: number;
  /** Versions 2+. */
  replicaDirectoryId: Uuid;
  logEndOffset: number;
  /** Versions 1+, default -1, dropped where it cannot be written. */
  lastFetchTimestamp: number;
  /** Versions 1+, default -1, dropped where it cannot be written. */
  lastCaughtUpTimestamp: number;
}

/** Part of DescribeQuorumResponse, versions 2. */
export interface Node {
  /** Unique in its array. */
  nodeId: number;
  listeners: readonly Listener[];
}

/** Part of DescribeQuorumResponse, versions 2. */
export interface Listener {
  /** Unique in its array. */
  name: string;
  host: string;
  port: number;
}

export function decodeDescribeQuorumRequest(reader: Reader, version: number): DescribeQuorumRequest {
  const topics: DescribeQuorumRequestTopicData[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(decodeDescribeQuorumRequestTopicData(reader, version));
  }
  reader.skipTaggedFields();
  return { topics };
}

export function encodeDescribeQuorumRequest(writer: Writer, message: DescribeQuorumRequest, version: number): void {
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) encodeDescribeQuorumRequestTopicData(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeDescribeQuorumRequestTopicData(reader: Reader, version: number): DescribeQuorumRequestTopicData {
  const topicName = reader.readCompactString();
  const partitions: DescribeQuorumRequestPartitionData[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodeDescribeQuorumRequestPartitionData(reader, version));
  }
  reader.skipTaggedFields();
  return { topicName, partitions };
}

function encodeDescribeQuorumRequestTopicData(
  writer: Writer,
  message: DescribeQuorumRequestTopicData,
  version: number,
): void {
  writer.writeCompactString(message.topicName);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeDescribeQuorumRequestPartitionData(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeDescribeQuorumRequestPartitionData(
  reader: Reader,
  _version: number,
): DescribeQuorumRequestPartitionData {
  const partitionIndex = reader.readInt32();
  reader.skipTaggedFields();
  return { partitionIndex };
}

function encodeDescribeQuorumRequestPartitionData(
  writer: Writer,
  message: DescribeQuorumRequestPartitionData,
  _version: number,
): void {
  writer.writeInt32(message.partitionIndex);
  writer.writeUnsignedVarint(0);
}

export function decodeDescribeQuorumResponse(reader: Reader, version: number): DescribeQuorumResponse {
  const errorCode = reader.readInt16();
  const errorMessage: string | null = version >= 2 ? reader.readCompactNullableString() : '';
  const topics: DescribeQuorumResponseTopicData[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(decodeDescribeQuorumResponseTopicData(reader, version));
  }
  const nodes: Node[] = [];
  for (let left = version >= 2 ? reader.readCompactArrayLength() : 0; left > 0; left--) {
    nodes.push(decodeNode(reader, version));
  }
  reader.skipTaggedFields();
  return { errorCode, errorMessage, topics, nodes };
}

export function encodeDescribeQuorumResponse(writer: Writer, message: DescribeQuorumResponse, version: number): void {
  writer.writeInt16(message.errorCode);
  if (version >= 2) writer.writeCompactNullableString(message.errorMessage);
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) encodeDescribeQuorumResponseTopicData(writer, element, version);
  if (version >= 2) {
    writer.writeCompactArrayLength(message.nodes.length);
    for (const element of message.nodes) encodeNode(writer, element, version);
  } else if (message.nodes.length > 0) {
    throw new UnsupportedVersionError('DescribeQuorumResponse.nodes', version);
  }
  writer.writeUnsignedVarint(0);
}

function decodeDescribeQuorumResponseTopicData(reader: Reader, version: number): DescribeQuorumResponseTopicData {
  const topicName = reader.readCompactString();
  const partitions: DescribeQuorumResponsePartitionData[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodeDescribeQuorumResponsePartitionData(reader, version));
  }
  reader.skipTaggedFields();
  return { topicName, partitions };
}

function encodeDescribeQuorumResponseTopicData(
  writer: Writer,
  message: DescribeQuorumResponseTopicData,
  version: number,
): void {
  writer.writeCompactString(message.topicName);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeDescribeQuorumResponsePartitionData(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeDescribeQuorumResponsePartitionData(
  reader: Reader,
  version: number,
): DescribeQuorumResponsePartitionData {
  const partitionIndex = reader.readInt32();
  const errorCode = reader.readInt16();
  const errorMessage: string | null = version >= 2 ? reader.readCompactNullableString() : '';
  const leaderId = reader.readInt32();
  const leaderEpoch = reader.readInt32();
  const highWatermark = reader.readInt64();
  const currentVoters: ReplicaState[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    currentVoters.push(decodeReplicaState(reader, version));
  }
  const observers: ReplicaState[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    observers.push(decodeReplicaState(reader, version));
  }
  reader.skipTaggedFields();
  return { partitionIndex, errorCode, errorMessage, leaderId, leaderEpoch, highWatermark, currentVoters, observers };
}

function encodeDescribeQuorumResponsePartitionData(
  writer: Writer,
  message: DescribeQuorumResponsePartitionData,
  version: number,
): void {
  writer.writeInt32(message.partitionIndex);
  writer.writeInt16(message.errorCode);
  if (version >= 2) writer.writeCompactNullableString(message.errorMessage);
  writer.writeInt32(message.leaderId);
  writer.writeInt32(message.leaderEpoch);
  writer.writeInt64(message.highWatermark);
  writer.writeCompactArrayLength(message.currentVoters.length);
  for (const element of message.currentVoters) encodeReplicaState(writer, element, version);
  writer.writeCompactArrayLength(message.observers.length);
  for (const element of message.observers) encodeReplicaState(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeReplicaState(reader: Reader, version: number): ReplicaState {
  const replicaId = reader.readInt32();
  const replicaDirectoryId: Uuid = version >= 2 ? reader.readUuid() : ZERO_UUID;
  const logEndOffset = reader.readInt64();
  const lastFetchTimestamp = version >= 1 ? reader.readInt64() : -1;
  const lastCaughtUpTimestamp = version >= 1 ? reader.readInt64() : -1;
  reader.skipTaggedFields();
  return { replicaId, replicaDirectoryId, logEndOffset, lastFetchTimestamp, lastCaughtUpTimestamp };
}

function encodeReplicaState(writer: Writer, message: ReplicaState, version: number): void {
  writer.writeInt32(message.replicaId);
  if (version >= 2) writer.writeUuid(message.replicaDirectoryId);
  else if (message.replicaDirectoryId !== ZERO_UUID)
    throw new UnsupportedVersionError('ReplicaState.replicaDirectoryId', version);
  writer.writeInt64(message.logEndOffset);
  if (version >= 1) writer.writeInt64(message.lastFetchTimestamp);
  if (version >= 1) writer.writeInt64(message.lastCaughtUpTimestamp);
  writer.writeUnsignedVarint(0);
}

function decodeNode(reader: Reader, version: number): Node {
  const nodeId = reader.readInt32();
  const listeners: Listener[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    listeners.push(decodeListener(reader, version));
  }
  reader.skipTaggedFields();
  return { nodeId, listeners };
}

function encodeNode(writer: Writer, message: Node, version: number): void {
  writer.writeInt32(message.nodeId);
  writer.writeCompactArrayLength(message.listeners.length);
  for (const element of message.listeners) encodeListener(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeListener(reader: Reader, _version: number): Listener {
  const name = reader.readCompactString();
  const host = reader.readCompactString();
  const port = reader.readUint16();
  reader.skipTaggedFields();
  return { name, host, port };
}

function encodeListener(writer: Writer, message: Listener, _version: number): void {
  writer.writeCompactString(message.name);
  writer.writeCompactString(message.host);
  writer.writeUint16(message.port);
  writer.writeUnsignedVarint(0);
}

export const describeQuorumApi: ApiDescriptor<DescribeQuorumRequest, DescribeQuorumResponse> = {
  key: 55,
  name: 'DescribeQuorum',
  minVersion: 0,
  maxVersion: 2,
  flexibleFrom: 0,
  listeners: ['broker', 'controller'],
  decodeRequest: decodeDescribeQuorumRequest,
  encodeRequest: encodeDescribeQuorumRequest,
  decodeResponse: decodeDescribeQuorumResponse,
  encodeResponse: encodeDescribeQuorumResponse,
};
