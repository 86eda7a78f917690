// Generated from packages/protocol/schemas/headers.ts by `npm run generate`; edit the schema, not this file.
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 1-2, flexible versions 2+. */
export interface RequestHeader {
  requestApiKey: number;
  requestApiVersion: number;
  correlationId: number;
  clientId: string | null;
}

export function decodeRequestHeader(reader: Reader, version: number): RequestHeader {
  const flexible = version >= 2;
  const requestApiKey = reader.readInt16();
  const requestApiVersion = reader.readInt16();
  const correlationId = reader.readInt32();
  const clientId: string | null = reader.readNullableString();
  if (flexible) reader.skipTaggedFields();
  return { requestApiKey, requestApiVersion, correlationId, clientId };
}

export function encodeRequestHeader(writer: Writer, message: RequestHeader, version: number): void {
  const flexible = version >= 2;
  writer.writeInt16(message.requestApiKey);
  writer.writeInt16(message.requestApiVersion);
  writer.writeInt32(message.correlationId);
  writer.writeNullableString(message.clientId);
  if (flexible) writer.writeUnsignedVarint(0);
}

/** Versions 0-1, flexible versions 1+. */
export interface ResponseHeader {
  correlationId: number;
}

export function decodeResponseHeader(reader: Reader, version: number): ResponseHeader {
  const flexible = version >= 1;
  const correlationId = reader.readInt32();
  if (flexible) reader.skipTaggedFields();
  return { correlationId };
}

export function encodeResponseHeader(writer: Writer, message: ResponseHeader, version: number): void {
  const flexible = version >= 1;
  writer.writeInt32(message.correlationId);
  if (flexible) writer.writeUnsignedVarint(0);
}
