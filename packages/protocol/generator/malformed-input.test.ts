/** Fuzzing of every decoder in every version. More rounds: `FUZZ=50 node --test <this file>`. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { MalformedMessageError } from '../src/wire/malformed-message-error.ts';
import { Reader } from '../src/wire/reader.ts';
import { Writer } from '../src/wire/writer.ts';
import { allCodecs, arbitraryMessage } from './arbitrary-message.ts';
import { versionsIn } from './versions.ts';

const RUNS = 40 * Number(process.env['FUZZ'] ?? 1);

/** One in three bytes is a length, count or size that no message of such a length can mean. */
const hostileByte = fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0x00, 0x01, 0x7f, 0x80, 0xff));
const hostileBytes = fc.array(hostileByte, { maxLength: 60 }).map((bytes) => Buffer.from(bytes));

const changes = fc.array(fc.record({ at: fc.nat(), byte: hostileByte }), { maxLength: 3 });

const codecs = await allCodecs();

test('random bytes decode to a message or to a MalformedMessageError', () => {
  for (const { message, codec } of codecs) {
    for (const version of versionsIn(message.versions)) {
      const property = fc.property(hostileBytes, (bytes) =>
        decodesOrRefuses(() => codec.decode(new Reader(bytes), version)),
      );
      fc.assert(property, { numRuns: RUNS });
    }
  }
});

test('damaged messages decode to a message or to a MalformedMessageError', () => {
  for (const { message, codec } of codecs) {
    for (const version of versionsIn(message.versions)) {
      const property = fc.property(arbitraryMessage(message, version), changes, fc.nat(), (original, damage, cut) => {
        const bytes = encode(codec, original, version);
        for (const { at, byte } of damage) if (bytes.length > 0) bytes[at % bytes.length] = byte;
        const end = damage.length === 0 ? cut % (bytes.length + 1) : bytes.length;
        decodesOrRefuses(() => codec.decode(new Reader(bytes, 0, end), version));
      });
      fc.assert(property, { numRuns: RUNS });
    }
  }
});

test('a message cut off anywhere is refused, never completed with invented values', () => {
  for (const { message, codec } of codecs) {
    for (const version of versionsIn(message.versions)) {
      const [original] = fc.sample(arbitraryMessage(message, version), { numRuns: 1, seed: version });
      const bytes = encode(codec, original, version);
      for (let end = 0; end < bytes.length; end++) {
        assert.throws(() => codec.decode(new Reader(bytes, 0, end), version), MalformedMessageError);
      }
    }
  }
});

function encode(codec: (typeof codecs)[number]['codec'], message: unknown, version: number): Buffer {
  const writer = new Writer();
  codec.encode(writer, message, version);
  return writer.toBuffer();
}

function decodesOrRefuses(decode: () => unknown): void {
  try {
    decode();
  } catch (error) {
    if (!(error instanceof MalformedMessageError)) throw error;
  }
}
