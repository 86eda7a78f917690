/** Closed segments that are damaged while their log is in use (B159): said once, kept, and read around. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Errors, RecordBatch } from '@moldau/protocol';
import { type Logger, silentLogger } from '@moldau/runtime';
import type { LogManager } from '../log-manager.ts';
import { AppendError, type PartitionLog } from '../partition-log.ts';
import {
  acknowledged,
  append,
  openedLog,
  openManager,
  readBatches,
  someBatch,
  testConfig,
} from '../testing/log-fixtures.ts';
import { type StorageWorld, simulatedWorld } from '../testing/storage-world.ts';

const config = { ...testConfig, segmentBytes: 3000, indexIntervalBytes: 100 };
const BATCHES = 20;
/** Of the segments that `filled` makes: offsets 0 to 3, 4 to 7, and so on. */
const SEGMENT = 4;

interface Scene {
  readonly world: StorageWorld;
  readonly manager: LogManager;
  readonly log: PartitionLog;
  /** What an operator reads. */
  readonly lines: string[];
}

/** A log of several segments, none of whose batches is in memory. */
async function filled(): Promise<Scene> {
  const lines: string[] = [];
  const world = await simulatedWorld();
  const logged: StorageWorld = { ...world, runtime: { ...world.runtime, log: recorder(lines) } };
  const first = await openManager(logged, config);
  const written = openedLog(first, config);
  for (let index = 0; index < BATCHES; index++)
    append(written, someBatch({ valueBytes: 600, timestamp: 1000 + index }));
  await acknowledged(logged, written);
  await world.settle(first.close());
  const manager = await openManager(logged, config, { openFilesMax: 1 });
  return { world: logged, manager, log: openedLog(manager, config), lines };
}

function recorder(lines: string[]): Logger {
  const note = (_fields: unknown, message: string): void => {
    lines.push(message);
  };
  return { ...silentLogger, warn: note, error: note };
}

/** Makes the batch at `offset` one that is none. */
function spoil({ world }: Scene, offset: number): void {
  const base = offset - (offset % SEGMENT);
  const path = `${world.directory}/orders-0/${String(base).padStart(20, '0')}.log`;
  const file = world.runtime.disk.open(path, 'write');
  const length = file.size() / SEGMENT;
  file.write(Buffer.from([9]), (offset - base) * length + 16);
  file.close();
}

const storageError = (error: unknown) => error instanceof AppendError && error.code === Errors.KAFKA_STORAGE_ERROR;

async function readAt({ world, log }: Scene, offset: number): Promise<number[]> {
  const batches = await readBatches(world, log, { offset });
  return batches.map((batch) => new RecordBatch(batch).baseOffset);
}

describe('a closed segment that is damaged', () => {
  test('is said once, however often it is read', async () => {
    const scene = await filled();
    spoil(scene, 6);
    for (let times = 0; times < 5; times++) await assert.rejects(readAt(scene, 6), storageError);
    assert.equal(scene.lines.length, 1, scene.lines.join('\n'));
    assert.match(scene.lines[0] ?? '', /00000000000000000004\.log is damaged/);
  });

  test('is read up to the damage and from behind it on', async () => {
    const scene = await filled();
    spoil(scene, 6);
    assert.deepEqual(await readAt(scene, 4), [4, 5]);
    await assert.rejects(readAt(scene, 6), storageError);
    assert.deepEqual(await readAt(scene, 7), [7]);
    assert.deepEqual(await readAt(scene, 8), [8, 9, 10, 11]);
    assert.deepEqual(await readAt(scene, 4), [4, 5]);
  });

  test('lets nothing be appended, and keeps its file from retention', async () => {
    const scene = await filled();
    const { log, manager } = scene;
    spoil(scene, 6);
    assert.equal(append(log, someBatch()).baseOffset, BATCHES);
    await assert.rejects(readAt(scene, 6), storageError);
    assert.throws(() => append(log, someBatch()), storageError);
    log.configure({ ...config, retentionBytes: 0 });
    manager.applyRetention();
    assert.equal(log.logStartOffset, 0);
  });

  test('is forgotten once its records are deleted', async () => {
    const scene = await filled();
    const { world, log } = scene;
    spoil(scene, 6);
    await assert.rejects(readAt(scene, 6), storageError);
    await world.settle(log.deleteBefore(8));
    assert.equal(append(log, someBatch()).baseOffset, BATCHES);
    assert.deepEqual(await readAt(scene, 8), [8, 9, 10, 11]);
  });

  test('fails look-ups by time that lead into it, and is said once then too', async () => {
    const scene = await filled();
    const { world, log } = scene;
    spoil(scene, 6);
    for (let times = 0; times < 3; times++) {
      await assert.rejects(world.settle(log.findByTimestamp(1006, BATCHES)), storageError);
    }
    assert.equal(scene.lines.length, 1, scene.lines.join('\n'));
    assert.equal((await world.settle(log.findByTimestamp(1009, BATCHES)))?.offset, 9);
  });

  test('or gone altogether, is no reason to lose the others', async () => {
    const scene = await filled();
    const { world } = scene;
    world.runtime.disk.remove(`${world.directory}/orders-0/00000000000000000004.log`);
    for (let times = 0; times < 3; times++) await assert.rejects(readAt(scene, 5), storageError);
    assert.deepEqual(await readAt(scene, 8), [8, 9, 10, 11]);
    assert.equal(scene.lines.length, 1, scene.lines.join('\n'));
  });
});
