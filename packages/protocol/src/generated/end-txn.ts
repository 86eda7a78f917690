// Generated from packages/protocol/schemas/end-txn.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-5, flexible versions 3+. */
export interface EndTxnRequest {
  transactionalId: string;
  producerId: number;
  producerEpoch: number;
  committed: boolean;
}

/** Versions 0-5, flexible versions 3+. */
export interface EndTxnResponse {
  throttleTimeMs: number;
  errorCode: number;
  /** Versions 5+, default -1, dropped where it cannot be written. */
  producerId: number;
  /** Versions 5+, default -1, dropped where it cannot be written. */
  producerEpoch: number;
}

export function decodeEndTxnRequest(reader: Reader, version: number): EndTxnRequest {
  const flexible = version >= 3;
  const transactionalId = flexible ? reader.readCompactString() : reader.readString();
  const producerId = reader.readInt64();
  const producerEpoch = reader.readInt16();
  const committed = reader.readBoolean();
  if (flexible) reader.skipTaggedFields();
  return { transactionalId, producerId, producerEpoch, committed };
}

export function encodeEndTxnRequest(writer: Writer, message: EndTxnRequest, version: number): void {
  const flexible = version >= 3;
  if (flexible) writer.writeCompactString(message.transactionalId);
  else writer.writeString(message.transactionalId);
  writer.writeInt64(message.producerId);
  writer.writeInt16(message.producerEpoch);
  writer.writeBoolean(message.committed);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeEndTxnResponse(reader: Reader, version: number): EndTxnResponse {
  const flexible = version >= 3;
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  const producerId = version >= 5 ? reader.readInt64() : -1;
  const producerEpoch = version >= 5 ? reader.readInt16() : -1;
  if (flexible) reader.skipTaggedFields();
  return { throttleTimeMs, errorCode, producerId, producerEpoch };
}

export function encodeEndTxnResponse(writer: Writer, message: EndTxnResponse, version: number): void {
  const flexible = version >= 3;
  writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  if (version >= 5) writer.writeInt64(message.producerId);
  if (version >= 5) writer.writeInt16(message.producerEpoch);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const endTxnApi: ApiDescriptor<EndTxnRequest, EndTxnResponse> = {
  key: 26,
  name: 'EndTxn',
  minVersion: 0,
  maxVersion: 5,
  flexibleFrom: 3,
  listeners: ['broker'],
  decodeRequest: decodeEndTxnRequest,
  encodeRequest: encodeEndTxnRequest,
  decodeResponse: decodeEndTxnResponse,
  encodeResponse: encodeEndTxnResponse,
};
