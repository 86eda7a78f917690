// Generated from packages/protocol/schemas/vote.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Uuid } from '../wire/uuid.ts';
import { ZERO_UUID } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-2, flexible versions 0+. */
export interface VoteRequest {
  clusterId: string | null;
  /** Versions 1+, default -1, dropped where it cannot be written. */
  voterId: number;
  topics: readonly VoteRequestTopicData[];
}

/** Part of VoteRequest, versions 0-2. */
export interface VoteRequestTopicData {
  topicName: string;
  partitions: readonly VoteRequestPartitionData[];
}

/** Part of VoteRequest, versions 0-2. */
export interface VoteRequestPartitionData {
  partitionIndex: number;
  replicaEpoch: number;
  replicaId: number;
  /** Versions 1+, dropped where it cannot be written. */
  replicaDirectoryId: Uuid;
  /** Versions 1+, dropped where it cannot be written. */
  voterDirectoryId: Uuid;
  lastOffsetEpoch: number;
  lastOffset: number;
  /** Versions 2+. */
  preVote: boolean;
}

/** Versions 0-2, flexible versions 0+. */
export interface VoteResponse {
  errorCode: number;
  topics: readonly VoteResponseTopicData[];
  /** Versions 1+, tag 0. */
  nodeEndpoints: readonly NodeEndpoint[];
}

/** Part of VoteResponse, versions 0-2. */
export interface VoteResponseTopicData {
  topicName: string;
  partitions: readonly VoteResponsePartitionData[];
}

/** Part of VoteResponse, versions 0-2. */
export interface VoteResponsePartitionData {
  partitionIndex: number;
  errorCode: number;
  leaderId: number;
  leaderEpoch: number;
  voteGranted: boolean;
}

/** Part of VoteResponse, versions 1-2. */
export interface NodeEndpoint {
  /** Unique in its array. */
  nodeId: number;
  host: string;
  port: number;
}

export function decodeVoteRequest(reader: Reader, version: number): VoteRequest {
  const clusterId: string | null = reader.readCompactNullableString();
  const voterId = version >= 1 ? reader.readInt32() : -1;
  const topics: VoteRequestTopicData[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(decodeVoteRequestTopicData(reader, version));
  }
  reader.skipTaggedFields();
  return { clusterId, voterId, topics };
}

export function encodeVoteRequest(writer: Writer, message: VoteRequest, version: number): void {
  writer.writeCompactNullableString(message.clusterId);
  if (version >= 1) writer.writeInt32(message.voterId);
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) encodeVoteRequestTopicData(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeVoteRequestTopicData(reader: Reader, version: number): VoteRequestTopicData {
  const topicName = reader.readCompactString();
  const partitions: VoteRequestPartitionData[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodeVoteRequestPartitionData(reader, version));
  }
  reader.skipTaggedFields();
  return { topicName, partitions };
}

function encodeVoteRequestTopicData(writer: Writer, message: VoteRequestTopicData, version: number): void {
  writer.writeCompactString(message.topicName);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeVoteRequestPartitionData(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeVoteRequestPartitionData(reader: Reader, version: number): VoteRequestPartitionData {
  const partitionIndex = reader.readInt32();
  const replicaEpoch = reader.readInt32();
  const replicaId = reader.readInt32();
  const replicaDirectoryId: Uuid = version >= 1 ? reader.readUuid() : ZERO_UUID;
  const voterDirectoryId: Uuid = version >= 1 ? reader.readUuid() : ZERO_UUID;
  const lastOffsetEpoch = reader.readInt32();
  const lastOffset = reader.readInt64();
  const preVote = version >= 2 ? reader.readBoolean() : false;
  reader.skipTaggedFields();
  return {
    partitionIndex,
    replicaEpoch,
    replicaId,
    replicaDirectoryId,
    voterDirectoryId,
    lastOffsetEpoch,
    lastOffset,
    preVote,
  };
}

function encodeVoteRequestPartitionData(writer: Writer, message: VoteRequestPartitionData, version: number): void {
  writer.writeInt32(message.partitionIndex);
  writer.writeInt32(message.replicaEpoch);
  writer.writeInt32(message.replicaId);
  if (version >= 1) writer.writeUuid(message.replicaDirectoryId);
  if (version >= 1) writer.writeUuid(message.voterDirectoryId);
  writer.writeInt32(message.lastOffsetEpoch);
  writer.writeInt64(message.lastOffset);
  if (version >= 2) writer.writeBoolean(message.preVote);
  else if (message.preVote) throw new UnsupportedVersionError('VoteRequestPartitionData.preVote', version);
  writer.writeUnsignedVarint(0);
}

export function decodeVoteResponse(reader: Reader, version: number): VoteResponse {
  const errorCode = reader.readInt16();
  const topics: VoteResponseTopicData[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(decodeVoteResponseTopicData(reader, version));
  }
  let nodeEndpoints: readonly NodeEndpoint[] = [];
  for (let left = reader.readTaggedFieldCount(); left > 0; left--) {
    const tag = reader.readUnsignedVarint();
    const end = reader.readTaggedFieldEnd();
    switch (tag) {
      case 0: {
        if (version < 1) reader.refuseTag(tag);
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
  return { errorCode, topics, nodeEndpoints };
}

export function encodeVoteResponse(writer: Writer, message: VoteResponse, version: number): void {
  writer.writeInt16(message.errorCode);
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) encodeVoteResponseTopicData(writer, element, version);
  if (version < 1 && message.nodeEndpoints.length > 0)
    throw new UnsupportedVersionError('VoteResponse.nodeEndpoints', version);
  let taggedFields = 0;
  if (version >= 1 && message.nodeEndpoints.length > 0) taggedFields++;
  writer.writeUnsignedVarint(taggedFields);
  if (version >= 1 && message.nodeEndpoints.length > 0) {
    const field = writer.beginTaggedField(0);
    writer.writeCompactArrayLength(message.nodeEndpoints.length);
    for (const element of message.nodeEndpoints) encodeNodeEndpoint(writer, element, version);
    writer.endTaggedField(field);
  }
}

function decodeVoteResponseTopicData(reader: Reader, version: number): VoteResponseTopicData {
  const topicName = reader.readCompactString();
  const partitions: VoteResponsePartitionData[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodeVoteResponsePartitionData(reader, version));
  }
  reader.skipTaggedFields();
  return { topicName, partitions };
}

function encodeVoteResponseTopicData(writer: Writer, message: VoteResponseTopicData, version: number): void {
  writer.writeCompactString(message.topicName);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeVoteResponsePartitionData(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeVoteResponsePartitionData(reader: Reader, _version: number): VoteResponsePartitionData {
  const partitionIndex = reader.readInt32();
  const errorCode = reader.readInt16();
  const leaderId = reader.readInt32();
  const leaderEpoch = reader.readInt32();
  const voteGranted = reader.readBoolean();
  reader.skipTaggedFields();
  return { partitionIndex, errorCode, leaderId, leaderEpoch, voteGranted };
}

function encodeVoteResponsePartitionData(writer: Writer, message: VoteResponsePartitionData, _version: number): void {
  writer.writeInt32(message.partitionIndex);
  writer.writeInt16(message.errorCode);
  writer.writeInt32(message.leaderId);
  writer.writeInt32(message.leaderEpoch);
  writer.writeBoolean(message.voteGranted);
  writer.writeUnsignedVarint(0);
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

export const voteApi: ApiDescriptor<VoteRequest, VoteResponse> = {
  key: 52,
  name: 'Vote',
  minVersion: 0,
  maxVersion: 2,
  flexibleFrom: 0,
  listeners: ['controller'],
  decodeRequest: decodeVoteRequest,
  encodeRequest: encodeVoteRequest,
  decodeResponse: decodeVoteResponse,
  encodeResponse: encodeVoteResponse,
};
