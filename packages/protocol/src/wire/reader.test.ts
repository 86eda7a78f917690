import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_ARRAY_ELEMENTS, MAX_MESSAGE_ELEMENTS } from './limits.ts';
import { MalformedMessageError } from './malformed-message-error.ts';
import { Reader } from './reader.ts';
import { ZERO_UUID } from './uuid.ts';

function reader(hex: string): Reader {
  return new Reader(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
}

test('integers are big-endian and signed, except uint16', () => {
  const bytes = reader('ff fffe fffe fffffffd fffffffffffffffc 00 01');
  assert.equal(bytes.readInt8(), -1);
  assert.equal(bytes.readInt16(), -2);
  assert.equal(bytes.readUint16(), 65534);
  assert.equal(bytes.readInt32(), -3);
  assert.equal(bytes.readInt64(), -4);
  assert.equal(bytes.readBoolean(), false);
  assert.equal(bytes.readBoolean(), true);
  assert.equal(bytes.remaining, 0);
});

test('an int64 is exact up to the largest safe integer and the nearest double beyond it', () => {
  assert.equal(reader('001fffffffffffff').readInt64(), Number.MAX_SAFE_INTEGER);
  assert.equal(reader('ffe0000000000001').readInt64(), Number.MIN_SAFE_INTEGER);
  assert.equal(reader('7fffffffffffffff').readInt64(), 2 ** 63);
  assert.equal(reader('8000000000000000').readInt64(), -(2 ** 63));
  assert.equal(reader('7fffffffffffffff').readInt64Bigint(), 2n ** 63n - 1n);
});

test('a uuid is printed as Kafka prints it', () => {
  assert.equal(reader('00000000000000000000000000000000').readUuid(), ZERO_UUID);
  assert.equal(reader('ffffffffffffffffffffffffffffffff').readUuid(), '_____________________w');
});

test('an unsigned varint takes up to 32 bits and no more', () => {
  assert.equal(reader('00').readUnsignedVarint(), 0);
  assert.equal(reader('ac02').readUnsignedVarint(), 300);
  assert.equal(reader('ffffffff0f').readUnsignedVarint(), 0xffff_ffff);
  assert.throws(() => reader('ffffffff1f').readUnsignedVarint(), MalformedMessageError);
  assert.throws(() => reader('8080808080').readUnsignedVarint(), MalformedMessageError);
});

test('null is -1 in the old encodings and 0 in the compact ones, and is refused where it has no place', () => {
  assert.equal(reader('ffff').readNullableString(), null);
  assert.equal(reader('00').readCompactNullableString(), null);
  assert.equal(reader('ffffffff').readNullableBytes(), null);
  assert.equal(reader('00').readCompactNullableBytes(), null);
  assert.equal(reader('ffffffff').readNullableArrayLength(), -1);
  assert.equal(reader('00').readCompactNullableArrayLength(), -1);
  assert.throws(() => reader('ffff').readString(), MalformedMessageError);
  assert.throws(() => reader('00').readCompactString(), MalformedMessageError);
  assert.throws(() => reader('ffffffff').readBytes(), MalformedMessageError);
  assert.throws(() => reader('00').readCompactArrayLength(), MalformedMessageError);
});

test('other negative lengths are refused', () => {
  assert.throws(() => reader('fffe').readNullableString(), MalformedMessageError);
  assert.throws(() => reader('80000000').readNullableBytes(), MalformedMessageError);
  assert.throws(() => reader('fffffffe').readNullableArrayLength(), MalformedMessageError);
});

test('bytes are a view of the message and not a copy', () => {
  const buffer = Buffer.from('0000000201020304', 'hex');
  const bytes = new Reader(buffer).readBytes();
  assert.equal(bytes.length, 2);
  buffer[4] = 9;
  assert.equal(bytes[0], 9);
});

test('lengths that announce more than is there are refused before anything is allocated', () => {
  assert.throws(() => reader('7fffffff 00').readBytes(), MalformedMessageError);
  assert.throws(() => reader('7fffffff 00').readArrayLength(), MalformedMessageError);
  assert.throws(() => reader('ffffffff0f 00').readCompactBytes(), MalformedMessageError);
  assert.throws(() => reader('ffffffff0f 00').readCompactArrayLength(), MalformedMessageError);
  assert.throws(() => reader('7fff 00').readString(), MalformedMessageError);
  assert.throws(() => reader('ffffffff0f').readTaggedFieldEnd(), MalformedMessageError);
});

test('arrays of more than a million elements are refused even if the bytes are there (B8)', () => {
  const buffer = Buffer.alloc(MAX_ARRAY_ELEMENTS + 100);
  buffer.writeInt32BE(MAX_ARRAY_ELEMENTS);
  assert.equal(new Reader(buffer).readArrayLength(), MAX_ARRAY_ELEMENTS);
  buffer.writeInt32BE(MAX_ARRAY_ELEMENTS + 1);
  assert.throws(() => new Reader(buffer).readArrayLength(), MalformedMessageError);
});

test('nested arrays cannot add up to more elements than a message may have', () => {
  const buffer = Buffer.alloc(MAX_ARRAY_ELEMENTS + 100);
  const bytes = new Reader(buffer);
  buffer.writeInt32BE(MAX_ARRAY_ELEMENTS);
  for (let elements = 0; elements < MAX_MESSAGE_ELEMENTS; elements += MAX_ARRAY_ELEMENTS) {
    bytes.position = 0;
    bytes.readArrayLength();
  }
  bytes.position = 0;
  assert.throws(() => bytes.readArrayLength(), MalformedMessageError);
});

test('more than ten thousand tagged fields in a struct are refused (B8)', () => {
  assert.equal(reader('904e').readTaggedFieldCount(), 10_000);
  assert.throws(() => reader('914e').readTaggedFieldCount(), MalformedMessageError);
});

test('tagged fields that nobody knows are skipped (B12)', () => {
  const bytes = reader('02 05 03 aaaaaa 9001 00 2a');
  bytes.skipTaggedFields();
  assert.equal(bytes.readInt8(), 42);
});

test('nothing is read past the end it was given, though the buffer goes on', () => {
  const bytes = new Reader(Buffer.from('0102030405', 'hex'), 1, 3);
  assert.equal(bytes.readInt16(), 0x0203);
  assert.throws(() => bytes.readInt8(), MalformedMessageError);
});
