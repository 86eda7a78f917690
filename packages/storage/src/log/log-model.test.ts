import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeRecords, RecordBatch } from '@moldau/protocol';
import fc from 'fast-check';
import type { LogManager } from '../log-manager.ts';
import type { LogConfig, PartitionLog } from '../partition-log.ts';
import {
  acknowledged,
  append,
  openedLog,
  openManager,
  readBatches,
  someBatch,
  testConfig,
} from '../testing/log-fixtures.ts';
import { simulatedWorld, type StorageWorld } from '../testing/storage-world.ts';

/**
 * Any sequence of operations against a list of batches, with segments, indexes, tail cache and descriptors so small
 * that all of their boundaries are crossed.
 */

const runs = 60 * Number(process.env['FUZZ'] ?? 1);

const config: LogConfig = { ...testConfig, segmentBytes: 6500, indexIntervalBytes: 300, segmentIndexBytes: 120 };

type Operation =
  | { readonly kind: 'append'; readonly count: number; readonly valueBytes: number; readonly timestamp: number }
  | { readonly kind: 'read'; readonly at: number; readonly maxBytes: number; readonly end: number }
  | { readonly kind: 'truncate' | 'deleteBefore' | 'findByTimestamp'; readonly at: number }
  | { readonly kind: 'turn' | 'flush' | 'restart' | 'checkpoint' | 'findMaxTimestamp' };

const share = fc.double({ min: 0, max: 1, noNaN: true });
const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      count: fc.integer({ min: 1, max: 5 }),
      valueBytes: fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 1200 })),
      timestamp: fc.integer({ min: 0, max: 100 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('read' as const),
      at: share,
      maxBytes: fc.integer({ min: 0, max: 3000 }),
      end: share,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('truncate' as const), at: share }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('deleteBefore' as const), at: share }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('findByTimestamp' as const), at: share }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'findMaxTimestamp' as const }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'turn' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'flush' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'checkpoint' as const }) },
);

test('a log does what a list of batches does, whatever is done to it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { maxLength: 80 }), async (operations) => {
      const pair = await LogAndModel.start();
      for (const one of operations) await pair.perform(one);
      await pair.finish();
    }),
    { numRuns: runs },
  );
});

class LogAndModel {
  readonly #world: StorageWorld;
  #manager: LogManager;
  /** As stored, by offset. */
  #batches: Buffer[] = [];
  #start = 0;
  #end = 0;

  private constructor(world: StorageWorld, manager: LogManager) {
    this.#world = world;
    this.#manager = manager;
  }

  static async start(): Promise<LogAndModel> {
    const world = await simulatedWorld();
    return new LogAndModel(world, await LogAndModel.#open(world));
  }

  static #open(world: StorageWorld): Promise<LogManager> {
    return openManager(world, config, { tailCacheBytes: 2400, openFilesMax: 3 });
  }

  get #log(): PartitionLog {
    return openedLog(this.#manager, config);
  }

  async perform(operation: Operation): Promise<void> {
    if (operation.kind === 'append') this.#append(operation);
    else if (operation.kind === 'read') await this.#read(operation);
    else if (operation.kind === 'truncate') this.#truncate(operation.at);
    else if (operation.kind === 'deleteBefore') await this.#deleteBefore(operation.at);
    else if (operation.kind === 'findByTimestamp') await this.#findByTimestamp(Math.floor(operation.at * 110));
    else if (operation.kind === 'findMaxTimestamp') await this.#findMaxTimestamp();
    else if (operation.kind === 'turn') await acknowledged(this.#world, this.#log);
    else if (operation.kind === 'flush') await this.#world.settle(this.#log.flush());
    else if (operation.kind === 'checkpoint') await this.#world.settle(this.#manager.checkpoint());
    else await this.#restart();
    assert.deepEqual([this.#log.logStartOffset, this.#log.logEndOffset], [this.#start, this.#end], operation.kind);
  }

  async finish(): Promise<void> {
    await this.#restart();
    await this.#read({ at: 0, end: 1, maxBytes: 1e9 });
    await this.#findMaxTimestamp();
    await this.#world.settle(this.#manager.close());
  }

  #append({ count, valueBytes, timestamp }: Operation & { kind: 'append' }): void {
    const timestamps = Array.from({ length: count }, (_, index) => (timestamp + index * 37) % 101);
    const batch = someBatch({
      count,
      valueBytes,
      timestamp: timestamps,
      codec: valueBytes % 3 === 0 ? 'gzip' : 'none',
    });
    assert.equal(append(this.#log, batch).baseOffset, this.#end);
    this.#batches.push(batch);
    this.#end += count;
  }

  async #read({ at, maxBytes, end }: { at: number; maxBytes: number; end: number }): Promise<void> {
    const offset = this.#start + Math.floor(at * (this.#end - this.#start));
    const endOffset = offset + Math.floor(end * (this.#end - offset));
    const atLeastOneBatch = maxBytes % 2 === 0;
    const found = await readBatches(this.#world, this.#log, { offset, endOffset, maxBytes, atLeastOneBatch });
    const wanted = this.#batches.filter((batch) => nextOf(batch) > offset && nextOf(batch) <= endOffset);
    assert.deepEqual(found, wanted.slice(0, found.length));
    const bytes = found.reduce((sum, batch) => sum + batch.length, 0);
    assert.ok(bytes <= maxBytes || (atLeastOneBatch && found.length === 1));
    const [first] = wanted;
    if (found.length === 0 && first !== undefined) assert.ok(first.length > maxBytes && !atLeastOneBatch);
  }

  /** To a boundary of batches, as followers do. */
  #truncate(at: number): void {
    const batch = this.#batches[Math.floor(at * this.#batches.length)];
    if (batch === undefined || baseOf(batch) < this.#start) return;
    this.#end = baseOf(batch);
    this.#batches = this.#batches.filter((other) => nextOf(other) <= this.#end);
    this.#log.truncateTo(this.#end);
  }

  async #deleteBefore(at: number): Promise<void> {
    const offset = this.#start + Math.floor((at * (this.#end - this.#start)) / 2);
    await this.#world.settle(this.#log.deleteBefore(offset));
    this.#start = Math.max(this.#start, offset);
    this.#batches = this.#batches.filter((batch) => nextOf(batch) > this.#start);
  }

  async #findByTimestamp(timestamp: number): Promise<void> {
    const found = await this.#world.settle(this.#log.findByTimestamp(timestamp, this.#end));
    const expected = this.#records().find((record) => record.timestamp >= timestamp);
    assert.deepEqual(found && { offset: found.offset, timestamp: found.timestamp }, expected);
  }

  async #findMaxTimestamp(): Promise<void> {
    const found = await this.#world.settle(this.#log.findMaxTimestamp(this.#end));
    const records = this.#records();
    const max = Math.max(...records.map((record) => record.timestamp));
    const expected = records.find((record) => record.timestamp === max);
    assert.deepEqual(found && { offset: found.offset, timestamp: found.timestamp }, expected);
  }

  #records(): { offset: number; timestamp: number }[] {
    return this.#batches
      .flatMap((bytes) => [...decodeRecords(new RecordBatch(bytes))])
      .map(({ offset, timestamp }) => ({ offset, timestamp }))
      .filter(({ offset }) => offset >= this.#start);
  }

  async #restart(): Promise<void> {
    openedLog(this.#manager, config);
    await this.#world.settle(this.#manager.close());
    this.#manager = await LogAndModel.#open(this.#world);
  }
}

function baseOf(batch: Buffer): number {
  return new RecordBatch(batch).baseOffset;
}

function nextOf(batch: Buffer): number {
  return new RecordBatch(batch).nextOffset;
}
