// Generated from packages/protocol/schemas/fetch-snapshot.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Records } from '../wire/records.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Uuid } from '../wire/uuid.ts';
import { ZERO_UUID } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-1, flexible versions 0+. */
export interface FetchSnapshotRequest {
  /** Tag 0. */
  clusterId: string | null;
  /** Default -1. */
  replicaId: number;
  /** Default 2147483647. */
  maxBytes: number;
  topics: readonly FetchSnapshotRequestTopicSnapshot[];
}

/** Part of FetchSnapshotRequest, versions 0-1. */
export interface FetchSnapshotRequestTopicSnapshot {
  name: string;
  partitions: readonly FetchSnapshotRequestPartitionSnapshot[];
}

/** Part of FetchSnapshotRequest, versions 0-1. */
export interface FetchSnapshotRequestPartitionSnapshot {
  partition: number;
  currentLeaderEpoch: number;
  snapshotId: FetchSnapshotRequestSnapshotId;
  position: number;
  /** Versions 1+, tag 0, dropped where it cannot be written. */
  replicaDirectoryId: Uuid;
}

/** Part of FetchSnapshotRequest, versions 0-1. */
export interface FetchSnapshotRequestSnapshotId {
  endOffset: number;
  epoch: number;
}

/** Versions 0-1, flexible versions 0+. */
export interface FetchSnapshotResponse {
  throttleTimeMs: number;
  errorCode: number;
  topics: readonly FetchSnapshotResponseTopicSnapshot[];
  /** Versions 1+, tag 0. */
  nodeEndpoints: readonly NodeEndpoint[];
}

/** Part of FetchSnapshotResponse, versions 0-1. */
export interface FetchSnapshotResponseTopicSnapshot {
  name: string;
  partitions: readonly FetchSnapshotResponsePartitionSnapshot[];
}

/** Part of FetchSnapshotResponse, versions 0-1. */
export interface FetchSnapshotResponsePartitionSnapshot {
  index: number;
  errorCode: number;
  snapshotId: FetchSnapshotResponseSnapshotId;
  /** Tag 0. */
  currentLeader?: LeaderIdAndEpoch | undefined;
  size: number;
  position: number;
  unalignedRecords: Records;
}

/** Part of FetchSnapshotResponse, versions 0-1. */
export interface FetchSnapshotResponseSnapshotId {
  endOffset: number;
  epoch: number;
}

/** Part of FetchSnapshotResponse, versions 0-1. */
export interface LeaderIdAndEpoch {
  leaderId: number;
  leaderEpoch: number;
}

/** Part of FetchSnapshotResponse, versions 1. */
export interface NodeEndpoint {
  /** Unique in its array. */
  nodeId: number;
  host: string;
  port: number;
}

export function decodeFetchSnapshotRequest(reader: Reader, version: number): FetchSnapshotRequest {
  const replicaId = reader.readInt32();
  const maxBytes = reader.readInt32();
  const topics: FetchSnapshotRequestTopicSnapshot[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(decodeFetchSnapshotRequestTopicSnapshot(reader, version));
  }
  let clusterId: string | null = null;
  for (let left = reader.readTaggedFieldCount(); left > 0; left--) {
    const tag = reader.readUnsignedVarint();
    const end = reader.readTaggedFieldEnd();
    switch (tag) {
      case 0:
        clusterId = reader.readCompactNullableString();
        break;
      default:
        reader.position = end;
    }
    reader.finishTaggedField(end);
  }
  return { clusterId, replicaId, maxBytes, topics };
}

export function encodeFetchSnapshotRequest(writer: Writer, message: FetchSnapshotRequest, version: number): void {
  writer.writeInt32(message.replicaId);
  writer.writeInt32(message.maxBytes);
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) encodeFetchSnapshotRequestTopicSnapshot(writer, element, version);
  let taggedFields = 0;
  if (message.clusterId !== null) taggedFields++;
  writer.writeUnsignedVarint(taggedFields);
  if (message.clusterId !== null) {
    const field = writer.beginTaggedField(0);
    writer.writeCompactNullableString(message.clusterId);
    writer.endTaggedField(field);
  }
}

function decodeFetchSnapshotRequestTopicSnapshot(reader: Reader, version: number): FetchSnapshotRequestTopicSnapshot {
  const name = reader.readCompactString();
  const partitions: FetchSnapshotRequestPartitionSnapshot[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodeFetchSnapshotRequestPartitionSnapshot(reader, version));
  }
  reader.skipTaggedFields();
  return { name, partitions };
}

function encodeFetchSnapshotRequestTopicSnapshot(
  writer: Writer,
  message: FetchSnapshotRequestTopicSnapshot,
  version: number,
): void {
  writer.writeCompactString(message.name);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeFetchSnapshotRequestPartitionSnapshot(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeFetchSnapshotRequestPartitionSnapshot(
  reader: Reader,
  version: number,
): FetchSnapshotRequestPartitionSnapshot {
  const partition = reader.readInt32();
  const currentLeaderEpoch = reader.readInt32();
  const snapshotId = decodeFetchSnapshotRequestSnapshotId(reader, version);
  const position = reader.readInt64();
  let replicaDirectoryId: Uuid = ZERO_UUID;
  for (let left = reader.readTaggedFieldCount(); left > 0; left--) {
    const tag = reader.readUnsignedVarint();
    const end = reader.readTaggedFieldEnd();
    switch (tag) {
      case 0:
        if (version < 1) reader.refuseTag(tag);
        replicaDirectoryId = reader.readUuid();
        break;
      default:
        reader.position = end;
    }
    reader.finishTaggedField(end);
  }
  return { partition, currentLeaderEpoch, snapshotId, position, replicaDirectoryId };
}

function encodeFetchSnapshotRequestPartitionSnapshot(
  writer: Writer,
  message: FetchSnapshotRequestPartitionSnapshot,
  version: number,
): void {
  writer.writeInt32(message.partition);
  writer.writeInt32(message.currentLeaderEpoch);
  encodeFetchSnapshotRequestSnapshotId(writer, message.snapshotId, version);
  writer.writeInt64(message.position);
  let taggedFields = 0;
  if (version >= 1 && message.replicaDirectoryId !== ZERO_UUID) taggedFields++;
  writer.writeUnsignedVarint(taggedFields);
  if (version >= 1 && message.replicaDirectoryId !== ZERO_UUID) {
    const field = writer.beginTaggedField(0);
    writer.writeUuid(message.replicaDirectoryId);
    writer.endTaggedField(field);
  }
}

function decodeFetchSnapshotRequestSnapshotId(reader: Reader, _version: number): FetchSnapshotRequestSnapshotId {
  const endOffset = reader.readInt64();
  const epoch = reader.readInt32();
  reader.skipTaggedFields();
  return { endOffset, epoch };
}

function encodeFetchSnapshotRequestSnapshotId(
  writer: Writer,
  message: FetchSnapshotRequestSnapshotId,
  _version: number,
): void {
  writer.writeInt64(message.endOffset);
  writer.writeInt32(message.epoch);
  writer.writeUnsignedVarint(0);
}

export function decodeFetchSnapshotResponse(reader: Reader, version: number): FetchSnapshotResponse {
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  const topics: FetchSnapshotResponseTopicSnapshot[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(decodeFetchSnapshotResponseTopicSnapshot(reader, version));
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
  return { throttleTimeMs, errorCode, topics, nodeEndpoints };
}

export function encodeFetchSnapshotResponse(writer: Writer, message: FetchSnapshotResponse, version: number): void {
  writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) encodeFetchSnapshotResponseTopicSnapshot(writer, element, version);
  if (version < 1 && message.nodeEndpoints.length > 0)
    throw new UnsupportedVersionError('FetchSnapshotResponse.nodeEndpoints', version);
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

function decodeFetchSnapshotResponseTopicSnapshot(reader: Reader, version: number): FetchSnapshotResponseTopicSnapshot {
  const name = reader.readCompactString();
  const partitions: FetchSnapshotResponsePartitionSnapshot[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(decodeFetchSnapshotResponsePartitionSnapshot(reader, version));
  }
  reader.skipTaggedFields();
  return { name, partitions };
}

function encodeFetchSnapshotResponseTopicSnapshot(
  writer: Writer,
  message: FetchSnapshotResponseTopicSnapshot,
  version: number,
): void {
  writer.writeCompactString(message.name);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeFetchSnapshotResponsePartitionSnapshot(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeFetchSnapshotResponsePartitionSnapshot(
  reader: Reader,
  version: number,
): FetchSnapshotResponsePartitionSnapshot {
  const index = reader.readInt32();
  const errorCode = reader.readInt16();
  const snapshotId = decodeFetchSnapshotResponseSnapshotId(reader, version);
  const size = reader.readInt64();
  const position = reader.readInt64();
  const unalignedRecords = reader.readCompactBytes();
  let currentLeader: LeaderIdAndEpoch | undefined;
  for (let left = reader.readTaggedFieldCount(); left > 0; left--) {
    const tag = reader.readUnsignedVarint();
    const end = reader.readTaggedFieldEnd();
    switch (tag) {
      case 0:
        currentLeader = decodeLeaderIdAndEpoch(reader, version);
        break;
      default:
        reader.position = end;
    }
    reader.finishTaggedField(end);
  }
  const message: FetchSnapshotResponsePartitionSnapshot = {
    index,
    errorCode,
    snapshotId,
    size,
    position,
    unalignedRecords,
  };
  if (currentLeader !== undefined) message.currentLeader = currentLeader;
  return message;
}

function encodeFetchSnapshotResponsePartitionSnapshot(
  writer: Writer,
  message: FetchSnapshotResponsePartitionSnapshot,
  version: number,
): void {
  writer.writeInt32(message.index);
  writer.writeInt16(message.errorCode);
  encodeFetchSnapshotResponseSnapshotId(writer, message.snapshotId, version);
  writer.writeInt64(message.size);
  writer.writeInt64(message.position);
  writer.writeCompactRecords(message.unalignedRecords);
  let taggedFields = 0;
  if (message.currentLeader !== undefined) taggedFields++;
  writer.writeUnsignedVarint(taggedFields);
  if (message.currentLeader !== undefined) {
    const field = writer.beginTaggedField(0);
    encodeLeaderIdAndEpoch(writer, message.currentLeader, version);
    writer.endTaggedField(field);
  }
}

function decodeFetchSnapshotResponseSnapshotId(reader: Reader, _version: number): FetchSnapshotResponseSnapshotId {
  const endOffset = reader.readInt64();
  const epoch = reader.readInt32();
  reader.skipTaggedFields();
  return { endOffset, epoch };
}

function encodeFetchSnapshotResponseSnapshotId(
  writer: Writer,
  message: FetchSnapshotResponseSnapshotId,
  _version: number,
): void {
  writer.writeInt64(message.endOffset);
  writer.writeInt32(message.epoch);
  writer.writeUnsignedVarint(0);
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

export const fetchSnapshotApi: ApiDescriptor<FetchSnapshotRequest, FetchSnapshotResponse> = {
  key: 59,
  name: 'FetchSnapshot',
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 0,
  listeners: ['controller'],
  decodeRequest: decodeFetchSnapshotRequest,
  encodeRequest: encodeFetchSnapshotRequest,
  decodeResponse: decodeFetchSnapshotResponse,
  encodeResponse: encodeFetchSnapshotResponse,
};
