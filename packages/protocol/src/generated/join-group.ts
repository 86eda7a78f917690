// Generated from packages/protocol/schemas/join-group.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-9, flexible versions 6+. */
export interface JoinGroupRequest {
  groupId: string;
  sessionTimeoutMs: number;
  /** Versions 1+, default -1, dropped where it cannot be written. */
  rebalanceTimeoutMs: number;
  memberId: string;
  /** Versions 5+. */
  groupInstanceId: string | null;
  protocolType: string;
  protocols: readonly JoinGroupRequestProtocol[];
  /** Versions 8+, dropped where it cannot be written. */
  reason: string | null;
}

/** Part of JoinGroupRequest, versions 0-9. */
export interface JoinGroupRequestProtocol {
  /** Unique in its array. */
  name: string;
  metadata: Buffer;
}

/** Versions 0-9, flexible versions 6+. */
export interface JoinGroupResponse {
  /** Versions 2+, dropped where it cannot be written. */
  throttleTimeMs: number;
  errorCode: number;
  /** Default -1. */
  generationId: number;
  /** Versions 7+, dropped where it cannot be written. */
  protocolType: string | null;
  /** Null in versions 7+. */
  protocolName: string | null;
  leader: string;
  /** Versions 9+, default false. */
  skipAssignment: boolean;
  memberId: string;
  members: readonly JoinGroupResponseMember[];
}

/** Part of JoinGroupResponse, versions 0-9. */
export interface JoinGroupResponseMember {
  memberId: string;
  /** Versions 5+, dropped where it cannot be written. */
  groupInstanceId: string | null;
  metadata: Buffer;
}

export function decodeJoinGroupRequest(reader: Reader, version: number): JoinGroupRequest {
  const flexible = version >= 6;
  const groupId = flexible ? reader.readCompactString() : reader.readString();
  const sessionTimeoutMs = reader.readInt32();
  const rebalanceTimeoutMs = version >= 1 ? reader.readInt32() : -1;
  const memberId = flexible ? reader.readCompactString() : reader.readString();
  const groupInstanceId: string | null = flexible
    ? reader.readCompactNullableString()
    : version >= 5
      ? reader.readNullableString()
      : null;
  const protocolType = flexible ? reader.readCompactString() : reader.readString();
  const protocols: JoinGroupRequestProtocol[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    protocols.push(decodeJoinGroupRequestProtocol(reader, version));
  }
  const reason: string | null = version >= 8 ? reader.readCompactNullableString() : null;
  if (flexible) reader.skipTaggedFields();
  return { groupId, sessionTimeoutMs, rebalanceTimeoutMs, memberId, groupInstanceId, protocolType, protocols, reason };
}

export function encodeJoinGroupRequest(writer: Writer, message: JoinGroupRequest, version: number): void {
  const flexible = version >= 6;
  if (flexible) writer.writeCompactString(message.groupId);
  else writer.writeString(message.groupId);
  writer.writeInt32(message.sessionTimeoutMs);
  if (version >= 1) writer.writeInt32(message.rebalanceTimeoutMs);
  if (flexible) writer.writeCompactString(message.memberId);
  else writer.writeString(message.memberId);
  if (flexible) writer.writeCompactNullableString(message.groupInstanceId);
  else if (version >= 5) writer.writeNullableString(message.groupInstanceId);
  else if (message.groupInstanceId !== null)
    throw new UnsupportedVersionError('JoinGroupRequest.groupInstanceId', version);
  if (flexible) writer.writeCompactString(message.protocolType);
  else writer.writeString(message.protocolType);
  if (flexible) writer.writeCompactArrayLength(message.protocols.length);
  else writer.writeArrayLength(message.protocols.length);
  for (const element of message.protocols) encodeJoinGroupRequestProtocol(writer, element, version);
  if (version >= 8) writer.writeCompactNullableString(message.reason);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeJoinGroupRequestProtocol(reader: Reader, version: number): JoinGroupRequestProtocol {
  const flexible = version >= 6;
  const name = flexible ? reader.readCompactString() : reader.readString();
  const metadata = flexible ? reader.readCompactBytes() : reader.readBytes();
  if (flexible) reader.skipTaggedFields();
  return { name, metadata };
}

function encodeJoinGroupRequestProtocol(writer: Writer, message: JoinGroupRequestProtocol, version: number): void {
  const flexible = version >= 6;
  if (flexible) writer.writeCompactString(message.name);
  else writer.writeString(message.name);
  if (flexible) writer.writeCompactBytes(message.metadata);
  else writer.writeBytes(message.metadata);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeJoinGroupResponse(reader: Reader, version: number): JoinGroupResponse {
  const flexible = version >= 6;
  const throttleTimeMs = version >= 2 ? reader.readInt32() : 0;
  const errorCode = reader.readInt16();
  const generationId = reader.readInt32();
  const protocolType: string | null = version >= 7 ? reader.readCompactNullableString() : null;
  const protocolName: string | null =
    version >= 7 ? reader.readCompactNullableString() : flexible ? reader.readCompactString() : reader.readString();
  const leader = flexible ? reader.readCompactString() : reader.readString();
  const skipAssignment = version >= 9 ? reader.readBoolean() : false;
  const memberId = flexible ? reader.readCompactString() : reader.readString();
  const members: JoinGroupResponseMember[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    members.push(decodeJoinGroupResponseMember(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return {
    throttleTimeMs,
    errorCode,
    generationId,
    protocolType,
    protocolName,
    leader,
    skipAssignment,
    memberId,
    members,
  };
}

export function encodeJoinGroupResponse(writer: Writer, message: JoinGroupResponse, version: number): void {
  const flexible = version >= 6;
  if (version >= 2) writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  writer.writeInt32(message.generationId);
  if (version >= 7) writer.writeCompactNullableString(message.protocolType);
  if (version >= 7) {
    writer.writeCompactNullableString(message.protocolName);
  } else if (flexible) {
    if (message.protocolName === null)
      throw new UnsupportedVersionError('JoinGroupResponse.protocolName of null', version);
    writer.writeCompactString(message.protocolName);
  } else {
    if (message.protocolName === null)
      throw new UnsupportedVersionError('JoinGroupResponse.protocolName of null', version);
    writer.writeString(message.protocolName);
  }
  if (flexible) writer.writeCompactString(message.leader);
  else writer.writeString(message.leader);
  if (version >= 9) writer.writeBoolean(message.skipAssignment);
  else if (message.skipAssignment) throw new UnsupportedVersionError('JoinGroupResponse.skipAssignment', version);
  if (flexible) writer.writeCompactString(message.memberId);
  else writer.writeString(message.memberId);
  if (flexible) writer.writeCompactArrayLength(message.members.length);
  else writer.writeArrayLength(message.members.length);
  for (const element of message.members) encodeJoinGroupResponseMember(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeJoinGroupResponseMember(reader: Reader, version: number): JoinGroupResponseMember {
  const flexible = version >= 6;
  const memberId = flexible ? reader.readCompactString() : reader.readString();
  const groupInstanceId: string | null = flexible
    ? reader.readCompactNullableString()
    : version >= 5
      ? reader.readNullableString()
      : null;
  const metadata = flexible ? reader.readCompactBytes() : reader.readBytes();
  if (flexible) reader.skipTaggedFields();
  return { memberId, groupInstanceId, metadata };
}

function encodeJoinGroupResponseMember(writer: Writer, message: JoinGroupResponseMember, version: number): void {
  const flexible = version >= 6;
  if (flexible) writer.writeCompactString(message.memberId);
  else writer.writeString(message.memberId);
  if (flexible) writer.writeCompactNullableString(message.groupInstanceId);
  else if (version >= 5) writer.writeNullableString(message.groupInstanceId);
  if (flexible) writer.writeCompactBytes(message.metadata);
  else writer.writeBytes(message.metadata);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const joinGroupApi: ApiDescriptor<JoinGroupRequest, JoinGroupResponse> = {
  key: 11,
  name: 'JoinGroup',
  minVersion: 0,
  maxVersion: 9,
  flexibleFrom: 6,
  listeners: ['broker'],
  decodeRequest: decodeJoinGroupRequest,
  encodeRequest: encodeJoinGroupRequest,
  decodeResponse: decodeJoinGroupResponse,
  encodeResponse: encodeJoinGroupResponse,
};
