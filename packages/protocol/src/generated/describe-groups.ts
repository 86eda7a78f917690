// Generated from packages/protocol/schemas/describe-groups.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-6, flexible versions 5+. */
export interface DescribeGroupsRequest {
  groups: readonly string[];
  /** Versions 3+. */
  includeAuthorizedOperations: boolean;
}

/** Versions 0-6, flexible versions 5+. */
export interface DescribeGroupsResponse {
  /** Versions 1+, dropped where it cannot be written. */
  throttleTimeMs: number;
  groups: readonly DescribedGroup[];
}

/** Part of DescribeGroupsResponse, versions 0-6. */
export interface DescribedGroup {
  errorCode: number;
  /** Versions 6+. */
  errorMessage: string | null;
  groupId: string;
  groupState: string;
  protocolType: string;
  protocolData: string;
  members: readonly DescribedGroupMember[];
  /** Versions 3+, default -2147483648. */
  authorizedOperations: number;
}

/** Part of DescribeGroupsResponse, versions 0-6. */
export interface DescribedGroupMember {
  memberId: string;
  /** Versions 4+, dropped where it cannot be written. */
  groupInstanceId: string | null;
  clientId: string;
  clientHost: string;
  memberMetadata: Buffer;
  memberAssignment: Buffer;
}

export function decodeDescribeGroupsRequest(reader: Reader, version: number): DescribeGroupsRequest {
  const flexible = version >= 5;
  const groups: string[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    groups.push(flexible ? reader.readCompactString() : reader.readString());
  }
  const includeAuthorizedOperations = version >= 3 ? reader.readBoolean() : false;
  if (flexible) reader.skipTaggedFields();
  return { groups, includeAuthorizedOperations };
}

export function encodeDescribeGroupsRequest(writer: Writer, message: DescribeGroupsRequest, version: number): void {
  const flexible = version >= 5;
  if (flexible) writer.writeCompactArrayLength(message.groups.length);
  else writer.writeArrayLength(message.groups.length);
  for (const element of message.groups) {
    if (flexible) writer.writeCompactString(element);
    else writer.writeString(element);
  }
  if (version >= 3) writer.writeBoolean(message.includeAuthorizedOperations);
  else if (message.includeAuthorizedOperations)
    throw new UnsupportedVersionError('DescribeGroupsRequest.includeAuthorizedOperations', version);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeDescribeGroupsResponse(reader: Reader, version: number): DescribeGroupsResponse {
  const flexible = version >= 5;
  const throttleTimeMs = version >= 1 ? reader.readInt32() : 0;
  const groups: DescribedGroup[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    groups.push(decodeDescribedGroup(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { throttleTimeMs, groups };
}

export function encodeDescribeGroupsResponse(writer: Writer, message: DescribeGroupsResponse, version: number): void {
  const flexible = version >= 5;
  if (version >= 1) writer.writeInt32(message.throttleTimeMs);
  if (flexible) writer.writeCompactArrayLength(message.groups.length);
  else writer.writeArrayLength(message.groups.length);
  for (const element of message.groups) encodeDescribedGroup(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeDescribedGroup(reader: Reader, version: number): DescribedGroup {
  const flexible = version >= 5;
  const errorCode = reader.readInt16();
  const errorMessage: string | null = version >= 6 ? reader.readCompactNullableString() : null;
  const groupId = flexible ? reader.readCompactString() : reader.readString();
  const groupState = flexible ? reader.readCompactString() : reader.readString();
  const protocolType = flexible ? reader.readCompactString() : reader.readString();
  const protocolData = flexible ? reader.readCompactString() : reader.readString();
  const members: DescribedGroupMember[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    members.push(decodeDescribedGroupMember(reader, version));
  }
  const authorizedOperations = version >= 3 ? reader.readInt32() : -2147483648;
  if (flexible) reader.skipTaggedFields();
  return { errorCode, errorMessage, groupId, groupState, protocolType, protocolData, members, authorizedOperations };
}

function encodeDescribedGroup(writer: Writer, message: DescribedGroup, version: number): void {
  const flexible = version >= 5;
  writer.writeInt16(message.errorCode);
  if (version >= 6) writer.writeCompactNullableString(message.errorMessage);
  else if (message.errorMessage !== null) throw new UnsupportedVersionError('DescribedGroup.errorMessage', version);
  if (flexible) writer.writeCompactString(message.groupId);
  else writer.writeString(message.groupId);
  if (flexible) writer.writeCompactString(message.groupState);
  else writer.writeString(message.groupState);
  if (flexible) writer.writeCompactString(message.protocolType);
  else writer.writeString(message.protocolType);
  if (flexible) writer.writeCompactString(message.protocolData);
  else writer.writeString(message.protocolData);
  if (flexible) writer.writeCompactArrayLength(message.members.length);
  else writer.writeArrayLength(message.members.length);
  for (const element of message.members) encodeDescribedGroupMember(writer, element, version);
  if (version >= 3) writer.writeInt32(message.authorizedOperations);
  else if (message.authorizedOperations !== -2147483648)
    throw new UnsupportedVersionError('DescribedGroup.authorizedOperations', version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeDescribedGroupMember(reader: Reader, version: number): DescribedGroupMember {
  const flexible = version >= 5;
  const memberId = flexible ? reader.readCompactString() : reader.readString();
  const groupInstanceId: string | null = flexible
    ? reader.readCompactNullableString()
    : version >= 4
      ? reader.readNullableString()
      : null;
  const clientId = flexible ? reader.readCompactString() : reader.readString();
  const clientHost = flexible ? reader.readCompactString() : reader.readString();
  const memberMetadata = flexible ? reader.readCompactBytes() : reader.readBytes();
  const memberAssignment = flexible ? reader.readCompactBytes() : reader.readBytes();
  if (flexible) reader.skipTaggedFields();
  return { memberId, groupInstanceId, clientId, clientHost, memberMetadata, memberAssignment };
}

function encodeDescribedGroupMember(writer: Writer, message: DescribedGroupMember, version: number): void {
  const flexible = version >= 5;
  if (flexible) writer.writeCompactString(message.memberId);
  else writer.writeString(message.memberId);
  if (flexible) writer.writeCompactNullableString(message.groupInstanceId);
  else if (version >= 4) writer.writeNullableString(message.groupInstanceId);
  if (flexible) writer.writeCompactString(message.clientId);
  else writer.writeString(message.clientId);
  if (flexible) writer.writeCompactString(message.clientHost);
  else writer.writeString(message.clientHost);
  if (flexible) writer.writeCompactBytes(message.memberMetadata);
  else writer.writeBytes(message.memberMetadata);
  if (flexible) writer.writeCompactBytes(message.memberAssignment);
  else writer.writeBytes(message.memberAssignment);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const describeGroupsApi: ApiDescriptor<DescribeGroupsRequest, DescribeGroupsResponse> = {
  key: 15,
  name: 'DescribeGroups',
  minVersion: 0,
  maxVersion: 6,
  flexibleFrom: 5,
  listeners: ['broker'],
  decodeRequest: decodeDescribeGroupsRequest,
  encodeRequest: encodeDescribeGroupsRequest,
  decodeResponse: decodeDescribeGroupsResponse,
  encodeResponse: encodeDescribeGroupsResponse,
};
