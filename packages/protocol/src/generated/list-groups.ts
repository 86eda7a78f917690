// Generated from packages/protocol/schemas/list-groups.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-5, flexible versions 3+. */
export interface ListGroupsRequest {
  /** Versions 4+. */
  statesFilter: readonly string[];
  /** Versions 5+. */
  typesFilter: readonly string[];
}

/** Versions 0-5, flexible versions 3+. */
export interface ListGroupsResponse {
  /** Versions 1+, dropped where it cannot be written. */
  throttleTimeMs: number;
  errorCode: number;
  groups: readonly ListedGroup[];
}

/** Part of ListGroupsResponse, versions 0-5. */
export interface ListedGroup {
  groupId: string;
  protocolType: string;
  /** Versions 4+, dropped where it cannot be written. */
  groupState: string;
  /** Versions 5+, dropped where it cannot be written. */
  groupType: string;
}

export function decodeListGroupsRequest(reader: Reader, version: number): ListGroupsRequest {
  const flexible = version >= 3;
  const statesFilter: string[] = [];
  for (let left = version >= 4 ? reader.readCompactArrayLength() : 0; left > 0; left--) {
    statesFilter.push(reader.readCompactString());
  }
  const typesFilter: string[] = [];
  for (let left = version >= 5 ? reader.readCompactArrayLength() : 0; left > 0; left--) {
    typesFilter.push(reader.readCompactString());
  }
  if (flexible) reader.skipTaggedFields();
  return { statesFilter, typesFilter };
}

export function encodeListGroupsRequest(writer: Writer, message: ListGroupsRequest, version: number): void {
  const flexible = version >= 3;
  if (version >= 4) {
    writer.writeCompactArrayLength(message.statesFilter.length);
    for (const element of message.statesFilter) writer.writeCompactString(element);
  } else if (message.statesFilter.length > 0) {
    throw new UnsupportedVersionError('ListGroupsRequest.statesFilter', version);
  }
  if (version >= 5) {
    writer.writeCompactArrayLength(message.typesFilter.length);
    for (const element of message.typesFilter) writer.writeCompactString(element);
  } else if (message.typesFilter.length > 0) {
    throw new UnsupportedVersionError('ListGroupsRequest.typesFilter', version);
  }
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeListGroupsResponse(reader: Reader, version: number): ListGroupsResponse {
  const flexible = version >= 3;
  const throttleTimeMs = version >= 1 ? reader.readInt32() : 0;
  const errorCode = reader.readInt16();
  const groups: ListedGroup[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    groups.push(decodeListedGroup(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { throttleTimeMs, errorCode, groups };
}

export function encodeListGroupsResponse(writer: Writer, message: ListGroupsResponse, version: number): void {
  const flexible = version >= 3;
  if (version >= 1) writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  if (flexible) writer.writeCompactArrayLength(message.groups.length);
  else writer.writeArrayLength(message.groups.length);
  for (const element of message.groups) encodeListedGroup(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeListedGroup(reader: Reader, version: number): ListedGroup {
  const flexible = version >= 3;
  const groupId = flexible ? reader.readCompactString() : reader.readString();
  const protocolType = flexible ? reader.readCompactString() : reader.readString();
  const groupState = version >= 4 ? reader.readCompactString() : '';
  const groupType = version >= 5 ? reader.readCompactString() : '';
  if (flexible) reader.skipTaggedFields();
  return { groupId, protocolType, groupState, groupType };
}

function encodeListedGroup(writer: Writer, message: ListedGroup, version: number): void {
  const flexible = version >= 3;
  if (flexible) writer.writeCompactString(message.groupId);
  else writer.writeString(message.groupId);
  if (flexible) writer.writeCompactString(message.protocolType);
  else writer.writeString(message.protocolType);
  if (version >= 4) writer.writeCompactString(message.groupState);
  if (version >= 5) writer.writeCompactString(message.groupType);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const listGroupsApi: ApiDescriptor<ListGroupsRequest, ListGroupsResponse> = {
  key: 16,
  name: 'ListGroups',
  minVersion: 0,
  maxVersion: 5,
  flexibleFrom: 3,
  listeners: ['broker'],
  decodeRequest: decodeListGroupsRequest,
  encodeRequest: encodeListGroupsRequest,
  decodeResponse: decodeListGroupsResponse,
  encodeResponse: encodeListGroupsResponse,
};
