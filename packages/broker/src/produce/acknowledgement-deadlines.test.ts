import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock } from '../network/testing/scripted-connection.ts';
import { AcknowledgementDeadlines, WaitingProduce } from './acknowledgement-deadlines.ts';

class Waiting extends WaitingProduce {
  readonly #name: string;
  readonly #timedOut: string[];

  constructor(name: string, timedOut: string[]) {
    super();
    this.#name = name;
    this.#timedOut = timedOut;
  }

  timeOut(): void {
    this.#timedOut.push(this.#name);
  }
}

test('each waits as long as it said, whatever the order they came in', () => {
  const clock = new ManualClock();
  const deadlines = new AcknowledgementDeadlines(clock);
  const timedOut: string[] = [];
  for (const [name, patience] of [
    ['late', 300],
    ['early', 100],
    ['middle', 200],
  ] as const) {
    deadlines.add(new Waiting(name, timedOut), patience);
  }
  clock.advance(99);
  assert.deepEqual(timedOut, []);
  clock.advance(1);
  assert.deepEqual(timedOut, ['early']);
  clock.advance(100);
  clock.advance(100);
  assert.deepEqual(timedOut, ['early', 'middle', 'late']);
});

test('who was answered does not time out, and those around it still do', () => {
  const clock = new ManualClock();
  const deadlines = new AcknowledgementDeadlines(clock);
  const timedOut: string[] = [];
  const [a, b, c] = ['a', 'b', 'c'].map((name) => new Waiting(name, timedOut));
  for (const waiting of [a, b, c]) if (waiting !== undefined) deadlines.add(waiting, 100);
  if (b !== undefined) deadlines.remove(b);
  clock.advance(100);
  assert.deepEqual(timedOut.toSorted(), ['a', 'c']);
});

test('one that begins to wait while others time out has its full time', () => {
  const clock = new ManualClock();
  const deadlines = new AcknowledgementDeadlines(clock);
  const timedOut: string[] = [];
  const second = new Waiting('second', timedOut);
  const first = new (class extends WaitingProduce {
    timeOut(): void {
      timedOut.push('first');
      deadlines.add(second, 50);
    }
  })();
  deadlines.add(first, 100);
  clock.advance(100);
  clock.advance(49);
  assert.deepEqual(timedOut, ['first']);
  clock.advance(1);
  assert.deepEqual(timedOut, ['first', 'second']);
});
