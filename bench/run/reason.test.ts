import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reasonOf } from './reason.ts';

test('a reason is one line that says nothing about the machine’s directories', () => {
  const error = new Error('cannot open /home/somebody/bench/x.frames for 1/2 of the load\n    at …');
  assert.equal(reasonOf(error), 'cannot open … for 1/2 of the load');
  assert.equal(reasonOf('a text'), 'a text');
});
