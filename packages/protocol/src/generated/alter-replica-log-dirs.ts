// Generated from packages/protocol/schemas/alter-replica-log-dirs.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 1-2, flexible versions 2+. */
export interface AlterReplicaLogDirsRequest {
  dirs: readonly AlterReplicaLogDir[];
}

/** Part of AlterReplicaLogDirsRequest, versions 1-2. */
export interface AlterReplicaLogDir {
  /** Unique in its array. */
  path: string;
  topics: readonly AlterReplicaLogDirTopic[];
}

/** Part of AlterReplicaLogDirsRequest, versions 1-2. */
export interface AlterReplicaLogDirTopic {
  /** Unique in its array. */
  name: string;
  partitions: readonly number[];
}

/** Versions 1-2, flexible versions 2+. */
export interface AlterReplicaLogDirsResponse {
  throttleTimeMs: number;
  results: readonly AlterReplicaLogDirTopicResult[];
}

/** Part of AlterReplicaLogDirsResponse, versions 1-2. */
export interface AlterReplicaLogDirTopicResult {
  topicName: string;
  partitions: readonly AlterReplicaLogDirPartitionResult[];
}

/** Part of AlterReplicaLogDirsResponse, versions 1-2. */
export interface AlterReplicaLogDirPartitionResult {
  partitionIndex: number;
  errorCode: number;
}

export function decodeAlterReplicaLogDirsRequest(reader: Reader, version: number): AlterReplicaLogDirsRequest {
  const flexible = version >= 2;
  const dirs: AlterReplicaLogDir[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    dirs.push(decodeAlterReplicaLogDir(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { dirs };
}

export function encodeAlterReplicaLogDirsRequest(
  writer: Writer,
  message: AlterReplicaLogDirsRequest,
  version: number,
): void {
  const flexible = version >= 2;
  if (flexible) writer.writeCompactArrayLength(message.dirs.length);
  else writer.writeArrayLength(message.dirs.length);
  for (const element of message.dirs) encodeAlterReplicaLogDir(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeAlterReplicaLogDir(reader: Reader, version: number): AlterReplicaLogDir {
  const flexible = version >= 2;
  const path = flexible ? reader.readCompactString() : reader.readString();
  const topics: AlterReplicaLogDirTopic[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    topics.push(decodeAlterReplicaLogDirTopic(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { path, topics };
}

function encodeAlterReplicaLogDir(writer: Writer, message: AlterReplicaLogDir, version: number): void {
  const flexible = version >= 2;
  if (flexible) writer.writeCompactString(message.path);
  else writer.writeString(message.path);
  if (flexible) writer.writeCompactArrayLength(message.topics.length);
  else writer.writeArrayLength(message.topics.length);
  for (const element of message.topics) encodeAlterReplicaLogDirTopic(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeAlterReplicaLogDirTopic(reader: Reader, version: number): AlterReplicaLogDirTopic {
  const flexible = version >= 2;
  const name = flexible ? reader.readCompactString() : reader.readString();
  const partitions: number[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    partitions.push(reader.readInt32());
  }
  if (flexible) reader.skipTaggedFields();
  return { name, partitions };
}

function encodeAlterReplicaLogDirTopic(writer: Writer, message: AlterReplicaLogDirTopic, version: number): void {
  const flexible = version >= 2;
  if (flexible) writer.writeCompactString(message.name);
  else writer.writeString(message.name);
  if (flexible) writer.writeCompactArrayLength(message.partitions.length);
  else writer.writeArrayLength(message.partitions.length);
  for (const element of message.partitions) writer.writeInt32(element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeAlterReplicaLogDirsResponse(reader: Reader, version: number): AlterReplicaLogDirsResponse {
  const flexible = version >= 2;
  const throttleTimeMs = reader.readInt32();
  const results: AlterReplicaLogDirTopicResult[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    results.push(decodeAlterReplicaLogDirTopicResult(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { throttleTimeMs, results };
}

export function encodeAlterReplicaLogDirsResponse(
  writer: Writer,
  message: AlterReplicaLogDirsResponse,
  version: number,
): void {
  const flexible = version >= 2;
  writer.writeInt32(message.throttleTimeMs);
  if (flexible) writer.writeCompactArrayLength(message.results.length);
  else writer.writeArrayLength(message.results.length);
  for (const element of message.results) encodeAlterReplicaLogDirTopicResult(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeAlterReplicaLogDirTopicResult(reader: Reader, version: number): AlterReplicaLogDirTopicResult {
  const flexible = version >= 2;
  const topicName = flexible ? reader.readCompactString() : reader.readString();
  const partitions: AlterReplicaLogDirPartitionResult[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    partitions.push(decodeAlterReplicaLogDirPartitionResult(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { topicName, partitions };
}

function encodeAlterReplicaLogDirTopicResult(
  writer: Writer,
  message: AlterReplicaLogDirTopicResult,
  version: number,
): void {
  const flexible = version >= 2;
  if (flexible) writer.writeCompactString(message.topicName);
  else writer.writeString(message.topicName);
  if (flexible) writer.writeCompactArrayLength(message.partitions.length);
  else writer.writeArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeAlterReplicaLogDirPartitionResult(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeAlterReplicaLogDirPartitionResult(reader: Reader, version: number): AlterReplicaLogDirPartitionResult {
  const flexible = version >= 2;
  const partitionIndex = reader.readInt32();
  const errorCode = reader.readInt16();
  if (flexible) reader.skipTaggedFields();
  return { partitionIndex, errorCode };
}

function encodeAlterReplicaLogDirPartitionResult(
  writer: Writer,
  message: AlterReplicaLogDirPartitionResult,
  version: number,
): void {
  const flexible = version >= 2;
  writer.writeInt32(message.partitionIndex);
  writer.writeInt16(message.errorCode);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const alterReplicaLogDirsApi: ApiDescriptor<AlterReplicaLogDirsRequest, AlterReplicaLogDirsResponse> = {
  key: 34,
  name: 'AlterReplicaLogDirs',
  minVersion: 1,
  maxVersion: 2,
  flexibleFrom: 2,
  listeners: ['broker'],
  decodeRequest: decodeAlterReplicaLogDirsRequest,
  encodeRequest: encodeAlterReplicaLogDirsRequest,
  decodeResponse: decodeAlterReplicaLogDirsResponse,
  encodeResponse: encodeAlterReplicaLogDirsResponse,
};
