import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiKey } from '../generated/api-keys.ts';
import { MalformedMessageError } from './malformed-message-error.ts';
import {
  decodeRequestHeader,
  decodeResponseHeader,
  encodeRequestHeader,
  encodeResponseHeader,
  requestHeaderVersion,
  responseHeaderVersion,
} from './message-headers.ts';
import { Reader } from './reader.ts';
import { Writer } from './writer.ts';

function reader(hex: string): Reader {
  return new Reader(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
}

test('flexible versions have request header 2 with tagged fields, the client id stays as it was (B12)', () => {
  const bytes = reader('0003 0009 0000002a 0002 6d65 00 ff');
  const header = decodeRequestHeader(bytes);
  assert.deepEqual(header, { requestApiKey: 3, requestApiVersion: 9, correlationId: 42, clientId: 'me' });
  assert.equal(bytes.remaining, 1);
});

test('other versions have request header 1, and a null client id is valid (B8)', () => {
  const bytes = reader('0003 0008 0000002a ffff ff');
  const header = decodeRequestHeader(bytes);
  assert.deepEqual(header, { requestApiKey: 3, requestApiVersion: 8, correlationId: 42, clientId: null });
  assert.equal(bytes.remaining, 1);
});

test('ApiVersions of a version that does not exist still has a header that can be read (B2)', () => {
  assert.equal(decodeRequestHeader(reader('0012 7fff 00000001 0000 00')).requestApiVersion, 32767);
});

test('an unknown API and a truncated header are refused (B8)', () => {
  assert.throws(() => decodeRequestHeader(reader('03e8 0000 00000001 0000')), MalformedMessageError);
  assert.throws(() => decodeRequestHeader(reader('0004 0000 00000001 0000')), MalformedMessageError);
  assert.throws(() => decodeRequestHeader(reader('0003 0009 0000')), MalformedMessageError);
});

test('SaslHandshake and OffsetDelete are never flexible (B12)', () => {
  assert.equal(requestHeaderVersion(ApiKey.SaslHandshake, 1), 1);
  assert.equal(requestHeaderVersion(ApiKey.OffsetDelete, 0), 1);
});

test('an ApiVersions response begins with the bare correlation id in every version (B1)', () => {
  for (let version = 0; version <= 4; version++) {
    const writer = new Writer();
    encodeResponseHeader(writer, 7, ApiKey.ApiVersions, version);
    assert.equal(writer.toBuffer().toString('hex'), '00000007');
  }
  assert.equal(responseHeaderVersion(ApiKey.Metadata, 8), 0);
  assert.equal(responseHeaderVersion(ApiKey.Metadata, 9), 1);
});

test('headers survive a round trip', () => {
  const header = { requestApiKey: ApiKey.Fetch, requestApiVersion: 17, correlationId: -1, clientId: 'c' };
  const writer = new Writer();
  encodeRequestHeader(writer, header);
  encodeResponseHeader(writer, 9, ApiKey.Fetch, 17);
  const bytes = new Reader(writer.toBuffer());
  assert.deepEqual(decodeRequestHeader(bytes), header);
  assert.equal(decodeResponseHeader(bytes, ApiKey.Fetch, 17), 9);
  assert.equal(bytes.remaining, 0);
});
