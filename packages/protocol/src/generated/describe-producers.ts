// Generated from packages/protocol/schemas/describe-producers.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0, flexible versions 0+. */
export interface DescribeProducersRequest {
  topics: readonly TopicRequest[];
}

/** Part of DescribeProducersRequest, versions 0. */
export interface TopicRequest {
  name: string;
  partitionIndexes: readonly number[];
}

/** Versions 0, flexible versions 0+. */
export interface DescribeProducersResponse {
  throttleTimeMs: number;
  topics: readonly TopicResponse[];
}

/** Part of DescribeProducersResponse, versions 0. */
export interface TopicResponse {
  name: string;
  partitions: readonly PartitionResponse[];
}

/** Part of DescribeProducersResponse, versions 0. */
export interface PartitionResponse {
  partitionIndex: number;
  errorCode: number;
  errorMessage: string | null;
  activeProducers: readonly ProducerState[];
}

/** Part of DescribeProducersResponse, versions 0. */
export interface ProducerState {
  producerId: number;
  producerEpoch: number;
  /** Default -1. */
  lastSequence: number;
  /** Default -1. */
  lastTimestamp: number;
  coordinatorEpoch: number;
  /** Default -1. */
  currentTxnStartOffset: number;
}

export function decodeDescribeProducersRequest(reader: Reader, version: number): DescribeProducersRequest {
  const topics: TopicRequest[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(decodeTopicRequest(reader, version));
  }
  reader.skipTaggedFields();
  return { topics };
}

export function encodeDescribeProducersRequest(
  writer: Writer,
  message: DescribeProducersRequest,
  version: number,
): void {
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) encodeTopicRequest(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeTopicRequest(reader: Reader, _version: number): TopicRequest {
  const name = reader.readCompactString();
  const partitionIndexes: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitionIndexes.push(reader.readInt32());
  }
  reader.skipTaggedFields();
  return { name, partitionIndexes };
}

function encodeTopicRequest(writer: Writer, message: TopicRequest, _version: number): void {
  writer.writeCompactString(message.name);
  writer.writeCompactArrayLength(message.partitionIndexes.length);
  for (const element of message.partitionIndexes) writer.writeInt32(element);
  writer.writeUnsignedVarint(0);
}

export function decodeDescribeProducersResponse(reader: Reader, version: number): DescribeProducersResponse {
  const throttleTimeMs = reader.readInt32();
  const topics: TopicResponse[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(decodeTopicResponse(reader, version));
  }
  reader.skipTaggedFields();
  return { throttleTimeMs, topics };
}

export function encodeDescribeProducersResponse(
  writer: Writer,
  message: DescribeProducersResponse,
  version: number,
): void {
  writer.writeInt32(message.throttleTimeMs);
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) encodeTopicResponse(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeTopicResponse(reader: Reader, version: number): TopicResponse {
  const name = reader.readCompactString();
  const partitions: PartitionResponse[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodePartitionResponse(reader, version));
  }
  reader.skipTaggedFields();
  return { name, partitions };
}

function encodeTopicResponse(writer: Writer, message: TopicResponse, version: number): void {
  writer.writeCompactString(message.name);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) encodePartitionResponse(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodePartitionResponse(reader: Reader, version: number): PartitionResponse {
  const partitionIndex = reader.readInt32();
  const errorCode = reader.readInt16();
  const errorMessage: string | null = reader.readCompactNullableString();
  const activeProducers: ProducerState[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    activeProducers.push(decodeProducerState(reader, version));
  }
  reader.skipTaggedFields();
  return { partitionIndex, errorCode, errorMessage, activeProducers };
}

function encodePartitionResponse(writer: Writer, message: PartitionResponse, version: number): void {
  writer.writeInt32(message.partitionIndex);
  writer.writeInt16(message.errorCode);
  writer.writeCompactNullableString(message.errorMessage);
  writer.writeCompactArrayLength(message.activeProducers.length);
  for (const element of message.activeProducers) encodeProducerState(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeProducerState(reader: Reader, _version: number): ProducerState {
  const producerId = reader.readInt64();
  const producerEpoch = reader.readInt32();
  const lastSequence = reader.readInt32();
  const lastTimestamp = reader.readInt64();
  const coordinatorEpoch = reader.readInt32();
  const currentTxnStartOffset = reader.readInt64();
  reader.skipTaggedFields();
  return { producerId, producerEpoch, lastSequence, lastTimestamp, coordinatorEpoch, currentTxnStartOffset };
}

function encodeProducerState(writer: Writer, message: ProducerState, _version: number): void {
  writer.writeInt64(message.producerId);
  writer.writeInt32(message.producerEpoch);
  writer.writeInt32(message.lastSequence);
  writer.writeInt64(message.lastTimestamp);
  writer.writeInt32(message.coordinatorEpoch);
  writer.writeInt64(message.currentTxnStartOffset);
  writer.writeUnsignedVarint(0);
}

export const describeProducersApi: ApiDescriptor<DescribeProducersRequest, DescribeProducersResponse> = {
  key: 61,
  name: 'DescribeProducers',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  listeners: ['broker'],
  decodeRequest: decodeDescribeProducersRequest,
  encodeRequest: encodeDescribeProducersRequest,
  decodeResponse: decodeDescribeProducersResponse,
  encodeResponse: encodeDescribeProducersResponse,
};
