// Generated from packages/protocol/schemas/describe-delegation-token.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 1-3, flexible versions 2+. */
export interface DescribeDelegationTokenRequest {
  owners: readonly DescribeDelegationTokenOwner[] | null;
}

/** Part of DescribeDelegationTokenRequest, versions 1-3. */
export interface DescribeDelegationTokenOwner {
  principalType: string;
  principalName: string;
}

/** Versions 1-3, flexible versions 2+. */
export interface DescribeDelegationTokenResponse {
  errorCode: number;
  tokens: readonly DescribedDelegationToken[];
  throttleTimeMs: number;
}

/** Part of DescribeDelegationTokenResponse, versions 1-3. */
export interface DescribedDelegationToken {
  principalType: string;
  principalName: string;
  /** Versions 3+. */
  tokenRequesterPrincipalType: string;
  /** Versions 3+. */
  tokenRequesterPrincipalName: string;
  issueTimestamp: number;
  expiryTimestamp: number;
  maxTimestamp: number;
  tokenId: string;
  hmac: Buffer;
  renewers: readonly DescribedDelegationTokenRenewer[];
}

/** Part of DescribeDelegationTokenResponse, versions 1-3. */
export interface DescribedDelegationTokenRenewer {
  principalType: string;
  principalName: string;
}

export function decodeDescribeDelegationTokenRequest(reader: Reader, version: number): DescribeDelegationTokenRequest {
  const flexible = version >= 2;
  const ownersLength = flexible ? reader.readCompactNullableArrayLength() : reader.readNullableArrayLength();
  let owners: DescribeDelegationTokenOwner[] | null = null;
  if (ownersLength >= 0) {
    owners = [];
    for (let left = ownersLength; left > 0; left--) {
      owners.push(decodeDescribeDelegationTokenOwner(reader, version));
    }
  }
  if (flexible) reader.skipTaggedFields();
  return { owners };
}

export function encodeDescribeDelegationTokenRequest(
  writer: Writer,
  message: DescribeDelegationTokenRequest,
  version: number,
): void {
  const flexible = version >= 2;
  if (flexible) writer.writeCompactArrayLength(message.owners?.length ?? -1);
  else writer.writeArrayLength(message.owners?.length ?? -1);
  for (const element of message.owners ?? []) encodeDescribeDelegationTokenOwner(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeDescribeDelegationTokenOwner(reader: Reader, version: number): DescribeDelegationTokenOwner {
  const flexible = version >= 2;
  const principalType = flexible ? reader.readCompactString() : reader.readString();
  const principalName = flexible ? reader.readCompactString() : reader.readString();
  if (flexible) reader.skipTaggedFields();
  return { principalType, principalName };
}

function encodeDescribeDelegationTokenOwner(
  writer: Writer,
  message: DescribeDelegationTokenOwner,
  version: number,
): void {
  const flexible = version >= 2;
  if (flexible) writer.writeCompactString(message.principalType);
  else writer.writeString(message.principalType);
  if (flexible) writer.writeCompactString(message.principalName);
  else writer.writeString(message.principalName);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeDescribeDelegationTokenResponse(
  reader: Reader,
  version: number,
): DescribeDelegationTokenResponse {
  const flexible = version >= 2;
  const errorCode = reader.readInt16();
  const tokens: DescribedDelegationToken[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    tokens.push(decodeDescribedDelegationToken(reader, version));
  }
  const throttleTimeMs = reader.readInt32();
  if (flexible) reader.skipTaggedFields();
  return { errorCode, tokens, throttleTimeMs };
}

export function encodeDescribeDelegationTokenResponse(
  writer: Writer,
  message: DescribeDelegationTokenResponse,
  version: number,
): void {
  const flexible = version >= 2;
  writer.writeInt16(message.errorCode);
  if (flexible) writer.writeCompactArrayLength(message.tokens.length);
  else writer.writeArrayLength(message.tokens.length);
  for (const element of message.tokens) encodeDescribedDelegationToken(writer, element, version);
  writer.writeInt32(message.throttleTimeMs);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeDescribedDelegationToken(reader: Reader, version: number): DescribedDelegationToken {
  const flexible = version >= 2;
  const principalType = flexible ? reader.readCompactString() : reader.readString();
  const principalName = flexible ? reader.readCompactString() : reader.readString();
  const tokenRequesterPrincipalType = version >= 3 ? reader.readCompactString() : '';
  const tokenRequesterPrincipalName = version >= 3 ? reader.readCompactString() : '';
  const issueTimestamp = reader.readInt64();
  const expiryTimestamp = reader.readInt64();
  const maxTimestamp = reader.readInt64();
  const tokenId = flexible ? reader.readCompactString() : reader.readString();
  const hmac = flexible ? reader.readCompactBytes() : reader.readBytes();
  const renewers: DescribedDelegationTokenRenewer[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    renewers.push(decodeDescribedDelegationTokenRenewer(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return {
    principalType,
    principalName,
    tokenRequesterPrincipalType,
    tokenRequesterPrincipalName,
    issueTimestamp,
    expiryTimestamp,
    maxTimestamp,
    tokenId,
    hmac,
    renewers,
  };
}

function encodeDescribedDelegationToken(writer: Writer, message: DescribedDelegationToken, version: number): void {
  const flexible = version >= 2;
  if (flexible) writer.writeCompactString(message.principalType);
  else writer.writeString(message.principalType);
  if (flexible) writer.writeCompactString(message.principalName);
  else writer.writeString(message.principalName);
  if (version >= 3) writer.writeCompactString(message.tokenRequesterPrincipalType);
  else if (message.tokenRequesterPrincipalType !== '')
    throw new UnsupportedVersionError('DescribedDelegationToken.tokenRequesterPrincipalType', version);
  if (version >= 3) writer.writeCompactString(message.tokenRequesterPrincipalName);
  else if (message.tokenRequesterPrincipalName !== '')
    throw new UnsupportedVersionError('DescribedDelegationToken.tokenRequesterPrincipalName', version);
  writer.writeInt64(message.issueTimestamp);
  writer.writeInt64(message.expiryTimestamp);
  writer.writeInt64(message.maxTimestamp);
  if (flexible) writer.writeCompactString(message.tokenId);
  else writer.writeString(message.tokenId);
  if (flexible) writer.writeCompactBytes(message.hmac);
  else writer.writeBytes(message.hmac);
  if (flexible) writer.writeCompactArrayLength(message.renewers.length);
  else writer.writeArrayLength(message.renewers.length);
  for (const element of message.renewers) encodeDescribedDelegationTokenRenewer(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeDescribedDelegationTokenRenewer(reader: Reader, version: number): DescribedDelegationTokenRenewer {
  const flexible = version >= 2;
  const principalType = flexible ? reader.readCompactString() : reader.readString();
  const principalName = flexible ? reader.readCompactString() : reader.readString();
  if (flexible) reader.skipTaggedFields();
  return { principalType, principalName };
}

function encodeDescribedDelegationTokenRenewer(
  writer: Writer,
  message: DescribedDelegationTokenRenewer,
  version: number,
): void {
  const flexible = version >= 2;
  if (flexible) writer.writeCompactString(message.principalType);
  else writer.writeString(message.principalType);
  if (flexible) writer.writeCompactString(message.principalName);
  else writer.writeString(message.principalName);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const describeDelegationTokenApi: ApiDescriptor<
  DescribeDelegationTokenRequest,
  DescribeDelegationTokenResponse
> = {
  key: 41,
  name: 'DescribeDelegationToken',
  minVersion: 1,
  maxVersion: 3,
  flexibleFrom: 2,
  listeners: ['broker', 'controller'],
  decodeRequest: decodeDescribeDelegationTokenRequest,
  encodeRequest: encodeDescribeDelegationTokenRequest,
  decodeResponse: decodeDescribeDelegationTokenResponse,
  encodeResponse: encodeDescribeDelegationTokenResponse,
};
