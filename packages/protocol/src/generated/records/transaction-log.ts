// Generated from packages/protocol/schemas/records/transaction-log.ts by `npm run generate`; edit the schema, not this file.
import type { CoordinatorRecordDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import { UnsupportedVersionError } from '../../wire/unsupported-version-error.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0, flexible versions none. */
export interface TransactionLogKey {
  transactionalId: string;
}

/** Versions 0-1, flexible versions 1+. */
export interface TransactionLogValue {
  producerId: number;
  /** Versions 1+, tag 0, default -1. */
  previousProducerId: number;
  /** Versions 1+, tag 1, default -1. */
  nextProducerId: number;
  producerEpoch: number;
  /** Versions 1+, tag 3, default -1. */
  nextProducerEpoch: number;
  transactionTimeoutMs: number;
  transactionStatus: number;
  transactionPartitions: readonly PartitionsSchema[] | null;
  transactionLastUpdateTimestampMs: number;
  transactionStartTimestampMs: number;
  /** Versions 1+, tag 2, default 0. */
  clientTransactionVersion: number;
}

/** Part of TransactionLogValue, versions 0-1. */
export interface PartitionsSchema {
  topic: string;
  partitionIds: readonly number[];
}

export function decodeTransactionLogKey(reader: Reader, _version: number): TransactionLogKey {
  const transactionalId = reader.readString();
  return { transactionalId };
}

export function encodeTransactionLogKey(writer: Writer, message: TransactionLogKey, _version: number): void {
  writer.writeString(message.transactionalId);
}

export function decodeTransactionLogValue(reader: Reader, version: number): TransactionLogValue {
  const flexible = version >= 1;
  const producerId = reader.readInt64();
  const producerEpoch = reader.readInt16();
  const transactionTimeoutMs = reader.readInt32();
  const transactionStatus = reader.readInt8();
  const transactionPartitionsLength = flexible
    ? reader.readCompactNullableArrayLength()
    : reader.readNullableArrayLength();
  let transactionPartitions: PartitionsSchema[] | null = null;
  if (transactionPartitionsLength >= 0) {
    transactionPartitions = [];
    for (let left = transactionPartitionsLength; left > 0; left--) {
      transactionPartitions.push(decodePartitionsSchema(reader, version));
    }
  }
  const transactionLastUpdateTimestampMs = reader.readInt64();
  const transactionStartTimestampMs = reader.readInt64();
  let previousProducerId: number = -1;
  let nextProducerId: number = -1;
  let nextProducerEpoch: number = -1;
  let clientTransactionVersion: number = 0;
  if (flexible) {
    for (let left = reader.readTaggedFieldCount(); left > 0; left--) {
      const tag = reader.readUnsignedVarint();
      const end = reader.readTaggedFieldEnd();
      switch (tag) {
        case 0:
          previousProducerId = reader.readInt64();
          break;
        case 1:
          nextProducerId = reader.readInt64();
          break;
        case 3:
          nextProducerEpoch = reader.readInt16();
          break;
        case 2:
          clientTransactionVersion = reader.readInt16();
          break;
        default:
          reader.position = end;
      }
      reader.finishTaggedField(end);
    }
  }
  return {
    producerId,
    previousProducerId,
    nextProducerId,
    producerEpoch,
    nextProducerEpoch,
    transactionTimeoutMs,
    transactionStatus,
    transactionPartitions,
    transactionLastUpdateTimestampMs,
    transactionStartTimestampMs,
    clientTransactionVersion,
  };
}

export function encodeTransactionLogValue(writer: Writer, message: TransactionLogValue, version: number): void {
  const flexible = version >= 1;
  writer.writeInt64(message.producerId);
  writer.writeInt16(message.producerEpoch);
  writer.writeInt32(message.transactionTimeoutMs);
  writer.writeInt8(message.transactionStatus);
  if (flexible) writer.writeCompactArrayLength(message.transactionPartitions?.length ?? -1);
  else writer.writeArrayLength(message.transactionPartitions?.length ?? -1);
  for (const element of message.transactionPartitions ?? []) encodePartitionsSchema(writer, element, version);
  writer.writeInt64(message.transactionLastUpdateTimestampMs);
  writer.writeInt64(message.transactionStartTimestampMs);
  if (!flexible && message.previousProducerId !== -1)
    throw new UnsupportedVersionError('TransactionLogValue.previousProducerId', version);
  if (!flexible && message.nextProducerId !== -1)
    throw new UnsupportedVersionError('TransactionLogValue.nextProducerId', version);
  if (!flexible && message.nextProducerEpoch !== -1)
    throw new UnsupportedVersionError('TransactionLogValue.nextProducerEpoch', version);
  if (!flexible && message.clientTransactionVersion !== 0)
    throw new UnsupportedVersionError('TransactionLogValue.clientTransactionVersion', version);
  if (flexible) {
    let taggedFields = 0;
    if (message.previousProducerId !== -1) taggedFields++;
    if (message.nextProducerId !== -1) taggedFields++;
    if (message.clientTransactionVersion !== 0) taggedFields++;
    if (message.nextProducerEpoch !== -1) taggedFields++;
    writer.writeUnsignedVarint(taggedFields);
    if (message.previousProducerId !== -1) {
      const field = writer.beginTaggedField(0);
      writer.writeInt64(message.previousProducerId);
      writer.endTaggedField(field);
    }
    if (message.nextProducerId !== -1) {
      const field = writer.beginTaggedField(1);
      writer.writeInt64(message.nextProducerId);
      writer.endTaggedField(field);
    }
    if (message.clientTransactionVersion !== 0) {
      const field = writer.beginTaggedField(2);
      writer.writeInt16(message.clientTransactionVersion);
      writer.endTaggedField(field);
    }
    if (message.nextProducerEpoch !== -1) {
      const field = writer.beginTaggedField(3);
      writer.writeInt16(message.nextProducerEpoch);
      writer.endTaggedField(field);
    }
  }
}

function decodePartitionsSchema(reader: Reader, version: number): PartitionsSchema {
  const flexible = version >= 1;
  const topic = flexible ? reader.readCompactString() : reader.readString();
  const partitionIds: number[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    partitionIds.push(reader.readInt32());
  }
  if (flexible) reader.skipTaggedFields();
  return { topic, partitionIds };
}

function encodePartitionsSchema(writer: Writer, message: PartitionsSchema, version: number): void {
  const flexible = version >= 1;
  if (flexible) writer.writeCompactString(message.topic);
  else writer.writeString(message.topic);
  if (flexible) writer.writeCompactArrayLength(message.partitionIds.length);
  else writer.writeArrayLength(message.partitionIds.length);
  for (const element of message.partitionIds) writer.writeInt32(element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const transactionLogRecord: CoordinatorRecordDescriptor<TransactionLogKey, TransactionLogValue> = {
  type: 0,
  name: 'TransactionLog',
  key: {
    name: 'TransactionLogKey',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeTransactionLogKey,
    encode: encodeTransactionLogKey,
  },
  value: {
    name: 'TransactionLogValue',
    minVersion: 0,
    maxVersion: 1,
    decode: decodeTransactionLogValue,
    encode: encodeTransactionLogValue,
  },
};
