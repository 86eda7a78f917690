import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Outcome, Round } from './results.ts';
import { summaryOf, summaryOfCell, summaryOfRatio } from './statistics.ts';

function round(moldau: number | undefined, kafka: number | undefined): Round {
  const outcome = (value: number | undefined): Record<string, Outcome> =>
    value === undefined ? {} : { speed: { samples: { rate: value } } };
  return { outcomes: { moldau: outcome(moldau), kafka: outcome(kafka) } };
}

const moldau = { column: 'moldau', measure: 'speed', figure: 'rate' } as const;
const kafka = { ...moldau, column: 'kafka' } as const;

describe('a summary', () => {
  test('has the median, the extremes and the count, in whatever order the values came', () => {
    assert.deepEqual(summaryOf([5, 1, 9]), { median: 5, min: 1, max: 9, count: 3 });
  });

  test('of an even number of values has its median between the middle two', () => {
    assert.deepEqual(summaryOf([4, 1, 2, 9]), { median: 3, min: 1, max: 9, count: 4 });
  });

  test('of nothing, or of nothing finite, is none', () => {
    assert.equal(summaryOf([]), undefined);
    assert.equal(summaryOf([Number.NaN, Number.POSITIVE_INFINITY]), undefined);
  });
});

describe('a ratio', () => {
  test('is taken within each round, not between medians', () => {
    const rounds = [round(100, 10), round(20, 10), round(10, 5)];
    assert.deepEqual(summaryOfRatio(rounds, moldau, kafka), { median: 2, min: 2, max: 10, count: 3 });
    assert.equal(summaryOfCell(rounds, moldau)?.median, 20);
  });

  test('leaves out rounds that lack either side', () => {
    const rounds = [round(4, 2), round(undefined, 2), round(4, undefined)];
    assert.equal(summaryOfRatio(rounds, moldau, kafka)?.count, 1);
    assert.equal(summaryOfRatio(rounds.slice(1), moldau, kafka), undefined);
  });

  test('does not count a failed measure', () => {
    const failed: Round = {
      outcomes: { moldau: { speed: { failed: 'no' } }, kafka: { speed: { samples: { rate: 1 } } } },
    };
    assert.equal(summaryOfRatio([failed], moldau, kafka), undefined);
  });
});
