// Generated from packages/protocol/schemas/alter-partition.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Uuid } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 2-3, flexible versions 0+. */
export interface AlterPartitionRequest {
  brokerId: number;
  /** Default -1. */
  brokerEpoch: number;
  topics: readonly AlterPartitionRequestTopicData[];
}

/** Part of AlterPartitionRequest, versions 2-3. */
export interface AlterPartitionRequestTopicData {
  topicId: Uuid;
  partitions: readonly AlterPartitionRequestPartitionData[];
}

/** Part of AlterPartitionRequest, versions 2-3. */
export interface AlterPartitionRequestPartitionData {
  partitionIndex: number;
  leaderEpoch: number;
  /** Versions 0-2. */
  newIsr: readonly number[];
  /** Versions 3+. */
  newIsrWithEpochs: readonly BrokerState[];
  /** Default 0. */
  leaderRecoveryState: number;
  partitionEpoch: number;
}

/** Part of AlterPartitionRequest, versions 3. */
export interface BrokerState {
  brokerId: number;
  /** Default -1. */
  brokerEpoch: number;
}

/** Versions 2-3, flexible versions 0+. */
export interface AlterPartitionResponse {
  throttleTimeMs: number;
  errorCode: number;
  topics: readonly AlterPartitionResponseTopicData[];
}

/** Part of AlterPartitionResponse, versions 2-3. */
export interface AlterPartitionResponseTopicData {
  topicId: Uuid;
  partitions: readonly AlterPartitionResponsePartitionData[];
}

/** Part of AlterPartitionResponse, versions 2-3. */
export interface AlterPartitionResponsePartitionData {
  partitionIndex: number;
  errorCode: number;
  leaderId: number;
  leaderEpoch: number;
  isr: readonly number[];
  /** Default 0. */
  leaderRecoveryState: number;
  partitionEpoch: number;
}

export function decodeAlterPartitionRequest(reader: Reader, version: number): AlterPartitionRequest {
  const brokerId = reader.readInt32();
  const brokerEpoch = reader.readInt64();
  const topics: AlterPartitionRequestTopicData[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(decodeAlterPartitionRequestTopicData(reader, version));
  }
  reader.skipTaggedFields();
  return { brokerId, brokerEpoch, topics };
}

export function encodeAlterPartitionRequest(writer: Writer, message: AlterPartitionRequest, version: number): void {
  writer.writeInt32(message.brokerId);
  writer.writeInt64(message.brokerEpoch);
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) encodeAlterPartitionRequestTopicData(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeAlterPartitionRequestTopicData(reader: Reader, version: number): AlterPartitionRequestTopicData {
  const topicId: Uuid = reader.readUuid();
  const partitions: AlterPartitionRequestPartitionData[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodeAlterPartitionRequestPartitionData(reader, version));
  }
  reader.skipTaggedFields();
  return { topicId, partitions };
}

function encodeAlterPartitionRequestTopicData(
  writer: Writer,
  message: AlterPartitionRequestTopicData,
  version: number,
): void {
  writer.writeUuid(message.topicId);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeAlterPartitionRequestPartitionData(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeAlterPartitionRequestPartitionData(reader: Reader, version: number): AlterPartitionRequestPartitionData {
  const partitionIndex = reader.readInt32();
  const leaderEpoch = reader.readInt32();
  const newIsr: number[] = [];
  for (let left = version <= 2 ? reader.readCompactArrayLength() : 0; left > 0; left--) {
    newIsr.push(reader.readInt32());
  }
  const newIsrWithEpochs: BrokerState[] = [];
  for (let left = version >= 3 ? reader.readCompactArrayLength() : 0; left > 0; left--) {
    newIsrWithEpochs.push(decodeBrokerState(reader, version));
  }
  const leaderRecoveryState = reader.readInt8();
  const partitionEpoch = reader.readInt32();
  reader.skipTaggedFields();
  return { partitionIndex, leaderEpoch, newIsr, newIsrWithEpochs, leaderRecoveryState, partitionEpoch };
}

function encodeAlterPartitionRequestPartitionData(
  writer: Writer,
  message: AlterPartitionRequestPartitionData,
  version: number,
): void {
  writer.writeInt32(message.partitionIndex);
  writer.writeInt32(message.leaderEpoch);
  if (version <= 2) {
    writer.writeCompactArrayLength(message.newIsr.length);
    for (const element of message.newIsr) writer.writeInt32(element);
  } else if (message.newIsr.length > 0) {
    throw new UnsupportedVersionError('AlterPartitionRequestPartitionData.newIsr', version);
  }
  if (version >= 3) {
    writer.writeCompactArrayLength(message.newIsrWithEpochs.length);
    for (const element of message.newIsrWithEpochs) encodeBrokerState(writer, element, version);
  } else if (message.newIsrWithEpochs.length > 0) {
    throw new UnsupportedVersionError('AlterPartitionRequestPartitionData.newIsrWithEpochs', version);
  }
  writer.writeInt8(message.leaderRecoveryState);
  writer.writeInt32(message.partitionEpoch);
  writer.writeUnsignedVarint(0);
}

function decodeBrokerState(reader: Reader, _version: number): BrokerState {
  const brokerId = reader.readInt32();
  const brokerEpoch = reader.readInt64();
  reader.skipTaggedFields();
  return { brokerId, brokerEpoch };
}

function encodeBrokerState(writer: Writer, message: BrokerState, _version: number): void {
  writer.writeInt32(message.brokerId);
  writer.writeInt64(message.brokerEpoch);
  writer.writeUnsignedVarint(0);
}

export function decodeAlterPartitionResponse(reader: Reader, version: number): AlterPartitionResponse {
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  const topics: AlterPartitionResponseTopicData[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(decodeAlterPartitionResponseTopicData(reader, version));
  }
  reader.skipTaggedFields();
  return { throttleTimeMs, errorCode, topics };
}

export function encodeAlterPartitionResponse(writer: Writer, message: AlterPartitionResponse, version: number): void {
  writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) encodeAlterPartitionResponseTopicData(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeAlterPartitionResponseTopicData(reader: Reader, version: number): AlterPartitionResponseTopicData {
  const topicId: Uuid = reader.readUuid();
  const partitions: AlterPartitionResponsePartitionData[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodeAlterPartitionResponsePartitionData(reader, version));
  }
  reader.skipTaggedFields();
  return { topicId, partitions };
}

function encodeAlterPartitionResponseTopicData(
  writer: Writer,
  message: AlterPartitionResponseTopicData,
  version: number,
): void {
  writer.writeUuid(message.topicId);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeAlterPartitionResponsePartitionData(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeAlterPartitionResponsePartitionData(
  reader: Reader,
  _version: number,
): AlterPartitionResponsePartitionData {
  const partitionIndex = reader.readInt32();
  const errorCode = reader.readInt16();
  const leaderId = reader.readInt32();
  const leaderEpoch = reader.readInt32();
  const isr: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    isr.push(reader.readInt32());
  }
  const leaderRecoveryState = reader.readInt8();
  const partitionEpoch = reader.readInt32();
  reader.skipTaggedFields();
  return { partitionIndex, errorCode, leaderId, leaderEpoch, isr, leaderRecoveryState, partitionEpoch };
}

function encodeAlterPartitionResponsePartitionData(
  writer: Writer,
  message: AlterPartitionResponsePartitionData,
  _version: number,
): void {
  writer.writeInt32(message.partitionIndex);
  writer.writeInt16(message.errorCode);
  writer.writeInt32(message.leaderId);
  writer.writeInt32(message.leaderEpoch);
  writer.writeCompactArrayLength(message.isr.length);
  for (const element of message.isr) writer.writeInt32(element);
  writer.writeInt8(message.leaderRecoveryState);
  writer.writeInt32(message.partitionEpoch);
  writer.writeUnsignedVarint(0);
}

export const alterPartitionApi: ApiDescriptor<AlterPartitionRequest, AlterPartitionResponse> = {
  key: 56,
  name: 'AlterPartition',
  minVersion: 2,
  maxVersion: 3,
  flexibleFrom: 0,
  listeners: ['controller'],
  decodeRequest: decodeAlterPartitionRequest,
  encodeRequest: encodeAlterPartitionRequest,
  decodeResponse: decodeAlterPartitionResponse,
  encodeResponse: encodeAlterPartitionResponse,
};
