// Generated from packages/protocol/schemas/streams-group-describe.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0, flexible versions 0+. */
export interface StreamsGroupDescribeRequest {
  groupIds: readonly string[];
  includeAuthorizedOperations: boolean;
}

/** Versions 0, flexible versions 0+. */
export interface StreamsGroupDescribeResponse {
  throttleTimeMs: number;
  groups: readonly DescribedGroup[];
}

/** Part of StreamsGroupDescribeResponse, versions 0. */
export interface DescribedGroup {
  errorCode: number;
  errorMessage: string | null;
  groupId: string;
  groupState: string;
  groupEpoch: number;
  assignmentEpoch: number;
  topology: Topology | null;
  members: readonly Member[];
  /** Default -2147483648. */
  authorizedOperations: number;
}

/** Part of StreamsGroupDescribeResponse, versions 0. */
export interface Topology {
  epoch: number;
  subtopologies: readonly Subtopology[] | null;
}

/** Part of StreamsGroupDescribeResponse, versions 0. */
export interface Subtopology {
  subtopologyId: string;
  sourceTopics: readonly string[];
  repartitionSinkTopics: readonly string[];
  stateChangelogTopics: readonly TopicInfo[];
  repartitionSourceTopics: readonly TopicInfo[];
}

/** Part of StreamsGroupDescribeResponse, versions 0. */
export interface TopicInfo {
  name: string;
  partitions: number;
  replicationFactor: number;
  topicConfigs: readonly KeyValue[];
}

/** Part of StreamsGroupDescribeResponse, versions 0. */
export interface KeyValue {
  key: string;
  value: string;
}

/** Part of StreamsGroupDescribeResponse, versions 0. */
export interface Member {
  memberId: string;
  memberEpoch: number;
  instanceId: string | null;
  rackId: string | null;
  clientId: string;
  clientHost: string;
  topologyEpoch: number;
  processId: string;
  userEndpoint: Endpoint | null;
  clientTags: readonly KeyValue[];
  taskOffsets: readonly TaskOffset[];
  taskEndOffsets: readonly TaskOffset[];
  assignment: Assignment;
  targetAssignment: Assignment;
  isClassic: boolean;
}

/** Part of StreamsGroupDescribeResponse, versions 0. */
export interface Endpoint {
  host: string;
  port: number;
}

/** Part of StreamsGroupDescribeResponse, versions 0. */
export interface TaskOffset {
  subtopologyId: string;
  partition: number;
  offset: number;
}

/** Part of StreamsGroupDescribeResponse, versions 0. */
export interface Assignment {
  activeTasks: readonly TaskIds[];
  standbyTasks: readonly TaskIds[];
  warmupTasks: readonly TaskIds[];
}

/** Part of StreamsGroupDescribeResponse, versions 0. */
export interface TaskIds {
  subtopologyId: string;
  partitions: readonly number[];
}

export function decodeStreamsGroupDescribeRequest(reader: Reader, _version: number): StreamsGroupDescribeRequest {
  const groupIds: string[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    groupIds.push(reader.readCompactString());
  }
  const includeAuthorizedOperations = reader.readBoolean();
  reader.skipTaggedFields();
  return { groupIds, includeAuthorizedOperations };
}

export function encodeStreamsGroupDescribeRequest(
  writer: Writer,
  message: StreamsGroupDescribeRequest,
  _version: number,
): void {
  writer.writeCompactArrayLength(message.groupIds.length);
  for (const element of message.groupIds) writer.writeCompactString(element);
  writer.writeBoolean(message.includeAuthorizedOperations);
  writer.writeUnsignedVarint(0);
}

export function decodeStreamsGroupDescribeResponse(reader: Reader, version: number): StreamsGroupDescribeResponse {
  const throttleTimeMs = reader.readInt32();
  const groups: DescribedGroup[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    groups.push(decodeDescribedGroup(reader, version));
  }
  reader.skipTaggedFields();
  return { throttleTimeMs, groups };
}

export function encodeStreamsGroupDescribeResponse(
  writer: Writer,
  message: StreamsGroupDescribeResponse,
  version: number,
): void {
  writer.writeInt32(message.throttleTimeMs);
  writer.writeCompactArrayLength(message.groups.length);
  for (const element of message.groups) encodeDescribedGroup(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeDescribedGroup(reader: Reader, version: number): DescribedGroup {
  const errorCode = reader.readInt16();
  const errorMessage: string | null = reader.readCompactNullableString();
  const groupId = reader.readCompactString();
  const groupState = reader.readCompactString();
  const groupEpoch = reader.readInt32();
  const assignmentEpoch = reader.readInt32();
  const topology: Topology | null = reader.readInt8() < 0 ? null : decodeTopology(reader, version);
  const members: Member[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    members.push(decodeMember(reader, version));
  }
  const authorizedOperations = reader.readInt32();
  reader.skipTaggedFields();
  return {
    errorCode,
    errorMessage,
    groupId,
    groupState,
    groupEpoch,
    assignmentEpoch,
    topology,
    members,
    authorizedOperations,
  };
}

function encodeDescribedGroup(writer: Writer, message: DescribedGroup, version: number): void {
  writer.writeInt16(message.errorCode);
  writer.writeCompactNullableString(message.errorMessage);
  writer.writeCompactString(message.groupId);
  writer.writeCompactString(message.groupState);
  writer.writeInt32(message.groupEpoch);
  writer.writeInt32(message.assignmentEpoch);
  if (message.topology === null) {
    writer.writeInt8(-1);
  } else {
    writer.writeInt8(1);
    encodeTopology(writer, message.topology, version);
  }
  writer.writeCompactArrayLength(message.members.length);
  for (const element of message.members) encodeMember(writer, element, version);
  writer.writeInt32(message.authorizedOperations);
  writer.writeUnsignedVarint(0);
}

function decodeTopology(reader: Reader, version: number): Topology {
  const epoch = reader.readInt32();
  const subtopologiesLength = reader.readCompactNullableArrayLength();
  let subtopologies: Subtopology[] | null = null;
  if (subtopologiesLength >= 0) {
    subtopologies = [];
    for (let left = subtopologiesLength; left > 0; left--) {
      subtopologies.push(decodeSubtopology(reader, version));
    }
  }
  reader.skipTaggedFields();
  return { epoch, subtopologies };
}

function encodeTopology(writer: Writer, message: Topology, version: number): void {
  writer.writeInt32(message.epoch);
  writer.writeCompactArrayLength(message.subtopologies?.length ?? -1);
  for (const element of message.subtopologies ?? []) encodeSubtopology(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeSubtopology(reader: Reader, version: number): Subtopology {
  const subtopologyId = reader.readCompactString();
  const sourceTopics: string[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    sourceTopics.push(reader.readCompactString());
  }
  const repartitionSinkTopics: string[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    repartitionSinkTopics.push(reader.readCompactString());
  }
  const stateChangelogTopics: TopicInfo[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    stateChangelogTopics.push(decodeTopicInfo(reader, version));
  }
  const repartitionSourceTopics: TopicInfo[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    repartitionSourceTopics.push(decodeTopicInfo(reader, version));
  }
  reader.skipTaggedFields();
  return { subtopologyId, sourceTopics, repartitionSinkTopics, stateChangelogTopics, repartitionSourceTopics };
}

function encodeSubtopology(writer: Writer, message: Subtopology, version: number): void {
  writer.writeCompactString(message.subtopologyId);
  writer.writeCompactArrayLength(message.sourceTopics.length);
  for (const element of message.sourceTopics) writer.writeCompactString(element);
  writer.writeCompactArrayLength(message.repartitionSinkTopics.length);
  for (const element of message.repartitionSinkTopics) writer.writeCompactString(element);
  writer.writeCompactArrayLength(message.stateChangelogTopics.length);
  for (const element of message.stateChangelogTopics) encodeTopicInfo(writer, element, version);
  writer.writeCompactArrayLength(message.repartitionSourceTopics.length);
  for (const element of message.repartitionSourceTopics) encodeTopicInfo(writer, element, version);
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

function decodeMember(reader: Reader, version: number): Member {
  const memberId = reader.readCompactString();
  const memberEpoch = reader.readInt32();
  const instanceId: string | null = reader.readCompactNullableString();
  const rackId: string | null = reader.readCompactNullableString();
  const clientId = reader.readCompactString();
  const clientHost = reader.readCompactString();
  const topologyEpoch = reader.readInt32();
  const processId = reader.readCompactString();
  const userEndpoint: Endpoint | null = reader.readInt8() < 0 ? null : decodeEndpoint(reader, version);
  const clientTags: KeyValue[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    clientTags.push(decodeKeyValue(reader, version));
  }
  const taskOffsets: TaskOffset[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    taskOffsets.push(decodeTaskOffset(reader, version));
  }
  const taskEndOffsets: TaskOffset[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    taskEndOffsets.push(decodeTaskOffset(reader, version));
  }
  const assignment = decodeAssignment(reader, version);
  const targetAssignment = decodeAssignment(reader, version);
  const isClassic = reader.readBoolean();
  reader.skipTaggedFields();
  return {
    memberId,
    memberEpoch,
    instanceId,
    rackId,
    clientId,
    clientHost,
    topologyEpoch,
    processId,
    userEndpoint,
    clientTags,
    taskOffsets,
    taskEndOffsets,
    assignment,
    targetAssignment,
    isClassic,
  };
}

function encodeMember(writer: Writer, message: Member, version: number): void {
  writer.writeCompactString(message.memberId);
  writer.writeInt32(message.memberEpoch);
  writer.writeCompactNullableString(message.instanceId);
  writer.writeCompactNullableString(message.rackId);
  writer.writeCompactString(message.clientId);
  writer.writeCompactString(message.clientHost);
  writer.writeInt32(message.topologyEpoch);
  writer.writeCompactString(message.processId);
  if (message.userEndpoint === null) {
    writer.writeInt8(-1);
  } else {
    writer.writeInt8(1);
    encodeEndpoint(writer, message.userEndpoint, version);
  }
  writer.writeCompactArrayLength(message.clientTags.length);
  for (const element of message.clientTags) encodeKeyValue(writer, element, version);
  writer.writeCompactArrayLength(message.taskOffsets.length);
  for (const element of message.taskOffsets) encodeTaskOffset(writer, element, version);
  writer.writeCompactArrayLength(message.taskEndOffsets.length);
  for (const element of message.taskEndOffsets) encodeTaskOffset(writer, element, version);
  encodeAssignment(writer, message.assignment, version);
  encodeAssignment(writer, message.targetAssignment, version);
  writer.writeBoolean(message.isClassic);
  writer.writeUnsignedVarint(0);
}

function decodeEndpoint(reader: Reader, _version: number): Endpoint {
  const host = reader.readCompactString();
  const port = reader.readUint16();
  reader.skipTaggedFields();
  return { host, port };
}

function encodeEndpoint(writer: Writer, message: Endpoint, _version: number): void {
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

function decodeAssignment(reader: Reader, version: number): Assignment {
  const activeTasks: TaskIds[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    activeTasks.push(decodeTaskIds(reader, version));
  }
  const standbyTasks: TaskIds[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    standbyTasks.push(decodeTaskIds(reader, version));
  }
  const warmupTasks: TaskIds[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    warmupTasks.push(decodeTaskIds(reader, version));
  }
  reader.skipTaggedFields();
  return { activeTasks, standbyTasks, warmupTasks };
}

function encodeAssignment(writer: Writer, message: Assignment, version: number): void {
  writer.writeCompactArrayLength(message.activeTasks.length);
  for (const element of message.activeTasks) encodeTaskIds(writer, element, version);
  writer.writeCompactArrayLength(message.standbyTasks.length);
  for (const element of message.standbyTasks) encodeTaskIds(writer, element, version);
  writer.writeCompactArrayLength(message.warmupTasks.length);
  for (const element of message.warmupTasks) encodeTaskIds(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeTaskIds(reader: Reader, _version: number): TaskIds {
  const subtopologyId = reader.readCompactString();
  const partitions: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(reader.readInt32());
  }
  reader.skipTaggedFields();
  return { subtopologyId, partitions };
}

function encodeTaskIds(writer: Writer, message: TaskIds, _version: number): void {
  writer.writeCompactString(message.subtopologyId);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) writer.writeInt32(element);
  writer.writeUnsignedVarint(0);
}

export const streamsGroupDescribeApi: ApiDescriptor<StreamsGroupDescribeRequest, StreamsGroupDescribeResponse> = {
  key: 89,
  name: 'StreamsGroupDescribe',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  listeners: ['broker'],
  decodeRequest: decodeStreamsGroupDescribeRequest,
  encodeRequest: encodeStreamsGroupDescribeRequest,
  decodeResponse: decodeStreamsGroupDescribeResponse,
  encodeResponse: encodeStreamsGroupDescribeResponse,
};
