// Generated from packages/protocol/schemas/create-topics.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Uuid } from '../wire/uuid.ts';
import { ZERO_UUID } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 2-7, flexible versions 5+. */
export interface CreateTopicsRequest {
  topics: readonly CreatableTopic[];
  /** Default 60000. */
  timeoutMs: number;
  /** Default false. */
  validateOnly: boolean;
}

/** Part of CreateTopicsRequest, versions 2-7. */
export interface CreatableTopic {
  /** Unique in its array. */
  name: string;
  numPartitions: number;
  replicationFactor: number;
  assignments: readonly CreatableReplicaAssignment[];
  configs: readonly CreatableTopicConfig[];
}

/** Part of CreateTopicsRequest, versions 2-7. */
export interface CreatableReplicaAssignment {
  /** Unique in its array. */
  partitionIndex: number;
  brokerIds: readonly number[];
}

/** Part of CreateTopicsRequest, versions 2-7. */
export interface CreatableTopicConfig {
  /** Unique in its array. */
  name: string;
  value: string | null;
}

/** Versions 2-7, flexible versions 5+. */
export interface CreateTopicsResponse {
  throttleTimeMs: number;
  topics: readonly CreatableTopicResult[];
}

/** Part of CreateTopicsResponse, versions 2-7. */
export interface CreatableTopicResult {
  /** Unique in its array. */
  name: string;
  /** Versions 7+, dropped where it cannot be written. */
  topicId: Uuid;
  errorCode: number;
  errorMessage: string | null;
  /** Versions 5+, tag 0, dropped where it cannot be written. */
  topicConfigErrorCode: number;
  /** Versions 5+, default -1, dropped where it cannot be written. */
  numPartitions: number;
  /** Versions 5+, default -1, dropped where it cannot be written. */
  replicationFactor: number;
  /** Versions 5+, dropped where it cannot be written. */
  configs: readonly CreatableTopicConfigs[] | null;
}

/** Part of CreateTopicsResponse, versions 5-7. */
export interface CreatableTopicConfigs {
  name: string;
  value: string | null;
  readOnly: boolean;
  /** Default -1. */
  configSource: number;
  isSensitive: boolean;
}

export function decodeCreateTopicsRequest(reader: Reader, version: number): CreateTopicsRequest {
  const flexible = version >= 5;
  const topics: CreatableTopic[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    topics.push(decodeCreatableTopic(reader, version));
  }
  const timeoutMs = reader.readInt32();
  const validateOnly = reader.readBoolean();
  if (flexible) reader.skipTaggedFields();
  return { topics, timeoutMs, validateOnly };
}

export function encodeCreateTopicsRequest(writer: Writer, message: CreateTopicsRequest, version: number): void {
  const flexible = version >= 5;
  if (flexible) writer.writeCompactArrayLength(message.topics.length);
  else writer.writeArrayLength(message.topics.length);
  for (const element of message.topics) encodeCreatableTopic(writer, element, version);
  writer.writeInt32(message.timeoutMs);
  writer.writeBoolean(message.validateOnly);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeCreatableTopic(reader: Reader, version: number): CreatableTopic {
  const flexible = version >= 5;
  const name = flexible ? reader.readCompactString() : reader.readString();
  const numPartitions = reader.readInt32();
  const replicationFactor = reader.readInt16();
  const assignments: CreatableReplicaAssignment[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    assignments.push(decodeCreatableReplicaAssignment(reader, version));
  }
  const configs: CreatableTopicConfig[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    configs.push(decodeCreatableTopicConfig(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { name, numPartitions, replicationFactor, assignments, configs };
}

function encodeCreatableTopic(writer: Writer, message: CreatableTopic, version: number): void {
  const flexible = version >= 5;
  if (flexible) writer.writeCompactString(message.name);
  else writer.writeString(message.name);
  writer.writeInt32(message.numPartitions);
  writer.writeInt16(message.replicationFactor);
  if (flexible) writer.writeCompactArrayLength(message.assignments.length);
  else writer.writeArrayLength(message.assignments.length);
  for (const element of message.assignments) encodeCreatableReplicaAssignment(writer, element, version);
  if (flexible) writer.writeCompactArrayLength(message.configs.length);
  else writer.writeArrayLength(message.configs.length);
  for (const element of message.configs) encodeCreatableTopicConfig(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeCreatableReplicaAssignment(reader: Reader, version: number): CreatableReplicaAssignment {
  const flexible = version >= 5;
  const partitionIndex = reader.readInt32();
  const brokerIds: number[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    brokerIds.push(reader.readInt32());
  }
  if (flexible) reader.skipTaggedFields();
  return { partitionIndex, brokerIds };
}

function encodeCreatableReplicaAssignment(writer: Writer, message: CreatableReplicaAssignment, version: number): void {
  const flexible = version >= 5;
  writer.writeInt32(message.partitionIndex);
  if (flexible) writer.writeCompactArrayLength(message.brokerIds.length);
  else writer.writeArrayLength(message.brokerIds.length);
  for (const element of message.brokerIds) writer.writeInt32(element);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeCreatableTopicConfig(reader: Reader, version: number): CreatableTopicConfig {
  const flexible = version >= 5;
  const name = flexible ? reader.readCompactString() : reader.readString();
  const value: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  if (flexible) reader.skipTaggedFields();
  return { name, value };
}

function encodeCreatableTopicConfig(writer: Writer, message: CreatableTopicConfig, version: number): void {
  const flexible = version >= 5;
  if (flexible) writer.writeCompactString(message.name);
  else writer.writeString(message.name);
  if (flexible) writer.writeCompactNullableString(message.value);
  else writer.writeNullableString(message.value);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeCreateTopicsResponse(reader: Reader, version: number): CreateTopicsResponse {
  const flexible = version >= 5;
  const throttleTimeMs = reader.readInt32();
  const topics: CreatableTopicResult[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    topics.push(decodeCreatableTopicResult(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { throttleTimeMs, topics };
}

export function encodeCreateTopicsResponse(writer: Writer, message: CreateTopicsResponse, version: number): void {
  const flexible = version >= 5;
  writer.writeInt32(message.throttleTimeMs);
  if (flexible) writer.writeCompactArrayLength(message.topics.length);
  else writer.writeArrayLength(message.topics.length);
  for (const element of message.topics) encodeCreatableTopicResult(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeCreatableTopicResult(reader: Reader, version: number): CreatableTopicResult {
  const flexible = version >= 5;
  const name = flexible ? reader.readCompactString() : reader.readString();
  const topicId: Uuid = version >= 7 ? reader.readUuid() : ZERO_UUID;
  const errorCode = reader.readInt16();
  const errorMessage: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  const numPartitions = version >= 5 ? reader.readInt32() : -1;
  const replicationFactor = version >= 5 ? reader.readInt16() : -1;
  const configsLength = flexible ? reader.readCompactNullableArrayLength() : 0;
  let configs: CreatableTopicConfigs[] | null = null;
  if (configsLength >= 0) {
    configs = [];
    for (let left = configsLength; left > 0; left--) {
      configs.push(decodeCreatableTopicConfigs(reader, version));
    }
  }
  let topicConfigErrorCode: number = 0;
  if (flexible) {
    for (let left = reader.readTaggedFieldCount(); left > 0; left--) {
      const tag = reader.readUnsignedVarint();
      const end = reader.readTaggedFieldEnd();
      switch (tag) {
        case 0:
          topicConfigErrorCode = reader.readInt16();
          break;
        default:
          reader.position = end;
      }
      reader.finishTaggedField(end);
    }
  }
  return { name, topicId, errorCode, errorMessage, topicConfigErrorCode, numPartitions, replicationFactor, configs };
}

function encodeCreatableTopicResult(writer: Writer, message: CreatableTopicResult, version: number): void {
  const flexible = version >= 5;
  if (flexible) writer.writeCompactString(message.name);
  else writer.writeString(message.name);
  if (version >= 7) writer.writeUuid(message.topicId);
  writer.writeInt16(message.errorCode);
  if (flexible) writer.writeCompactNullableString(message.errorMessage);
  else writer.writeNullableString(message.errorMessage);
  if (version >= 5) writer.writeInt32(message.numPartitions);
  if (version >= 5) writer.writeInt16(message.replicationFactor);
  if (version >= 5) {
    writer.writeCompactArrayLength(message.configs?.length ?? -1);
    for (const element of message.configs ?? []) encodeCreatableTopicConfigs(writer, element, version);
  }
  if (flexible) {
    let taggedFields = 0;
    if (message.topicConfigErrorCode !== 0) taggedFields++;
    writer.writeUnsignedVarint(taggedFields);
    if (message.topicConfigErrorCode !== 0) {
      const field = writer.beginTaggedField(0);
      writer.writeInt16(message.topicConfigErrorCode);
      writer.endTaggedField(field);
    }
  }
}

function decodeCreatableTopicConfigs(reader: Reader, _version: number): CreatableTopicConfigs {
  const name = reader.readCompactString();
  const value: string | null = reader.readCompactNullableString();
  const readOnly = reader.readBoolean();
  const configSource = reader.readInt8();
  const isSensitive = reader.readBoolean();
  reader.skipTaggedFields();
  return { name, value, readOnly, configSource, isSensitive };
}

function encodeCreatableTopicConfigs(writer: Writer, message: CreatableTopicConfigs, _version: number): void {
  writer.writeCompactString(message.name);
  writer.writeCompactNullableString(message.value);
  writer.writeBoolean(message.readOnly);
  writer.writeInt8(message.configSource);
  writer.writeBoolean(message.isSensitive);
  writer.writeUnsignedVarint(0);
}

export const createTopicsApi: ApiDescriptor<CreateTopicsRequest, CreateTopicsResponse> = {
  key: 19,
  name: 'CreateTopics',
  minVersion: 2,
  maxVersion: 7,
  flexibleFrom: 5,
  listeners: ['broker', 'controller'],
  decodeRequest: decodeCreateTopicsRequest,
  encodeRequest: encodeCreateTopicsRequest,
  decodeResponse: decodeCreateTopicsResponse,
  encodeResponse: encodeCreateTopicsResponse,
};
