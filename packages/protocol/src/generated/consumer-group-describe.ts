// Generated from packages/protocol/schemas/consumer-group-describe.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Uuid } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-1, flexible versions 0+. */
export interface ConsumerGroupDescribeRequest {
  groupIds: readonly string[];
  includeAuthorizedOperations: boolean;
}

/** Versions 0-1, flexible versions 0+. */
export interface ConsumerGroupDescribeResponse {
  throttleTimeMs: number;
  groups: readonly DescribedGroup[];
}

/** Part of ConsumerGroupDescribeResponse, versions 0-1. */
export interface DescribedGroup {
  errorCode: number;
  errorMessage: string | null;
  groupId: string;
  groupState: string;
  groupEpoch: number;
  assignmentEpoch: number;
  assignorName: string;
  members: readonly Member[];
  /** Default -2147483648. */
  authorizedOperations: number;
}

/** Part of ConsumerGroupDescribeResponse, versions 0-1. */
export interface Member {
  memberId: string;
  instanceId: string | null;
  rackId: string | null;
  memberEpoch: number;
  clientId: string;
  clientHost: string;
  subscribedTopicNames: readonly string[];
  subscribedTopicRegex: string | null;
  assignment: Assignment;
  targetAssignment: Assignment;
  /** Versions 1+, default -1, dropped where it cannot be written. */
  memberType: number;
}

/** Part of ConsumerGroupDescribeResponse, versions 0-1. */
export interface Assignment {
  topicPartitions: readonly TopicPartitions[];
}

/** Part of ConsumerGroupDescribeResponse, versions 0-1. */
export interface TopicPartitions {
  topicId: Uuid;
  topicName: string;
  partitions: readonly number[];
}

export function decodeConsumerGroupDescribeRequest(reader: Reader, _version: number): ConsumerGroupDescribeRequest {
  const groupIds: string[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    groupIds.push(reader.readCompactString());
  }
  const includeAuthorizedOperations = reader.readBoolean();
  reader.skipTaggedFields();
  return { groupIds, includeAuthorizedOperations };
}

export function encodeConsumerGroupDescribeRequest(
  writer: Writer,
  message: ConsumerGroupDescribeRequest,
  _version: number,
): void {
  writer.writeCompactArrayLength(message.groupIds.length);
  for (const element of message.groupIds) writer.writeCompactString(element);
  writer.writeBoolean(message.includeAuthorizedOperations);
  writer.writeUnsignedVarint(0);
}

export function decodeConsumerGroupDescribeResponse(reader: Reader, version: number): ConsumerGroupDescribeResponse {
  const throttleTimeMs = reader.readInt32();
  const groups: DescribedGroup[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    groups.push(decodeDescribedGroup(reader, version));
  }
  reader.skipTaggedFields();
  return { throttleTimeMs, groups };
}

export function encodeConsumerGroupDescribeResponse(
  writer: Writer,
  message: ConsumerGroupDescribeResponse,
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
  const assignorName = reader.readCompactString();
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
    assignorName,
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
  writer.writeCompactString(message.assignorName);
  writer.writeCompactArrayLength(message.members.length);
  for (const element of message.members) encodeMember(writer, element, version);
  writer.writeInt32(message.authorizedOperations);
  writer.writeUnsignedVarint(0);
}

function decodeMember(reader: Reader, version: number): Member {
  const memberId = reader.readCompactString();
  const instanceId: string | null = reader.readCompactNullableString();
  const rackId: string | null = reader.readCompactNullableString();
  const memberEpoch = reader.readInt32();
  const clientId = reader.readCompactString();
  const clientHost = reader.readCompactString();
  const subscribedTopicNames: string[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    subscribedTopicNames.push(reader.readCompactString());
  }
  const subscribedTopicRegex: string | null = reader.readCompactNullableString();
  const assignment = decodeAssignment(reader, version);
  const targetAssignment = decodeAssignment(reader, version);
  const memberType = version >= 1 ? reader.readInt8() : -1;
  reader.skipTaggedFields();
  return {
    memberId,
    instanceId,
    rackId,
    memberEpoch,
    clientId,
    clientHost,
    subscribedTopicNames,
    subscribedTopicRegex,
    assignment,
    targetAssignment,
    memberType,
  };
}

function encodeMember(writer: Writer, message: Member, version: number): void {
  writer.writeCompactString(message.memberId);
  writer.writeCompactNullableString(message.instanceId);
  writer.writeCompactNullableString(message.rackId);
  writer.writeInt32(message.memberEpoch);
  writer.writeCompactString(message.clientId);
  writer.writeCompactString(message.clientHost);
  writer.writeCompactArrayLength(message.subscribedTopicNames.length);
  for (const element of message.subscribedTopicNames) writer.writeCompactString(element);
  writer.writeCompactNullableString(message.subscribedTopicRegex);
  encodeAssignment(writer, message.assignment, version);
  encodeAssignment(writer, message.targetAssignment, version);
  if (version >= 1) writer.writeInt8(message.memberType);
  writer.writeUnsignedVarint(0);
}

function decodeAssignment(reader: Reader, version: number): Assignment {
  const topicPartitions: TopicPartitions[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topicPartitions.push(decodeTopicPartitions(reader, version));
  }
  reader.skipTaggedFields();
  return { topicPartitions };
}

function encodeAssignment(writer: Writer, message: Assignment, version: number): void {
  writer.writeCompactArrayLength(message.topicPartitions.length);
  for (const element of message.topicPartitions) encodeTopicPartitions(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeTopicPartitions(reader: Reader, _version: number): TopicPartitions {
  const topicId: Uuid = reader.readUuid();
  const topicName = reader.readCompactString();
  const partitions: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(reader.readInt32());
  }
  reader.skipTaggedFields();
  return { topicId, topicName, partitions };
}

function encodeTopicPartitions(writer: Writer, message: TopicPartitions, _version: number): void {
  writer.writeUuid(message.topicId);
  writer.writeCompactString(message.topicName);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) writer.writeInt32(element);
  writer.writeUnsignedVarint(0);
}

export const consumerGroupDescribeApi: ApiDescriptor<ConsumerGroupDescribeRequest, ConsumerGroupDescribeResponse> = {
  key: 69,
  name: 'ConsumerGroupDescribe',
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 0,
  listeners: ['broker'],
  decodeRequest: decodeConsumerGroupDescribeRequest,
  encodeRequest: encodeConsumerGroupDescribeRequest,
  decodeResponse: decodeConsumerGroupDescribeResponse,
  encodeResponse: encodeConsumerGroupDescribeResponse,
};
