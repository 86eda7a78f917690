// Generated from packages/protocol/schemas/fetch.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Records } from '../wire/records.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Uuid } from '../wire/uuid.ts';
import { ZERO_UUID } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 4-18, flexible versions 12+. */
export interface FetchRequest {
  /** Versions 12+, tag 0, dropped where it cannot be written. */
  clusterId: string | null;
  /** Versions 0-14, default -1. */
  replicaId: number;
  /** Versions 15+, tag 1. */
  replicaState?: ReplicaState | undefined;
  maxWaitMs: number;
  minBytes: number;
  /** Default 2147483647. */
  maxBytes: number;
  /** Default 0. */
  isolationLevel: number;
  /** Versions 7+, default 0, dropped where it cannot be written. */
  sessionId: number;
  /** Versions 7+, default -1, dropped where it cannot be written. */
  sessionEpoch: number;
  topics: readonly FetchTopic[];
  /** Versions 7+. */
  forgottenTopicsData: readonly ForgottenTopic[];
  /** Versions 11+, default "", dropped where it cannot be written. */
  rackId: string;
}

/** Part of FetchRequest, versions 15-18. */
export interface ReplicaState {
  /** Default -1. */
  replicaId: number;
  /** Default -1. */
  replicaEpoch: number;
}

/** Part of FetchRequest, versions 4-18. */
export interface FetchTopic {
  /** Versions 0-12, dropped where it cannot be written. */
  topic: string;
  /** Versions 13+, dropped where it cannot be written. */
  topicId: Uuid;
  partitions: readonly FetchPartition[];
}

/** Part of FetchRequest, versions 4-18. */
export interface FetchPartition {
  partition: number;
  /** Versions 9+, default -1, dropped where it cannot be written. */
  currentLeaderEpoch: number;
  fetchOffset: number;
  /** Versions 12+, default -1. */
  lastFetchedEpoch: number;
  /** Versions 5+, default -1, dropped where it cannot be written. */
  logStartOffset: number;
  partitionMaxBytes: number;
  /** Versions 17+, tag 0, dropped where it cannot be written. */
  replicaDirectoryId: Uuid;
  /** Versions 18+, tag 1, default "9223372036854775807", dropped where it cannot be written. */
  highWatermark: bigint;
}

/** Part of FetchRequest, versions 7-18. */
export interface ForgottenTopic {
  /** Versions 7-12, dropped where it cannot be written. */
  topic: string;
  /** Versions 13+, dropped where it cannot be written. */
  topicId: Uuid;
  partitions: readonly number[];
}

/** Versions 4-18, flexible versions 12+. */
export interface FetchResponse {
  throttleTimeMs: number;
  /** Versions 7+, dropped where it cannot be written. */
  errorCode: number;
  /** Versions 7+, default 0. */
  sessionId: number;
  responses: readonly FetchableTopicResponse[];
  /** Versions 16+, tag 0. */
  nodeEndpoints: readonly NodeEndpoint[];
}

/** Part of FetchResponse, versions 4-18. */
export interface FetchableTopicResponse {
  /** Versions 0-12, dropped where it cannot be written. */
  topic: string;
  /** Versions 13+, dropped where it cannot be written. */
  topicId: Uuid;
  partitions: readonly PartitionData[];
}

/** Part of FetchResponse, versions 4-18. */
export interface PartitionData {
  partitionIndex: number;
  errorCode: number;
  highWatermark: number;
  /** Default -1. */
  lastStableOffset: number;
  /** Versions 5+, default -1, dropped where it cannot be written. */
  logStartOffset: number;
  /** Versions 12+, tag 0. */
  divergingEpoch?: EpochEndOffset | undefined;
  /** Versions 12+, tag 1. */
  currentLeader?: LeaderIdAndEpoch | undefined;
  /** Versions 12+, tag 2. */
  snapshotId?: SnapshotId | undefined;
  abortedTransactions: readonly AbortedTransaction[] | null;
  /** Versions 11+, default -1. */
  preferredReadReplica: number;
  records: Records | null;
}

/** Part of FetchResponse, versions 12-18. */
export interface EpochEndOffset {
  /** Default -1. */
  epoch: number;
  /** Default -1. */
  endOffset: number;
}

/** Part of FetchResponse, versions 12-18. */
export interface LeaderIdAndEpoch {
  /** Default -1. */
  leaderId: number;
  /** Default -1. */
  leaderEpoch: number;
}

/** Part of FetchResponse, versions 12-18. */
export interface SnapshotId {
  /** Default -1. */
  endOffset: number;
  /** Default -1. */
  epoch: number;
}

/** Part of FetchResponse, versions 4-18. */
export interface AbortedTransaction {
  producerId: number;
  firstOffset: number;
}

/** Part of FetchResponse, versions 16-18. */
export interface NodeEndpoint {
  /** Unique in its array. */
  nodeId: number;
  host: string;
  port: number;
  rack: string | null;
}

export function decodeFetchRequest(reader: Reader, version: number): FetchRequest {
  const flexible = version >= 12;
  const replicaId = version <= 14 ? reader.readInt32() : -1;
  const maxWaitMs = reader.readInt32();
  const minBytes = reader.readInt32();
  const maxBytes = reader.readInt32();
  const isolationLevel = reader.readInt8();
  const sessionId = version >= 7 ? reader.readInt32() : 0;
  const sessionEpoch = version >= 7 ? reader.readInt32() : -1;
  const topics: FetchTopic[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    topics.push(decodeFetchTopic(reader, version));
  }
  const forgottenTopicsData: ForgottenTopic[] = [];
  const forgottenTopicsDataLength = flexible
    ? reader.readCompactArrayLength()
    : version >= 7
      ? reader.readArrayLength()
      : 0;
  for (let left = forgottenTopicsDataLength; left > 0; left--) {
    forgottenTopicsData.push(decodeForgottenTopic(reader, version));
  }
  const rackId = flexible ? reader.readCompactString() : version >= 11 ? reader.readString() : '';
  let clusterId: string | null = null;
  let replicaState: ReplicaState | undefined;
  if (flexible) {
    for (let left = reader.readTaggedFieldCount(); left > 0; left--) {
      const tag = reader.readUnsignedVarint();
      const end = reader.readTaggedFieldEnd();
      switch (tag) {
        case 0:
          clusterId = reader.readCompactNullableString();
          break;
        case 1:
          if (version < 15) reader.refuseTag(tag);
          replicaState = decodeReplicaState(reader, version);
          break;
        default:
          reader.position = end;
      }
      reader.finishTaggedField(end);
    }
  }
  const message: FetchRequest = {
    clusterId,
    replicaId,
    maxWaitMs,
    minBytes,
    maxBytes,
    isolationLevel,
    sessionId,
    sessionEpoch,
    topics,
    forgottenTopicsData,
    rackId,
  };
  if (replicaState !== undefined) message.replicaState = replicaState;
  return message;
}

export function encodeFetchRequest(writer: Writer, message: FetchRequest, version: number): void {
  const flexible = version >= 12;
  if (version <= 14) writer.writeInt32(message.replicaId);
  else if (message.replicaId !== -1) throw new UnsupportedVersionError('FetchRequest.replicaId', version);
  writer.writeInt32(message.maxWaitMs);
  writer.writeInt32(message.minBytes);
  writer.writeInt32(message.maxBytes);
  writer.writeInt8(message.isolationLevel);
  if (version >= 7) writer.writeInt32(message.sessionId);
  if (version >= 7) writer.writeInt32(message.sessionEpoch);
  if (flexible) writer.writeCompactArrayLength(message.topics.length);
  else writer.writeArrayLength(message.topics.length);
  for (const element of message.topics) encodeFetchTopic(writer, element, version);
  if (version >= 7) {
    if (flexible) writer.writeCompactArrayLength(message.forgottenTopicsData.length);
    else writer.writeArrayLength(message.forgottenTopicsData.length);
    for (const element of message.forgottenTopicsData) encodeForgottenTopic(writer, element, version);
  } else if (message.forgottenTopicsData.length > 0) {
    throw new UnsupportedVersionError('FetchRequest.forgottenTopicsData', version);
  }
  if (flexible) writer.writeCompactString(message.rackId);
  else if (version >= 11) writer.writeString(message.rackId);
  if (version < 15 && message.replicaState !== undefined)
    throw new UnsupportedVersionError('FetchRequest.replicaState', version);
  if (flexible) {
    let taggedFields = 0;
    if (message.clusterId !== null) taggedFields++;
    if (version >= 15 && message.replicaState !== undefined) taggedFields++;
    writer.writeUnsignedVarint(taggedFields);
    if (message.clusterId !== null) {
      const field = writer.beginTaggedField(0);
      writer.writeCompactNullableString(message.clusterId);
      writer.endTaggedField(field);
    }
    if (version >= 15 && message.replicaState !== undefined) {
      const field = writer.beginTaggedField(1);
      encodeReplicaState(writer, message.replicaState, version);
      writer.endTaggedField(field);
    }
  }
}

function decodeReplicaState(reader: Reader, _version: number): ReplicaState {
  const replicaId = reader.readInt32();
  const replicaEpoch = reader.readInt64();
  reader.skipTaggedFields();
  return { replicaId, replicaEpoch };
}

function encodeReplicaState(writer: Writer, message: ReplicaState, _version: number): void {
  writer.writeInt32(message.replicaId);
  writer.writeInt64(message.replicaEpoch);
  writer.writeUnsignedVarint(0);
}

function decodeFetchTopic(reader: Reader, version: number): FetchTopic {
  const flexible = version >= 12;
  const topic = version === 12 ? reader.readCompactString() : version <= 11 ? reader.readString() : '';
  const topicId: Uuid = version >= 13 ? reader.readUuid() : ZERO_UUID;
  const partitions: FetchPartition[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    partitions.push(decodeFetchPartition(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { topic, topicId, partitions };
}

function encodeFetchTopic(writer: Writer, message: FetchTopic, version: number): void {
  const flexible = version >= 12;
  if (version === 12) writer.writeCompactString(message.topic);
  else if (version <= 11) writer.writeString(message.topic);
  if (version >= 13) writer.writeUuid(message.topicId);
  if (flexible) writer.writeCompactArrayLength(message.partitions.length);
  else writer.writeArrayLength(message.partitions.length);
  for (const element of message.partitions) encodeFetchPartition(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeFetchPartition(reader: Reader, version: number): FetchPartition {
  const flexible = version >= 12;
  const partition = reader.readInt32();
  const currentLeaderEpoch = version >= 9 ? reader.readInt32() : -1;
  const fetchOffset = reader.readInt64();
  const lastFetchedEpoch = version >= 12 ? reader.readInt32() : -1;
  const logStartOffset = version >= 5 ? reader.readInt64() : -1;
  const partitionMaxBytes = reader.readInt32();
  let replicaDirectoryId: Uuid = ZERO_UUID;
  let highWatermark: bigint = 9223372036854775807n;
  if (flexible) {
    for (let left = reader.readTaggedFieldCount(); left > 0; left--) {
      const tag = reader.readUnsignedVarint();
      const end = reader.readTaggedFieldEnd();
      switch (tag) {
        case 0:
          if (version < 17) reader.refuseTag(tag);
          replicaDirectoryId = reader.readUuid();
          break;
        case 1:
          if (version < 18) reader.refuseTag(tag);
          highWatermark = reader.readInt64Bigint();
          break;
        default:
          reader.position = end;
      }
      reader.finishTaggedField(end);
    }
  }
  return {
    partition,
    currentLeaderEpoch,
    fetchOffset,
    lastFetchedEpoch,
    logStartOffset,
    partitionMaxBytes,
    replicaDirectoryId,
    highWatermark,
  };
}

function encodeFetchPartition(writer: Writer, message: FetchPartition, version: number): void {
  const flexible = version >= 12;
  writer.writeInt32(message.partition);
  if (version >= 9) writer.writeInt32(message.currentLeaderEpoch);
  writer.writeInt64(message.fetchOffset);
  if (version >= 12) writer.writeInt32(message.lastFetchedEpoch);
  else if (message.lastFetchedEpoch !== -1)
    throw new UnsupportedVersionError('FetchPartition.lastFetchedEpoch', version);
  if (version >= 5) writer.writeInt64(message.logStartOffset);
  writer.writeInt32(message.partitionMaxBytes);
  if (flexible) {
    let taggedFields = 0;
    if (version >= 17 && message.replicaDirectoryId !== ZERO_UUID) taggedFields++;
    if (version >= 18 && message.highWatermark !== 9223372036854775807n) taggedFields++;
    writer.writeUnsignedVarint(taggedFields);
    if (version >= 17 && message.replicaDirectoryId !== ZERO_UUID) {
      const field = writer.beginTaggedField(0);
      writer.writeUuid(message.replicaDirectoryId);
      writer.endTaggedField(field);
    }
    if (version >= 18 && message.highWatermark !== 9223372036854775807n) {
      const field = writer.beginTaggedField(1);
      writer.writeInt64Bigint(message.highWatermark);
      writer.endTaggedField(field);
    }
  }
}

function decodeForgottenTopic(reader: Reader, version: number): ForgottenTopic {
  const flexible = version >= 12;
  const topic = version === 12 ? reader.readCompactString() : version <= 11 ? reader.readString() : '';
  const topicId: Uuid = version >= 13 ? reader.readUuid() : ZERO_UUID;
  const partitions: number[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    partitions.push(reader.readInt32());
  }
  if (flexible) reader.skipTaggedFields();
  return { topic, topicId, partitions };
}

function encodeForgottenTopic(writer: Writer, message: ForgottenTopic, version: number): void {
  const flexible = version >= 12;
  if (version === 12) writer.writeCompactString(message.topic);
  else if (version <= 11) writer.writeString(message.topic);
  if (version >= 13) writer.writeUuid(message.topicId);
  if (flexible) writer.writeCompactArrayLength(message.partitions.length);
  else writer.writeArrayLength(message.partitions.length);
  for (const element of message.partitions) writer.writeInt32(element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeFetchResponse(reader: Reader, version: number): FetchResponse {
  const flexible = version >= 12;
  const throttleTimeMs = reader.readInt32();
  const errorCode = version >= 7 ? reader.readInt16() : 0;
  const sessionId = version >= 7 ? reader.readInt32() : 0;
  const responses: FetchableTopicResponse[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    responses.push(decodeFetchableTopicResponse(reader, version));
  }
  let nodeEndpoints: readonly NodeEndpoint[] = [];
  if (flexible) {
    for (let left = reader.readTaggedFieldCount(); left > 0; left--) {
      const tag = reader.readUnsignedVarint();
      const end = reader.readTaggedFieldEnd();
      switch (tag) {
        case 0: {
          if (version < 16) reader.refuseTag(tag);
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
  return { throttleTimeMs, errorCode, sessionId, responses, nodeEndpoints };
}

export function encodeFetchResponse(writer: Writer, message: FetchResponse, version: number): void {
  const flexible = version >= 12;
  writer.writeInt32(message.throttleTimeMs);
  if (version >= 7) writer.writeInt16(message.errorCode);
  if (version >= 7) writer.writeInt32(message.sessionId);
  else if (message.sessionId !== 0) throw new UnsupportedVersionError('FetchResponse.sessionId', version);
  if (flexible) writer.writeCompactArrayLength(message.responses.length);
  else writer.writeArrayLength(message.responses.length);
  for (const element of message.responses) encodeFetchableTopicResponse(writer, element, version);
  if (version < 16 && message.nodeEndpoints.length > 0)
    throw new UnsupportedVersionError('FetchResponse.nodeEndpoints', version);
  if (flexible) {
    let taggedFields = 0;
    if (version >= 16 && message.nodeEndpoints.length > 0) taggedFields++;
    writer.writeUnsignedVarint(taggedFields);
    if (version >= 16 && message.nodeEndpoints.length > 0) {
      const field = writer.beginTaggedField(0);
      writer.writeCompactArrayLength(message.nodeEndpoints.length);
      for (const element of message.nodeEndpoints) encodeNodeEndpoint(writer, element, version);
      writer.endTaggedField(field);
    }
  }
}

function decodeFetchableTopicResponse(reader: Reader, version: number): FetchableTopicResponse {
  const flexible = version >= 12;
  const topic = version === 12 ? reader.readCompactString() : version <= 11 ? reader.readString() : '';
  const topicId: Uuid = version >= 13 ? reader.readUuid() : ZERO_UUID;
  const partitions: PartitionData[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    partitions.push(decodePartitionData(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { topic, topicId, partitions };
}

function encodeFetchableTopicResponse(writer: Writer, message: FetchableTopicResponse, version: number): void {
  const flexible = version >= 12;
  if (version === 12) writer.writeCompactString(message.topic);
  else if (version <= 11) writer.writeString(message.topic);
  if (version >= 13) writer.writeUuid(message.topicId);
  if (flexible) writer.writeCompactArrayLength(message.partitions.length);
  else writer.writeArrayLength(message.partitions.length);
  for (const element of message.partitions) encodePartitionData(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodePartitionData(reader: Reader, version: number): PartitionData {
  const flexible = version >= 12;
  const partitionIndex = reader.readInt32();
  const errorCode = reader.readInt16();
  const highWatermark = reader.readInt64();
  const lastStableOffset = reader.readInt64();
  const logStartOffset = version >= 5 ? reader.readInt64() : -1;
  const abortedTransactionsLength = flexible
    ? reader.readCompactNullableArrayLength()
    : reader.readNullableArrayLength();
  let abortedTransactions: AbortedTransaction[] | null = null;
  if (abortedTransactionsLength >= 0) {
    abortedTransactions = [];
    for (let left = abortedTransactionsLength; left > 0; left--) {
      abortedTransactions.push(decodeAbortedTransaction(reader, version));
    }
  }
  const preferredReadReplica = version >= 11 ? reader.readInt32() : -1;
  const records: Records | null = flexible ? reader.readCompactNullableBytes() : reader.readNullableBytes();
  let divergingEpoch: EpochEndOffset | undefined;
  let currentLeader: LeaderIdAndEpoch | undefined;
  let snapshotId: SnapshotId | undefined;
  if (flexible) {
    for (let left = reader.readTaggedFieldCount(); left > 0; left--) {
      const tag = reader.readUnsignedVarint();
      const end = reader.readTaggedFieldEnd();
      switch (tag) {
        case 0:
          divergingEpoch = decodeEpochEndOffset(reader, version);
          break;
        case 1:
          currentLeader = decodeLeaderIdAndEpoch(reader, version);
          break;
        case 2:
          snapshotId = decodeSnapshotId(reader, version);
          break;
        default:
          reader.position = end;
      }
      reader.finishTaggedField(end);
    }
  }
  const message: PartitionData = {
    partitionIndex,
    errorCode,
    highWatermark,
    lastStableOffset,
    logStartOffset,
    abortedTransactions,
    preferredReadReplica,
    records,
  };
  if (divergingEpoch !== undefined) message.divergingEpoch = divergingEpoch;
  if (currentLeader !== undefined) message.currentLeader = currentLeader;
  if (snapshotId !== undefined) message.snapshotId = snapshotId;
  return message;
}

function encodePartitionData(writer: Writer, message: PartitionData, version: number): void {
  const flexible = version >= 12;
  writer.writeInt32(message.partitionIndex);
  writer.writeInt16(message.errorCode);
  writer.writeInt64(message.highWatermark);
  writer.writeInt64(message.lastStableOffset);
  if (version >= 5) writer.writeInt64(message.logStartOffset);
  if (flexible) writer.writeCompactArrayLength(message.abortedTransactions?.length ?? -1);
  else writer.writeArrayLength(message.abortedTransactions?.length ?? -1);
  for (const element of message.abortedTransactions ?? []) encodeAbortedTransaction(writer, element, version);
  if (version >= 11) writer.writeInt32(message.preferredReadReplica);
  else if (message.preferredReadReplica !== -1)
    throw new UnsupportedVersionError('PartitionData.preferredReadReplica', version);
  if (flexible) writer.writeCompactNullableRecords(message.records);
  else writer.writeNullableRecords(message.records);
  if (!flexible && message.divergingEpoch !== undefined)
    throw new UnsupportedVersionError('PartitionData.divergingEpoch', version);
  if (!flexible && message.currentLeader !== undefined)
    throw new UnsupportedVersionError('PartitionData.currentLeader', version);
  if (!flexible && message.snapshotId !== undefined)
    throw new UnsupportedVersionError('PartitionData.snapshotId', version);
  if (flexible) {
    let taggedFields = 0;
    if (message.divergingEpoch !== undefined) taggedFields++;
    if (message.currentLeader !== undefined) taggedFields++;
    if (message.snapshotId !== undefined) taggedFields++;
    writer.writeUnsignedVarint(taggedFields);
    if (message.divergingEpoch !== undefined) {
      const field = writer.beginTaggedField(0);
      encodeEpochEndOffset(writer, message.divergingEpoch, version);
      writer.endTaggedField(field);
    }
    if (message.currentLeader !== undefined) {
      const field = writer.beginTaggedField(1);
      encodeLeaderIdAndEpoch(writer, message.currentLeader, version);
      writer.endTaggedField(field);
    }
    if (message.snapshotId !== undefined) {
      const field = writer.beginTaggedField(2);
      encodeSnapshotId(writer, message.snapshotId, version);
      writer.endTaggedField(field);
    }
  }
}

function decodeEpochEndOffset(reader: Reader, _version: number): EpochEndOffset {
  const epoch = reader.readInt32();
  const endOffset = reader.readInt64();
  reader.skipTaggedFields();
  return { epoch, endOffset };
}

function encodeEpochEndOffset(writer: Writer, message: EpochEndOffset, _version: number): void {
  writer.writeInt32(message.epoch);
  writer.writeInt64(message.endOffset);
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

function decodeSnapshotId(reader: Reader, _version: number): SnapshotId {
  const endOffset = reader.readInt64();
  const epoch = reader.readInt32();
  reader.skipTaggedFields();
  return { endOffset, epoch };
}

function encodeSnapshotId(writer: Writer, message: SnapshotId, _version: number): void {
  writer.writeInt64(message.endOffset);
  writer.writeInt32(message.epoch);
  writer.writeUnsignedVarint(0);
}

function decodeAbortedTransaction(reader: Reader, version: number): AbortedTransaction {
  const flexible = version >= 12;
  const producerId = reader.readInt64();
  const firstOffset = reader.readInt64();
  if (flexible) reader.skipTaggedFields();
  return { producerId, firstOffset };
}

function encodeAbortedTransaction(writer: Writer, message: AbortedTransaction, version: number): void {
  const flexible = version >= 12;
  writer.writeInt64(message.producerId);
  writer.writeInt64(message.firstOffset);
  if (flexible) writer.writeUnsignedVarint(0);
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

export const fetchApi: ApiDescriptor<FetchRequest, FetchResponse> = {
  key: 1,
  name: 'Fetch',
  minVersion: 4,
  maxVersion: 18,
  flexibleFrom: 12,
  listeners: ['broker', 'controller'],
  decodeRequest: decodeFetchRequest,
  encodeRequest: encodeFetchRequest,
  decodeResponse: decodeFetchResponse,
  encodeResponse: encodeFetchResponse,
};
