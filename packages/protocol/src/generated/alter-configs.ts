// Generated from packages/protocol/schemas/alter-configs.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-2, flexible versions 2+. */
export interface AlterConfigsRequest {
  resources: readonly AlterConfigsResource[];
  validateOnly: boolean;
}

/** Part of AlterConfigsRequest, versions 0-2. */
export interface AlterConfigsResource {
  /** Unique in its array. */
  resourceType: number;
  /** Unique in its array. */
  resourceName: string;
  configs: readonly AlterableConfig[];
}

/** Part of AlterConfigsRequest, versions 0-2. */
export interface AlterableConfig {
  /** Unique in its array. */
  name: string;
  value: string | null;
}

/** Versions 0-2, flexible versions 2+. */
export interface AlterConfigsResponse {
  throttleTimeMs: number;
  responses: readonly AlterConfigsResourceResponse[];
}

/** Part of AlterConfigsResponse, versions 0-2. */
export interface AlterConfigsResourceResponse {
  errorCode: number;
  errorMessage: string | null;
  resourceType: number;
  resourceName: string;
}

export function decodeAlterConfigsRequest(reader: Reader, version: number): AlterConfigsRequest {
  const flexible = version >= 2;
  const resources: AlterConfigsResource[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    resources.push(decodeAlterConfigsResource(reader, version));
  }
  const validateOnly = reader.readBoolean();
  if (flexible) reader.skipTaggedFields();
  return { resources, validateOnly };
}

export function encodeAlterConfigsRequest(writer: Writer, message: AlterConfigsRequest, version: number): void {
  const flexible = version >= 2;
  if (flexible) writer.writeCompactArrayLength(message.resources.length);
  else writer.writeArrayLength(message.resources.length);
  for (const element of message.resources) encodeAlterConfigsResource(writer, element, version);
  writer.writeBoolean(message.validateOnly);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeAlterConfigsResource(reader: Reader, version: number): AlterConfigsResource {
  const flexible = version >= 2;
  const resourceType = reader.readInt8();
  const resourceName = flexible ? reader.readCompactString() : reader.readString();
  const configs: AlterableConfig[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    configs.push(decodeAlterableConfig(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { resourceType, resourceName, configs };
}

function encodeAlterConfigsResource(writer: Writer, message: AlterConfigsResource, version: number): void {
  const flexible = version >= 2;
  writer.writeInt8(message.resourceType);
  if (flexible) writer.writeCompactString(message.resourceName);
  else writer.writeString(message.resourceName);
  if (flexible) writer.writeCompactArrayLength(message.configs.length);
  else writer.writeArrayLength(message.configs.length);
  for (const element of message.configs) encodeAlterableConfig(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeAlterableConfig(reader: Reader, version: number): AlterableConfig {
  const flexible = version >= 2;
  const name = flexible ? reader.readCompactString() : reader.readString();
  const value: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  if (flexible) reader.skipTaggedFields();
  return { name, value };
}

function encodeAlterableConfig(writer: Writer, message: AlterableConfig, version: number): void {
  const flexible = version >= 2;
  if (flexible) writer.writeCompactString(message.name);
  else writer.writeString(message.name);
  if (flexible) writer.writeCompactNullableString(message.value);
  else writer.writeNullableString(message.value);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeAlterConfigsResponse(reader: Reader, version: number): AlterConfigsResponse {
  const flexible = version >= 2;
  const throttleTimeMs = reader.readInt32();
  const responses: AlterConfigsResourceResponse[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    responses.push(decodeAlterConfigsResourceResponse(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { throttleTimeMs, responses };
}

export function encodeAlterConfigsResponse(writer: Writer, message: AlterConfigsResponse, version: number): void {
  const flexible = version >= 2;
  writer.writeInt32(message.throttleTimeMs);
  if (flexible) writer.writeCompactArrayLength(message.responses.length);
  else writer.writeArrayLength(message.responses.length);
  for (const element of message.responses) encodeAlterConfigsResourceResponse(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeAlterConfigsResourceResponse(reader: Reader, version: number): AlterConfigsResourceResponse {
  const flexible = version >= 2;
  const errorCode = reader.readInt16();
  const errorMessage: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  const resourceType = reader.readInt8();
  const resourceName = flexible ? reader.readCompactString() : reader.readString();
  if (flexible) reader.skipTaggedFields();
  return { errorCode, errorMessage, resourceType, resourceName };
}

function encodeAlterConfigsResourceResponse(
  writer: Writer,
  message: AlterConfigsResourceResponse,
  version: number,
): void {
  const flexible = version >= 2;
  writer.writeInt16(message.errorCode);
  if (flexible) writer.writeCompactNullableString(message.errorMessage);
  else writer.writeNullableString(message.errorMessage);
  writer.writeInt8(message.resourceType);
  if (flexible) writer.writeCompactString(message.resourceName);
  else writer.writeString(message.resourceName);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const alterConfigsApi: ApiDescriptor<AlterConfigsRequest, AlterConfigsResponse> = {
  key: 33,
  name: 'AlterConfigs',
  minVersion: 0,
  maxVersion: 2,
  flexibleFrom: 2,
  listeners: ['broker', 'controller'],
  decodeRequest: decodeAlterConfigsRequest,
  encodeRequest: encodeAlterConfigsRequest,
  decodeResponse: decodeAlterConfigsResponse,
  encodeResponse: encodeAlterConfigsResponse,
};
