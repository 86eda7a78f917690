// Generated from packages/protocol/schemas/txn-offset-commit.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-5, flexible versions 3+. */
export interface TxnOffsetCommitRequest {
  transactionalId: string;
  groupId: string;
  producerId: number;
  producerEpoch: number;
  /** Versions 3+, default -1. */
  generationId: number;
  /** Versions 3+, default "". */
  memberId: string;
  /** Versions 3+. */
  groupInstanceId: string | null;
  topics: readonly TxnOffsetCommitRequestTopic[];
}

/** Part of TxnOffsetCommitRequest, versions 0-5. */
export interface TxnOffsetCommitRequestTopic {
  name: string;
  partitions: readonly TxnOffsetCommitRequestPartition[];
}

/** Part of TxnOffsetCommitRequest, versions 0-5. */
export interface TxnOffsetCommitRequestPartition {
  partitionIndex: number;
  committedOffset: bigint;
  /** Versions 2+, default -1, dropped where it cannot be written. */
  committedLeaderEpoch: number;
  committedMetadata: string | null;
}

/** Versions 0-5, flexible versions 3+. */
export interface TxnOffsetCommitResponse {
  throttleTimeMs: number;
  topics: readonly TxnOffsetCommitResponseTopic[];
}

/** Part of TxnOffsetCommitResponse, versions 0-5. */
export interface TxnOffsetCommitResponseTopic {
  name: string;
  partitions: readonly TxnOffsetCommitResponsePartition[];
}

/** Part of TxnOffsetCommitResponse, versions 0-5. */
export interface TxnOffsetCommitResponsePartition {
  partitionIndex: number;
  errorCode: number;
}

export function decodeTxnOffsetCommitRequest(reader: Reader, version: number): TxnOffsetCommitRequest {
  const flexible = version >= 3;
  const transactionalId = flexible ? reader.readCompactString() : reader.readString();
  const groupId = flexible ? reader.readCompactString() : reader.readString();
  const producerId = reader.readInt64();
  const producerEpoch = reader.readInt16();
  const generationId = version >= 3 ? reader.readInt32() : -1;
  const memberId = flexible ? reader.readCompactString() : '';
  const groupInstanceId: string | null = flexible ? reader.readCompactNullableString() : null;
  const topics: TxnOffsetCommitRequestTopic[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    topics.push(decodeTxnOffsetCommitRequestTopic(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { transactionalId, groupId, producerId, producerEpoch, generationId, memberId, groupInstanceId, topics };
}

export function encodeTxnOffsetCommitRequest(writer: Writer, message: TxnOffsetCommitRequest, version: number): void {
  const flexible = version >= 3;
  if (flexible) writer.writeCompactString(message.transactionalId);
  else writer.writeString(message.transactionalId);
  if (flexible) writer.writeCompactString(message.groupId);
  else writer.writeString(message.groupId);
  writer.writeInt64(message.producerId);
  writer.writeInt16(message.producerEpoch);
  if (version >= 3) writer.writeInt32(message.generationId);
  else if (message.generationId !== -1)
    throw new UnsupportedVersionError('TxnOffsetCommitRequest.generationId', version);
  if (flexible) writer.writeCompactString(message.memberId);
  else if (message.memberId !== '') throw new UnsupportedVersionError('TxnOffsetCommitRequest.memberId', version);
  if (flexible) writer.writeCompactNullableString(message.groupInstanceId);
  else if (message.groupInstanceId !== null)
    throw new UnsupportedVersionError('TxnOffsetCommitRequest.groupInstanceId', version);
  if (flexible) writer.writeCompactArrayLength(message.topics.length);
  else writer.writeArrayLength(message.topics.length);
  for (const element of message.topics) encodeTxnOffsetCommitRequestTopic(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeTxnOffsetCommitRequestTopic(reader: Reader, version: number): TxnOffsetCommitRequestTopic {
  const flexible = version >= 3;
  const name = flexible ? reader.readCompactString() : reader.readString();
  const partitions: TxnOffsetCommitRequestPartition[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    partitions.push(decodeTxnOffsetCommitRequestPartition(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { name, partitions };
}

function encodeTxnOffsetCommitRequestTopic(
  writer: Writer,
  message: TxnOffsetCommitRequestTopic,
  version: number,
): void {
  const flexible = version >= 3;
  if (flexible) writer.writeCompactString(message.name);
  else writer.writeString(message.name);
  if (flexible) writer.writeCompactArrayLength(message.partitions.length);
  else writer.writeArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeTxnOffsetCommitRequestPartition(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeTxnOffsetCommitRequestPartition(reader: Reader, version: number): TxnOffsetCommitRequestPartition {
  const flexible = version >= 3;
  const partitionIndex = reader.readInt32();
  const committedOffset = reader.readInt64Bigint();
  const committedLeaderEpoch = version >= 2 ? reader.readInt32() : -1;
  const committedMetadata: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  if (flexible) reader.skipTaggedFields();
  return { partitionIndex, committedOffset, committedLeaderEpoch, committedMetadata };
}

function encodeTxnOffsetCommitRequestPartition(
  writer: Writer,
  message: TxnOffsetCommitRequestPartition,
  version: number,
): void {
  const flexible = version >= 3;
  writer.writeInt32(message.partitionIndex);
  writer.writeInt64Bigint(message.committedOffset);
  if (version >= 2) writer.writeInt32(message.committedLeaderEpoch);
  if (flexible) writer.writeCompactNullableString(message.committedMetadata);
  else writer.writeNullableString(message.committedMetadata);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeTxnOffsetCommitResponse(reader: Reader, version: number): TxnOffsetCommitResponse {
  const flexible = version >= 3;
  const throttleTimeMs = reader.readInt32();
  const topics: TxnOffsetCommitResponseTopic[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    topics.push(decodeTxnOffsetCommitResponseTopic(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { throttleTimeMs, topics };
}

export function encodeTxnOffsetCommitResponse(writer: Writer, message: TxnOffsetCommitResponse, version: number): void {
  const flexible = version >= 3;
  writer.writeInt32(message.throttleTimeMs);
  if (flexible) writer.writeCompactArrayLength(message.topics.length);
  else writer.writeArrayLength(message.topics.length);
  for (const element of message.topics) encodeTxnOffsetCommitResponseTopic(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeTxnOffsetCommitResponseTopic(reader: Reader, version: number): TxnOffsetCommitResponseTopic {
  const flexible = version >= 3;
  const name = flexible ? reader.readCompactString() : reader.readString();
  const partitions: TxnOffsetCommitResponsePartition[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    partitions.push(decodeTxnOffsetCommitResponsePartition(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { name, partitions };
}

function encodeTxnOffsetCommitResponseTopic(
  writer: Writer,
  message: TxnOffsetCommitResponseTopic,
  version: number,
): void {
  const flexible = version >= 3;
  if (flexible) writer.writeCompactString(message.name);
  else writer.writeString(message.name);
  if (flexible) writer.writeCompactArrayLength(message.partitions.length);
  else writer.writeArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeTxnOffsetCommitResponsePartition(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeTxnOffsetCommitResponsePartition(reader: Reader, version: number): TxnOffsetCommitResponsePartition {
  const flexible = version >= 3;
  const partitionIndex = reader.readInt32();
  const errorCode = reader.readInt16();
  if (flexible) reader.skipTaggedFields();
  return { partitionIndex, errorCode };
}

function encodeTxnOffsetCommitResponsePartition(
  writer: Writer,
  message: TxnOffsetCommitResponsePartition,
  version: number,
): void {
  const flexible = version >= 3;
  writer.writeInt32(message.partitionIndex);
  writer.writeInt16(message.errorCode);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const txnOffsetCommitApi: ApiDescriptor<TxnOffsetCommitRequest, TxnOffsetCommitResponse> = {
  key: 28,
  name: 'TxnOffsetCommit',
  minVersion: 0,
  maxVersion: 5,
  flexibleFrom: 3,
  listeners: ['broker'],
  decodeRequest: decodeTxnOffsetCommitRequest,
  encodeRequest: encodeTxnOffsetCommitRequest,
  decodeResponse: decodeTxnOffsetCommitResponse,
  encodeResponse: encodeTxnOffsetCommitResponse,
};
