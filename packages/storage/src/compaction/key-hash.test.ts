import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KeyHash } from './key-hash.ts';

function hashOf(key: Buffer, start = 0, end = key.length): string {
  const hash = new KeyHash();
  hash.set(key, start, end);
  return [hash.word1, hash.word2, hash.word3, hash.word4]
    .map((word) => (word >>> 0).toString(16).padStart(8, '0'))
    .join('');
}

test('keys hash as by the x86 variant of MurmurHash3 of 128 bits', () => {
  assert.equal(hashOf(Buffer.alloc(0)), '0'.repeat(32));
  const verse = Buffer.from('I will not buy this record, it is scratched.');
  assert.equal(hashOf(verse), 'a0a9683b25ac5e40d9af2895890dddf5');
  assert.equal(hashOf(Buffer.from('abcdefg')), '90b541d909863ade4a7769284a776928');
});

test('keys that differ in a byte or in trailing zeros have different hashes', () => {
  const hashes = new Set<string>();
  let count = 0;
  for (let length = 0; length <= 40; length++) {
    for (let at = 0; at <= length; at++) {
      const key = Buffer.alloc(length);
      if (at < length) key[at] = 1;
      hashes.add(hashOf(key));
      count++;
    }
  }
  assert.equal(hashes.size, count);
});

test('a key hashes the same wherever it lies', () => {
  const key = Buffer.from('somewhere in the middle of a batch');
  const around = Buffer.from('xyz');
  assert.equal(hashOf(Buffer.concat([around, key, around]), 3, 3 + key.length), hashOf(key));
});
