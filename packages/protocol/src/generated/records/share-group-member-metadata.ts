// Generated from packages/protocol/schemas/records/share-group-member-metadata.ts by `npm run generate`; edit the schema, not this file.
import type { CoordinatorRecordDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0, flexible versions none. */
export interface ShareGroupMemberMetadataKey {
  groupId: string;
  memberId: string;
}

/** Versions 0, flexible versions 0+. */
export interface ShareGroupMemberMetadataValue {
  rackId: string | null;
  clientId: string;
  clientHost: string;
  subscribedTopicNames: readonly string[];
}

export function decodeShareGroupMemberMetadataKey(reader: Reader, _version: number): ShareGroupMemberMetadataKey {
  const groupId = reader.readString();
  const memberId = reader.readString();
  return { groupId, memberId };
}

export function encodeShareGroupMemberMetadataKey(
  writer: Writer,
  message: ShareGroupMemberMetadataKey,
  _version: number,
): void {
  writer.writeString(message.groupId);
  writer.writeString(message.memberId);
}

export function decodeShareGroupMemberMetadataValue(reader: Reader, _version: number): ShareGroupMemberMetadataValue {
  const rackId: string | null = reader.readCompactNullableString();
  const clientId = reader.readCompactString();
  const clientHost = reader.readCompactString();
  const subscribedTopicNames: string[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    subscribedTopicNames.push(reader.readCompactString());
  }
  reader.skipTaggedFields();
  return { rackId, clientId, clientHost, subscribedTopicNames };
}

export function encodeShareGroupMemberMetadataValue(
  writer: Writer,
  message: ShareGroupMemberMetadataValue,
  _version: number,
): void {
  writer.writeCompactNullableString(message.rackId);
  writer.writeCompactString(message.clientId);
  writer.writeCompactString(message.clientHost);
  writer.writeCompactArrayLength(message.subscribedTopicNames.length);
  for (const element of message.subscribedTopicNames) writer.writeCompactString(element);
  writer.writeUnsignedVarint(0);
}

export const shareGroupMemberMetadataRecord: CoordinatorRecordDescriptor<
  ShareGroupMemberMetadataKey,
  ShareGroupMemberMetadataValue
> = {
  type: 10,
  name: 'ShareGroupMemberMetadata',
  key: {
    name: 'ShareGroupMemberMetadataKey',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeShareGroupMemberMetadataKey,
    encode: encodeShareGroupMemberMetadataKey,
  },
  value: {
    name: 'ShareGroupMemberMetadataValue',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeShareGroupMemberMetadataValue,
    encode: encodeShareGroupMemberMetadataValue,
  },
};
