/** What an operator's repair makes of a damaged log: all that is whole stays at its offset. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { RecordBatch } from '@moldau/protocol';
import { silentLogger } from '@moldau/runtime';
import { Simulation } from '@moldau/runtime/simulated';
import {
  acknowledged,
  append,
  openedLog,
  openManager,
  readAll,
  someBatch,
  testConfig,
} from '../testing/log-fixtures.ts';
import type { StorageWorld } from '../testing/storage-world.ts';
import { findDamage, repairLog } from './repair-log.ts';

const config = { ...testConfig, segmentBytes: 3000, indexIntervalBytes: 100, flushPolicy: 'ack' as const };
const BATCHES = 20;
/** Batches in a segment. */
const SEGMENT = 4;
const NAME = 'orders-0';

class Scene implements StorageWorld {
  readonly name = 'simulated';
  readonly directory = '/data';
  readonly memoryOnly = false;
  readonly simulation = new Simulation('repair');
  runtime = this.#start();

  #start() {
    return { ...this.simulation.runtime('broker'), log: silentLogger };
  }

  settle<Result>(promise: Promise<Result>): Promise<Result> {
    return this.simulation.settle(promise);
  }

  async dispose(): Promise<void> {}

  /** A log of several segments, whose broker ended. */
  static async left(end: 'stopped' | 'killed'): Promise<Scene> {
    const scene = new Scene();
    const manager = await openManager(scene, config);
    const log = openedLog(manager, config);
    for (let index = 0; index < BATCHES; index++) append(log, someBatch({ valueBytes: 600 }));
    await acknowledged(scene, log);
    if (end === 'stopped') await scene.settle(manager.close());
    scene.restart();
    return scene;
  }

  restart(): void {
    this.simulation.host('broker').kill();
    this.runtime = this.#start();
  }

  /** Flips a bit in the batch at `offset`, in its header or behind it. */
  spoil(offset: number, at = 16): void {
    const base = offset - (offset % SEGMENT);
    const path = `${this.directory}/${NAME}/${String(base).padStart(20, '0')}.log`;
    const file = this.runtime.disk.open(path, 'write');
    const bytes = Buffer.alloc(1);
    const position = (offset - base) * (file.size() / SEGMENT) + at;
    file.read(bytes, position);
    file.write(Buffer.from([(bytes[0] ?? 0) ^ 0x40]), position);
    file.close();
  }

  async offsets(): Promise<number[]> {
    const log = openedLog(await openManager(this, config), config);
    const batches = await readAll(this, log);
    assert.equal(append(log, someBatch()).baseOffset, BATCHES);
    await acknowledged(this, log);
    return batches.map((batch) => new RecordBatch(batch).baseOffset);
  }
}

const all = Array.from({ length: BATCHES }, (_, offset) => offset);

describe('repairing a log', () => {
  for (const end of ['stopped', 'killed'] as const) {
    for (const spoilt of [[5], [4], [7], [5, 6, 13], [0], [3, 4]]) {
      for (const at of [16, 100]) {
        test(`of a broker that was ${end} loses offsets ${spoilt.join(', ')} only, damaged at byte ${at}`, async () => {
          const scene = await Scene.left(end);
          const { disk } = scene.runtime;
          for (const offset of spoilt) scene.spoil(offset, at);
          const found = await scene.settle(findDamage(disk, scene.directory, NAME));
          const lost = found.flatMap(({ fromOffset, toOffset = BATCHES }) =>
            all.filter((offset) => offset >= fromOffset && offset < toOffset),
          );
          assert.deepEqual(lost, spoilt);
          const { damage, kept } = await scene.settle(repairLog(disk, scene.directory, NAME));
          assert.deepEqual(damage, found);
          assert.ok(kept.length > 0 && kept.every((path) => disk.exists(path)));
          assert.deepEqual(await scene.settle(findDamage(disk, scene.directory, NAME)), []);
          scene.restart();
          assert.deepEqual(
            await scene.offsets(),
            all.filter((offset) => !spoilt.includes(offset)),
          );
          scene.restart();
          const log = openedLog(await openManager(scene, config), config);
          assert.equal(log.logEndOffset, BATCHES + 1);
        });
      }
    }
  }

  test('that is well changes nothing', async () => {
    const scene = await Scene.left('stopped');
    const { disk } = scene.runtime;
    assert.deepEqual(await scene.settle(repairLog(disk, scene.directory, NAME)), { damage: [], kept: [] });
    scene.restart();
    assert.deepEqual(await scene.offsets(), all);
  });
});
