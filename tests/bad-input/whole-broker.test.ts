/** Hostile input to a whole broker: frames, names that would leave the data directory, batches that lie or explode. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type CompressionCodec, encodeRecordBatch, Errors, RecordBatch } from '@moldau/protocol';
import { createTopicsApi } from '@moldau/protocol/messages/create-topics';
import { metadataApi } from '@moldau/protocol/messages/metadata';
import { produceApi } from '@moldau/protocol/messages/produce';
import { startTestBroker } from '../support/test-broker.ts';
import type { WireClient } from '../support/wire-client.ts';
import { badInputScenarios } from './bad-input-scenarios.ts';

badInputScenarios('the whole broker', async () => {
  const broker = await startTestBroker();
  return { network: broker.runtime.network, endpoint: broker.endpoint, close: () => broker.close() };
});

const hostileNames = [
  '',
  '.',
  '..',
  '../escaped',
  '/tmp/escaped',
  'a/../../escaped',
  'nul\0byte',
  'new\nline',
  'Ünïcode',
  '%2e%2e%2f',
  'x'.repeat(250),
];

test('a topic name that is no name is refused for that topic alone, and nothing is created for it (B20)', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'moldau-hostile-'));
  const data = join(directory, 'data');
  const broker = await startTestBroker({ 'log.memory.only': 'false', 'log.dirs': data });
  try {
    const client = await broker.connect();
    const created = await createTopics(client, [...hostileNames, 'decent']);
    assert.deepEqual(
      created.map(({ errorCode }) => errorCode),
      [...hostileNames.map(() => Errors.INVALID_TOPIC_EXCEPTION), Errors.NONE],
    );
    const { topics } = await client.request(metadataApi, 9, {
      topics: hostileNames.map((name) => ({ topicId: 'AAAAAAAAAAAAAAAAAAAAAA', name })),
      allowAutoTopicCreation: true,
      includeClusterAuthorizedOperations: false,
      includeTopicAuthorizedOperations: false,
    });
    assert.ok(topics.every(({ errorCode }) => errorCode === Errors.INVALID_TOPIC_EXCEPTION));
    assert.deepEqual(readdirSync(directory), ['data']);
    const partitions = readdirSync(data).filter((name) => /-\d+$/.test(name));
    assert.deepEqual(partitions, ['decent-0']);
  } finally {
    await broker.close();
    rmSync(directory, { recursive: true });
  }
});

test('a topic name of 249 characters works, on disk included (B22)', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'moldau-long-'));
  const broker = await startTestBroker({ 'log.memory.only': 'false', 'log.dirs': directory });
  try {
    const client = await broker.connect();
    const name = 'n'.repeat(249);
    assert.equal((await createTopics(client, [name]))[0]?.errorCode, Errors.NONE);
    assert.equal(await produce(client, name, encodeRecordBatch({ records: [smallRecord] })), Errors.NONE);
  } finally {
    await broker.close();
    rmSync(directory, { recursive: true });
  }
});

const codecs: readonly CompressionCodec[] = ['gzip', 'snappy', 'lz4', 'zstd'];

for (const codec of codecs) {
  test(`a ${codec} bomb is refused where the broker would have to open it, and costs nobody anything`, async () => {
    await using broker = await startTestBroker({ 'message.max.bytes': '100000000' });
    const client = await broker.connect();
    await createTopics(client, ['opened'], [{ name: 'compression.type', value: 'uncompressed' }]);
    const bomb = bombOf(codec);
    const before = process.memoryUsage().rss;
    assert.equal(await produce(client, 'opened', bomb), Errors.MESSAGE_TOO_LARGE);
    assert.ok(process.memoryUsage().rss - before < 250e6);
    assert.equal(await produce(client, 'opened', encodeRecordBatch({ records: [smallRecord] })), Errors.NONE);
  });
}

test('a batch with any one byte changed is refused or was not covered by anything (B35)', async () => {
  await using broker = await startTestBroker();
  const client = await broker.connect();
  await createTopics(client, ['flipped']);
  const good = encodeRecordBatch({ records: [smallRecord] });
  for (let at = 8; at < good.length; at++) {
    const bad = Buffer.from(good);
    bad.writeUInt8(bad.readUInt8(at) ^ 0x41, at);
    const errorCode = await produce(client, 'flipped', bad);
    // The leader epoch lies outside the checksum and is rewritten anyway.
    if (at >= 12 && at < 16) assert.equal(errorCode, Errors.NONE, `byte ${at}`);
    else assert.notEqual(errorCode, Errors.NONE, `byte ${at}`);
  }
});

const smallRecord = { timestamp: 1_700_000_000_000, key: null, value: Buffer.from('small') };

/** 200 MB of zeros, in as few bytes as the codec makes of it. */
function bombOf(codec: CompressionCodec): Buffer {
  const record = { timestamp: 1_700_000_000_000, key: null, value: Buffer.alloc(200_000_000) };
  const bomb = encodeRecordBatch({ records: [record], codec });
  assert.ok(new RecordBatch(bomb).isCrcValid());
  return bomb;
}

async function createTopics(
  client: WireClient,
  names: readonly string[],
  configs: readonly { name: string; value: string }[] = [],
) {
  const topics = names.map((name) => ({ name, numPartitions: 1, replicationFactor: 1, assignments: [], configs }));
  return (await client.request(createTopicsApi, 7, { topics, timeoutMs: 10_000, validateOnly: false })).topics;
}

/** The error code of the one partition. */
async function produce(client: WireClient, name: string, records: Buffer): Promise<number | undefined> {
  const topicId = 'AAAAAAAAAAAAAAAAAAAAAA';
  const topicData = [{ name, topicId, partitionData: [{ index: 0, records }] }];
  const request = { transactionalId: null, acks: -1, timeoutMs: 10_000, topicData };
  return (await client.request(produceApi, 9, request)).responses[0]?.partitionResponses[0]?.errorCode;
}
