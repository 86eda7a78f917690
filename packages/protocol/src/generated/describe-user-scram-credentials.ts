// Generated from packages/protocol/schemas/describe-user-scram-credentials.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0, flexible versions 0+. */
export interface DescribeUserScramCredentialsRequest {
  users: readonly UserName[] | null;
}

/** Part of DescribeUserScramCredentialsRequest, versions 0. */
export interface UserName {
  name: string;
}

/** Versions 0, flexible versions 0+. */
export interface DescribeUserScramCredentialsResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  results: readonly DescribeUserScramCredentialsResult[];
}

/** Part of DescribeUserScramCredentialsResponse, versions 0. */
export interface DescribeUserScramCredentialsResult {
  user: string;
  errorCode: number;
  errorMessage: string | null;
  credentialInfos: readonly CredentialInfo[];
}

/** Part of DescribeUserScramCredentialsResponse, versions 0. */
export interface CredentialInfo {
  mechanism: number;
  iterations: number;
}

export function decodeDescribeUserScramCredentialsRequest(
  reader: Reader,
  version: number,
): DescribeUserScramCredentialsRequest {
  const usersLength = reader.readCompactNullableArrayLength();
  let users: UserName[] | null = null;
  if (usersLength >= 0) {
    users = [];
    for (let left = usersLength; left > 0; left--) {
      users.push(decodeUserName(reader, version));
    }
  }
  reader.skipTaggedFields();
  return { users };
}

export function encodeDescribeUserScramCredentialsRequest(
  writer: Writer,
  message: DescribeUserScramCredentialsRequest,
  version: number,
): void {
  writer.writeCompactArrayLength(message.users?.length ?? -1);
  for (const element of message.users ?? []) encodeUserName(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeUserName(reader: Reader, _version: number): UserName {
  const name = reader.readCompactString();
  reader.skipTaggedFields();
  return { name };
}

function encodeUserName(writer: Writer, message: UserName, _version: number): void {
  writer.writeCompactString(message.name);
  writer.writeUnsignedVarint(0);
}

export function decodeDescribeUserScramCredentialsResponse(
  reader: Reader,
  version: number,
): DescribeUserScramCredentialsResponse {
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  const errorMessage: string | null = reader.readCompactNullableString();
  const results: DescribeUserScramCredentialsResult[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    results.push(decodeDescribeUserScramCredentialsResult(reader, version));
  }
  reader.skipTaggedFields();
  return { throttleTimeMs, errorCode, errorMessage, results };
}

export function encodeDescribeUserScramCredentialsResponse(
  writer: Writer,
  message: DescribeUserScramCredentialsResponse,
  version: number,
): void {
  writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  writer.writeCompactNullableString(message.errorMessage);
  writer.writeCompactArrayLength(message.results.length);
  for (const element of message.results) encodeDescribeUserScramCredentialsResult(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeDescribeUserScramCredentialsResult(reader: Reader, version: number): DescribeUserScramCredentialsResult {
  const user = reader.readCompactString();
  const errorCode = reader.readInt16();
  const errorMessage: string | null = reader.readCompactNullableString();
  const credentialInfos: CredentialInfo[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    credentialInfos.push(decodeCredentialInfo(reader, version));
  }
  reader.skipTaggedFields();
  return { user, errorCode, errorMessage, credentialInfos };
}

function encodeDescribeUserScramCredentialsResult(
  writer: Writer,
  message: DescribeUserScramCredentialsResult,
  version: number,
): void {
  writer.writeCompactString(message.user);
  writer.writeInt16(message.errorCode);
  writer.writeCompactNullableString(message.errorMessage);
  writer.writeCompactArrayLength(message.credentialInfos.length);
  for (const element of message.credentialInfos) encodeCredentialInfo(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeCredentialInfo(reader: Reader, _version: number): CredentialInfo {
  const mechanism = reader.readInt8();
  const iterations = reader.readInt32();
  reader.skipTaggedFields();
  return { mechanism, iterations };
}

function encodeCredentialInfo(writer: Writer, message: CredentialInfo, _version: number): void {
  writer.writeInt8(message.mechanism);
  writer.writeInt32(message.iterations);
  writer.writeUnsignedVarint(0);
}

export const describeUserScramCredentialsApi: ApiDescriptor<
  DescribeUserScramCredentialsRequest,
  DescribeUserScramCredentialsResponse
> = {
  key: 50,
  name: 'DescribeUserScramCredentials',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  listeners: ['broker', 'controller'],
  decodeRequest: decodeDescribeUserScramCredentialsRequest,
  encodeRequest: encodeDescribeUserScramCredentialsRequest,
  decodeResponse: decodeDescribeUserScramCredentialsResponse,
  encodeResponse: encodeDescribeUserScramCredentialsResponse,
};
