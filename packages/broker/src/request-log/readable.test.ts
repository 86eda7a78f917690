import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readable } from './readable.ts';

test('a message becomes what JSON can hold, with sizes in place of bytes', () => {
  const message = {
    name: 'orders',
    offset: 5n,
    key: Buffer.alloc(3),
    records: [Buffer.alloc(100), Buffer.alloc(20)],
    partitions: [{ index: 0, records: null }],
  };
  assert.deepEqual(readable(message), {
    name: 'orders',
    offset: '5',
    key: '3 bytes',
    records: '120 bytes',
    partitions: [{ index: 0, records: null }],
  });
});

test('of a long list the beginning is shown', () => {
  const shown = readable(Array.from({ length: 150 }, (_, index) => index));
  assert.ok(Array.isArray(shown));
  assert.deepEqual([shown.length, shown.at(-1)], [101, '50 more']);
});
