/**
 * Kafka's LogCompactionTester, which writes keys many times over, reads what compaction has left of them, and holds the one
 * to the other (B156): plain, and while the broker is killed in the middle of compacting. Then Kafka's DumpLogSegments
 * reads what is on disk.
 */

import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { batchesOf, complaints, dump, filesOf, offsetsOf } from './dump-log-segments/dump-log-segments.ts';
import { java } from './support/clients.ts';
import { freePort } from './support/free-port.ts';
import { startMoldauAt } from './support/moldau-broker.ts';
import { runProgram } from './support/run-program.ts';
import { stopProgram } from './support/running-broker.ts';

const kills = Number(process.env['COMPACTION_KILLS'] ?? 5);
const quiet = '-Dorg.slf4j.simpleLogger.defaultLogLevel=off';

/** Small segments, always compacting; the topics that the program makes leave the rest to the broker. */
const settings = {
  KAFKA_LOG_CLEANER_BACKOFF_MS: '100',
  KAFKA_LOG_CLEANER_MIN_CLEANABLE_RATIO: '0.1',
  KAFKA_LOG_CLEANER_DEDUPE_BUFFER_SIZE: '1500000',
  KAFKA_LOG_SEGMENT_BYTES: '1048576',
};

const patience = { timeout: 180_000 };

describe('LogCompactionTester', { ...patience, concurrency: true }, () => {
  test('finds the last value of every key, and DumpLogSegments what it should', patience, async () => {
    await using broker = await Broker.start();
    await broker.isCompactedWell('zstd');
    for (const directory of await broker.partitionDirectories()) await looksAsKafkaLeavesIt(directory);
  });

  test(`finds it too when the broker is killed ${kills} times meanwhile`, patience, async () => {
    await using broker = await Broker.start();
    let isDone = false;
    const run = broker.isCompactedWell('none').finally(() => {
      isDone = true;
    });
    run.catch(() => {});
    for (let count = 0; count < kills && !isDone; count++) {
      await delay(500 + 300 * (count % 4));
      await broker.isKilledAndStarted();
    }
    await run;
  });
});

class Broker implements AsyncDisposable {
  readonly #place: { readonly port: number; readonly dataDirectory: string };
  #process: Awaited<ReturnType<typeof startMoldauAt>>['child'] | undefined;

  static async start(): Promise<Broker> {
    const broker = new Broker(await freePort(), await mkdtemp(join(tmpdir(), 'foreign-compaction-')));
    await broker.#start();
    return broker;
  }

  private constructor(port: number, dataDirectory: string) {
    this.#place = { port, dataDirectory };
  }

  async isCompactedWell(codec: string): Promise<void> {
    const tester = java('broker', [], 'org.apache.kafka.tools.LogCompactionTester', ['-Xmx256m', quiet]);
    const words = `--bootstrap-server 127.0.0.1:${this.#place.port} --messages 150000 --duplicates 5 --percent-deletes 10
      --topics 2 --sleep 4 --compression-type ${codec}`;
    const { code, output, complaints: said } = await runProgram([...tester, ...words.trim().split(/\s+/)]);
    assert.equal(code, 0, output + said);
    assert.match(output, /Validated \d+ values, 0 mismatches/, output + said);
    const [, reduction = '0'] = /\((\d+(?:\.\d+)?)% reduction\)/.exec(output) ?? [];
    assert.ok(Number(reduction) > 20, `compaction took away ${reduction} %`);
  }

  async isKilledAndStarted(): Promise<void> {
    this.#process?.kill('SIGKILL');
    while (this.#process?.exitCode === null && this.#process.signalCode === null) await delay(5);
    await this.#start();
  }

  async partitionDirectories(): Promise<string[]> {
    const names = await readdir(this.#place.dataDirectory);
    return names
      .filter((name) => name.startsWith('log-cleaner-test'))
      .map((name) => join(this.#place.dataDirectory, name));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process !== undefined) await stopProgram(this.#process);
    await rm(this.#place.dataDirectory, { recursive: true, force: true });
  }

  async #start(): Promise<void> {
    const { child } = await startMoldauAt(this.#place, settings);
    this.#process = child;
  }
}

async function looksAsKafkaLeavesIt(directory: string): Promise<void> {
  const logs = await filesOf(directory, '.log');
  const dumped = await dump(logs, '--deep-iteration', '--print-data-log');
  assert.equal(dumped.code, 0, dumped.complaints);
  assert.doesNotMatch(dumped.output, /isvalid: false|Exception|invalid bytes/);
  const offsets = offsetsOf(dumped.output);
  assert.ok(offsets.length > 0);
  assert.deepEqual(
    offsets,
    [...new Set(offsets)].sort((a, b) => a - b),
  );
  assert.ok(batchesOf(dumped.output).some(({ baseOffset, lastOffset, count }) => count < lastOffset - baseOffset + 1));
  for (const ending of ['.index', '.timeindex']) {
    const ended = await dump(await filesOf(directory, ending), '--verify-index-only');
    assert.equal(ended.code, 0, ended.complaints);
    assert.doesNotMatch(ended.output, complaints);
  }
  const checkpoint = await readFile(join(directory, '../cleaner-offset-checkpoint'), 'utf8');
  assert.match(checkpoint, /^0\n\d+\n(log-cleaner-test-\S+ 0 \d+\n?)+/);
}
