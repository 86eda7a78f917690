import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decodeRecords, encodeEndTxnMarker, encodeRecordBatch, RecordBatch } from '@moldau/protocol';
import { type Logger, silentLogger } from '@moldau/runtime';
import { Simulation } from '@moldau/runtime/simulated';
import type { LogManager } from '../log-manager.ts';
import type { LogConfig, PartitionLog } from '../partition-log.ts';
import { openedLog, openManager, readAll, TOPIC, TOPIC_ID, testConfig } from '../testing/log-fixtures.ts';
import type { StorageWorld } from '../testing/storage-world.ts';
import { type CleanerSettings, cleanerDefaults } from './cleaner-settings.ts';

const HOUR_MS = 3_600_000;

const compacted: LogConfig = {
  ...testConfig,
  cleanupPolicy: new Set(['compact']),
  minCleanableDirtyRatio: 0,
  deleteRetentionMs: HOUR_MS,
};

/** A broker with one log on a simulated machine, and short words for what happens to it. */
class Scenario {
  readonly simulation = new Simulation(1);
  readonly world: StorageWorld;
  readonly complaints: string[] = [];
  config: LogConfig;
  manager: LogManager | undefined;

  constructor(config: Partial<LogConfig> = {}) {
    this.config = { ...compacted, ...config };
    const note = (_fields: unknown, message: string): void => void this.complaints.push(message);
    const log: Logger = { ...silentLogger, warn: note, error: note, child: () => log };
    this.world = {
      name: 'simulated',
      runtime: { ...this.simulation.runtime('broker'), log },
      directory: '/data',
      memoryOnly: false,
      settle: (promise) => this.simulation.settle(promise),
      dispose: async () => {},
    };
  }

  async open(settings: Partial<CleanerSettings> = {}): Promise<PartitionLog> {
    const cleaner = () => ({ ...cleanerDefaults, logCleanerBackoffMs: 1000 * HOUR_MS, ...settings });
    this.manager = await openManager(this.world, this.config, { cleaner });
    return this.log;
  }

  get log(): PartitionLog {
    assert.ok(this.manager);
    return openedLog(this.manager, this.config);
  }

  get nowMs(): number {
    return this.world.runtime.clock.now();
  }

  /** Each `key=value`, or `key` for a tombstone, in a batch. */
  append(
    entries: readonly string[],
    batch: { producerId?: number; transactional?: boolean; sequence?: number } = {},
  ): number {
    const records = entries.map((entry) => {
      const [key = '', value] = entry.split('=');
      return { timestamp: this.nowMs, key: Buffer.from(key), value: value === undefined ? null : Buffer.from(value) };
    });
    const { producerId = -1, transactional = false, sequence = 0 } = batch;
    const producer = producerId < 0 ? {} : { producerId, producerEpoch: 0, baseSequence: sequence };
    const bytes = encodeRecordBatch({ records, transactional, ...producer });
    return this.log.append(bytes, { leaderEpoch: 0, origin: 'coordinator' }).baseOffset;
  }

  end(producerId: number, result: 'commit' | 'abort'): void {
    const marker = encodeEndTxnMarker({
      producerId,
      producerEpoch: 0,
      result,
      coordinatorEpoch: 0,
      timestamp: this.nowMs,
    });
    this.log.append(marker, { leaderEpoch: 0, origin: 'coordinator' });
  }

  /** Begins a new segment: nothing before it is active any more. */
  async roll(): Promise<void> {
    this.log.configure({ ...this.config, segmentBytes: 100 });
    this.append(['filler=1']);
    this.log.configure(this.config);
    await this.world.settle(this.log.flush());
  }

  async compact(): Promise<void> {
    await this.world.settle(this.manager?.compact() ?? Promise.resolve());
  }

  async pass(ms: number): Promise<void> {
    await this.simulation.runFor(ms);
  }

  /** `offset:key=value`, without the fillers; `offset:commit` for markers, `offset:-` for what is left of producers. */
  async content(): Promise<string[]> {
    const words: string[] = [];
    await this.world.settle(this.log.flush());
    for (const bytes of await readAll(this.world, this.log)) {
      const batch = new RecordBatch(bytes);
      if (batch.count === 0 && batch.hasProducerId) words.push(`${batch.baseOffset}:-`);
      else if (batch.isControl) words.push(`${batch.baseOffset}:marker`);
      else
        for (const { offset, key, value } of decodeRecords(batch)) {
          if (String(key) !== 'filler')
            words.push(`${offset}:${String(key)}${value === null ? '' : `=${String(value)}`}`);
        }
    }
    return words;
  }
}

describe('compaction', () => {
  test('keeps the last value of a key at its old offset, and a fetch in the gap gets what comes next (B156, B157)', async () => {
    const it = new Scenario();
    const log = await it.open();
    it.append(['a=1', 'b=1', 'a=2']);
    it.append(['b=2', 'c=1']);
    await it.roll();
    await it.compact();
    assert.deepEqual(await it.content(), ['2:a=2', '3:b=2', '4:c=1']);
    assert.equal(log.logStartOffset, 0);
    const [next] = await readAll(it.world, log, 1);
    assert.equal(next && new RecordBatch(next).lastOffset, 2);
    assert.deepEqual((await it.world.settle(log.findByTimestamp(0, log.logEndOffset)))?.offset, 2);
  });

  test('never touches the active segment', async () => {
    const it = new Scenario();
    await it.open();
    it.append(['a=1', 'a=2']);
    await it.world.settle(it.log.flush());
    await it.compact();
    assert.deepEqual(await it.content(), ['0:a=1', '1:a=2']);
  });

  test('keeps a tombstone for delete.retention.ms after it was first cleaned, and no longer', async () => {
    const it = new Scenario();
    await it.open();
    it.append(['a=1', 'b=1']);
    it.append(['a']);
    await it.roll();
    await it.pass(10 * HOUR_MS);
    await it.compact();
    assert.deepEqual(await it.content(), ['1:b=1', '2:a'], 'its time begins with the first cleaning');
    await it.pass(HOUR_MS - 1000);
    await it.roll();
    await it.compact();
    assert.deepEqual(await it.content(), ['1:b=1', '2:a']);
    await it.pass(2000);
    await it.roll();
    await it.compact();
    assert.deepEqual(await it.content(), ['1:b=1']);
  });

  test('drops aborted records at once, their marker when no data of it was left and delete.retention.ms after that', async () => {
    const it = new Scenario();
    const log = await it.open();
    it.append(['a=committed']);
    it.append(['a=aborted'], { producerId: 7, transactional: true });
    it.end(7, 'abort');
    it.append(['b=1'], { producerId: 7, transactional: true, sequence: 1 });
    it.end(7, 'commit');
    await it.roll();
    await it.compact();
    assert.deepEqual(await it.content(), ['0:a=committed', '2:marker', '3:b=1', '4:marker']);
    assert.equal(log.abortedTransactions(0, 10).length, 1);
    await it.roll();
    await it.compact();
    assert.deepEqual(log.abortedTransactions(0, 10), [], 'nobody needs to be told any more');
    assert.deepEqual(await it.content(), ['0:a=committed', '2:marker', '3:b=1', '4:marker']);
    await it.pass(HOUR_MS + 1000);
    await it.roll();
    await it.compact();
    assert.deepEqual(await it.content(), ['0:a=committed', '3:b=1', '4:marker'], 'a commit marker stays with its data');
  });

  test('leaves what an open transaction may still become', async () => {
    const it = new Scenario();
    await it.open();
    it.append(['a=1', 'a=2']);
    it.append(['a=3'], { producerId: 7, transactional: true });
    it.append(['a=4', 'a=5']);
    await it.roll();
    await it.compact();
    assert.deepEqual(await it.content(), ['1:a=2', '2:a=3', '3:a=4', '4:a=5']);
    it.end(7, 'abort');
    await it.roll();
    await it.compact();
    assert.deepEqual(await it.content(), ['2:-', '4:a=5', '6:marker']);
  });

  test('keeps an empty batch for a producer that is remembered, so that it goes on where it was', async () => {
    const it = new Scenario();
    await it.open();
    it.append(['a=1'], { producerId: 9, sequence: 0 });
    it.append(['a=2'], { producerId: 9, sequence: 1 });
    it.append(['a=3']);
    await it.roll();
    await it.compact();
    assert.deepEqual(await it.content(), ['1:-', '2:a=3']);
    it.simulation.host('broker').kill();
    const after = new Scenario();
    Object.assign(after, { simulation: it.simulation });
    const runtime = { ...it.simulation.runtime('broker'), log: silentLogger };
    const world = { ...it.world, runtime };
    const manager = await openManager(world, it.config);
    assert.equal(manager.get(TOPIC, 0)?.activeProducers()[0]?.lastSequence, 1);
  });

  test('waits for min.compaction.lag.ms, and does not wait for the dirty ratio beyond max.compaction.lag.ms', async () => {
    const it = new Scenario({
      minCompactionLagMs: HOUR_MS,
      maxCompactionLagMs: 2 * HOUR_MS,
      minCleanableDirtyRatio: 1,
    });
    await it.open();
    it.append(['a=1', 'a=2']);
    await it.roll();
    const whole = ['0:a=1', '1:a=2'];
    await it.compact();
    assert.deepEqual(await it.content(), whole);
    await it.pass(HOUR_MS + 1000);
    await it.compact();
    assert.deepEqual(await it.content(), whole, 'it is not dirtier than 1');
    await it.pass(HOUR_MS);
    await it.compact();
    assert.deepEqual(await it.content(), ['1:a=2']);
  });

  test('makes one segment of many small ones', async () => {
    const it = new Scenario({ segmentBytes: 100_000 });
    await it.open();
    for (let count = 0; count < 10; count++) {
      it.append([`a=${count}`]);
      await it.roll();
    }
    await it.compact();
    const logs = it.world.runtime.disk.list('/data/orders-0').filter(({ name }) => name.endsWith('.log'));
    assert.equal(logs.length, 2);
    assert.deepEqual((await it.content()).at(-1), '18:a=9');
  });

  test('goes on where it was after a restart, and from the start for a log that was made anew', async () => {
    const it = new Scenario({ minCleanableDirtyRatio: 0.9 });
    await it.open();
    it.append(['a=1', 'a=2']);
    await it.roll();
    await it.compact();
    assert.match(String(it.world.runtime.disk.readFile('/data/cleaner-offset-checkpoint')), /^0\n1\norders 0 2\n$/);
    it.manager?.delete(TOPIC, 0);
    it.manager?.create(TOPIC, 0, TOPIC_ID, it.config);
    it.append(['b=1', 'b=2']);
    await it.roll();
    await it.compact();
    assert.deepEqual(await it.content(), ['1:b=2']);
  });

  test('happens every log.cleaner.backoff.ms by itself, unless log.cleaner.enable says no', async () => {
    for (const logCleanerEnable of [true, false]) {
      const it = new Scenario();
      await it.open({ logCleanerEnable, logCleanerBackoffMs: 500 });
      it.append(['a=1', 'a=2']);
      await it.roll();
      await it.pass(1000);
      assert.deepEqual(await it.content(), logCleanerEnable ? ['1:a=2'] : ['0:a=1', '1:a=2']);
    }
  });

  test('goes as slowly as log.cleaner.io.max.bytes.per.second says', async () => {
    const it = new Scenario({ segmentBytes: 1_000_000 });
    await it.open({ logCleanerIoMaxBytesPerSecond: 10_000 });
    it.append([`a=${'x'.repeat(100_000)}`]);
    await it.roll();
    const startMs = it.nowMs;
    await it.compact();
    // Read twice, written once.
    assert.ok(it.nowMs - startMs >= 29_000, `${it.nowMs - startMs} ms`);
  });

  test('leaves a damaged log alone, says so once, and goes on with the others', async () => {
    const it = new Scenario();
    const log = await it.open();
    it.append(['a=1', 'a=2']);
    await it.roll();
    const other = it.manager?.create('other', 0, TOPIC_ID, it.config);
    assert.ok(other);
    it.simulation.host('broker').drive.flipBit('/data/orders-0/00000000000000000000.log', 70, 3);
    for (let count = 0; count < 3; count++) {
      const records = [{ timestamp: it.nowMs, key: Buffer.from('k'), value: Buffer.alloc(3000) }];
      other.append(encodeRecordBatch({ records }), { leaderEpoch: 0, origin: 'coordinator' });
    }
    await it.world.settle(other.flush());
    await it.compact();
    await it.compact();
    assert.deepEqual(it.complaints, ['A log cannot be compacted and grows from now on']);
    assert.equal(log.logEndOffset, 3);
    const left = await readAll(it.world, other);
    assert.deepEqual(
      left.map((bytes) => new RecordBatch(bytes).baseOffset),
      [1, 2],
    );
  });

  test('takes the directory offline when the disk fails (B159)', async () => {
    const it = new Scenario();
    await it.open();
    it.append(['a=1', 'a=2']);
    await it.roll();
    it.simulation.host('broker').drive.faults.failOnce('sync', 'EIO', (path) => path.endsWith('.cleaned'));
    await it.compact();
    assert.equal(it.manager?.directories[0]?.isOffline, true);
    assert.throws(() => it.append(['b=1']), { code: 56 });
  });

  test('does not begin what a disk has no room for', async () => {
    const it = new Scenario();
    await it.open();
    it.append([`a=${'x'.repeat(200)}`, 'a=2']);
    await it.roll();
    const { drive } = it.simulation.host('broker');
    drive.faults.capacityBytes = drive.usedBytes() + 100;
    await it.compact();
    assert.equal(it.manager?.directories[0]?.isOffline, false);
    assert.deepEqual(it.complaints, ['The disk is too full to compact a log']);
    drive.faults.mend();
    await it.compact();
    assert.deepEqual(await it.content(), ['1:a=2']);
  });

  for (const [what, interfere] of [
    ['truncated', (it: Scenario) => it.log.truncateTo(1)],
    ['deleted', (it: Scenario) => it.manager?.delete(TOPIC, 0)],
    ['deleted from the start', (it: Scenario) => it.log.deleteBefore(it.log.logEndOffset)],
  ] as const) {
    test(`of a log that is ${what} meanwhile comes to nothing, at whatever point`, async () => {
      for (let delayMs = 0; delayMs < 40; delayMs += 2) {
        const it = new Scenario({ segmentBytes: 1_000_000 });
        await it.open();
        it.append(['a=1']);
        it.append([`a=${'x'.repeat(300_000)}`]);
        await it.roll();
        const done = it.manager?.compact() ?? Promise.resolve();
        await it.pass(delayMs);
        void interfere(it);
        await it.world.settle(done);
        assert.deepEqual(it.complaints, []);
        assert.equal(it.manager?.directories[0]?.isOffline, false);
        if (what === 'deleted') it.manager?.create(TOPIC, 0, TOPIC_ID, it.config);
        const endOffset = it.log.logEndOffset;
        it.append(['after=1']);
        assert.equal((await it.content()).at(-1), `${endOffset}:after=1`);
        await it.world.settle(it.manager?.close() ?? Promise.resolve());
        it.simulation.host('broker').kill();
        const world = { ...it.world, runtime: { ...it.simulation.runtime('broker'), log: silentLogger } };
        const manager = await openManager(world, it.config);
        assert.equal(manager.get(TOPIC, 0)?.logEndOffset, endOffset + 1);
        const offsets = (await readAll(world, openedLog(manager, it.config))).map(
          (bytes) => new RecordBatch(bytes).lastOffset,
        );
        assert.equal(offsets.at(-1), endOffset);
      }
    });
  }

  test('leaves gaps that no recovery takes for torn, also when the topic is not compacted any more', async () => {
    const it = new Scenario();
    await it.open();
    const large = 'x'.repeat(3000);
    it.append([`x=${large}`]);
    it.append(['a=1']);
    await it.roll();
    it.append([`y=${large}`]);
    it.append(['a=2']);
    await it.roll();
    await it.compact();
    const before = await it.content();
    assert.deepEqual(before, [`0:x=${large}`, `3:y=${large}`, '4:a=2']);
    it.simulation.host('broker').kill();
    const world = { ...it.world, runtime: { ...it.simulation.runtime('broker'), log: silentLogger } };
    const deleting = { ...it.config, cleanupPolicy: new Set(['delete'] as const) };
    const manager = await openManager(world, deleting);
    const offsets = (await readAll(world, openedLog(manager, deleting))).map(
      (bytes) => new RecordBatch(bytes).baseOffset,
    );
    assert.deepEqual(offsets.slice(0, 4), [0, 2, 3, 4]);
  });

  test('and deletion by age live together under compact,delete', async () => {
    const it = new Scenario({ cleanupPolicy: new Set(['compact', 'delete']), retentionMs: 10 * HOUR_MS });
    const log = await it.open();
    it.append(['a=1', 'a=2', 'b=1']);
    await it.roll();
    await it.compact();
    assert.deepEqual(await it.content(), ['1:a=2', '2:b=1']);
    await it.pass(11 * HOUR_MS);
    it.append(['c=1']);
    await it.roll();
    it.manager?.applyRetention();
    assert.ok(log.logStartOffset > 2);
    assert.deepEqual(await it.content(), [`${log.logEndOffset - 2}:c=1`]);
  });
});
