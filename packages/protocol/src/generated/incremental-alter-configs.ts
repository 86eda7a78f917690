// Generated from packages/protocol/schemas/incremental-alter-configs.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-1, flexible versions 1+. */
export interface IncrementalAlterConfigsRequest {
  resources: readonly AlterConfigsResource[];
  validateOnly: boolean;
}

/** Part of IncrementalAlterConfigsRequest, versions 0-1. */
export interface AlterConfigsResource {
  /** Unique in its array. */
  resourceType: number;
  /** Unique in its array. */
  resourceName: string;
  configs: readonly AlterableConfig[];
}

/** Part of IncrementalAlterConfigsRequest, versions 0-1. */
export interface AlterableConfig {
  /** Unique in its array. */
  name: string;
  /** Unique in its array. */
  configOperation: number;
  value: string | null;
}

/** Versions 0-1, flexible versions 1+. */
export interface IncrementalAlterConfigsResponse {
  throttleTimeMs: number;
  responses: readonly AlterConfigsResourceResponse[];
}

/** Part of IncrementalAlterConfigsResponse, versions 0-1. */
export interface AlterConfigsResourceResponse {
  errorCode: number;
  errorMessage: string | null;
  resourceType: number;
  resourceName: string;
}

export function decodeIncrementalAlterConfigsRequest(reader: Reader, version: number): IncrementalAlterConfigsRequest {
  const flexible = version >= 1;
  const resources: AlterConfigsResource[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    resources.push(decodeAlterConfigsResource(reader, version));
  }
  const validateOnly = reader.readBoolean();
  if (flexible) reader.skipTaggedFields();
  return { resources, validateOnly };
}

export function encodeIncrementalAlterConfigsRequest(
  writer: Writer,
  message: IncrementalAlterConfigsRequest,
  version: number,
): void {
  const flexible = version >= 1;
  if (flexible) writer.writeCompactArrayLength(message.resources.length);
  else writer.writeArrayLength(message.resources.length);
  for (const element of message.resources) encodeAlterConfigsResource(writer, element, version);
  writer.writeBoolean(message.validateOnly);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeAlterConfigsResource(reader: Reader, version: number): AlterConfigsResource {
  const flexible = version >= 1;
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
  const flexible = version >= 1;
  writer.writeInt8(message.resourceType);
  if (flexible) writer.writeCompactString(message.resourceName);
  else writer.writeString(message.resourceName);
  if (flexible) writer.writeCompactArrayLength(message.configs.length);
  else writer.writeArrayLength(message.configs.length);
  for (const element of message.configs) encodeAlterableConfig(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeAlterableConfig(reader: Reader, version: number): AlterableConfig {
  const flexible = version >= 1;
  const name = flexible ? reader.readCompactString() : reader.readString();
  const configOperation = reader.readInt8();
  const value: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  if (flexible) reader.skipTaggedFields();
  return { name, configOperation, value };
}

function encodeAlterableConfig(writer: Writer, message: AlterableConfig, version: number): void {
  const flexible = version >= 1;
  if (flexible) writer.writeCompactString(message.name);
  else writer.writeString(message.name);
  writer.writeInt8(message.configOperation);
  if (flexible) writer.writeCompactNullableString(message.value);
  else writer.writeNullableString(message.value);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeIncrementalAlterConfigsResponse(
  reader: Reader,
  version: number,
): IncrementalAlterConfigsResponse {
  const flexible = version >= 1;
  const throttleTimeMs = reader.readInt32();
  const responses: AlterConfigsResourceResponse[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    responses.push(decodeAlterConfigsResourceResponse(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { throttleTimeMs, responses };
}

export function encodeIncrementalAlterConfigsResponse(
  writer: Writer,
  message: IncrementalAlterConfigsResponse,
  version: number,
): void {
  const flexible = version >= 1;
  writer.writeInt32(message.throttleTimeMs);
  if (flexible) writer.writeCompactArrayLength(message.responses.length);
  else writer.writeArrayLength(message.responses.length);
  for (const element of message.responses) encodeAlterConfigsResourceResponse(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeAlterConfigsResourceResponse(reader: Reader, version: number): AlterConfigsResourceResponse {
  const flexible = version >= 1;
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
  const flexible = version >= 1;
  writer.writeInt16(message.errorCode);
  if (flexible) writer.writeCompactNullableString(message.errorMessage);
  else writer.writeNullableString(message.errorMessage);
  writer.writeInt8(message.resourceType);
  if (flexible) writer.writeCompactString(message.resourceName);
  else writer.writeString(message.resourceName);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const incrementalAlterConfigsApi: ApiDescriptor<
  IncrementalAlterConfigsRequest,
  IncrementalAlterConfigsResponse
> = {
  key: 44,
  name: 'IncrementalAlterConfigs',
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 1,
  listeners: ['broker', 'controller'],
  decodeRequest: decodeIncrementalAlterConfigsRequest,
  encodeRequest: encodeIncrementalAlterConfigsRequest,
  decodeResponse: decodeIncrementalAlterConfigsResponse,
  encodeResponse: encodeIncrementalAlterConfigsResponse,
};
