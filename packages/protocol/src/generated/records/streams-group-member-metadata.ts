// Generated from packages/protocol/schemas/records/streams-group-member-metadata.ts by `npm run generate`; edit the schema, not this file.
import type { CoordinatorRecordDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0, flexible versions none. */
export interface StreamsGroupMemberMetadataKey {
  groupId: string;
  memberId: string;
}

/** Versions 0, flexible versions 0+. */
export interface StreamsGroupMemberMetadataValue {
  instanceId: string | null;
  rackId: string | null;
  clientId: string;
  clientHost: string;
  /** Default -1. */
  rebalanceTimeoutMs: number;
  topologyEpoch: number;
  processId: string;
  userEndpoint: Endpoint | null;
  clientTags: readonly KeyValue[];
}

/** Part of StreamsGroupMemberMetadataValue, versions 0. */
export interface Endpoint {
  host: string;
  port: number;
}

/** Part of StreamsGroupMemberMetadataValue, versions 0. */
export interface KeyValue {
  key: string;
  value: string;
}

export function decodeStreamsGroupMemberMetadataKey(reader: Reader, _version: number): StreamsGroupMemberMetadataKey {
  const groupId = reader.readString();
  const memberId = reader.readString();
  return { groupId, memberId };
}

export function encodeStreamsGroupMemberMetadataKey(
  writer: Writer,
  message: StreamsGroupMemberMetadataKey,
  _version: number,
): void {
  writer.writeString(message.groupId);
  writer.writeString(message.memberId);
}

export function decodeStreamsGroupMemberMetadataValue(
  reader: Reader,
  version: number,
): StreamsGroupMemberMetadataValue {
  const instanceId: string | null = reader.readCompactNullableString();
  const rackId: string | null = reader.readCompactNullableString();
  const clientId = reader.readCompactString();
  const clientHost = reader.readCompactString();
  const rebalanceTimeoutMs = reader.readInt32();
  const topologyEpoch = reader.readInt32();
  const processId = reader.readCompactString();
  const userEndpoint: Endpoint | null = reader.readInt8() < 0 ? null : decodeEndpoint(reader, version);
  const clientTags: KeyValue[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    clientTags.push(decodeKeyValue(reader, version));
  }
  reader.skipTaggedFields();
  return {
    instanceId,
    rackId,
    clientId,
    clientHost,
    rebalanceTimeoutMs,
    topologyEpoch,
    processId,
    userEndpoint,
    clientTags,
  };
}

export function encodeStreamsGroupMemberMetadataValue(
  writer: Writer,
  message: StreamsGroupMemberMetadataValue,
  version: number,
): void {
  writer.writeCompactNullableString(message.instanceId);
  writer.writeCompactNullableString(message.rackId);
  writer.writeCompactString(message.clientId);
  writer.writeCompactString(message.clientHost);
  writer.writeInt32(message.rebalanceTimeoutMs);
  writer.writeInt32(message.topologyEpoch);
  writer.writeCompactString(message.processId);
  if (message.userEndpoint === null) {
    writer.writeInt8(-1);
  } else {
    writer.writeInt8(1);
    encodeEndpoint(writer, message.userEndpoint, version);
  }
  writer.writeCompactArrayLength(message.clientTags.length);
  for (const element of message.clientTags) encodeKeyValue(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeEndpoint(reader: Reader, _version: number): Endpoint {
  const host = reader.readCompactString();
  const port = reader.readUint16();
  reader.skipTaggedFields();
  return { host, port };
}

function encodeEndpoint(writer: Writer, message: Endpoint, _version: number): void {
  writer.writeCompactString(message.host);
  writer.writeUint16(message.port);
  writer.writeUnsignedVarint(0);
}

function decodeKeyValue(reader: Reader, _version: number): KeyValue {
  const key = reader.readCompactString();
  const value = reader.readCompactString();
  reader.skipTaggedFields();
  return { key, value };
}

function encodeKeyValue(writer: Writer, message: KeyValue, _version: number): void {
  writer.writeCompactString(message.key);
  writer.writeCompactString(message.value);
  writer.writeUnsignedVarint(0);
}

export const streamsGroupMemberMetadataRecord: CoordinatorRecordDescriptor<
  StreamsGroupMemberMetadataKey,
  StreamsGroupMemberMetadataValue
> = {
  type: 19,
  name: 'StreamsGroupMemberMetadata',
  key: {
    name: 'StreamsGroupMemberMetadataKey',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeStreamsGroupMemberMetadataKey,
    encode: encodeStreamsGroupMemberMetadataKey,
  },
  value: {
    name: 'StreamsGroupMemberMetadataValue',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeStreamsGroupMemberMetadataValue,
    encode: encodeStreamsGroupMemberMetadataValue,
  },
};
