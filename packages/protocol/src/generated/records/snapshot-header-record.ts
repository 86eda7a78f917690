// Generated from packages/protocol/schemas/records/snapshot-header-record.ts by `npm run generate`; edit the schema, not this file.
import type { DataDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0, flexible versions 0+. */
export interface SnapshotHeaderRecord {
  version: number;
  lastContainedLogTimestamp: number;
}

export function decodeSnapshotHeaderRecord(reader: Reader, _version: number): SnapshotHeaderRecord {
  const versionField = reader.readInt16();
  const lastContainedLogTimestamp = reader.readInt64();
  reader.skipTaggedFields();
  return { version: versionField, lastContainedLogTimestamp };
}

export function encodeSnapshotHeaderRecord(writer: Writer, message: SnapshotHeaderRecord, _version: number): void {
  writer.writeInt16(message.version);
  writer.writeInt64(message.lastContainedLogTimestamp);
  writer.writeUnsignedVarint(0);
}

export const snapshotHeaderRecordData: DataDescriptor<SnapshotHeaderRecord> = {
  name: 'SnapshotHeaderRecord',
  minVersion: 0,
  maxVersion: 0,
  decode: decodeSnapshotHeaderRecord,
  encode: encodeSnapshotHeaderRecord,
};
