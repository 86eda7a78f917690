// Generated from packages/protocol/schemas/assign-replicas-to-dirs.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Uuid } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0, flexible versions 0+. */
export interface AssignReplicasToDirsRequest {
  brokerId: number;
  /** Default -1. */
  brokerEpoch: number;
  directories: readonly AssignReplicasToDirsRequestDirectoryData[];
}

/** Part of AssignReplicasToDirsRequest, versions 0. */
export interface AssignReplicasToDirsRequestDirectoryData {
  id: Uuid;
  topics: readonly AssignReplicasToDirsRequestTopicData[];
}

/** Part of AssignReplicasToDirsRequest, versions 0. */
export interface AssignReplicasToDirsRequestTopicData {
  topicId: Uuid;
  partitions: readonly AssignReplicasToDirsRequestPartitionData[];
}

/** Part of AssignReplicasToDirsRequest, versions 0. */
export interface AssignReplicasToDirsRequestPartitionData {
  partitionIndex: number;
}

/** Versions 0, flexible versions 0+. */
export interface AssignReplicasToDirsResponse {
  throttleTimeMs: number;
  errorCode: number;
  directories: readonly AssignReplicasToDirsResponseDirectoryData[];
}

/** Part of AssignReplicasToDirsResponse, versions 0. */
export interface AssignReplicasToDirsResponseDirectoryData {
  id: Uuid;
  topics: readonly AssignReplicasToDirsResponseTopicData[];
}

/** Part of AssignReplicasToDirsResponse, versions 0. */
export interface AssignReplicasToDirsResponseTopicData {
  topicId: Uuid;
  partitions: readonly AssignReplicasToDirsResponsePartitionData[];
}

/** Part of AssignReplicasToDirsResponse, versions 0. */
export interface AssignReplicasToDirsResponsePartitionData {
  partitionIndex: number;
  errorCode: number;
}

export function decodeAssignReplicasToDirsRequest(reader: Reader, version: number): AssignReplicasToDirsRequest {
  const brokerId = reader.readInt32();
  const brokerEpoch = reader.readInt64();
  const directories: AssignReplicasToDirsRequestDirectoryData[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    directories.push(decodeAssignReplicasToDirsRequestDirectoryData(reader, version));
  }
  reader.skipTaggedFields();
  return { brokerId, brokerEpoch, directories };
}

export function encodeAssignReplicasToDirsRequest(
  writer: Writer,
  message: AssignReplicasToDirsRequest,
  version: number,
): void {
  writer.writeInt32(message.brokerId);
  writer.writeInt64(message.brokerEpoch);
  writer.writeCompactArrayLength(message.directories.length);
  for (const element of message.directories) encodeAssignReplicasToDirsRequestDirectoryData(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeAssignReplicasToDirsRequestDirectoryData(
  reader: Reader,
  version: number,
): AssignReplicasToDirsRequestDirectoryData {
  const id: Uuid = reader.readUuid();
  const topics: AssignReplicasToDirsRequestTopicData[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(decodeAssignReplicasToDirsRequestTopicData(reader, version));
  }
  reader.skipTaggedFields();
  return { id, topics };
}

function encodeAssignReplicasToDirsRequestDirectoryData(
  writer: Writer,
  message: AssignReplicasToDirsRequestDirectoryData,
  version: number,
): void {
  writer.writeUuid(message.id);
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) encodeAssignReplicasToDirsRequestTopicData(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeAssignReplicasToDirsRequestTopicData(
  reader: Reader,
  version: number,
): AssignReplicasToDirsRequestTopicData {
  const topicId: Uuid = reader.readUuid();
  const partitions: AssignReplicasToDirsRequestPartitionData[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodeAssignReplicasToDirsRequestPartitionData(reader, version));
  }
  reader.skipTaggedFields();
  return { topicId, partitions };
}

function encodeAssignReplicasToDirsRequestTopicData(
  writer: Writer,
  message: AssignReplicasToDirsRequestTopicData,
  version: number,
): void {
  writer.writeUuid(message.topicId);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeAssignReplicasToDirsRequestPartitionData(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeAssignReplicasToDirsRequestPartitionData(
  reader: Reader,
  _version: number,
): AssignReplicasToDirsRequestPartitionData {
  const partitionIndex = reader.readInt32();
  reader.skipTaggedFields();
  return { partitionIndex };
}

function encodeAssignReplicasToDirsRequestPartitionData(
  writer: Writer,
  message: AssignReplicasToDirsRequestPartitionData,
  _version: number,
): void {
  writer.writeInt32(message.partitionIndex);
  writer.writeUnsignedVarint(0);
}

export function decodeAssignReplicasToDirsResponse(reader: Reader, version: number): AssignReplicasToDirsResponse {
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  const directories: AssignReplicasToDirsResponseDirectoryData[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    directories.push(decodeAssignReplicasToDirsResponseDirectoryData(reader, version));
  }
  reader.skipTaggedFields();
  return { throttleTimeMs, errorCode, directories };
}

export function encodeAssignReplicasToDirsResponse(
  writer: Writer,
  message: AssignReplicasToDirsResponse,
  version: number,
): void {
  writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  writer.writeCompactArrayLength(message.directories.length);
  for (const element of message.directories) encodeAssignReplicasToDirsResponseDirectoryData(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeAssignReplicasToDirsResponseDirectoryData(
  reader: Reader,
  version: number,
): AssignReplicasToDirsResponseDirectoryData {
  const id: Uuid = reader.readUuid();
  const topics: AssignReplicasToDirsResponseTopicData[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(decodeAssignReplicasToDirsResponseTopicData(reader, version));
  }
  reader.skipTaggedFields();
  return { id, topics };
}

function encodeAssignReplicasToDirsResponseDirectoryData(
  writer: Writer,
  message: AssignReplicasToDirsResponseDirectoryData,
  version: number,
): void {
  writer.writeUuid(message.id);
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) encodeAssignReplicasToDirsResponseTopicData(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeAssignReplicasToDirsResponseTopicData(
  reader: Reader,
  version: number,
): AssignReplicasToDirsResponseTopicData {
  const topicId: Uuid = reader.readUuid();
  const partitions: AssignReplicasToDirsResponsePartitionData[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodeAssignReplicasToDirsResponsePartitionData(reader, version));
  }
  reader.skipTaggedFields();
  return { topicId, partitions };
}

function encodeAssignReplicasToDirsResponseTopicData(
  writer: Writer,
  message: AssignReplicasToDirsResponseTopicData,
  version: number,
): void {
  writer.writeUuid(message.topicId);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeAssignReplicasToDirsResponsePartitionData(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeAssignReplicasToDirsResponsePartitionData(
  reader: Reader,
  _version: number,
): AssignReplicasToDirsResponsePartitionData {
  const partitionIndex = reader.readInt32();
  const errorCode = reader.readInt16();
  reader.skipTaggedFields();
  return { partitionIndex, errorCode };
}

function encodeAssignReplicasToDirsResponsePartitionData(
  writer: Writer,
  message: AssignReplicasToDirsResponsePartitionData,
  _version: number,
): void {
  writer.writeInt32(message.partitionIndex);
  writer.writeInt16(message.errorCode);
  writer.writeUnsignedVarint(0);
}

export const assignReplicasToDirsApi: ApiDescriptor<AssignReplicasToDirsRequest, AssignReplicasToDirsResponse> = {
  key: 73,
  name: 'AssignReplicasToDirs',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  listeners: ['controller'],
  decodeRequest: decodeAssignReplicasToDirsRequest,
  encodeRequest: encodeAssignReplicasToDirsRequest,
  decodeResponse: decodeAssignReplicasToDirsResponse,
  encodeResponse: encodeAssignReplicasToDirsResponse,
};
