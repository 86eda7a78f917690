import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TargetName } from '../brokers/bench-broker.ts';
import type { Measure } from '../measures/measure.ts';
import { orderInRound, runsInRound } from './plan.ts';

const targets: readonly TargetName[] = ['moldau', 'kafka', 'floor'];

describe('the plan', () => {
  test('gives every target every place in turn', () => {
    const firsts = [0, 1, 2].map((round) => orderInRound(targets, round)[0]);
    assert.deepEqual(firsts, ['moldau', 'kafka', 'floor']);
    assert.deepEqual(orderInRound(targets, 3), ['floor', 'kafka', 'moldau']);
  });

  test('alternates two targets', () => {
    const two = targets.slice(0, 2);
    assert.deepEqual(orderInRound(two, 0), ['moldau', 'kafka']);
    assert.deepEqual(orderInRound(two, 1), ['kafka', 'moldau']);
  });

  test('runs a costly measure in fewer rounds where it says so', () => {
    const measure: Measure = {
      name: 'many',
      title: 'Many',
      figures: [],
      targets: ['moldau', 'kafka'],
      quick: false,
      roundsMax: { kafka: 1 },
      run: () => Promise.resolve({}),
    };
    assert.deepEqual(
      [0, 1].map((round) => runsInRound(measure, 'kafka', round)),
      [true, false],
    );
    assert.equal(runsInRound(measure, 'moldau', 4), true);
    assert.equal(runsInRound(measure, 'floor', 0), false);
  });
});
