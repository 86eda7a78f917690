// Generated from packages/protocol/schemas/records/consumer-group-target-assignment-metadata.ts by `npm run generate`; edit the schema, not this file.
import type { CoordinatorRecordDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0, flexible versions none. */
export interface ConsumerGroupTargetAssignmentMetadataKey {
  groupId: string;
}

/** Versions 0, flexible versions 0+. */
export interface ConsumerGroupTargetAssignmentMetadataValue {
  assignmentEpoch: number;
}

export function decodeConsumerGroupTargetAssignmentMetadataKey(
  reader: Reader,
  _version: number,
): ConsumerGroupTargetAssignmentMetadataKey {
  const groupId = reader.readString();
  return { groupId };
}

export function encodeConsumerGroupTargetAssignmentMetadataKey(
  writer: Writer,
  message: ConsumerGroupTargetAssignmentMetadataKey,
  _version: number,
): void {
  writer.writeString(message.groupId);
}

export function decodeConsumerGroupTargetAssignmentMetadataValue(
  reader: Reader,
  _version: number,
): ConsumerGroupTargetAssignmentMetadataValue {
  const assignmentEpoch = reader.readInt32();
  reader.skipTaggedFields();
  return { assignmentEpoch };
}

export function encodeConsumerGroupTargetAssignmentMetadataValue(
  writer: Writer,
  message: ConsumerGroupTargetAssignmentMetadataValue,
  _version: number,
): void {
  writer.writeInt32(message.assignmentEpoch);
  writer.writeUnsignedVarint(0);
}

export const consumerGroupTargetAssignmentMetadataRecord: CoordinatorRecordDescriptor<
  ConsumerGroupTargetAssignmentMetadataKey,
  ConsumerGroupTargetAssignmentMetadataValue
> = {
  type: 6,
  name: 'ConsumerGroupTargetAssignmentMetadata',
  key: {
    name: 'ConsumerGroupTargetAssignmentMetadataKey',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeConsumerGroupTargetAssignmentMetadataKey,
    encode: encodeConsumerGroupTargetAssignmentMetadataKey,
  },
  value: {
    name: 'ConsumerGroupTargetAssignmentMetadataValue',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeConsumerGroupTargetAssignmentMetadataValue,
    encode: encodeConsumerGroupTargetAssignmentMetadataValue,
  },
};
