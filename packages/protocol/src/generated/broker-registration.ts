// Generated from packages/protocol/schemas/broker-registration.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Uuid } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-4, flexible versions 0+. */
export interface BrokerRegistrationRequest {
  brokerId: number;
  clusterId: string;
  incarnationId: Uuid;
  listeners: readonly Listener[];
  features: readonly Feature[];
  rack: string | null;
  /** Versions 1+, default false. */
  isMigratingZkBroker: boolean;
  /** Versions 2+, dropped where it cannot be written. */
  logDirs: readonly Uuid[];
  /** Versions 3+, default -1, dropped where it cannot be written. */
  previousBrokerEpoch: number;
}

/** Part of BrokerRegistrationRequest, versions 0-4. */
export interface Listener {
  /** Unique in its array. */
  name: string;
  host: string;
  port: number;
  securityProtocol: number;
}

/** Part of BrokerRegistrationRequest, versions 0-4. */
export interface Feature {
  /** Unique in its array. */
  name: string;
  minSupportedVersion: number;
  maxSupportedVersion: number;
}

/** Versions 0-4, flexible versions 0+. */
export interface BrokerRegistrationResponse {
  throttleTimeMs: number;
  errorCode: number;
  /** Default -1. */
  brokerEpoch: number;
}

export function decodeBrokerRegistrationRequest(reader: Reader, version: number): BrokerRegistrationRequest {
  const brokerId = reader.readInt32();
  const clusterId = reader.readCompactString();
  const incarnationId: Uuid = reader.readUuid();
  const listeners: Listener[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    listeners.push(decodeListener(reader, version));
  }
  const features: Feature[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    features.push(decodeFeature(reader, version));
  }
  const rack: string | null = reader.readCompactNullableString();
  const isMigratingZkBroker = version >= 1 ? reader.readBoolean() : false;
  const logDirs: Uuid[] = [];
  for (let left = version >= 2 ? reader.readCompactArrayLength() : 0; left > 0; left--) {
    logDirs.push(reader.readUuid());
  }
  const previousBrokerEpoch = version >= 3 ? reader.readInt64() : -1;
  reader.skipTaggedFields();
  return {
    brokerId,
    clusterId,
    incarnationId,
    listeners,
    features,
    rack,
    isMigratingZkBroker,
    logDirs,
    previousBrokerEpoch,
  };
}

export function encodeBrokerRegistrationRequest(
  writer: Writer,
  message: BrokerRegistrationRequest,
  version: number,
): void {
  writer.writeInt32(message.brokerId);
  writer.writeCompactString(message.clusterId);
  writer.writeUuid(message.incarnationId);
  writer.writeCompactArrayLength(message.listeners.length);
  for (const element of message.listeners) encodeListener(writer, element, version);
  writer.writeCompactArrayLength(message.features.length);
  for (const element of message.features) encodeFeature(writer, element, version);
  writer.writeCompactNullableString(message.rack);
  if (version >= 1) writer.writeBoolean(message.isMigratingZkBroker);
  else if (message.isMigratingZkBroker)
    throw new UnsupportedVersionError('BrokerRegistrationRequest.isMigratingZkBroker', version);
  if (version >= 2) {
    writer.writeCompactArrayLength(message.logDirs.length);
    for (const element of message.logDirs) writer.writeUuid(element);
  }
  if (version >= 3) writer.writeInt64(message.previousBrokerEpoch);
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

export function decodeBrokerRegistrationResponse(reader: Reader, _version: number): BrokerRegistrationResponse {
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  const brokerEpoch = reader.readInt64();
  reader.skipTaggedFields();
  return { throttleTimeMs, errorCode, brokerEpoch };
}

export function encodeBrokerRegistrationResponse(
  writer: Writer,
  message: BrokerRegistrationResponse,
  _version: number,
): void {
  writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  writer.writeInt64(message.brokerEpoch);
  writer.writeUnsignedVarint(0);
}

export const brokerRegistrationApi: ApiDescriptor<BrokerRegistrationRequest, BrokerRegistrationResponse> = {
  key: 62,
  name: 'BrokerRegistration',
  minVersion: 0,
  maxVersion: 4,
  flexibleFrom: 0,
  listeners: ['controller'],
  decodeRequest: decodeBrokerRegistrationRequest,
  encodeRequest: encodeBrokerRegistrationRequest,
  decodeResponse: decodeBrokerRegistrationResponse,
  encodeResponse: encodeBrokerRegistrationResponse,
};
