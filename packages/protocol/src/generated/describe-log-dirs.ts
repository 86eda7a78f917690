// Generated from packages/protocol/schemas/describe-log-dirs.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 1-4, flexible versions 2+. */
export interface DescribeLogDirsRequest {
  topics: readonly DescribableLogDirTopic[] | null;
}

/** Part of DescribeLogDirsRequest, versions 1-4. */
export interface DescribableLogDirTopic {
  /** Unique in its array. */
  topic: string;
  partitions: readonly number[];
}

/** Versions 1-4, flexible versions 2+. */
export interface DescribeLogDirsResponse {
  throttleTimeMs: number;
  /** Versions 3+, dropped where it cannot be written. */
  errorCode: number;
  results: readonly DescribeLogDirsResult[];
}

/** Part of DescribeLogDirsResponse, versions 1-4. */
export interface DescribeLogDirsResult {
  errorCode: number;
  logDir: string;
  topics: readonly DescribeLogDirsTopic[];
  /** Versions 4+, default -1, dropped where it cannot be written. */
  totalBytes: number;
  /** Versions 4+, default -1, dropped where it cannot be written. */
  usableBytes: number;
}

/** Part of DescribeLogDirsResponse, versions 1-4. */
export interface DescribeLogDirsTopic {
  name: string;
  partitions: readonly DescribeLogDirsPartition[];
}

/** Part of DescribeLogDirsResponse, versions 1-4. */
export interface DescribeLogDirsPartition {
  partitionIndex: number;
  partitionSize: number;
  offsetLag: number;
  isFutureKey: boolean;
}

export function decodeDescribeLogDirsRequest(reader: Reader, version: number): DescribeLogDirsRequest {
  const flexible = version >= 2;
  const topicsLength = flexible ? reader.readCompactNullableArrayLength() : reader.readNullableArrayLength();
  let topics: DescribableLogDirTopic[] | null = null;
  if (topicsLength >= 0) {
    topics = [];
    for (let left = topicsLength; left > 0; left--) {
      topics.push(decodeDescribableLogDirTopic(reader, version));
    }
  }
  if (flexible) reader.skipTaggedFields();
  return { topics };
}

export function encodeDescribeLogDirsRequest(writer: Writer, message: DescribeLogDirsRequest, version: number): void {
  const flexible = version >= 2;
  if (flexible) writer.writeCompactArrayLength(message.topics?.length ?? -1);
  else writer.writeArrayLength(message.topics?.length ?? -1);
  for (const element of message.topics ?? []) encodeDescribableLogDirTopic(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeDescribableLogDirTopic(reader: Reader, version: number): DescribableLogDirTopic {
  const flexible = version >= 2;
  const topic = flexible ? reader.readCompactString() : reader.readString();
  const partitions: number[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    partitions.push(reader.readInt32());
  }
  if (flexible) reader.skipTaggedFields();
  return { topic, partitions };
}

function encodeDescribableLogDirTopic(writer: Writer, message: DescribableLogDirTopic, version: number): void {
  const flexible = version >= 2;
  if (flexible) writer.writeCompactString(message.topic);
  else writer.writeString(message.topic);
  if (flexible) writer.writeCompactArrayLength(message.partitions.length);
  else writer.writeArrayLength(message.partitions.length);
  for (const element of message.partitions) writer.writeInt32(element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeDescribeLogDirsResponse(reader: Reader, version: number): DescribeLogDirsResponse {
  const flexible = version >= 2;
  const throttleTimeMs = reader.readInt32();
  const errorCode = version >= 3 ? reader.readInt16() : 0;
  const results: DescribeLogDirsResult[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    results.push(decodeDescribeLogDirsResult(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { throttleTimeMs, errorCode, results };
}

export function encodeDescribeLogDirsResponse(writer: Writer, message: DescribeLogDirsResponse, version: number): void {
  const flexible = version >= 2;
  writer.writeInt32(message.throttleTimeMs);
  if (version >= 3) writer.writeInt16(message.errorCode);
  if (flexible) writer.writeCompactArrayLength(message.results.length);
  else writer.writeArrayLength(message.results.length);
  for (const element of message.results) encodeDescribeLogDirsResult(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeDescribeLogDirsResult(reader: Reader, version: number): DescribeLogDirsResult {
  const flexible = version >= 2;
  const errorCode = reader.readInt16();
  const logDir = flexible ? reader.readCompactString() : reader.readString();
  const topics: DescribeLogDirsTopic[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    topics.push(decodeDescribeLogDirsTopic(reader, version));
  }
  const totalBytes = version >= 4 ? reader.readInt64() : -1;
  const usableBytes = version >= 4 ? reader.readInt64() : -1;
  if (flexible) reader.skipTaggedFields();
  return { errorCode, logDir, topics, totalBytes, usableBytes };
}

function encodeDescribeLogDirsResult(writer: Writer, message: DescribeLogDirsResult, version: number): void {
  const flexible = version >= 2;
  writer.writeInt16(message.errorCode);
  if (flexible) writer.writeCompactString(message.logDir);
  else writer.writeString(message.logDir);
  if (flexible) writer.writeCompactArrayLength(message.topics.length);
  else writer.writeArrayLength(message.topics.length);
  for (const element of message.topics) encodeDescribeLogDirsTopic(writer, element, version);
  if (version >= 4) writer.writeInt64(message.totalBytes);
  if (version >= 4) writer.writeInt64(message.usableBytes);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeDescribeLogDirsTopic(reader: Reader, version: number): DescribeLogDirsTopic {
  const flexible = version >= 2;
  const name = flexible ? reader.readCompactString() : reader.readString();
  const partitions: DescribeLogDirsPartition[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    partitions.push(decodeDescribeLogDirsPartition(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { name, partitions };
}

function encodeDescribeLogDirsTopic(writer: Writer, message: DescribeLogDirsTopic, version: number): void {
  const flexible = version >= 2;
  if (flexible) writer.writeCompactString(message.name);
  else writer.writeString(message.name);
  if (flexible) writer.writeCompactArrayLength(message.partitions.length);
  else writer.writeArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeDescribeLogDirsPartition(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeDescribeLogDirsPartition(reader: Reader, version: number): DescribeLogDirsPartition {
  const flexible = version >= 2;
  const partitionIndex = reader.readInt32();
  const partitionSize = reader.readInt64();
  const offsetLag = reader.readInt64();
  const isFutureKey = reader.readBoolean();
  if (flexible) reader.skipTaggedFields();
  return { partitionIndex, partitionSize, offsetLag, isFutureKey };
}

function encodeDescribeLogDirsPartition(writer: Writer, message: DescribeLogDirsPartition, version: number): void {
  const flexible = version >= 2;
  writer.writeInt32(message.partitionIndex);
  writer.writeInt64(message.partitionSize);
  writer.writeInt64(message.offsetLag);
  writer.writeBoolean(message.isFutureKey);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const describeLogDirsApi: ApiDescriptor<DescribeLogDirsRequest, DescribeLogDirsResponse> = {
  key: 35,
  name: 'DescribeLogDirs',
  minVersion: 1,
  maxVersion: 4,
  flexibleFrom: 2,
  listeners: ['broker'],
  decodeRequest: decodeDescribeLogDirsRequest,
  encodeRequest: encodeDescribeLogDirsRequest,
  decodeResponse: decodeDescribeLogDirsResponse,
  encodeResponse: encodeDescribeLogDirsResponse,
};
