// Generated from packages/protocol/schemas/produce.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Uuid } from '../wire/uuid.ts';
import { ZERO_UUID } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 3-13, flexible versions 9+. */
export interface ProduceRequest {
  transactionalId: string | null;
  acks: number;
  timeoutMs: number;
  topicData: readonly TopicProduceData[];
}

/** Part of ProduceRequest, versions 3-13. */
export interface TopicProduceData {
  /** Versions 0-12, unique in its array, dropped where it cannot be written. */
  name: string;
  /** Versions 13+, unique in its array, dropped where it cannot be written. */
  topicId: Uuid;
  partitionData: readonly PartitionProduceData[];
}

/** Part of ProduceRequest, versions 3-13. */
export interface PartitionProduceData {
  index: number;
  records: Buffer | null;
}

/** Versions 3-13, flexible versions 9+. */
export interface ProduceResponse {
  responses: readonly TopicProduceResponse[];
  /** Default 0. */
  throttleTimeMs: number;
  /** Versions 10+, tag 0. */
  nodeEndpoints: readonly NodeEndpoint[];
}

/** Part of ProduceResponse, versions 3-13. */
export interface TopicProduceResponse {
  /** Versions 0-12, unique in its array, dropped where it cannot be written. */
  name: string;
  /** Versions 13+, unique in its array, dropped where it cannot be written. */
  topicId: Uuid;
  partitionResponses: readonly PartitionProduceResponse[];
}

/** Part of ProduceResponse, versions 3-13. */
export interface PartitionProduceResponse {
  index: number;
  errorCode: number;
  baseOffset: number;
  /** Default -1. */
  logAppendTimeMs: number;
  /** Versions 5+, default -1, dropped where it cannot be written. */
  logStartOffset: number;
  /** Versions 8+, dropped where it cannot be written. */
  recordErrors: readonly BatchIndexAndErrorMessage[];
  /** Versions 8+, dropped where it cannot be written. */
  errorMessage: string | null;
  /** Versions 10+, tag 0. */
  currentLeader?: LeaderIdAndEpoch | undefined;
}

/** Part of ProduceResponse, versions 8-13. */
export interface BatchIndexAndErrorMessage {
  batchIndex: number;
  batchIndexErrorMessage: string | null;
}

/** Part of ProduceResponse, versions 10-13. */
export interface LeaderIdAndEpoch {
  /** Default -1. */
  leaderId: number;
  /** Default -1. */
  leaderEpoch: number;
}

/** Part of ProduceResponse, versions 10-13. */
export interface NodeEndpoint {
  /** Unique in its array. */
  nodeId: number;
  host: string;
  port: number;
  rack: string | null;
}

export function decodeProduceRequest(reader: Reader, version: number): ProduceRequest {
  const flexible = version >= 9;
  const transactionalId: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  const acks = reader.readInt16();
  const timeoutMs = reader.readInt32();
  const topicData: TopicProduceData[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    topicData.push(decodeTopicProduceData(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { transactionalId, acks, timeoutMs, topicData };
}

export function encodeProduceRequest(writer: Writer, message: ProduceRequest, version: number): void {
  const flexible = version >= 9;
  if (flexible) writer.writeCompactNullableString(message.transactionalId);
  else writer.writeNullableString(message.transactionalId);
  writer.writeInt16(message.acks);
  writer.writeInt32(message.timeoutMs);
  if (flexible) writer.writeCompactArrayLength(message.topicData.length);
  else writer.writeArrayLength(message.topicData.length);
  for (const element of message.topicData) encodeTopicProduceData(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeTopicProduceData(reader: Reader, version: number): TopicProduceData {
  const flexible = version >= 9;
  const name = flexible && version <= 12 ? reader.readCompactString() : version <= 8 ? reader.readString() : '';
  const topicId: Uuid = version >= 13 ? reader.readUuid() : ZERO_UUID;
  const partitionData: PartitionProduceData[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    partitionData.push(decodePartitionProduceData(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { name, topicId, partitionData };
}

function encodeTopicProduceData(writer: Writer, message: TopicProduceData, version: number): void {
  const flexible = version >= 9;
  if (flexible && version <= 12) writer.writeCompactString(message.name);
  else if (version <= 8) writer.writeString(message.name);
  if (version >= 13) writer.writeUuid(message.topicId);
  if (flexible) writer.writeCompactArrayLength(message.partitionData.length);
  else writer.writeArrayLength(message.partitionData.length);
  for (const element of message.partitionData) encodePartitionProduceData(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodePartitionProduceData(reader: Reader, version: number): PartitionProduceData {
  const flexible = version >= 9;
  const index = reader.readInt32();
  const records: Buffer | null = flexible ? reader.readCompactNullableBytes() : reader.readNullableBytes();
  if (flexible) reader.skipTaggedFields();
  return { index, records };
}

function encodePartitionProduceData(writer: Writer, message: PartitionProduceData, version: number): void {
  const flexible = version >= 9;
  writer.writeInt32(message.index);
  if (flexible) writer.writeCompactNullableRecords(message.records);
  else writer.writeNullableRecords(message.records);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeProduceResponse(reader: Reader, version: number): ProduceResponse {
  const flexible = version >= 9;
  const responses: TopicProduceResponse[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    responses.push(decodeTopicProduceResponse(reader, version));
  }
  const throttleTimeMs = reader.readInt32();
  let nodeEndpoints: readonly NodeEndpoint[] = [];
  if (flexible) {
    for (let left = reader.readTaggedFieldCount(); left > 0; left--) {
      const tag = reader.readUnsignedVarint();
      const end = reader.readTaggedFieldEnd();
      switch (tag) {
        case 0: {
          if (version < 10) reader.refuseTag(tag);
          const elements: NodeEndpoint[] = [];
          for (let more = reader.readCompactArrayLength(); more > 0; more--)
            elements.push(decodeNodeEndpoint(reader, version));
          nodeEndpoints = elements;
          break;
        }
        default:
          reader.position = end;
      }
      reader.finishTaggedField(end);
    }
  }
  return { responses, throttleTimeMs, nodeEndpoints };
}

export function encodeProduceResponse(writer: Writer, message: ProduceResponse, version: number): void {
  const flexible = version >= 9;
  if (flexible) writer.writeCompactArrayLength(message.responses.length);
  else writer.writeArrayLength(message.responses.length);
  for (const element of message.responses) encodeTopicProduceResponse(writer, element, version);
  writer.writeInt32(message.throttleTimeMs);
  if (version < 10 && message.nodeEndpoints.length > 0)
    throw new UnsupportedVersionError('ProduceResponse.nodeEndpoints', version);
  if (flexible) {
    let taggedFields = 0;
    if (version >= 10 && message.nodeEndpoints.length > 0) taggedFields++;
    writer.writeUnsignedVarint(taggedFields);
    if (version >= 10 && message.nodeEndpoints.length > 0) {
      const field = writer.beginTaggedField(0);
      writer.writeCompactArrayLength(message.nodeEndpoints.length);
      for (const element of message.nodeEndpoints) encodeNodeEndpoint(writer, element, version);
      writer.endTaggedField(field);
    }
  }
}

function decodeTopicProduceResponse(reader: Reader, version: number): TopicProduceResponse {
  const flexible = version >= 9;
  const name = flexible && version <= 12 ? reader.readCompactString() : version <= 8 ? reader.readString() : '';
  const topicId: Uuid = version >= 13 ? reader.readUuid() : ZERO_UUID;
  const partitionResponses: PartitionProduceResponse[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    partitionResponses.push(decodePartitionProduceResponse(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { name, topicId, partitionResponses };
}

function encodeTopicProduceResponse(writer: Writer, message: TopicProduceResponse, version: number): void {
  const flexible = version >= 9;
  if (flexible && version <= 12) writer.writeCompactString(message.name);
  else if (version <= 8) writer.writeString(message.name);
  if (version >= 13) writer.writeUuid(message.topicId);
  if (flexible) writer.writeCompactArrayLength(message.partitionResponses.length);
  else writer.writeArrayLength(message.partitionResponses.length);
  for (const element of message.partitionResponses) encodePartitionProduceResponse(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodePartitionProduceResponse(reader: Reader, version: number): PartitionProduceResponse {
  const flexible = version >= 9;
  const index = reader.readInt32();
  const errorCode = reader.readInt16();
  const baseOffset = reader.readInt64();
  const logAppendTimeMs = reader.readInt64();
  const logStartOffset = version >= 5 ? reader.readInt64() : -1;
  const recordErrors: BatchIndexAndErrorMessage[] = [];
  const recordErrorsLength = flexible ? reader.readCompactArrayLength() : version >= 8 ? reader.readArrayLength() : 0;
  for (let left = recordErrorsLength; left > 0; left--) {
    recordErrors.push(decodeBatchIndexAndErrorMessage(reader, version));
  }
  const errorMessage: string | null = flexible
    ? reader.readCompactNullableString()
    : version >= 8
      ? reader.readNullableString()
      : null;
  let currentLeader: LeaderIdAndEpoch | undefined;
  if (flexible) {
    for (let left = reader.readTaggedFieldCount(); left > 0; left--) {
      const tag = reader.readUnsignedVarint();
      const end = reader.readTaggedFieldEnd();
      switch (tag) {
        case 0:
          if (version < 10) reader.refuseTag(tag);
          currentLeader = decodeLeaderIdAndEpoch(reader, version);
          break;
        default:
          reader.position = end;
      }
      reader.finishTaggedField(end);
    }
  }
  const message: PartitionProduceResponse = {
    index,
    errorCode,
    baseOffset,
    logAppendTimeMs,
    logStartOffset,
    recordErrors,
    errorMessage,
  };
  if (currentLeader !== undefined) message.currentLeader = currentLeader;
  return message;
}

function encodePartitionProduceResponse(writer: Writer, message: PartitionProduceResponse, version: number): void {
  const flexible = version >= 9;
  writer.writeInt32(message.index);
  writer.writeInt16(message.errorCode);
  writer.writeInt64(message.baseOffset);
  writer.writeInt64(message.logAppendTimeMs);
  if (version >= 5) writer.writeInt64(message.logStartOffset);
  if (version >= 8) {
    if (flexible) writer.writeCompactArrayLength(message.recordErrors.length);
    else writer.writeArrayLength(message.recordErrors.length);
    for (const element of message.recordErrors) encodeBatchIndexAndErrorMessage(writer, element, version);
  }
  if (flexible) writer.writeCompactNullableString(message.errorMessage);
  else if (version >= 8) writer.writeNullableString(message.errorMessage);
  if (version < 10 && message.currentLeader !== undefined)
    throw new UnsupportedVersionError('PartitionProduceResponse.currentLeader', version);
  if (flexible) {
    let taggedFields = 0;
    if (version >= 10 && message.currentLeader !== undefined) taggedFields++;
    writer.writeUnsignedVarint(taggedFields);
    if (version >= 10 && message.currentLeader !== undefined) {
      const field = writer.beginTaggedField(0);
      encodeLeaderIdAndEpoch(writer, message.currentLeader, version);
      writer.endTaggedField(field);
    }
  }
}

function decodeBatchIndexAndErrorMessage(reader: Reader, version: number): BatchIndexAndErrorMessage {
  const flexible = version >= 9;
  const batchIndex = reader.readInt32();
  const batchIndexErrorMessage: string | null = flexible
    ? reader.readCompactNullableString()
    : reader.readNullableString();
  if (flexible) reader.skipTaggedFields();
  return { batchIndex, batchIndexErrorMessage };
}

function encodeBatchIndexAndErrorMessage(writer: Writer, message: BatchIndexAndErrorMessage, version: number): void {
  const flexible = version >= 9;
  writer.writeInt32(message.batchIndex);
  if (flexible) writer.writeCompactNullableString(message.batchIndexErrorMessage);
  else writer.writeNullableString(message.batchIndexErrorMessage);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeLeaderIdAndEpoch(reader: Reader, _version: number): LeaderIdAndEpoch {
  const leaderId = reader.readInt32();
  const leaderEpoch = reader.readInt32();
  reader.skipTaggedFields();
  return { leaderId, leaderEpoch };
}

function encodeLeaderIdAndEpoch(writer: Writer, message: LeaderIdAndEpoch, _version: number): void {
  writer.writeInt32(message.leaderId);
  writer.writeInt32(message.leaderEpoch);
  writer.writeUnsignedVarint(0);
}

function decodeNodeEndpoint(reader: Reader, _version: number): NodeEndpoint {
  const nodeId = reader.readInt32();
  const host = reader.readCompactString();
  const port = reader.readInt32();
  const rack: string | null = reader.readCompactNullableString();
  reader.skipTaggedFields();
  return { nodeId, host, port, rack };
}

function encodeNodeEndpoint(writer: Writer, message: NodeEndpoint, _version: number): void {
  writer.writeInt32(message.nodeId);
  writer.writeCompactString(message.host);
  writer.writeInt32(message.port);
  writer.writeCompactNullableString(message.rack);
  writer.writeUnsignedVarint(0);
}

export const produceApi: ApiDescriptor<ProduceRequest, ProduceResponse> = {
  key: 0,
  name: 'Produce',
  minVersion: 3,
  maxVersion: 13,
  flexibleFrom: 9,
  listeners: ['broker'],
  decodeRequest: decodeProduceRequest,
  encodeRequest: encodeProduceRequest,
  decodeResponse: decodeProduceResponse,
  encodeResponse: encodeProduceResponse,
};
