// Generated from packages/protocol/schemas/create-acls.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 1-3, flexible versions 2+. */
export interface CreateAclsRequest {
  creations: readonly AclCreation[];
}

/** Part of CreateAclsRequest, versions 1-3. */
export interface AclCreation {
  resourceType: number;
  resourceName: string;
  /** Default 3. */
  resourcePatternType: number;
  principal: string;
  host: string;
  operation: number;
  permissionType: number;
}

/** Versions 1-3, flexible versions 2+. */
export interface CreateAclsResponse {
  throttleTimeMs: number;
  results: readonly AclCreationResult[];
}

/** Part of CreateAclsResponse, versions 1-3. */
export interface AclCreationResult {
  errorCode: number;
  errorMessage: string | null;
}

export function decodeCreateAclsRequest(reader: Reader, version: number): CreateAclsRequest {
  const flexible = version >= 2;
  const creations: AclCreation[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    creations.push(decodeAclCreation(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { creations };
}

export function encodeCreateAclsRequest(writer: Writer, message: CreateAclsRequest, version: number): void {
  const flexible = version >= 2;
  if (flexible) writer.writeCompactArrayLength(message.creations.length);
  else writer.writeArrayLength(message.creations.length);
  for (const element of message.creations) encodeAclCreation(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeAclCreation(reader: Reader, version: number): AclCreation {
  const flexible = version >= 2;
  const resourceType = reader.readInt8();
  const resourceName = flexible ? reader.readCompactString() : reader.readString();
  const resourcePatternType = reader.readInt8();
  const principal = flexible ? reader.readCompactString() : reader.readString();
  const host = flexible ? reader.readCompactString() : reader.readString();
  const operation = reader.readInt8();
  const permissionType = reader.readInt8();
  if (flexible) reader.skipTaggedFields();
  return { resourceType, resourceName, resourcePatternType, principal, host, operation, permissionType };
}

function encodeAclCreation(writer: Writer, message: AclCreation, version: number): void {
  const flexible = version >= 2;
  writer.writeInt8(message.resourceType);
  if (flexible) writer.writeCompactString(message.resourceName);
  else writer.writeString(message.resourceName);
  writer.writeInt8(message.resourcePatternType);
  if (flexible) writer.writeCompactString(message.principal);
  else writer.writeString(message.principal);
  if (flexible) writer.writeCompactString(message.host);
  else writer.writeString(message.host);
  writer.writeInt8(message.operation);
  writer.writeInt8(message.permissionType);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeCreateAclsResponse(reader: Reader, version: number): CreateAclsResponse {
  const flexible = version >= 2;
  const throttleTimeMs = reader.readInt32();
  const results: AclCreationResult[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    results.push(decodeAclCreationResult(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { throttleTimeMs, results };
}

export function encodeCreateAclsResponse(writer: Writer, message: CreateAclsResponse, version: number): void {
  const flexible = version >= 2;
  writer.writeInt32(message.throttleTimeMs);
  if (flexible) writer.writeCompactArrayLength(message.results.length);
  else writer.writeArrayLength(message.results.length);
  for (const element of message.results) encodeAclCreationResult(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeAclCreationResult(reader: Reader, version: number): AclCreationResult {
  const flexible = version >= 2;
  const errorCode = reader.readInt16();
  const errorMessage: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  if (flexible) reader.skipTaggedFields();
  return { errorCode, errorMessage };
}

function encodeAclCreationResult(writer: Writer, message: AclCreationResult, version: number): void {
  const flexible = version >= 2;
  writer.writeInt16(message.errorCode);
  if (flexible) writer.writeCompactNullableString(message.errorMessage);
  else writer.writeNullableString(message.errorMessage);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const createAclsApi: ApiDescriptor<CreateAclsRequest, CreateAclsResponse> = {
  key: 30,
  name: 'CreateAcls',
  minVersion: 1,
  maxVersion: 3,
  flexibleFrom: 2,
  listeners: ['broker', 'controller'],
  decodeRequest: decodeCreateAclsRequest,
  encodeRequest: encodeCreateAclsRequest,
  decodeResponse: decodeCreateAclsResponse,
  encodeResponse: encodeCreateAclsResponse,
};
