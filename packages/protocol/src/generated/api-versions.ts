// Generated from packages/protocol/schemas/api-versions.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-4, flexible versions 3+. */
export interface ApiVersionsRequest {
  /** Versions 3+, dropped where it cannot be written. */
  clientSoftwareName: string;
  /** Versions 3+, dropped where it cannot be written. */
  clientSoftwareVersion: string;
}

/** Versions 0-4, flexible versions 3+. */
export interface ApiVersionsResponse {
  errorCode: number;
  apiKeys: readonly ApiVersion[];
  /** Versions 1+, dropped where it cannot be written. */
  throttleTimeMs: number;
  /** Versions 3+, tag 0, dropped where it cannot be written. */
  supportedFeatures: readonly SupportedFeatureKey[];
  /** Versions 3+, tag 1, default -1, dropped where it cannot be written. */
  finalizedFeaturesEpoch: number;
  /** Versions 3+, tag 2, dropped where it cannot be written. */
  finalizedFeatures: readonly FinalizedFeatureKey[];
  /** Versions 3+, tag 3, default false, dropped where it cannot be written. */
  zkMigrationReady: boolean;
}

/** Part of ApiVersionsResponse, versions 0-4. */
export interface ApiVersion {
  /** Unique in its array. */
  apiKey: number;
  minVersion: number;
  maxVersion: number;
}

/** Part of ApiVersionsResponse, versions 3-4. */
export interface SupportedFeatureKey {
  /** Unique in its array. */
  name: string;
  minVersion: number;
  maxVersion: number;
}

/** Part of ApiVersionsResponse, versions 3-4. */
export interface FinalizedFeatureKey {
  /** Unique in its array. */
  name: string;
  maxVersionLevel: number;
  minVersionLevel: number;
}

export function decodeApiVersionsRequest(reader: Reader, version: number): ApiVersionsRequest {
  const flexible = version >= 3;
  const clientSoftwareName = flexible ? reader.readCompactString() : '';
  const clientSoftwareVersion = flexible ? reader.readCompactString() : '';
  if (flexible) reader.skipTaggedFields();
  return { clientSoftwareName, clientSoftwareVersion };
}

export function encodeApiVersionsRequest(writer: Writer, message: ApiVersionsRequest, version: number): void {
  const flexible = version >= 3;
  if (flexible) writer.writeCompactString(message.clientSoftwareName);
  if (flexible) writer.writeCompactString(message.clientSoftwareVersion);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeApiVersionsResponse(reader: Reader, version: number): ApiVersionsResponse {
  const flexible = version >= 3;
  const errorCode = reader.readInt16();
  const apiKeys: ApiVersion[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    apiKeys.push(decodeApiVersion(reader, version));
  }
  const throttleTimeMs = version >= 1 ? reader.readInt32() : 0;
  let supportedFeatures: readonly SupportedFeatureKey[] = [];
  let finalizedFeaturesEpoch: number = -1;
  let finalizedFeatures: readonly FinalizedFeatureKey[] = [];
  let zkMigrationReady: boolean = false;
  if (flexible) {
    for (let left = reader.readTaggedFieldCount(); left > 0; left--) {
      const tag = reader.readUnsignedVarint();
      const end = reader.readTaggedFieldEnd();
      switch (tag) {
        case 0: {
          const elements: SupportedFeatureKey[] = [];
          for (let more = reader.readCompactArrayLength(); more > 0; more--)
            elements.push(decodeSupportedFeatureKey(reader, version));
          supportedFeatures = elements;
          break;
        }
        case 1:
          finalizedFeaturesEpoch = reader.readInt64();
          break;
        case 2: {
          const elements: FinalizedFeatureKey[] = [];
          for (let more = reader.readCompactArrayLength(); more > 0; more--)
            elements.push(decodeFinalizedFeatureKey(reader, version));
          finalizedFeatures = elements;
          break;
        }
        case 3:
          zkMigrationReady = reader.readBoolean();
          break;
        default:
          reader.position = end;
      }
      reader.finishTaggedField(end);
    }
  }
  return {
    errorCode,
    apiKeys,
    throttleTimeMs,
    supportedFeatures,
    finalizedFeaturesEpoch,
    finalizedFeatures,
    zkMigrationReady,
  };
}

export function encodeApiVersionsResponse(writer: Writer, message: ApiVersionsResponse, version: number): void {
  const flexible = version >= 3;
  writer.writeInt16(message.errorCode);
  if (flexible) writer.writeCompactArrayLength(message.apiKeys.length);
  else writer.writeArrayLength(message.apiKeys.length);
  for (const element of message.apiKeys) encodeApiVersion(writer, element, version);
  if (version >= 1) writer.writeInt32(message.throttleTimeMs);
  if (flexible) {
    let taggedFields = 0;
    if (message.supportedFeatures.length > 0) taggedFields++;
    if (message.finalizedFeaturesEpoch !== -1) taggedFields++;
    if (message.finalizedFeatures.length > 0) taggedFields++;
    if (message.zkMigrationReady) taggedFields++;
    writer.writeUnsignedVarint(taggedFields);
    if (message.supportedFeatures.length > 0) {
      const field = writer.beginTaggedField(0);
      writer.writeCompactArrayLength(message.supportedFeatures.length);
      for (const element of message.supportedFeatures) encodeSupportedFeatureKey(writer, element, version);
      writer.endTaggedField(field);
    }
    if (message.finalizedFeaturesEpoch !== -1) {
      const field = writer.beginTaggedField(1);
      writer.writeInt64(message.finalizedFeaturesEpoch);
      writer.endTaggedField(field);
    }
    if (message.finalizedFeatures.length > 0) {
      const field = writer.beginTaggedField(2);
      writer.writeCompactArrayLength(message.finalizedFeatures.length);
      for (const element of message.finalizedFeatures) encodeFinalizedFeatureKey(writer, element, version);
      writer.endTaggedField(field);
    }
    if (message.zkMigrationReady) {
      const field = writer.beginTaggedField(3);
      writer.writeBoolean(message.zkMigrationReady);
      writer.endTaggedField(field);
    }
  }
}

function decodeApiVersion(reader: Reader, version: number): ApiVersion {
  const flexible = version >= 3;
  const apiKey = reader.readInt16();
  const minVersion = reader.readInt16();
  const maxVersion = reader.readInt16();
  if (flexible) reader.skipTaggedFields();
  return { apiKey, minVersion, maxVersion };
}

function encodeApiVersion(writer: Writer, message: ApiVersion, version: number): void {
  const flexible = version >= 3;
  writer.writeInt16(message.apiKey);
  writer.writeInt16(message.minVersion);
  writer.writeInt16(message.maxVersion);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeSupportedFeatureKey(reader: Reader, _version: number): SupportedFeatureKey {
  const name = reader.readCompactString();
  const minVersion = reader.readInt16();
  const maxVersion = reader.readInt16();
  reader.skipTaggedFields();
  return { name, minVersion, maxVersion };
}

function encodeSupportedFeatureKey(writer: Writer, message: SupportedFeatureKey, _version: number): void {
  writer.writeCompactString(message.name);
  writer.writeInt16(message.minVersion);
  writer.writeInt16(message.maxVersion);
  writer.writeUnsignedVarint(0);
}

function decodeFinalizedFeatureKey(reader: Reader, _version: number): FinalizedFeatureKey {
  const name = reader.readCompactString();
  const maxVersionLevel = reader.readInt16();
  const minVersionLevel = reader.readInt16();
  reader.skipTaggedFields();
  return { name, maxVersionLevel, minVersionLevel };
}

function encodeFinalizedFeatureKey(writer: Writer, message: FinalizedFeatureKey, _version: number): void {
  writer.writeCompactString(message.name);
  writer.writeInt16(message.maxVersionLevel);
  writer.writeInt16(message.minVersionLevel);
  writer.writeUnsignedVarint(0);
}

export const apiVersionsApi: ApiDescriptor<ApiVersionsRequest, ApiVersionsResponse> = {
  key: 18,
  name: 'ApiVersions',
  minVersion: 0,
  maxVersion: 4,
  flexibleFrom: 3,
  listeners: ['broker', 'controller'],
  decodeRequest: decodeApiVersionsRequest,
  encodeRequest: encodeApiVersionsRequest,
  decodeResponse: decodeApiVersionsResponse,
  encodeResponse: encodeApiVersionsResponse,
};
