// Generated from packages/protocol/schemas/controller-registration.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Uuid } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0, flexible versions 0+. */
export interface ControllerRegistrationRequest {
  controllerId: number;
  incarnationId: Uuid;
  zkMigrationReady: boolean;
  listeners: readonly Listener[];
  features: readonly Feature[];
}

/** Part of ControllerRegistrationRequest, versions 0. */
export interface Listener {
  /** Unique in its array. */
  name: string;
  host: string;
  port: number;
  securityProtocol: number;
}

/** Part of ControllerRegistrationRequest, versions 0. */
export interface Feature {
  /** Unique in its array. */
  name: string;
  minSupportedVersion: number;
  maxSupportedVersion: number;
}

/** Versions 0, flexible versions 0+. */
export interface ControllerRegistrationResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
}

export function decodeControllerRegistrationRequest(reader: Reader, version: number): ControllerRegistrationRequest {
  const controllerId = reader.readInt32();
  const incarnationId: Uuid = reader.readUuid();
  const zkMigrationReady = reader.readBoolean();
  const listeners: Listener[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    listeners.push(decodeListener(reader, version));
  }
  const features: Feature[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    features.push(decodeFeature(reader, version));
  }
  reader.skipTaggedFields();
  return { controllerId, incarnationId, zkMigrationReady, listeners, features };
}

export function encodeControllerRegistrationRequest(
  writer: Writer,
  message: ControllerRegistrationRequest,
  version: number,
): void {
  writer.writeInt32(message.controllerId);
  writer.writeUuid(message.incarnationId);
  writer.writeBoolean(message.zkMigrationReady);
  writer.writeCompactArrayLength(message.listeners.length);
  for (const element of message.listeners) encodeListener(writer, element, version);
  writer.writeCompactArrayLength(message.features.length);
  for (const element of message.features) encodeFeature(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeListener(reader: Reader, _version: number): Listener {
  const name = reader.readCompactString();
  const host = reader.readCompactString();
  const port = reader.readUint16();
  const securityProtocol = reader.readInt16();
  reader.skipTaggedFields();
  return { name, host, port, securityProtocol };
}

function encodeListener(writer: Writer, message: Listener, _version: number): void {
  writer.writeCompactString(message.name);
  writer.writeCompactString(message.host);
  writer.writeUint16(message.port);
  writer.writeInt16(message.securityProtocol);
  writer.writeUnsignedVarint(0);
}

function decodeFeature(reader: Reader, _version: number): Feature {
  const name = reader.readCompactString();
  const minSupportedVersion = reader.readInt16();
  const maxSupportedVersion = reader.readInt16();
  reader.skipTaggedFields();
  return { name, minSupportedVersion, maxSupportedVersion };
}

function encodeFeature(writer: Writer, message: Feature, _version: number): void {
  writer.writeCompactString(message.name);
  writer.writeInt16(message.minSupportedVersion);
  writer.writeInt16(message.maxSupportedVersion);
  writer.writeUnsignedVarint(0);
}

export function decodeControllerRegistrationResponse(reader: Reader, _version: number): ControllerRegistrationResponse {
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  const errorMessage: string | null = reader.readCompactNullableString();
  reader.skipTaggedFields();
  return { throttleTimeMs, errorCode, errorMessage };
}

export function encodeControllerRegistrationResponse(
  writer: Writer,
  message: ControllerRegistrationResponse,
  _version: number,
): void {
  writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  writer.writeCompactNullableString(message.errorMessage);
  writer.writeUnsignedVarint(0);
}

export const controllerRegistrationApi: ApiDescriptor<ControllerRegistrationRequest, ControllerRegistrationResponse> = {
  key: 70,
  name: 'ControllerRegistration',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  listeners: ['controller'],
  decodeRequest: decodeControllerRegistrationRequest,
  encodeRequest: encodeControllerRegistrationRequest,
  decodeResponse: decodeControllerRegistrationResponse,
  encodeResponse: encodeControllerRegistrationResponse,
};
