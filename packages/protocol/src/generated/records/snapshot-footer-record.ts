// Generated from packages/protocol/schemas/records/snapshot-footer-record.ts by `npm run generate`; edit the schema, not this file.
import type { DataDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0, flexible versions 0+. */
export interface SnapshotFooterRecord {
  version: number;
}

export function decodeSnapshotFooterRecord(reader: Reader, _version: number): SnapshotFooterRecord {
  const versionField = reader.readInt16();
  reader.skipTaggedFields();
  return { version: versionField };
}

export function encodeSnapshotFooterRecord(writer: Writer, message: SnapshotFooterRecord, _version: number): void {
  writer.writeInt16(message.version);
  writer.writeUnsignedVarint(0);
}

export const snapshotFooterRecordData: DataDescriptor<SnapshotFooterRecord> = {
  name: 'SnapshotFooterRecord',
  minVersion: 0,
  maxVersion: 0,
  decode: decodeSnapshotFooterRecord,
  encode: encodeSnapshotFooterRecord,
};
