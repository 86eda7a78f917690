// Generated from packages/protocol/schemas/metadata.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Uuid } from '../wire/uuid.ts';
import { ZERO_UUID } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-13, flexible versions 9+. */
export interface MetadataRequest {
  /** Null in versions 1+. */
  topics: readonly MetadataRequestTopic[] | null;
  /** Versions 4+, default true. */
  allowAutoTopicCreation: boolean;
  /** Versions 8-10. */
  includeClusterAuthorizedOperations: boolean;
  /** Versions 8+. */
  includeTopicAuthorizedOperations: boolean;
}

/** Part of MetadataRequest, versions 0-13. */
export interface MetadataRequestTopic {
  /** Versions 10+, dropped where it cannot be written. */
  topicId: Uuid;
  /** Null in versions 10+. */
  name: string | null;
}

/** Versions 0-13, flexible versions 9+. */
export interface MetadataResponse {
  /** Versions 3+, dropped where it cannot be written. */
  throttleTimeMs: number;
  brokers: readonly MetadataResponseBroker[];
  /** Versions 2+, dropped where it cannot be written. */
  clusterId: string | null;
  /** Versions 1+, default -1, dropped where it cannot be written. */
  controllerId: number;
  topics: readonly MetadataResponseTopic[];
  /** Versions 8-10, default -2147483648. */
  clusterAuthorizedOperations: number;
  /** Versions 13+, dropped where it cannot be written. */
  errorCode: number;
}

/** Part of MetadataResponse, versions 0-13. */
export interface MetadataResponseBroker {
  /** Unique in its array. */
  nodeId: number;
  host: string;
  port: number;
  /** Versions 1+, dropped where it cannot be written. */
  rack: string | null;
}

/** Part of MetadataResponse, versions 0-13. */
export interface MetadataResponseTopic {
  errorCode: number;
  /** Null in versions 12+, unique in its array. */
  name: string | null;
  /** Versions 10+, dropped where it cannot be written. */
  topicId: Uuid;
  /** Versions 1+, default false, dropped where it cannot be written. */
  isInternal: boolean;
  partitions: readonly MetadataResponsePartition[];
  /** Versions 8+, default -2147483648. */
  topicAuthorizedOperations: number;
}

/** Part of MetadataResponse, versions 0-13. */
export interface MetadataResponsePartition {
  errorCode: number;
  partitionIndex: number;
  leaderId: number;
  /** Versions 7+, default -1, dropped where it cannot be written. */
  leaderEpoch: number;
  replicaNodes: readonly number[];
  isrNodes: readonly number[];
  /** Versions 5+, dropped where it cannot be written. */
  offlineReplicas: readonly number[];
}

export function decodeMetadataRequest(reader: Reader, version: number): MetadataRequest {
  const flexible = version >= 9;
  const topicsLength = flexible
    ? reader.readCompactNullableArrayLength()
    : version >= 1
      ? reader.readNullableArrayLength()
      : reader.readArrayLength();
  let topics: MetadataRequestTopic[] | null = null;
  if (topicsLength >= 0) {
    topics = [];
    for (let left = topicsLength; left > 0; left--) {
      topics.push(decodeMetadataRequestTopic(reader, version));
    }
  }
  const allowAutoTopicCreation = version >= 4 ? reader.readBoolean() : true;
  const includeClusterAuthorizedOperations = version >= 8 && version <= 10 ? reader.readBoolean() : false;
  const includeTopicAuthorizedOperations = version >= 8 ? reader.readBoolean() : false;
  if (flexible) reader.skipTaggedFields();
  return { topics, allowAutoTopicCreation, includeClusterAuthorizedOperations, includeTopicAuthorizedOperations };
}

export function encodeMetadataRequest(writer: Writer, message: MetadataRequest, version: number): void {
  const flexible = version >= 9;
  if (version >= 1) {
    if (flexible) writer.writeCompactArrayLength(message.topics?.length ?? -1);
    else writer.writeArrayLength(message.topics?.length ?? -1);
    for (const element of message.topics ?? []) encodeMetadataRequestTopic(writer, element, version);
  } else {
    if (message.topics === null) throw new UnsupportedVersionError('MetadataRequest.topics of null', version);
    writer.writeArrayLength(message.topics.length);
    for (const element of message.topics) encodeMetadataRequestTopic(writer, element, version);
  }
  if (version >= 4) writer.writeBoolean(message.allowAutoTopicCreation);
  else if (!message.allowAutoTopicCreation)
    throw new UnsupportedVersionError('MetadataRequest.allowAutoTopicCreation', version);
  if (version >= 8 && version <= 10) writer.writeBoolean(message.includeClusterAuthorizedOperations);
  else if (message.includeClusterAuthorizedOperations)
    throw new UnsupportedVersionError('MetadataRequest.includeClusterAuthorizedOperations', version);
  if (version >= 8) writer.writeBoolean(message.includeTopicAuthorizedOperations);
  else if (message.includeTopicAuthorizedOperations)
    throw new UnsupportedVersionError('MetadataRequest.includeTopicAuthorizedOperations', version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeMetadataRequestTopic(reader: Reader, version: number): MetadataRequestTopic {
  const flexible = version >= 9;
  const topicId: Uuid = version >= 10 ? reader.readUuid() : ZERO_UUID;
  const name: string | null =
    version >= 10 ? reader.readCompactNullableString() : flexible ? reader.readCompactString() : reader.readString();
  if (flexible) reader.skipTaggedFields();
  return { topicId, name };
}

function encodeMetadataRequestTopic(writer: Writer, message: MetadataRequestTopic, version: number): void {
  const flexible = version >= 9;
  if (version >= 10) writer.writeUuid(message.topicId);
  if (version >= 10) {
    writer.writeCompactNullableString(message.name);
  } else if (flexible) {
    if (message.name === null) throw new UnsupportedVersionError('MetadataRequestTopic.name of null', version);
    writer.writeCompactString(message.name);
  } else {
    if (message.name === null) throw new UnsupportedVersionError('MetadataRequestTopic.name of null', version);
    writer.writeString(message.name);
  }
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeMetadataResponse(reader: Reader, version: number): MetadataResponse {
  const flexible = version >= 9;
  const throttleTimeMs = version >= 3 ? reader.readInt32() : 0;
  const brokers: MetadataResponseBroker[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    brokers.push(decodeMetadataResponseBroker(reader, version));
  }
  const clusterId: string | null = flexible
    ? reader.readCompactNullableString()
    : version >= 2
      ? reader.readNullableString()
      : null;
  const controllerId = version >= 1 ? reader.readInt32() : -1;
  const topics: MetadataResponseTopic[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    topics.push(decodeMetadataResponseTopic(reader, version));
  }
  const clusterAuthorizedOperations = version >= 8 && version <= 10 ? reader.readInt32() : -2147483648;
  const errorCode = version >= 13 ? reader.readInt16() : 0;
  if (flexible) reader.skipTaggedFields();
  return { throttleTimeMs, brokers, clusterId, controllerId, topics, clusterAuthorizedOperations, errorCode };
}

export function encodeMetadataResponse(writer: Writer, message: MetadataResponse, version: number): void {
  const flexible = version >= 9;
  if (version >= 3) writer.writeInt32(message.throttleTimeMs);
  if (flexible) writer.writeCompactArrayLength(message.brokers.length);
  else writer.writeArrayLength(message.brokers.length);
  for (const element of message.brokers) encodeMetadataResponseBroker(writer, element, version);
  if (flexible) writer.writeCompactNullableString(message.clusterId);
  else if (version >= 2) writer.writeNullableString(message.clusterId);
  if (version >= 1) writer.writeInt32(message.controllerId);
  if (flexible) writer.writeCompactArrayLength(message.topics.length);
  else writer.writeArrayLength(message.topics.length);
  for (const element of message.topics) encodeMetadataResponseTopic(writer, element, version);
  if (version >= 8 && version <= 10) writer.writeInt32(message.clusterAuthorizedOperations);
  else if (message.clusterAuthorizedOperations !== -2147483648)
    throw new UnsupportedVersionError('MetadataResponse.clusterAuthorizedOperations', version);
  if (version >= 13) writer.writeInt16(message.errorCode);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeMetadataResponseBroker(reader: Reader, version: number): MetadataResponseBroker {
  const flexible = version >= 9;
  const nodeId = reader.readInt32();
  const host = flexible ? reader.readCompactString() : reader.readString();
  const port = reader.readInt32();
  const rack: string | null = flexible
    ? reader.readCompactNullableString()
    : version >= 1
      ? reader.readNullableString()
      : null;
  if (flexible) reader.skipTaggedFields();
  return { nodeId, host, port, rack };
}

function encodeMetadataResponseBroker(writer: Writer, message: MetadataResponseBroker, version: number): void {
  const flexible = version >= 9;
  writer.writeInt32(message.nodeId);
  if (flexible) writer.writeCompactString(message.host);
  else writer.writeString(message.host);
  writer.writeInt32(message.port);
  if (flexible) writer.writeCompactNullableString(message.rack);
  else if (version >= 1) writer.writeNullableString(message.rack);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeMetadataResponseTopic(reader: Reader, version: number): MetadataResponseTopic {
  const flexible = version >= 9;
  const errorCode = reader.readInt16();
  const name: string | null =
    version >= 12 ? reader.readCompactNullableString() : flexible ? reader.readCompactString() : reader.readString();
  const topicId: Uuid = version >= 10 ? reader.readUuid() : ZERO_UUID;
  const isInternal = version >= 1 ? reader.readBoolean() : false;
  const partitions: MetadataResponsePartition[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    partitions.push(decodeMetadataResponsePartition(reader, version));
  }
  const topicAuthorizedOperations = version >= 8 ? reader.readInt32() : -2147483648;
  if (flexible) reader.skipTaggedFields();
  return { errorCode, name, topicId, isInternal, partitions, topicAuthorizedOperations };
}

function encodeMetadataResponseTopic(writer: Writer, message: MetadataResponseTopic, version: number): void {
  const flexible = version >= 9;
  writer.writeInt16(message.errorCode);
  if (version >= 12) {
    writer.writeCompactNullableString(message.name);
  } else if (flexible) {
    if (message.name === null) throw new UnsupportedVersionError('MetadataResponseTopic.name of null', version);
    writer.writeCompactString(message.name);
  } else {
    if (message.name === null) throw new UnsupportedVersionError('MetadataResponseTopic.name of null', version);
    writer.writeString(message.name);
  }
  if (version >= 10) writer.writeUuid(message.topicId);
  if (version >= 1) writer.writeBoolean(message.isInternal);
  if (flexible) writer.writeCompactArrayLength(message.partitions.length);
  else writer.writeArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeMetadataResponsePartition(writer, element, version);
  if (version >= 8) writer.writeInt32(message.topicAuthorizedOperations);
  else if (message.topicAuthorizedOperations !== -2147483648)
    throw new UnsupportedVersionError('MetadataResponseTopic.topicAuthorizedOperations', version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeMetadataResponsePartition(reader: Reader, version: number): MetadataResponsePartition {
  const flexible = version >= 9;
  const errorCode = reader.readInt16();
  const partitionIndex = reader.readInt32();
  const leaderId = reader.readInt32();
  const leaderEpoch = version >= 7 ? reader.readInt32() : -1;
  const replicaNodes: number[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    replicaNodes.push(reader.readInt32());
  }
  const isrNodes: number[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    isrNodes.push(reader.readInt32());
  }
  const offlineReplicas: number[] = [];
  const offlineReplicasLength = flexible
    ? reader.readCompactArrayLength()
    : version >= 5
      ? reader.readArrayLength()
      : 0;
  for (let left = offlineReplicasLength; left > 0; left--) {
    offlineReplicas.push(reader.readInt32());
  }
  if (flexible) reader.skipTaggedFields();
  return { errorCode, partitionIndex, leaderId, leaderEpoch, replicaNodes, isrNodes, offlineReplicas };
}

function encodeMetadataResponsePartition(writer: Writer, message: MetadataResponsePartition, version: number): void {
  const flexible = version >= 9;
  writer.writeInt16(message.errorCode);
  writer.writeInt32(message.partitionIndex);
  writer.writeInt32(message.leaderId);
  if (version >= 7) writer.writeInt32(message.leaderEpoch);
  if (flexible) writer.writeCompactArrayLength(message.replicaNodes.length);
  else writer.writeArrayLength(message.replicaNodes.length);
  for (const element of message.replicaNodes) writer.writeInt32(element);
  if (flexible) writer.writeCompactArrayLength(message.isrNodes.length);
  else writer.writeArrayLength(message.isrNodes.length);
  for (const element of message.isrNodes) writer.writeInt32(element);
  if (version >= 5) {
    if (flexible) writer.writeCompactArrayLength(message.offlineReplicas.length);
    else writer.writeArrayLength(message.offlineReplicas.length);
    for (const element of message.offlineReplicas) writer.writeInt32(element);
  }
  if (flexible) writer.writeUnsignedVarint(0);
}

export const metadataApi: ApiDescriptor<MetadataRequest, MetadataResponse> = {
  key: 3,
  name: 'Metadata',
  minVersion: 0,
  maxVersion: 13,
  flexibleFrom: 9,
  listeners: ['broker'],
  decodeRequest: decodeMetadataRequest,
  encodeRequest: encodeMetadataRequest,
  decodeResponse: decodeMetadataResponse,
  encodeResponse: encodeMetadataResponse,
};
