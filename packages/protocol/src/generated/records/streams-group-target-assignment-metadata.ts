// Generated from packages/protocol/schemas/records/streams-group-target-assignment-metadata.ts by `npm run generate`; edit the schema, not this file.
import type { CoordinatorRecordDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0, flexible versions none. */
export interface StreamsGroupTargetAssignmentMetadataKey {
  groupId: string;
}

/** Versions 0, flexible versions 0+. */
export interface StreamsGroupTargetAssignmentMetadataValue {
  assignmentEpoch: number;
}

export function decodeStreamsGroupTargetAssignmentMetadataKey(
  reader: Reader,
  _version: number,
): StreamsGroupTargetAssignmentMetadataKey {
  const groupId = reader.readString();
  return { groupId };
}

export function encodeStreamsGroupTargetAssignmentMetadataKey(
  writer: Writer,
  message: StreamsGroupTargetAssignmentMetadataKey,
  _version: number,
): void {
  writer.writeString(message.groupId);
}

export function decodeStreamsGroupTargetAssignmentMetadataValue(
  reader: Reader,
  _version: number,
): StreamsGroupTargetAssignmentMetadataValue {
  const assignmentEpoch = reader.readInt32();
  reader.skipTaggedFields();
  return { assignmentEpoch };
}

export function encodeStreamsGroupTargetAssignmentMetadataValue(
  writer: Writer,
  message: StreamsGroupTargetAssignmentMetadataValue,
  _version: number,
): void {
  writer.writeInt32(message.assignmentEpoch);
  writer.writeUnsignedVarint(0);
}

export const streamsGroupTargetAssignmentMetadataRecord: CoordinatorRecordDescriptor<
  StreamsGroupTargetAssignmentMetadataKey,
  StreamsGroupTargetAssignmentMetadataValue
> = {
  type: 20,
  name: 'StreamsGroupTargetAssignmentMetadata',
  key: {
    name: 'StreamsGroupTargetAssignmentMetadataKey',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeStreamsGroupTargetAssignmentMetadataKey,
    encode: encodeStreamsGroupTargetAssignmentMetadataKey,
  },
  value: {
    name: 'StreamsGroupTargetAssignmentMetadataValue',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeStreamsGroupTargetAssignmentMetadataValue,
    encode: encodeStreamsGroupTargetAssignmentMetadataValue,
  },
};
