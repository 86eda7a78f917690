// Generated from packages/protocol/schemas/remove-raft-voter.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Uuid } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0, flexible versions 0+. */
export interface RemoveRaftVoterRequest {
  clusterId: string | null;
  voterId: number;
  voterDirectoryId: Uuid;
}

/** Versions 0, flexible versions 0+. */
export interface RemoveRaftVoterResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
}

export function decodeRemoveRaftVoterRequest(reader: Reader, _version: number): RemoveRaftVoterRequest {
  const clusterId: string | null = reader.readCompactNullableString();
  const voterId = reader.readInt32();
  const voterDirectoryId: Uuid = reader.readUuid();
  reader.skipTaggedFields();
  return { clusterId, voterId, voterDirectoryId };
}

export function encodeRemoveRaftVoterRequest(writer: Writer, message: RemoveRaftVoterRequest, _version: number): void {
  writer.writeCompactNullableString(message.clusterId);
  writer.writeInt32(message.voterId);
  writer.writeUuid(message.voterDirectoryId);
  writer.writeUnsignedVarint(0);
}

export function decodeRemoveRaftVoterResponse(reader: Reader, _version: number): RemoveRaftVoterResponse {
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  const errorMessage: string | null = reader.readCompactNullableString();
  reader.skipTaggedFields();
  return { throttleTimeMs, errorCode, errorMessage };
}

export function encodeRemoveRaftVoterResponse(
  writer: Writer,
  message: RemoveRaftVoterResponse,
  _version: number,
): void {
  writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  writer.writeCompactNullableString(message.errorMessage);
  writer.writeUnsignedVarint(0);
}

export const removeRaftVoterApi: ApiDescriptor<RemoveRaftVoterRequest, RemoveRaftVoterResponse> = {
  key: 81,
  name: 'RemoveRaftVoter',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  listeners: ['controller', 'broker'],
  decodeRequest: decodeRemoveRaftVoterRequest,
  encodeRequest: encodeRemoveRaftVoterRequest,
  decodeResponse: decodeRemoveRaftVoterResponse,
  encodeResponse: encodeRemoveRaftVoterResponse,
};
