// Generated from packages/protocol/schemas/records/leader-change-message.ts by `npm run generate`; edit the schema, not this file.
import type { DataDescriptor } from '../../wire/data-descriptor.ts';
import type { Reader } from '../../wire/reader.ts';
import { UnsupportedVersionError } from '../../wire/unsupported-version-error.ts';
import type { Uuid } from '../../wire/uuid.ts';
import { ZERO_UUID } from '../../wire/uuid.ts';
import type { Writer } from '../../wire/writer.ts';

/** Versions 0-1, flexible versions 0+. */
export interface LeaderChangeMessage {
  version: number;
  leaderId: number;
  voters: readonly Voter[];
  grantingVoters: readonly Voter[];
}

/** Part of LeaderChangeMessage, versions 0-1. */
export interface Voter {
  voterId: number;
  /** Versions 1+. */
  voterDirectoryId: Uuid;
}

export function decodeLeaderChangeMessage(reader: Reader, version: number): LeaderChangeMessage {
  const versionField = reader.readInt16();
  const leaderId = reader.readInt32();
  const voters: Voter[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    voters.push(decodeVoter(reader, version));
  }
  const grantingVoters: Voter[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    grantingVoters.push(decodeVoter(reader, version));
  }
  reader.skipTaggedFields();
  return { version: versionField, leaderId, voters, grantingVoters };
}

export function encodeLeaderChangeMessage(writer: Writer, message: LeaderChangeMessage, version: number): void {
  writer.writeInt16(message.version);
  writer.writeInt32(message.leaderId);
  writer.writeCompactArrayLength(message.voters.length);
  for (const element of message.voters) encodeVoter(writer, element, version);
  writer.writeCompactArrayLength(message.grantingVoters.length);
  for (const element of message.grantingVoters) encodeVoter(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeVoter(reader: Reader, version: number): Voter {
  const voterId = reader.readInt32();
  const voterDirectoryId: Uuid = version >= 1 ? reader.readUuid() : ZERO_UUID;
  reader.skipTaggedFields();
  return { voterId, voterDirectoryId };
}

function encodeVoter(writer: Writer, message: Voter, version: number): void {
  writer.writeInt32(message.voterId);
  if (version >= 1) writer.writeUuid(message.voterDirectoryId);
  else if (message.voterDirectoryId !== ZERO_UUID) throw new UnsupportedVersionError('Voter.voterDirectoryId', version);
  writer.writeUnsignedVarint(0);
}

export const leaderChangeMessageData: DataDescriptor<LeaderChangeMessage> = {
  name: 'LeaderChangeMessage',
  minVersion: 0,
  maxVersion: 1,
  decode: decodeLeaderChangeMessage,
  encode: encodeLeaderChangeMessage,
};
