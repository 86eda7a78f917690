// Generated from packages/protocol/schemas/allocate-producer-ids.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0, flexible versions 0+. */
export interface AllocateProducerIdsRequest {
  brokerId: number;
  /** Default -1. */
  brokerEpoch: number;
}

/** Versions 0, flexible versions 0+. */
export interface AllocateProducerIdsResponse {
  throttleTimeMs: number;
  errorCode: number;
  producerIdStart: number;
  producerIdLen: number;
}

export function decodeAllocateProducerIdsRequest(reader: Reader, _version: number): AllocateProducerIdsRequest {
  const brokerId = reader.readInt32();
  const brokerEpoch = reader.readInt64();
  reader.skipTaggedFields();
  return { brokerId, brokerEpoch };
}

export function encodeAllocateProducerIdsRequest(
  writer: Writer,
  message: AllocateProducerIdsRequest,
  _version: number,
): void {
  writer.writeInt32(message.brokerId);
  writer.writeInt64(message.brokerEpoch);
  writer.writeUnsignedVarint(0);
}

export function decodeAllocateProducerIdsResponse(reader: Reader, _version: number): AllocateProducerIdsResponse {
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  const producerIdStart = reader.readInt64();
  const producerIdLen = reader.readInt32();
  reader.skipTaggedFields();
  return { throttleTimeMs, errorCode, producerIdStart, producerIdLen };
}

export function encodeAllocateProducerIdsResponse(
  writer: Writer,
  message: AllocateProducerIdsResponse,
  _version: number,
): void {
  writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  writer.writeInt64(message.producerIdStart);
  writer.writeInt32(message.producerIdLen);
  writer.writeUnsignedVarint(0);
}

export const allocateProducerIdsApi: ApiDescriptor<AllocateProducerIdsRequest, AllocateProducerIdsResponse> = {
  key: 67,
  name: 'AllocateProducerIds',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  listeners: ['controller'],
  decodeRequest: decodeAllocateProducerIdsRequest,
  encodeRequest: encodeAllocateProducerIdsRequest,
  decodeResponse: decodeAllocateProducerIdsResponse,
  encodeResponse: encodeAllocateProducerIdsResponse,
};
