// Generated from packages/protocol/schemas/begin-quorum-epoch.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Uuid } from '../wire/uuid.ts';
import { ZERO_UUID } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-1, flexible versions 1+. */
export interface BeginQuorumEpochRequest {
  clusterId: string | null;
  /** Versions 1+, default -1, dropped where it cannot be written. */
  voterId: number;
  topics: readonly BeginQuorumEpochRequestTopicData[];
  /** Versions 1+, dropped where it cannot be written. */
  leaderEndpoints: readonly LeaderEndpoint[];
}

/** Part of BeginQuorumEpochRequest, versions 0-1. */
export interface BeginQuorumEpochRequestTopicData {
  topicName: string;
  partitions: readonly BeginQuorumEpochRequestPartitionData[];
}

/** Part of BeginQuorumEpochRequest, versions 0-1. */
export interface BeginQuorumEpochRequestPartitionData {
  partitionIndex: number;
  /** Versions 1+, dropped where it cannot be written. */
  voterDirectoryId: Uuid;
  leaderId: number;
  leaderEpoch: number;
}

/** Part of BeginQuorumEpochRequest, versions 1. */
export interface LeaderEndpoint {
  /** Unique in its array. */
  name: string;
  host: string;
  port: number;
}

/** Versions 0-1, flexible versions 1+. */
export interface BeginQuorumEpochResponse {
  errorCode: number;
  topics: readonly BeginQuorumEpochResponseTopicData[];
  /** Versions 1+, tag 0. */
  nodeEndpoints: readonly NodeEndpoint[];
}

/** Part of BeginQuorumEpochResponse, versions 0-1. */
export interface BeginQuorumEpochResponseTopicData {
  topicName: string;
  partitions: readonly BeginQuorumEpochResponsePartitionData[];
}

/** Part of BeginQuorumEpochResponse, versions 0-1. */
export interface BeginQuorumEpochResponsePartitionData {
  partitionIndex: number;
  errorCode: number;
  leaderId: number;
  leaderEpoch: number;
}

/** Part of BeginQuorumEpochResponse, versions 1. */
export interface NodeEndpoint {
  /** Unique in its array. */
  nodeId: number;
  host: string;
  port: number;
}

export function decodeBeginQuorumEpochRequest(reader: Reader, version: number): BeginQuorumEpochRequest {
  const flexible = version >= 1;
  const clusterId: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  const voterId = version >= 1 ? reader.readInt32() : -1;
  const topics: BeginQuorumEpochRequestTopicData[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    topics.push(decodeBeginQuorumEpochRequestTopicData(reader, version));
  }
  const leaderEndpoints: LeaderEndpoint[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : 0; left > 0; left--) {
    leaderEndpoints.push(decodeLeaderEndpoint(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { clusterId, voterId, topics, leaderEndpoints };
}

export function encodeBeginQuorumEpochRequest(writer: Writer, message: BeginQuorumEpochRequest, version: number): void {
  const flexible = version >= 1;
  if (flexible) writer.writeCompactNullableString(message.clusterId);
  else writer.writeNullableString(message.clusterId);
  if (version >= 1) writer.writeInt32(message.voterId);
  if (flexible) writer.writeCompactArrayLength(message.topics.length);
  else writer.writeArrayLength(message.topics.length);
  for (const element of message.topics) encodeBeginQuorumEpochRequestTopicData(writer, element, version);
  if (version >= 1) {
    writer.writeCompactArrayLength(message.leaderEndpoints.length);
    for (const element of message.leaderEndpoints) encodeLeaderEndpoint(writer, element, version);
  }
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeBeginQuorumEpochRequestTopicData(reader: Reader, version: number): BeginQuorumEpochRequestTopicData {
  const flexible = version >= 1;
  const topicName = flexible ? reader.readCompactString() : reader.readString();
  const partitions: BeginQuorumEpochRequestPartitionData[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    partitions.push(decodeBeginQuorumEpochRequestPartitionData(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { topicName, partitions };
}

function encodeBeginQuorumEpochRequestTopicData(
  writer: Writer,
  message: BeginQuorumEpochRequestTopicData,
  version: number,
): void {
  const flexible = version >= 1;
  if (flexible) writer.writeCompactString(message.topicName);
  else writer.writeString(message.topicName);
  if (flexible) writer.writeCompactArrayLength(message.partitions.length);
  else writer.writeArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeBeginQuorumEpochRequestPartitionData(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeBeginQuorumEpochRequestPartitionData(
  reader: Reader,
  version: number,
): BeginQuorumEpochRequestPartitionData {
  const flexible = version >= 1;
  const partitionIndex = reader.readInt32();
  const voterDirectoryId: Uuid = version >= 1 ? reader.readUuid() : ZERO_UUID;
  const leaderId = reader.readInt32();
  const leaderEpoch = reader.readInt32();
  if (flexible) reader.skipTaggedFields();
  return { partitionIndex, voterDirectoryId, leaderId, leaderEpoch };
}

function encodeBeginQuorumEpochRequestPartitionData(
  writer: Writer,
  message: BeginQuorumEpochRequestPartitionData,
  version: number,
): void {
  const flexible = version >= 1;
  writer.writeInt32(message.partitionIndex);
  if (version >= 1) writer.writeUuid(message.voterDirectoryId);
  writer.writeInt32(message.leaderId);
  writer.writeInt32(message.leaderEpoch);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeLeaderEndpoint(reader: Reader, _version: number): LeaderEndpoint {
  const name = reader.readCompactString();
  const host = reader.readCompactString();
  const port = reader.readUint16();
  reader.skipTaggedFields();
  return { name, host, port };
}

function encodeLeaderEndpoint(writer: Writer, message: LeaderEndpoint, _version: number): void {
  writer.writeCompactString(message.name);
  writer.writeCompactString(message.host);
  writer.writeUint16(message.port);
  writer.writeUnsignedVarint(0);
}

export function decodeBeginQuorumEpochResponse(reader: Reader, version: number): BeginQuorumEpochResponse {
  const flexible = version >= 1;
  const errorCode = reader.readInt16();
  const topics: BeginQuorumEpochResponseTopicData[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    topics.push(decodeBeginQuorumEpochResponseTopicData(reader, version));
  }
  let nodeEndpoints: readonly NodeEndpoint[] = [];
  if (flexible) {
    for (let left = reader.readTaggedFieldCount(); left > 0; left--) {
      const tag = reader.readUnsignedVarint();
      const end = reader.readTaggedFieldEnd();
      switch (tag) {
        case 0: {
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
  return { errorCode, topics, nodeEndpoints };
}

export function encodeBeginQuorumEpochResponse(
  writer: Writer,
  message: BeginQuorumEpochResponse,
  version: number,
): void {
  const flexible = version >= 1;
  writer.writeInt16(message.errorCode);
  if (flexible) writer.writeCompactArrayLength(message.topics.length);
  else writer.writeArrayLength(message.topics.length);
  for (const element of message.topics) encodeBeginQuorumEpochResponseTopicData(writer, element, version);
  if (!flexible && message.nodeEndpoints.length > 0)
    throw new UnsupportedVersionError('BeginQuorumEpochResponse.nodeEndpoints', version);
  if (flexible) {
    let taggedFields = 0;
    if (message.nodeEndpoints.length > 0) taggedFields++;
    writer.writeUnsignedVarint(taggedFields);
    if (message.nodeEndpoints.length > 0) {
      const field = writer.beginTaggedField(0);
      writer.writeCompactArrayLength(message.nodeEndpoints.length);
      for (const element of message.nodeEndpoints) encodeNodeEndpoint(writer, element, version);
      writer.endTaggedField(field);
    }
  }
}

function decodeBeginQuorumEpochResponseTopicData(reader: Reader, version: number): BeginQuorumEpochResponseTopicData {
  const flexible = version >= 1;
  const topicName = flexible ? reader.readCompactString() : reader.readString();
  const partitions: BeginQuorumEpochResponsePartitionData[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    partitions.push(decodeBeginQuorumEpochResponsePartitionData(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { topicName, partitions };
}

function encodeBeginQuorumEpochResponseTopicData(
  writer: Writer,
  message: BeginQuorumEpochResponseTopicData,
  version: number,
): void {
  const flexible = version >= 1;
  if (flexible) writer.writeCompactString(message.topicName);
  else writer.writeString(message.topicName);
  if (flexible) writer.writeCompactArrayLength(message.partitions.length);
  else writer.writeArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeBeginQuorumEpochResponsePartitionData(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeBeginQuorumEpochResponsePartitionData(
  reader: Reader,
  version: number,
): BeginQuorumEpochResponsePartitionData {
  const flexible = version >= 1;
  const partitionIndex = reader.readInt32();
  const errorCode = reader.readInt16();
  const leaderId = reader.readInt32();
  const leaderEpoch = reader.readInt32();
  if (flexible) reader.skipTaggedFields();
  return { partitionIndex, errorCode, leaderId, leaderEpoch };
}

function encodeBeginQuorumEpochResponsePartitionData(
  writer: Writer,
  message: BeginQuorumEpochResponsePartitionData,
  version: number,
): void {
  const flexible = version >= 1;
  writer.writeInt32(message.partitionIndex);
  writer.writeInt16(message.errorCode);
  writer.writeInt32(message.leaderId);
  writer.writeInt32(message.leaderEpoch);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeNodeEndpoint(reader: Reader, _version: number): NodeEndpoint {
  const nodeId = reader.readInt32();
  const host = reader.readCompactString();
  const port = reader.readUint16();
  reader.skipTaggedFields();
  return { nodeId, host, port };
}

function encodeNodeEndpoint(writer: Writer, message: NodeEndpoint, _version: number): void {
  writer.writeInt32(message.nodeId);
  writer.writeCompactString(message.host);
  writer.writeUint16(message.port);
  writer.writeUnsignedVarint(0);
}

export const beginQuorumEpochApi: ApiDescriptor<BeginQuorumEpochRequest, BeginQuorumEpochResponse> = {
  key: 53,
  name: 'BeginQuorumEpoch',
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 1,
  listeners: ['controller'],
  decodeRequest: decodeBeginQuorumEpochRequest,
  encodeRequest: encodeBeginQuorumEpochRequest,
  decodeResponse: decodeBeginQuorumEpochResponse,
  encodeResponse: encodeBeginQuorumEpochResponse,
};
