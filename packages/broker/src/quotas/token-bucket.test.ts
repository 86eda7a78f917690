import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TokenBucket } from './token-bucket.ts';

const windows = { count: 11, sizeMs: 1000 };

test('a bucket begins full, and fills up at its rate but not beyond', () => {
  const bucket = new TokenBucket(windows);
  assert.equal(bucket.tokens(2, 1000), 22);
  bucket.take(10, 2, 1000);
  assert.equal(bucket.tokens(2, 2500), 15);
  assert.equal(bucket.tokens(2, 100_000), 22);
});

test('what is larger than the bucket leaves a debt that takes its time to be paid', () => {
  const bucket = new TokenBucket(windows);
  bucket.take(32, 2, 0);
  assert.equal(bucket.tokens(2, 0), -10);
  assert.equal(bucket.debtMs(2, 0), 5000);
  assert.equal(bucket.debtMs(2, 4000), 1000);
  assert.equal(bucket.debtMs(2, 9000), 0);
});

test('a rate that becomes lower makes the bucket smaller', () => {
  const bucket = new TokenBucket(windows);
  assert.equal(bucket.tokens(100, 0), 1100);
  assert.equal(bucket.tokens(1, 0), 11);
});
