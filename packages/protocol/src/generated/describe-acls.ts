// Generated from packages/protocol/schemas/describe-acls.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 1-3, flexible versions 2+. */
export interface DescribeAclsRequest {
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
export interface DescribeAclsResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  resources: readonly DescribeAclsResource[];
}

/** Part of DescribeAclsResponse, versions 1-3. */
export interface DescribeAclsResource {
  resourceType: number;
  resourceName: string;
  /** Default 3. */
  patternType: number;
  acls: readonly AclDescription[];
}

/** Part of DescribeAclsResponse, versions 1-3. */
export interface AclDescription {
  principal: string;
  host: string;
  operation: number;
  permissionType: number;
}

export function decodeDescribeAclsRequest(reader: Reader, version: number): DescribeAclsRequest {
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

export function encodeDescribeAclsRequest(writer: Writer, message: DescribeAclsRequest, version: number): void {
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

export function decodeDescribeAclsResponse(reader: Reader, version: number): DescribeAclsResponse {
  const flexible = version >= 2;
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  const errorMessage: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  const resources: DescribeAclsResource[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    resources.push(decodeDescribeAclsResource(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { throttleTimeMs, errorCode, errorMessage, resources };
}

export function encodeDescribeAclsResponse(writer: Writer, message: DescribeAclsResponse, version: number): void {
  const flexible = version >= 2;
  writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  if (flexible) writer.writeCompactNullableString(message.errorMessage);
  else writer.writeNullableString(message.errorMessage);
  if (flexible) writer.writeCompactArrayLength(message.resources.length);
  else writer.writeArrayLength(message.resources.length);
  for (const element of message.resources) encodeDescribeAclsResource(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeDescribeAclsResource(reader: Reader, version: number): DescribeAclsResource {
  const flexible = version >= 2;
  const resourceType = reader.readInt8();
  const resourceName = flexible ? reader.readCompactString() : reader.readString();
  const patternType = reader.readInt8();
  const acls: AclDescription[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    acls.push(decodeAclDescription(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { resourceType, resourceName, patternType, acls };
}

function encodeDescribeAclsResource(writer: Writer, message: DescribeAclsResource, version: number): void {
  const flexible = version >= 2;
  writer.writeInt8(message.resourceType);
  if (flexible) writer.writeCompactString(message.resourceName);
  else writer.writeString(message.resourceName);
  writer.writeInt8(message.patternType);
  if (flexible) writer.writeCompactArrayLength(message.acls.length);
  else writer.writeArrayLength(message.acls.length);
  for (const element of message.acls) encodeAclDescription(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeAclDescription(reader: Reader, version: number): AclDescription {
  const flexible = version >= 2;
  const principal = flexible ? reader.readCompactString() : reader.readString();
  const host = flexible ? reader.readCompactString() : reader.readString();
  const operation = reader.readInt8();
  const permissionType = reader.readInt8();
  if (flexible) reader.skipTaggedFields();
  return { principal, host, operation, permissionType };
}

function encodeAclDescription(writer: Writer, message: AclDescription, version: number): void {
  const flexible = version >= 2;
  if (flexible) writer.writeCompactString(message.principal);
  else writer.writeString(message.principal);
  if (flexible) writer.writeCompactString(message.host);
  else writer.writeString(message.host);
  writer.writeInt8(message.operation);
  writer.writeInt8(message.permissionType);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const describeAclsApi: ApiDescriptor<DescribeAclsRequest, DescribeAclsResponse> = {
  key: 29,
  name: 'DescribeAcls',
  minVersion: 1,
  maxVersion: 3,
  flexibleFrom: 2,
  listeners: ['broker', 'controller'],
  decodeRequest: decodeDescribeAclsRequest,
  encodeRequest: encodeDescribeAclsRequest,
  decodeResponse: decodeDescribeAclsResponse,
  encodeResponse: encodeDescribeAclsResponse,
};
