// Generated from packages/protocol/schemas/sasl-handshake.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-1, flexible versions none. */
export interface SaslHandshakeRequest {
  mechanism: string;
}

/** Versions 0-1, flexible versions none. */
export interface SaslHandshakeResponse {
  errorCode: number;
  mechanisms: readonly string[];
}

export function decodeSaslHandshakeRequest(reader: Reader, _version: number): SaslHandshakeRequest {
  const mechanism = reader.readString();
  return { mechanism };
}

export function encodeSaslHandshakeRequest(writer: Writer, message: SaslHandshakeRequest, _version: number): void {
  writer.writeString(message.mechanism);
}

export function decodeSaslHandshakeResponse(reader: Reader, _version: number): SaslHandshakeResponse {
  const errorCode = reader.readInt16();
  const mechanisms: string[] = [];
  for (let left = reader.readArrayLength(); left > 0; left--) {
    mechanisms.push(reader.readString());
  }
  return { errorCode, mechanisms };
}

export function encodeSaslHandshakeResponse(writer: Writer, message: SaslHandshakeResponse, _version: number): void {
  writer.writeInt16(message.errorCode);
  writer.writeArrayLength(message.mechanisms.length);
  for (const element of message.mechanisms) writer.writeString(element);
}

export const saslHandshakeApi: ApiDescriptor<SaslHandshakeRequest, SaslHandshakeResponse> = {
  key: 17,
  name: 'SaslHandshake',
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: Number.POSITIVE_INFINITY,
  listeners: ['broker', 'controller'],
  decodeRequest: decodeSaslHandshakeRequest,
  encodeRequest: encodeSaslHandshakeRequest,
  decodeResponse: decodeSaslHandshakeResponse,
  encodeResponse: encodeSaslHandshakeResponse,
};
