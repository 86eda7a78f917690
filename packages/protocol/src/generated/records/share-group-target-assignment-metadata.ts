// Generated from packages/protocol/schemas/records/share-group-target-assignment-metadata.ts by `npm run generate`; edit the schema, not this file.
import type { CoordinatorRecordDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0, flexible versions none. */
export interface ShareGroupTargetAssignmentMetadataKey {
  groupId: string;
}

/** Versions 0, flexible versions 0+. */
export interface ShareGroupTargetAssignmentMetadataValue {
  assignmentEpoch: number;
}

export function decodeShareGroupTargetAssignmentMetadataKey(
  reader: Reader,
  _version: number,
): ShareGroupTargetAssignmentMetadataKey {
  const groupId = reader.readString();
  return { groupId };
}

export function encodeShareGroupTargetAssignmentMetadataKey(
  writer: Writer,
  message: ShareGroupTargetAssignmentMetadataKey,
  _version: number,
): void {
  writer.writeString(message.groupId);
}

export function decodeShareGroupTargetAssignmentMetadataValue(
  reader: Reader,
  _version: number,
): ShareGroupTargetAssignmentMetadataValue {
  const assignmentEpoch = reader.readInt32();
  reader.skipTaggedFields();
  return { assignmentEpoch };
}

export function encodeShareGroupTargetAssignmentMetadataValue(
  writer: Writer,
  message: ShareGroupTargetAssignmentMetadataValue,
  _version: number,
): void {
  writer.writeInt32(message.assignmentEpoch);
  writer.writeUnsignedVarint(0);
}

export const shareGroupTargetAssignmentMetadataRecord: CoordinatorRecordDescriptor<
  ShareGroupTargetAssignmentMetadataKey,
  ShareGroupTargetAssignmentMetadataValue
> = {
  type: 12,
  name: 'ShareGroupTargetAssignmentMetadata',
  key: {
    name: 'ShareGroupTargetAssignmentMetadataKey',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeShareGroupTargetAssignmentMetadataKey,
    encode: encodeShareGroupTargetAssignmentMetadataKey,
  },
  value: {
    name: 'ShareGroupTargetAssignmentMetadataValue',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeShareGroupTargetAssignmentMetadataValue,
    encode: encodeShareGroupTargetAssignmentMetadataValue,
  },
};
