// Generated from packages/protocol/schemas/list-config-resources.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-1, flexible versions 0+. */
export interface ListConfigResourcesRequest {
  /** Versions 1+. */
  resourceTypes: readonly number[];
}

/** Versions 0-1, flexible versions 0+. */
export interface ListConfigResourcesResponse {
  throttleTimeMs: number;
  errorCode: number;
  configResources: readonly ConfigResource[];
}

/** Part of ListConfigResourcesResponse, versions 0-1. */
export interface ConfigResource {
  resourceName: string;
  /** Versions 1+, default 16, dropped where it cannot be written. */
  resourceType: number;
}

export function decodeListConfigResourcesRequest(reader: Reader, version: number): ListConfigResourcesRequest {
  const resourceTypes: number[] = [];
  for (let left = version >= 1 ? reader.readCompactArrayLength() : 0; left > 0; left--) {
    resourceTypes.push(reader.readInt8());
  }
  reader.skipTaggedFields();
  return { resourceTypes };
}

export function encodeListConfigResourcesRequest(
  writer: Writer,
  message: ListConfigResourcesRequest,
  version: number,
): void {
  if (version >= 1) {
    writer.writeCompactArrayLength(message.resourceTypes.length);
    for (const element of message.resourceTypes) writer.writeInt8(element);
  } else if (message.resourceTypes.length > 0) {
    throw new UnsupportedVersionError('ListConfigResourcesRequest.resourceTypes', version);
  }
  writer.writeUnsignedVarint(0);
}

export function decodeListConfigResourcesResponse(reader: Reader, version: number): ListConfigResourcesResponse {
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  const configResources: ConfigResource[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    configResources.push(decodeConfigResource(reader, version));
  }
  reader.skipTaggedFields();
  return { throttleTimeMs, errorCode, configResources };
}

export function encodeListConfigResourcesResponse(
  writer: Writer,
  message: ListConfigResourcesResponse,
  version: number,
): void {
  writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  writer.writeCompactArrayLength(message.configResources.length);
  for (const element of message.configResources) encodeConfigResource(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeConfigResource(reader: Reader, version: number): ConfigResource {
  const resourceName = reader.readCompactString();
  const resourceType = version >= 1 ? reader.readInt8() : 16;
  reader.skipTaggedFields();
  return { resourceName, resourceType };
}

function encodeConfigResource(writer: Writer, message: ConfigResource, version: number): void {
  writer.writeCompactString(message.resourceName);
  if (version >= 1) writer.writeInt8(message.resourceType);
  writer.writeUnsignedVarint(0);
}

export const listConfigResourcesApi: ApiDescriptor<ListConfigResourcesRequest, ListConfigResourcesResponse> = {
  key: 74,
  name: 'ListConfigResources',
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 0,
  listeners: ['broker'],
  decodeRequest: decodeListConfigResourcesRequest,
  encodeRequest: encodeListConfigResourcesRequest,
  decodeResponse: decodeListConfigResourcesResponse,
  encodeResponse: encodeListConfigResourcesResponse,
};
