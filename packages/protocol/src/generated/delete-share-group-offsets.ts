// Generated from packages/protocol/schemas/delete-share-group-offsets.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Uuid } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0, flexible versions 0+. */
export interface DeleteShareGroupOffsetsRequest {
  groupId: string;
  topics: readonly DeleteShareGroupOffsetsRequestTopic[];
}

/** Part of DeleteShareGroupOffsetsRequest, versions 0. */
export interface DeleteShareGroupOffsetsRequestTopic {
  topicName: string;
}

/** Versions 0, flexible versions 0+. */
export interface DeleteShareGroupOffsetsResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  responses: readonly DeleteShareGroupOffsetsResponseTopic[];
}

/** Part of DeleteShareGroupOffsetsResponse, versions 0. */
export interface DeleteShareGroupOffsetsResponseTopic {
  topicName: string;
  topicId: Uuid;
  errorCode: number;
  errorMessage: string | null;
}

export function decodeDeleteShareGroupOffsetsRequest(reader: Reader, version: number): DeleteShareGroupOffsetsRequest {
  const groupId = reader.readCompactString();
  const topics: DeleteShareGroupOffsetsRequestTopic[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    topics.push(decodeDeleteShareGroupOffsetsRequestTopic(reader, version));
  }
  reader.skipTaggedFields();
  return { groupId, topics };
}

export function encodeDeleteShareGroupOffsetsRequest(
  writer: Writer,
  message: DeleteShareGroupOffsetsRequest,
  version: number,
): void {
  writer.writeCompactString(message.groupId);
  writer.writeCompactArrayLength(message.topics.length);
  for (const element of message.topics) encodeDeleteShareGroupOffsetsRequestTopic(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeDeleteShareGroupOffsetsRequestTopic(
  reader: Reader,
  _version: number,
): DeleteShareGroupOffsetsRequestTopic {
  const topicName = reader.readCompactString();
  reader.skipTaggedFields();
  return { topicName };
}

function encodeDeleteShareGroupOffsetsRequestTopic(
  writer: Writer,
  message: DeleteShareGroupOffsetsRequestTopic,
  _version: number,
): void {
  writer.writeCompactString(message.topicName);
  writer.writeUnsignedVarint(0);
}

export function decodeDeleteShareGroupOffsetsResponse(
  reader: Reader,
  version: number,
): DeleteShareGroupOffsetsResponse {
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  const errorMessage: string | null = reader.readCompactNullableString();
  const responses: DeleteShareGroupOffsetsResponseTopic[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    responses.push(decodeDeleteShareGroupOffsetsResponseTopic(reader, version));
  }
  reader.skipTaggedFields();
  return { throttleTimeMs, errorCode, errorMessage, responses };
}

export function encodeDeleteShareGroupOffsetsResponse(
  writer: Writer,
  message: DeleteShareGroupOffsetsResponse,
  version: number,
): void {
  writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  writer.writeCompactNullableString(message.errorMessage);
  writer.writeCompactArrayLength(message.responses.length);
  for (const element of message.responses) encodeDeleteShareGroupOffsetsResponseTopic(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeDeleteShareGroupOffsetsResponseTopic(
  reader: Reader,
  _version: number,
): DeleteShareGroupOffsetsResponseTopic {
  const topicName = reader.readCompactString();
  const topicId: Uuid = reader.readUuid();
  const errorCode = reader.readInt16();
  const errorMessage: string | null = reader.readCompactNullableString();
  reader.skipTaggedFields();
  return { topicName, topicId, errorCode, errorMessage };
}

function encodeDeleteShareGroupOffsetsResponseTopic(
  writer: Writer,
  message: DeleteShareGroupOffsetsResponseTopic,
  _version: number,
): void {
  writer.writeCompactString(message.topicName);
  writer.writeUuid(message.topicId);
  writer.writeInt16(message.errorCode);
  writer.writeCompactNullableString(message.errorMessage);
  writer.writeUnsignedVarint(0);
}

export const deleteShareGroupOffsetsApi: ApiDescriptor<
  DeleteShareGroupOffsetsRequest,
  DeleteShareGroupOffsetsResponse
> = {
  key: 92,
  name: 'DeleteShareGroupOffsets',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  listeners: ['broker'],
  decodeRequest: decodeDeleteShareGroupOffsetsRequest,
  encodeRequest: encodeDeleteShareGroupOffsetsRequest,
  decodeResponse: decodeDeleteShareGroupOffsetsResponse,
  encodeResponse: encodeDeleteShareGroupOffsetsResponse,
};
