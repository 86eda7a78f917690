// Generated from packages/protocol/schemas/records/group-metadata.ts by `npm run generate`; edit the schema, not this file.
import type { CoordinatorRecordDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0, flexible versions none. */
export interface GroupMetadataKey {
  group: string;
}

/** Versions 0-4, flexible versions 4+. */
export interface GroupMetadataValue {
  protocolType: string;
  generation: number;
  protocol: string | null;
  leader: string | null;
  /** Versions 2+, default -1, dropped where it cannot be written. */
  currentStateTimestamp: number;
  members: readonly MemberMetadata[];
}

/** Part of GroupMetadataValue, versions 0-4. */
export interface MemberMetadata {
  memberId: string;
  /** Versions 3+, dropped where it cannot be written. */
  groupInstanceId: string | null;
  clientId: string;
  clientHost: string;
  /** Versions 1+, default -1, dropped where it cannot be written. */
  rebalanceTimeout: number;
  sessionTimeout: number;
  subscription: Buffer;
  assignment: Buffer;
}

export function decodeGroupMetadataKey(reader: Reader, _version: number): GroupMetadataKey {
  const group = reader.readString();
  return { group };
}

export function encodeGroupMetadataKey(writer: Writer, message: GroupMetadataKey, _version: number): void {
  writer.writeString(message.group);
}

export function decodeGroupMetadataValue(reader: Reader, version: number): GroupMetadataValue {
  const flexible = version >= 4;
  const protocolType = flexible ? reader.readCompactString() : reader.readString();
  const generation = reader.readInt32();
  const protocol: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  const leader: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  const currentStateTimestamp = version >= 2 ? reader.readInt64() : -1;
  const members: MemberMetadata[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    members.push(decodeMemberMetadata(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { protocolType, generation, protocol, leader, currentStateTimestamp, members };
}

export function encodeGroupMetadataValue(writer: Writer, message: GroupMetadataValue, version: number): void {
  const flexible = version >= 4;
  if (flexible) writer.writeCompactString(message.protocolType);
  else writer.writeString(message.protocolType);
  writer.writeInt32(message.generation);
  if (flexible) writer.writeCompactNullableString(message.protocol);
  else writer.writeNullableString(message.protocol);
  if (flexible) writer.writeCompactNullableString(message.leader);
  else writer.writeNullableString(message.leader);
  if (version >= 2) writer.writeInt64(message.currentStateTimestamp);
  if (flexible) writer.writeCompactArrayLength(message.members.length);
  else writer.writeArrayLength(message.members.length);
  for (const element of message.members) encodeMemberMetadata(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeMemberMetadata(reader: Reader, version: number): MemberMetadata {
  const flexible = version >= 4;
  const memberId = flexible ? reader.readCompactString() : reader.readString();
  const groupInstanceId: string | null = flexible
    ? reader.readCompactNullableString()
    : version >= 3
      ? reader.readNullableString()
      : null;
  const clientId = flexible ? reader.readCompactString() : reader.readString();
  const clientHost = flexible ? reader.readCompactString() : reader.readString();
  const rebalanceTimeout = version >= 1 ? reader.readInt32() : -1;
  const sessionTimeout = reader.readInt32();
  const subscription = flexible ? reader.readCompactBytes() : reader.readBytes();
  const assignment = flexible ? reader.readCompactBytes() : reader.readBytes();
  if (flexible) reader.skipTaggedFields();
  return {
    memberId,
    groupInstanceId,
    clientId,
    clientHost,
    rebalanceTimeout,
    sessionTimeout,
    subscription,
    assignment,
  };
}

function encodeMemberMetadata(writer: Writer, message: MemberMetadata, version: number): void {
  const flexible = version >= 4;
  if (flexible) writer.writeCompactString(message.memberId);
  else writer.writeString(message.memberId);
  if (flexible) writer.writeCompactNullableString(message.groupInstanceId);
  else if (version >= 3) writer.writeNullableString(message.groupInstanceId);
  if (flexible) writer.writeCompactString(message.clientId);
  else writer.writeString(message.clientId);
  if (flexible) writer.writeCompactString(message.clientHost);
  else writer.writeString(message.clientHost);
  if (version >= 1) writer.writeInt32(message.rebalanceTimeout);
  writer.writeInt32(message.sessionTimeout);
  if (flexible) writer.writeCompactBytes(message.subscription);
  else writer.writeBytes(message.subscription);
  if (flexible) writer.writeCompactBytes(message.assignment);
  else writer.writeBytes(message.assignment);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const groupMetadataRecord: CoordinatorRecordDescriptor<GroupMetadataKey, GroupMetadataValue> = {
  type: 2,
  name: 'GroupMetadata',
  key: {
    name: 'GroupMetadataKey',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeGroupMetadataKey,
    encode: encodeGroupMetadataKey,
  },
  value: {
    name: 'GroupMetadataValue',
    minVersion: 0,
    maxVersion: 4,
    decode: decodeGroupMetadataValue,
    encode: encodeGroupMetadataValue,
  },
};
