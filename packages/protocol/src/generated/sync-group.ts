// Generated from packages/protocol/schemas/sync-group.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-5, flexible versions 4+. */
export interface SyncGroupRequest {
  groupId: string;
  generationId: number;
  memberId: string;
  /** Versions 3+. */
  groupInstanceId: string | null;
  /** Versions 5+, dropped where it cannot be written. */
  protocolType: string | null;
  /** Versions 5+, dropped where it cannot be written. */
  protocolName: string | null;
  assignments: readonly SyncGroupRequestAssignment[];
}

/** Part of SyncGroupRequest, versions 0-5. */
export interface SyncGroupRequestAssignment {
  memberId: string;
  assignment: Buffer;
}

/** Versions 0-5, flexible versions 4+. */
export interface SyncGroupResponse {
  /** Versions 1+, dropped where it cannot be written. */
  throttleTimeMs: number;
  errorCode: number;
  /** Versions 5+, dropped where it cannot be written. */
  protocolType: string | null;
  /** Versions 5+, dropped where it cannot be written. */
  protocolName: string | null;
  assignment: Buffer;
}

export function decodeSyncGroupRequest(reader: Reader, version: number): SyncGroupRequest {
  const flexible = version >= 4;
  const groupId = flexible ? reader.readCompactString() : reader.readString();
  const generationId = reader.readInt32();
  const memberId = flexible ? reader.readCompactString() : reader.readString();
  const groupInstanceId: string | null = flexible
    ? reader.readCompactNullableString()
    : version >= 3
      ? reader.readNullableString()
      : null;
  const protocolType: string | null = version >= 5 ? reader.readCompactNullableString() : null;
  const protocolName: string | null = version >= 5 ? reader.readCompactNullableString() : null;
  const assignments: SyncGroupRequestAssignment[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    assignments.push(decodeSyncGroupRequestAssignment(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { groupId, generationId, memberId, groupInstanceId, protocolType, protocolName, assignments };
}

export function encodeSyncGroupRequest(writer: Writer, message: SyncGroupRequest, version: number): void {
  const flexible = version >= 4;
  if (flexible) writer.writeCompactString(message.groupId);
  else writer.writeString(message.groupId);
  writer.writeInt32(message.generationId);
  if (flexible) writer.writeCompactString(message.memberId);
  else writer.writeString(message.memberId);
  if (flexible) writer.writeCompactNullableString(message.groupInstanceId);
  else if (version >= 3) writer.writeNullableString(message.groupInstanceId);
  else if (message.groupInstanceId !== null)
    throw new UnsupportedVersionError('SyncGroupRequest.groupInstanceId', version);
  if (version >= 5) writer.writeCompactNullableString(message.protocolType);
  if (version >= 5) writer.writeCompactNullableString(message.protocolName);
  if (flexible) writer.writeCompactArrayLength(message.assignments.length);
  else writer.writeArrayLength(message.assignments.length);
  for (const element of message.assignments) encodeSyncGroupRequestAssignment(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeSyncGroupRequestAssignment(reader: Reader, version: number): SyncGroupRequestAssignment {
  const flexible = version >= 4;
  const memberId = flexible ? reader.readCompactString() : reader.readString();
  const assignment = flexible ? reader.readCompactBytes() : reader.readBytes();
  if (flexible) reader.skipTaggedFields();
  return { memberId, assignment };
}

function encodeSyncGroupRequestAssignment(writer: Writer, message: SyncGroupRequestAssignment, version: number): void {
  const flexible = version >= 4;
  if (flexible) writer.writeCompactString(message.memberId);
  else writer.writeString(message.memberId);
  if (flexible) writer.writeCompactBytes(message.assignment);
  else writer.writeBytes(message.assignment);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeSyncGroupResponse(reader: Reader, version: number): SyncGroupResponse {
  const flexible = version >= 4;
  const throttleTimeMs = version >= 1 ? reader.readInt32() : 0;
  const errorCode = reader.readInt16();
  const protocolType: string | null = version >= 5 ? reader.readCompactNullableString() : null;
  const protocolName: string | null = version >= 5 ? reader.readCompactNullableString() : null;
  const assignment = flexible ? reader.readCompactBytes() : reader.readBytes();
  if (flexible) reader.skipTaggedFields();
  return { throttleTimeMs, errorCode, protocolType, protocolName, assignment };
}

export function encodeSyncGroupResponse(writer: Writer, message: SyncGroupResponse, version: number): void {
  const flexible = version >= 4;
  if (version >= 1) writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  if (version >= 5) writer.writeCompactNullableString(message.protocolType);
  if (version >= 5) writer.writeCompactNullableString(message.protocolName);
  if (flexible) writer.writeCompactBytes(message.assignment);
  else writer.writeBytes(message.assignment);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const syncGroupApi: ApiDescriptor<SyncGroupRequest, SyncGroupResponse> = {
  key: 14,
  name: 'SyncGroup',
  minVersion: 0,
  maxVersion: 5,
  flexibleFrom: 4,
  listeners: ['broker'],
  decodeRequest: decodeSyncGroupRequest,
  encodeRequest: encodeSyncGroupRequest,
  decodeResponse: decodeSyncGroupResponse,
  encodeResponse: encodeSyncGroupResponse,
};
