import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock } from '../network/testing/scripted-connection.ts';
import { Slices } from './slices.ts';

test('long work lets others have a turn every few milliseconds', async () => {
  const clock = new ManualClock();
  const slices = new Slices(clock);
  let turnsOfOthers = 0;
  let steps = 0;
  const work = async (): Promise<void> => {
    for (; steps < 10_000; steps++) {
      clock.advance(0.01);
      if (slices.isOver()) await slices.next();
    }
  };
  const done = work();
  for (; steps < 10_000; turnsOfOthers++) await clock.turn();
  await done;
  assert.ok(turnsOfOthers >= 35, `${turnsOfOthers} turns in 100 ms of work`);
});
