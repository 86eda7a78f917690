// Generated from packages/protocol/schemas/describe-configs.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 1-4, flexible versions 4+. */
export interface DescribeConfigsRequest {
  resources: readonly DescribeConfigsResource[];
  /** Default false. */
  includeSynonyms: boolean;
  /** Versions 3+, default false. */
  includeDocumentation: boolean;
}

/** Part of DescribeConfigsRequest, versions 1-4. */
export interface DescribeConfigsResource {
  resourceType: number;
  resourceName: string;
  configurationKeys: readonly string[] | null;
}

/** Versions 1-4, flexible versions 4+. */
export interface DescribeConfigsResponse {
  throttleTimeMs: number;
  results: readonly DescribeConfigsResult[];
}

/** Part of DescribeConfigsResponse, versions 1-4. */
export interface DescribeConfigsResult {
  errorCode: number;
  errorMessage: string | null;
  resourceType: number;
  resourceName: string;
  configs: readonly DescribeConfigsResourceResult[];
}

/** Part of DescribeConfigsResponse, versions 1-4. */
export interface DescribeConfigsResourceResult {
  name: string;
  value: string | null;
  readOnly: boolean;
  /** Default -1. */
  configSource: number;
  isSensitive: boolean;
  synonyms: readonly DescribeConfigsSynonym[];
  /** Versions 3+, default 0, dropped where it cannot be written. */
  configType: number;
  /** Versions 3+, dropped where it cannot be written. */
  documentation: string | null;
}

/** Part of DescribeConfigsResponse, versions 1-4. */
export interface DescribeConfigsSynonym {
  name: string;
  value: string | null;
  source: number;
}

export function decodeDescribeConfigsRequest(reader: Reader, version: number): DescribeConfigsRequest {
  const flexible = version >= 4;
  const resources: DescribeConfigsResource[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    resources.push(decodeDescribeConfigsResource(reader, version));
  }
  const includeSynonyms = reader.readBoolean();
  const includeDocumentation = version >= 3 ? reader.readBoolean() : false;
  if (flexible) reader.skipTaggedFields();
  return { resources, includeSynonyms, includeDocumentation };
}

export function encodeDescribeConfigsRequest(writer: Writer, message: DescribeConfigsRequest, version: number): void {
  const flexible = version >= 4;
  if (flexible) writer.writeCompactArrayLength(message.resources.length);
  else writer.writeArrayLength(message.resources.length);
  for (const element of message.resources) encodeDescribeConfigsResource(writer, element, version);
  writer.writeBoolean(message.includeSynonyms);
  if (version >= 3) writer.writeBoolean(message.includeDocumentation);
  else if (message.includeDocumentation)
    throw new UnsupportedVersionError('DescribeConfigsRequest.includeDocumentation', version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeDescribeConfigsResource(reader: Reader, version: number): DescribeConfigsResource {
  const flexible = version >= 4;
  const resourceType = reader.readInt8();
  const resourceName = flexible ? reader.readCompactString() : reader.readString();
  const configurationKeysLength = flexible ? reader.readCompactNullableArrayLength() : reader.readNullableArrayLength();
  let configurationKeys: string[] | null = null;
  if (configurationKeysLength >= 0) {
    configurationKeys = [];
    for (let left = configurationKeysLength; left > 0; left--) {
      configurationKeys.push(flexible ? reader.readCompactString() : reader.readString());
    }
  }
  if (flexible) reader.skipTaggedFields();
  return { resourceType, resourceName, configurationKeys };
}

function encodeDescribeConfigsResource(writer: Writer, message: DescribeConfigsResource, version: number): void {
  const flexible = version >= 4;
  writer.writeInt8(message.resourceType);
  if (flexible) writer.writeCompactString(message.resourceName);
  else writer.writeString(message.resourceName);
  if (flexible) writer.writeCompactArrayLength(message.configurationKeys?.length ?? -1);
  else writer.writeArrayLength(message.configurationKeys?.length ?? -1);
  for (const element of message.configurationKeys ?? []) {
    if (flexible) writer.writeCompactString(element);
    else writer.writeString(element);
  }
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeDescribeConfigsResponse(reader: Reader, version: number): DescribeConfigsResponse {
  const flexible = version >= 4;
  const throttleTimeMs = reader.readInt32();
  const results: DescribeConfigsResult[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    results.push(decodeDescribeConfigsResult(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { throttleTimeMs, results };
}

export function encodeDescribeConfigsResponse(writer: Writer, message: DescribeConfigsResponse, version: number): void {
  const flexible = version >= 4;
  writer.writeInt32(message.throttleTimeMs);
  if (flexible) writer.writeCompactArrayLength(message.results.length);
  else writer.writeArrayLength(message.results.length);
  for (const element of message.results) encodeDescribeConfigsResult(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeDescribeConfigsResult(reader: Reader, version: number): DescribeConfigsResult {
  const flexible = version >= 4;
  const errorCode = reader.readInt16();
  const errorMessage: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  const resourceType = reader.readInt8();
  const resourceName = flexible ? reader.readCompactString() : reader.readString();
  const configs: DescribeConfigsResourceResult[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    configs.push(decodeDescribeConfigsResourceResult(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { errorCode, errorMessage, resourceType, resourceName, configs };
}

function encodeDescribeConfigsResult(writer: Writer, message: DescribeConfigsResult, version: number): void {
  const flexible = version >= 4;
  writer.writeInt16(message.errorCode);
  if (flexible) writer.writeCompactNullableString(message.errorMessage);
  else writer.writeNullableString(message.errorMessage);
  writer.writeInt8(message.resourceType);
  if (flexible) writer.writeCompactString(message.resourceName);
  else writer.writeString(message.resourceName);
  if (flexible) writer.writeCompactArrayLength(message.configs.length);
  else writer.writeArrayLength(message.configs.length);
  for (const element of message.configs) encodeDescribeConfigsResourceResult(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeDescribeConfigsResourceResult(reader: Reader, version: number): DescribeConfigsResourceResult {
  const flexible = version >= 4;
  const name = flexible ? reader.readCompactString() : reader.readString();
  const value: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  const readOnly = reader.readBoolean();
  const configSource = reader.readInt8();
  const isSensitive = reader.readBoolean();
  const synonyms: DescribeConfigsSynonym[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    synonyms.push(decodeDescribeConfigsSynonym(reader, version));
  }
  const configType = version >= 3 ? reader.readInt8() : 0;
  const documentation: string | null = flexible
    ? reader.readCompactNullableString()
    : version >= 3
      ? reader.readNullableString()
      : '';
  if (flexible) reader.skipTaggedFields();
  return { name, value, readOnly, configSource, isSensitive, synonyms, configType, documentation };
}

function encodeDescribeConfigsResourceResult(
  writer: Writer,
  message: DescribeConfigsResourceResult,
  version: number,
): void {
  const flexible = version >= 4;
  if (flexible) writer.writeCompactString(message.name);
  else writer.writeString(message.name);
  if (flexible) writer.writeCompactNullableString(message.value);
  else writer.writeNullableString(message.value);
  writer.writeBoolean(message.readOnly);
  writer.writeInt8(message.configSource);
  writer.writeBoolean(message.isSensitive);
  if (flexible) writer.writeCompactArrayLength(message.synonyms.length);
  else writer.writeArrayLength(message.synonyms.length);
  for (const element of message.synonyms) encodeDescribeConfigsSynonym(writer, element, version);
  if (version >= 3) writer.writeInt8(message.configType);
  if (flexible) writer.writeCompactNullableString(message.documentation);
  else if (version >= 3) writer.writeNullableString(message.documentation);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeDescribeConfigsSynonym(reader: Reader, version: number): DescribeConfigsSynonym {
  const flexible = version >= 4;
  const name = flexible ? reader.readCompactString() : reader.readString();
  const value: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  const source = reader.readInt8();
  if (flexible) reader.skipTaggedFields();
  return { name, value, source };
}

function encodeDescribeConfigsSynonym(writer: Writer, message: DescribeConfigsSynonym, version: number): void {
  const flexible = version >= 4;
  if (flexible) writer.writeCompactString(message.name);
  else writer.writeString(message.name);
  if (flexible) writer.writeCompactNullableString(message.value);
  else writer.writeNullableString(message.value);
  writer.writeInt8(message.source);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const describeConfigsApi: ApiDescriptor<DescribeConfigsRequest, DescribeConfigsResponse> = {
  key: 32,
  name: 'DescribeConfigs',
  minVersion: 1,
  maxVersion: 4,
  flexibleFrom: 4,
  listeners: ['broker', 'controller'],
  decodeRequest: decodeDescribeConfigsRequest,
  encodeRequest: encodeDescribeConfigsRequest,
  decodeResponse: decodeDescribeConfigsResponse,
  encodeResponse: encodeDescribeConfigsResponse,
};
