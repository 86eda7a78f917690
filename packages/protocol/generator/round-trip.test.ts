import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Reader } from '../src/wire/reader.ts';
import { Writer } from '../src/wire/writer.ts';
import { allCodecs, arbitraryMessage } from './arbitrary-message.ts';
import { printVersions, versionsIn } from './versions.ts';

const RUNS = 20 * Number(process.env['FUZZ'] ?? 1);

for (const { message, codec } of await allCodecs()) {
  test(`${message.name} survives encoding and decoding in versions ${printVersions(message.versions)}`, () => {
    for (const version of versionsIn(message.versions)) {
      const roundTrip = fc.property(arbitraryMessage(message, version), (original) => {
        const writer = new Writer(16);
        codec.encode(writer, original, version);
        const reader = new Reader(writer.toBuffer());
        assert.deepStrictEqual(codec.decode(reader, version), original);
        assert.equal(reader.remaining, 0);
      });
      fc.assert(roundTrip, { numRuns: RUNS });
    }
  });
}
