// Generated from packages/protocol/schemas/update-features.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-2, flexible versions 0+. */
export interface UpdateFeaturesRequest {
  /** Default 60000. */
  timeoutMs: number;
  featureUpdates: readonly FeatureUpdateKey[];
  /** Versions 1+, default false. */
  validateOnly: boolean;
}

/** Part of UpdateFeaturesRequest, versions 0-2. */
export interface FeatureUpdateKey {
  /** Unique in its array. */
  feature: string;
  maxVersionLevel: number;
  /** Versions 0. */
  allowDowngrade: boolean;
  /** Versions 1+, default 1. */
  upgradeType: number;
}

/** Versions 0-2, flexible versions 0+. */
export interface UpdateFeaturesResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  /** Versions 0-1, dropped where it cannot be written. */
  results: readonly UpdatableFeatureResult[];
}

/** Part of UpdateFeaturesResponse, versions 0-1. */
export interface UpdatableFeatureResult {
  /** Unique in its array. */
  feature: string;
  errorCode: number;
  errorMessage: string | null;
}

export function decodeUpdateFeaturesRequest(reader: Reader, version: number): UpdateFeaturesRequest {
  const timeoutMs = reader.readInt32();
  const featureUpdates: FeatureUpdateKey[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    featureUpdates.push(decodeFeatureUpdateKey(reader, version));
  }
  const validateOnly = version >= 1 ? reader.readBoolean() : false;
  reader.skipTaggedFields();
  return { timeoutMs, featureUpdates, validateOnly };
}

export function encodeUpdateFeaturesRequest(writer: Writer, message: UpdateFeaturesRequest, version: number): void {
  writer.writeInt32(message.timeoutMs);
  writer.writeCompactArrayLength(message.featureUpdates.length);
  for (const element of message.featureUpdates) encodeFeatureUpdateKey(writer, element, version);
  if (version >= 1) writer.writeBoolean(message.validateOnly);
  else if (message.validateOnly) throw new UnsupportedVersionError('UpdateFeaturesRequest.validateOnly', version);
  writer.writeUnsignedVarint(0);
}

function decodeFeatureUpdateKey(reader: Reader, version: number): FeatureUpdateKey {
  const feature = reader.readCompactString();
  const maxVersionLevel = reader.readInt16();
  const allowDowngrade = version <= 0 ? reader.readBoolean() : false;
  const upgradeType = version >= 1 ? reader.readInt8() : 1;
  reader.skipTaggedFields();
  return { feature, maxVersionLevel, allowDowngrade, upgradeType };
}

function encodeFeatureUpdateKey(writer: Writer, message: FeatureUpdateKey, version: number): void {
  writer.writeCompactString(message.feature);
  writer.writeInt16(message.maxVersionLevel);
  if (version <= 0) writer.writeBoolean(message.allowDowngrade);
  else if (message.allowDowngrade) throw new UnsupportedVersionError('FeatureUpdateKey.allowDowngrade', version);
  if (version >= 1) writer.writeInt8(message.upgradeType);
  else if (message.upgradeType !== 1) throw new UnsupportedVersionError('FeatureUpdateKey.upgradeType', version);
  writer.writeUnsignedVarint(0);
}

export function decodeUpdateFeaturesResponse(reader: Reader, version: number): UpdateFeaturesResponse {
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  const errorMessage: string | null = reader.readCompactNullableString();
  const results: UpdatableFeatureResult[] = [];
  for (let left = version <= 1 ? reader.readCompactArrayLength() : 0; left > 0; left--) {
    results.push(decodeUpdatableFeatureResult(reader, version));
  }
  reader.skipTaggedFields();
  return { throttleTimeMs, errorCode, errorMessage, results };
}

export function encodeUpdateFeaturesResponse(writer: Writer, message: UpdateFeaturesResponse, version: number): void {
  writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  writer.writeCompactNullableString(message.errorMessage);
  if (version <= 1) {
    writer.writeCompactArrayLength(message.results.length);
    for (const element of message.results) encodeUpdatableFeatureResult(writer, element, version);
  }
  writer.writeUnsignedVarint(0);
}

function decodeUpdatableFeatureResult(reader: Reader, _version: number): UpdatableFeatureResult {
  const feature = reader.readCompactString();
  const errorCode = reader.readInt16();
  const errorMessage: string | null = reader.readCompactNullableString();
  reader.skipTaggedFields();
  return { feature, errorCode, errorMessage };
}

function encodeUpdatableFeatureResult(writer: Writer, message: UpdatableFeatureResult, _version: number): void {
  writer.writeCompactString(message.feature);
  writer.writeInt16(message.errorCode);
  writer.writeCompactNullableString(message.errorMessage);
  writer.writeUnsignedVarint(0);
}

export const updateFeaturesApi: ApiDescriptor<UpdateFeaturesRequest, UpdateFeaturesResponse> = {
  key: 57,
  name: 'UpdateFeatures',
  minVersion: 0,
  maxVersion: 2,
  flexibleFrom: 0,
  listeners: ['broker', 'controller'],
  decodeRequest: decodeUpdateFeaturesRequest,
  encodeRequest: encodeUpdateFeaturesRequest,
  decodeResponse: decodeUpdateFeaturesResponse,
  encodeResponse: encodeUpdateFeaturesResponse,
};
