// Generated from packages/protocol/schemas/records/kraft-version-record.ts by `npm run generate`; edit the schema, not this file.
import type { DataDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0, flexible versions 0+. */
export interface KRaftVersionRecord {
  version: number;
  kRaftVersion: number;
}

export function decodeKRaftVersionRecord(reader: Reader, _version: number): KRaftVersionRecord {
  const versionField = reader.readInt16();
  const kRaftVersion = reader.readInt16();
  reader.skipTaggedFields();
  return { version: versionField, kRaftVersion };
}

export function encodeKRaftVersionRecord(writer: Writer, message: KRaftVersionRecord, _version: number): void {
  writer.writeInt16(message.version);
  writer.writeInt16(message.kRaftVersion);
  writer.writeUnsignedVarint(0);
}

export const kRaftVersionRecordData: DataDescriptor<KRaftVersionRecord> = {
  name: 'KRaftVersionRecord',
  minVersion: 0,
  maxVersion: 0,
  decode: decodeKRaftVersionRecord,
  encode: encodeKRaftVersionRecord,
};
