import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { RecentHistogram } from './recent-histogram.ts';

test('percentiles of small numbers are exact', () => {
  const histogram = new RecentHistogram();
  for (let value = 1; value <= 10; value++) histogram.record(value);
  assert.deepEqual(histogram.values([0.1, 0.5, 0.9, 1]), [1, 5, 9, 10]);
  assert.deepEqual([histogram.count, histogram.sum], [10, 55]);
});

test('without values every percentile is 0', () => {
  assert.deepEqual(new RecentHistogram().values([0.5, 0.999]), [0, 0]);
});

test('a percentile is off by 7 % at most, over nine powers of ten', () => {
  const value = fc.integer({ min: 1, max: 2 ** 31 - 2 });
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 200 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (values, at) => {
        const histogram = new RecentHistogram();
        for (const each of values) histogram.record(each);
        const [found = -1] = histogram.values([at]);
        const sorted = values.toSorted((a, b) => a - b);
        const exact = sorted[Math.max(1, Math.ceil(at * sorted.length)) - 1] ?? -1;
        assert.ok(Math.abs(found - exact) <= exact * 0.07, `${found} for ${exact}`);
      },
    ),
    { seed: Number(process.env['SEED'] ?? 1), numRuns: 100 * Number(process.env['FUZZ'] ?? 1) },
  );
});

test('fractions of the unit count, and what is too large counts as the largest', () => {
  const histogram = new RecentHistogram(1000);
  histogram.record(0.007);
  assert.deepEqual(histogram.values([1]), [0.007]);
  histogram.record(1e12);
  assert.ok((histogram.values([1])[0] ?? 0) > 2e6);
});

test('percentiles forget what came before the last rotation, counts and sums do not', () => {
  const histogram = new RecentHistogram();
  histogram.record(3);
  histogram.rotate();
  histogram.record(9);
  assert.deepEqual(histogram.values([0.5, 1]), [3, 9]);
  histogram.rotate();
  assert.deepEqual(histogram.values([0.5, 1]), [9, 9]);
  histogram.rotate();
  assert.deepEqual(histogram.values([0.5, 1]), [0, 0]);
  assert.deepEqual([histogram.count, histogram.sum], [2, 12]);
});
