import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readInt64, writeInt64 } from './int64.ts';

test('safe integers are read and written exactly as 64-bit two’s complement', () => {
  const bytes = Buffer.alloc(8);
  fc.assert(
    fc.property(fc.maxSafeInteger(), (value) => {
      writeInt64(bytes, 0, value);
      assert.equal(bytes.readBigInt64BE(0), BigInt(value));
      assert.equal(readInt64(bytes, 0), value);
    }),
    { examples: [[-1], [0], [Number.MAX_SAFE_INTEGER], [Number.MIN_SAFE_INTEGER], [2 ** 32], [-(2 ** 32)]] },
  );
});

test('a value that is no safe integer never reads as one', () => {
  const bytes = Buffer.alloc(8);
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
      bytes.writeBigInt64BE(value);
      const isSafe = value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER);
      assert.equal(Number.isSafeInteger(readInt64(bytes, 0)), isSafe);
    }),
    { examples: [[2n ** 53n], [-(2n ** 53n)], [2n ** 53n + 1n], [2n ** 63n - 1n]] },
  );
});
