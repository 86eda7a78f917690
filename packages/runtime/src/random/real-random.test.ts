import assert from 'node:assert/strict';
import { test } from 'node:test';
import { realRandom } from './real-random.ts';

test('bytes, integers within their bound and version 4 UUIDs, each time others', () => {
  assert.equal(realRandom.bytes(16).length, 16);
  assert.ok(!realRandom.bytes(16).equals(realRandom.bytes(16)));
  for (let draw = 0; draw < 100; draw++) assert.ok([0, 1, 2].includes(realRandom.integer(3)));
  assert.ok(realRandom.integer(2 ** 32) < 2 ** 32);
  assert.match(realRandom.uuid(), /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});
