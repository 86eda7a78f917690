import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CorruptEpochsError, type EpochEntry, LeaderEpochCache } from './leader-epoch-cache.ts';

function cacheOf(...entries: [epoch: number, startOffset: number][]): LeaderEpochCache {
  return new LeaderEpochCache(entries.map(([epoch, startOffset]) => ({ epoch, startOffset })));
}

function listed(cache: LeaderEpochCache): number[][] {
  return cache.entries.map(({ epoch, startOffset }) => [epoch, startOffset]);
}

test('answers OffsetForLeaderEpoch by the rules of B88', () => {
  const cache = cacheOf([2, 10], [4, 20], [5, 30]);
  assert.deepEqual(cache.endOffsetFor(5, 33), { epoch: 5, endOffset: 33 });
  assert.deepEqual(cache.endOffsetFor(4, 33), { epoch: 4, endOffset: 30 });
  assert.deepEqual(cache.endOffsetFor(3, 33), { epoch: 2, endOffset: 20 });
  assert.deepEqual(cache.endOffsetFor(1, 33), { epoch: 1, endOffset: 10 });
  assert.deepEqual(cache.endOffsetFor(6, 33), { epoch: -1, endOffset: -1 });
  assert.deepEqual(cache.endOffsetFor(-1, 33), { epoch: -1, endOffset: -1 });
  assert.deepEqual(cacheOf().endOffsetFor(0, 0), { epoch: -1, endOffset: -1 });
});

test('knows the epoch of every offset', () => {
  const cache = cacheOf([2, 10], [4, 20]);
  assert.deepEqual(
    [9, 10, 19, 20, 99].map((offset) => cache.epochAt(offset)),
    [-1, 2, 2, 4, 4],
  );
});

test('an epoch is entered once, where it begins, and gives way if it has no record', () => {
  const cache = cacheOf();
  assert.ok(cache.assign(1, 0));
  assert.ok(!cache.assign(1, 5));
  assert.ok(cache.assign(3, 8));
  assert.ok(cache.assign(4, 8));
  assert.deepEqual(listed(cache), [
    [1, 0],
    [4, 8],
  ]);
  assert.equal(cache.latestEpoch, 4);
});

test('an epoch below the latest can never come (R12)', () => {
  assert.throws(() => cacheOf([3, 5]).assign(2, 9), { name: 'AssertionError' });
  assert.throws(() => cacheOf([3, 5]).assign(4, 4), { name: 'AssertionError' });
});

test('cutting the log’s end drops epochs without records, phantom ones at the end too (R12)', () => {
  const cache = cacheOf([1, 0], [2, 10], [3, 20]);
  assert.ok(!cache.truncateFromEnd(21));
  assert.ok(cache.truncateFromEnd(20));
  assert.deepEqual(listed(cache), [
    [1, 0],
    [2, 10],
  ]);
  assert.ok(cache.truncateFromEnd(5));
  assert.deepEqual(listed(cache), [[1, 0]]);
});

test('cutting the log’s start moves the epoch that holds it', () => {
  const cache = cacheOf([1, 0], [2, 10], [3, 20]);
  assert.ok(!cache.truncateFromStart(0));
  assert.ok(cache.truncateFromStart(15));
  assert.deepEqual(listed(cache), [
    [2, 15],
    [3, 20],
  ]);
  assert.ok(cache.truncateFromStart(20));
  assert.deepEqual(listed(cache), [[3, 20]]);
  assert.ok(!cacheOf([3, 20]).truncateFromStart(10));
});

test('entries that no log makes are refused', () => {
  assert.throws(() => cacheOf([2, 0], [1, 5]), CorruptEpochsError);
  assert.throws(() => cacheOf([1, 5], [2, 5]), CorruptEpochsError);
});

test('says of every record what a plain list of epochs says, after any appends and truncations', () => {
  const step = fc.record({ newEpoch: fc.boolean(), records: fc.nat(4), cutEnd: fc.option(fc.nat(30)) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const cache = new LeaderEpochCache();
      const epochs: number[] = [];
      let epoch = 0;
      for (const { newEpoch, records, cutEnd } of steps) {
        if (cutEnd !== null && cutEnd < epochs.length) epochs.length = cutEnd;
        cache.truncateFromEnd(epochs.length);
        if (newEpoch) epoch++;
        for (let count = 0; count < records; count++) {
          cache.assign(epoch, epochs.length);
          epochs.push(epoch);
        }
      }
      assert.deepEqual(
        epochs.map((_, offset) => cache.epochAt(offset)),
        epochs,
      );
      assert.deepEqual(cache.entries, starts(epochs));
    }),
  );
});

function starts(epochs: readonly number[]): EpochEntry[] {
  return epochs.flatMap((epoch, startOffset) => (epochs[startOffset - 1] === epoch ? [] : [{ epoch, startOffset }]));
}
