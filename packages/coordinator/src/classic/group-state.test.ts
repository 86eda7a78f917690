import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ClassicGroupState, isLegalTransition } from './group-state.ts';

const states: readonly ClassicGroupState[] = ['Empty', 'PreparingRebalance', 'CompletingRebalance', 'Stable', 'Dead'];

/** A row for each state that a group is in, a column for each that it may go to. */
const table = `
                       Empty  PreparingRebalance  CompletingRebalance  Stable  Dead
  Empty                .      x                   .                    .       x
  PreparingRebalance   x      .                   x                    .       x
  CompletingRebalance  .      x                   .                    x       x
  Stable               .      x                   .                    .       x
  Dead                 .      .                   .                    .       x
`;

test('a group moves between its states as the table says, and in no other way', () => {
  const [header = [], ...rows] = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/ +/));
  assert.deepEqual(header, states);
  assert.deepEqual(
    rows.map(([from]) => from),
    states,
  );
  for (const from of states) {
    const row = rows.find(([name]) => name === from)?.slice(1);
    assert.deepEqual(
      states.map((to) => (isLegalTransition(from, to) ? 'x' : '.')),
      row,
      `from ${from}`,
    );
  }
});
