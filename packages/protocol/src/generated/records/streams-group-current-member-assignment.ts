// Generated from packages/protocol/schemas/records/streams-group-current-member-assignment.ts by `npm run generate`; edit the schema, not this file.
import type { CoordinatorRecordDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0, flexible versions none. */
export interface StreamsGroupCurrentMemberAssignmentKey {
  groupId: string;
  memberId: string;
}

/** Versions 0, flexible versions 0+. */
export interface StreamsGroupCurrentMemberAssignmentValue {
  memberEpoch: number;
  previousMemberEpoch: number;
  state: number;
  activeTasks: readonly TaskIds[];
  standbyTasks: readonly TaskIds[];
  warmupTasks: readonly TaskIds[];
  activeTasksPendingRevocation: readonly TaskIds[];
  standbyTasksPendingRevocation: readonly TaskIds[];
  warmupTasksPendingRevocation: readonly TaskIds[];
}

/** Part of StreamsGroupCurrentMemberAssignmentValue, versions 0. */
export interface TaskIds {
  subtopologyId: string;
  partitions: readonly number[];
  /** Tag 0. */
  assignmentEpochs: readonly number[] | null;
}

export function decodeStreamsGroupCurrentMemberAssignmentKey(
  reader: Reader,
  _version: number,
): StreamsGroupCurrentMemberAssignmentKey {
  const groupId = reader.readString();
  const memberId = reader.readString();
  return { groupId, memberId };
}

export function encodeStreamsGroupCurrentMemberAssignmentKey(
  writer: Writer,
  message: StreamsGroupCurrentMemberAssignmentKey,
  _version: number,
): void {
  writer.writeString(message.groupId);
  writer.writeString(message.memberId);
}

export function decodeStreamsGroupCurrentMemberAssignmentValue(
  reader: Reader,
  version: number,
): StreamsGroupCurrentMemberAssignmentValue {
  const memberEpoch = reader.readInt32();
  const previousMemberEpoch = reader.readInt32();
  const state = reader.readInt8();
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
  const activeTasksPendingRevocation: TaskIds[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    activeTasksPendingRevocation.push(decodeTaskIds(reader, version));
  }
  const standbyTasksPendingRevocation: TaskIds[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    standbyTasksPendingRevocation.push(decodeTaskIds(reader, version));
  }
  const warmupTasksPendingRevocation: TaskIds[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    warmupTasksPendingRevocation.push(decodeTaskIds(reader, version));
  }
  reader.skipTaggedFields();
  return {
    memberEpoch,
    previousMemberEpoch,
    state,
    activeTasks,
    standbyTasks,
    warmupTasks,
    activeTasksPendingRevocation,
    standbyTasksPendingRevocation,
    warmupTasksPendingRevocation,
  };
}

export function encodeStreamsGroupCurrentMemberAssignmentValue(
  writer: Writer,
  message: StreamsGroupCurrentMemberAssignmentValue,
  version: number,
): void {
  writer.writeInt32(message.memberEpoch);
  writer.writeInt32(message.previousMemberEpoch);
  writer.writeInt8(message.state);
  writer.writeCompactArrayLength(message.activeTasks.length);
  for (const element of message.activeTasks) encodeTaskIds(writer, element, version);
  writer.writeCompactArrayLength(message.standbyTasks.length);
  for (const element of message.standbyTasks) encodeTaskIds(writer, element, version);
  writer.writeCompactArrayLength(message.warmupTasks.length);
  for (const element of message.warmupTasks) encodeTaskIds(writer, element, version);
  writer.writeCompactArrayLength(message.activeTasksPendingRevocation.length);
  for (const element of message.activeTasksPendingRevocation) encodeTaskIds(writer, element, version);
  writer.writeCompactArrayLength(message.standbyTasksPendingRevocation.length);
  for (const element of message.standbyTasksPendingRevocation) encodeTaskIds(writer, element, version);
  writer.writeCompactArrayLength(message.warmupTasksPendingRevocation.length);
  for (const element of message.warmupTasksPendingRevocation) encodeTaskIds(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeTaskIds(reader: Reader, _version: number): TaskIds {
  const subtopologyId = reader.readCompactString();
  const partitions: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    partitions.push(reader.readInt32());
  }
  let assignmentEpochs: readonly number[] | null = [];
  for (let left = reader.readTaggedFieldCount(); left > 0; left--) {
    const tag = reader.readUnsignedVarint();
    const end = reader.readTaggedFieldEnd();
    switch (tag) {
      case 0: {
        const length = reader.readCompactNullableArrayLength();
        const elements: number[] = [];
        for (let more = length; more > 0; more--) elements.push(reader.readInt32());
        assignmentEpochs = length < 0 ? null : elements;
        break;
      }
      default:
        reader.position = end;
    }
    reader.finishTaggedField(end);
  }
  return { subtopologyId, partitions, assignmentEpochs };
}

function encodeTaskIds(writer: Writer, message: TaskIds, _version: number): void {
  writer.writeCompactString(message.subtopologyId);
  writer.writeCompactArrayLength(message.partitions.length);
  for (const element of message.partitions) writer.writeInt32(element);
  let taggedFields = 0;
  if (message.assignmentEpochs?.length !== 0) taggedFields++;
  writer.writeUnsignedVarint(taggedFields);
  if (message.assignmentEpochs?.length !== 0) {
    const field = writer.beginTaggedField(0);
    writer.writeCompactArrayLength(message.assignmentEpochs?.length ?? -1);
    for (const element of message.assignmentEpochs ?? []) writer.writeInt32(element);
    writer.endTaggedField(field);
  }
}

export const streamsGroupCurrentMemberAssignmentRecord: CoordinatorRecordDescriptor<
  StreamsGroupCurrentMemberAssignmentKey,
  StreamsGroupCurrentMemberAssignmentValue
> = {
  type: 22,
  name: 'StreamsGroupCurrentMemberAssignment',
  key: {
    name: 'StreamsGroupCurrentMemberAssignmentKey',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeStreamsGroupCurrentMemberAssignmentKey,
    encode: encodeStreamsGroupCurrentMemberAssignmentKey,
  },
  value: {
    name: 'StreamsGroupCurrentMemberAssignmentValue',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeStreamsGroupCurrentMemberAssignmentValue,
    encode: encodeStreamsGroupCurrentMemberAssignmentValue,
  },
};
