// Generated from packages/protocol/schemas/write-txn-markers.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 1-2, flexible versions 1+. */
export interface WriteTxnMarkersRequest {
  markers: readonly WritableTxnMarker[];
}

/** Part of WriteTxnMarkersRequest, versions 1-2. */
export interface WritableTxnMarker {
  producerId: number;
  producerEpoch: number;
  transactionResult: boolean;
  topics: readonly WritableTxnMarkerTopic[];
  coordinatorEpoch: number;
  /** Versions 2+, default 0, dropped where it cannot be written. */
  transactionVersion: number;
}

/** Part of WriteTxnMarkersRequest, versions 1-2. */
export interface WritableTxnMarkerTopic {
  name: string;
  partitionIndexes: readonly number[];
}

/** Versions 1-2, flexible versions 1+. */
export interface WriteTxnMarkersResponse {
  markers: readonly WritableTxnMarkerResult[];
}

/** Part of WriteTxnMarkersResponse, versions 1-2. */
export interface WritableTxnMarkerResult {
  producerId: number;
  topics: readonly WritableTxnMarkerTopicResult[];
}

/** Part of WriteTxnMarkersResponse, versions 1-2. */
export interface WritableTxnMarkerTopicResult {
  name: string;
  partitions: readonly WritableTxnMarkerPartitionResult[];
}

/** Part of WriteTxnMarkersResponse, versions 1-2. */
export interface WritableTxnMarkerPartitionResult {
  partitionIndex: number;
  errorCode: number;
}

export function decodeWriteTxnMarkersRequest(reader: Reader, version: number): WriteTxnMarkersRequest {
  const markers: WritableTxnMarker[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    markers.push(decodeWritableTxnMarker(reader, version));
  }
  reader.skipTaggedFields();
  return { markers };
}

export function encodeWriteTxnMarkersRequest(writer: Writer, message: WriteTxnMarkersRequest, version: number): void {
  writer.writeCompactArrayLength(message.markers.length);
  for (const element of message.markers) encodeWritableTxnMarker(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeWritableTxnMarker(reader: Reader, version: number): WritableTxnMarker {
  const producerId = reader.readInt64();
  const producerEpoch = reader.readInt16();
  const transactionResult = reader.readBoolean();
  const topics: WritableTxnMarkerTopic[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(decodeWritableTxnMarkerTopic(reader, version));
  }
  const coordinatorEpoch = reader.readInt32();
  const transactionVersion = version >= 2 ? reader.readInt8() : 0;
  reader.skipTaggedFields();
  return { producerId, producerEpoch, transactionResult, topics, coordinatorEpoch, transactionVersion };
}

function encodeWritableTxnMarker(writer: Writer, message: WritableTxnMarker, version: number): void {
  writer.writeInt64(message.producerId);
  writer.writeInt16(message.producerEpoch);
  writer.writeBoolean(message.transactionResult);
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) encodeWritableTxnMarkerTopic(writer, element, version);
  writer.writeInt32(message.coordinatorEpoch);
  if (version >= 2) writer.writeInt8(message.transactionVersion);
  writer.writeUnsignedVarint(0);
}

function decodeWritableTxnMarkerTopic(reader: Reader, _version: number): WritableTxnMarkerTopic {
  const name = reader.readCompactString();
  const partitionIndexes: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitionIndexes.push(reader.readInt32());
  }
  reader.skipTaggedFields();
  return { name, partitionIndexes };
}

function encodeWritableTxnMarkerTopic(writer: Writer, message: WritableTxnMarkerTopic, _version: number): void {
  writer.writeCompactString(message.name);
  writer.writeCompactArrayLength(message.partitionIndexes.length);
  for (const element of message.partitionIndexes) writer.writeInt32(element);
  writer.writeUnsignedVarint(0);
}

export function decodeWriteTxnMarkersResponse(reader: Reader, version: number): WriteTxnMarkersResponse {
  const markers: WritableTxnMarkerResult[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    markers.push(decodeWritableTxnMarkerResult(reader, version));
  }
  reader.skipTaggedFields();
  return { markers };
}

export function encodeWriteTxnMarkersResponse(writer: Writer, message: WriteTxnMarkersResponse, version: number): void {
  writer.writeCompactArrayLength(message.markers.length);
  for (const element of message.markers) encodeWritableTxnMarkerResult(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeWritableTxnMarkerResult(reader: Reader, version: number): WritableTxnMarkerResult {
  const producerId = reader.readInt64();
  const topics: WritableTxnMarkerTopicResult[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(decodeWritableTxnMarkerTopicResult(reader, version));
  }
  reader.skipTaggedFields();
  return { producerId, topics };
}

function encodeWritableTxnMarkerResult(writer: Writer, message: WritableTxnMarkerResult, version: number): void {
  writer.writeInt64(message.producerId);
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) encodeWritableTxnMarkerTopicResult(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeWritableTxnMarkerTopicResult(reader: Reader, version: number): WritableTxnMarkerTopicResult {
  const name = reader.readCompactString();
  const partitions: WritableTxnMarkerPartitionResult[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodeWritableTxnMarkerPartitionResult(reader, version));
  }
  reader.skipTaggedFields();
  return { name, partitions };
}

function encodeWritableTxnMarkerTopicResult(
  writer: Writer,
  message: WritableTxnMarkerTopicResult,
  version: number,
): void {
  writer.writeCompactString(message.name);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeWritableTxnMarkerPartitionResult(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeWritableTxnMarkerPartitionResult(reader: Reader, _version: number): WritableTxnMarkerPartitionResult {
  const partitionIndex = reader.readInt32();
  const errorCode = reader.readInt16();
  reader.skipTaggedFields();
  return { partitionIndex, errorCode };
}

function encodeWritableTxnMarkerPartitionResult(
  writer: Writer,
  message: WritableTxnMarkerPartitionResult,
  _version: number,
): void {
  writer.writeInt32(message.partitionIndex);
  writer.writeInt16(message.errorCode);
  writer.writeUnsignedVarint(0);
}

export const writeTxnMarkersApi: ApiDescriptor<WriteTxnMarkersRequest, WriteTxnMarkersResponse> = {
  key: 27,
  name: 'WriteTxnMarkers',
  minVersion: 1,
  maxVersion: 2,
  flexibleFrom: 1,
  listeners: ['broker'],
  decodeRequest: decodeWriteTxnMarkersRequest,
  encodeRequest: encodeWriteTxnMarkersRequest,
  decodeResponse: decodeWriteTxnMarkersResponse,
  encodeResponse: encodeWriteTxnMarkersResponse,
};
