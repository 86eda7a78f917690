// Generated from packages/protocol/schemas/records/share-snapshot.ts by `npm run generate`; edit the schema, not this file.
import type { CoordinatorRecordDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import type { Uuid } from '../../wire/uuid.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0, flexible versions none. */
export interface ShareSnapshotKey {
  groupId: string;
  topicId: Uuid;
  partition: number;
}

/** Versions 0, flexible versions 0+. */
export interface ShareSnapshotValue {
  snapshotEpoch: number;
  stateEpoch: number;
  leaderEpoch: number;
  startOffset: number;
  /** Tag 0, default -1. */
  deliveryCompleteCount: number;
  createTimestamp: number;
  writeTimestamp: number;
  stateBatches: readonly StateBatch[];
}

/** Part of ShareSnapshotValue, versions 0. */
export interface StateBatch {
  firstOffset: number;
  lastOffset: number;
  deliveryState: number;
  deliveryCount: number;
}

export function decodeShareSnapshotKey(reader: Reader, _version: number): ShareSnapshotKey {
  const groupId = reader.readString();
  const topicId: Uuid = reader.readUuid();
  const partition = reader.readInt32();
  return { groupId, topicId, partition };
}

export function encodeShareSnapshotKey(writer: Writer, message: ShareSnapshotKey, _version: number): void {
  writer.writeString(message.groupId);
  writer.writeUuid(message.topicId);
  writer.writeInt32(message.partition);
}

export function decodeShareSnapshotValue(reader: Reader, version: number): ShareSnapshotValue {
  const snapshotEpoch = reader.readInt32();
  const stateEpoch = reader.readInt32();
  const leaderEpoch = reader.readInt32();
  const startOffset = reader.readInt64();
  const createTimestamp = reader.readInt64();
  const writeTimestamp = reader.readInt64();
  const stateBatches: StateBatch[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    stateBatches.push(decodeStateBatch(reader, version));
  }
  let deliveryCompleteCount: number = -1;
  for (let left = reader.readTaggedFieldCount(); left > 0; left--) {
    const tag = reader.readUnsignedVarint();
    const end = reader.readTaggedFieldEnd();
    switch (tag) {
      case 0:
        deliveryCompleteCount = reader.readInt32();
        break;
      default:
        reader.position = end;
    }
    reader.finishTaggedField(end);
  }
  return {
    snapshotEpoch,
    stateEpoch,
    leaderEpoch,
    startOffset,
    deliveryCompleteCount,
    createTimestamp,
    writeTimestamp,
    stateBatches,
  };
}

export function encodeShareSnapshotValue(writer: Writer, message: ShareSnapshotValue, version: number): void {
  writer.writeInt32(message.snapshotEpoch);
  writer.writeInt32(message.stateEpoch);
  writer.writeInt32(message.leaderEpoch);
  writer.writeInt64(message.startOffset);
  writer.writeInt64(message.createTimestamp);
  writer.writeInt64(message.writeTimestamp);
  writer.writeCompactArrayLength(message.stateBatches.length);
  for (const element of message.stateBatches) encodeStateBatch(writer, element, version);
  let taggedFields = 0;
  if (message.deliveryCompleteCount !== -1) taggedFields++;
  writer.writeUnsignedVarint(taggedFields);
  if (message.deliveryCompleteCount !== -1) {
    const field = writer.beginTaggedField(0);
    writer.writeInt32(message.deliveryCompleteCount);
    writer.endTaggedField(field);
  }
}

function decodeStateBatch(reader: Reader, _version: number): StateBatch {
  const firstOffset = reader.readInt64();
  const lastOffset = reader.readInt64();
  const deliveryState = reader.readInt8();
  const deliveryCount = reader.readInt16();
  reader.skipTaggedFields();
  return { firstOffset, lastOffset, deliveryState, deliveryCount };
}

function encodeStateBatch(writer: Writer, message: StateBatch, _version: number): void {
  writer.writeInt64(message.firstOffset);
  writer.writeInt64(message.lastOffset);
  writer.writeInt8(message.deliveryState);
  writer.writeInt16(message.deliveryCount);
  writer.writeUnsignedVarint(0);
}

export const shareSnapshotRecord: CoordinatorRecordDescriptor<ShareSnapshotKey, ShareSnapshotValue> = {
  type: 0,
  name: 'ShareSnapshot',
  key: {
    name: 'ShareSnapshotKey',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeShareSnapshotKey,
    encode: encodeShareSnapshotKey,
  },
  value: {
    name: 'ShareSnapshotValue',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeShareSnapshotValue,
    encode: encodeShareSnapshotValue,
  },
};
