/** Each rule finds what it is there for in a history made by hand, and finds nothing in a good one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OffsetAndValue } from '../history.ts';
import { checkTransactions, type Rule } from './checker.ts';
import type {
  CommittedRead,
  Consumed,
  FinalLog,
  FinalOffset,
  Initialised,
  StableOffset,
  Transaction,
  TransactionalEvent,
} from './history.ts';

const owner = initialised('a.1', 0, 0);
const whole = committed('t1', ['x-0', 'one'], ['y-0', 'two']);
const dropped = aborted('t2', ['x-0', 'no'], ['y-0', 'nothing']);

/** Two transactions in two partitions: a marker follows each, and the aborted one lies between. */
const good: readonly TransactionalEvent[] = [
  owner,
  whole,
  dropped,
  committed('t3', ['x-0', 'three']),
  { ...committed('t4', ['y-0', 'four']), fate: 'unknown', consumed: [] },
  read('x-0', 30, 0, 6, [0, 'one'], [4, 'three']),
  read('y-0', 30, 0, 2, [0, 'two']),
  log(
    'x-0',
    6,
    [
      [0, 'one'],
      [4, 'three'],
    ],
    [
      [0, 'one'],
      [2, 'no'],
      [4, 'three'],
    ],
  ),
  log(
    'y-0',
    4,
    [[0, 'two']],
    [
      [0, 'two'],
      [2, 'nothing'],
    ],
  ),
];

const input = 'in-0';
const tail = [
  log('x-0', 4, [
    [0, 'one'],
    [2, 'three'],
  ]),
];

test('a good history is found good', () => {
  assert.deepEqual(violated(good), []);
});

test('a transaction of unknown fate may be there or not', () => {
  const transaction = { ...whole, fate: 'unknown' as const };
  assert.deepEqual(violated([transaction, log('x-0', 2, [[0, 'one']]), log('y-0', 2, [[0, 'two']])]), []);
  assert.deepEqual(violated([transaction, log('x-0', 0, []), log('y-0', 0, [])]), []);
});

test('a record of an aborted transaction that a reader sees is an aborted read', () => {
  assert.deepEqual(violated([dropped, read('x-0', 30, 0, 3, [2, 'no'])]), ['aborted read']);
  assert.deepEqual(violated([aborted('t2', ['x-0', 'no']), log('x-0', 4, [[2, 'no']])]), ['aborted read']);
});

test('a record that is seen before its transaction was asked to be committed is an uncommitted read', () => {
  assert.deepEqual(violated([committed('t3', ['x-0', 'three']), read('x-0', 9, 0, 1, [0, 'three'])]), [
    'uncommitted read',
  ]);
  assert.deepEqual(violated([committed('t3', ['x-0', 'three']), read('x-0', 11, 0, 1, [0, 'three'])]), []);
});

test('what a reader saw and is not there at the end has vanished', () => {
  const transaction = { ...committed('t3', ['x-0', 'three']), fate: 'unknown' as const };
  assert.deepEqual(violated([transaction, read('x-0', 11, 0, 1, [0, 'three']), log('x-0', 0, [])]), ['vanished read']);
});

test('two values at one offset are inconsistent', () => {
  const history = [committed('t1', ['x-0', 'one'], ['x-0', 'two']), read('x-0', 30, 0, 1, [0, 'two'])];
  assert.deepEqual(
    violated([
      ...history,
      log('x-0', 3, [
        [0, 'one'],
        [1, 'two'],
      ]),
    ]),
    ['inconsistent offset'],
  );
});

test('a committed record that a reader went past is skipped, as when the last stable offset is ignored', () => {
  const transactions = [committed('t1', ['x-0', 'one']), committed('t3', ['x-0', 'three'])];
  assert.deepEqual(violated([...transactions, read('x-0', 30, 0, 4, [2, 'three']), ...tail]), ['skipped read']);
  assert.deepEqual(violated([...transactions, read('x-0', 30, 0, 4), ...tail]), ['skipped read']);
  assert.deepEqual(violated([...transactions, read('x-0', 30, 1, 4, [2, 'three']), ...tail]), []);
});

test('a committed record that is not there is lost', () => {
  assert.deepEqual(violated([committed('t1', ['x-0', 'one']), log('x-0', 0, [])]), ['lost record']);
});

test('a value twice in one log is a doubled record, whether its transaction counts or not', () => {
  const twice: OffsetAndValue[] = [
    { offset: 0, value: 'one' },
    { offset: 1, value: 'one' },
  ];
  const places = twice.map(({ offset, value }): [number, string] => [offset, value]);
  assert.deepEqual(violated([committed('t1', ['x-0', 'one']), log('x-0', 3, places)]), ['doubled record']);
  assert.deepEqual(violated([aborted('t1', ['x-0', 'one']), log('x-0', 3, [], places)]), ['doubled record']);
});

test('a value that nobody sent to that partition is a phantom', () => {
  assert.deepEqual(violated([log('x-0', 1, [[0, 'what']])]), ['phantom record']);
  assert.deepEqual(violated([whole, read('x-0', 30, 0, 1, [0, 'two'])]), ['phantom record']);
});

test('a transaction of which a part is there is torn, across partitions and within one', () => {
  const across = { ...whole, fate: 'unknown' as const };
  assert.deepEqual(violated([across, log('x-0', 2, [[0, 'one']]), log('y-0', 0, [])]), ['torn transaction']);
  const within = { ...committed('t1', ['x-0', 'one'], ['x-0', 'two']), fate: 'unknown' as const };
  assert.deepEqual(violated([within, log('x-0', 2, [[0, 'one']])]), ['torn transaction']);
});

test("a producer's records in another order than sent are reordered", () => {
  const [one, two] = [committed('t1', ['x-0', 'one']), committed('t2', ['x-0', 'two'])];
  assert.deepEqual(
    violated([
      one,
      two,
      log('x-0', 4, [
        [0, 'two'],
        [2, 'one'],
      ]),
    ]),
    ['reordered'],
  );
  const other = { ...two, producer: 'b.1' };
  assert.deepEqual(
    violated([
      one,
      other,
      log('x-0', 4, [
        [0, 'two'],
        [2, 'one'],
      ]),
    ]),
    [],
  );
});

test('input is used end to end and up to where the group stands', () => {
  const steps = [step('t1', 'one', 0, 3), step('t2', 'three', 3, 7)];
  assert.deepEqual(violated([...steps, ...tail, finalOffset(7)]), []);
});

test('input of two transactions that are both there was used twice', () => {
  const steps = [step('t1', 'one', 0, 3), step('t2', 'three', 0, 3)];
  assert.deepEqual(violated([...steps, ...tail, finalOffset(3)]), ['input used twice']);
});

test('input of an aborted transaction was not used', () => {
  const again = [{ ...step('t1', 'zero', 0, 3), fate: 'aborted' as const }, step('t2', 'one', 0, 3)];
  assert.deepEqual(violated([...again, log('x-0', 2, [[0, 'one']]), finalOffset(3)]), []);
});

test('input that no visible transaction used was left out', () => {
  const steps = [step('t1', 'one', 0, 3), step('t2', 'three', 4, 7)];
  assert.deepEqual(violated([...steps, ...tail, finalOffset(7)]), ['input left out']);
});

test('a group that stands before or behind the output is apart from it', () => {
  const steps = [step('t1', 'one', 0, 3), { ...step('t2', 'three', 3, 7), fate: 'unknown' as const }];
  const onlyOutput = [...steps, ...tail, finalOffset(3)];
  assert.deepEqual(violated(onlyOutput), ['offset apart from output']);
  const onlyOffset = [...steps, log('x-0', 4, [[0, 'one']]), finalOffset(7)];
  assert.deepEqual(violated(onlyOffset), ['offset apart from output']);
});

test('a group that stood before what a committed transaction gave it lost an offset', () => {
  assert.deepEqual(violated([step('t1', 'one', 0, 3), standing(-1, 21, 22)]), ['lost offset']);
  assert.deepEqual(violated([step('t1', 'one', 0, 3), standing(-1, 19, 22)]), []);
  assert.deepEqual(violated([step('t1', 'one', 0, 3), standing(3, 21, 22)]), []);
});

test('a group that stood where no transaction can have put it has a phantom offset', () => {
  assert.deepEqual(violated([step('t1', 'one', 0, 3), standing(2, 11, 12)]), ['phantom offset']);
  assert.deepEqual(violated([step('t1', 'one', 0, 3), standing(3, 8, 9)]), ['phantom offset']);
  const never = { ...step('t1', 'one', 0, 3), fate: 'aborted' as const };
  assert.deepEqual(violated([never, standing(3, 21, 22)]), ['phantom offset']);
});

test('two producers with one id and epoch share it', () => {
  assert.deepEqual(violated([owner, initialised('a.2', 0, 5)]), ['shared identity']);
  assert.deepEqual(violated([owner, initialised('a.2', 1, 5)]), []);
});

test('a zombie that commits what it asked for after another became the owner is found', () => {
  const late = initialised('a.2', 1, 5);
  assert.deepEqual(violated([owner, late, committed('t1', ['x-0', 'one'])]), ['zombie committed']);
  const fenced = { ...committed('t1', ['x-0', 'one']), fate: 'aborted' as const };
  assert.deepEqual(violated([owner, late, fenced]), []);
  assert.deepEqual(violated([owner, { ...late, at: 15 }, committed('t1', ['x-0', 'one'])]), []);
});

test('a partition that is not stable to its end has a hanging transaction', () => {
  assert.deepEqual(violated([{ ...log('x-0', 4, []), lastStableOffset: 2 }]), ['hanging transaction']);
});

/** Each rule once. */
function violated(history: readonly TransactionalEvent[]): Rule[] {
  return [...new Set(checkTransactions(history).map(({ rule }) => rule))];
}

type Place = readonly [partition: string, value: string];
type At = readonly [offset: number, value: string];

/** Asked to be committed at 10, told that it is at 20. */
function committed(name: string, ...sends: readonly Place[]): Transaction {
  return { ...aborted(name, ...sends), commitAskedAt: 10, fate: 'committed', endedAt: 20 };
}

function aborted(name: string, ...places: readonly Place[]): Transaction {
  const sends = places.map(([partition, value]) => ({ partition, value }));
  return { kind: 'transaction', name, transactionalId: 'a', producer: 'a.1', sends, consumed: [], fate: 'aborted' };
}

/** Uses input from one offset to another, and writes a value to x-0. */
function step(name: string, value: string, from: number, to: number): Transaction {
  const consumed: Consumed[] = [{ group: 'g', partition: input, from, to }];
  return { ...committed(name, ['x-0', value]), consumed };
}

function initialised(producer: string, producerEpoch: number, at: number): Initialised {
  return { kind: 'initialised', transactionalId: 'a', producer, producerId: 7, producerEpoch, at };
}

function read(partition: string, at: number, from: number, nextOffset: number, ...records: At[]): CommittedRead {
  const found = recordsOf(records);
  return { kind: 'committed read', reader: 'r', partition, fetchOffset: from, records: found, nextOffset, at };
}

function log(partition: string, end: number, visible: readonly At[], all: readonly At[] = visible): FinalLog {
  const found = { committed: recordsOf(visible), all: recordsOf(all) };
  return { kind: 'final log', partition, highWatermark: end, lastStableOffset: end, ...found };
}

function standing(offset: number, askedAt: number, at: number): StableOffset {
  return { kind: 'stable offset', group: 'g', partition: input, offset, askedAt, at };
}

function finalOffset(offset: number): FinalOffset {
  return { kind: 'final offset', group: 'g', partition: input, offset };
}

function recordsOf(records: readonly At[]): OffsetAndValue[] {
  return records.map(([offset, value]) => ({ offset, value }));
}
