import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guardTable } from './table.ts';

test('the guard takes ratios within rounds', () => {
  const figure = { name: 'rate', title: 'produce', unit: 'MB/s', better: 'higher' } as const;
  const side = (rate: number) => new Map([['bulk', { rate }]]);
  const pairs = [
    { current: side(100), previous: side(50) },
    { current: side(30), previous: side(30) },
    { current: side(90), previous: side(60) },
  ];
  const { rows } = guardTable([{ name: 'bulk', title: 'Bulk', figures: [figure] }], pairs, 'abc1234');
  assert.deepEqual(rows, [
    ['Bulk: produce', 'MB/s', '50.0 (30.0–60.0)', '90.0 (30.0–100)', '1.50× (1.00×–2.00×)', 'higher is better'],
  ]);
});
