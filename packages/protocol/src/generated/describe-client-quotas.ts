// Generated from packages/protocol/schemas/describe-client-quotas.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-1, flexible versions 1+. */
export interface DescribeClientQuotasRequest {
  components: readonly ComponentData[];
  strict: boolean;
}

/** Part of DescribeClientQuotasRequest, versions 0-1. */
export interface ComponentData {
  entityType: string;
  matchType: number;
  match: string | null;
}

/** Versions 0-1, flexible versions 1+. */
export interface DescribeClientQuotasResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  entries: readonly EntryData[] | null;
}

/** Part of DescribeClientQuotasResponse, versions 0-1. */
export interface EntryData {
  entity: readonly EntityData[];
  values: readonly ValueData[];
}

/** Part of DescribeClientQuotasResponse, versions 0-1. */
export interface EntityData {
  entityType: string;
  entityName: string | null;
}

/** Part of DescribeClientQuotasResponse, versions 0-1. */
export interface ValueData {
  key: string;
  value: number;
}

export function decodeDescribeClientQuotasRequest(reader: Reader, version: number): DescribeClientQuotasRequest {
  const flexible = version >= 1;
  const components: ComponentData[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    components.push(decodeComponentData(reader, version));
  }
  const strict = reader.readBoolean();
  if (flexible) reader.skipTaggedFields();
  return { components, strict };
}

export function encodeDescribeClientQuotasRequest(
  writer: Writer,
  message: DescribeClientQuotasRequest,
  version: number,
): void {
  const flexible = version >= 1;
  if (flexible) writer.writeCompactArrayLength(message.components.length);
  else writer.writeArrayLength(message.components.length);
  for (const element of message.components) encodeComponentData(writer, element, version);
  writer.writeBoolean(message.strict);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeComponentData(reader: Reader, version: number): ComponentData {
  const flexible = version >= 1;
  const entityType = flexible ? reader.readCompactString() : reader.readString();
  const matchType = reader.readInt8();
  const match: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  if (flexible) reader.skipTaggedFields();
  return { entityType, matchType, match };
}

function encodeComponentData(writer: Writer, message: ComponentData, version: number): void {
  const flexible = version >= 1;
  if (flexible) writer.writeCompactString(message.entityType);
  else writer.writeString(message.entityType);
  writer.writeInt8(message.matchType);
  if (flexible) writer.writeCompactNullableString(message.match);
  else writer.writeNullableString(message.match);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeDescribeClientQuotasResponse(reader: Reader, version: number): DescribeClientQuotasResponse {
  const flexible = version >= 1;
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  const errorMessage: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  const entriesLength = flexible ? reader.readCompactNullableArrayLength() : reader.readNullableArrayLength();
  let entries: EntryData[] | null = null;
  if (entriesLength >= 0) {
    entries = [];
    for (let left = entriesLength; left > 0; left--) {
      entries.push(decodeEntryData(reader, version));
    }
  }
  if (flexible) reader.skipTaggedFields();
  return { throttleTimeMs, errorCode, errorMessage, entries };
}

export function encodeDescribeClientQuotasResponse(
  writer: Writer,
  message: DescribeClientQuotasResponse,
  version: number,
): void {
  const flexible = version >= 1;
  writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  if (flexible) writer.writeCompactNullableString(message.errorMessage);
  else writer.writeNullableString(message.errorMessage);
  if (flexible) writer.writeCompactArrayLength(message.entries?.length ?? -1);
  else writer.writeArrayLength(message.entries?.length ?? -1);
  for (const element of message.entries ?? []) encodeEntryData(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeEntryData(reader: Reader, version: number): EntryData {
  const flexible = version >= 1;
  const entity: EntityData[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    entity.push(decodeEntityData(reader, version));
  }
  const values: ValueData[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    values.push(decodeValueData(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { entity, values };
}

function encodeEntryData(writer: Writer, message: EntryData, version: number): void {
  const flexible = version >= 1;
  if (flexible) writer.writeCompactArrayLength(message.entity.length);
  else writer.writeArrayLength(message.entity.length);
  for (const element of message.entity) encodeEntityData(writer, element, version);
  if (flexible) writer.writeCompactArrayLength(message.values.length);
  else writer.writeArrayLength(message.values.length);
  for (const element of message.values) encodeValueData(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeEntityData(reader: Reader, version: number): EntityData {
  const flexible = version >= 1;
  const entityType = flexible ? reader.readCompactString() : reader.readString();
  const entityName: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  if (flexible) reader.skipTaggedFields();
  return { entityType, entityName };
}

function encodeEntityData(writer: Writer, message: EntityData, version: number): void {
  const flexible = version >= 1;
  if (flexible) writer.writeCompactString(message.entityType);
  else writer.writeString(message.entityType);
  if (flexible) writer.writeCompactNullableString(message.entityName);
  else writer.writeNullableString(message.entityName);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeValueData(reader: Reader, version: number): ValueData {
  const flexible = version >= 1;
  const key = flexible ? reader.readCompactString() : reader.readString();
  const value = reader.readFloat64();
  if (flexible) reader.skipTaggedFields();
  return { key, value };
}

function encodeValueData(writer: Writer, message: ValueData, version: number): void {
  const flexible = version >= 1;
  if (flexible) writer.writeCompactString(message.key);
  else writer.writeString(message.key);
  writer.writeFloat64(message.value);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const describeClientQuotasApi: ApiDescriptor<DescribeClientQuotasRequest, DescribeClientQuotasResponse> = {
  key: 48,
  name: 'DescribeClientQuotas',
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 1,
  listeners: ['broker'],
  decodeRequest: decodeDescribeClientQuotasRequest,
  encodeRequest: encodeDescribeClientQuotasRequest,
  decodeResponse: decodeDescribeClientQuotasResponse,
  encodeResponse: encodeDescribeClientQuotasResponse,
};
