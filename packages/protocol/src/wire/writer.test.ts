import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Reader } from './reader.ts';
import { Writer } from './writer.ts';

test('the size in front of a message is patched in when it is known', () => {
  const writer = new Writer();
  const size = writer.reserveInt32();
  writer.writeInt16(7);
  writer.writeString('vltava');
  writer.patchInt32(size, writer.size - 4);
  assert.equal(writer.toBuffer().toString('hex'), '0000000a 0007 0006 766c74617661'.replaceAll(' ', ''));
});

test('records are sent by reference, in their place among the other bytes', () => {
  const first = Buffer.from('aaaa', 'hex');
  const second = Buffer.from('bb', 'hex');
  const writer = new Writer(4);
  writer.writeNullableRecords([first, second]);
  writer.writeCompactNullableRecords(null);
  writer.writeCompactRecords(first);
  writer.writeInt8(1);
  const pieces = writer.finish();
  assert.equal(Buffer.concat(pieces).toString('hex'), '00000003 aaaa bb 00 03 aaaa 01'.replaceAll(' ', ''));
  assert.equal(writer.size, 12);
  assert.deepEqual(
    pieces.map((piece) => piece === first || piece === second),
    [false, true, true, false, true, false],
  );
});

test('a tagged field is preceded by its tag and size, whatever the size takes', () => {
  for (const length of [0, 1, 127, 128, 16_383, 16_384]) {
    const writer = new Writer(8);
    const field = writer.beginTaggedField(3);
    for (let index = 0; index < length; index++) writer.writeInt8(index % 100);
    writer.endTaggedField(field);
    writer.writeInt8(-1);
    const reader = new Reader(writer.toBuffer());
    assert.equal(reader.readUnsignedVarint(), 3);
    const end = reader.readTaggedFieldEnd();
    assert.equal(end - reader.position, length);
    for (let index = 0; index < length; index++) assert.equal(reader.readInt8(), index % 100);
    assert.equal(reader.readInt8(), -1);
    assert.equal(reader.remaining, 0);
  }
});

test('strings of any characters survive, short and long', () => {
  const property = fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
    const writer = new Writer(1);
    writer.writeString(text);
    writer.writeCompactString(text);
    const reader = new Reader(writer.toBuffer());
    assert.equal(reader.readString(), text);
    assert.equal(reader.readCompactString(), text);
  });
  fc.assert(property);
});

test('safe integers survive as int64', () => {
  const property = fc.property(fc.maxSafeInteger(), (value) => {
    const writer = new Writer();
    writer.writeInt64(value);
    assert.equal(writer.toBuffer().readBigInt64BE(), BigInt(value));
  });
  fc.assert(property);
});

test('numbers that do not fit are refused and not cut off', () => {
  const writer = new Writer();
  assert.throws(() => writer.writeInt8(128), RangeError);
  assert.throws(() => writer.writeInt16(0x8000), RangeError);
  assert.throws(() => writer.writeUint16(-1), RangeError);
  assert.throws(() => writer.writeInt32(2 ** 31), RangeError);
  assert.throws(() => writer.writeInt32(0.5), RangeError);
  assert.throws(() => writer.writeInt64(2 ** 53), RangeError);
  assert.throws(() => writer.writeInt64(Number.NaN), RangeError);
});

test('a string above 32,767 bytes and a malformed uuid are refused', () => {
  const writer = new Writer();
  writer.writeString('x'.repeat(0x7fff));
  assert.throws(() => writer.writeString('x'.repeat(0x8000)), RangeError);
  assert.throws(() => writer.writeCompactString('ř'.repeat(0x4000)), RangeError);
  assert.throws(() => writer.writeUuid(''), RangeError);
  assert.throws(() => writer.writeUuid('!!!!!!!!!!!!!!!!!!!!!!'), RangeError);
});

test('a writer that was reset writes the next message from the start', () => {
  const writer = new Writer();
  writer.writeNullableRecords(Buffer.from('aa', 'hex'));
  writer.reset();
  writer.writeInt8(5);
  assert.equal(writer.size, 1);
  assert.equal(writer.toBuffer().toString('hex'), '05');
});
