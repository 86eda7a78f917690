// Generated from packages/protocol/schemas/add-partitions-to-txn.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-5, flexible versions 3+. */
export interface AddPartitionsToTxnRequest {
  /** Versions 4+. */
  transactions: readonly AddPartitionsToTxnTransaction[];
  /** Versions 0-3. */
  v3AndBelowTransactionalId: string;
  /** Versions 0-3. */
  v3AndBelowProducerId: number;
  /** Versions 0-3. */
  v3AndBelowProducerEpoch: number;
  /** Versions 0-3. */
  v3AndBelowTopics: readonly AddPartitionsToTxnTopic[];
}

/** Part of AddPartitionsToTxnRequest, versions 4-5. */
export interface AddPartitionsToTxnTransaction {
  /** Unique in its array. */
  transactionalId: string;
  producerId: number;
  producerEpoch: number;
  /** Default false. */
  verifyOnly: boolean;
  topics: readonly AddPartitionsToTxnTopic[];
}

/** Part of AddPartitionsToTxnRequest, versions 0-5. */
export interface AddPartitionsToTxnTopic {
  /** Unique in its array. */
  name: string;
  partitions: readonly number[];
}

/** Versions 0-5, flexible versions 3+. */
export interface AddPartitionsToTxnResponse {
  throttleTimeMs: number;
  /** Versions 4+, dropped where it cannot be written. */
  errorCode: number;
  /** Versions 4+. */
  resultsByTransaction: readonly AddPartitionsToTxnResult[];
  /** Versions 0-3. */
  resultsByTopicV3AndBelow: readonly AddPartitionsToTxnTopicResult[];
}

/** Part of AddPartitionsToTxnResponse, versions 4-5. */
export interface AddPartitionsToTxnResult {
  /** Unique in its array. */
  transactionalId: string;
  topicResults: readonly AddPartitionsToTxnTopicResult[];
}

/** Part of AddPartitionsToTxnResponse, versions 0-5. */
export interface AddPartitionsToTxnTopicResult {
  /** Unique in its array. */
  name: string;
  resultsByPartition: readonly AddPartitionsToTxnPartitionResult[];
}

/** Part of AddPartitionsToTxnResponse, versions 0-5. */
export interface AddPartitionsToTxnPartitionResult {
  /** Unique in its array. */
  partitionIndex: number;
  partitionErrorCode: number;
}

export function decodeAddPartitionsToTxnRequest(reader: Reader, version: number): AddPartitionsToTxnRequest {
  const flexible = version >= 3;
  const transactions: AddPartitionsToTxnTransaction[] = [];
  for (let left = version >= 4 ? reader.readCompactArrayLength() : 0; left > 0; left--) {
    transactions.push(decodeAddPartitionsToTxnTransaction(reader, version));
  }
  const v3AndBelowTransactionalId =
    version === 3 ? reader.readCompactString() : version <= 2 ? reader.readString() : '';
  const v3AndBelowProducerId = version <= 3 ? reader.readInt64() : 0;
  const v3AndBelowProducerEpoch = version <= 3 ? reader.readInt16() : 0;
  const v3AndBelowTopics: AddPartitionsToTxnTopic[] = [];
  const v3AndBelowTopicsLength =
    version === 3 ? reader.readCompactArrayLength() : version <= 2 ? reader.readArrayLength() : 0;
  for (let left = v3AndBelowTopicsLength; left > 0; left--) {
    v3AndBelowTopics.push(decodeAddPartitionsToTxnTopic(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { transactions, v3AndBelowTransactionalId, v3AndBelowProducerId, v3AndBelowProducerEpoch, v3AndBelowTopics };
}

export function encodeAddPartitionsToTxnRequest(
  writer: Writer,
  message: AddPartitionsToTxnRequest,
  version: number,
): void {
  const flexible = version >= 3;
  if (version >= 4) {
    writer.writeCompactArrayLength(message.transactions.length);
    for (const element of message.transactions) encodeAddPartitionsToTxnTransaction(writer, element, version);
  } else if (message.transactions.length > 0) {
    throw new UnsupportedVersionError('AddPartitionsToTxnRequest.transactions', version);
  }
  if (version === 3) writer.writeCompactString(message.v3AndBelowTransactionalId);
  else if (version <= 2) writer.writeString(message.v3AndBelowTransactionalId);
  else if (message.v3AndBelowTransactionalId !== '')
    throw new UnsupportedVersionError('AddPartitionsToTxnRequest.v3AndBelowTransactionalId', version);
  if (version <= 3) writer.writeInt64(message.v3AndBelowProducerId);
  else if (message.v3AndBelowProducerId !== 0)
    throw new UnsupportedVersionError('AddPartitionsToTxnRequest.v3AndBelowProducerId', version);
  if (version <= 3) writer.writeInt16(message.v3AndBelowProducerEpoch);
  else if (message.v3AndBelowProducerEpoch !== 0)
    throw new UnsupportedVersionError('AddPartitionsToTxnRequest.v3AndBelowProducerEpoch', version);
  if (version <= 3) {
    if (flexible) writer.writeCompactArrayLength(message.v3AndBelowTopics.length);
    else writer.writeArrayLength(message.v3AndBelowTopics.length);
    for (const element of message.v3AndBelowTopics) encodeAddPartitionsToTxnTopic(writer, element, version);
  } else if (message.v3AndBelowTopics.length > 0) {
    throw new UnsupportedVersionError('AddPartitionsToTxnRequest.v3AndBelowTopics', version);
  }
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeAddPartitionsToTxnTransaction(reader: Reader, version: number): AddPartitionsToTxnTransaction {
  const transactionalId = reader.readCompactString();
  const producerId = reader.readInt64();
  const producerEpoch = reader.readInt16();
  const verifyOnly = reader.readBoolean();
  const topics: AddPartitionsToTxnTopic[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(decodeAddPartitionsToTxnTopic(reader, version));
  }
  reader.skipTaggedFields();
  return { transactionalId, producerId, producerEpoch, verifyOnly, topics };
}

function encodeAddPartitionsToTxnTransaction(
  writer: Writer,
  message: AddPartitionsToTxnTransaction,
  version: number,
): void {
  writer.writeCompactString(message.transactionalId);
  writer.writeInt64(message.producerId);
  writer.writeInt16(message.producerEpoch);
  writer.writeBoolean(message.verifyOnly);
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) encodeAddPartitionsToTxnTopic(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeAddPartitionsToTxnTopic(reader: Reader, version: number): AddPartitionsToTxnTopic {
  const flexible = version >= 3;
  const name = flexible ? reader.readCompactString() : reader.readString();
  const partitions: number[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    partitions.push(reader.readInt32());
  }
  if (flexible) reader.skipTaggedFields();
  return { name, partitions };
}

function encodeAddPartitionsToTxnTopic(writer: Writer, message: AddPartitionsToTxnTopic, version: number): void {
  const flexible = version >= 3;
  if (flexible) writer.writeCompactString(message.name);
  else writer.writeString(message.name);
  if (flexible) writer.writeCompactArrayLength(message.partitions.length);
  else writer.writeArrayLength(message.partitions.length);
  for (const element of message.partitions) writer.writeInt32(element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeAddPartitionsToTxnResponse(reader: Reader, version: number): AddPartitionsToTxnResponse {
  const flexible = version >= 3;
  const throttleTimeMs = reader.readInt32();
  const errorCode = version >= 4 ? reader.readInt16() : 0;
  const resultsByTransaction: AddPartitionsToTxnResult[] = [];
  for (let left = version >= 4 ? reader.readCompactArrayLength() : 0; left > 0; left--) {
    resultsByTransaction.push(decodeAddPartitionsToTxnResult(reader, version));
  }
  const resultsByTopicV3AndBelow: AddPartitionsToTxnTopicResult[] = [];
  const resultsByTopicV3AndBelowLength =
    version === 3 ? reader.readCompactArrayLength() : version <= 2 ? reader.readArrayLength() : 0;
  for (let left = resultsByTopicV3AndBelowLength; left > 0; left--) {
    resultsByTopicV3AndBelow.push(decodeAddPartitionsToTxnTopicResult(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { throttleTimeMs, errorCode, resultsByTransaction, resultsByTopicV3AndBelow };
}

export function encodeAddPartitionsToTxnResponse(
  writer: Writer,
  message: AddPartitionsToTxnResponse,
  version: number,
): void {
  const flexible = version >= 3;
  writer.writeInt32(message.throttleTimeMs);
  if (version >= 4) writer.writeInt16(message.errorCode);
  if (version >= 4) {
    writer.writeCompactArrayLength(message.resultsByTransaction.length);
    for (const element of message.resultsByTransaction) encodeAddPartitionsToTxnResult(writer, element, version);
  } else if (message.resultsByTransaction.length > 0) {
    throw new UnsupportedVersionError('AddPartitionsToTxnResponse.resultsByTransaction', version);
  }
  if (version <= 3) {
    if (flexible) writer.writeCompactArrayLength(message.resultsByTopicV3AndBelow.length);
    else writer.writeArrayLength(message.resultsByTopicV3AndBelow.length);
    for (const element of message.resultsByTopicV3AndBelow)
      encodeAddPartitionsToTxnTopicResult(writer, element, version);
  } else if (message.resultsByTopicV3AndBelow.length > 0) {
    throw new UnsupportedVersionError('AddPartitionsToTxnResponse.resultsByTopicV3AndBelow', version);
  }
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeAddPartitionsToTxnResult(reader: Reader, version: number): AddPartitionsToTxnResult {
  const transactionalId = reader.readCompactString();
  const topicResults: AddPartitionsToTxnTopicResult[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topicResults.push(decodeAddPartitionsToTxnTopicResult(reader, version));
  }
  reader.skipTaggedFields();
  return { transactionalId, topicResults };
}

function encodeAddPartitionsToTxnResult(writer: Writer, message: AddPartitionsToTxnResult, version: number): void {
  writer.writeCompactString(message.transactionalId);
  writer.writeCompactArrayLength(message.topicResults.length);
  for (const element of message.topicResults) encodeAddPartitionsToTxnTopicResult(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeAddPartitionsToTxnTopicResult(reader: Reader, version: number): AddPartitionsToTxnTopicResult {
  const flexible = version >= 3;
  const name = flexible ? reader.readCompactString() : reader.readString();
  const resultsByPartition: AddPartitionsToTxnPartitionResult[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    resultsByPartition.push(decodeAddPartitionsToTxnPartitionResult(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { name, resultsByPartition };
}

function encodeAddPartitionsToTxnTopicResult(
  writer: Writer,
  message: AddPartitionsToTxnTopicResult,
  version: number,
): void {
  const flexible = version >= 3;
  if (flexible) writer.writeCompactString(message.name);
  else writer.writeString(message.name);
  if (flexible) writer.writeCompactArrayLength(message.resultsByPartition.length);
  else writer.writeArrayLength(message.resultsByPartition.length);
  for (const element of message.resultsByPartition) encodeAddPartitionsToTxnPartitionResult(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeAddPartitionsToTxnPartitionResult(reader: Reader, version: number): AddPartitionsToTxnPartitionResult {
  const flexible = version >= 3;
  const partitionIndex = reader.readInt32();
  const partitionErrorCode = reader.readInt16();
  if (flexible) reader.skipTaggedFields();
  return { partitionIndex, partitionErrorCode };
}

function encodeAddPartitionsToTxnPartitionResult(
  writer: Writer,
  message: AddPartitionsToTxnPartitionResult,
  version: number,
): void {
  const flexible = version >= 3;
  writer.writeInt32(message.partitionIndex);
  writer.writeInt16(message.partitionErrorCode);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const addPartitionsToTxnApi: ApiDescriptor<AddPartitionsToTxnRequest, AddPartitionsToTxnResponse> = {
  key: 24,
  name: 'AddPartitionsToTxn',
  minVersion: 0,
  maxVersion: 5,
  flexibleFrom: 3,
  listeners: ['broker'],
  decodeRequest: decodeAddPartitionsToTxnRequest,
  encodeRequest: encodeAddPartitionsToTxnRequest,
  decodeResponse: decodeAddPartitionsToTxnResponse,
  encodeResponse: encodeAddPartitionsToTxnResponse,
};
