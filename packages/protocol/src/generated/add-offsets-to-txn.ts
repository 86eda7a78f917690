// Generated from packages/protocol/schemas/add-offsets-to-txn.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-4, flexible versions 3+. */
export interface AddOffsetsToTxnRequest {
  transactionalId: string;
  producerId: number;
  producerEpoch: number;
  groupId: string;
}

/** Versions 0-4, flexible versions 3+. */
export interface AddOffsetsToTxnResponse {
  throttleTimeMs: number;
  errorCode: number;
}

export function decodeAddOffsetsToTxnRequest(reader: Reader, version: number): AddOffsetsToTxnRequest {
  const flexible = version >= 3;
  const transactionalId = flexible ? reader.readCompactString() : reader.readString();
  const producerId = reader.readInt64();
  const producerEpoch = reader.readInt16();
  const groupId = flexible ? reader.readCompactString() : reader.readString();
  if (flexible) reader.skipTaggedFields();
  return { transactionalId, producerId, producerEpoch, groupId };
}

export function encodeAddOffsetsToTxnRequest(writer: Writer, message: AddOffsetsToTxnRequest, version: number): void {
  const flexible = version >= 3;
  if (flexible) writer.writeCompactString(message.transactionalId);
  else writer.writeString(message.transactionalId);
  writer.writeInt64(message.producerId);
  writer.writeInt16(message.producerEpoch);
  if (flexible) writer.writeCompactString(message.groupId);
  else writer.writeString(message.groupId);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeAddOffsetsToTxnResponse(reader: Reader, version: number): AddOffsetsToTxnResponse {
  const flexible = version >= 3;
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  if (flexible) reader.skipTaggedFields();
  return { throttleTimeMs, errorCode };
}

export function encodeAddOffsetsToTxnResponse(writer: Writer, message: AddOffsetsToTxnResponse, version: number): void {
  const flexible = version >= 3;
  writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const addOffsetsToTxnApi: ApiDescriptor<AddOffsetsToTxnRequest, AddOffsetsToTxnResponse> = {
  key: 25,
  name: 'AddOffsetsToTxn',
  minVersion: 0,
  maxVersion: 4,
  flexibleFrom: 3,
  listeners: ['broker'],
  decodeRequest: decodeAddOffsetsToTxnRequest,
  encodeRequest: encodeAddOffsetsToTxnRequest,
  decodeResponse: decodeAddOffsetsToTxnResponse,
  encodeResponse: encodeAddOffsetsToTxnResponse,
};
