import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorCodesOf } from './error-codes.ts';

test('Produce and Fetch are counted by partition, Fetch also as a whole', () => {
  const partitions = [{ errorCode: 0 }, { errorCode: 3 }, { errorCode: 0 }];
  const produce = { responses: [{ partitionResponses: partitions }], throttleTimeMs: 0 };
  assert.deepEqual(
    [...errorCodesOf('Produce', produce)],
    [
      [0, 2],
      [3, 1],
    ],
  );
  const fetch = { errorCode: 0, responses: [{ partitions }] };
  assert.deepEqual(
    [...errorCodesOf('Fetch', fetch)],
    [
      [0, 3],
      [3, 1],
    ],
  );
});

test('other answers are counted wherever they have errors', () => {
  const answer = { errorCode: -1, groups: [{ errorCode: 15, members: [{ errorCode: 0, id: Buffer.from('x') }] }] };
  assert.deepEqual(
    [...errorCodesOf('DescribeGroups', answer)],
    [
      [-1, 1],
      [0, 1],
      [15, 1],
    ],
  );
});

test('an answer that speaks of no error counts as none', () => {
  assert.deepEqual([...errorCodesOf('Metadata', { brokers: [] })], [[0, 1]]);
});

test('of a very long answer the beginning is counted', () => {
  const topics = Array.from({ length: 10_000 }, () => ({ errorCode: 0 }));
  const [[, count = 0] = []] = errorCodesOf('Metadata', { topics });
  assert.ok(count > 100 && count < 500);
});
