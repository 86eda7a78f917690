import assert from 'node:assert/strict';
import { test } from 'node:test';
import { payloadLines } from './payloads.ts';

test('every value is as long as asked for, in bytes and in characters, and most differ', () => {
  for (const size of [100, 1000]) {
    const lines = payloadLines(size, 200).trimEnd().split('\n');
    assert.equal(lines.length, 200);
    for (const line of lines) assert.match(line, /^[ -~]+$/);
    assert.deepEqual([...new Set(lines.map((line) => Buffer.byteLength(line)))], [size]);
    assert.ok(new Set(lines).size > 190);
  }
});
