import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RecordBatch } from '@moldau/protocol';
import { someBatch } from '../testing/log-fixtures.ts';
import { LogTail } from './log-tail.ts';
import { TailCache } from './tail-cache.ts';

const everything = { endOffset: Number.MAX_SAFE_INTEGER, maxBytes: 1e9, atLeastOneBatch: true };

test('two logs share the cache, and each keeps the newest run of its batches', () => {
  const cache = new TailCache(4096);
  const tails = [new LogTail(cache), new LogTail(cache)];
  for (let offset = 0; offset < 200; offset++) for (const tail of tails) put(tail, offset);
  for (const tail of tails) {
    const start = tail.startOffset;
    assert.ok(start !== undefined && start > 150, `${start}`);
    assert.equal(tail.read({ ...everything, offset: start - 1 }), undefined);
    const result = tail.read({ ...everything, offset: start });
    assert.equal(result?.byteLength, tail.bytesFrom(start));
    assert.equal(new RecordBatch(Buffer.concat(result?.chunks ?? [])).baseOffset, start);
  }
});

test('a log that no longer appends loses its place to others', () => {
  const cache = new TailCache(4096);
  const [idle, busy] = [new LogTail(cache), new LogTail(cache)];
  put(idle, 0);
  for (let offset = 0; offset < 100; offset++) put(busy, offset);
  assert.equal(idle.startOffset, undefined);
  assert.equal(idle.bytesFrom(0), undefined);
});

test('memory that a reader holds is not written again until it is released', () => {
  const cache = new TailCache(4096);
  const tail = new LogTail(cache);
  put(tail, 0);
  const held = tail.read({ ...everything, offset: 0 });
  const before = Buffer.concat(held?.chunks ?? []);
  for (let offset = 1; offset < 200; offset++) put(tail, offset);
  assert.deepEqual(Buffer.concat(held?.chunks ?? []), before);
  held?.release();
});

test('memory that nobody holds is used again', () => {
  const cache = new TailCache(4096);
  const tail = new LogTail(cache);
  const memories = new Set<ArrayBufferLike>();
  for (let offset = 0; offset < 500; offset++) {
    put(tail, offset);
    for (const chunk of read(tail, offset)) memories.add(chunk.buffer);
  }
  assert.equal(memories.size, 4);
});

test('a truncated tail ends where it was cut and goes on from there', () => {
  const tail = new LogTail(new TailCache(1 << 20));
  for (let offset = 0; offset < 20; offset++) put(tail, offset);
  tail.truncateTo(7);
  put(tail, 7);
  const bytes = someBatch().length;
  assert.deepEqual([tail.bytesFrom(0), tail.bytesFrom(7), tail.bytesFrom(8)], [8 * bytes, bytes, undefined]);
  tail.truncateTo(0);
  assert.equal(tail.startOffset, undefined);
});

test('the batches of logs that take turns lie together, so that reading many is one piece or few', () => {
  const cache = new TailCache(8 << 20);
  const tails = Array.from({ length: 50 }, () => new LogTail(cache));
  for (let offset = 0; offset < 200; offset++) for (const tail of tails) put(tail, offset);
  for (const tail of tails) assert.ok(read(tail, 0).length <= 16, `${read(tail, 0).length} pieces`);
});

test('what a reader still looks at stays as it was when its end is cut off and written anew', () => {
  const tail = new LogTail(new TailCache(8 << 20));
  for (let offset = 0; offset < 20; offset++) put(tail, offset);
  const held = tail.read({ ...everything, offset: 0 });
  const before = Buffer.concat(held?.chunks ?? []);
  tail.truncateTo(10);
  for (let offset = 10; offset < 20; offset++) put(tail, offset, 7);
  assert.deepEqual(Buffer.concat(held?.chunks ?? []), before);
  held?.release();
});

function put(tail: LogTail, offset: number, leaderEpoch = 0): void {
  const batch = someBatch();
  new RecordBatch(batch).baseOffset = offset;
  new RecordBatch(batch).partitionLeaderEpoch = leaderEpoch;
  tail.append(batch, offset, offset + 1);
}

function read(tail: LogTail, offset: number): readonly Buffer[] {
  const result = tail.read({ ...everything, offset });
  result?.release();
  return result?.chunks ?? [];
}
