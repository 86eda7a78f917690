// Generated from packages/protocol/schemas/unregister-broker.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0, flexible versions 0+. */
export interface UnregisterBrokerRequest {
  brokerId: number;
}

/** Versions 0, flexible versions 0+. */
export interface UnregisterBrokerResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
}

export function decodeUnregisterBrokerRequest(reader: Reader, _version: number): UnregisterBrokerRequest {
  const brokerId = reader.readInt32();
  reader.skipTaggedFields();
  return { brokerId };
}

export function encodeUnregisterBrokerRequest(
  writer: Writer,
  message: UnregisterBrokerRequest,
  _version: number,
): void {
  writer.writeInt32(message.brokerId);
  writer.writeUnsignedVarint(0);
}

export function decodeUnregisterBrokerResponse(reader: Reader, _version: number): UnregisterBrokerResponse {
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  const errorMessage: string | null = reader.readCompactNullableString();
  reader.skipTaggedFields();
  return { throttleTimeMs, errorCode, errorMessage };
}

export function encodeUnregisterBrokerResponse(
  writer: Writer,
  message: UnregisterBrokerResponse,
  _version: number,
): void {
  writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  writer.writeCompactNullableString(message.errorMessage);
  writer.writeUnsignedVarint(0);
}

export const unregisterBrokerApi: ApiDescriptor<UnregisterBrokerRequest, UnregisterBrokerResponse> = {
  key: 64,
  name: 'UnregisterBroker',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  listeners: ['broker', 'controller'],
  decodeRequest: decodeUnregisterBrokerRequest,
  encodeRequest: encodeUnregisterBrokerRequest,
  decodeResponse: decodeUnregisterBrokerResponse,
  encodeResponse: encodeUnregisterBrokerResponse,
};
