// Generated from packages/protocol/schemas/alter-client-quotas.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-1, flexible versions 1+. */
export interface AlterClientQuotasRequest {
  entries: readonly AlterClientQuotasRequestEntryData[];
  validateOnly: boolean;
}

/** Part of AlterClientQuotasRequest, versions 0-1. */
export interface AlterClientQuotasRequestEntryData {
  entity: readonly AlterClientQuotasRequestEntityData[];
  ops: readonly OpData[];
}

/** Part of AlterClientQuotasRequest, versions 0-1. */
export interface AlterClientQuotasRequestEntityData {
  entityType: string;
  entityName: string | null;
}

/** Part of AlterClientQuotasRequest, versions 0-1. */
export interface OpData {
  key: string;
  value: number;
  remove: boolean;
}

/** Versions 0-1, flexible versions 1+. */
export interface AlterClientQuotasResponse {
  throttleTimeMs: number;
  entries: readonly AlterClientQuotasResponseEntryData[];
}

/** Part of AlterClientQuotasResponse, versions 0-1. */
export interface AlterClientQuotasResponseEntryData {
  errorCode: number;
  errorMessage: string | null;
  entity: readonly AlterClientQuotasResponseEntityData[];
}

/** Part of AlterClientQuotasResponse, versions 0-1. */
export interface AlterClientQuotasResponseEntityData {
  entityType: string;
  entityName: string | null;
}

export function decodeAlterClientQuotasRequest(reader: Reader, version: number): AlterClientQuotasRequest {
  const flexible = version >= 1;
  const entries: AlterClientQuotasRequestEntryData[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    entries.push(decodeAlterClientQuotasRequestEntryData(reader, version));
  }
  const validateOnly = reader.readBoolean();
  if (flexible) reader.skipTaggedFields();
  return { entries, validateOnly };
}

export function encodeAlterClientQuotasRequest(
  writer: Writer,
  message: AlterClientQuotasRequest,
  version: number,
): void {
  const flexible = version >= 1;
  if (flexible) writer.writeCompactArrayLength(message.entries.length);
  else writer.writeArrayLength(message.entries.length);
  for (const element of message.entries) encodeAlterClientQuotasRequestEntryData(writer, element, version);
  writer.writeBoolean(message.validateOnly);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeAlterClientQuotasRequestEntryData(reader: Reader, version: number): AlterClientQuotasRequestEntryData {
  const flexible = version >= 1;
  const entity: AlterClientQuotasRequestEntityData[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    entity.push(decodeAlterClientQuotasRequestEntityData(reader, version));
  }
  const ops: OpData[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    ops.push(decodeOpData(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { entity, ops };
}

function encodeAlterClientQuotasRequestEntryData(
  writer: Writer,
  message: AlterClientQuotasRequestEntryData,
  version: number,
): void {
  const flexible = version >= 1;
  if (flexible) writer.writeCompactArrayLength(message.entity.length);
  else writer.writeArrayLength(message.entity.length);
  for (const element of message.entity) encodeAlterClientQuotasRequestEntityData(writer, element, version);
  if (flexible) writer.writeCompactArrayLength(message.ops.length);
  else writer.writeArrayLength(message.ops.length);
  for (const element of message.ops) encodeOpData(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeAlterClientQuotasRequestEntityData(reader: Reader, version: number): AlterClientQuotasRequestEntityData {
  const flexible = version >= 1;
  const entityType = flexible ? reader.readCompactString() : reader.readString();
  const entityName: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  if (flexible) reader.skipTaggedFields();
  return { entityType, entityName };
}

function encodeAlterClientQuotasRequestEntityData(
  writer: Writer,
  message: AlterClientQuotasRequestEntityData,
  version: number,
): void {
  const flexible = version >= 1;
  if (flexible) writer.writeCompactString(message.entityType);
  else writer.writeString(message.entityType);
  if (flexible) writer.writeCompactNullableString(message.entityName);
  else writer.writeNullableString(message.entityName);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeOpData(reader: Reader, version: number): OpData {
  const flexible = version >= 1;
  const key = flexible ? reader.readCompactString() : reader.readString();
  const value = reader.readFloat64();
  const remove = reader.readBoolean();
  if (flexible) reader.skipTaggedFields();
  return { key, value, remove };
}

function encodeOpData(writer: Writer, message: OpData, version: number): void {
  const flexible = version >= 1;
  if (flexible) writer.writeCompactString(message.key);
  else writer.writeString(message.key);
  writer.writeFloat64(message.value);
  writer.writeBoolean(message.remove);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function decodeAlterClientQuotasResponse(reader: Reader, version: number): AlterClientQuotasResponse {
  const flexible = version >= 1;
  const throttleTimeMs = reader.readInt32();
  const entries: AlterClientQuotasResponseEntryData[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    entries.push(decodeAlterClientQuotasResponseEntryData(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { throttleTimeMs, entries };
}

export function encodeAlterClientQuotasResponse(
  writer: Writer,
  message: AlterClientQuotasResponse,
  version: number,
): void {
  const flexible = version >= 1;
  writer.writeInt32(message.throttleTimeMs);
  if (flexible) writer.writeCompactArrayLength(message.entries.length);
  else writer.writeArrayLength(message.entries.length);
  for (const element of message.entries) encodeAlterClientQuotasResponseEntryData(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeAlterClientQuotasResponseEntryData(reader: Reader, version: number): AlterClientQuotasResponseEntryData {
  const flexible = version >= 1;
  const errorCode = reader.readInt16();
  const errorMessage: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  const entity: AlterClientQuotasResponseEntityData[] = [];
  for (let left = flexible ? reader.readCompactArrayLength() : reader.readArrayLength(); left > 0; left--) {
    entity.push(decodeAlterClientQuotasResponseEntityData(reader, version));
  }
  if (flexible) reader.skipTaggedFields();
  return { errorCode, errorMessage, entity };
}

function encodeAlterClientQuotasResponseEntryData(
  writer: Writer,
  message: AlterClientQuotasResponseEntryData,
  version: number,
): void {
  const flexible = version >= 1;
  writer.writeInt16(message.errorCode);
  if (flexible) writer.writeCompactNullableString(message.errorMessage);
  else writer.writeNullableString(message.errorMessage);
  if (flexible) writer.writeCompactArrayLength(message.entity.length);
  else writer.writeArrayLength(message.entity.length);
  for (const element of message.entity) encodeAlterClientQuotasResponseEntityData(writer, element, version);
  if (flexible) writer.writeUnsignedVarint(0);
}

function decodeAlterClientQuotasResponseEntityData(
  reader: Reader,
  version: number,
): AlterClientQuotasResponseEntityData {
  const flexible = version >= 1;
  const entityType = flexible ? reader.readCompactString() : reader.readString();
  const entityName: string | null = flexible ? reader.readCompactNullableString() : reader.readNullableString();
  if (flexible) reader.skipTaggedFields();
  return { entityType, entityName };
}

function encodeAlterClientQuotasResponseEntityData(
  writer: Writer,
  message: AlterClientQuotasResponseEntityData,
  version: number,
): void {
  const flexible = version >= 1;
  if (flexible) writer.writeCompactString(message.entityType);
  else writer.writeString(message.entityType);
  if (flexible) writer.writeCompactNullableString(message.entityName);
  else writer.writeNullableString(message.entityName);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const alterClientQuotasApi: ApiDescriptor<AlterClientQuotasRequest, AlterClientQuotasResponse> = {
  key: 49,
  name: 'AlterClientQuotas',
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 1,
  listeners: ['broker', 'controller'],
  decodeRequest: decodeAlterClientQuotasRequest,
  encodeRequest: encodeAlterClientQuotasRequest,
  decodeResponse: decodeAlterClientQuotasResponse,
  encodeResponse: encodeAlterClientQuotasResponse,
};
