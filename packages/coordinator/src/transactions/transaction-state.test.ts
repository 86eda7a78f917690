import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLegalTransition, numberOfState, stateOfNumber, type TransactionState } from './transaction-state.ts';

const states: readonly TransactionState[] = [
  'Empty',
  'Ongoing',
  'PrepareCommit',
  'PrepareAbort',
  'CompleteCommit',
  'CompleteAbort',
];

/** A row for each state that a transaction is in, a column for each that it may go to. */
const table = `
                  Empty  Ongoing  PrepareCommit  PrepareAbort  CompleteCommit  CompleteAbort
  Empty           x      x        .              x             .               .
  Ongoing         .      x        x              x             .               .
  PrepareCommit   .      .        .              .             x               .
  PrepareAbort    .      .        .              .             .               x
  CompleteCommit  x      x        .              x             .               .
  CompleteAbort   x      x        .              x             .               .
`;

test('a transaction moves between its states as the table says, and in no other way', () => {
  const [header = [], ...rows] = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/ +/));
  assert.deepEqual(header, states);
  for (const from of states) {
    const row = rows.find(([name]) => name === from)?.slice(1);
    assert.deepEqual(
      states.map((to) => (isLegalTransition(from, to) ? 'x' : '.')),
      row,
      `from ${from}`,
    );
  }
});

test('the log knows states by Kafka’s numbers', () => {
  assert.deepEqual(
    states.map((state) => numberOfState(state)),
    [0, 1, 2, 3, 4, 5],
  );
  for (const state of states) assert.equal(stateOfNumber(numberOfState(state)), state);
});
