// Generated from packages/protocol/schemas/heartbeat.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-4, flexible versions 4+. */
export interface HeartbeatRequest {
  groupId: string;
  generationId: number;
  memberId: string;
  /** Versions 3+. */
  groupInstanceId: string | null;
}

/** Versions 0-4, flexible versions 4+. */
export interface HeartbeatResponse {
  /** Versions 1+, dropped where it cannot be written. */
  throttleTimeMs: number;
  errorCode: number;
}

export function decodeHeartbeatRequest(reader: Reader, version: number): HeartbeatRequest {
  const flexible = version >= 4;
  const groupId = flexible ? reader.readCompactString() : reader.readString();
  const generationId = reader.readInt32();
  const memberId = flexible ? reader.readCompactString() : reader.readString();
  const groupInstanceId: string | null = flexible
    ? reader.readCompactNullableString()
    : version >= 3
      ? reader.readNullableString()
      : null;
  if (flexible) reader.skipTaggedFields();
  return { groupId, generationId, memberId, groupInstanceId };
}

export function encodeHeartbeatRequest(writer: Writer, message: HeartbeatRequest, version: number): void {
  const flexible = version >= 4;
  if (flexible) writer.writeCompactString(message.groupId);
  else writer.writeString(message.groupId);
  writer.writeInt32(message.generationId);
  if (flexible) writer.writeCompactString(message.memberId);
  else writer.writeString(message.memberId);
  if (flexible) writer.writeCompactNullableString(message.groupInstanceId);
  else if (version >= 3) writer.writeNullableString(message.groupInstanceId);
  else if (message.groupInstanceId !== null)
    throw new UnsupportedVersionError('HeartbeatRequest.groupInstanceId', version);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeHeartbeatResponse(reader: Reader, version: number): HeartbeatResponse {
  const flexible = version >= 4;
  const throttleTimeMs = version >= 1 ? reader.readInt32() : 0;
  const errorCode = reader.readInt16();
  if (flexible) reader.skipTaggedFields();
  return { throttleTimeMs, errorCode };
}

export function encodeHeartbeatResponse(writer: Writer, message: HeartbeatResponse, version: number): void {
  const flexible = version >= 4;
  if (version >= 1) writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const heartbeatApi: ApiDescriptor<HeartbeatRequest, HeartbeatResponse> = {
  key: 12,
  name: 'Heartbeat',
  minVersion: 0,
  maxVersion: 4,
  flexibleFrom: 4,
  listeners: ['broker'],
  decodeRequest: decodeHeartbeatRequest,
  encodeRequest: encodeHeartbeatRequest,
  decodeResponse: decodeHeartbeatResponse,
  encodeResponse: encodeHeartbeatResponse,
};
