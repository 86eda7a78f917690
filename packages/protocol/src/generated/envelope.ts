// Generated from packages/protocol/schemas/envelope.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0, flexible versions 0+. */
export interface EnvelopeRequest {
  requestData: Buffer;
  requestPrincipal: Buffer | null;
  clientHostAddress: Buffer;
}

/** Versions 0, flexible versions 0+. */
export interface EnvelopeResponse {
  responseData: Buffer | null;
  errorCode: number;
}

export function decodeEnvelopeRequest(reader: Reader, _version: number): EnvelopeRequest {
  const requestData = reader.readCompactBytes();
  const requestPrincipal: Buffer | null = reader.readCompactNullableBytes();
  const clientHostAddress = reader.readCompactBytes();
  reader.skipTaggedFields();
  return { requestData, requestPrincipal, clientHostAddress };
}

export function encodeEnvelopeRequest(writer: Writer, message: EnvelopeRequest, _version: number): void {
  writer.writeCompactBytes(message.requestData);
  writer.writeCompactNullableBytes(message.requestPrincipal);
  writer.writeCompactBytes(message.clientHostAddress);
  writer.writeUnsignedVarint(0);
}

export function decodeEnvelopeResponse(reader: Reader, _version: number): EnvelopeResponse {
  const responseData: Buffer | null = reader.readCompactNullableBytes();
  const errorCode = reader.readInt16();
  reader.skipTaggedFields();
  return { responseData, errorCode };
}

export function encodeEnvelopeResponse(writer: Writer, message: EnvelopeResponse, _version: number): void {
  writer.writeCompactNullableBytes(message.responseData);
  writer.writeInt16(message.errorCode);
  writer.writeUnsignedVarint(0);
}

export const envelopeApi: ApiDescriptor<EnvelopeRequest, EnvelopeResponse> = {
  key: 58,
  name: 'Envelope',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  listeners: ['controller'],
  decodeRequest: decodeEnvelopeRequest,
  encodeRequest: encodeEnvelopeRequest,
  decodeResponse: decodeEnvelopeResponse,
  encodeResponse: encodeEnvelopeResponse,
};
