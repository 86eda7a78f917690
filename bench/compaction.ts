/**
 * How fast logs are compacted, and what a producer notices of it meanwhile.
 *
 *     node bench/compaction.ts [--megabytes 400] [--keys 200000] [--codec none] [--threads 1]
 *
 * A broker of its own gets a compacted topic full of keys that come again and again, and is then written to at a steady
 * rate, first at rest, for as long as the compaction will take, then while it compacts. Latencies are from sending a request
 * to its answer, with acks=all under the default flush policy, which waits for the disk.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type CompressionCodec, encodeRecordBatch } from '@moldau/protocol';
import { createTopicsApi } from '@moldau/protocol/messages/create-topics';
import { incrementalAlterConfigsApi } from '@moldau/protocol/messages/incremental-alter-configs';
import { produceApi } from '@moldau/protocol/messages/produce';
import { realRuntime } from '@moldau/runtime';
import { produceRequest, topicData } from '../tests/conformance/support/requests.ts';
import { freePort } from '../tests/foreign/support/free-port.ts';
import { startMoldauAt } from '../tests/foreign/support/moldau-broker.ts';
import { stopProgram } from '../tests/foreign/support/running-broker.ts';
import { WireClient } from '../tests/support/wire-client.ts';

const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '400' },
    keys: { type: 'string', default: '200000' },
    codec: { type: 'string', default: 'none' },
    threads: { type: 'string', default: '1' },
  },
});
const MB = 1_000_000;
const BATCH_RECORDS = 500;
const VALUE_BYTES = 100;
const EVERY_MS = 5;
/** A record's time before compaction, for as long as there is to be none. */
const NOT_YET_MS = '3600000';
const topic = { name: 'compacted', id: 'AAAAAAAAAAAAAAAAAAAAAA' };
const other = { name: 'written-meanwhile', id: 'AAAAAAAAAAAAAAAAAAAAAA' };

const dataDirectory = await mkdtemp(join(tmpdir(), 'bench-compaction-'));
const place = { port: await freePort(), dataDirectory };
const { child } = await startMoldauAt(place, {
  KAFKA_LOG_CLEANER_THREADS: values.threads,
  KAFKA_LOG_CLEANER_BACKOFF_MS: '10',
  KAFKA_LOG_SEGMENT_BYTES: String(64 * MB),
});
try {
  const { network } = await realRuntime({ logLevel: 'silent' });
  const connect = () => WireClient.connect(network, { host: '127.0.0.1', port: place.port });
  await run(await connect(), await connect());
} finally {
  await stopProgram(child);
  await rm(dataDirectory, { recursive: true, force: true });
}

async function run(client: WireClient, producer: WireClient): Promise<void> {
  await createTopic(client, topic.name, {
    'cleanup.policy': 'compact',
    'file.delete.delay.ms': '60000',
    'min.compaction.lag.ms': NOT_YET_MS,
  });
  await createTopic(client, other.name, {});
  const bytes = await fill(client);
  print(`${Math.round(bytes / MB)} MB of ${values.codec} batches, ${values.keys} keys, ${values.threads} threads`);
  await latencies(producer, delay(2000));

  const startedMs = performance.now();
  await compactAfter(client, '0');
  const meanwhile = await latencies(producer, compacted());
  const seconds = (performance.now() - startedMs) / 1000;
  await compactAfter(client, NOT_YET_MS);
  const atRest = await latencies(producer, delay(seconds * 1000));

  print(`  compacted in ${seconds.toFixed(1)} s: ${(bytes / MB / seconds).toFixed(1)} MB/s`);
  print(
    `  ${'a producer of 200 requests/s'.padEnd(32)}${'median'.padStart(10)}${'99 %'.padStart(10)}${'longest'.padStart(10)}`,
  );
  row('at rest', atRest);
  row('while it compacts', meanwhile);
}

async function createTopic(client: WireClient, name: string, configs: Readonly<Record<string, string>>): Promise<void> {
  const wanted = Object.entries(configs).map(([key, value]) => ({ name: key, value }));
  await client.request(createTopicsApi, 7, {
    topics: [{ name, numPartitions: 1, replicationFactor: 1, assignments: [], configs: wanted }],
    timeoutMs: 10_000,
    validateOnly: false,
  });
}

/** Returns how many bytes it has sent. */
async function fill(client: WireClient): Promise<number> {
  const codec = codecOf(values.codec);
  let sent = 0;
  for (let record = 0; sent < Number(values.megabytes) * MB; record += BATCH_RECORDS) {
    const batch = someBatch(record, codec);
    sent += batch.length;
    await client.request(produceApi, 12, produceRequest([topicData(topic, [0, batch])]));
  }
  return sent;
}

function someBatch(first: number, codec: CompressionCodec): Buffer {
  const records = Array.from({ length: BATCH_RECORDS }, (_, index) => ({
    timestamp: Date.now(),
    key: Buffer.from(`key-${((first + index) * 7919) % Number(values.keys)}`),
    value: Buffer.alloc(VALUE_BYTES, `value ${first + index} `),
  }));
  return encodeRecordBatch({ records, codec });
}

async function compactAfter(client: WireClient, lagMs: string): Promise<void> {
  const configs = [{ name: 'min.compaction.lag.ms', configOperation: 0, value: lagMs }];
  const resources = [{ resourceType: 2, resourceName: topic.name, configs }];
  await client.request(incrementalAlterConfigsApi, 1, { resources, validateOnly: false });
}

/** Resolves when a pass over the topic has ended. */
async function compacted(): Promise<void> {
  for (;;) {
    const checkpoint = await readFile(join(dataDirectory, 'cleaner-offset-checkpoint'), 'utf8').catch(() => '');
    if (checkpoint.includes(topic.name)) return;
    await delay(20);
  }
}

/** Milliseconds from request to answer, one request every {@link EVERY_MS}, until `end`. Sorted. */
async function latencies(client: WireClient, end: Promise<void>): Promise<number[]> {
  let isOver = false;
  void end.then(() => {
    isOver = true;
  });
  const taken: number[] = [];
  const request = produceRequest([topicData(other, [0, someBatch(0, 'none')])]);
  const pending: Promise<void>[] = [];
  for (let next = performance.now(); !isOver; next += EVERY_MS) {
    await delay(Math.max(0, next - performance.now()));
    const sentMs = performance.now();
    pending.push(client.request(produceApi, 12, request).then(() => void taken.push(performance.now() - sentMs)));
  }
  await Promise.all(pending);
  return taken.sort((a, b) => a - b);
}

function row(what: string, sorted: readonly number[]): void {
  const at = (share: number) =>
    `${(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1)} ms`;
  print(`    ${what.padEnd(30)}${at(0.5).padStart(10)}${at(0.99).padStart(10)}${at(1).padStart(10)}`);
}

function codecOf(name: string): CompressionCodec {
  const codec = (['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const).find((candidate) => candidate === name);
  if (codec === undefined) throw new Error(`No codec is called ${name}`);
  return codec;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
