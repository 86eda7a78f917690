// Generated from packages/protocol/schemas/leave-group.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-5, flexible versions 4+. */
export interface LeaveGroupRequest {
  groupId: string;
  /** Versions 0-2. */
  memberId: string;
  /** Versions 3+. */
  members: readonly MemberIdentity[];
}

/** Part of LeaveGroupRequest, versions 3-5. */
export interface MemberIdentity {
  memberId: string;
  groupInstanceId: string | null;
  /** Versions 5+, dropped where it cannot be written. */
  reason: string | null;
}

/** Versions 0-5, flexible versions 4+. */
export interface LeaveGroupResponse {
  /** Versions 1+, dropped where it cannot be written. */
  throttleTimeMs: number;
  errorCode: number;
  /** Versions 3+. */
  members: readonly MemberResponse[];
}

/** Part of LeaveGroupResponse, versions 3-5. */
export interface MemberResponse {
  memberId: string;
  groupInstanceId: string | null;
  errorCode: number;
}

export function decodeLeaveGroupRequest(reader: Reader, version: number): LeaveGroupRequest {
  const flexible = version >= 4;
  const groupId = flexible ? reader.readCompactString() : reader.readString();
  const memberId = version <= 2 ? reader.readString() : '';
  const members: MemberIdentity[] = [];
  const membersLength = flexible ? reader.readCompactArrayLength() : version >= 3 ? reader.readArrayLength() : 0;
  for (let left = membersLength; left > 0; left--) {
    members.push(decodeMemberIdentity(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { groupId, memberId, members };
}

export function encodeLeaveGroupRequest(writer: Writer, message: LeaveGroupRequest, version: number): void {
  const flexible = version >= 4;
  if (flexible) writer.writeCompactString(message.groupId);
  else writer.writeString(message.groupId);
  if (version <= 2) writer.writeString(message.memberId);
  else if (message.memberId !== '') throw new UnsupportedVersionError('LeaveGroupRequest.memberId', version);
  if (version >= 3) {
    if (flexible) writer.writeCompactArrayLength(message.members.length);
    else writer.writeArrayLength(message.members.length);
    for (const element of message.members) encodeMemberIdentity(writer, element, version);
  } else if (message.members.length > 0) {
    throw new UnsupportedVersionError('LeaveGroupRequest.members', version);
  }
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeMemberIdentity(reader: Reader, version: number): MemberIdentity {
  const flexible = version >= 4;
  const memberId = flexible ? reader.readCompactString() : reader.readString();
  const groupInstanceId: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  const reason: string | null = version >= 5 ? reader.readCompactNullableString() : null;
  if (flexible) reader.skipTaggedFields();
  return { memberId, groupInstanceId, reason };
}

function encodeMemberIdentity(writer: Writer, message: MemberIdentity, version: number): void {
  const flexible = version >= 4;
  if (flexible) writer.writeCompactString(message.memberId);
  else writer.writeString(message.memberId);
  if (flexible) writer.writeCompactNullableString(message.groupInstanceId);
  else writer.writeNullableString(message.groupInstanceId);
  if (version >= 5) writer.writeCompactNullableString(message.reason);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeLeaveGroupResponse(reader: Reader, version: number): LeaveGroupResponse {
  const flexible = version >= 4;
  const throttleTimeMs = version >= 1 ? reader.readInt32() : 0;
  const errorCode = reader.readInt16();
  const members: MemberResponse[] = [];
  const membersLength = flexible ? reader.readCompactArrayLength() : version >= 3 ? reader.readArrayLength() : 0;
  for (let left = membersLength; left > 0; left--) {
    members.push(decodeMemberResponse(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { throttleTimeMs, errorCode, members };
}

export function encodeLeaveGroupResponse(writer: Writer, message: LeaveGroupResponse, version: number): void {
  const flexible = version >= 4;
  if (version >= 1) writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  if (version >= 3) {
    if (flexible) writer.writeCompactArrayLength(message.members.length);
    else writer.writeArrayLength(message.members.length);
    for (const element of message.members) encodeMemberResponse(writer, element, version);
  } else if (message.members.length > 0) {
    throw new UnsupportedVersionError('LeaveGroupResponse.members', version);
  }
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeMemberResponse(reader: Reader, version: number): MemberResponse {
  const flexible = version >= 4;
  const memberId = flexible ? reader.readCompactString() : reader.readString();
  const groupInstanceId: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  const errorCode = reader.readInt16();
  if (flexible) reader.skipTaggedFields();
  return { memberId, groupInstanceId, errorCode };
}

function encodeMemberResponse(writer: Writer, message: MemberResponse, version: number): void {
  const flexible = version >= 4;
  if (flexible) writer.writeCompactString(message.memberId);
  else writer.writeString(message.memberId);
  if (flexible) writer.writeCompactNullableString(message.groupInstanceId);
  else writer.writeNullableString(message.groupInstanceId);
  writer.writeInt16(message.errorCode);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const leaveGroupApi: ApiDescriptor<LeaveGroupRequest, LeaveGroupResponse> = {
  key: 13,
  name: 'LeaveGroup',
  minVersion: 0,
  maxVersion: 5,
  flexibleFrom: 4,
  listeners: ['broker'],
  decodeRequest: decodeLeaveGroupRequest,
  encodeRequest: encodeLeaveGroupRequest,
  decodeResponse: decodeLeaveGroupResponse,
  encodeResponse: encodeLeaveGroupResponse,
};
