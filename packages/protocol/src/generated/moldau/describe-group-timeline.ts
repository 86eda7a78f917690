// Generated from packages/protocol/schemas/moldau/describe-group-timeline.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../../wire/api-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0, flexible versions 0+. */
export interface DescribeGroupTimelineRequest {
  groups: readonly string[];
}

/** Versions 0, flexible versions 0+. */
export interface DescribeGroupTimelineResponse {
  throttleTimeMs: number;
  groups: readonly GroupTimeline[];
}

/** Part of DescribeGroupTimelineResponse, versions 0. */
export interface GroupTimeline {
  errorCode: number;
  groupId: string;
  groupType: string;
  groupState: string;
  forgottenEvents: number;
  events: readonly TimelineEvent[];
}

/** Part of DescribeGroupTimelineResponse, versions 0. */
export interface TimelineEvent {
  timestampMs: number;
  type: string;
  /** Tag 0. */
  member: EventMember | null;
  /** Tag 1. */
  reason: string | null;
  /** Tag 2, default -1. */
  timeoutMs: number;
  /** Tag 3, default -1. */
  epoch: number;
  /** Tag 4. */
  topics: readonly string[];
  /** Tag 5. */
  removedTopics: readonly string[];
  /** Tag 6. */
  protocols: readonly string[];
  /** Tag 7. */
  memberId: string;
  /** Tag 8. */
  previousMemberId: string;
  /** Tag 9. */
  previousHost: string;
  /** Tag 10, default -1. */
  members: number;
  /** Tag 11, default -1. */
  partitions: number;
  /** Tag 12. */
  leaderId: string;
  /** Tag 13. */
  protocolName: string;
  /** Tag 14, default -1. */
  durationMs: number;
  /** Tag 15, default -1. */
  joinMs: number;
  /** Tag 16. */
  lastToJoin: string;
  /** Tag 17, default -1. */
  movedPartitions: number;
  /** Tag 18. */
  moves: readonly PartitionMove[];
}

/** Part of DescribeGroupTimelineResponse, versions 0. */
export interface EventMember {
  memberId: string;
  groupInstanceId: string | null;
  clientId: string;
  clientHost: string;
}

/** Part of DescribeGroupTimelineResponse, versions 0. */
export interface PartitionMove {
  from: string;
  to: string;
  partitions: number;
}

export function decodeDescribeGroupTimelineRequest(reader: Reader, _version: number): DescribeGroupTimelineRequest {
  const groups: string[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    groups.push(reader.readCompactString());
  }
  reader.skipTaggedFields();
  return { groups };
}

export function encodeDescribeGroupTimelineRequest(
  writer: Writer,
  message: DescribeGroupTimelineRequest,
  _version: number,
): void {
  writer.writeCompactArrayLength(message.groups.length);
  for (const element of message.groups) writer.writeCompactString(element);
  writer.writeUnsignedVarint(0);
}

export function decodeDescribeGroupTimelineResponse(reader: Reader, version: number): DescribeGroupTimelineResponse {
  const throttleTimeMs = reader.readInt32();
  const groups: GroupTimeline[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    groups.push(decodeGroupTimeline(reader, version));
  }
  reader.skipTaggedFields();
  return { throttleTimeMs, groups };
}

export function encodeDescribeGroupTimelineResponse(
  writer: Writer,
  message: DescribeGroupTimelineResponse,
  version: number,
): void {
  writer.writeInt32(message.throttleTimeMs);
  writer.writeCompactArrayLength(message.groups.length);
  for (const element of message.groups) encodeGroupTimeline(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeGroupTimeline(reader: Reader, version: number): GroupTimeline {
  const errorCode = reader.readInt16();
  const groupId = reader.readCompactString();
  const groupType = reader.readCompactString();
  const groupState = reader.readCompactString();
  const forgottenEvents = reader.readInt32();
  const events: TimelineEvent[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    events.push(decodeTimelineEvent(reader, version));
  }
  reader.skipTaggedFields();
  return { errorCode, groupId, groupType, groupState, forgottenEvents, events };
}

function encodeGroupTimeline(writer: Writer, message: GroupTimeline, version: number): void {
  writer.writeInt16(message.errorCode);
  writer.writeCompactString(message.groupId);
  writer.writeCompactString(message.groupType);
  writer.writeCompactString(message.groupState);
  writer.writeInt32(message.forgottenEvents);
  writer.writeCompactArrayLength(message.events.length);
  for (const element of message.events) encodeTimelineEvent(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeTimelineEvent(reader: Reader, version: number): TimelineEvent {
  const timestampMs = reader.readInt64();
  const type = reader.readCompactString();
  let member: EventMember | null = null;
  let reason: string | null = null;
  let timeoutMs: number = -1;
  let epoch: number = -1;
  let topics: readonly string[] = [];
  let removedTopics: readonly string[] = [];
  let protocols: readonly string[] = [];
  let memberId: string = '';
  let previousMemberId: string = '';
  let previousHost: string = '';
  let members: number = -1;
  let partitions: number = -1;
  let leaderId: string = '';
  let protocolName: string = '';
  let durationMs: number = -1;
  let joinMs: number = -1;
  let lastToJoin: string = '';
  let movedPartitions: number = -1;
  let moves: readonly PartitionMove[] = [];
  for (let left = reader.readTaggedFieldCount(); left > 0; left--) {
    const tag = reader.readUnsignedVarint();
    const end = reader.readTaggedFieldEnd();
    switch (tag) {
      case 0:
        member = reader.readUnsignedVarint() === 0 ? null : decodeEventMember(reader, version);
        break;
      case 1:
        reason = reader.readCompactNullableString();
        break;
      case 2:
        timeoutMs = reader.readInt64();
        break;
      case 3:
        epoch = reader.readInt32();
        break;
      case 4: {
        const elements: string[] = [];
        for (let more = reader.readCompactArrayLength(); more > 0; more--) elements.push(reader.readCompactString());
        topics = elements;
        break;
      }
      case 5: {
        const elements: string[] = [];
        for (let more = reader.readCompactArrayLength(); more > 0; more--) elements.push(reader.readCompactString());
        removedTopics = elements;
        break;
      }
      case 6: {
        const elements: string[] = [];
        for (let more = reader.readCompactArrayLength(); more > 0; more--) elements.push(reader.readCompactString());
        protocols = elements;
        break;
      }
      case 7:
        memberId = reader.readCompactString();
        break;
      case 8:
        previousMemberId = reader.readCompactString();
        break;
      case 9:
        previousHost = reader.readCompactString();
        break;
      case 10:
        members = reader.readInt32();
        break;
      case 11:
        partitions = reader.readInt32();
        break;
      case 12:
        leaderId = reader.readCompactString();
        break;
      case 13:
        protocolName = reader.readCompactString();
        break;
      case 14:
        durationMs = reader.readInt64();
        break;
      case 15:
        joinMs = reader.readInt64();
        break;
      case 16:
        lastToJoin = reader.readCompactString();
        break;
      case 17:
        movedPartitions = reader.readInt32();
        break;
      case 18: {
        const elements: PartitionMove[] = [];
        for (let more = reader.readCompactArrayLength(); more > 0; more--)
          elements.push(decodePartitionMove(reader, version));
        moves = elements;
        break;
      }
      default:
        reader.position = end;
    }
    reader.finishTaggedField(end);
  }
  return {
    timestampMs,
    type,
    member,
    reason,
    timeoutMs,
    epoch,
    topics,
    removedTopics,
    protocols,
    memberId,
    previousMemberId,
    previousHost,
    members,
    partitions,
    leaderId,
    protocolName,
    durationMs,
    joinMs,
    lastToJoin,
    movedPartitions,
    moves,
  };
}

function encodeTimelineEvent(writer: Writer, message: TimelineEvent, version: number): void {
  writer.writeInt64(message.timestampMs);
  writer.writeCompactString(message.type);
  let taggedFields = 0;
  if (message.member !== null) taggedFields++;
  if (message.reason !== null) taggedFields++;
  if (message.timeoutMs !== -1) taggedFields++;
  if (message.epoch !== -1) taggedFields++;
  if (message.topics.length > 0) taggedFields++;
  if (message.removedTopics.length > 0) taggedFields++;
  if (message.protocols.length > 0) taggedFields++;
  if (message.memberId !== '') taggedFields++;
  if (message.previousMemberId !== '') taggedFields++;
  if (message.previousHost !== '') taggedFields++;
  if (message.members !== -1) taggedFields++;
  if (message.partitions !== -1) taggedFields++;
  if (message.leaderId !== '') taggedFields++;
  if (message.protocolName !== '') taggedFields++;
  if (message.durationMs !== -1) taggedFields++;
  if (message.joinMs !== -1) taggedFields++;
  if (message.lastToJoin !== '') taggedFields++;
  if (message.movedPartitions !== -1) taggedFields++;
  if (message.moves.length > 0) taggedFields++;
  writer.writeUnsignedVarint(taggedFields);
  if (message.member !== null) {
    const field = writer.beginTaggedField(0);
    if (message.member === null) {
      writer.writeUnsignedVarint(0);
    } else {
      writer.writeUnsignedVarint(1);
      encodeEventMember(writer, message.member, version);
    }
    writer.endTaggedField(field);
  }
  if (message.reason !== null) {
    const field = writer.beginTaggedField(1);
    writer.writeCompactNullableString(message.reason);
    writer.endTaggedField(field);
  }
  if (message.timeoutMs !== -1) {
    const field = writer.beginTaggedField(2);
    writer.writeInt64(message.timeoutMs);
    writer.endTaggedField(field);
  }
  if (message.epoch !== -1) {
    const field = writer.beginTaggedField(3);
    writer.writeInt32(message.epoch);
    writer.endTaggedField(field);
  }
  if (message.topics.length > 0) {
    const field = writer.beginTaggedField(4);
    writer.writeCompactArrayLength(message.topics.length);
    for (const element of message.topics) writer.writeCompactString(element);
    writer.endTaggedField(field);
  }
  if (message.removedTopics.length > 0) {
    const field = writer.beginTaggedField(5);
    writer.writeCompactArrayLength(message.removedTopics.length);
    for (const element of message.removedTopics) writer.writeCompactString(element);
    writer.endTaggedField(field);
  }
  if (message.protocols.length > 0) {
    const field = writer.beginTaggedField(6);
    writer.writeCompactArrayLength(message.protocols.length);
    for (const element of message.protocols) writer.writeCompactString(element);
    writer.endTaggedField(field);
  }
  if (message.memberId !== '') {
    const field = writer.beginTaggedField(7);
    writer.writeCompactString(message.memberId);
    writer.endTaggedField(field);
  }
  if (message.previousMemberId !== '') {
    const field = writer.beginTaggedField(8);
    writer.writeCompactString(message.previousMemberId);
    writer.endTaggedField(field);
  }
  if (message.previousHost !== '') {
    const field = writer.beginTaggedField(9);
    writer.writeCompactString(message.previousHost);
    writer.endTaggedField(field);
  }
  if (message.members !== -1) {
    const field = writer.beginTaggedField(10);
    writer.writeInt32(message.members);
    writer.endTaggedField(field);
  }
  if (message.partitions !== -1) {
    const field = writer.beginTaggedField(11);
    writer.writeInt32(message.partitions);
    writer.endTaggedField(field);
  }
  if (message.leaderId !== '') {
    const field = writer.beginTaggedField(12);
    writer.writeCompactString(message.leaderId);
    writer.endTaggedField(field);
  }
  if (message.protocolName !== '') {
    const field = writer.beginTaggedField(13);
    writer.writeCompactString(message.protocolName);
    writer.endTaggedField(field);
  }
  if (message.durationMs !== -1) {
    const field = writer.beginTaggedField(14);
    writer.writeInt64(message.durationMs);
    writer.endTaggedField(field);
  }
  if (message.joinMs !== -1) {
    const field = writer.beginTaggedField(15);
    writer.writeInt64(message.joinMs);
    writer.endTaggedField(field);
  }
  if (message.lastToJoin !== '') {
    const field = writer.beginTaggedField(16);
    writer.writeCompactString(message.lastToJoin);
    writer.endTaggedField(field);
  }
  if (message.movedPartitions !== -1) {
    const field = writer.beginTaggedField(17);
    writer.writeInt32(message.movedPartitions);
    writer.endTaggedField(field);
  }
  if (message.moves.length > 0) {
    const field = writer.beginTaggedField(18);
    writer.writeCompactArrayLength(message.moves.length);
    for (const element of message.moves) encodePartitionMove(writer, element, version);
    writer.endTaggedField(field);
  }
}

function decodeEventMember(reader: Reader, _version: number): EventMember {
  const memberId = reader.readCompactString();
  const groupInstanceId: string | null = reader.readCompactNullableString();
  const clientId = reader.readCompactString();
  const clientHost = reader.readCompactString();
  reader.skipTaggedFields();
  return { memberId, groupInstanceId, clientId, clientHost };
}

function encodeEventMember(writer: Writer, message: EventMember, _version: number): void {
  writer.writeCompactString(message.memberId);
  writer.writeCompactNullableString(message.groupInstanceId);
  writer.writeCompactString(message.clientId);
  writer.writeCompactString(message.clientHost);
  writer.writeUnsignedVarint(0);
}

function decodePartitionMove(reader: Reader, _version: number): PartitionMove {
  const from = reader.readCompactString();
  const to = reader.readCompactString();
  const partitions = reader.readInt32();
  reader.skipTaggedFields();
  return { from, to, partitions };
}

function encodePartitionMove(writer: Writer, message: PartitionMove, _version: number): void {
  writer.writeCompactString(message.from);
  writer.writeCompactString(message.to);
  writer.writeInt32(message.partitions);
  writer.writeUnsignedVarint(0);
}

export const describeGroupTimelineApi: ApiDescriptor<DescribeGroupTimelineRequest, DescribeGroupTimelineResponse> = {
  key: 10000,
  name: 'DescribeGroupTimeline',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  listeners: ['broker'],
  decodeRequest: decodeDescribeGroupTimelineRequest,
  encodeRequest: encodeDescribeGroupTimelineRequest,
  decodeResponse: decodeDescribeGroupTimelineResponse,
  encodeResponse: encodeDescribeGroupTimelineResponse,
};
