// Generated from packages/protocol/schemas/add-raft-voter.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Uuid } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-1, flexible versions 0+. */
export interface AddRaftVoterRequest {
  clusterId: string | null;
  timeoutMs: number;
  voterId: number;
  voterDirectoryId: Uuid;
  listeners: readonly Listener[];
  /** Versions 1+, default true. */
  ackWhenCommitted: boolean;
}

/** Part of AddRaftVoterRequest, versions 0-1. */
export interface Listener {
  /** Unique in its array. */
  name: string;
  host: string;
  port: number;
}

/** Versions 0-1, flexible versions 0+. */
export interface AddRaftVoterResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
}

export function decodeAddRaftVoterRequest(reader: Reader, version: number): AddRaftVoterRequest {
  const clusterId: string | null = reader.readCompactNullableString();
  const timeoutMs = reader.readInt32();
  const voterId = reader.readInt32();
  const voterDirectoryId: Uuid = reader.readUuid();
  const listeners: Listener[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    listeners.push(decodeListener(reader, version));
  }
  const ackWhenCommitted = version >= 1 ? reader.readBoolean() : true;
  reader.skipTaggedFields();
  return { clusterId, timeoutMs, voterId, voterDirectoryId, listeners, ackWhenCommitted };
}

export function encodeAddRaftVoterRequest(writer: Writer, message: AddRaftVoterRequest, version: number): void {
  writer.writeCompactNullableString(message.clusterId);
  writer.writeInt32(message.timeoutMs);
  writer.writeInt32(message.voterId);
  writer.writeUuid(message.voterDirectoryId);
  writer.writeCompactArrayLength(message.listeners.length);
  for (const element of message.listeners) encodeListener(writer, element, version);
  if (version >= 1) writer.writeBoolean(message.ackWhenCommitted);
  else if (!message.ackWhenCommitted)
    throw new UnsupportedVersionError('AddRaftVoterRequest.ackWhenCommitted', version);
  writer.writeUnsignedVarint(0);
}

function decodeListener(reader: Reader, _version: number): Listener {
  const name = reader.readCompactString();
  const host = reader.readCompactString();
  const port = reader.readUint16();
  reader.skipTaggedFields();
  return { name, host, port };
}

function encodeListener(writer: Writer, message: Listener, _version: number): void {
  writer.writeCompactString(message.name);
  writer.writeCompactString(message.host);
  writer.writeUint16(message.port);
  writer.writeUnsignedVarint(0);
}

export function decodeAddRaftVoterResponse(reader: Reader, _version: number): AddRaftVoterResponse {
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  const errorMessage: string | null = reader.readCompactNullableString();
  reader.skipTaggedFields();
  return { throttleTimeMs, errorCode, errorMessage };
}

export function encodeAddRaftVoterResponse(writer: Writer, message: AddRaftVoterResponse, _version: number): void {
  writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  writer.writeCompactNullableString(message.errorMessage);
  writer.writeUnsignedVarint(0);
}

export const addRaftVoterApi: ApiDescriptor<AddRaftVoterRequest, AddRaftVoterResponse> = {
  key: 80,
  name: 'AddRaftVoter',
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 0,
  listeners: ['controller', 'broker'],
  decodeRequest: decodeAddRaftVoterRequest,
  encodeRequest: encodeAddRaftVoterRequest,
  decodeResponse: decodeAddRaftVoterResponse,
  encodeResponse: encodeAddRaftVoterResponse,
};
