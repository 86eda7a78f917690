import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Errors, RecordBatch } from '@moldau/protocol';
import { silentLogger } from '@moldau/runtime';
import { SeededRandom, Simulation } from '@moldau/runtime/simulated';
import type { LogManager } from '../log-manager.ts';
import { AppendError, type LogConfig, type PartitionLog } from '../partition-log.ts';
import { append, openedLog, openManager, readAll, someBatch, TOPIC, testConfig } from '../testing/log-fixtures.ts';
import type { StorageWorld } from '../testing/storage-world.ts';

/**
 * Brokers that die again and again on a simulated disk, which keeps of unsynced writes what it likes. Under
 * `flush.policy=ack` nothing acknowledged may be missing afterwards, under `none` nothing that a killed process wrote.
 */

/** A longer run says `FUZZ=200`. */
const seeds = 25 * Number(process.env['FUZZ'] ?? 1);
const LIVES = 4;

const config: LogConfig = { ...testConfig, segmentBytes: 3000, indexIntervalBytes: 200, flushPolicy: 'ack' };

describe('crashes on a simulated disk', () => {
  test('lose nothing that flush.policy=ack acknowledged, and leave offsets without gaps', async () => {
    for (let seed = 0; seed < seeds; seed++) await new Broker(`power-${seed}`, config).live('crash');
  });

  test('of the process alone lose nothing acknowledged under any flush policy', async () => {
    for (let seed = 0; seed < seeds; seed++) {
      await new Broker(`kill-${seed}`, { ...config, flushPolicy: seed % 2 === 0 ? 'none' : 'ack' }).live('kill');
    }
  });

  test('with writes and syncs that fail lose nothing acknowledged either', async () => {
    for (let seed = 0; seed < seeds; seed++)
      await new Broker(`faults-${seed}`, config, { faultRate: 0.02 }).live('crash');
  });

  test('on a disk that fills up lose nothing acknowledged either', async () => {
    for (let seed = 0; seed < seeds; seed++) {
      await new Broker(`full-${seed}`, config, { freeBytes: 6000 }).live('crash');
    }
  });

  test('happen the same way again under the same seed', async () => {
    const one = await new Broker('again', config, { faultRate: 0.01 }).live('crash');
    assert.equal(await new Broker('again', config, { faultRate: 0.01 }).live('crash'), one);
  });
});

interface Faults {
  readonly faultRate?: number;
  /** Room on the disk at each start, beyond what is there. */
  readonly freeBytes?: number;
}

/** A broker with one log, over several lives, and what it has promised so far. */
class Broker {
  readonly #simulation: Simulation;
  readonly #random: SeededRandom;
  readonly #config: LogConfig;
  readonly #faults: Faults;
  /** As appended, by the order of their offsets, and how far they were acknowledged. */
  #appended: Buffer[] = [];
  #acknowledged = 0;
  #startOffset = 0;
  /** As acknowledged. */
  #durableStart = 0;
  #sequence = 0;

  constructor(seed: string, config: LogConfig, faults: Faults = {}) {
    this.#simulation = new Simulation(seed);
    this.#random = new SeededRandom(`${seed}/test`);
    this.#config = config;
    this.#faults = faults;
  }

  async live(end: 'kill' | 'crash'): Promise<string> {
    const host = this.#simulation.host('broker');
    for (let life = 0; life < LIVES; life++) {
      const { faults } = host.drive;
      faults.writeErrorRate = 0;
      faults.syncErrorRate = 0;
      faults.capacityBytes = Number.POSITIVE_INFINITY;
      const world = this.#world();
      const manager = await openManager(world, this.#config);
      const log = await this.#check(world, manager);
      faults.writeErrorRate = this.#faults.faultRate ?? 0;
      faults.syncErrorRate = this.#faults.faultRate ?? 0;
      if (this.#faults.freeBytes !== undefined) faults.capacityBytes = host.drive.usedBytes() + this.#faults.freeBytes;
      await this.#work(manager, log);
      if (this.#random.chance(0.2)) await this.#simulation.settle(manager.close());
      if (end === 'kill') host.kill();
      else host.crash();
    }
    return this.#simulation.traceHash();
  }

  #world(): StorageWorld {
    const simulation = this.#simulation;
    return {
      name: 'simulated',
      runtime: { ...simulation.runtime('broker'), log: silentLogger },
      directory: '/data',
      memoryOnly: false,
      settle: (promise) => simulation.settle(promise),
      dispose: async () => {},
    };
  }

  async #check(world: StorageWorld, manager: LogManager): Promise<PartitionLog> {
    const name = this.#simulation.seed;
    assert.deepEqual([...manager.offlineLogs.values()].map(String), [], name);
    const log = openedLog(manager, this.#config);
    assert.ok(log.logEndOffset >= this.#acknowledged, `${name}: ${log.logEndOffset} of ${this.#acknowledged}`);
    assert.ok(log.logStartOffset <= this.#startOffset, name);
    assert.ok(log.logStartOffset >= this.#durableStart, `${name}: ${log.logStartOffset} below ${this.#durableStart}`);
    this.#startOffset = log.logStartOffset;
    const kept = await readAll(world, log);
    let next = log.logStartOffset;
    for (const batch of kept) {
      const { baseOffset, nextOffset } = new RecordBatch(batch);
      assert.ok(baseOffset <= next && nextOffset > next, `${name}: batch ${baseOffset} at ${next}`);
      next = nextOffset;
      assert.ok(
        this.#appended.some((other) => other.equals(batch)),
        `${name}: batch ${baseOffset} was never appended`,
      );
    }
    assert.equal(next, log.logEndOffset, name);
    this.#appended = [
      ...this.#appended.filter((batch) => new RecordBatch(batch).nextOffset <= log.logStartOffset),
      ...kept,
    ];
    this.#acknowledged = Math.max(this.#acknowledged, log.acknowledgedEndOffset);
    this.#expectProducer(log, kept.at(-1));
    return log;
  }

  #expectProducer(log: PartitionLog, last: Buffer | undefined): void {
    const [producer] = log.activeProducers();
    this.#sequence = (producer?.lastSequence ?? -1) + 1;
    if (last === undefined) return;
    const batch = new RecordBatch(last);
    assert.equal(producer?.lastSequence, batch.lastSequence, this.#simulation.seed);
  }

  async #work(manager: LogManager, log: PartitionLog): Promise<void> {
    log.onProgress({ progressed: () => this.#noteAcknowledged(log), failed: (error) => this.#failed(error, log) });
    const steps = 5 + this.#random.integer(40);
    for (let step = 0; step < steps; step++) {
      this.#appendSome(log);
      if (this.#random.chance(0.1)) void manager.checkpoint();
      if (this.#random.chance(0.05)) this.#deleteSome(log);
      if (this.#random.chance(0.7)) await this.#simulation.runFor(this.#random.integer(6));
      this.#noteAcknowledged(log);
    }
  }

  #noteAcknowledged(log: PartitionLog): void {
    assert.ok(log.acknowledgedEndOffset >= this.#acknowledged, this.#simulation.seed);
    this.#acknowledged = log.acknowledgedEndOffset;
  }

  #failed(error: AppendError, log: PartitionLog): void {
    assert.equal(error.code, Errors.KAFKA_STORAGE_ERROR);
    assert.throws(() => append(log, someBatch()), error);
  }

  #appendSome(log: PartitionLog): void {
    for (let more = this.#random.integer(5); more > 0; more--) {
      const count = 1 + this.#random.integer(4);
      const batch = someBatch({
        count,
        valueBytes: this.#random.integer(300),
        value: String(this.#random.integer(10)),
        producerId: 5,
        producerEpoch: 0,
        baseSequence: this.#sequence,
      });
      try {
        append(log, batch, Math.floor(log.logEndOffset / 50));
      } catch (error) {
        assert.ok(error instanceof AppendError && error.code === Errors.KAFKA_STORAGE_ERROR, String(error));
        return this.#keepBelow(log.logEndOffset, batch);
      }
      this.#sequence += count;
      this.#appended.push(batch);
    }
  }

  /** A batch whose append failed may still turn up, and so may those before it. */
  #keepBelow(endOffset: number, batch: Buffer): void {
    if (new RecordBatch(batch).baseOffset >= endOffset) this.#appended.push(batch);
  }

  /** May be answered in another life, when nobody cares any more. */
  #deleteSome(log: PartitionLog): void {
    const offset = Math.min(log.acknowledgedEndOffset, log.logStartOffset + this.#random.integer(20));
    this.#startOffset = Math.max(this.#startOffset, offset);
    log.deleteBefore(offset).then(
      () => {
        this.#durableStart = Math.max(this.#durableStart, offset);
      },
      (error: unknown) =>
        assert.ok(
          error instanceof AppendError && error.code === Errors.KAFKA_STORAGE_ERROR,
          `${TOPIC} ${String(error)}`,
        ),
    );
  }
}
