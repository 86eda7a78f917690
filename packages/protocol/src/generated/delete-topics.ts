// Generated from packages/protocol/schemas/delete-topics.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Uuid } from '../wire/uuid.ts';
import { ZERO_UUID } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 1-6, flexible versions 4+. */
export interface DeleteTopicsRequest {
  /** Versions 6+. */
  topics: readonly DeleteTopicState[];
  /** Versions 0-5, dropped where it cannot be written. */
  topicNames: readonly string[];
  timeoutMs: number;
}

/** Part of DeleteTopicsRequest, versions 6. */
export interface DeleteTopicState {
  name: string | null;
  topicId: Uuid;
}

/** Versions 1-6, flexible versions 4+. */
export interface DeleteTopicsResponse {
  throttleTimeMs: number;
  responses: readonly DeletableTopicResult[];
}

/** Part of DeleteTopicsResponse, versions 1-6. */
export interface DeletableTopicResult {
  /** Null in versions 6+, unique in its array. */
  name: string | null;
  /** Versions 6+, dropped where it cannot be written. */
  topicId: Uuid;
  errorCode: number;
  /** Versions 5+, dropped where it cannot be written. */
  errorMessage: string | null;
}

export function decodeDeleteTopicsRequest(reader: Reader, version: number): DeleteTopicsRequest {
  const flexible = version >= 4;
  const topics: DeleteTopicState[] = [];
  for (let left = version >= 6 ? reader.readCompactArrayLength() : 0; left > 0; left--) {
    topics.push(decodeDeleteTopicState(reader, version));
  }
  const topicNames: string[] = [];
  const topicNamesLength =
    flexible && version <= 5 ? reader.readCompactArrayLength() : version <= 3 ? reader.readArrayLength() : 0;
  for (let left = topicNamesLength; left > 0; left--) {
    topicNames.push(flexible ? reader.readCompactString() : reader.readString());
  }
  const timeoutMs = reader.readInt32();
  if (flexible) reader.skipTaggedFields();
  return { topics, topicNames, timeoutMs };
}

export function encodeDeleteTopicsRequest(writer: Writer, message: DeleteTopicsRequest, version: number): void {
  const flexible = version >= 4;
  if (version >= 6) {
    writer.writeCompactArrayLength(message.topics.length);
    for (const element of message.topics) encodeDeleteTopicState(writer, element, version);
  } else if (message.topics.length > 0) {
    throw new UnsupportedVersionError('DeleteTopicsRequest.topics', version);
  }
  if (version <= 5) {
    if (flexible) writer.writeCompactArrayLength(message.topicNames.length);
    else writer.writeArrayLength(message.topicNames.length);
    for (const element of message.topicNames) {
      if (flexible) writer.writeCompactString(element);
      else writer.writeString(element);
    }
  }
  writer.writeInt32(message.timeoutMs);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeDeleteTopicState(reader: Reader, _version: number): DeleteTopicState {
  const name: string | null = reader.readCompactNullableString();
  const topicId: Uuid = reader.readUuid();
  reader.skipTaggedFields();
  return { name, topicId };
}

function encodeDeleteTopicState(writer: Writer, message: DeleteTopicState, _version: number): void {
  writer.writeCompactNullableString(message.name);
  writer.writeUuid(message.topicId);
  writer.writeUnsignedVarint(0);
}

export function decodeDeleteTopicsResponse(reader: Reader, version: number): DeleteTopicsResponse {
  const flexible = version >= 4;
  const throttleTimeMs = reader.readInt32();
  const responses: DeletableTopicResult[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    responses.push(decodeDeletableTopicResult(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { throttleTimeMs, responses };
}

export function encodeDeleteTopicsResponse(writer: Writer, message: DeleteTopicsResponse, version: number): void {
  const flexible = version >= 4;
  writer.writeInt32(message.throttleTimeMs);
  if (flexible) writer.writeCompactArrayLength(message.responses.length);
  else writer.writeArrayLength(message.responses.length);
  for (const element of message.responses) encodeDeletableTopicResult(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeDeletableTopicResult(reader: Reader, version: number): DeletableTopicResult {
  const flexible = version >= 4;
  const name: string | null =
    version >= 6 ? reader.readCompactNullableString() : flexible ? reader.readCompactString() : reader.readString();
  const topicId: Uuid = version >= 6 ? reader.readUuid() : ZERO_UUID;
  const errorCode = reader.readInt16();
  const errorMessage: string | null = version >= 5 ? reader.readCompactNullableString() : null;
  if (flexible) reader.skipTaggedFields();
  return { name, topicId, errorCode, errorMessage };
}

function encodeDeletableTopicResult(writer: Writer, message: DeletableTopicResult, version: number): void {
  const flexible = version >= 4;
  if (version >= 6) {
    writer.writeCompactNullableString(message.name);
  } else if (flexible) {
    if (message.name === null) throw new UnsupportedVersionError('DeletableTopicResult.name of null', version);
    writer.writeCompactString(message.name);
  } else {
    if (message.name === null) throw new UnsupportedVersionError('DeletableTopicResult.name of null', version);
    writer.writeString(message.name);
  }
  if (version >= 6) writer.writeUuid(message.topicId);
  writer.writeInt16(message.errorCode);
  if (version >= 5) writer.writeCompactNullableString(message.errorMessage);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const deleteTopicsApi: ApiDescriptor<DeleteTopicsRequest, DeleteTopicsResponse> = {
  key: 20,
  name: 'DeleteTopics',
  minVersion: 1,
  maxVersion: 6,
  flexibleFrom: 4,
  listeners: ['broker', 'controller'],
  decodeRequest: decodeDeleteTopicsRequest,
  encodeRequest: encodeDeleteTopicsRequest,
  decodeResponse: decodeDeleteTopicsResponse,
  encodeResponse: encodeDeleteTopicsResponse,
};
