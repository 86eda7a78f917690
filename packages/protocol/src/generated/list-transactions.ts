// Generated from packages/protocol/schemas/list-transactions.ts by `npm run generate`; edit the schema, not this file.
import type { ApiDescriptor } from '../wire/api-descriptor.ts';
import type { Reader } from '../wire/reader.ts';
import { UnsupportedVersionError } from '../wire/unsupported-version-error.ts';
import type { Writer } from '../wire/writer.ts';

/** Versions 0-2, flexible versions 0+. */
export interface ListTransactionsRequest {
  stateFilters: readonly string[];
  producerIdFilters: readonly number[];
  /** Versions 1+, default -1. */
  durationFilter: number;
  /** Versions 2+. */
  transactionalIdPattern: string | null;
}

/** Versions 0-2, flexible versions 0+. */
export interface ListTransactionsResponse {
  throttleTimeMs: number;
  errorCode: number;
  unknownStateFilters: readonly string[];
  transactionStates: readonly TransactionState[];
}

/** Part of ListTransactionsResponse, versions 0-2. */
export interface TransactionState {
  transactionalId: string;
  producerId: number;
  transactionState: string;
}

export function decodeListTransactionsRequest(reader: Reader, version: number): ListTransactionsRequest {
  const stateFilters: string[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    stateFilters.push(reader.readCompactString());
  }
  const producerIdFilters: number[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    producerIdFilters.push(reader.readInt64());
  }
  const durationFilter = version >= 1 ? reader.readInt64() : -1;
  const transactionalIdPattern: string | null = version >= 2 ? reader.readCompactNullableString() : null;
  reader.skipTaggedFields();
  return { stateFilters, producerIdFilters, durationFilter, transactionalIdPattern };
}

export function encodeListTransactionsRequest(writer: Writer, message: ListTransactionsRequest, version: number): void {
  writer.writeCompactArrayLength(message.stateFilters.length);
  for (const element of message.stateFilters) writer.writeCompactString(element);
  writer.writeCompactArrayLength(message.producerIdFilters.length);
  for (const element of message.producerIdFilters) writer.writeInt64(element);
  if (version >= 1) writer.writeInt64(message.durationFilter);
  else if (message.durationFilter !== -1)
    throw new UnsupportedVersionError('ListTransactionsRequest.durationFilter', version);
  if (version >= 2) writer.writeCompactNullableString(message.transactionalIdPattern);
  else if (message.transactionalIdPattern !== null)
    throw new UnsupportedVersionError('ListTransactionsRequest.transactionalIdPattern', version);
  writer.writeUnsignedVarint(0);
}

export function decodeListTransactionsResponse(reader: Reader, version: number): ListTransactionsResponse {
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  const unknownStateFilters: string[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    unknownStateFilters.push(reader.readCompactString());
  }
  const transactionStates: TransactionState[] = [];
  for (let left = reader.readCompactArrayLength(); left > 0; left--) {
    transactionStates.push(decodeTransactionState(reader, version));
  }
  reader.skipTaggedFields();
  return { throttleTimeMs, errorCode, unknownStateFilters, transactionStates };
}

export function encodeListTransactionsResponse(
  writer: Writer,
  message: ListTransactionsResponse,
  version: number,
): void {
  writer.writeInt32(message.throttleTimeMs);
  writer.writeInt16(message.errorCode);
  writer.writeCompactArrayLength(message.unknownStateFilters.length);
  for (const element of message.unknownStateFilters) writer.writeCompactString(element);
  writer.writeCompactArrayLength(message.transactionStates.length);
  for (const element of message.transactionStates) encodeTransactionState(writer, element, version);
  writer.writeUnsignedVarint(0);
}

function decodeTransactionState(reader: Reader, _version: number): TransactionState {
  const transactionalId = reader.readCompactString();
  const producerId = reader.readInt64();
  const transactionState = reader.readCompactString();
  reader.skipTaggedFields();
  return { transactionalId, producerId, transactionState };
}

function encodeTransactionState(writer: Writer, message: TransactionState, _version: number): void {
  writer.writeCompactString(message.transactionalId);
  writer.writeInt64(message.producerId);
  writer.writeCompactString(message.transactionState);
  writer.writeUnsignedVarint(0);
}

export const listTransactionsApi: ApiDescriptor<ListTransactionsRequest, ListTransactionsResponse> = {
  key: 66,
  name: 'ListTransactions',
  minVersion: 0,
  maxVersion: 2,
  flexibleFrom: 0,
  listeners: ['broker'],
  decodeRequest: decodeListTransactionsRequest,
  encodeRequest: encodeListTransactionsRequest,
  decodeResponse: decodeListTransactionsResponse,
  encodeResponse: encodeListTransactionsResponse,
};
