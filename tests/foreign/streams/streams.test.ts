/**
 * A Kafka Streams program under exactly_once_v2, with a repartition topic and a store, counts words while its workers
 * and the broker are killed: it writes each count from one to the last exactly once, in order, and no other (B65, B70,
 * B73, B76, B77).
 */

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { cache, clients, java } from '../support/clients.ts';
import { Driver } from '../support/driver.ts';
import { freePort } from '../support/free-port.ts';
import { type MoldauPlace, startMoldauAt } from '../support/moldau-broker.ts';
import { stopProgram } from '../support/running-broker.ts';
import { targetAddress } from '../support/target.ts';

const words = ['vltava', 'labe', 'ohre', 'sazava', 'berounka', 'otava', 'luznice'];
const partitions = 3;
/** Of words, in each of which every partition gets some. */
const wordsEach = 300;
const settings = { KAFKA_TRANSACTION_ABORT_TIMED_OUT_TRANSACTION_CLEANUP_INTERVAL_MS: '500' };
const silenceMs = 1000;

/** One run of the program against one broker. */
class Counting implements AsyncDisposable {
  readonly input: string;
  readonly #output: string;
  readonly #application: string;
  readonly #address: string;
  readonly #stateDirectory: string;
  readonly #driver: Driver;
  readonly #sent: string[] = [];
  #worker: ChildProcess | undefined;
  #complaints = '';

  static async begin(address: string): Promise<Counting> {
    const counting = new Counting(address, await mkdtemp(join(tmpdir(), 'foreign-streams-')));
    for (const topic of [counting.input, counting.#output]) {
      await counting.#driver.call('createTopic', { topic, partitions, configs: {} });
    }
    return counting;
  }

  private constructor(address: string, stateDirectory: string) {
    const run = `${Date.now().toString(36)}-${process.pid}`;
    const [client] = clients;
    if (client === undefined) throw new Error('the Java client is missing');
    this.input = `words-${run}`;
    this.#output = `counts-${run}`;
    this.#application = `counting-${run}`;
    this.#address = address;
    this.#stateDirectory = stateDirectory;
    this.#driver = new Driver(client, address);
  }

  startWorker(): void {
    const flags = ['-Xmx192m', '-Dorg.slf4j.simpleLogger.defaultLogLevel=error'];
    const [file = '', ...rest] = java('streams', [`${cache}/streams`], 'counting.CountingWorker', flags);
    const given = [this.#address, this.#application, this.#stateDirectory, this.input, this.#output];
    this.#worker = spawn(file, [...rest, ...given], { stdio: ['ignore', 'ignore', 'pipe'] });
    this.#worker.stderr?.on('data', (chunk: Buffer) => {
      this.#complaints = `${this.#complaints}${chunk.toString()}`.slice(-4000);
    });
  }

  async killWorker(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined || worker.exitCode !== null || worker.signalCode !== null) return;
    worker.kill('SIGKILL');
    await once(worker, 'exit');
  }

  async send(): Promise<void> {
    for (let partition = 0; partition < partitions; partition++) {
      const some = Array.from(
        { length: wordsEach / partitions },
        (_, index) => words[(index * 5) % words.length] ?? '',
      );
      const records = some.map((word) => ({
        key: null,
        value: Buffer.from(word).toString('base64'),
        headers: [],
        timestamp: Date.now(),
      }));
      const where = { topic: this.input, partition };
      await this.#driver.call('produce', { ...where, codec: 'none', acks: -1, idempotent: true, records });
      this.#sent.push(...some);
    }
  }

  /** Resolves when so many counts are committed; returns them in the order of each word's partition. */
  async #counts(count: number, timeoutMs: number): Promise<Map<string, number[]>> {
    const member = `counts-${count}-${Date.now()}`;
    const all = Array.from({ length: partitions }, (_, partition) => partition);
    const given = { member, topic: this.#output, partitions: all, from: 'earliest' as const, readCommitted: true };
    await this.#driver.call('assign', given);
    const { records } = await this.#driver.call('drain', { member, count, timeoutMs });
    const { records: more } = await this.#driver.call('drain', { member, count: 1, timeoutMs: silenceMs });
    await this.#driver.call('leave', { member });
    const counts = new Map<string, number[]>();
    for (const { key, value } of [...records, ...more]) {
      const word = textOf(key);
      counts.set(word, [...(counts.get(word) ?? []), Number(textOf(value))]);
    }
    return counts;
  }

  /** Some of what was sent was counted, so that a kill meets a program at work. */
  async atWork(): Promise<void> {
    const counts = await this.#counts(this.#sent.length - wordsEach / 2, 20_000);
    assert.ok(counts.size > 0, `nothing was counted: ${this.#complaints}`);
  }

  async assertExact(): Promise<void> {
    const counts = await this.#counts(this.#sent.length, 40_000);
    const sent = Map.groupBy(this.#sent, (word) => word);
    const wanted = [...sent].map(([word, { length }]) => [word, Array.from({ length }, (_, index) => index + 1)]);
    assert.deepEqual(Object.fromEntries(counts), Object.fromEntries(wanted), this.#complaints);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.killWorker();
    await this.#driver[Symbol.asyncDispose]();
    await rm(this.#stateDirectory, { recursive: true, force: true });
  }
}

function textOf(bytes: string | null): string {
  return Buffer.from(bytes ?? '', 'base64').toString();
}

test('the counts are exact although a worker is killed', { timeout: 60_000 }, async () => {
  await using counting = await Counting.begin(targetAddress());
  counting.startWorker();
  await counting.send();
  await counting.atWork();
  await counting.send();
  await counting.killWorker();
  counting.startWorker();
  await counting.send();
  await counting.assertExact();
});

test('the counts are exact although the broker and workers are killed', { timeout: 90_000 }, async () => {
  const place: MoldauPlace = {
    port: await freePort(),
    dataDirectory: await mkdtemp(join(tmpdir(), 'foreign-moldau-')),
  };
  let broker = (await startMoldauAt(place, settings)).child;
  const killBroker = async () => {
    broker.kill('SIGKILL');
    if (broker.exitCode === null && broker.signalCode === null) await once(broker, 'exit');
    broker = (await startMoldauAt(place, settings)).child;
  };
  try {
    await using counting = await Counting.begin(`127.0.0.1:${place.port}`);
    counting.startWorker();
    await counting.send();
    await counting.atWork();
    for (let round = 0; round < 3; round++) {
      await counting.send();
      await killBroker();
      await counting.send();
      if (round !== 1) continue;
      await counting.killWorker();
      await killBroker();
      counting.startWorker();
    }
    await counting.assertExact();
  } finally {
    await stopProgram(broker);
    await rm(place.dataDirectory, { recursive: true, force: true });
  }
});
