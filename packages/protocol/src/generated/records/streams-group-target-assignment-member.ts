// Generated from packages/protocol/schemas/records/streams-group-target-assignment-member.ts by `npm run generate`; edit the schema, not this file.
import type { CoordinatorRecordDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0, flexible versions none. */
export interface StreamsGroupTargetAssignmentMemberKey {
  groupId: string;
  memberId: string;
}

/** Versions 0, flexible versions 0+. */
export interface StreamsGroupTargetAssignmentMemberValue {
  activeTasks: readonly TaskIds[];
  standbyTasks: readonly TaskIds[];
  warmupTasks: readonly TaskIds[];
}

/** Part of StreamsGroupTargetAssignmentMemberValue, versions 0. */
export interface TaskIds {
  subtopologyId: string;
  partitions: readonly number[];
}

export function decodeStreamsGroupTargetAssignmentMemberKey(
  reader: Reader,
  _version: number,
): StreamsGroupTargetAssignmentMemberKey {
  const groupId = reader.readString();
  const memberId = reader.readString();
  return { groupId, memberId };
}

export function encodeStreamsGroupTargetAssignmentMemberKey(
  writer: Writer,
  message: StreamsGroupTargetAssignmentMemberKey,
  _version: number,
): void {
  writer.writeString(message.groupId);
  writer.writeString(message.memberId);
}

export function decodeStreamsGroupTargetAssignmentMemberValue(
  reader: Reader,
  version: number,
): StreamsGroupTargetAssignmentMemberValue {
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

export function encodeStreamsGroupTargetAssignmentMemberValue(
  writer: Writer,
  message: StreamsGroupTargetAssignmentMemberValue,
  version: number,
): void {
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

export const streamsGroupTargetAssignmentMemberRecord: CoordinatorRecordDescriptor<
  StreamsGroupTargetAssignmentMemberKey,
  StreamsGroupTargetAssignmentMemberValue
> = {
  type: 21,
  name: 'StreamsGroupTargetAssignmentMember',
  key: {
    name: 'StreamsGroupTargetAssignmentMemberKey',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeStreamsGroupTargetAssignmentMemberKey,
    encode: encodeStreamsGroupTargetAssignmentMemberKey,
  },
  value: {
    name: 'StreamsGroupTargetAssignmentMemberValue',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeStreamsGroupTargetAssignmentMemberValue,
    encode: encodeStreamsGroupTargetAssignmentMemberValue,
  },
};
