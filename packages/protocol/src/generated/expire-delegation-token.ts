// Generated from packages/protocol/schemas/expire-delegation-token.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 1-2, flexible versions 2+. */
export interface ExpireDelegationTokenRequest {
  hmac: Buffer;
  expiryTimePeriodMs: number;
}

/** Versions 1-2, flexible versions 2+. */
export interface ExpireDelegationTokenResponse {
  errorCode: number;
  expiryTimestampMs: number;
  throttleTimeMs: number;
}

export function decodeExpireDelegationTokenRequest(reader: Reader, version: number): ExpireDelegationTokenRequest {
  const flexible = version >= 2;
  const hmac = flexible ? reader.readCompactBytes() : reader.readBytes();
  const expiryTimePeriodMs = reader.readInt64();
  if (flexible) reader.skipTaggedFields();
  return { hmac, expiryTimePeriodMs };
}

export function encodeExpireDelegationTokenRequest(
  writer: Writer,
  message: ExpireDelegationTokenRequest,
  version: number,
): void {
  const flexible = version >= 2;
  if (flexible) writer.writeCompactBytes(message.hmac);
  else writer.writeBytes(message.hmac);
  writer.writeInt64(message.expiryTimePeriodMs);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeExpireDelegationTokenResponse(reader: Reader, version: number): ExpireDelegationTokenResponse {
  const flexible = version >= 2;
  const errorCode = reader.readInt16();
  const expiryTimestampMs = reader.readInt64();
  const throttleTimeMs = reader.readInt32();
  if (flexible) reader.skipTaggedFields();
  return { errorCode, expiryTimestampMs, throttleTimeMs };
}

export function encodeExpireDelegationTokenResponse(
  writer: Writer,
  message: ExpireDelegationTokenResponse,
  version: number,
): void {
  const flexible = version >= 2;
  writer.writeInt16(message.errorCode);
  writer.writeInt64(message.expiryTimestampMs);
  writer.writeInt32(message.throttleTimeMs);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const expireDelegationTokenApi: ApiDescriptor<ExpireDelegationTokenRequest, ExpireDelegationTokenResponse> = {
  key: 40,
  name: 'ExpireDelegationToken',
  minVersion: 1,
  maxVersion: 2,
  flexibleFrom: 2,
  listeners: ['broker', 'controller'],
  decodeRequest: decodeExpireDelegationTokenRequest,
  encodeRequest: encodeExpireDelegationTokenRequest,
  decodeResponse: decodeExpireDelegationTokenResponse,
  encodeResponse: encodeExpireDelegationTokenResponse,
};
