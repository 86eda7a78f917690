import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RealClock } from './real-clock.ts';

test('a timer fires once, and never before its time on the monotonic clock', async () => {
  const clock = new RealClock();
  for (const delayMs of [0, 1, 5, 2.5]) {
    const start = clock.monotonic();
    await new Promise<void>((resolve) => void clock.after(delayMs, resolve));
    assert.ok(clock.monotonic() - start >= delayMs);
  }
});

test('a cancelled timer does not fire, and cancelling again is harmless', async () => {
  const clock = new RealClock();
  const timer = clock.after(0, () => assert.fail());
  timer.cancel();
  timer.cancel();
  await new Promise<void>((resolve) => void clock.after(5, resolve));
});

test('a delay of years is waited for, not mistaken for none', async () => {
  const clock = new RealClock();
  const timers = [2 ** 31, Infinity].map((delayMs) => clock.after(delayMs, () => assert.fail()));
  await new Promise<void>((resolve) => void clock.after(5, resolve));
  for (const timer of timers) timer.cancel();
});

test('what is put off to the end of a turn runs once, in order, then what that puts off; what comes then is for the next', async () => {
  const clock = new RealClock();
  const order: string[] = [];
  await new Promise<void>((resolve) => {
    clock.endOfTurn(() => {
      order.push('one');
      clock.endOfTurn(() => {
        order.push('three');
        clock.endOfTurn(() => {
          order.push('next turn');
          resolve();
        });
        queueMicrotask(() => order.push('turn is over'));
      });
    });
    clock.endOfTurn(() => order.push('two'));
    assert.deepEqual(order, []);
  });
  assert.deepEqual(order, ['one', 'two', 'three', 'turn is over', 'next turn']);
});

test('the wall clock is the machine’s', () => {
  const before = Date.now();
  const now = new RealClock().now();
  assert.ok(now >= before && now <= Date.now());
});
