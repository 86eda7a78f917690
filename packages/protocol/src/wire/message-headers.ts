/**
 * Which version of the request and response headers goes with a version of an API: flexible versions have the newer
 * ones, except that the ApiVersions response always has the oldest, so that a client can read it whatever it speaks
 * (B1, B12).
 */
import { ApiKey, apiKeys } from '../generated/api-keys.ts';
import type { RequestHeader } from '../generated/headers.ts';
import {
  decodeRequestHeader as decodeRequestHeaderVersion,
  decodeResponseHeader as decodeResponseHeaderVersion,
  encodeRequestHeader as encodeRequestHeaderVersion,
  encodeResponseHeader as encodeResponseHeaderVersion,
} from '../generated/headers.ts';
import { MalformedMessageError } from './malformed-message-error.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

export function requestHeaderVersion(apiKey: number, apiVersion: number): number {
  return isFlexible(apiKey, apiVersion) ? 2 : 1;
}

export function responseHeaderVersion(apiKey: number, apiVersion: number): number {
  return apiKey !== ApiKey.ApiVersions && isFlexible(apiKey, apiVersion) ? 1 : 0;
}

/**
 * Reads the header of a request and leaves the reader at its body. The version of the API may be one that does not
 * exist (B2). Throws MalformedMessageError for an unknown API too, since then nobody knows the header's form (B8).
 */
export function decodeRequestHeader(reader: Reader): RequestHeader {
  const start = reader.position;
  const apiKey = reader.readInt16();
  const apiVersion = reader.readInt16();
  if (!apiKeys.has(apiKey)) throw new MalformedMessageError(`a request of the unknown api key ${apiKey}`);
  reader.position = start;
  return decodeRequestHeaderVersion(reader, requestHeaderVersion(apiKey, apiVersion));
}

export function encodeRequestHeader(writer: Writer, header: RequestHeader): void {
  encodeRequestHeaderVersion(writer, header, requestHeaderVersion(header.requestApiKey, header.requestApiVersion));
}

/** Reads the header of the response to a request of that API and version and returns its correlation id. */
export function decodeResponseHeader(reader: Reader, apiKey: number, apiVersion: number): number {
  return decodeResponseHeaderVersion(reader, responseHeaderVersion(apiKey, apiVersion)).correlationId;
}

export function encodeResponseHeader(writer: Writer, correlationId: number, apiKey: number, apiVersion: number): void {
  encodeResponseHeaderVersion(writer, { correlationId }, responseHeaderVersion(apiKey, apiVersion));
}

function isFlexible(apiKey: number, apiVersion: number): boolean {
  return apiVersion >= (apiKeys.get(apiKey)?.flexibleFrom ?? Number.POSITIVE_INFINITY);
}
