// Generated from packages/protocol/schemas/init-producer-id.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-6, flexible versions 2+. */
export interface InitProducerIdRequest {
  transactionalId: string | null;
  transactionTimeoutMs: number;
  /** Versions 3+, default -1. */
  producerId: number;
  /** Versions 3+, default -1. */
  producerEpoch: number;
  /** Versions 6+, default false. */
  enable2Pc: boolean;
  /** Versions 6+, default false. */
  keepPreparedTxn: boolean;
}

/** Versions 0-6, flexible versions 2+. */
export interface InitProducerIdResponse {
  throttleTimeMs: number;
  errorCode: number;
  /** Default -1. */
  producerId: number;
  producerEpoch: number;
  /** Versions 6+, default -1. */
  ongoingTxnProducerId: number;
  /** Versions 6+, default -1. */
  ongoingTxnProducerEpoch: number;
}

export function decodeInitProducerIdRequest(reader: Reader, version: number): InitProducerIdRequest {
  const flexible = version >= 2;
  const transactionalId: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  const transactionTimeoutMs = reader.readInt32();
  const producerId = version >= 3 ? reader.readInt64() : -1;
  const producerEpoch = version >= 3 ? reader.readInt16() : -1;
  const enable2Pc = version >= 6 ? reader.readBoolean() : false;
  const keepPreparedTxn = version >= 6 ? reader.readBoolean() : false;
  if (flexible) reader.skipTaggedFields();
  return { transactionalId, transactionTimeoutMs, producerId, producerEpoch, enable2Pc, keepPreparedTxn };
}

export function encodeInitProducerIdRequest(writer: Writer, message: InitProducerIdRequest, version: number): void {
  const flexible = version >= 2;
  if (flexible) writer.writeCompactNullableString(message.transactionalId);
  else writer.writeNullableString(message.transactionalId);
  writer.writeInt32(message.transactionTimeoutMs);
  if (version >= 3) writer.writeInt64(message.producerId);
  else if (message.producerId !== -1) throw new UnsupportedVersionError('InitProducerIdRequest.producerId', version);
  if (version >= 3) writer.writeInt16(message.producerEpoch);
  else if (message.producerEpoch !== -1)
    throw new UnsupportedVersionError('InitProducerIdRequest.producerEpoch', version);
  if (version >= 6) writer.writeBoolean(message.enable2Pc);
  else if (message.enable2Pc) throw new UnsupportedVersionError('InitProducerIdRequest.enable2Pc', version);
  if (version >= 6) writer.writeBoolean(message.keepPreparedTxn);
  else if (message.keepPreparedTxn) throw new UnsupportedVersionError('InitProducerIdRequest.keepPreparedTxn', version);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeInitProducerIdResponse(reader: Reader, version: number): InitProducerIdResponse {
  const flexible = version >= 2;
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  const producerId = reader.readInt64();
  const producerEpoch = reader.readInt16();
  const ongoingTxnProducerId = version >= 6 ? reader.readInt64() : -1;
  const ongoingTxnProducerEpoch = version >= 6 ? reader.readInt16() : -1;
  if (flexible) reader.skipTaggedFields();
  return { throttleTimeMs, errorCode, producerId, producerEpoch, ongoingTxnProducerId, ongoingTxnProducerEpoch };
}

export function encodeInitProducerIdResponse(writer: Writer, message: InitProducerIdResponse, version: number): void {
  const flexible = version >= 2;
  writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  writer.writeInt64(message.producerId);
  writer.writeInt16(message.producerEpoch);
  if (version >= 6) writer.writeInt64(message.ongoingTxnProducerId);
  else if (message.ongoingTxnProducerId !== -1)
    throw new UnsupportedVersionError('InitProducerIdResponse.ongoingTxnProducerId', version);
  if (version >= 6) writer.writeInt16(message.ongoingTxnProducerEpoch);
  else if (message.ongoingTxnProducerEpoch !== -1)
    throw new UnsupportedVersionError('InitProducerIdResponse.ongoingTxnProducerEpoch', version);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const initProducerIdApi: ApiDescriptor<InitProducerIdRequest, InitProducerIdResponse> = {
  key: 22,
  name: 'InitProducerId',
  minVersion: 0,
  maxVersion: 5,
  flexibleFrom: 2,
  listeners: ['broker'],
  decodeRequest: decodeInitProducerIdRequest,
  encodeRequest: encodeInitProducerIdRequest,
  decodeResponse: decodeInitProducerIdResponse,
  encodeResponse: encodeInitProducerIdResponse,
};
