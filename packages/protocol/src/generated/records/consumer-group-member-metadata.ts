// Generated from packages/protocol/schemas/records/consumer-group-member-metadata.ts by `npm run generate`; edit the schema, not this file.
import type { CoordinatorRecordDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0, flexible versions none. */
export interface ConsumerGroupMemberMetadataKey {
  groupId: string;
  memberId: string;
}

/** Versions 0, flexible versions 0+. */
export interface ConsumerGroupMemberMetadataValue {
  instanceId: string | null;
  rackId: string | null;
  clientId: string;
  clientHost: string;
  subscribedTopicNames: readonly string[];
  subscribedTopicRegex: string | null;
  /** Default -1. */
  rebalanceTimeoutMs: number;
  serverAssignor: string | null;
  /** Tag 0. */
  classicMemberMetadata?: ClassicMemberMetadata | null | undefined;
}

/** Part of ConsumerGroupMemberMetadataValue, versions 0. */
export interface ClassicMemberMetadata {
  sessionTimeoutMs: number;
  supportedProtocols: readonly ClassicProtocol[];
}

/** Part of ConsumerGroupMemberMetadataValue, versions 0. */
export interface ClassicProtocol {
  name: string;
  metadata: Buffer;
}

export function decodeConsumerGroupMemberMetadataKey(reader: Reader, _version: number): ConsumerGroupMemberMetadataKey {
  const groupId = reader.readString();
  const memberId = reader.readString();
  return { groupId, memberId };
}

export function encodeConsumerGroupMemberMetadataKey(
  writer: Writer,
  message: ConsumerGroupMemberMetadataKey,
  _version: number,
): void {
  writer.writeString(message.groupId);
  writer.writeString(message.memberId);
}

export function decodeConsumerGroupMemberMetadataValue(
  reader: Reader,
  version: number,
): ConsumerGroupMemberMetadataValue {
  const instanceId: string | null = reader.readCompactNullableString();
  const rackId: string | null = reader.readCompactNullableString();
  const clientId = reader.readCompactString();
  const clientHost = reader.readCompactString();
  const subscribedTopicNames: string[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    subscribedTopicNames.push(reader.readCompactString());
  }
  const subscribedTopicRegex: string | null = reader.readCompactNullableString();
  const rebalanceTimeoutMs = reader.readInt32();
  const serverAssignor: string | null = reader.readCompactNullableString();
  let classicMemberMetadata: ClassicMemberMetadata | null | undefined;
  for (let left = reader.readTaggedFieldCount(); left > 0; left--) {
    const tag = reader.readUnsignedVarint();
    const end = reader.readTaggedFieldEnd();
    switch (tag) {
      case 0:
        classicMemberMetadata = reader.readUnsignedVarint() === 0 ? null : decodeClassicMemberMetadata(reader, version);
        break;
      default:
        reader.position = end;
    }
    reader.finishTaggedField(end);
  }
  const message: ConsumerGroupMemberMetadataValue = {
    instanceId,
    rackId,
    clientId,
    clientHost,
    subscribedTopicNames,
    subscribedTopicRegex,
    rebalanceTimeoutMs,
    serverAssignor,
  };
  if (classicMemberMetadata !== undefined) message.classicMemberMetadata = classicMemberMetadata;
  return message;
}

export function encodeConsumerGroupMemberMetadataValue(
  writer: Writer,
  message: ConsumerGroupMemberMetadataValue,
  version: number,
): void {
  writer.writeCompactNullableString(message.instanceId);
  writer.writeCompactNullableString(message.rackId);
  writer.writeCompactString(message.clientId);
  writer.writeCompactString(message.clientHost);
  writer.writeCompactArrayLength(message.subscribedTopicNames.length);
  for (const element of message.subscribedTopicNames) writer.writeCompactString(element);
  writer.writeCompactNullableString(message.subscribedTopicRegex);
  writer.writeInt32(message.rebalanceTimeoutMs);
  writer.writeCompactNullableString(message.serverAssignor);
  let taggedFields = 0;
  if (message.classicMemberMetadata !== undefined) taggedFields++;
  writer.writeUnsignedVarint(taggedFields);
  if (message.classicMemberMetadata !== undefined) {
    const field = writer.beginTaggedField(0);
    if (message.classicMemberMetadata === null) {
      writer.writeUnsignedVarint(0);
    } else {
      writer.writeUnsignedVarint(1);
      encodeClassicMemberMetadata(writer, message.classicMemberMetadata, version);
    }
    writer.endTaggedField(field);
  }
}

function decodeClassicMemberMetadata(reader: Reader, version: number): ClassicMemberMetadata {
  const sessionTimeoutMs = reader.readInt32();
  const supportedProtocols: ClassicProtocol[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    supportedProtocols.push(decodeClassicProtocol(reader, version));
  }
  reader.skipTaggedFields();
  return { sessionTimeoutMs, supportedProtocols };
}

function encodeClassicMemberMetadata(writer: Writer, message: ClassicMemberMetadata, version: number): void {
  writer.writeInt32(message.sessionTimeoutMs);
  writer.writeCompactArrayLength(message.supportedProtocols.length);
  for (const element of message.supportedProtocols) encodeClassicProtocol(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeClassicProtocol(reader: Reader, _version: number): ClassicProtocol {
  const name = reader.readCompactString();
  const metadata = reader.readCompactBytes();
  reader.skipTaggedFields();
  return { name, metadata };
}

function encodeClassicProtocol(writer: Writer, message: ClassicProtocol, _version: number): void {
  writer.writeCompactString(message.name);
  writer.writeCompactBytes(message.metadata);
  writer.writeUnsignedVarint(0);
}

export const consumerGroupMemberMetadataRecord: CoordinatorRecordDescriptor<
  ConsumerGroupMemberMetadataKey,
  ConsumerGroupMemberMetadataValue
> = {
  type: 5,
  name: 'ConsumerGroupMemberMetadata',
  key: {
    name: 'ConsumerGroupMemberMetadataKey',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeConsumerGroupMemberMetadataKey,
    encode: encodeConsumerGroupMemberMetadataKey,
  },
  value: {
    name: 'ConsumerGroupMemberMetadataValue',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeConsumerGroupMemberMetadataValue,
    encode: encodeConsumerGroupMemberMetadataValue,
  },
};
