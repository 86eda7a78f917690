// Generated from packages/protocol/schemas/records/voters-record.ts by `npm run generate`; edit the schema, not this file.
import type { DataDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import type { Uuid } from '../../wire/uuid.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0, flexible versions 0+. */
export interface VotersRecord {
  version: number;
  voters: readonly Voter[];
}

/** Part of VotersRecord, versions 0. */
export interface Voter {
  voterId: number;
  voterDirectoryId: Uuid;
  endpoints: readonly Endpoint[];
  kRaftVersionFeature: KRaftVersionFeature;
}

/** Part of VotersRecord, versions 0. */
export interface Endpoint {
  /** Unique in its array. */
  name: string;
  host: string;
  port: number;
}

/** Part of VotersRecord, versions 0. */
export interface KRaftVersionFeature {
  minSupportedVersion: number;
  maxSupportedVersion: number;
}

export function decodeVotersRecord(reader: Reader, version: number): VotersRecord {
  const versionField = reader.readInt16();
  const voters: Voter[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    voters.push(decodeVoter(reader, version));
  }
  reader.skipTaggedFields();
  return { version: versionField, voters };
}

export function encodeVotersRecord(writer: Writer, message: VotersRecord, version: number): void {
  writer.writeInt16(message.version);
  writer.writeCompactArrayLength(message.voters.length);
  for (const element of message.voters) encodeVoter(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeVoter(reader: Reader, version: number): Voter {
  const voterId = reader.readInt32();
  const voterDirectoryId: Uuid = reader.readUuid();
  const endpoints: Endpoint[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    endpoints.push(decodeEndpoint(reader, version));
  }
  const kRaftVersionFeature = decodeKRaftVersionFeature(reader, version);
  reader.skipTaggedFields();
  return { voterId, voterDirectoryId, endpoints, kRaftVersionFeature };
}

function encodeVoter(writer: Writer, message: Voter, version: number): void {
  writer.writeInt32(message.voterId);
  writer.writeUuid(message.voterDirectoryId);
  writer.writeCompactArrayLength(message.endpoints.length);
  for (const element of message.endpoints) encodeEndpoint(writer, element, version);
  encodeKRaftVersionFeature(writer, message.kRaftVersionFeature, version);
  writer.writeUnsignedVarint(0);
}

function decodeEndpoint(reader: Reader, _version: number): Endpoint {
  const name = reader.readCompactString();
  const host = reader.readCompactString();
  const port = reader.readUint16();
  reader.skipTaggedFields();
  return { name, host, port };
}

function encodeEndpoint(writer: Writer, message: Endpoint, _version: number): void {
  writer.writeCompactString(message.name);
  writer.writeCompactString(message.host);
  writer.writeUint16(message.port);
  writer.writeUnsignedVarint(0);
}

function decodeKRaftVersionFeature(reader: Reader, _version: number): KRaftVersionFeature {
  const minSupportedVersion = reader.readInt16();
  const maxSupportedVersion = reader.readInt16();
  reader.skipTaggedFields();
  return { minSupportedVersion, maxSupportedVersion };
}

function encodeKRaftVersionFeature(writer: Writer, message: KRaftVersionFeature, _version: number): void {
  writer.writeInt16(message.minSupportedVersion);
  writer.writeInt16(message.maxSupportedVersion);
  writer.writeUnsignedVarint(0);
}

export const votersRecordData: DataDescriptor<VotersRecord> = {
  name: 'VotersRecord',
  minVersion: 0,
  maxVersion: 0,
  decode: decodeVotersRecord,
  encode: encodeVotersRecord,
};
