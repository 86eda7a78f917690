import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { InProcessWorkers, type Runtime, silentLogger } from '@moldau/runtime';
import { SeededRandom, Simulation } from '@moldau/runtime/simulated';
import type { LogConfig } from '../partition-log.ts';
import { CompactionModel } from '../testing/compaction-model.ts';
import { interruptedDisk } from '../testing/interrupted-disk.ts';
import { openedLog, openManager, testConfig } from '../testing/log-fixtures.ts';
import type { StorageWorld } from '../testing/storage-world.ts';

/**
 * A broker that dies at every operation of the disk while it compacts, and at every one while it starts again after that.
 * Nothing may be missing afterwards, nothing be there twice, and the next compaction ends as any other.
 */

/** A longer run says `FUZZ=50`. */
const lives = 10 * Number(process.env['FUZZ'] ?? 1);
const firstLife = Number(process.env['SEED'] ?? 0);
/** About as many as a compaction takes here. */
const OPERATIONS = 350;
const DELETE_RETENTION_MS = 2000;

const config: LogConfig = {
  ...testConfig,
  segmentBytes: 1500,
  indexIntervalBytes: 100,
  cleanupPolicy: new Set(['compact']),
  flushPolicy: 'ack',
  minCleanableDirtyRatio: 0,
  deleteRetentionMs: DELETE_RETENTION_MS,
};

describe('a broker that dies while it compacts', () => {
  for (const end of ['crash', 'kill'] as const) {
    test(`by ${end === 'crash' ? 'power failure' : 'signal'} at any moment loses nothing and has nothing twice`, async () => {
      let deaths = 0;
      for (let life = firstLife; life < firstLife + lives; life++) {
        const number = 1 + new SeededRandom(`${end} ${life}`).integer(OPERATIONS);
        if (await new Life(`${end} ${life}`, end).diesAt(number)) deaths++;
      }
      assert.ok(deaths > lives / 2, `${deaths} deaths in ${lives} lives`);
    });
  }
});

class Life {
  readonly #simulation: Simulation;
  readonly #random: SeededRandom;
  readonly #model: CompactionModel;
  readonly #end: 'crash' | 'kill';

  constructor(seed: string, end: 'crash' | 'kill') {
    this.#simulation = new Simulation(seed);
    this.#random = new SeededRandom(`${seed}/test`);
    this.#model = new CompactionModel(this.#random, DELETE_RETENTION_MS);
    this.#end = end;
  }

  /** Whether the compaction came as far as to the operation of that number. */
  async diesAt(number: number): Promise<boolean> {
    try {
      return await this.#live(number);
    } catch (error) {
      throw new Error(`Seed ${this.#simulation.seed} at operation ${number}`, { cause: error });
    }
  }

  async #live(number: number): Promise<boolean> {
    const hasDied = await this.#firstLife(number);
    // The start after that dies as well, a little later each time.
    for (let at = 1 + (number % 4); hasDied && at < 40; at += 7) await this.#diesWhileItStarts(at);
    const world = this.#world(this.#simulation.runtime('broker'));
    const manager = await openManager(world, config);
    const log = openedLog(manager, config);
    assert.equal(log.logEndOffset, this.#model.endOffset);
    await this.#model.check(world, log, world.runtime.clock.now());
    this.#model.append(log, world.runtime.clock.now());
    await world.settle(manager.compact());
    await this.#model.check(world, log, world.runtime.clock.now());
    const names = world.runtime.disk.list('/data/orders-0').map(({ name }) => name);
    assert.deepEqual(
      names.filter((name) => /\.(cleaned|swap)$/.test(name)),
      [],
    );
    await world.settle(manager.close());
    return hasDied;
  }

  async #firstLife(number: number): Promise<boolean> {
    let isCompacting = false;
    let hasDied = false;
    const runtime = this.#simulation.runtime('broker');
    const dying = this.#dying(
      runtime,
      number,
      () => isCompacting,
      () => {
        hasDied = true;
      },
    );
    const world = this.#world(dying);
    const manager = await openManager(world, config);
    const log = openedLog(manager, config);
    const { clock } = runtime;
    for (let round = 0; round < 2; round++) {
      for (let count = 45; count > 0; count--) this.#model.append(log, clock.now());
      if (this.#random.chance(0.5)) this.#model.endAllTransactions(log, clock.now());
      await world.settle(log.flush());
      if (round === 1) break;
      await world.settle(manager.compact());
      await this.#simulation.runFor(this.#random.integer(2 * DELETE_RETENTION_MS));
    }
    isCompacting = true;
    let isDone = false;
    manager.compact().then(
      () => (isDone = true),
      () => {},
    );
    await this.#simulation.run(() => isDone || hasDied);
    if (hasDied) return true;
    await world.settle(manager.close());
    this.#simulation.host('broker').kill();
    return false;
  }

  async #diesWhileItStarts(number: number): Promise<void> {
    let hasDied = false;
    const dying = this.#dying(
      this.#simulation.runtime('broker'),
      number,
      () => true,
      () => {
        hasDied = true;
      },
    );
    const world = this.#world(dying);
    let isOpen = false;
    openManager({ ...world, settle: (promise) => promise }, config).then(
      () => (isOpen = true),
      () => {},
    );
    await this.#simulation.run(() => isOpen || hasDied);
    if (!hasDied) this.#simulation.host('broker')[this.#end]();
  }

  #dying(runtime: Runtime, number: number, counts: () => boolean, died: () => void): Runtime {
    const disk = interruptedDisk(runtime.disk, number, counts, () => {
      died();
      this.#simulation.host('broker')[this.#end]();
    });
    return { ...runtime, disk, workers: new InProcessWorkers(runtime.clock, disk) };
  }

  #world(runtime: Runtime): StorageWorld {
    return {
      name: 'simulated',
      runtime: { ...runtime, log: silentLogger },
      directory: '/data',
      memoryOnly: false,
      settle: (promise) => this.#simulation.settle(promise),
      dispose: async () => {},
    };
  }
}
