/** Each rule finds what it is there for in a history made by hand, and finds nothing in a good one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  Commit,
  CommittedOffset,
  Deletion,
  FinalRead,
  HistoryEvent,
  OffsetAndValue,
  Outcome,
  Read,
  Send,
  TopicChange,
} from './history.ts';
import { checkHistory, type Rule } from './history-checker.ts';

const good: readonly HistoryEvent[] = [
  { kind: 'producer id', producer: 'a', producerId: 1, producerEpoch: 0 },
  { kind: 'producer id', producer: 'b', producerId: 2, producerEpoch: 0 },
  send('a#0', 0),
  send('b#0', 1),
  send('a#1', 2),
  send('b#1', undefined, 'unknown'),
  send('b#2', undefined, 'unknown'),
  send('b#3', undefined, 'refused'),
  read(0, [0, 'a#0'], [1, 'b#0']),
  read(1, [0, 'a#0'], [1, 'b#0'], [2, 'a#1']),
  commit(3, 10, 20),
  committed(3, 30),
  change('create', '7'),
  change('alter', '8', 'unknown'),
  finalRead(0, [0, 'a#0'], [1, 'b#0'], [2, 'a#1'], [3, 'b#1']),
  committed(3, 40),
  { kind: 'final topic', topic: 't', config: '8' },
];

test('a good history is found good', () => {
  assert.deepEqual(violated(good), []);
});

test('an acknowledged record that is not there is a lost write', () => {
  assert.deepEqual(violated([...good, send('a#9', 4)]), ['lost write']);
  assert.deepEqual(violated([send('a#0', 0), finalRead(0)]), ['lost write']);
});

test('a record that is not where it was acknowledged is a lost write or makes an offset inconsistent', () => {
  assert.deepEqual(violated([send('a#0', 5), finalRead(0, [0, 'a#0'])]), ['lost write']);
  const swapped = [send('a#0', 0), send('b#0', 1), finalRead(0, [0, 'b#0'], [1, 'a#0'])];
  assert.deepEqual(violated(swapped), ['inconsistent offset']);
});

test('acks=1 is a promise where only processes were killed', () => {
  const history = [{ ...send('a#0', 0), acks: 1 as const }, finalRead(0)];
  assert.deepEqual(violated(history), ['lost write']);
  assert.deepEqual(checkHistory(history, { pageCacheSurvived: false }), []);
});

test('records below the log start need not be there any more', () => {
  assert.deepEqual(violated([send('a#0', 0), read(0, [0, 'a#0']), deletion(1), finalRead(1)]), []);
});

test('two values at one offset are inconsistent, also before and after a crash', () => {
  const history = [send('a#0', undefined, 'unknown'), send('b#0', 0), read(0, [0, 'a#0']), finalRead(0, [0, 'b#0'])];
  assert.deepEqual(violated(history), ['inconsistent offset']);
});

test('what was read, or was below a high watermark, must stay', () => {
  const sends = [send('a#0', undefined, 'unknown'), send('a#1', undefined, 'unknown')];
  const shorter = finalRead(0, [0, 'a#0']);
  assert.deepEqual(violated([...sends, { ...read(1, [1, 'a#1']), highWatermark: 1 }, shorter]), ['vanished read']);
  assert.deepEqual(violated([...sends, { ...read(0, [0, 'a#0']), highWatermark: 2 }, shorter]), ['vanished read']);
});

test('one value at two offsets is a duplicate, whether its send was confirmed or not', () => {
  for (const outcome of ['ok', 'unknown'] as const) {
    const history = [send('a#0', 0, outcome), finalRead(0, [0, 'a#0'], [1, 'a#0'])];
    assert.deepEqual(violated(history), ['duplicate']);
  }
});

test('records of an idempotent producer in another order than sent are reordered', () => {
  const swapped = [send('a#0', 1), send('a#1', 0), finalRead(0, [0, 'a#1'], [1, 'a#0'])];
  assert.deepEqual(violated(swapped), ['reordered']);
  const notIdempotent = swapped.map((event) => (event.kind === 'send' ? { ...event, idempotent: false } : event));
  assert.deepEqual(violated(notIdempotent), []);
});

test('a value that nobody sent, or whose sender was refused, is a phantom', () => {
  assert.deepEqual(violated([finalRead(0, [0, 'x'])]), ['phantom']);
  assert.deepEqual(violated([send('a#0', undefined, 'refused'), finalRead(0, [0, 'a#0'])]), ['phantom']);
});

test('an offset without a record is a gap', () => {
  const history = [send('a#0', 0), send('a#1', 2), { ...finalRead(0, [0, 'a#0'], [2, 'a#1']), endOffset: 3 }];
  assert.deepEqual(violated(history), ['gap']);
});

test('an answer that jumps over records, ahead of itself or of what was asked for, skips', () => {
  const sends = [send('a#0', 0), send('a#1', 1), send('a#2', 2)];
  const whole = finalRead(0, [0, 'a#0'], [1, 'a#1'], [2, 'a#2']);
  assert.deepEqual(violated([...sends, read(0, [0, 'a#0'], [2, 'a#2']), whole]), ['skipped read']);
  assert.deepEqual(violated([...sends, read(0, [1, 'a#1'], [2, 'a#2']), whole]), ['skipped read']);
  assert.deepEqual(violated([...sends, read(0, [0, 'a#0'], [1, 'a#1'], [0, 'a#0']), whole]), ['skipped read']);
});

test('a group that stands before what it was told is committed lost a commit', () => {
  assert.deepEqual(violated([commit(3, 10, 20), commit(7, 30, 40), committed(3, 50)]), ['lost commit']);
  assert.deepEqual(violated([commit(3, 10, 20), committed(-1, 50)]), ['lost commit']);
});

test('a commit that was not confirmed, or not yet, binds nobody', () => {
  assert.deepEqual(violated([commit(3, 10, 20), commit(7, 30, 40, 'unknown'), committed(3, 50)]), []);
  assert.deepEqual(violated([commit(3, 10, 20), commit(7, 30, 40, 'unknown'), committed(7, 50)]), []);
  assert.deepEqual(violated([commit(3, 10, 20), commit(7, 30, 60), committed(3, 50)]), []);
});

test('a group that stands where nobody committed has a phantom commit', () => {
  assert.deepEqual(violated([commit(3, 10, 20), committed(4, 50)]), ['phantom commit']);
  assert.deepEqual(violated([commit(3, 10, 20), commit(4, 30, 40, 'refused'), committed(4, 50)]), ['phantom commit']);
});

test('two producers with one id and epoch share it', () => {
  const again: HistoryEvent = { kind: 'producer id', producer: 'c', producerId: 1, producerEpoch: 0 };
  assert.deepEqual(violated([...good, again]), ['shared producer id']);
  assert.deepEqual(violated([...good, { ...again, producerEpoch: 1 }]), []);
});

test('a topic that is not as it was confirmed to be lost a change', () => {
  const gone: HistoryEvent = { kind: 'final topic', topic: 't' };
  const standing = (config: string): HistoryEvent => ({ kind: 'final topic', topic: 't', config });
  assert.deepEqual(violated([change('create', '7'), gone]), ['lost change']);
  assert.deepEqual(violated([change('create', '7'), change('alter', '8'), standing('7')]), ['lost change']);
  assert.deepEqual(violated([change('create', '7'), change('delete'), standing('7')]), ['lost change']);
  assert.deepEqual(violated([change('create', '7', 'refused'), standing('7')]), ['lost change']);
});

test('a topic may be as before or as after a change of unknown outcome', () => {
  const gone: HistoryEvent = { kind: 'final topic', topic: 't' };
  const standing = (config: string): HistoryEvent => ({ kind: 'final topic', topic: 't', config });
  assert.deepEqual(violated([change('create', '7', 'unknown'), gone]), []);
  assert.deepEqual(violated([change('create', '7', 'unknown'), standing('7')]), []);
  assert.deepEqual(violated([change('create', '7'), change('delete', undefined, 'unknown'), gone]), []);
  assert.deepEqual(violated([change('create', '7'), change('delete', undefined, 'unknown'), standing('7')]), []);
});

/** Each rule once. */
function violated(history: readonly HistoryEvent[]): Rule[] {
  return [...new Set(checkHistory(history, { pageCacheSurvived: true }).map(({ rule }) => rule))];
}

test('a log that starts before what was deleted, or behind what anybody asked for', () => {
  const log = [send('a#0', 0), send('a#1', 1), send('a#2', 2)];
  const kept = finalRead(1, [1, 'a#1'], [2, 'a#2']);
  assert.deepEqual(violated([...log, deletion(1, 1), kept]), []);
  assert.deepEqual(violated([...log, deletion(1), kept]), []);
  assert.deepEqual(violated([...log, deletion(2, 2), kept]), ['undone deletion']);
  assert.deepEqual(violated([...log, deletion(1, 1), deletion(0, 0), kept]), ['undone deletion']);
  assert.deepEqual(violated([...log, kept]), ['lost start']);
});

function send(value: string, offset?: number, outcome: Outcome = 'ok'): Send {
  const [producer = ''] = value.split('#');
  const sent: Send = { kind: 'send', producer, idempotent: true, acks: -1, partition: 't-0', value, outcome };
  return offset === undefined ? sent : { ...sent, offset };
}

function deletion(offset: number, lowWatermark?: number): Deletion {
  const asked: Deletion = { kind: 'deletion', partition: 't-0', offset, outcome: 'unknown' };
  return lowWatermark === undefined ? asked : { ...asked, outcome: 'ok', lowWatermark };
}

function read(fetchOffset: number, ...records: readonly [number, string][]): Read {
  return { kind: 'read', consumer: 'c', partition: 't-0', fetchOffset, records: pairs(records), highWatermark: 0 };
}

function finalRead(logStartOffset: number, ...records: readonly [number, string][]): FinalRead {
  const endOffset = logStartOffset + records.length;
  return { kind: 'final read', partition: 't-0', logStartOffset, endOffset, records: pairs(records) };
}

function pairs(records: readonly (readonly [number, string])[]): OffsetAndValue[] {
  return records.map(([offset, value]) => ({ offset, value }));
}

function commit(offset: number, startedAt: number, endedAt: number, outcome: Outcome = 'ok'): Commit {
  return { kind: 'commit', group: 'g', partition: 't-0', offset, startedAt, endedAt, outcome };
}

function committed(offset: number, startedAt: number): CommittedOffset {
  return { kind: 'committed offset', group: 'g', partition: 't-0', offset, startedAt };
}

function change(kind: TopicChange['change'], config?: string, outcome: Outcome = 'ok'): TopicChange {
  const made: TopicChange = { kind: 'topic change', change: kind, topic: 't', outcome };
  return config === undefined ? made : { ...made, config };
}
