// Generated from packages/protocol/schemas/renew-delegation-token.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 1-2, flexible versions 2+. */
export interface RenewDelegationTokenRequest {
  hmac: Buffer;
  renewPeriodMs: number;
}

/** Versions 1-2, flexible versions 2+. */
export interface RenewDelegationTokenResponse {
  errorCode: number;
  expiryTimestampMs: number;
  throttleTimeMs: number;
}

export function decodeRenewDelegationTokenRequest(reader: Reader, version: number): RenewDelegationTokenRequest {
  const flexible = version >= 2;
  const hmac = flexible ? reader.readCompactBytes() : reader.readBytes();
  const renewPeriodMs = reader.readInt64();
  if (flexible) reader.skipTaggedFields();
  return { hmac, renewPeriodMs };
}

export function encodeRenewDelegationTokenRequest(
  writer: Writer,
  message: RenewDelegationTokenRequest,
  version: number,
): void {
  const flexible = version >= 2;
  if (flexible) writer.writeCompactBytes(message.hmac);
  else writer.writeBytes(message.hmac);
  writer.writeInt64(message.renewPeriodMs);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeRenewDelegationTokenResponse(reader: Reader, version: number): RenewDelegationTokenResponse {
  const flexible = version >= 2;
  const errorCode = reader.readInt16();
  const expiryTimestampMs = reader.readInt64();
  const throttleTimeMs = reader.readInt32();
  if (flexible) reader.skipTaggedFields();
  return { errorCode, expiryTimestampMs, throttleTimeMs };
}

export function encodeRenewDelegationTokenResponse(
  writer: Writer,
  message: RenewDelegationTokenResponse,
  version: number,
): void {
  const flexible = version >= 2;
  writer.writeInt16(message.errorCode);
  writer.writeInt64(message.expiryTimestampMs);
  writer.writeInt32(message.throttleTimeMs);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const renewDelegationTokenApi: ApiDescriptor<RenewDelegationTokenRequest, RenewDelegationTokenResponse> = {
  key: 39,
  name: 'RenewDelegationToken',
  minVersion: 1,
  maxVersion: 2,
  flexibleFrom: 2,
  listeners: ['broker', 'controller'],
  decodeRequest: decodeRenewDelegationTokenRequest,
  encodeRequest: encodeRenewDelegationTokenRequest,
  decodeResponse: decodeRenewDelegationTokenResponse,
  encodeResponse: encodeRenewDelegationTokenResponse,
};
