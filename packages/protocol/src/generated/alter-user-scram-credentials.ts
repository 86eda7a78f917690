// Generated from packages/protocol/schemas/alter-user-scram-credentials.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0, flexible versions 0+. */
export interface AlterUserScramCredentialsRequest {
  deletions: readonly ScramCredentialDeletion[];
  upsertions: readonly ScramCredentialUpsertion[];
}

/** Part of AlterUserScramCredentialsRequest, versions 0. */
export interface ScramCredentialDeletion {
  name: string;
  mechanism: number;
}

/** Part of AlterUserScramCredentialsRequest, versions 0. */
export interface ScramCredentialUpsertion {
  name: string;
  mechanism: number;
  iterations: number;
  salt: Buffer;
  saltedPassword: Buffer;
}

/** Versions 0, flexible versions 0+. */
export interface AlterUserScramCredentialsResponse {
  throttleTimeMs: number;
  results: readonly AlterUserScramCredentialsResult[];
}

/** Part of AlterUserScramCredentialsResponse, versions 0. */
export interface AlterUserScramCredentialsResult {
  user: string;
  errorCode: number;
  errorMessage: string | null;
}

export function decodeAlterUserScramCredentialsRequest(
  reader: Reader,
  version: number,
): AlterUserScramCredentialsRequest {
  const deletions: ScramCredentialDeletion[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    deletions.push(decodeScramCredentialDeletion(reader, version));
  }
  const upsertions: ScramCredentialUpsertion[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    upsertions.push(decodeScramCredentialUpsertion(reader, version));
  }
  reader.skipTaggedFields();
  return { deletions, upsertions };
}

export function encodeAlterUserScramCredentialsRequest(
  writer: Writer,
  message: AlterUserScramCredentialsRequest,
  version: number,
): void {
  writer.writeCompactArrayLength(message.deletions.length);
  for (const element of message.deletions) encodeScramCredentialDeletion(writer, element, version);
  writer.writeCompactArrayLength(message.upsertions.length);
  for (const element of message.upsertions) encodeScramCredentialUpsertion(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeScramCredentialDeletion(reader: Reader, _version: number): ScramCredentialDeletion {
  const name = reader.readCompactString();
  const mechanism = reader.readInt8();
  reader.skipTaggedFields();
  return { name, mechanism };
}

function encodeScramCredentialDeletion(writer: Writer, message: ScramCredentialDeletion, _version: number): void {
  writer.writeCompactString(message.name);
  writer.writeInt8(message.mechanism);
  writer.writeUnsignedVarint(0);
}

function decodeScramCredentialUpsertion(reader: Reader, _version: number): ScramCredentialUpsertion {
  const name = reader.readCompactString();
  const mechanism = reader.readInt8();
  const iterations = reader.readInt32();
  const salt = reader.readCompactBytes();
  const saltedPassword = reader.readCompactBytes();
  reader.skipTaggedFields();
  return { name, mechanism, iterations, salt, saltedPassword };
}

function encodeScramCredentialUpsertion(writer: Writer, message: ScramCredentialUpsertion, _version: number): void {
  writer.writeCompactString(message.name);
  writer.writeInt8(message.mechanism);
  writer.writeInt32(message.iterations);
  writer.writeCompactBytes(message.salt);
  writer.writeCompactBytes(message.saltedPassword);
  writer.writeUnsignedVarint(0);
}

export function decodeAlterUserScramCredentialsResponse(
  reader: Reader,
  version: number,
): AlterUserScramCredentialsResponse {
  const throttleTimeMs = reader.readInt32();
  const results: AlterUserScramCredentialsResult[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    results.push(decodeAlterUserScramCredentialsResult(reader, version));
  }
  reader.skipTaggedFields();
  return { throttleTimeMs, results };
}

export function encodeAlterUserScramCredentialsResponse(
  writer: Writer,
  message: AlterUserScramCredentialsResponse,
  version: number,
): void {
  writer.writeInt32(message.throttleTimeMs);
  writer.writeCompactArrayLength(message.results.length);
  for (const element of message.results) encodeAlterUserScramCredentialsResult(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeAlterUserScramCredentialsResult(reader: Reader, _version: number): AlterUserScramCredentialsResult {
  const user = reader.readCompactString();
  const errorCode = reader.readInt16();
  const errorMessage: string | null = reader.readCompactNullableString();
  reader.skipTaggedFields();
  return { user, errorCode, errorMessage };
}

function encodeAlterUserScramCredentialsResult(
  writer: Writer,
  message: AlterUserScramCredentialsResult,
  _version: number,
): void {
  writer.writeCompactString(message.user);
  writer.writeInt16(message.errorCode);
  writer.writeCompactNullableString(message.errorMessage);
  writer.writeUnsignedVarint(0);
}

export const alterUserScramCredentialsApi: ApiDescriptor<
  AlterUserScramCredentialsRequest,
  AlterUserScramCredentialsResponse
> = {
  key: 51,
  name: 'AlterUserScramCredentials',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  listeners: ['broker', 'controller'],
  decodeRequest: decodeAlterUserScramCredentialsRequest,
  encodeRequest: encodeAlterUserScramCredentialsRequest,
  decodeResponse: decodeAlterUserScramCredentialsResponse,
  encodeResponse: encodeAlterUserScramCredentialsResponse,
};
