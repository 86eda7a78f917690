// Generated from packages/protocol/schemas/records/share-group-metadata.ts by `npm run generate`; edit the schema, not this file.
import type { CoordinatorRecordDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0, flexible versions none. */
export interface ShareGroupMetadataKey {
  groupId: string;
}

/** Versions 0, flexible versions 0+. */
export interface ShareGroupMetadataValue {
  epoch: number;
  metadataHash: number;
}

export function decodeShareGroupMetadataKey(reader: Reader, _version: number): ShareGroupMetadataKey {
  const groupId = reader.readString();
  return { groupId };
}

export function encodeShareGroupMetadataKey(writer: Writer, message: ShareGroupMetadataKey, _version: number): void {
  writer.writeString(message.groupId);
}

export function decodeShareGroupMetadataValue(reader: Reader, _version: number): ShareGroupMetadataValue {
  const epoch = reader.readInt32();
  const metadataHash = reader.readInt64();
  reader.skipTaggedFields();
  return { epoch, metadataHash };
}

export function encodeShareGroupMetadataValue(
  writer: Writer,
  message: ShareGroupMetadataValue,
  _version: number,
): void {
  writer.writeInt32(message.epoch);
  writer.writeInt64(message.metadataHash);
  writer.writeUnsignedVarint(0);
}

export const shareGroupMetadataRecord: CoordinatorRecordDescriptor<ShareGroupMetadataKey, ShareGroupMetadataValue> = {
  type: 11,
  name: 'ShareGroupMetadata',
  key: {
    name: 'ShareGroupMetadataKey',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeShareGroupMetadataKey,
    encode: encodeShareGroupMetadataKey,
  },
  value: {
    name: 'ShareGroupMetadataValue',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeShareGroupMetadataValue,
    encode: encodeShareGroupMetadataValue,
  },
};
