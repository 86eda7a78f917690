import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Meters } from './meters.ts';

const HOUR_MS = 3_600_000;

test('a meter is kept while it is used, and forgotten after an hour without use', () => {
  const meters = new Meters(11_000, () => ({}));
  const first = meters.of('a', 0);
  assert.equal(meters.of('a', HOUR_MS - 1), first);
  meters.of('b', 0);
  meters.of('c', HOUR_MS);
  assert.equal(meters.size, 2, 'b was not used for an hour');
  assert.equal(meters.of('a', HOUR_MS), first);
  meters.of('d', 2 * HOUR_MS);
  assert.equal(meters.size, 1);
});

test('names that are made up do not fill the memory', () => {
  const meters = new Meters(11_000, () => ({}));
  for (let index = 0; index < 60_000; index++) meters.of(`client-${index}`, index);
  assert.ok(meters.size < 30_000, `${meters.size} meters`);
});
