// Generated from packages/protocol/schemas/update-raft-voter.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Uuid } from '../wire/uuid.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0, flexible versions 0+. */
export interface UpdateRaftVoterRequest {
  clusterId: string | null;
  currentLeaderEpoch: number;
  voterId: number;
  voterDirectoryId: Uuid;
  listeners: readonly Listener[];
  kRaftVersionFeature: KRaftVersionFeature;
}

/** Part of UpdateRaftVoterRequest, versions 0. */
export interface Listener {
  /** Unique in its array. */
  name: string;
  host: string;
  port: number;
}

/** Part of UpdateRaftVoterRequest, versions 0. */
export interface KRaftVersionFeature {
  minSupportedVersion: number;
  maxSupportedVersion: number;
}

/** Versions 0, flexible versions 0+. */
export interface UpdateRaftVoterResponse {
  throttleTimeMs: number;
  errorCode: number;
  /** Tag 0. */
  currentLeader?: CurrentLeader | undefined;
}

/** Part of UpdateRaftVoterResponse, versions 0. */
export interface CurrentLeader {
  /** Default -1. */
  leaderId: number;
  /** Default -1. */
  leaderEpoch: number;
  host: string;
  port: number;
}

export function decodeUpdateRaftVoterRequest(reader: Reader, version: number): UpdateRaftVoterRequest {
  const clusterId: string | null = reader.readCompactNullableString();
  const currentLeaderEpoch = reader.readInt32();
  const voterId = reader.readInt32();
  const voterDirectoryId: Uuid = reader.readUuid();
  const listeners: Listener[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    listeners.push(decodeListener(reader, version));
  }
  const kRaftVersionFeature = decodeKRaftVersionFeature(reader, version);
  reader.skipTaggedFields();
  return { clusterId, currentLeaderEpoch, voterId, voterDirectoryId, listeners, kRaftVersionFeature };
}

export function encodeUpdateRaftVoterRequest(writer: Writer, message: UpdateRaftVoterRequest, version: number): void {
  writer.writeCompactNullableString(message.clusterId);
  writer.writeInt32(message.currentLeaderEpoch);
  writer.writeInt32(message.voterId);
  writer.writeUuid(message.voterDirectoryId);
  writer.writeCompactArrayLength(message.listeners.length);
  for (const element of message.listeners) encodeListener(writer, element, version);
  encodeKRaftVersionFeature(writer, message.kRaftVersionFeature, version);
  writer.writeUnsignedVarint(0);
}

function decodeListener(reader: Reader, _version: number): Listener {
  const name = reader.readCompactString();
  const host = reader.readCompactString();
  const port = reader.readUint16();
  reader.skipTaggedFields();
  return { name, host, port };
}

function encodeListener(writer: Writer, message: Listener, _version: number): void {
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

export function decodeUpdateRaftVoterResponse(reader: Reader, version: number): UpdateRaftVoterResponse {
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  let currentLeader: CurrentLeader | undefined;
  for (let left = reader.readTaggedFieldCount(); left > 0; left--) {
    const tag = reader.readUnsignedVarint();
    const end = reader.readTaggedFieldEnd();
    switch (tag) {
      case 0:
        currentLeader = decodeCurrentLeader(reader, version);
        break;
      default:
        reader.position = end;
    }
    reader.finishTaggedField(end);
  }
  const message: UpdateRaftVoterResponse = { throttleTimeMs, errorCode };
  if (currentLeader !== undefined) message.currentLeader = currentLeader;
  return message;
}

export function encodeUpdateRaftVoterResponse(writer: Writer, message: UpdateRaftVoterResponse, version: number): void {
  writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  let taggedFields = 0;
  if (message.currentLeader !== undefined) taggedFields++;
  writer.writeUnsignedVarint(taggedFields);
  if (message.currentLeader !== undefined) {
    const field = writer.beginTaggedField(0);
    encodeCurrentLeader(writer, message.currentLeader, version);
    writer.endTaggedField(field);
  }
}

function decodeCurrentLeader(reader: Reader, _version: number): CurrentLeader {
  const leaderId = reader.readInt32();
  const leaderEpoch = reader.readInt32();
  const host = reader.readCompactString();
  const port = reader.readInt32();
  reader.skipTaggedFields();
  return { leaderId, leaderEpoch, host, port };
}

function encodeCurrentLeader(writer: Writer, message: CurrentLeader, _version: number): void {
  writer.writeInt32(message.leaderId);
  writer.writeInt32(message.leaderEpoch);
  writer.writeCompactString(message.host);
  writer.writeInt32(message.port);
  writer.writeUnsignedVarint(0);
}

export const updateRaftVoterApi: ApiDescriptor<UpdateRaftVoterRequest, UpdateRaftVoterResponse> = {
  key: 82,
  name: 'UpdateRaftVoter',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  listeners: ['controller'],
  decodeRequest: decodeUpdateRaftVoterRequest,
  encodeRequest: encodeUpdateRaftVoterRequest,
  decodeResponse: decodeUpdateRaftVoterResponse,
  encodeResponse: encodeUpdateRaftVoterResponse,
};
