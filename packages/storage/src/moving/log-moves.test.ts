import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Errors, ProtocolError, RecordBatch } from '@moldau/protocol';
import { type Disk, DiskError, silentLogger } from '@moldau/runtime';
import { Simulation } from '@moldau/runtime/simulated';
import type { LogManager, LogManagerOptions, StorageRuntime } from '../log-manager.ts';
import { AppendError, type LogConfig, type PartitionLog } from '../partition-log.ts';
import {
  acknowledged,
  append,
  openedLog,
  openManager,
  readAll,
  someBatch,
  testConfig,
  TOPIC,
} from '../testing/log-fixtures.ts';
import { realWorld, type StorageWorld } from '../testing/storage-world.ts';

const config: LogConfig = { ...testConfig, flushPolicy: 'ack' };
const directories = ['/a', '/b'];

class World {
  readonly simulation: Simulation;
  readonly world: StorageWorld;

  constructor(
    seed: number | string = 1,
    wrap: (disk: Disk) => Disk = (disk) => disk,
    simulation = new Simulation(seed),
  ) {
    const runtime = simulation.runtime('broker');
    this.simulation = simulation;
    this.world = {
      name: 'on a simulated disk',
      runtime: { ...runtime, disk: wrap(runtime.disk), log: silentLogger },
      directory: '/a',
      memoryOnly: false,
      settle: (promise) => simulation.settle(promise),
      dispose: async () => {},
    };
  }

  open(options: Partial<LogManagerOptions> = {}): Promise<LogManager> {
    return openManager(this.world, config, { directories, ...options });
  }

  close(manager: LogManager): Promise<void> {
    return this.simulation.settle(manager.close());
  }

  /** Values of all records, in order. */
  async values(log: PartitionLog): Promise<string[]> {
    return (await readAll(this.world, log)).map((batch) => new RecordBatch(batch).lastOffset.toString());
  }

  async write(log: PartitionLog, count: number): Promise<void> {
    for (let i = 0; i < count; i++) append(log, someBatch({ valueBytes: 400 }));
    await acknowledged(this.world, log);
  }

  moved(manager: LogManager): Promise<void> {
    return this.simulation.run(() => whereIs(manager, '/b').some(({ isFuture }) => !isFuture));
  }
}

function whereIs(manager: LogManager, path: string) {
  return manager.describeDirectories().find((directory) => directory.path === path)?.replicas ?? [];
}

function offsets(count: number, from = 0): string[] {
  return Array.from({ length: count }, (_, index) => String(from + index));
}

function refused(code: number, act: () => unknown): void {
  assert.throws(
    act,
    (error) => (error instanceof ProtocolError || error instanceof AppendError) && error.code === code,
  );
}

test('a log moves with all of its records, and goes on in its new place', async () => {
  const world = new World();
  const manager = await world.open();
  const log = openedLog(manager, config);
  await world.write(log, 60);
  assert.equal(manager.alterDirectory(TOPIC, 0, '/b'), true);
  const [future] = whereIs(manager, '/b');
  assert.ok(future?.isFuture);
  assert.equal(future.endOffset, 0);
  await world.write(log, 20);
  await world.moved(manager);
  assert.deepEqual(whereIs(manager, '/a'), []);
  assert.equal(whereIs(manager, '/b')[0]?.size, log.size);
  await world.write(log, 20);
  assert.equal(manager.get(TOPIC, 0), log);
  assert.deepEqual(await world.values(log), offsets(100));
  await world.close(manager);

  const again = await world.open();
  assert.equal(whereIs(again, '/b').length, 1);
  assert.equal(whereIs(again, '/a').length, 0);
  assert.deepEqual(await world.values(openedLog(again, config)), offsets(100));
  await world.close(again);
});

test('a log moves on a real disk, while it is written, there and back', async () => {
  const world = await realWorld();
  const [a, b] = [`${world.directory}/a`, `${world.directory}/b`];
  const manager = await openManager(world, config, { directories: [a, b] });
  const log = openedLog(manager, config);
  let written = 0;
  for (const target of [b, a, b]) {
    manager.alterDirectory(TOPIC, 0, target);
    const enough = written + 400;
    while (!whereIs(manager, target).some(({ isFuture }) => !isFuture)) {
      const count = written < enough ? 20 : 0;
      for (let i = 0; i < count; i++) append(log, someBatch({ valueBytes: 400 }));
      written += count;
      await acknowledged(world, log);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  const read = (await readAll(world, log)).map((batch) => new RecordBatch(batch).baseOffset);
  assert.deepEqual(
    read,
    Array.from({ length: written }, (_, index) => index),
  );
  await manager.close();
  await world.dispose();
});

test('where a log starts moves along, and so does what is deleted meanwhile', async () => {
  const world = new World();
  const manager = await world.open();
  const log = openedLog(manager, config);
  await world.write(log, 60);
  void log.deleteBefore(13);
  manager.alterDirectory(TOPIC, 0, '/b');
  await world.simulation.runFor(3);
  void log.deleteBefore(31);
  await world.moved(manager);
  world.simulation.host('broker').kill();

  const restarted = new World(1, undefined, world.simulation);
  const again = await restarted.open();
  const found = openedLog(again, config);
  assert.equal(found.logStartOffset, 31);
  assert.deepEqual(await restarted.values(found), offsets(29, 31));
});

test('records that are cut off while the log moves do not come back', async () => {
  const world = new World();
  const manager = await world.open();
  const log = openedLog(manager, config);
  await world.write(log, 60);
  manager.alterDirectory(TOPIC, 0, '/b');
  await world.simulation.runFor(3);
  log.truncateTo(25);
  await world.write(log, 5);
  await world.moved(manager);
  assert.deepEqual(await world.values(log), offsets(30));
});

test('a move that a stop interrupts goes on after the restart', async () => {
  const world = new World();
  const options = { moveBytesPerSecond: () => 10_000 };
  const manager = await world.open(options);
  const log = openedLog(manager, config);
  await world.write(log, 60);
  manager.alterDirectory(TOPIC, 0, '/b');
  await world.simulation.runFor(1000);
  const [future] = whereIs(manager, '/b');
  assert.ok(future !== undefined && future.endOffset > 0 && future.endOffset < 60, `${future?.endOffset}`);
  await world.close(manager);
  const again = await world.open(options);
  assert.ok(whereIs(again, '/b')[0]?.isFuture);
  await world.moved(again);
  assert.deepEqual(await world.values(openedLog(again, config)), offsets(60));
});

test('the throttle bounds the bytes a second', async () => {
  const world = new World();
  const manager = await world.open({ moveBytesPerSecond: () => 1000 });
  const log = openedLog(manager, config);
  await world.write(log, 40);
  const startMs = world.simulation.time;
  manager.alterDirectory(TOPIC, 0, '/b');
  await world.moved(manager);
  assert.ok(world.simulation.time - startMs >= log.size - 4096, 'a byte takes a millisecond');
});

test('a log of a topic that is deleted while it moves is gone from both directories', async () => {
  const world = new World();
  const manager = await world.open({ moveBytesPerSecond: () => 10_000 });
  await world.write(openedLog(manager, config), 60);
  manager.alterDirectory(TOPIC, 0, '/b');
  await world.simulation.runFor(1000);
  manager.delete(TOPIC, 0);
  await world.simulation.runFor(1000);
  const isLeft = (path: string) => world.world.runtime.disk.list(path).filter(({ name }) => name.startsWith(TOPIC));
  assert.deepEqual([...isLeft('/a'), ...isLeft('/b')], []);
  const anew = openedLog(manager, config);
  await world.write(anew, 3);
  assert.deepEqual(await world.values(anew), offsets(3));
});

test('a move back to where the log is ends it, and one to elsewhere begins anew', async () => {
  const world = new World();
  const manager = await world.open({ directories: ['/a', '/b', '/c'], moveBytesPerSecond: () => 10_000 });
  const log = openedLog(manager, config);
  await world.write(log, 60);
  manager.alterDirectory(TOPIC, 0, '/b');
  await world.simulation.runFor(1000);
  manager.alterDirectory(TOPIC, 0, '/c');
  assert.deepEqual(whereIs(manager, '/b'), []);
  assert.ok(whereIs(manager, '/c')[0]?.isFuture);
  manager.alterDirectory(TOPIC, 0, '/a');
  assert.deepEqual(whereIs(manager, '/c'), []);
  await world.simulation.runFor(60_000);
  assert.equal(whereIs(manager, '/a').length, 1);
  assert.deepEqual(await world.values(log), offsets(60));
});

test('a log that does not exist yet is created where it is wanted', async () => {
  const world = new World();
  const manager = await world.open();
  assert.equal(manager.alterDirectory(TOPIC, 0, '/b'), false);
  openedLog(manager, config);
  assert.equal(whereIs(manager, '/b').length, 1);
});

test('directories that are unknown or offline are refused, and so are moves while one is offline', async () => {
  const world = new World();
  const manager = await world.open({ directories: ['/a', '/b', '/c'] });
  const log = openedLog(manager, config);
  await world.write(log, 5);
  refused(Errors.LOG_DIR_NOT_FOUND, () => manager.alterDirectory(TOPIC, 0, '/d'));
  refused(Errors.INVALID_TOPIC_EXCEPTION, () => {
    const topic = 't'.repeat(230);
    manager.create(topic, 0, 'bW9sZGF1LXN0b3JhZ2UhIQ', config);
    const home = manager
      .describeDirectories()
      .find(({ replicas }) => replicas.some((replica) => replica.log.topic === topic));
    manager.alterDirectory(topic, 0, home?.path === '/b' ? '/c' : '/b');
  });
  world.simulation.host('broker').drive.faults.failOnce('open', 'EIO', (path) => path.startsWith('/c/'));
  refused(Errors.KAFKA_STORAGE_ERROR, () => manager.alterDirectory(TOPIC, 0, '/c'));
  refused(Errors.KAFKA_STORAGE_ERROR, () => manager.alterDirectory(TOPIC, 0, '/c'));
  refused(Errors.KAFKA_STORAGE_ERROR, () => manager.alterDirectory(TOPIC, 0, '/b'));
  assert.equal(manager.describeDirectories()[2]?.space, undefined);
  await world.write(log, 5);
  assert.deepEqual(await world.values(log), offsets(10));
});

test('a log directory that is not there at a start costs only what lies in it, and nothing is made anew', async () => {
  const world = new World();
  const manager = await world.open();
  await world.write(openedLog(manager, config), 5);
  await world.close(manager);
  world.simulation.host('broker').drive.faults.failOnce('open', 'EIO', (path) => path.startsWith('/a'));
  const again = await world.open();
  assert.equal(again.describeDirectories()[0]?.space, undefined);
  refused(Errors.KAFKA_STORAGE_ERROR, () => again.create(TOPIC, 0, 'bW9sZGF1LXN0b3JhZ2UhIQ', config, false));
  again.create(TOPIC, 1, 'bW9sZGF1LXN0b3JhZ2UhIQ', config);
  await world.close(again);
  const mended = await world.open();
  assert.deepEqual(await world.values(openedLog(mended, config)), offsets(5));
});

test('a log directory that fails while its logs are loaded costs only what lies in it', async () => {
  const world = new World();
  const manager = await world.open();
  await world.write(openedLog(manager, config), 5);
  await world.write(manager.create(TOPIC, 1, 'bW9sZGF1LXN0b3JhZ2UhIQ', config), 5);
  await world.close(manager);
  let syncs = 0;
  const { faults } = world.simulation.host('broker').drive;
  faults.failOnce('syncDirectory', 'EIO', (path) => path === '/b' && ++syncs === 2);
  const again = await world.open();
  assert.equal(again.describeDirectories()[1]?.space, undefined);
  refused(Errors.KAFKA_STORAGE_ERROR, () => again.create(TOPIC, 1, 'bW9sZGF1LXN0b3JhZ2UhIQ', config, false));
  assert.deepEqual(await world.values(openedLog(again, config)), offsets(5));
});

/** Calls `die` at the operation with that number, which then has no effect. */
function countingDisk(disk: Disk, counter: { left: number; die: () => void }): Disk {
  const isCounted = new Set([
    'open',
    'rename',
    'remove',
    'syncDirectory',
    'syncDirectoryAsync',
    'write',
    'writeAsync',
    'sync',
    'syncNow',
    'truncate',
    'makeDirectory',
  ]);
  const counted = <Thing extends object>(thing: Thing): Thing =>
    new Proxy(thing, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== 'function') return member;
        return (...words: unknown[]): unknown => {
          if (isCounted.has(String(name)) && counter.left-- === 0) counter.die();
          const result: unknown = Reflect.apply(member, target, words);
          return name === 'open' && typeof result === 'object' && result !== null ? counted(result) : result;
        };
      },
    });
  return counted(disk);
}

/** Writes while the log moves, until the world ends at that operation or the move is done. Returns whether it ended. */
async function crashDuringMove(operation: number, how: 'kill' | 'crash'): Promise<boolean> {
  const simulation = new Simulation(`${how} ${operation}`);
  const host = simulation.host('broker');
  let hasDied = false;
  const counter = {
    left: Number.POSITIVE_INFINITY,
    die: () => {
      hasDied = true;
      host[how]();
    },
  };
  const world = new World(0, (disk) => countingDisk(disk, counter), simulation);
  const manager = await world.open();
  const log = openedLog(manager, config);
  await world.write(log, 12);
  let acknowledgedEnd = 12;
  counter.left = operation;
  const stop = log.onProgress({
    progressed() {
      acknowledgedEnd = log.acknowledgedEndOffset;
      if (acknowledgedEnd === log.logEndOffset && acknowledgedEnd < 24 && !hasDied) tryAppend(log);
    },
    failed() {},
  });
  try {
    tryAppend(log);
    manager.alterDirectory(TOPIC, 0, '/b');
  } catch (error) {
    if (!hasDied) throw error;
  }
  await simulation.run(() => hasDied || whereIs(manager, '/b').some(({ isFuture }) => !isFuture));
  // What follows the move may be cut short, too.
  if (!hasDied) await simulation.runFor(50);
  stop();
  const acked = acknowledgedEnd;
  if (!hasDied) host[how]();
  await checkRestart(new World(0, undefined, simulation), acked, `${how} at operation ${operation}`);
  return hasDied;
}

function tryAppend(log: PartitionLog): void {
  try {
    append(log, someBatch({ valueBytes: 400 }));
  } catch (error) {
    if (!(error instanceof AppendError || error instanceof DiskError)) throw error;
  }
}

async function checkRestart(world: World, acked: number, message: string): Promise<void> {
  const manager = await world.open();
  const places = manager.describeDirectories().flatMap(({ replicas }) => replicas.filter(({ isFuture }) => !isFuture));
  assert.equal(places.length, 1, `${message}: one log`);
  const log = openedLog(manager, config);
  const found = await world.values(log);
  assert.ok(found.length >= acked, `${message}: ${found.length} of ${acked} records`);
  assert.deepEqual(found, offsets(found.length), message);
  await world.write(log, 3);
  await world.simulation.runFor(5000);
  const isFutureLeft = manager.describeDirectories().some(({ replicas }) => replicas.some(({ isFuture }) => isFuture));
  assert.equal(isFutureLeft, false, `${message}: no move hangs`);
  const runtime: StorageRuntime = world.world.runtime;
  const left = directories.flatMap((path) =>
    runtime.disk.list(path).filter(({ name }) => name.startsWith(`${TOPIC}-0`)),
  );
  assert.equal(left.length, 1, `${message}: nothing else is left, ${left.map(({ name }) => name).join(' ')}`);
  assert.deepEqual(await world.values(log), offsets(found.length + 3), message);
}

for (const how of ['kill', 'crash'] as const) {
  test(`a ${how} at any disk operation of a move leaves one log with all that was acknowledged`, async () => {
    let operation = 0;
    while (await crashDuringMove(operation, how)) operation++;
    assert.ok(operation > 50, `${operation} operations`);
  });
}
