import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Errors, RecordBatch } from '@moldau/protocol';
import type { Disk } from '@moldau/runtime';
import type { LogManager, LogManagerOptions } from '../log-manager.ts';
import { AppendError, type LogConfig, type PartitionLog } from '../partition-log.ts';
import {
  acknowledged,
  append,
  baseOffsets,
  openedLog,
  openManager,
  RECENT,
  readAll,
  readBatches,
  someBatch,
  testConfig,
} from './log-fixtures.ts';
import type { MakeWorld, StorageWorld } from './storage-world.ts';

/** What every PartitionLog must do, wherever its files lie. */
export function logSuite(name: string, makeWorld: MakeWorld): void {
  const check = (
    sentence: string,
    body: (fixture: LogFixture) => Promise<void>,
    config: Partial<LogConfig> = {},
    options: Partial<LogManagerOptions> = {},
  ): void => {
    test(sentence, async () => {
      const world = await makeWorld();
      const fixture = new LogFixture(world, { ...testConfig, ...config }, options);
      try {
        await fixture.open();
        await body(fixture);
      } finally {
        await fixture.close();
        await world.dispose();
      }
    });
  };
  const checkWithFiles: typeof check = (sentence, body, config, options) =>
    check(sentence, async (fixture) => (fixture.world.memoryOnly ? undefined : body(fixture)), config, options);

  describe(`a log ${name}`, () => {
    check('gives offsets from 0 on without gaps (B33)', async ({ log }) => {
      assert.deepEqual([log.logStartOffset, log.logEndOffset], [0, 0]);
      assert.deepEqual(append(log, someBatch({ count: 3 })), {
        baseOffset: 0,
        lastOffset: 2,
        logAppendTimeMs: -1,
        duplicate: false,
      });
      assert.equal(append(log, someBatch({ count: 2 })).baseOffset, 3);
      assert.equal(log.logEndOffset, 5);
    });

    check('returns batches as sent but for base offset and leader epoch (B95)', async ({ world, log }) => {
      append(log, someBatch());
      const sent = someBatch({ count: 5, codec: 'gzip' });
      append(log, Buffer.from(sent), 7);
      const [, stored = Buffer.alloc(0)] = await readBatches(world, log);
      const batch = new RecordBatch(stored);
      assert.deepEqual([batch.baseOffset, batch.partitionLeaderEpoch], [1, 7]);
      batch.baseOffset = 0;
      batch.partitionLeaderEpoch = -1;
      assert.deepEqual(stored, sent);
    });

    check('can be read at once, and tells of what is written and acknowledged', async ({ world, log }) => {
      append(log, someBatch());
      assert.deepEqual([log.writtenEndOffset, log.acknowledgedEndOffset, log.logEndOffset], [0, 0, 1]);
      assert.equal((await readBatches(world, log)).length, 1);
      await acknowledged(world, log);
      assert.deepEqual([log.writtenEndOffset, log.acknowledgedEndOffset], [1, 1]);
    });

    check(
      'acknowledges under flush.policy=ack what is on stable storage',
      async ({ world, log }) => {
        const seen: number[] = [];
        log.onProgress({
          progressed: () => {
            assert.equal(log.acknowledgedEndOffset, log.flushedEndOffset);
            seen.push(log.flushedEndOffset);
          },
          failed: assert.fail,
        });
        for (let index = 0; index < 50; index++) append(log, someBatch());
        assert.equal(log.acknowledgedEndOffset, 0);
        await acknowledged(world, log);
        assert.equal(seen.at(-1), 50);
      },
      { flushPolicy: 'ack', segmentBytes: 1 << 20 },
    );

    check('flushes when asked', async ({ world, log }) => {
      append(log, someBatch());
      await world.settle(log.flush());
      assert.deepEqual([log.writtenEndOffset, log.flushedEndOffset], [1, 1]);
    });

    check(
      'flushes after flush.messages',
      async ({ world, log }) => {
        for (let index = 0; index < 4; index++) append(log, someBatch());
        await acknowledged(world, log);
        assert.equal(log.flushedEndOffset, 0);
        append(log, someBatch());
        await untilFlushed(world, log);
      },
      { flushMessages: 5 },
    );

    check(
      'flushes in time under the flush policy interval and flush.ms',
      async ({ world, log }) => {
        append(log, someBatch());
        await acknowledged(world, log);
        await untilFlushed(world, log);
      },
      { flushPolicy: 'interval', flushMs: 10 },
    );

    check('copies what it appends', async ({ world, log }) => {
      const batch = someBatch({ value: 'a' });
      append(log, batch);
      const expected = Buffer.from(batch);
      batch.fill(0);
      assert.deepEqual(await readBatches(world, log), [expected]);
    });

    check('reads whole batches from the one that holds the offset, below the end offset', async ({ world, log }) => {
      for (let index = 0; index < 4; index++) append(log, someBatch({ count: 3 }));
      assert.deepEqual(baseOffsets(await readBatches(world, log, { offset: 4 })), [3, 6, 9]);
      assert.deepEqual(baseOffsets(await readBatches(world, log, { offset: 4, endOffset: 9 })), [3, 6]);
      assert.deepEqual(baseOffsets(await readBatches(world, log, { offset: 4, endOffset: 8 })), [3]);
      assert.deepEqual(await readBatches(world, log, { offset: 12 }), []);
    });

    for (const cache of ['from memory', 'from the file']) {
      const options = { tailCacheBytes: cache === 'from memory' ? 1 << 20 : 40 };
      check(
        `keeps to maxBytes but for the first batch when read ${cache}`,
        async ({ world, log }) => {
          const [small, large] = [someBatch(), someBatch({ valueBytes: 3000 })];
          for (const batch of [small, small, large, small]) append(log, Buffer.from(batch));
          await acknowledged(world, log);
          const read = async (offset: number, maxBytes: number, atLeastOneBatch: boolean) =>
            baseOffsets(await readBatches(world, log, { offset, maxBytes, atLeastOneBatch }));
          assert.deepEqual(await read(0, 2 * small.length, true), [0, 1]);
          assert.deepEqual(await read(0, 2 * small.length - 1, true), [0]);
          assert.deepEqual(await read(0, small.length - 1, false), []);
          assert.deepEqual(await read(0, 0, true), [0]);
          assert.deepEqual(await read(2, 10, true), [2]);
          assert.deepEqual(await read(2, 10, false), []);
        },
        {},
        options,
      );
    }

    check(
      'reads across segments what memory no longer holds',
      async ({ world, log }) => {
        const sent = Array.from({ length: 300 }, (_, index) =>
          someBatch({ count: 1 + (index % 5), valueBytes: (index * 37) % 400, value: String(index % 10) }),
        );
        for (const batch of sent) append(log, batch);
        await acknowledged(world, log);
        assert.deepEqual(await readAll(world, log), sent);
        const fromMiddle = await readAll(world, log, 500);
        assert.deepEqual(fromMiddle, sent.slice(-fromMiddle.length));
      },
      { segmentBytes: 8192 },
      { tailCacheBytes: 4096 },
    );

    check(
      'never changes bytes that a reader holds, however much is appended meanwhile',
      async ({ world, log }) => {
        const batch = someBatch({ valueBytes: 500, value: 'x' });
        append(log, batch);
        const request = { offset: 0, endOffset: 1, maxBytes: 1e6, atLeastOneBatch: true };
        const held = await world.settle(Promise.resolve(log.read(request)));
        for (let index = 0; index < 100; index++) append(log, someBatch({ valueBytes: 500, value: 'y' }));
        await acknowledged(world, log);
        assert.deepEqual(Buffer.concat(held.chunks), batch);
        held.release();
      },
      { segmentBytes: 1 << 20 },
      { tailCacheBytes: 4096 },
    );

    check(
      'takes batches larger than memory keeps',
      async ({ world, log }) => {
        const sent = [someBatch(), someBatch({ valueBytes: 300_000 }), someBatch()];
        for (const batch of sent) append(log, batch);
        assert.deepEqual(await readAll(world, log), sent);
        await acknowledged(world, log);
        assert.deepEqual(await readAll(world, log), sent);
      },
      { segmentBytes: 1 << 20 },
      { tailCacheBytes: 4096 },
    );

    check('refuses offsets outside the log', async ({ world, log }) => {
      append(log, someBatch({ count: 3 }));
      await world.settle(log.deleteBefore(2));
      for (const offset of [1, 4]) {
        const request = { offset, endOffset: 3, maxBytes: 100, atLeastOneBatch: true };
        assert.throws(() => log.read(request), codeIs(Errors.OFFSET_OUT_OF_RANGE));
      }
    });

    check('is unchanged by a batch that it refuses', async ({ world, log }) => {
      append(log, someBatch());
      const corrupt = someBatch();
      corrupt.writeUInt8(corrupt.readUInt8(70) ^ 1, 70);
      assert.throws(() => append(log, corrupt), codeIs(Errors.CORRUPT_MESSAGE));
      assert.equal(append(log, someBatch()).baseOffset, 1);
      assert.equal((await readBatches(world, log)).length, 2);
    });

    check('counts bytes between offsets', async ({ world, log }) => {
      const batch = someBatch({ count: 2 });
      for (let index = 0; index < 10; index++) append(log, Buffer.from(batch));
      assert.equal(log.bytesBetween(0, 20), 10 * batch.length);
      assert.equal(log.bytesBetween(4, 8), 2 * batch.length);
      assert.equal(log.bytesBetween(20, 20), 0);
      assert.equal(log.bytesBetween(21, 20), 0);
      await acknowledged(world, log);
      assert.equal(log.bytesBetween(18, 20), batch.length);
      assert.equal(log.size, 10 * batch.length);
    });

    check(
      'puts its own time into batches under LogAppendTime (B40)',
      async ({ world, log }) => {
        const before = world.runtime.clock.now();
        const { logAppendTimeMs } = append(log, someBatch({ timestamp: 5 }));
        assert.ok(logAppendTimeMs >= before);
        assert.equal((await world.settle(log.findByTimestamp(6, 1)))?.timestamp, logAppendTimeMs);
      },
      { messageTimestampType: 'LogAppendTime' },
    );

    check('finds the first record as late as a timestamp, inside compressed batches too (B97)', async (fixture) => {
      const { world, log } = fixture;
      append(log, someBatch({ count: 3, timestamp: [10, 40, 20], codec: 'zstd' }), 1);
      append(log, someBatch({ count: 2, timestamp: [30, 50], codec: 'lz4' }), 2);
      await acknowledged(world, log);
      const find = (timestamp: number, end = 5) => world.settle(log.findByTimestamp(timestamp, end));
      assert.deepEqual(await find(0), { timestamp: 10, offset: 0, leaderEpoch: 1 });
      assert.deepEqual(await find(11), { timestamp: 40, offset: 1, leaderEpoch: 1 });
      assert.deepEqual(await find(41), { timestamp: 50, offset: 4, leaderEpoch: 2 });
      assert.equal(await find(51), undefined);
      assert.equal(await find(41, 4), undefined);
    });

    check('finds the record with the greatest timestamp, the first of equals (B96)', async ({ world, log }) => {
      const find = (end: number) => world.settle(log.findMaxTimestamp(end));
      assert.equal(await find(0), undefined);
      append(log, someBatch({ count: 3, timestamp: [10, 40, 20] }));
      append(log, someBatch({ count: 2, timestamp: [40, 30] }));
      append(log, someBatch({ count: 1, timestamp: 90 }));
      await acknowledged(world, log);
      assert.deepEqual(await find(6), { timestamp: 90, offset: 5, leaderEpoch: 0 });
      assert.deepEqual(await find(5), { timestamp: 40, offset: 1, leaderEpoch: 0 });
      await world.settle(log.deleteBefore(2));
      assert.deepEqual(await find(5), { timestamp: 40, offset: 3, leaderEpoch: 0 });
    });

    check('finds timestamps that go up and down over many segments (B160)', async ({ world, log }) => {
      const timestamps = Array.from({ length: 400 }, (_, index) => (index * 7919) % 1009);
      for (const timestamp of timestamps) append(log, someBatch({ timestamp, valueBytes: 80 }));
      await acknowledged(world, log);
      for (const wanted of [0, 1, 500, 900, 1000, 1005, 1008, 1009]) {
        const offset = timestamps.findIndex((timestamp) => timestamp >= wanted);
        const found = await world.settle(log.findByTimestamp(wanted, 400));
        assert.equal(found?.offset ?? -1, offset, `timestamp ${wanted}`);
      }
      const max = Math.max(...timestamps);
      assert.equal((await world.settle(log.findMaxTimestamp(400)))?.offset, timestamps.indexOf(max));
    });

    check('answers a batch sent again with where it is (B51)', async ({ log }) => {
      const batch = () => someBatch({ count: 2, producerId: 9, producerEpoch: 0, baseSequence: 0 });
      assert.equal(append(log, batch()).duplicate, false);
      append(log, someBatch());
      const again = append(log, batch());
      assert.deepEqual([again.duplicate, again.baseOffset, again.lastOffset], [true, 0, 1]);
      assert.equal(log.logEndOffset, 3);
    });

    check('refuses gaps and old epochs of a producer (B52, B53)', async ({ log }) => {
      const batch = (baseSequence: number, producerEpoch: number) =>
        someBatch({ producerId: 9, producerEpoch, baseSequence });
      append(log, batch(0, 1));
      assert.throws(() => append(log, batch(2, 1)), codeIs(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER));
      assert.throws(() => append(log, batch(1, 0)), codeIs(Errors.INVALID_PRODUCER_EPOCH));
      assert.equal(append(log, batch(1, 1)).baseOffset, 1);
      assert.deepEqual(
        log.activeProducers().map(({ producerId, lastSequence }) => [producerId, lastSequence]),
        [[9, 1]],
      );
    });

    check('lets a producer go on whose records were all deleted (B57)', async ({ world, log }) => {
      append(log, someBatch({ producerId: 9, producerEpoch: 0, baseSequence: 5 }));
      await world.settle(log.deleteBefore(1));
      assert.equal(append(log, someBatch({ producerId: 9, producerEpoch: 0, baseSequence: 6 })).baseOffset, 1);
    });

    check('answers where leader epochs end (B88)', async ({ log }) => {
      assert.deepEqual(log.endOffsetForEpoch(0), { epoch: -1, endOffset: -1 });
      log.startEpoch(2);
      append(log, someBatch({ count: 3 }), 2);
      log.startEpoch(5);
      append(log, someBatch({ count: 3 }), 5);
      assert.equal(log.latestEpoch, 5);
      assert.deepEqual(log.endOffsetForEpoch(5), { epoch: 5, endOffset: 6 });
      assert.deepEqual(log.endOffsetForEpoch(3), { epoch: 2, endOffset: 3 });
      assert.deepEqual(log.endOffsetForEpoch(6), { epoch: -1, endOffset: -1 });
      assert.deepEqual([log.epochAt(2), log.epochAt(3)], [2, 5]);
    });

    check(
      'begins a new segment when the old one is full, and by time (B155)',
      async ({ world, log, segmentCount }) => {
        append(log, someBatch({ valueBytes: 3000, timestamp: 0 }));
        append(log, someBatch({ valueBytes: 900, timestamp: 999 }));
        assert.equal(segmentCount(), 1);
        append(log, someBatch({ valueBytes: 100, timestamp: 999 }));
        assert.equal(segmentCount(), 2);
        append(log, someBatch({ valueBytes: 100, timestamp: 1999 }));
        assert.equal(segmentCount(), 2);
        append(log, someBatch({ valueBytes: 100, timestamp: 2000 }));
        assert.equal(segmentCount(), 3);
        await acknowledged(world, log);
        assert.deepEqual(baseOffsets(await readAll(world, log)), [0, 1, 2, 3, 4]);
      },
      { segmentMs: 1000 },
    );

    check(
      'begins a new segment of a compacted topic by max.compaction.lag.ms if that is less (B155)',
      async ({ log, segmentCount }) => {
        for (const timestamp of [0, 500, 501]) append(log, someBatch({ timestamp }));
        assert.equal(segmentCount(), 2);
      },
      { segmentMs: 1000, maxCompactionLagMs: 500, cleanupPolicy: new Set(['compact']) },
    );

    checkWithFiles(
      'gives files their full size at once under preallocate, and cuts them when it closes them',
      async (fixture) => {
        const { disk } = fixture.world.runtime;
        const sizes = () => logSizes(disk, `${fixture.world.directory}/orders-0`);
        const bytes = someBatch({ valueBytes: 2500 }).length;
        for (let index = 0; index < 2; index++) append(fixture.log, someBatch({ valueBytes: 2500 }));
        assert.deepEqual(sizes(), [bytes, 4096]);
        await fixture.restart();
        assert.deepEqual(sizes(), [bytes, bytes]);
        assert.equal(fixture.log.logEndOffset, 2);
      },
      { preallocate: true },
    );

    check('removes whole segments below its start', async ({ world, log, segmentCount }) => {
      for (let index = 0; index < 20; index++) append(log, someBatch({ valueBytes: 1000 }));
      await acknowledged(world, log);
      const before = segmentCount();
      await world.settle(log.deleteBefore(10));
      assert.equal(log.logStartOffset, 10);
      assert.ok(segmentCount() < before);
      assert.deepEqual(baseOffsets(await readAll(world, log)), [10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
      await world.settle(log.deleteBefore(5));
      assert.equal(log.logStartOffset, 10);
      await world.settle(log.deleteBefore(100));
      assert.equal(log.logStartOffset, 20);
      assert.equal(append(log, someBatch()).baseOffset, 20);
    });

    check('drops everything from an offset on', async ({ world, log }) => {
      for (let index = 0; index < 20; index++) append(log, someBatch({ valueBytes: 700, count: 2 }), index);
      await acknowledged(world, log);
      for (const offset of [33, 30, 6]) {
        log.truncateTo(offset);
        assert.equal(log.logEndOffset, offset);
        assert.ok(log.latestEpoch <= offset / 2);
        const next = append(log, someBatch(), 50);
        assert.equal(next.baseOffset, offset);
        log.truncateTo(offset);
      }
      assert.deepEqual(baseOffsets(await readAll(world, log)), [0, 2, 4]);
      log.truncateTo(0);
      assert.deepEqual([log.logEndOffset, log.size], [0, 0]);
    });

    check('forgets producers of what it drops', async ({ world, log }) => {
      const batch = (baseSequence: number) => someBatch({ producerId: 9, producerEpoch: 0, baseSequence });
      append(log, batch(0));
      append(log, batch(1));
      await acknowledged(world, log);
      log.truncateTo(1);
      assert.equal(append(log, batch(1)).duplicate, false);
    });

    check('obeys changed configs from the next append on', async ({ log, config }) => {
      log.configure({ ...config, maxMessageBytes: 50 });
      assert.throws(() => append(log, someBatch()), codeIs(Errors.MESSAGE_TOO_LARGE));
      log.configure(config);
      append(log, someBatch());
    });

    check('deletes segments by size and by age, the active one too (B155)', async ({ world, log, manager, config }) => {
      for (let index = 0; index < 20; index++) append(log, someBatch({ valueBytes: 1000, timestamp: index }));
      await acknowledged(world, log);
      manager.applyRetention();
      assert.equal(log.logStartOffset, 0);
      log.configure({ ...config, retentionBytes: log.size - 5000 });
      manager.applyRetention();
      assert.equal(log.logStartOffset, 3);
      log.configure({ ...config, retentionMs: 1000 });
      manager.applyRetention();
      assert.deepEqual([log.logStartOffset, log.logEndOffset, log.size], [20, 20, 0]);
      assert.equal(append(log, someBatch()).baseOffset, 20);
    });

    check(
      'deletes no segment that the high watermark has not passed (B155)',
      async ({ log, manager }) => {
        for (let index = 0; index < 20; index++) append(log, someBatch({ valueBytes: 1000, timestamp: index }));
        manager.applyRetention();
        assert.equal(log.logStartOffset, 6);
      },
      { retentionMs: 1000 },
      { highWatermarkOf: () => 7 },
    );

    check(
      'keeps what may be deleted by policy only',
      async ({ world, log, manager }) => {
        for (let index = 0; index < 20; index++) append(log, someBatch({ valueBytes: 1000, timestamp: index }));
        await acknowledged(world, log);
        manager.applyRetention();
        assert.equal(log.logStartOffset, 0);
      },
      { retentionMs: 1000, retentionBytes: 1, cleanupPolicy: new Set(['compact']) },
    );

    checkWithFiles('is the same after a restart (B55)', async (fixture) => {
      const sent = Array.from({ length: 30 }, (_, index) =>
        someBatch({ producerId: 4, producerEpoch: 0, baseSequence: index, valueBytes: 500, timestamp: RECENT + index }),
      );
      for (const batch of sent) append(fixture.log, batch, 3);
      await fixture.world.settle(fixture.log.deleteBefore(12));
      await fixture.restart();
      const { world, log } = fixture;
      assert.deepEqual([log.logStartOffset, log.logEndOffset, log.acknowledgedEndOffset], [12, 30, 30]);
      assert.deepEqual([log.latestEpoch, log.epochAt(20)], [3, 3]);
      assert.deepEqual(await readAll(world, log), sent.slice(12));
      assert.equal((await world.settle(log.findByTimestamp(RECENT + 25, 30)))?.offset, 25);
      const retried = someBatch({
        producerId: 4,
        producerEpoch: 0,
        baseSequence: 29,
        valueBytes: 500,
        timestamp: RECENT + 29,
      });
      assert.equal(append(log, retried, 3).duplicate, true);
      assert.equal(append(log, someBatch({ producerId: 4, producerEpoch: 0, baseSequence: 30 }), 3).baseOffset, 30);
    });

    checkWithFiles('is empty at its end after everything was deleted, and a restart', async (fixture) => {
      append(fixture.log, someBatch({ count: 7, timestamp: 5 }));
      await acknowledged(fixture.world, fixture.log);
      fixture.log.configure({ ...testConfig, retentionMs: 1000 });
      fixture.manager.applyRetention();
      await fixture.restart();
      assert.deepEqual([fixture.log.logStartOffset, fixture.log.logEndOffset], [7, 7]);
    });
  });
}

class LogFixture {
  readonly world: StorageWorld;
  readonly config: LogConfig;
  readonly #options: Partial<LogManagerOptions>;
  #manager: LogManager | undefined;

  constructor(world: StorageWorld, config: LogConfig, options: Partial<LogManagerOptions>) {
    this.world = world;
    this.config = config;
    this.#options = options;
  }

  get manager(): LogManager {
    assert(this.#manager !== undefined);
    return this.#manager;
  }

  get log(): PartitionLog {
    return openedLog(this.manager, this.config);
  }

  /** By the log's size in files, without looking at them. */
  readonly segmentCount = (): number => {
    const { log } = this;
    assert('segments' in log && Array.isArray(log.segments));
    return log.segments.length;
  };

  async open(): Promise<void> {
    this.#manager = await openManager(this.world, this.config, this.#options);
  }

  async restart(): Promise<void> {
    await this.close();
    await this.open();
  }

  async close(): Promise<void> {
    await this.world.settle(this.manager.close());
  }
}

function codeIs(code: number): (error: unknown) => boolean {
  return (error) => error instanceof AppendError && error.code === code;
}

function untilFlushed(world: StorageWorld, log: PartitionLog): Promise<void> {
  return world.settle(
    new Promise<void>((resolve) => {
      const off = log.onProgress({
        progressed() {
          if (log.flushedEndOffset < log.logEndOffset) return;
          off();
          resolve();
        },
        failed: assert.fail,
      });
    }),
  );
}

function logSizes(disk: Disk, directory: string): number[] {
  const names = disk.list(directory).map(({ name }) => name);
  return names.filter((name) => name.endsWith('.log')).map((name) => disk.readFile(`${directory}/${name}`).length);
}
