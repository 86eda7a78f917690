// Generated from packages/protocol/schemas/get-telemetry-subscriptions.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Uuid } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0, flexible versions 0+. */
export interface GetTelemetrySubscriptionsRequest {
  clientInstanceId: Uuid;
}

/** Versions 0, flexible versions 0+. */
export interface GetTelemetrySubscriptionsResponse {
  throttleTimeMs: number;
  errorCode: number;
  clientInstanceId: Uuid;
  subscriptionId: number;
  acceptedCompressionTypes: readonly number[];
  pushIntervalMs: number;
  telemetryMaxBytes: number;
  deltaTemporality: boolean;
  requestedMetrics: readonly string[];
}

export function decodeGetTelemetrySubscriptionsRequest(
  reader: Reader,
  _version: number,
): GetTelemetrySubscriptionsRequest {
  const clientInstanceId: Uuid = reader.readUuid();
  reader.skipTaggedFields();
  return { clientInstanceId };
}

export function encodeGetTelemetrySubscriptionsRequest(
  writer: Writer,
  message: GetTelemetrySubscriptionsRequest,
  _version: number,
): void {
  writer.writeUuid(message.clientInstanceId);
  writer.writeUnsignedVarint(0);
}

export function decodeGetTelemetrySubscriptionsResponse(
  reader: Reader,
  _version: number,
): GetTelemetrySubscriptionsResponse {
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  const clientInstanceId: Uuid = reader.readUuid();
  const subscriptionId = reader.readInt32();
  const acceptedCompressionTypes: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    acceptedCompressionTypes.push(reader.readInt8());
  }
  const pushIntervalMs = reader.readInt32();
  const telemetryMaxBytes = reader.readInt32();
  const deltaTemporality = reader.readBoolean();
  const requestedMetrics: string[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    requestedMetrics.push(reader.readCompactString());
  }
  reader.skipTaggedFields();
  return {
    throttleTimeMs,
    errorCode,
    clientInstanceId,
    subscriptionId,
    acceptedCompressionTypes,
    pushIntervalMs,
    telemetryMaxBytes,
    deltaTemporality,
    requestedMetrics,
  };
}

export function encodeGetTelemetrySubscriptionsResponse(
  writer: Writer,
  message: GetTelemetrySubscriptionsResponse,
  _version: number,
): void {
  writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  writer.writeUuid(message.clientInstanceId);
  writer.writeInt32(message.subscriptionId);
  writer.writeCompactArrayLength(message.acceptedCompressionTypes.length);
  for (const element of message.acceptedCompressionTypes) writer.writeInt8(element);
  writer.writeInt32(message.pushIntervalMs);
  writer.writeInt32(message.telemetryMaxBytes);
  writer.writeBoolean(message.deltaTemporality);
  writer.writeCompactArrayLength(message.requestedMetrics.length);
  for (const element of message.requestedMetrics) writer.writeCompactString(element);
  writer.writeUnsignedVarint(0);
}

export const getTelemetrySubscriptionsApi: ApiDescriptor<
  GetTelemetrySubscriptionsRequest,
  GetTelemetrySubscriptionsResponse
> = {
  key: 71,
  name: 'GetTelemetrySubscriptions',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  listeners: ['broker'],
  decodeRequest: decodeGetTelemetrySubscriptionsRequest,
  encodeRequest: encodeGetTelemetrySubscriptionsRequest,
  decodeResponse: decodeGetTelemetrySubscriptionsResponse,
  encodeResponse: encodeGetTelemetrySubscriptionsResponse,
};
