// Generated from packages/protocol/schemas/end-quorum-epoch.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Uuid } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-1, flexible versions 1+. */
export interface EndQuorumEpochRequest {
  clusterId: string | null;
  topics: readonly EndQuorumEpochRequestTopicData[];
  /** Versions 1+, dropped where it cannot be written. */
  leaderEndpoints: readonly LeaderEndpoint[];
}

/** Part of EndQuorumEpochRequest, versions 0-1. */
export interface EndQuorumEpochRequestTopicData {
  topicName: string;
  partitions: readonly EndQuorumEpochRequestPartitionData[];
}

/** Part of EndQuorumEpochRequest, versions 0-1. */
export interface EndQuorumEpochRequestPartitionData {
  partitionIndex: number;
  leaderId: number;
  leaderEpoch: number;
  /** Versions 0, dropped where it cannot be written. */
  preferredSuccessors: readonly number[];
  /** Versions 1+, dropped where it cannot be written. */
  preferredCandidates: readonly ReplicaInfo[];
}

/** Part of EndQuorumEpochRequest, versions 1. */
export interface ReplicaInfo {
  candidateId: number;
  candidateDirectoryId: Uuid;
}

/** Part of EndQuorumEpochRequest, versions 1. */
export interface LeaderEndpoint {
  /** Unique in its array. */
  name: string;
  host: string;
  port: number;
}

/** Versions 0-1, flexible versions 1+. */
export interface EndQuorumEpochResponse {
  errorCode: number;
  topics: readonly EndQuorumEpochResponseTopicData[];
  /** Versions 1+, tag 0. */
  nodeEndpoints: readonly NodeEndpoint[];
}

/** Part of EndQuorumEpochResponse, versions 0-1. */
export interface EndQuorumEpochResponseTopicData {
  topicName: string;
  partitions: readonly EndQuorumEpochResponsePartitionData[];
}

/** Part of EndQuorumEpochResponse, versions 0-1. */
export interface EndQuorumEpochResponsePartitionData {
  partitionIndex: number;
  errorCode: number;
  leaderId: number;
  leaderEpoch: number;
}

/** Part of EndQuorumEpochResponse, versions 1. */
export interface NodeEndpoint {
  /** Unique in its array. */
  nodeId: number;
  host: string;
  port: number;
}

export function decodeEndQuorumEpochRequest(reader: Reader, version: number): EndQuorumEpochRequest {
  const flexible = version >= 1;
  const clusterId: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  const topics: EndQuorumEpochRequestTopicData[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    topics.push(decodeEndQuorumEpochRequestTopicData(reader, version));
  }
  const leaderEndpoints: LeaderEndpoint[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : 0; left > 0; left--) {
    leaderEndpoints.push(decodeLeaderEndpoint(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { clusterId, topics, leaderEndpoints };
}

export function encodeEndQuorumEpochRequest(writer: Writer, message: EndQuorumEpochRequest, version: number): void {
  const flexible = version >= 1;
  if (flexible) writer.writeCompactNullableString(message.clusterId);
  else writer.writeNullableString(message.clusterId);
  if (flexible) writer.writeCompactArrayLength(message.topics.length);
  else writer.writeArrayLength(message.topics.length);
  for (const element of message.topics) encodeEndQuorumEpochRequestTopicData(writer, element, version);
  if (version >= 1) {
    writer.writeCompactArrayLength(message.leaderEndpoints.length);
    for (const element of message.leaderEndpoints) encodeLeaderEndpoint(writer, element, version);
  }
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeEndQuorumEpochRequestTopicData(reader: Reader, version: number): EndQuorumEpochRequestTopicData {
  const flexible = version >= 1;
  const topicName = flexible ? reader.readCompactString() : reader.readString();
  const partitions: EndQuorumEpochRequestPartitionData[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    partitions.push(decodeEndQuorumEpochRequestPartitionData(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { topicName, partitions };
}

function encodeEndQuorumEpochRequestTopicData(
  writer: Writer,
  message: EndQuorumEpochRequestTopicData,
  version: number,
): void {
  const flexible = version >= 1;
  if (flexible) writer.writeCompactString(message.topicName);
  else writer.writeString(message.topicName);
  if (flexible) writer.writeCompactArrayLength(message.partitions.length);
  else writer.writeArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeEndQuorumEpochRequestPartitionData(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeEndQuorumEpochRequestPartitionData(reader: Reader, version: number): EndQuorumEpochRequestPartitionData {
  const flexible = version >= 1;
  const partitionIndex = reader.readInt32();
  const leaderId = reader.readInt32();
  const leaderEpoch = reader.readInt32();
  const preferredSuccessors: number[] = [];
  for (let left = version <= 0 ? reader.readArrayLength() : 0; left > 0; left--) {
    preferredSuccessors.push(reader.readInt32());
  }
  const preferredCandidates: ReplicaInfo[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : 0; left > 0; left--) {
    preferredCandidates.push(decodeReplicaInfo(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { partitionIndex, leaderId, leaderEpoch, preferredSuccessors, preferredCandidates };
}

function encodeEndQuorumEpochRequestPartitionData(
  writer: Writer,
  message: EndQuorumEpochRequestPartitionData,
  version: number,
): void {
  const flexible = version >= 1;
  writer.writeInt32(message.partitionIndex);
  writer.writeInt32(message.leaderId);
  writer.writeInt32(message.leaderEpoch);
  if (version <= 0) {
    writer.writeArrayLength(message.preferredSuccessors.length);
    for (const element of message.preferredSuccessors) writer.writeInt32(element);
  }
  if (version >= 1) {
    writer.writeCompactArrayLength(message.preferredCandidates.length);
    for (const element of message.preferredCandidates) encodeReplicaInfo(writer, element, version);
  }
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeReplicaInfo(reader: Reader, _version: number): ReplicaInfo {
  const candidateId = reader.readInt32();
  const candidateDirectoryId: Uuid = reader.readUuid();
  reader.skipTaggedFields();
  return { candidateId, candidateDirectoryId };
}

function encodeReplicaInfo(writer: Writer, message: ReplicaInfo, _version: number): void {
  writer.writeInt32(message.candidateId);
  writer.writeUuid(message.candidateDirectoryId);
  writer.writeUnsignedVarint(0);
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

export function decodeEndQuorumEpochResponse(reader: Reader, version: number): EndQuorumEpochResponse {
  const flexible = version >= 1;
  const errorCode = reader.readInt16();
  const topics: EndQuorumEpochResponseTopicData[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    topics.push(decodeEndQuorumEpochResponseTopicData(reader, version));
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

export function encodeEndQuorumEpochResponse(writer: Writer, message: EndQuorumEpochResponse, version: number): void {
  const flexible = version >= 1;
  writer.writeInt16(message.errorCode);
  if (flexible) writer.writeCompactArrayLength(message.topics.length);
  else writer.writeArrayLength(message.topics.length);
  for (const element of message.topics) encodeEndQuorumEpochResponseTopicData(writer, element, version);
  if (!flexible && message.nodeEndpoints.length > 0)
    throw new UnsupportedVersionError('EndQuorumEpochResponse.nodeEndpoints', version);
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

function decodeEndQuorumEpochResponseTopicData(reader: Reader, version: number): EndQuorumEpochResponseTopicData {
  const flexible = version >= 1;
  const topicName = flexible ? reader.readCompactString() : reader.readString();
  const partitions: EndQuorumEpochResponsePartitionData[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    partitions.push(decodeEndQuorumEpochResponsePartitionData(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { topicName, partitions };
}

function encodeEndQuorumEpochResponseTopicData(
  writer: Writer,
  message: EndQuorumEpochResponseTopicData,
  version: number,
): void {
  const flexible = version >= 1;
  if (flexible) writer.writeCompactString(message.topicName);
  else writer.writeString(message.topicName);
  if (flexible) writer.writeCompactArrayLength(message.partitions.length);
  else writer.writeArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeEndQuorumEpochResponsePartitionData(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeEndQuorumEpochResponsePartitionData(
  reader: Reader,
  version: number,
): EndQuorumEpochResponsePartitionData {
  const flexible = version >= 1;
  const partitionIndex = reader.readInt32();
  const errorCode = reader.readInt16();
  const leaderId = reader.readInt32();
  const leaderEpoch = reader.readInt32();
  if (flexible) reader.skipTaggedFields();
  return { partitionIndex, errorCode, leaderId, leaderEpoch };
}

function encodeEndQuorumEpochResponsePartitionData(
  writer: Writer,
  message: EndQuorumEpochResponsePartitionData,
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

export const endQuorumEpochApi: ApiDescriptor<EndQuorumEpochRequest, EndQuorumEpochResponse> = {
  key: 54,
  name: 'EndQuorumEpoch',
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 1,
  listeners: ['controller'],
  decodeRequest: decodeEndQuorumEpochRequest,
  encodeRequest: encodeEndQuorumEpochRequest,
  decodeResponse: decodeEndQuorumEpochResponse,
  encodeResponse: encodeEndQuorumEpochResponse,
};
