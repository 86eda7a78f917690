// Generated from packages/protocol/schemas/push-telemetry.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Uuid } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0, flexible versions 0+. */
export interface PushTelemetryRequest {
  clientInstanceId: Uuid;
  subscriptionId: number;
  terminating: boolean;
  compressionType: number;
  metrics: Buffer;
}

/** Versions 0, flexible versions 0+. */
export interface PushTelemetryResponse {
  throttleTimeMs: number;
  errorCode: number;
}

export function decodePushTelemetryRequest(reader: Reader, _version: number): PushTelemetryRequest {
  const clientInstanceId: Uuid = reader.readUuid();
  const subscriptionId = reader.readInt32();
  const terminating = reader.readBoolean();
  const compressionType = reader.readInt8();
  const metrics = reader.readCompactBytes();
  reader.skipTaggedFields();
  return { clientInstanceId, subscriptionId, terminating, compressionType, metrics };
}

export function encodePushTelemetryRequest(writer: Writer, message: PushTelemetryRequest, _version: number): void {
  writer.writeUuid(message.clientInstanceId);
  writer.writeInt32(message.subscriptionId);
  writer.writeBoolean(message.terminating);
  writer.writeInt8(message.compressionType);
  writer.writeCompactBytes(message.metrics);
  writer.writeUnsignedVarint(0);
}

export function decodePushTelemetryResponse(reader: Reader, _version: number): PushTelemetryResponse {
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  reader.skipTaggedFields();
  return { throttleTimeMs, errorCode };
}

export function encodePushTelemetryResponse(writer: Writer, message: PushTelemetryResponse, _version: number): void {
  writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  writer.writeUnsignedVarint(0);
}

export const pushTelemetryApi: ApiDescriptor<PushTelemetryRequest, PushTelemetryResponse> = {
  key: 72,
  name: 'PushTelemetry',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  listeners: ['broker'],
  decodeRequest: decodePushTelemetryRequest,
  encodeRequest: encodePushTelemetryRequest,
  decodeResponse: decodePushTelemetryResponse,
  encodeResponse: encodePushTelemetryResponse,
};
