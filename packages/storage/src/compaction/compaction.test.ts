import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SeededRandom } from '@moldau/runtime/simulated';
import type { LogManager } from '../log-manager.ts';
import type { LogConfig, PartitionLog } from '../partition-log.ts';
import { CompactionModel } from '../testing/compaction-model.ts';
import { openedLog, openManager, testConfig } from '../testing/log-fixtures.ts';
import { type MakeWorld, memoryWorld, realWorld, simulatedWorld, type StorageWorld } from '../testing/storage-world.ts';
import { cleanerDefaults } from './cleaner-settings.ts';

/** A longer run says `FUZZ=50`. */
const runs = 12 * Number(process.env['FUZZ'] ?? 1);
const firstSeed = Number(process.env['SEED'] ?? 0);
const DELETE_RETENTION_MS = 5000;

const config: LogConfig = {
  ...testConfig,
  segmentBytes: 1500,
  indexIntervalBytes: 100,
  cleanupPolicy: new Set(['compact']),
  minCleanableDirtyRatio: 0,
  deleteRetentionMs: DELETE_RETENTION_MS,
  fileDeleteDelayMs: 60_000,
};

describe('a log that is compacted again and again', () => {
  for (const make of [simulatedWorld, memoryWorld]) {
    test(`keeps the last record of every key, and nothing that it should not, ${make.name}`, async () => {
      for (let run = 0; run < runs; run++) await live(make, `${firstSeed + run}`);
    });
  }

  test('on a real disk, in a thread, does so too', async () => {
    await live(realWorld, '1');
  });

  test('takes as many passes as its memory asks for', async () => {
    for (let run = 0; run < runs; run++) await live(simulatedWorld, `small ${firstSeed + run}`, { mapBytes: 24 * 12 });
  });
});

async function live(make: MakeWorld, seed: string, { mapBytes = 1_000_000 } = {}): Promise<void> {
  const random = new SeededRandom(seed);
  const world = await make();
  try {
    const model = new CompactionModel(random, DELETE_RETENTION_MS);
    const cleaner = () => ({ ...cleanerDefaults, logCleanerDedupeBufferSize: mapBytes });
    let manager = await openManager(world, config, { cleaner });
    for (let round = 0; round < 6; round++) {
      const log = openedLog(manager, config);
      await step(world, manager, log, model, random);
      if (!world.memoryOnly && random.chance(0.3)) {
        const before = log.activeProducers();
        await world.settle(manager.close());
        manager = await openManager(world, config, { cleaner });
        const reopened = openedLog(manager, config);
        assert.deepEqual(reopened.activeProducers(), before);
        await model.check(world, reopened, world.runtime.clock.now());
      }
    }
    await world.settle(manager.close());
  } catch (error) {
    throw new Error(`Seed ${seed}`, { cause: error });
  } finally {
    await world.dispose();
  }
}

async function step(
  world: StorageWorld,
  manager: LogManager,
  log: PartitionLog,
  model: CompactionModel,
  random: SeededRandom,
): Promise<void> {
  const { clock } = world.runtime;
  for (let count = random.integer(60); count > 0; count--) model.append(log, clock.now());
  if (random.chance(0.5)) model.endAllTransactions(log, clock.now());
  await world.settle(log.flush());
  if (isTimeFree(world))
    await world.settle(new Promise<void>((resolve) => void clock.after(random.integer(3000), resolve)));
  const bound = compactedBound(log);
  const compacted = manager.compact();
  if (random.chance(0.5)) model.append(log, clock.now());
  await world.settle(compacted);
  const found = await model.check(world, log, clock.now());
  model.checkCompacted(found, bound);
}

/** Waiting costs nothing. */
function isTimeFree({ name }: StorageWorld): boolean {
  return name !== 'on a real disk';
}

/** Up to where a compaction now goes: below the active segment and what is not stable. */
function compactedBound(log: PartitionLog): number {
  assert.ok('segments' in log && Array.isArray(log.segments));
  const active: unknown = log.segments.at(-1);
  assert.ok(typeof active === 'object' && active !== null && 'baseOffset' in active);
  return Math.min(Number(active.baseOffset), log.lastStableOffset(log.logEndOffset));
}
