// Generated from packages/protocol/schemas/streams-group-heartbeat.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0, flexible versions 0+. */
export interface StreamsGroupHeartbeatRequest {
  groupId: string;
  memberId: string;
  memberEpoch: number;
  endpointInformationEpoch: number;
  instanceId: string | null;
  rackId: string | null;
  /** Default -1. */
  rebalanceTimeoutMs: number;
  topology: Topology | null;
  activeTasks: readonly StreamsGroupHeartbeatRequestTaskIds[] | null;
  standbyTasks: readonly StreamsGroupHeartbeatRequestTaskIds[] | null;
  warmupTasks: readonly StreamsGroupHeartbeatRequestTaskIds[] | null;
  processId: string | null;
  userEndpoint: StreamsGroupHeartbeatRequestEndpoint | null;
  clientTags: readonly KeyValue[] | null;
  taskOffsets: readonly TaskOffset[] | null;
  taskEndOffsets: readonly TaskOffset[] | null;
  /** Default false. */
  shutdownApplication: boolean;
}

/** Part of StreamsGroupHeartbeatRequest, versions 0. */
export interface Topology {
  epoch: number;
  subtopologies: readonly Subtopology[];
}

/** Part of StreamsGroupHeartbeatRequest, versions 0. */
export interface Subtopology {
  subtopologyId: string;
  sourceTopics: readonly string[];
  sourceTopicRegex: readonly string[];
  stateChangelogTopics: readonly TopicInfo[];
  repartitionSinkTopics: readonly string[];
  repartitionSourceTopics: readonly TopicInfo[];
  copartitionGroups: readonly CopartitionGroup[];
}

/** Part of StreamsGroupHeartbeatRequest, versions 0. */
export interface TopicInfo {
  name: string;
  partitions: number;
  replicationFactor: number;
  topicConfigs: readonly KeyValue[];
}

/** Part of StreamsGroupHeartbeatRequest, versions 0. */
export interface KeyValue {
  key: string;
  value: string;
}

/** Part of StreamsGroupHeartbeatRequest, versions 0. */
export interface CopartitionGroup {
  sourceTopics: readonly number[];
  sourceTopicRegex: readonly number[];
  repartitionSourceTopics: readonly number[];
}

/** Part of StreamsGroupHeartbeatRequest, versions 0. */
export interface StreamsGroupHeartbeatRequestTaskIds {
  subtopologyId: string;
  partitions: readonly number[];
}

/** Part of StreamsGroupHeartbeatRequest, versions 0. */
export interface StreamsGroupHeartbeatRequestEndpoint {
  host: string;
  port: number;
}

/** Part of StreamsGroupHeartbeatRequest, versions 0. */
export interface TaskOffset {
  subtopologyId: string;
  partition: number;
  offset: number;
}

/** Versions 0, flexible versions 0+. */
export interface StreamsGroupHeartbeatResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  memberId: string;
  memberEpoch: number;
  heartbeatIntervalMs: number;
  acceptableRecoveryLag: number;
  taskOffsetIntervalMs: number;
  status: readonly Status[] | null;
  activeTasks: readonly StreamsGroupHeartbeatResponseTaskIds[] | null;
  standbyTasks: readonly StreamsGroupHeartbeatResponseTaskIds[] | null;
  warmupTasks: readonly StreamsGroupHeartbeatResponseTaskIds[] | null;
  endpointInformationEpoch: number;
  partitionsByUserEndpoint: readonly EndpointToPartitions[] | null;
}

/** Part of StreamsGroupHeartbeatResponse, versions 0. */
export interface Status {
  statusCode: number;
  statusDetail: string;
}

/** Part of StreamsGroupHeartbeatResponse, versions 0. */
export interface StreamsGroupHeartbeatResponseTaskIds {
  subtopologyId: string;
  partitions: readonly number[];
}

/** Part of StreamsGroupHeartbeatResponse, versions 0. */
export interface EndpointToPartitions {
  userEndpoint: StreamsGroupHeartbeatResponseEndpoint;
  activePartitions: readonly TopicPartition[];
  standbyPartitions: readonly TopicPartition[];
}

/** Part of StreamsGroupHeartbeatResponse, versions 0. */
export interface StreamsGroupHeartbeatResponseEndpoint {
  host: string;
  port: number;
}

/** Part of StreamsGroupHeartbeatResponse, versions 0. */
export interface TopicPartition {
  topic: string;
  partitions: readonly number[];
}

export function decodeStreamsGroupHeartbeatRequest(reader: Reader, version: number): StreamsGroupHeartbeatRequest {
  const groupId = reader.readCompactString();
  const memberId = reader.readCompactString();
  const memberEpoch = reader.readInt32();
  const endpointInformationEpoch = reader.readInt32();
  const instanceId: string | null = reader.readCompactNullableString();
  const rackId: string | null = reader.readCompactNullableString();
  const rebalanceTimeoutMs = reader.readInt32();
  const topology: Topology | null = reader.readInt8() < 0 ? null : decodeTopology(reader, version);
  const activeTasksLength = reader.readCompactNullableArrayLength();
  let activeTasks: StreamsGroupHeartbeatRequestTaskIds[] | null = null;
  if (activeTasksLength >= 0) {
    activeTasks = [];
    for (let left = activeTasksLength; left > 0; left--) {
      activeTasks.push(decodeStreamsGroupHeartbeatRequestTaskIds(reader, version));
    }
  }
  const standbyTasksLength = reader.readCompactNullableArrayLength();
  let standbyTasks: StreamsGroupHeartbeatRequestTaskIds[] | null = null;
  if (standbyTasksLength >= 0) {
    standbyTasks = [];
    for (let left = standbyTasksLength; left > 0; left--) {
      standbyTasks.push(decodeStreamsGroupHeartbeatRequestTaskIds(reader, version));
    }
  }
  const warmupTasksLength = reader.readCompactNullableArrayLength();
  let warmupTasks: StreamsGroupHeartbeatRequestTaskIds[] | null = null;
  if (warmupTasksLength >= 0) {
    warmupTasks = [];
    for (let left = warmupTasksLength; left > 0; left--) {
      warmupTasks.push(decodeStreamsGroupHeartbeatRequestTaskIds(reader, version));
    }
  }
  const processId: string | null = reader.readCompactNullableString();
  const userEndpoint: StreamsGroupHeartbeatRequestEndpoint | null =
    reader.readInt8() < 0 ? null : decodeStreamsGroupHeartbeatRequestEndpoint(reader, version);
  const clientTagsLength = reader.readCompactNullableArrayLength();
  let clientTags: KeyValue[] | null = null;
  if (clientTagsLength >= 0) {
    clientTags = [];
    for (let left = clientTagsLength; left > 0; left--) {
      clientTags.push(decodeKeyValue(reader, version));
    }
  }
  const taskOffsetsLength = reader.readCompactNullableArrayLength();
  let taskOffsets: TaskOffset[] | null = null;
  if (taskOffsetsLength >= 0) {
    taskOffsets = [];
    for (let left = taskOffsetsLength; left > 0; left--) {
      taskOffsets.push(decodeTaskOffset(reader, version));
    }
  }
  const taskEndOffsetsLength = reader.readCompactNullableArrayLength();
  let taskEndOffsets: TaskOffset[] | null = null;
  if (taskEndOffsetsLength >= 0) {
    taskEndOffsets = [];
    for (let left = taskEndOffsetsLength; left > 0; left--) {
      taskEndOffsets.push(decodeTaskOffset(reader, version));
    }
  }
  const shutdownApplication = reader.readBoolean();
  reader.skipTaggedFields();
  return {
    groupId,
    memberId,
    memberEpoch,
    endpointInformationEpoch,
    instanceId,
    rackId,
    rebalanceTimeoutMs,
    topology,
    activeTasks,
    standbyTasks,
    warmupTasks,
    processId,
    userEndpoint,
    clientTags,
    taskOffsets,
    taskEndOffsets,
    shutdownApplication,
  };
}

export function encodeStreamsGroupHeartbeatRequest(
  writer: Writer,
  message: StreamsGroupHeartbeatRequest,
  version: number,
): void {
  writer.writeCompactString(message.groupId);
  writer.writeCompactString(message.memberId);
  writer.writeInt32(message.memberEpoch);
  writer.writeInt32(message.endpointInformationEpoch);
  writer.writeCompactNullableString(message.instanceId);
  writer.writeCompactNullableString(message.rackId);
  writer.writeInt32(message.rebalanceTimeoutMs);
  if (message.topology === null) {
    writer.writeInt8(-1);
  } else {
    writer.writeInt8(1);
    encodeTopology(writer, message.topology, version);
  }
  writer.writeCompactArrayLength(message.activeTasks?.length ?? -1);
  for (const element of message.activeTasks ?? []) encodeStreamsGroupHeartbeatRequestTaskIds(writer, element, version);
  writer.writeCompactArrayLength(message.standbyTasks?.length ?? -1);
  for (const element of message.standbyTasks ?? []) encodeStreamsGroupHeartbeatRequestTaskIds(writer, element, version);
  writer.writeCompactArrayLength(message.warmupTasks?.length ?? -1);
  for (const element of message.warmupTasks ?? []) encodeStreamsGroupHeartbeatRequestTaskIds(writer, element, version);
  writer.writeCompactNullableString(message.processId);
  if (message.userEndpoint === null) {
    writer.writeInt8(-1);
  } else {
    writer.writeInt8(1);
    encodeStreamsGroupHeartbeatRequestEndpoint(writer, message.userEndpoint, version);
  }
  writer.writeCompactArrayLength(message.clientTags?.length ?? -1);
  for (const element of message.clientTags ?? []) encodeKeyValue(writer, element, version);
  writer.writeCompactArrayLength(message.taskOffsets?.length ?? -1);
  for (const element of message.taskOffsets ?? []) encodeTaskOffset(writer, element, version);
  writer.writeCompactArrayLength(message.taskEndOffsets?.length ?? -1);
  for (const element of message.taskEndOffsets ?? []) encodeTaskOffset(writer, element, version);
  writer.writeBoolean(message.shutdownApplication);
  writer.writeUnsignedVarint(0);
}

function decodeTopology(reader: Reader, version: number): Topology {
  const epoch = reader.readInt32();
  const subtopologies: Subtopology[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    subtopologies.push(decodeSubtopology(reader, version));
  }
  reader.skipTaggedFields();
  return { epoch, subtopologies };
}

function encodeTopology(writer: Writer, message: Topology, version: number): void {
  writer.writeInt32(message.epoch);
  writer.writeCompactArrayLength(message.subtopologies.length);
  for (const element of message.subtopologies) encodeSubtopology(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeSubtopology(reader: Reader, version: number): Subtopology {
  const subtopologyId = reader.readCompactString();
  const sourceTopics: string[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    sourceTopics.push(reader.readCompactString());
  }
  const sourceTopicRegex: string[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    sourceTopicRegex.push(reader.readCompactString());
  }
  const stateChangelogTopics: TopicInfo[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    stateChangelogTopics.push(decodeTopicInfo(reader, version));
  }
  const repartitionSinkTopics: string[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    repartitionSinkTopics.push(reader.readCompactString());
  }
  const repartitionSourceTopics: TopicInfo[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    repartitionSourceTopics.push(decodeTopicInfo(reader, version));
  }
  const copartitionGroups: CopartitionGroup[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    copartitionGroups.push(decodeCopartitionGroup(reader, version));
  }
  reader.skipTaggedFields();
  return {
    subtopologyId,
    sourceTopics,
    sourceTopicRegex,
    stateChangelogTopics,
    repartitionSinkTopics,
    repartitionSourceTopics,
    copartitionGroups,
  };
}

function encodeSubtopology(writer: Writer, message: Subtopology, version: number): void {
  writer.writeCompactString(message.subtopologyId);
  writer.writeCompactArrayLength(message.sourceTopics.length);
  for (const element of message.sourceTopics) writer.writeCompactString(element);
  writer.writeCompactArrayLength(message.sourceTopicRegex.length);
  for (const element of message.sourceTopicRegex) writer.writeCompactString(element);
  writer.writeCompactArrayLength(message.stateChangelogTopics.length);
  for (const element of message.stateChangelogTopics) encodeTopicInfo(writer, element, version);
  writer.writeCompactArrayLength(message.repartitionSinkTopics.length);
  for (const element of message.repartitionSinkTopics) writer.writeCompactString(element);
  writer.writeCompactArrayLength(message.repartitionSourceTopics.length);
  for (const element of message.repartitionSourceTopics) encodeTopicInfo(writer, element, version);
  writer.writeCompactArrayLength(message.copartitionGroups.length);
  for (const element of message.copartitionGroups) encodeCopartitionGroup(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeTopicInfo(reader: Reader, version: number): TopicInfo {
  const name = reader.readCompactString();
  const partitions = reader.readInt32();
  const replicationFactor = reader.readInt16();
  const topicConfigs: KeyValue[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topicConfigs.push(decodeKeyValue(reader, version));
  }
  reader.skipTaggedFields();
  return { name, partitions, replicationFactor, topicConfigs };
}

function encodeTopicInfo(writer: Writer, message: TopicInfo, version: number): void {
  writer.writeCompactString(message.name);
  writer.writeInt32(message.partitions);
  writer.writeInt16(message.replicationFactor);
  writer.writeCompactArrayLength(message.topicConfigs.length);
  for (const element of message.topicConfigs) encodeKeyValue(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeKeyValue(reader: Reader, _version: number): KeyValue {
  const key = reader.readCompactString();
  const value = reader.readCompactString();
  reader.skipTaggedFields();
  return { key, value };
}

function encodeKeyValue(writer: Writer, message: KeyValue, _version: number): void {
  writer.writeCompactString(message.key);
  writer.writeCompactString(message.value);
  writer.writeUnsignedVarint(0);
}

function decodeCopartitionGroup(reader: Reader, _version: number): CopartitionGroup {
  const sourceTopics: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    sourceTopics.push(reader.readInt16());
  }
  const sourceTopicRegex: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    sourceTopicRegex.push(reader.readInt16());
  }
  const repartitionSourceTopics: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    repartitionSourceTopics.push(reader.readInt16());
  }
  reader.skipTaggedFields();
  return { sourceTopics, sourceTopicRegex, repartitionSourceTopics };
}

function encodeCopartitionGroup(writer: Writer, message: CopartitionGroup, _version: number): void {
  writer.writeCompactArrayLength(message.sourceTopics.length);
  for (const element of message.sourceTopics) writer.writeInt16(element);
  writer.writeCompactArrayLength(message.sourceTopicRegex.length);
  for (const element of message.sourceTopicRegex) writer.writeInt16(element);
  writer.writeCompactArrayLength(message.repartitionSourceTopics.length);
  for (const element of message.repartitionSourceTopics) writer.writeInt16(element);
  writer.writeUnsignedVarint(0);
}

function decodeStreamsGroupHeartbeatRequestTaskIds(
  reader: Reader,
  _version: number,
): StreamsGroupHeartbeatRequestTaskIds {
  const subtopologyId = reader.readCompactString();
  const partitions: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(reader.readInt32());
  }
  reader.skipTaggedFields();
  return { subtopologyId, partitions };
}

function encodeStreamsGroupHeartbeatRequestTaskIds(
  writer: Writer,
  message: StreamsGroupHeartbeatRequestTaskIds,
  _version: number,
): void {
  writer.writeCompactString(message.subtopologyId);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) writer.writeInt32(element);
  writer.writeUnsignedVarint(0);
}

function decodeStreamsGroupHeartbeatRequestEndpoint(
  reader: Reader,
  _version: number,
): StreamsGroupHeartbeatRequestEndpoint {
  const host = reader.readCompactString();
  const port = reader.readUint16();
  reader.skipTaggedFields();
  return { host, port };
}

function encodeStreamsGroupHeartbeatRequestEndpoint(
  writer: Writer,
  message: StreamsGroupHeartbeatRequestEndpoint,
  _version: number,
): void {
  writer.writeCompactString(message.host);
  writer.writeUint16(message.port);
  writer.writeUnsignedVarint(0);
}

function decodeTaskOffset(reader: Reader, _version: number): TaskOffset {
  const subtopologyId = reader.readCompactString();
  const partition = reader.readInt32();
  const offset = reader.readInt64();
  reader.skipTaggedFields();
  return { subtopologyId, partition, offset };
}

function encodeTaskOffset(writer: Writer, message: TaskOffset, _version: number): void {
  writer.writeCompactString(message.subtopologyId);
  writer.writeInt32(message.partition);
  writer.writeInt64(message.offset);
  writer.writeUnsignedVarint(0);
}

export function decodeStreamsGroupHeartbeatResponse(reader: Reader, version: number): StreamsGroupHeartbeatResponse {
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  const errorMessage: string | null = reader.readCompactNullableString();
  const memberId = reader.readCompactString();
  const memberEpoch = reader.readInt32();
  const heartbeatIntervalMs = reader.readInt32();
  const acceptableRecoveryLag = reader.readInt32();
  const taskOffsetIntervalMs = reader.readInt32();
  const statusLength = reader.readCompactNullableArrayLength();
  let status: Status[] | null = null;
  if (statusLength >= 0) {
    status = [];
    for (let left = statusLength; left > 0; left--) {
      status.push(decodeStatus(reader, version));
    }
  }
  const activeTasksLength = reader.readCompactNullableArrayLength();
  let activeTasks: StreamsGroupHeartbeatResponseTaskIds[] | null = null;
  if (activeTasksLength >= 0) {
    activeTasks = [];
    for (let left = activeTasksLength; left > 0; left--) {
      activeTasks.push(decodeStreamsGroupHeartbeatResponseTaskIds(reader, version));
    }
  }
  const standbyTasksLength = reader.readCompactNullableArrayLength();
  let standbyTasks: StreamsGroupHeartbeatResponseTaskIds[] | null = null;
  if (standbyTasksLength >= 0) {
    standbyTasks = [];
    for (let left = standbyTasksLength; left > 0; left--) {
      standbyTasks.push(decodeStreamsGroupHeartbeatResponseTaskIds(reader, version));
    }
  }
  const warmupTasksLength = reader.readCompactNullableArrayLength();
  let warmupTasks: StreamsGroupHeartbeatResponseTaskIds[] | null = null;
  if (warmupTasksLength >= 0) {
    warmupTasks = [];
    for (let left = warmupTasksLength; left > 0; left--) {
      warmupTasks.push(decodeStreamsGroupHeartbeatResponseTaskIds(reader, version));
    }
  }
  const endpointInformationEpoch = reader.readInt32();
  const partitionsByUserEndpointLength = reader.readCompactNullableArrayLength();
  let partitionsByUserEndpoint: EndpointToPartitions[] | null = null;
  if (partitionsByUserEndpointLength >= 0) {
    partitionsByUserEndpoint = [];
    for (let left = partitionsByUserEndpointLength; left > 0; left--) {
      partitionsByUserEndpoint.push(decodeEndpointToPartitions(reader, version));
    }
  }
  reader.skipTaggedFields();
  return {
    throttleTimeMs,
    errorCode,
    errorMessage,
    memberId,
    memberEpoch,
    heartbeatIntervalMs,
    acceptableRecoveryLag,
    taskOffsetIntervalMs,
    status,
    activeTasks,
    standbyTasks,
    warmupTasks,
    endpointInformationEpoch,
    partitionsByUserEndpoint,
  };
}

export function encodeStreamsGroupHeartbeatResponse(
  writer: Writer,
  message: StreamsGroupHeartbeatResponse,
  version: number,
): void {
  writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  writer.writeCompactNullableString(message.errorMessage);
  writer.writeCompactString(message.memberId);
  writer.writeInt32(message.memberEpoch);
  writer.writeInt32(message.heartbeatIntervalMs);
  writer.writeInt32(message.acceptableRecoveryLag);
  writer.writeInt32(message.taskOffsetIntervalMs);
  writer.writeCompactArrayLength(message.status?.length ?? -1);
  for (const element of message.status ?? []) encodeStatus(writer, element, version);
  writer.writeCompactArrayLength(message.activeTasks?.length ?? -1);
  for (const element of message.activeTasks ?? []) encodeStreamsGroupHeartbeatResponseTaskIds(writer, element, version);
  writer.writeCompactArrayLength(message.standbyTasks?.length ?? -1);
  for (const element of message.standbyTasks ?? [])
    encodeStreamsGroupHeartbeatResponseTaskIds(writer, element, version);
  writer.writeCompactArrayLength(message.warmupTasks?.length ?? -1);
  for (const element of message.warmupTasks ?? []) encodeStreamsGroupHeartbeatResponseTaskIds(writer, element, version);
  writer.writeInt32(message.endpointInformationEpoch);
  writer.writeCompactArrayLength(message.partitionsByUserEndpoint?.length ?? -1);
  for (const element of message.partitionsByUserEndpoint ?? []) encodeEndpointToPartitions(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeStatus(reader: Reader, _version: number): Status {
  const statusCode = reader.readInt8();
  const statusDetail = reader.readCompactString();
  reader.skipTaggedFields();
  return { statusCode, statusDetail };
}

function encodeStatus(writer: Writer, message: Status, _version: number): void {
  writer.writeInt8(message.statusCode);
  writer.writeCompactString(message.statusDetail);
  writer.writeUnsignedVarint(0);
}

function decodeStreamsGroupHeartbeatResponseTaskIds(
  reader: Reader,
  _version: number,
): StreamsGroupHeartbeatResponseTaskIds {
  const subtopologyId = reader.readCompactString();
  const partitions: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(reader.readInt32());
  }
  reader.skipTaggedFields();
  return { subtopologyId, partitions };
}

function encodeStreamsGroupHeartbeatResponseTaskIds(
  writer: Writer,
  message: StreamsGroupHeartbeatResponseTaskIds,
  _version: number,
): void {
  writer.writeCompactString(message.subtopologyId);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) writer.writeInt32(element);
  writer.writeUnsignedVarint(0);
}

function decodeEndpointToPartitions(reader: Reader, version: number): EndpointToPartitions {
  const userEndpoint = decodeStreamsGroupHeartbeatResponseEndpoint(reader, version);
  const activePartitions: TopicPartition[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    activePartitions.push(decodeTopicPartition(reader, version));
  }
  const standbyPartitions: TopicPartition[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    standbyPartitions.push(decodeTopicPartition(reader, version));
  }
  reader.skipTaggedFields();
  return { userEndpoint, activePartitions, standbyPartitions };
}

function encodeEndpointToPartitions(writer: Writer, message: EndpointToPartitions, version: number): void {
  encodeStreamsGroupHeartbeatResponseEndpoint(writer, message.userEndpoint, version);
  writer.writeCompactArrayLength(message.activePartitions.length);
  for (const element of message.activePartitions) encodeTopicPartition(writer, element, version);
  writer.writeCompactArrayLength(message.standbyPartitions.length);
  for (const element of message.standbyPartitions) encodeTopicPartition(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeStreamsGroupHeartbeatResponseEndpoint(
  reader: Reader,
  _version: number,
): StreamsGroupHeartbeatResponseEndpoint {
  const host = reader.readCompactString();
  const port = reader.readUint16();
  reader.skipTaggedFields();
  return { host, port };
}

function encodeStreamsGroupHeartbeatResponseEndpoint(
  writer: Writer,
  message: StreamsGroupHeartbeatResponseEndpoint,
  _version: number,
): void {
  writer.writeCompactString(message.host);
  writer.writeUint16(message.port);
  writer.writeUnsignedVarint(0);
}

function decodeTopicPartition(reader: Reader, _version: number): TopicPartition {
  const topic = reader.readCompactString();
  const partitions: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(reader.readInt32());
  }
  reader.skipTaggedFields();
  return { topic, partitions };
}

function encodeTopicPartition(writer: Writer, message: TopicPartition, _version: number): void {
  writer.writeCompactString(message.topic);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) writer.writeInt32(element);
  writer.writeUnsignedVarint(0);
}

export const streamsGroupHeartbeatApi: ApiDescriptor<StreamsGroupHeartbeatRequest, StreamsGroupHeartbeatResponse> = {
  key: 88,
  name: 'StreamsGroupHeartbeat',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  listeners: ['broker'],
  decodeRequest: decodeStreamsGroupHeartbeatRequest,
  encodeRequest: encodeStreamsGroupHeartbeatRequest,
  decodeResponse: decodeStreamsGroupHeartbeatResponse,
  encodeResponse: encodeStreamsGroupHeartbeatResponse,
};
