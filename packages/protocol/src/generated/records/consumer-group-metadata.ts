// Generated from packages/protocol/schemas/records/consumer-group-metadata.ts by `npm run generate`; edit the schema, not this file.
import type { CoordinatorRecordDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0, flexible versions none. */
export interface ConsumerGroupMetadataKey {
  groupId: string;
}

/** Versions 0, flexible versions 0+. */
export interface ConsumerGroupMetadataValue {
  epoch: number;
  /** Tag 0, default 0. */
  metadataHash: number;
}

export function decodeConsumerGroupMetadataKey(reader: Reader, _version: number): ConsumerGroupMetadataKey {
  const groupId = reader.readString();
  return { groupId };
}

export function encodeConsumerGroupMetadataKey(
  writer: Writer,
  message: ConsumerGroupMetadataKey,
  _version: number,
): void {
  writer.writeString(message.groupId);
}

export function decodeConsumerGroupMetadataValue(reader: Reader, _version: number): ConsumerGroupMetadataValue {
  const epoch = reader.readInt32();
  let metadataHash: number = 0;
  for (let left = reader.readTaggedFieldCount(); left > 0; left--) {
    const tag = reader.readUnsignedVarint();
    const end = reader.readTaggedFieldEnd();
    switch (tag) {
      case 0:
        metadataHash = reader.readInt64();
        break;
      default:
        reader.position = end;
    }
    reader.finishTaggedField(end);
  }
  return { epoch, metadataHash };
}

export function encodeConsumerGroupMetadataValue(
  writer: Writer,
  message: ConsumerGroupMetadataValue,
  _version: number,
): void {
  writer.writeInt32(message.epoch);
  let taggedFields = 0;
  if (message.metadataHash !== 0) taggedFields++;
  writer.writeUnsignedVarint(taggedFields);
  if (message.metadataHash !== 0) {
    const field = writer.beginTaggedField(0);
    writer.writeInt64(message.metadataHash);
    writer.endTaggedField(field);
  }
}

export const consumerGroupMetadataRecord: CoordinatorRecordDescriptor<
  ConsumerGroupMetadataKey,
  ConsumerGroupMetadataValue
> = {
  type: 3,
  name: 'ConsumerGroupMetadata',
  key: {
    name: 'ConsumerGroupMetadataKey',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeConsumerGroupMetadataKey,
    encode: encodeConsumerGroupMetadataKey,
  },
  value: {
    name: 'ConsumerGroupMetadataValue',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeConsumerGroupMetadataValue,
    encode: encodeConsumerGroupMetadataValue,
  },
};
