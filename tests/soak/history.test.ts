/** The soak's judge finds every kind of broken promise, and none where there is none. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Acknowledged, type History, type ReadRecord, violationsOf } from './history.ts';

const topic = 'soak';

function reads(...values: string[]): ReadRecord[] {
  return values.map((value, offset) => ({ topic, partition: 0, offset, value }));
}

function acknowledges(value: string, offset: number): Acknowledged {
  return { producer: value.slice(0, value.lastIndexOf('-')), topic, partition: 0, offset, value };
}

function history(read: readonly ReadRecord[], acknowledged: readonly Acknowledged[]): History {
  const sent = new Map([
    ['once', 10],
    ['often', 10],
  ]);
  return { idempotent: new Set(['once']), sent, acknowledged, read };
}

function kinds(read: readonly ReadRecord[], acknowledged: readonly Acknowledged[] = []): string[] {
  return violationsOf(history(read, acknowledged)).map(({ kind }) => kind);
}

describe('the judge of histories', () => {
  test('accepts what was acknowledged and more', () => {
    const read = reads('once-0', 'often-0', 'once-1', 'often-1');
    assert.deepEqual(kinds(read, [acknowledges('once-0', 0), acknowledges('often-1', 3)]), []);
  });

  test('accepts a producer without idempotence that doubled or reordered a value nobody acknowledged twice', () => {
    assert.deepEqual(kinds(reads('often-1', 'often-0', 'often-1'), [acknowledges('often-0', 1)]), []);
  });

  test('finds an acknowledged record that is missing at the end', () => {
    assert.deepEqual(kinds(reads('once-0'), [acknowledges('once-0', 0), acknowledges('once-1', 1)]), ['lost']);
  });

  test('finds an acknowledged record at another offset', () => {
    assert.deepEqual(kinds(reads('often-0', 'once-0'), [acknowledges('once-0', 0)]), ['lost']);
  });

  test('finds an acknowledged record of another partition', () => {
    const elsewhere = reads('once-0').map((record) => ({ ...record, partition: 1 }));
    assert.deepEqual(kinds(elsewhere, [acknowledges('once-0', 0)]), ['lost']);
  });

  test('finds a doubled value of an idempotent producer', () => {
    assert.deepEqual(kinds(reads('once-0', 'once-0')), ['doubled']);
  });

  test('finds a value doubled across partitions', () => {
    const read = [...reads('once-0'), ...reads('once-0').map((record) => ({ ...record, partition: 1 }))];
    assert.deepEqual(kinds(read), ['doubled']);
  });

  test('finds a gap in the offsets, once a partition', () => {
    const read = reads('once-0', 'once-1', 'once-2').filter(({ offset }) => offset !== 1);
    assert.deepEqual(kinds(read), ['gap']);
  });

  test('finds a log that does not begin at zero', () => {
    assert.deepEqual(kinds(reads('once-0', 'once-1').slice(1)), ['gap']);
  });

  test('finds what nobody sent', () => {
    assert.deepEqual(kinds(reads('once-10')), ['invented']);
    assert.deepEqual(kinds(reads('stranger-0')), ['invented']);
    assert.deepEqual(kinds(reads('garbage')), ['invented']);
  });

  test('finds an idempotent producer out of its order', () => {
    assert.deepEqual(kinds(reads('once-1', 'once-0')), ['disordered']);
  });
});
