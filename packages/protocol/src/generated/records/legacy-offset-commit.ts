// Generated from packages/protocol/schemas/records/legacy-offset-commit.ts by `npm run generate`; edit the schema, not this file.
import type { CoordinatorRecordDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0, flexible versions none. */
export interface LegacyOffsetCommitKey {
  group: string;
  topic: string;
  partition: number;
}

/** Versions 0, flexible versions none. */
export interface LegacyOffsetCommitValue {
  offset: number;
  metadata: string;
  commitTimestamp: number;
}

export function decodeLegacyOffsetCommitKey(reader: Reader, _version: number): LegacyOffsetCommitKey {
  const group = reader.readString();
  const topic = reader.readString();
  const partition = reader.readInt32();
  return { group, topic, partition };
}

export function encodeLegacyOffsetCommitKey(writer: Writer, message: LegacyOffsetCommitKey, _version: number): void {
  writer.writeString(message.group);
  writer.writeString(message.topic);
  writer.writeInt32(message.partition);
}

export function decodeLegacyOffsetCommitValue(reader: Reader, _version: number): LegacyOffsetCommitValue {
  const offset = reader.readInt64();
  const metadata = reader.readString();
  const commitTimestamp = reader.readInt64();
  return { offset, metadata, commitTimestamp };
}

export function encodeLegacyOffsetCommitValue(
  writer: Writer,
  message: LegacyOffsetCommitValue,
  _version: number,
): void {
  writer.writeInt64(message.offset);
  writer.writeString(message.metadata);
  writer.writeInt64(message.commitTimestamp);
}

export const legacyOffsetCommitRecord: CoordinatorRecordDescriptor<LegacyOffsetCommitKey, LegacyOffsetCommitValue> = {
  type: 0,
  name: 'LegacyOffsetCommit',
  key: {
    name: 'LegacyOffsetCommitKey',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeLegacyOffsetCommitKey,
    encode: encodeLegacyOffsetCommitKey,
  },
  value: {
    name: 'LegacyOffsetCommitValue',
    minVersion: 0,
    maxVersion: 0,
    decode: decodeLegacyOffsetCommitValue,
    encode: encodeLegacyOffsetCommitValue,
  },
};
