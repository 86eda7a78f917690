// Generated from packages/protocol/schemas/describe-transactions.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0, flexible versions 0+. */
export interface DescribeTransactionsRequest {
  transactionalIds: readonly string[];
}

/** Versions 0, flexible versions 0+. */
export interface DescribeTransactionsResponse {
  throttleTimeMs: number;
  transactionStates: readonly TransactionState[];
}

/** Part of DescribeTransactionsResponse, versions 0. */
export interface TransactionState {
  errorCode: number;
  transactionalId: string;
  transactionState: string;
  transactionTimeoutMs: number;
  transactionStartTimeMs: number;
  producerId: number;
  producerEpoch: number;
  topics: readonly TopicData[];
}

/** Part of DescribeTransactionsResponse, versions 0. */
export interface TopicData {
  /** Unique in its array. */
  topic: string;
  partitions: readonly number[];
}

export function decodeDescribeTransactionsRequest(reader: Reader, _version: number): DescribeTransactionsRequest {
  const transactionalIds: string[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    transactionalIds.push(reader.readCompactString());
  }
  reader.skipTaggedFields();
  return { transactionalIds };
}

export function encodeDescribeTransactionsRequest(
  writer: Writer,
  message: DescribeTransactionsRequest,
  _version: number,
): void {
  writer.writeCompactArrayLength(message.transactionalIds.length);
  for (const element of message.transactionalIds) writer.writeCompactString(element);
  writer.writeUnsignedVarint(0);
}

export function decodeDescribeTransactionsResponse(reader: Reader, version: number): DescribeTransactionsResponse {
  const throttleTimeMs = reader.readInt32();
  const transactionStates: TransactionState[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    transactionStates.push(decodeTransactionState(reader, version));
  }
  reader.skipTaggedFields();
  return { throttleTimeMs, transactionStates };
}

export function encodeDescribeTransactionsResponse(
  writer: Writer,
  message: DescribeTransactionsResponse,
  version: number,
): void {
  writer.writeInt32(message.throttleTimeMs);
  writer.writeCompactArrayLength(message.transactionStates.length);
  for (const element of message.transactionStates) encodeTransactionState(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeTransactionState(reader: Reader, version: number): TransactionState {
  const errorCode = reader.readInt16();
  const transactionalId = reader.readCompactString();
  const transactionState = reader.readCompactString();
  const transactionTimeoutMs = reader.readInt32();
  const transactionStartTimeMs = reader.readInt64();
  const producerId = reader.readInt64();
  const producerEpoch = reader.readInt16();
  const topics: TopicData[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(decodeTopicData(reader, version));
  }
  reader.skipTaggedFields();
  return {
    errorCode,
    transactionalId,
    transactionState,
    transactionTimeoutMs,
    transactionStartTimeMs,
    producerId,
    producerEpoch,
    topics,
  };
}

function encodeTransactionState(writer: Writer, message: TransactionState, version: number): void {
  writer.writeInt16(message.errorCode);
  writer.writeCompactString(message.transactionalId);
  writer.writeCompactString(message.transactionState);
  writer.writeInt32(message.transactionTimeoutMs);
  writer.writeInt64(message.transactionStartTimeMs);
  writer.writeInt64(message.producerId);
  writer.writeInt16(message.producerEpoch);
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) encodeTopicData(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeTopicData(reader: Reader, _version: number): TopicData {
  const topic = reader.readCompactString();
  const partitions: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(reader.readInt32());
  }
  reader.skipTaggedFields();
  return { topic, partitions };
}

function encodeTopicData(writer: Writer, message: TopicData, _version: number): void {
  writer.writeCompactString(message.topic);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) writer.writeInt32(element);
  writer.writeUnsignedVarint(0);
}

export const describeTransactionsApi: ApiDescriptor<DescribeTransactionsRequest, DescribeTransactionsResponse> = {
  key: 65,
  name: 'DescribeTransactions',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  listeners: ['broker'],
  decodeRequest: decodeDescribeTransactionsRequest,
  encodeRequest: encodeDescribeTransactionsRequest,
  decodeResponse: decodeDescribeTransactionsResponse,
  encodeResponse: encodeDescribeTransactionsResponse,
};
