// Generated from packages/protocol/schemas/delete-acls.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 1-3, flexible versions 2+. */
export interface DeleteAclsRequest {
  filters: readonly DeleteAclsFilter[];
}

/** Part of DeleteAclsRequest, versions 1-3. */
export interface DeleteAclsFilter {
  resourceTypeFilter: number;
  resourceNameFilter: string | null;
  /** Default 3. */
  patternTypeFilter: number;
  principalFilter: string | null;
  hostFilter: string | null;
  operation: number;
  permissionType: number;
}

/** Versions 1-3, flexible versions 2+. */
export interface DeleteAclsResponse {
  throttleTimeMs: number;
  filterResults: readonly DeleteAclsFilterResult[];
}

/** Part of DeleteAclsResponse, versions 1-3. */
export interface DeleteAclsFilterResult {
  errorCode: number;
  errorMessage: string | null;
  matchingAcls: readonly DeleteAclsMatchingAcl[];
}

/** Part of DeleteAclsResponse, versions 1-3. */
export interface DeleteAclsMatchingAcl {
  errorCode: number;
  errorMessage: string | null;
  resourceType: number;
  resourceName: string;
  /** Default 3. */
  patternType: number;
  principal: string;
  host: string;
  operation: number;
  permissionType: number;
}

export function decodeDeleteAclsRequest(reader: Reader, version: number): DeleteAclsRequest {
  const flexible = version >= 2;
  const filters: DeleteAclsFilter[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    filters.push(decodeDeleteAclsFilter(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { filters };
}

export function encodeDeleteAclsRequest(writer: Writer, message: DeleteAclsRequest, version: number): void {
  const flexible = version >= 2;
  if (flexible) writer.writeCompactArrayLength(message.filters.length);
  else writer.writeArrayLength(message.filters.length);
  for (const element of message.filters) encodeDeleteAclsFilter(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeDeleteAclsFilter(reader: Reader, version: number): DeleteAclsFilter {
  const flexible = version >= 2;
  const resourceTypeFilter = reader.readInt8();
  const resourceNameFilter: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  const patternTypeFilter = reader.readInt8();
  const principalFilter: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  const hostFilter: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  const operation = reader.readInt8();
  const permissionType = reader.readInt8();
  if (flexible) reader.skipTaggedFields();
  return {
    resourceTypeFilter,
    resourceNameFilter,
    patternTypeFilter,
    principalFilter,
    hostFilter,
    operation,
    permissionType,
  };
}

function encodeDeleteAclsFilter(writer: Writer, message: DeleteAclsFilter, version: number): void {
  const flexible = version >= 2;
  writer.writeInt8(message.resourceTypeFilter);
  if (flexible) writer.writeCompactNullableString(message.resourceNameFilter);
  else writer.writeNullableString(message.resourceNameFilter);
  writer.writeInt8(message.patternTypeFilter);
  if (flexible) writer.writeCompactNullableString(message.principalFilter);
  else writer.writeNullableString(message.principalFilter);
  if (flexible) writer.writeCompactNullableString(message.hostFilter);
  else writer.writeNullableString(message.hostFilter);
  writer.writeInt8(message.operation);
  writer.writeInt8(message.permissionType);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeDeleteAclsResponse(reader: Reader, version: number): DeleteAclsResponse {
  const flexible = version >= 2;
  const throttleTimeMs = reader.readInt32();
  const filterResults: DeleteAclsFilterResult[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    filterResults.push(decodeDeleteAclsFilterResult(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { throttleTimeMs, filterResults };
}

export function encodeDeleteAclsResponse(writer: Writer, message: DeleteAclsResponse, version: number): void {
  const flexible = version >= 2;
  writer.writeInt32(message.throttleTimeMs);
  if (flexible) writer.writeCompactArrayLength(message.filterResults.length);
  else writer.writeArrayLength(message.filterResults.length);
  for (const element of message.filterResults) encodeDeleteAclsFilterResult(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeDeleteAclsFilterResult(reader: Reader, version: number): DeleteAclsFilterResult {
  const flexible = version >= 2;
  const errorCode = reader.readInt16();
  const errorMessage: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  const matchingAcls: DeleteAclsMatchingAcl[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    matchingAcls.push(decodeDeleteAclsMatchingAcl(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { errorCode, errorMessage, matchingAcls };
}

function encodeDeleteAclsFilterResult(writer: Writer, message: DeleteAclsFilterResult, version: number): void {
  const flexible = version >= 2;
  writer.writeInt16(message.errorCode);
  if (flexible) writer.writeCompactNullableString(message.errorMessage);
  else writer.writeNullableString(message.errorMessage);
  if (flexible) writer.writeCompactArrayLength(message.matchingAcls.length);
  else writer.writeArrayLength(message.matchingAcls.length);
  for (const element of message.matchingAcls) encodeDeleteAclsMatchingAcl(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeDeleteAclsMatchingAcl(reader: Reader, version: number): DeleteAclsMatchingAcl {
  const flexible = version >= 2;
  const errorCode = reader.readInt16();
  const errorMessage: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  const resourceType = reader.readInt8();
  const resourceName = flexible ? reader.readCompactString() : reader.readString();
  const patternType = reader.readInt8();
  const principal = flexible ? reader.readCompactString() : reader.readString();
  const host = flexible ? reader.readCompactString() : reader.readString();
  const operation = reader.readInt8();
  const permissionType = reader.readInt8();
  if (flexible) reader.skipTaggedFields();
  return {
    errorCode,
    errorMessage,
    resourceType,
    resourceName,
    patternType,
    principal,
    host,
    operation,
    permissionType,
  };
}

function encodeDeleteAclsMatchingAcl(writer: Writer, message: DeleteAclsMatchingAcl, version: number): void {
  const flexible = version >= 2;
  writer.writeInt16(message.errorCode);
  if (flexible) writer.writeCompactNullableString(message.errorMessage);
  else writer.writeNullableString(message.errorMessage);
  writer.writeInt8(message.resourceType);
  if (flexible) writer.writeCompactString(message.resourceName);
  else writer.writeString(message.resourceName);
  writer.writeInt8(message.patternType);
  if (flexible) writer.writeCompactString(message.principal);
  else writer.writeString(message.principal);
  if (flexible) writer.writeCompactString(message.host);
  else writer.writeString(message.host);
  writer.writeInt8(message.operation);
  writer.writeInt8(message.permissionType);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const deleteAclsApi: ApiDescriptor<DeleteAclsRequest, DeleteAclsResponse> = {
  key: 31,
  name: 'DeleteAcls',
  minVersion: 1,
  maxVersion: 3,
  flexibleFrom: 2,
  listeners: ['broker', 'controller'],
  decodeRequest: decodeDeleteAclsRequest,
  encodeRequest: encodeDeleteAclsRequest,
  decodeResponse: decodeDeleteAclsResponse,
  encodeResponse: encodeDeleteAclsResponse,
};
