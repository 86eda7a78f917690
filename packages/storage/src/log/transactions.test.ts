import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeEndTxnMarker, RecordBatch } from '@moldau/protocol';
import fc from 'fast-check';
import type { PartitionLog } from '../partition-log.ts';
import { acknowledged, openedLog, openManager, RECENT, someBatch, testConfig } from '../testing/log-fixtures.ts';
import { putImage, takeImage } from '../testing/directory-image.ts';
import { simulatedWorld, type StorageWorld } from '../testing/storage-world.ts';

/** What readers of committed data are told by a log whose transactions overlap, in one life and after crashes. */

interface Transaction {
  readonly producerId: number;
  readonly firstOffset: number;
  lastOffset: number;
  result: 'commit' | 'abort' | undefined;
}

/** The log with what its transactions are by plain bookkeeping. */
class Ledger {
  log: PartitionLog;
  readonly transactions: Transaction[] = [];
  readonly #sequences = new Map<number, number>();

  constructor(log: PartitionLog) {
    this.log = log;
  }

  write(producerId: number): void {
    const baseSequence = this.#sequences.get(producerId) ?? 0;
    const producer = { producerId, producerEpoch: 0, baseSequence };
    const verification = this.log.beginVerification({ ...producer, bumpsEpochs: false });
    const batch = someBatch({ ...producer, transactional: true, valueBytes: 200 });
    const { baseOffset } = this.log.append(batch, { leaderEpoch: 0, origin: 'client', apiVersion: 11, verification });
    this.#sequences.set(producerId, baseSequence + 1);
    const isOpen = this.transactions.some((each) => each.producerId === producerId && each.result === undefined);
    if (!isOpen) this.transactions.push({ producerId, firstOffset: baseOffset, lastOffset: -1, result: undefined });
  }

  end(producerId: number, result: 'commit' | 'abort'): void {
    const marker = encodeEndTxnMarker({ result, coordinatorEpoch: 1, producerId, producerEpoch: 0, timestamp: RECENT });
    const { baseOffset } = this.log.append(marker, { leaderEpoch: 0, origin: 'coordinator' });
    const open = this.transactions.find((each) => each.producerId === producerId && each.result === undefined);
    if (open !== undefined) Object.assign(open, { lastOffset: baseOffset, result });
  }

  /** As B67 and B68 say it. */
  check(): void {
    const end = this.log.logEndOffset;
    const open = this.transactions.filter((each) => each.result === undefined);
    const stable = Math.min(end, ...open.map((each) => each.firstOffset));
    assert.equal(this.log.lastStableOffset(end), stable);
    for (const [from, to] of [
      [0, stable],
      [Math.floor(stable / 2), stable],
      [Math.floor(stable / 3), Math.floor(stable / 2)],
    ]) {
      if (from === undefined || to === undefined || from >= to) continue;
      const expected = this.transactions
        .filter((each) => each.result === 'abort' && each.lastOffset >= from && each.firstOffset < to)
        .map(({ producerId, firstOffset }) => `${producerId}@${firstOffset}`);
      const told = this.log.abortedTransactions(from, to);
      assert.deepEqual(told.map((each) => `${each.producerId}@${each.firstOffset}`).sort(), expected.sort());
    }
  }
}

const step = fc.record({
  producerId: fc.integer({ min: 1, max: 4 }),
  action: fc.constantFrom('write', 'write', 'commit', 'abort', 'crash', 'restart'),
});

test('stable end and aborted transactions are right over segments, restarts and crashes (B67, B68)', async () => {
  const runs = 25 * Number(process.env['FUZZ'] ?? 1);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 90 }), async (steps) => {
      let world = await simulatedWorld();
      let manager = await openManager(world, testConfig);
      const ledger = new Ledger(openedLog(manager, testConfig));
      for (const { producerId, action } of steps) {
        if (action === 'write') ledger.write(producerId);
        else if (action === 'commit' || action === 'abort') ledger.end(producerId, action);
        else {
          await acknowledged(world, ledger.log);
          if (action === 'restart') await world.settle(manager.close());
          const successor: StorageWorld = await simulatedWorld();
          putImage(successor.runtime.disk, successor.directory, takeImage(world.runtime.disk, world.directory));
          if (action === 'crash') await world.settle(manager.close());
          world = successor;
          manager = await openManager(world, testConfig);
          ledger.log = openedLog(manager, testConfig);
        }
        ledger.check();
      }
      await world.settle(manager.close());
    }),
    { numRuns: runs },
  );
});

test('cutting the log off at a marker opens its transaction again', async () => {
  const world = await simulatedWorld();
  const manager = await openManager(world, testConfig);
  const log = openedLog(manager, testConfig);
  const ledger = new Ledger(log);
  ledger.write(1);
  ledger.write(2);
  ledger.end(1, 'abort');
  ledger.end(2, 'commit');
  assert.equal(log.lastStableOffset(4), 4);
  assert.deepEqual(
    log.abortedTransactions(0, 4).map(({ firstOffset, lastOffset }) => [firstOffset, lastOffset]),
    [[0, 2]],
  );
  await acknowledged(world, log);
  log.truncateTo(2);
  assert.equal(log.lastStableOffset(2), 0);
  assert.deepEqual(log.abortedTransactions(0, 2), []);
  await world.settle(manager.close());
});

test('a transaction whose beginning was deleted is open from where the log starts', async () => {
  const world = await simulatedWorld();
  const manager = await openManager(world, testConfig);
  const log = openedLog(manager, testConfig);
  const ledger = new Ledger(log);
  for (let count = 0; count < 4; count++) ledger.write(1);
  assert.equal(log.lastStableOffset(4), 0);
  await world.settle(log.deleteBefore(3));
  assert.equal(log.lastStableOffset(4), 3);
  await world.settle(manager.close());
});

test('a marker is one record in a control batch with the leader’s epoch (B66)', async () => {
  const world = await simulatedWorld();
  const manager = await openManager(world, testConfig);
  const log = openedLog(manager, testConfig);
  const bytes = encodeEndTxnMarker({
    result: 'commit',
    coordinatorEpoch: 5,
    producerId: 1,
    producerEpoch: 2,
    timestamp: RECENT,
  });
  log.append(bytes, { leaderEpoch: 9, origin: 'coordinator', transactionVersion: 2 });
  await acknowledged(world, log);
  const result = await world.settle(
    Promise.resolve(log.read({ offset: 0, endOffset: 1, maxBytes: 1000, atLeastOneBatch: true })),
  );
  const batch = new RecordBatch(Buffer.concat(result.chunks));
  result.release();
  assert.deepEqual(
    [batch.count, batch.baseSequence, batch.isTransactional, batch.isControl, batch.partitionLeaderEpoch],
    [1, -1, true, true, 9],
  );
  assert.deepEqual([batch.producerId, batch.producerEpoch, log.logEndOffset], [1, 2, 1]);
  await world.settle(manager.close());
});
