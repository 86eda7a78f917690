// Generated from packages/protocol/schemas/records/streams-group-metadata.ts by `npm run generate`; edit the schema, not this file.
import type { CoordinatorRecordDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0, flexible versions none. */
export interface StreamsGroupMetadataKey {
  groupId: string;
}

/** Versions 0, flexible versions 0+. */
export interface StreamsGroupMetadataValue {
  epoch: number;
  metadataHash: number;
  /** Tag 0, default -1. */
  validatedTopologyEpoch: number;
  /** Tag 1. */
  lastAssignmentConfigs: readonly LastAssignmentConfig[] | null;
}

/** Part of StreamsGroupMetadataValue, versions 0. */
export interface LastAssignmentConfig {
  key: string;
  value: string;
}

export function decodeStreamsGroupMetadataKey(reader: Reader, _version: number): StreamsGroupMetadataKey {
  const groupId = reader.readString();
  return { groupId };
}

export function encodeStreamsGroupMetadataKey(
  writer: Writer,
  message: StreamsGroupMetadataKey,
  _version: number,
): void {
  writer.writeString(message.groupId);
}

export function decodeStreamsGroupMetadataValue(reader: Reader, version: number): StreamsGroupMetadataValue {
  const epoch = reader.readInt32();
  const metadataHash = reader.readInt64();
  let validatedTopologyEpoch: number = -1;
  let lastAssignmentConfigs: readonly LastAssignmentConfig[] | null = [];
  for (let left = reader.readTaggedFieldCount(); left > 0; left--) {
    const tag = reader.readUnsignedVarint();
    const end = reader.readTaggedFieldEnd();
    switch (tag) {
      case 0:
        validatedTopologyEpoch = reader.readInt32();
        break;
      case 1: {
        const length = reader.readCompactNullableArrayLength();
        const elements: LastAssignmentConfig[] = [];
        for (let more = length; more > 0; more--) elements.push(decodeLastAssignmentConfig(reader, version));
        lastAssignmentConfigs = length < 0 ? null : elements;
        break;
      }
      default:
        reader.position = end;
    }
    reader.finishTaggedField(end);
  }
  return { epoch, metadataHash, validatedTopologyEpoch, lastAssignmentConfigs };
}

export function encodeStreamsGroupMetadataValue(
  writer: Writer,
  message: StreamsGroupMetadataValue,
  version: number,
): void {
  writer.writeInt32(message.epoch);
  writer.writeInt64(message.metadataHash);
  let taggedFields = 0;
  if (message.validatedTopologyEpoch !== -1) taggedFields++;
  if (message.lastAssignmentConfigs?.length !== 0) taggedFields++;
  writer.writeUnsignedVarint(taggedFields);
  if (message.validatedTopologyEpoch !== -1) {
    const field = writer.beginTaggedField(0);
    writer.writeInt32(message.validatedTopologyEpoch);
    writer.endTaggedField(field);
  }
  if (message.lastAssignmentConfigs?.length !== 0) {
    const field = writer.beginTaggedField(1);
    writer.writeCompactArrayLength(message.lastAssignmentConfigs?.length ?? -1);
    for (const element of message.lastAssignmentConfigs ?? []) encodeLastAssignmentConfig(writer, element, version);
    writer.endTaggedField(field);
  }
}

function decodeLastAssignmentConfig(reader: Reader, _version: number): LastAssignmentConfig {
  const key = reader.readCompactString();
  const value = reader.readCompactString();
  reader.skipTaggedFields();
  return { key, value };
}

function encodeLastAssignmentConfig(writer: Writer, message: LastAssignmentConfig, _version: number): void {
  writer.writeCompactString(message.key);
  writer.writeCompactString(message.value);
  writer.writeUnsignedVarint(0);
}

export const streamsGroupMetadataRecord: CoordinatorRecordDescriptor<
  StreamsGroupMetadataKey,
  StreamsGroupMetadataValue
> = {
  type: 17,
  name: 'StreamsGroupMetadata',
  key: {
    name: 'StreamsGroupMetadataKey',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeStreamsGroupMetadataKey,
    encode: encodeStreamsGroupMetadataKey,
  },
  value: {
    name: 'StreamsGroupMetadataValue',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeStreamsGroupMetadataValue,
    encode: encodeStreamsGroupMetadataValue,
  },
};
