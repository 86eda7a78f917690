// Generated from packages/protocol/schemas/records/offset-commit.ts by `npm run generate`; edit the schema, not this file.
import type { CoordinatorRecordDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import type { Uuid } from '../../wire/uuid.ts';
import { ZERO_UUID } from '../../wire/uuid.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0, flexible versions none. */
export interface OffsetCommitKey {
  group: string;
  topic: string;
  partition: number;
}

/** Versions 0-4, flexible versions 4+. */
export interface OffsetCommitValue {
  offset: bigint;
  /** Versions 3+, default -1, dropped where it cannot be written. */
  leaderEpoch: number;
  metadata: string;
  commitTimestamp: number;
  /** Versions 1, default -1, dropped where it cannot be written. */
  expireTimestamp: number;
  /** Versions 4+, tag 0, dropped where it cannot be written. */
  topicId: Uuid;
}

export function decodeOffsetCommitKey(reader: Reader, _version: number): OffsetCommitKey {
  const group = reader.readString();
  const topic = reader.readString();
  const partition = reader.readInt32();
  return { group, topic, partition };
}

export function encodeOffsetCommitKey(writer: Writer, message: OffsetCommitKey, _version: number): void {
  writer.writeString(message.group);
  writer.writeString(message.topic);
  writer.writeInt32(message.partition);
}

export function decodeOffsetCommitValue(reader: Reader, version: number): OffsetCommitValue {
  const flexible = version >= 4;
  const offset = reader.readInt64Bigint();
  const leaderEpoch = version >= 3 ? reader.readInt32() : -1;
  const metadata = flexible ? reader.readCompactString() : reader.readString();
  const commitTimestamp = reader.readInt64();
  const expireTimestamp = version === 1 ? reader.readInt64() : -1;
  let topicId: Uuid = ZERO_UUID;
  if (flexible) {
    for (let left = reader.readTaggedFieldCount(); left > 0; left--) {
      const tag = reader.readUnsignedVarint();
      const end = reader.readTaggedFieldEnd();
      switch (tag) {
        case 0:
          topicId = reader.readUuid();
          break;
        default:
          reader.position = end;
      }
      reader.finishTaggedField(end);
    }
  }
  return { offset, leaderEpoch, metadata, commitTimestamp, expireTimestamp, topicId };
}

export function encodeOffsetCommitValue(writer: Writer, message: OffsetCommitValue, version: number): void {
  const flexible = version >= 4;
  writer.writeInt64Bigint(message.offset);
  if (version >= 3) writer.writeInt32(message.leaderEpoch);
  if (flexible) writer.writeCompactString(message.metadata);
  else writer.writeString(message.metadata);
  writer.writeInt64(message.commitTimestamp);
  if (version === 1) writer.writeInt64(message.expireTimestamp);
  if (flexible) {
    let taggedFields = 0;
    if (message.topicId !== ZERO_UUID) taggedFields++;
    writer.writeUnsignedVarint(taggedFields);
    if (message.topicId !== ZERO_UUID) {
      const field = writer.beginTaggedField(0);
      writer.writeUuid(message.topicId);
      writer.endTaggedField(field);
    }
  }
}

export const offsetCommitRecord: CoordinatorRecordDescriptor<OffsetCommitKey, OffsetCommitValue> = {
  type: 1,
  name: 'OffsetCommit',
  key: {
    name: 'OffsetCommitKey',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeOffsetCommitKey,
    encode: encodeOffsetCommitKey,
  },
  value: {
    name: 'OffsetCommitValue',
    minVersion: 0,
    maxVersion: 4,
    decode: decodeOffsetCommitValue,
    encode: encodeOffsetCommitValue,
  },
};
