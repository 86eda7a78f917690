// Generated from packages/protocol/schemas/create-delegation-token.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 1-3, flexible versions 2+. */
export interface CreateDelegationTokenRequest {
  /** Versions 3+. */
  ownerPrincipalType: string | null;
  /** Versions 3+. */
  ownerPrincipalName: string | null;
  renewers: readonly CreatableRenewers[];
  maxLifetimeMs: number;
}

/** Part of CreateDelegationTokenRequest, versions 1-3. */
export interface CreatableRenewers {
  principalType: string;
  principalName: string;
}

/** Versions 1-3, flexible versions 2+. */
export interface CreateDelegationTokenResponse {
  errorCode: number;
  principalType: string;
  principalName: string;
  /** Versions 3+. */
  tokenRequesterPrincipalType: string;
  /** Versions 3+. */
  tokenRequesterPrincipalName: string;
  issueTimestampMs: number;
  expiryTimestampMs: number;
  maxTimestampMs: number;
  tokenId: string;
  hmac: Buffer;
  throttleTimeMs: number;
}

export function decodeCreateDelegationTokenRequest(reader: Reader, version: number): CreateDelegationTokenRequest {
  const flexible = version >= 2;
  const ownerPrincipalType: string | null = version >= 3 ? reader.readCompactNullableString() : '';
  const ownerPrincipalName: string | null = version >= 3 ? reader.readCompactNullableString() : '';
  const renewers: CreatableRenewers[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    renewers.push(decodeCreatableRenewers(reader, version));
  }
  const maxLifetimeMs = reader.readInt64();
  if (flexible) reader.skipTaggedFields();
  return { ownerPrincipalType, ownerPrincipalName, renewers, maxLifetimeMs };
}

export function encodeCreateDelegationTokenRequest(
  writer: Writer,
  message: CreateDelegationTokenRequest,
  version: number,
): void {
  const flexible = version >= 2;
  if (version >= 3) writer.writeCompactNullableString(message.ownerPrincipalType);
  else if (message.ownerPrincipalType !== '')
    throw new UnsupportedVersionError('CreateDelegationTokenRequest.ownerPrincipalType', version);
  if (version >= 3) writer.writeCompactNullableString(message.ownerPrincipalName);
  else if (message.ownerPrincipalName !== '')
    throw new UnsupportedVersionError('CreateDelegationTokenRequest.ownerPrincipalName', version);
  if (flexible) writer.writeCompactArrayLength(message.renewers.length);
  else writer.writeArrayLength(message.renewers.length);
  for (const element of message.renewers) encodeCreatableRenewers(writer, element, version);
  writer.writeInt64(message.maxLifetimeMs);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeCreatableRenewers(reader: Reader, version: number): CreatableRenewers {
  const flexible = version >= 2;
  const principalType = flexible ? reader.readCompactString() : reader.readString();
  const principalName = flexible ? reader.readCompactString() : reader.readString();
  if (flexible) reader.skipTaggedFields();
  return { principalType, principalName };
}

function encodeCreatableRenewers(writer: Writer, message: CreatableRenewers, version: number): void {
  const flexible = version >= 2;
  if (flexible) writer.writeCompactString(message.principalType);
  else writer.writeString(message.principalType);
  if (flexible) writer.writeCompactString(message.principalName);
  else writer.writeString(message.principalName);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeCreateDelegationTokenResponse(reader: Reader, version: number): CreateDelegationTokenResponse {
  const flexible = version >= 2;
  const errorCode = reader.readInt16();
  const principalType = flexible ? reader.readCompactString() : reader.readString();
  const principalName = flexible ? reader.readCompactString() : reader.readString();
  const tokenRequesterPrincipalType = version >= 3 ? reader.readCompactString() : '';
  const tokenRequesterPrincipalName = version >= 3 ? reader.readCompactString() : '';
  const issueTimestampMs = reader.readInt64();
  const expiryTimestampMs = reader.readInt64();
  const maxTimestampMs = reader.readInt64();
  const tokenId = flexible ? reader.readCompactString() : reader.readString();
  const hmac = flexible ? reader.readCompactBytes() : reader.readBytes();
  const throttleTimeMs = reader.readInt32();
  if (flexible) reader.skipTaggedFields();
  return {
    errorCode,
    principalType,
    principalName,
    tokenRequesterPrincipalType,
    tokenRequesterPrincipalName,
    issueTimestampMs,
    expiryTimestampMs,
    maxTimestampMs,
    tokenId,
    hmac,
    throttleTimeMs,
  };
}

export function encodeCreateDelegationTokenResponse(
  writer: Writer,
  message: CreateDelegationTokenResponse,
  version: number,
): void {
  const flexible = version >= 2;
  writer.writeInt16(message.errorCode);
  if (flexible) writer.writeCompactString(message.principalType);
  else writer.writeString(message.principalType);
  if (flexible) writer.writeCompactString(message.principalName);
  else writer.writeString(message.principalName);
  if (version >= 3) writer.writeCompactString(message.tokenRequesterPrincipalType);
  else if (message.tokenRequesterPrincipalType !== '')
    throw new UnsupportedVersionError('CreateDelegationTokenResponse.tokenRequesterPrincipalType', version);
  if (version >= 3) writer.writeCompactString(message.tokenRequesterPrincipalName);
  else if (message.tokenRequesterPrincipalName !== '')
    throw new UnsupportedVersionError('CreateDelegationTokenResponse.tokenRequesterPrincipalName', version);
  writer.writeInt64(message.issueTimestampMs);
  writer.writeInt64(message.expiryTimestampMs);
  writer.writeInt64(message.maxTimestampMs);
  if (flexible) writer.writeCompactString(message.tokenId);
  else writer.writeString(message.tokenId);
  if (flexible) writer.writeCompactBytes(message.hmac);
  else writer.writeBytes(message.hmac);
  writer.writeInt32(message.throttleTimeMs);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const createDelegationTokenApi: ApiDescriptor<CreateDelegationTokenRequest, CreateDelegationTokenResponse> = {
  key: 38,
  name: 'CreateDelegationToken',
  minVersion: 1,
  maxVersion: 3,
  flexibleFrom: 2,
  listeners: ['broker', 'controller'],
  decodeRequest: decodeCreateDelegationTokenRequest,
  encodeRequest: encodeCreateDelegationTokenRequest,
  decodeResponse: decodeCreateDelegationTokenResponse,
  encodeResponse: encodeCreateDelegationTokenResponse,
};
