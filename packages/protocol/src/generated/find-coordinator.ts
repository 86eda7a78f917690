// Generated from packages/protocol/schemas/find-coordinator.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-6, flexible versions 3+. */
export interface FindCoordinatorRequest {
  /** Versions 0-3. */
  key: string;
  /** Versions 1+, default 0. */
  keyType: number;
  /** Versions 4+. */
  coordinatorKeys: readonly string[];
}

/** Versions 0-6, flexible versions 3+. */
export interface FindCoordinatorResponse {
  /** Versions 1+, dropped where it cannot be written. */
  throttleTimeMs: number;
  /** Versions 0-3. */
  errorCode: number;
  /** Versions 1-3, dropped where it cannot be written. */
  errorMessage: string | null;
  /** Versions 0-3. */
  nodeId: number;
  /** Versions 0-3. */
  host: string;
  /** Versions 0-3. */
  port: number;
  /** Versions 4+. */
  coordinators: readonly Coordinator[];
}

/** Part of FindCoordinatorResponse, versions 4-6. */
export interface Coordinator {
  key: string;
  nodeId: number;
  host: string;
  port: number;
  errorCode: number;
  errorMessage: string | null;
}

export function decodeFindCoordinatorRequest(reader: Reader, version: number): FindCoordinatorRequest {
  const flexible = version >= 3;
  const key = version === 3 ? reader.readCompactString() : version <= 2 ? reader.readString() : '';
  const keyType = version >= 1 ? reader.readInt8() : 0;
  const coordinatorKeys: string[] = [];
  for (let left = version >= 4 ? reader.readCompactArrayLength() : 0; left > 0; left--) {
    coordinatorKeys.push(reader.readCompactString());
  }
  if (flexible) reader.skipTaggedFields();
  return { key, keyType, coordinatorKeys };
}

export function encodeFindCoordinatorRequest(writer: Writer, message: FindCoordinatorRequest, version: number): void {
  const flexible = version >= 3;
  if (version === 3) writer.writeCompactString(message.key);
  else if (version <= 2) writer.writeString(message.key);
  else if (message.key !== '') throw new UnsupportedVersionError('FindCoordinatorRequest.key', version);
  if (version >= 1) writer.writeInt8(message.keyType);
  else if (message.keyType !== 0) throw new UnsupportedVersionError('FindCoordinatorRequest.keyType', version);
  if (version >= 4) {
    writer.writeCompactArrayLength(message.coordinatorKeys.length);
    for (const element of message.coordinatorKeys) writer.writeCompactString(element);
  } else if (message.coordinatorKeys.length > 0) {
    throw new UnsupportedVersionError('FindCoordinatorRequest.coordinatorKeys', version);
  }
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeFindCoordinatorResponse(reader: Reader, version: number): FindCoordinatorResponse {
  const flexible = version >= 3;
  const throttleTimeMs = version >= 1 ? reader.readInt32() : 0;
  const errorCode = version <= 3 ? reader.readInt16() : 0;
  const errorMessage: string | null =
    version === 3
      ? reader.readCompactNullableString()
      : version >= 1 && version <= 2
        ? reader.readNullableString()
        : '';
  const nodeId = version <= 3 ? reader.readInt32() : 0;
  const host = version === 3 ? reader.readCompactString() : version <= 2 ? reader.readString() : '';
  const port = version <= 3 ? reader.readInt32() : 0;
  const coordinators: Coordinator[] = [];
  for (let left = version >= 4 ? reader.readCompactArrayLength() : 0; left > 0; left--) {
    coordinators.push(decodeCoordinator(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { throttleTimeMs, errorCode, errorMessage, nodeId, host, port, coordinators };
}

export function encodeFindCoordinatorResponse(writer: Writer, message: FindCoordinatorResponse, version: number): void {
  const flexible = version >= 3;
  if (version >= 1) writer.writeInt32(message.throttleTimeMs);
  if (version <= 3) writer.writeInt16(message.errorCode);
  else if (message.errorCode !== 0) throw new UnsupportedVersionError('FindCoordinatorResponse.errorCode', version);
  if (version === 3) writer.writeCompactNullableString(message.errorMessage);
  else if (version >= 1 && version <= 2) writer.writeNullableString(message.errorMessage);
  if (version <= 3) writer.writeInt32(message.nodeId);
  else if (message.nodeId !== 0) throw new UnsupportedVersionError('FindCoordinatorResponse.nodeId', version);
  if (version === 3) writer.writeCompactString(message.host);
  else if (version <= 2) writer.writeString(message.host);
  else if (message.host !== '') throw new UnsupportedVersionError('FindCoordinatorResponse.host', version);
  if (version <= 3) writer.writeInt32(message.port);
  else if (message.port !== 0) throw new UnsupportedVersionError('FindCoordinatorResponse.port', version);
  if (version >= 4) {
    writer.writeCompactArrayLength(message.coordinators.length);
    for (const element of message.coordinators) encodeCoordinator(writer, element, version);
  } else if (message.coordinators.length > 0) {
    throw new UnsupportedVersionError('FindCoordinatorResponse.coordinators', version);
  }
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeCoordinator(reader: Reader, _version: number): Coordinator {
  const key = reader.readCompactString();
  const nodeId = reader.readInt32();
  const host = reader.readCompactString();
  const port = reader.readInt32();
  const errorCode = reader.readInt16();
  const errorMessage: string | null = reader.readCompactNullableString();
  reader.skipTaggedFields();
  return { key, nodeId, host, port, errorCode, errorMessage };
}

function encodeCoordinator(writer: Writer, message: Coordinator, _version: number): void {
  writer.writeCompactString(message.key);
  writer.writeInt32(message.nodeId);
  writer.writeCompactString(message.host);
  writer.writeInt32(message.port);
  writer.writeInt16(message.errorCode);
  writer.writeCompactNullableString(message.errorMessage);
  writer.writeUnsignedVarint(0);
}

export const findCoordinatorApi: ApiDescriptor<FindCoordinatorRequest, FindCoordinatorResponse> = {
  key: 10,
  name: 'FindCoordinator',
  minVersion: 0,
  maxVersion: 6,
  flexibleFrom: 3,
  listeners: ['broker'],
  decodeRequest: decodeFindCoordinatorRequest,
  encodeRequest: encodeFindCoordinatorRequest,
  decodeResponse: decodeFindCoordinatorResponse,
  encodeResponse: encodeFindCoordinatorResponse,
};
