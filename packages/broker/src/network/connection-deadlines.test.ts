import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ConnectionActivity, ConnectionDeadlines, type Overdue, type Pressure } from './connection-deadlines.ts';

const MiB = 1024 * 1024;
const config = { idleMsMax: 600_000, receiveGraceMs: 30_000, trickleBytesPerSecond: 64 * 1024 };
const calm: Pressure = { receiving: false, sending: false };
const quiet: ConnectionActivity = {
  activity: 1,
  requestsTaken: 1,
  heldBytes: 0,
  announcedBytes: 0,
  receiving: true,
  queued: false,
  bufferedBytes: 0,
};

const waiting = { receiving: false, queued: true };

/** Looks once a second, with what `seen` says of that second; returns when the connection was overdue, and why. */
function watch(seen: (second: number) => ConnectionActivity, pressure = calm): [number, Overdue] | undefined {
  const deadlines = new ConnectionDeadlines(config);
  for (let second = 0; second <= 5_000; second++) {
    const overdue = deadlines.overdue(second * 1_000, seen(second), pressure);
    if (overdue !== undefined) return [second, overdue];
  }
  return undefined;
}

test('a connection on which nothing happens is idle after connections.max.idle.ms (B14)', () => {
  assert.deepEqual(
    watch(() => quiet),
    [601, 'idle'],
  );
  assert.equal(
    watch((second) => ({ ...quiet, activity: Math.floor(second / 599) })),
    undefined,
  );
});

test('a request that trickles has 30 seconds and one more for every 64 KiB of its size', () => {
  const partial = (announcedBytes: number) => (second: number) => ({
    ...quiet,
    activity: second,
    heldBytes: second + 1,
    announcedBytes,
  });
  assert.deepEqual(watch(partial(0)), [31, 'slow request']);
  assert.deepEqual(watch(partial(100)), [31, 'slow request']);
  assert.deepEqual(watch(partial(64 * 1024 * 100)), [131, 'slow request']);
});

test('the clock of a request starts with its first byte, and anew with the next request', () => {
  const waitsThenTrickles = (second: number) => ({ ...quiet, activity: second, heldBytes: second < 100 ? 0 : 3 });
  assert.deepEqual(watch(waitsThenTrickles), [131, 'slow request']);
  const steady = (second: number) => ({
    ...quiet,
    activity: second,
    heldBytes: 3,
    requestsTaken: Math.floor(second / 29),
  });
  assert.equal(watch(steady), undefined);
});

test('a request that waits for its turn is not slow, however long it takes', () => {
  const parked = (second: number) => ({ ...quiet, activity: second, ...waiting, heldBytes: 60_000 });
  assert.equal(watch(parked), undefined);
});

test('while others wait for memory, a large announcement buys no time and a long queue is let go', () => {
  const pressure = { receiving: true, sending: false };
  const stalled = (heldBytes: number) => () => ({ ...quiet, heldBytes, announcedBytes: 100 * MiB });
  assert.deepEqual(watch(stalled(1_000), pressure), [31, 'slow request']);
  assert.deepEqual(watch(stalled(100_000), pressure), [6, 'holds memory that others wait for']);
  const trickling = (second: number) => ({ ...quiet, heldBytes: 65_536 + second, announcedBytes: 100 * MiB });
  assert.deepEqual(watch(trickling, pressure), [32, 'slow request']);
  const queue = (heldBytes: number) => (second: number) => ({ ...quiet, activity: second, ...waiting, heldBytes });
  assert.deepEqual(watch(queue(60_000), pressure), [31, 'holds memory that others wait for']);
  assert.equal(watch(queue(1_000), pressure), undefined);
});

test('who waits for memory itself is patient', () => {
  const starved = (second: number) => ({ ...quiet, activity: second, receiving: false, heldBytes: 60_000 });
  assert.equal(watch(starved, { receiving: true, sending: true }), undefined);
});

test('a reader that takes nothing is let go after the idle time, and much sooner when many bytes are queued', () => {
  const stuck = (second: number) => ({ ...quiet, activity: second, bufferedBytes: 64 * 1024 * 10 });
  assert.deepEqual(watch(stuck), [611, 'slow reader']);
  assert.deepEqual(watch(stuck, { receiving: false, sending: true }), [41, 'slow reader']);
});

test('a reader that takes a little now and then stays', () => {
  const slow = (second: number) => ({ ...quiet, bufferedBytes: 10 * MiB - Math.floor(second / 20) });
  assert.equal(watch(slow, { receiving: true, sending: true }), undefined);
});
