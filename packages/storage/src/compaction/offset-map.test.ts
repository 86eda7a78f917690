import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ENTRY_BYTES, OffsetMap } from './offset-map.ts';

const seed = Number(process.env['SEED'] ?? 1);

test('gives back the last offset of every key, however full it is', () => {
  const keys = fc.array(fc.uint8Array({ maxLength: 3 }), { maxLength: 200 });
  const property = fc.property(keys, (list) => {
    const map = new OffsetMap(list.length + 2, 1);
    const model = new Map<string, number>();
    for (const [offset, key] of list.entries()) {
      map.put(Buffer.from(key), 0, key.length, offset);
      model.set(Buffer.from(key).toString('hex'), offset);
    }
    assert.equal(map.size, model.size);
    for (const [hex, offset] of model) {
      const key = Buffer.from(hex, 'hex');
      assert.equal(map.get(key, 0, key.length), offset);
    }
    assert.equal(map.get(Buffer.from('never there'), 0, 11), -1);
  });
  fc.assert(property, { seed, numRuns: 200 });
});

test('takes no more memory than it is given, and no more than it needs', () => {
  assert.equal(OffsetMap.sized(1000 * ENTRY_BYTES, 0.9, 1e9).capacity, 900);
  assert.ok(OffsetMap.sized(1e9, 0.9, 10).capacity >= 10);
  assert.ok(OffsetMap.sized(1e9, 0.9, 10).capacity < 20);
});
