// Generated from packages/protocol/schemas/sasl-authenticate.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-2, flexible versions 2+. */
export interface SaslAuthenticateRequest {
  authBytes: Buffer;
}

/** Versions 0-2, flexible versions 2+. */
export interface SaslAuthenticateResponse {
  errorCode: number;
  errorMessage: string | null;
  authBytes: Buffer;
  /** Versions 1+, default 0, dropped where it cannot be written. */
  sessionLifetimeMs: number;
}

export function decodeSaslAuthenticateRequest(reader: Reader, version: number): SaslAuthenticateRequest {
  const flexible = version >= 2;
  const authBytes = flexible ? reader.readCompactBytes() : reader.readBytes();
  if (flexible) reader.skipTaggedFields();
  return { authBytes };
}

export function encodeSaslAuthenticateRequest(writer: Writer, message: SaslAuthenticateRequest, version: number): void {
  const flexible = version >= 2;
  if (flexible) writer.writeCompactBytes(message.authBytes);
  else writer.writeBytes(message.authBytes);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeSaslAuthenticateResponse(reader: Reader, version: number): SaslAuthenticateResponse {
  const flexible = version >= 2;
  const errorCode = reader.readInt16();
  const errorMessage: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  const authBytes = flexible ? reader.readCompactBytes() : reader.readBytes();
  const sessionLifetimeMs = version >= 1 ? reader.readInt64() : 0;
  if (flexible) reader.skipTaggedFields();
  return { errorCode, errorMessage, authBytes, sessionLifetimeMs };
}

export function encodeSaslAuthenticateResponse(
  writer: Writer,
  message: SaslAuthenticateResponse,
  version: number,
): void {
  const flexible = version >= 2;
  writer.writeInt16(message.errorCode);
  if (flexible) writer.writeCompactNullableString(message.errorMessage);
  else writer.writeNullableString(message.errorMessage);
  if (flexible) writer.writeCompactBytes(message.authBytes);
  else writer.writeBytes(message.authBytes);
  if (version >= 1) writer.writeInt64(message.sessionLifetimeMs);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const saslAuthenticateApi: ApiDescriptor<SaslAuthenticateRequest, SaslAuthenticateResponse> = {
  key: 36,
  name: 'SaslAuthenticate',
  minVersion: 0,
  maxVersion: 2,
  flexibleFrom: 2,
  listeners: ['broker', 'controller'],
  decodeRequest: decodeSaslAuthenticateRequest,
  encodeRequest: encodeSaslAuthenticateRequest,
  decodeResponse: decodeSaslAuthenticateResponse,
  encodeResponse: encodeSaslAuthenticateResponse,
};
