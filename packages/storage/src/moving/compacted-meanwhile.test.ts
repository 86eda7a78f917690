import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeRecords, encodeRecordBatch, RecordBatch } from '@moldau/protocol';
import { type Logger, silentLogger } from '@moldau/runtime';
import { Simulation } from '@moldau/runtime/simulated';
import { cleanerDefaults } from '../compaction/cleaner-settings.ts';
import type { LogManager } from '../log-manager.ts';
import type { LogConfig } from '../partition-log.ts';
import { openedLog, openManager, readAll, testConfig, TOPIC } from '../testing/log-fixtures.ts';
import type { StorageWorld } from '../testing/storage-world.ts';

const config: LogConfig = {
  ...testConfig,
  cleanupPolicy: new Set(['compact']),
  minCleanableDirtyRatio: 0,
  segmentBytes: 40_000,
  flushPolicy: 'ack',
};
const directories = ['/a', '/b'];
const cleaner = () => ({ ...cleanerDefaults, logCleanerBackoffMs: 1_000_000_000 });

class World implements StorageWorld {
  readonly name = 'on a simulated disk';
  readonly directory = '/a';
  readonly memoryOnly = false;
  readonly complaints: string[] = [];
  readonly simulation = new Simulation(1);
  #runtime = this.#boot();

  get runtime() {
    return this.#runtime;
  }

  settle<Result>(promise: Promise<Result>): Promise<Result> {
    return this.simulation.settle(promise);
  }

  async dispose(): Promise<void> {}

  open(): Promise<LogManager> {
    return openManager(this, config, { directories, cleaner });
  }

  /** The process, or the machine, comes back. */
  endBy(end: 'stop' | 'power failure'): void {
    const host = this.simulation.host('broker');
    if (end === 'stop') host.kill();
    else host.crash();
    this.#runtime = this.#boot();
  }

  /** The last value of each key. */
  async content(manager: LogManager): Promise<Map<string, string>> {
    const last = new Map<string, string>();
    for (const bytes of await readAll(this, openedLog(manager, config))) {
      for (const { key, value } of decodeRecords(new RecordBatch(bytes)))
        last.set(String(key), String(value).slice(0, 4));
    }
    return last;
  }

  #boot() {
    const note = (_fields: unknown, message: string): void => void this.complaints.push(message);
    const log: Logger = { ...silentLogger, warn: note, error: note, child: () => log };
    return { ...this.simulation.runtime('broker'), log };
  }
}

/** Ten rounds of eight keys over many segments. */
function fill(manager: LogManager): Map<string, string> {
  const log = openedLog(manager, config);
  const last = new Map<string, string>();
  for (let round = 0; round < 10; round++) {
    for (let key = 0; key < 8; key++) {
      const value = `${String(round).padStart(4, '0')}${'x'.repeat(9000)}`;
      const record = { timestamp: 1, key: Buffer.from(`k${key}`), value: Buffer.from(value) };
      log.append(encodeRecordBatch({ records: [record] }), { leaderEpoch: 0, origin: 'client' });
      last.set(`k${key}`, value.slice(0, 4));
    }
  }
  return last;
}

for (const end of ['stop', 'power failure'] as const) {
  test(`a log that is compacted and moved at once keeps each last value, up to a ${end}`, async () => {
    for (let delayMs = 0; delayMs < 24; delayMs++) {
      const world = new World();
      const manager = await world.open();
      const last = fill(manager);
      await world.settle(openedLog(manager, config).flush());
      const isFirst = delayMs % 2 === 0;
      const compacted = isFirst ? manager.compact() : undefined;
      if (!isFirst) manager.alterDirectory(TOPIC, 0, '/b');
      await world.simulation.runFor(delayMs / 2);
      if (isFirst) manager.alterDirectory(TOPIC, 0, '/b');
      else void manager.compact();
      if (end === 'stop') {
        await world.settle(compacted ?? Promise.resolve());
        await world.simulation.runFor(2000);
        assert.deepEqual(await world.content(manager), last);
        const [there] = manager.describeDirectories().filter(({ path }) => path === '/b');
        assert.equal(there?.replicas.filter(({ isFuture }) => !isFuture).length, 1, `moved after ${delayMs}`);
        await world.settle(manager.close());
      } else await world.simulation.runFor(3 + (delayMs % 7));
      world.endBy(end);
      const again = await world.open();
      assert.deepEqual(await world.content(again), last, `after ${delayMs}`);
      await world.simulation.runFor(2000);
      await world.settle(again.compact());
      assert.deepEqual(await world.content(again), last, `after ${delayMs}, compacted again`);
      assert.deepEqual(
        again.directories.map(({ isOffline }) => isOffline),
        [false, false],
      );
      assert.deepEqual(world.complaints, []);
    }
  });
}
