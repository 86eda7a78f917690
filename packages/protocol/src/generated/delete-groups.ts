// Generated from packages/protocol/schemas/delete-groups.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-2, flexible versions 2+. */
export interface DeleteGroupsRequest {
  groupsNames: readonly string[];
}

/** Versions 0-2, flexible versions 2+. */
export interface DeleteGroupsResponse {
  throttleTimeMs: number;
  results: readonly DeletableGroupResult[];
}

/** Part of DeleteGroupsResponse, versions 0-2. */
export interface DeletableGroupResult {
  /** Unique in its array. */
  groupId: string;
  errorCode: number;
}

export function decodeDeleteGroupsRequest(reader: Reader, version: number): DeleteGroupsRequest {
  const flexible = version >= 2;
  const groupsNames: string[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    groupsNames.push(flexible ? reader.readCompactString() : reader.readString());
  }
  if (flexible) reader.skipTaggedFields();
  return { groupsNames };
}

export function encodeDeleteGroupsRequest(writer: Writer, message: DeleteGroupsRequest, version: number): void {
  const flexible = version >= 2;
  if (flexible) writer.writeCompactArrayLength(message.groupsNames.length);
  else writer.writeArrayLength(message.groupsNames.length);
  for (const element of message.groupsNames) {
    if (flexible) writer.writeCompactString(element);
    else writer.writeString(element);
  }
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeDeleteGroupsResponse(reader: Reader, version: number): DeleteGroupsResponse {
  const flexible = version >= 2;
  const throttleTimeMs = reader.readInt32();
  const results: DeletableGroupResult[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    results.push(decodeDeletableGroupResult(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { throttleTimeMs, results };
}

export function encodeDeleteGroupsResponse(writer: Writer, message: DeleteGroupsResponse, version: number): void {
  const flexible = version >= 2;
  writer.writeInt32(message.throttleTimeMs);
  if (flexible) writer.writeCompactArrayLength(message.results.length);
  else writer.writeArrayLength(message.results.length);
  for (const element of message.results) encodeDeletableGroupResult(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeDeletableGroupResult(reader: Reader, version: number): DeletableGroupResult {
  const flexible = version >= 2;
  const groupId = flexible ? reader.readCompactString() : reader.readString();
  const errorCode = reader.readInt16();
  if (flexible) reader.skipTaggedFields();
  return { groupId, errorCode };
}

function encodeDeletableGroupResult(writer: Writer, message: DeletableGroupResult, version: number): void {
  const flexible = version >= 2;
  if (flexible) writer.writeCompactString(message.groupId);
  else writer.writeString(message.groupId);
  writer.writeInt16(message.errorCode);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const deleteGroupsApi: ApiDescriptor<DeleteGroupsRequest, DeleteGroupsResponse> = {
  key: 42,
  name: 'DeleteGroups',
  minVersion: 0,
  maxVersion: 2,
  flexibleFrom: 2,
  listeners: ['broker'],
  decodeRequest: decodeDeleteGroupsRequest,
  encodeRequest: encodeDeleteGroupsRequest,
  decodeResponse: decodeDeleteGroupsResponse,
  encodeResponse: encodeDeleteGroupsResponse,
};
