import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Clock } from '@moldau/runtime';
import { LogFlusher } from './log-flusher.ts';

/** A log of which the test says how much is written, and when a sync ends and how long it took. */
class SyncedLog {
  readonly #turn: (() => void)[] = [];
  readonly #endings: (() => void)[] = [];
  readonly #flusher: LogFlusher;
  #now = 0;
  #written = 0;
  syncs = 0;

  constructor() {
    const clock: Clock = {
      now: () => this.#now,
      monotonic: () => this.#now,
      after: () => assert.fail('no timer is needed'),
      endOfTurn: (callback) => void this.#turn.push(callback),
    };
    const sync = (): Promise<void> => {
      this.syncs++;
      return new Promise((resolve) => this.#endings.push(resolve));
    };
    const file = { sync, forWriting: () => ({ syncNow: () => {} }) };
    const segment = { baseOffset: 0, isNameDurable: true, file, syncIndexes: () => Promise.resolve() };
    const log = {
      directory: () => '/data/t-0',
      homePath: '/data',
      writtenEndOffset: () => this.#written,
      segmentsFrom: () => [segment],
      flushed: () => this.#flusher.start(),
      failed: () => assert.fail(),
    };
    this.#flusher = new LogFlusher(
      { disk: { syncDirectory() {}, async syncDirectoryAsync() {} }, clock },
      log,
      0,
      true,
    );
  }

  get flushedEndOffset(): number {
    return this.#flusher.flushedEndOffset;
  }

  async write(records: number): Promise<void> {
    this.#written += records;
    this.#flusher.start();
    await settle();
  }

  async syncEnds(afterMs: number): Promise<void> {
    this.#now += afterMs;
    this.#endings.shift()?.();
    await settle();
  }

  async turn(ms: number): Promise<void> {
    this.#now += ms;
    for (const callback of this.#turn.splice(0)) callback();
    await settle();
  }

  flush(): Promise<void> {
    return this.#flusher.flushTo(this.#written);
  }
}

async function settle(): Promise<void> {
  for (let round = 0; round < 10; round++) await Promise.resolve();
}

async function logAfterSyncOf(records: number, syncMs: number): Promise<SyncedLog> {
  const log = new SyncedLog();
  await log.write(records);
  await log.syncEnds(syncMs);
  assert.deepEqual([log.syncs, log.flushedEndOffset], [1, records]);
  return log;
}

test('one producer after the other is synced at once', async () => {
  const log = await logAfterSyncOf(1, 2);
  await log.write(1);
  assert.equal(log.syncs, 2);
});

test('a sync waits until as much has come again as the last one covered', async () => {
  const log = await logAfterSyncOf(64, 2);
  await log.write(20);
  await log.turn(0.1);
  await log.write(40);
  await log.turn(0.1);
  assert.equal(log.syncs, 1);
  await log.write(4);
  await log.turn(0.1);
  assert.equal(log.syncs, 2);
  await log.syncEnds(2);
  assert.equal(log.flushedEndOffset, 128);
});

test('it waits for no more than a quarter of a sync', async () => {
  const log = await logAfterSyncOf(64, 2);
  await log.write(1);
  await log.turn(0.4);
  assert.equal(log.syncs, 1);
  await log.turn(0.2);
  assert.equal(log.syncs, 2);
});

test('it waits for no more than a bounded number of turns where time stands still', async () => {
  const log = await logAfterSyncOf(64, 2);
  await log.write(1);
  for (let turn = 0; turn <= 100; turn++) await log.turn(0);
  assert.equal(log.syncs, 2);
});

test('a flush does not wait for others', async () => {
  const log = await logAfterSyncOf(64, 2);
  await log.write(1);
  const flushed = log.flush();
  await settle();
  assert.equal(log.syncs, 2);
  await log.turn(5);
  await log.syncEnds(2);
  await flushed;
  assert.deepEqual([log.syncs, log.flushedEndOffset], [2, 65]);
});
