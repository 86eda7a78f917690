/** Client quotas on the whole broker in virtual time: what limits a client, and what it does not do to others. */
import assert from 'node:assert/strict';
import { encodeRecordBatch, Errors, ZERO_UUID } from '@moldau/protocol';
import { alterClientQuotasApi } from '@moldau/protocol/messages/alter-client-quotas';
import { createTopicsApi } from '@moldau/protocol/messages/create-topics';
import { fetchApi } from '@moldau/protocol/messages/fetch';
import { incrementalAlterConfigsApi } from '@moldau/protocol/messages/incremental-alter-configs';
import { metadataApi } from '@moldau/protocol/messages/metadata';
import { produceApi } from '@moldau/protocol/messages/produce';
import { WireClient } from '../support/wire-client.ts';
import { BrokerWorld } from './broker-world.ts';
import { testUnderSeeds } from './seeds.ts';

const TOPIC = 'limited';
const RATE = 20_000;
const LOAD_MS = 60_000;
/** A rate is kept over a minute but for what the windows allow at once: ten seconds of it, and the newest request. */
const BYTES_MAX = RATE * (LOAD_MS / 1000 + 10) + 10_000;
const BYTES_MIN = RATE * (LOAD_MS / 1000) * 0.8;

class QuotaWorld {
  readonly world: BrokerWorld;
  readonly #runtime;

  private constructor(seed: string, settings: Readonly<Record<string, string>>) {
    this.world = new BrokerWorld(seed, settings);
    this.#runtime = this.world.simulation.runtime('client');
  }

  static async start(seed: string, settings: Readonly<Record<string, string>> = {}): Promise<QuotaWorld> {
    const started = new QuotaWorld(seed, settings);
    await started.world.start();
    return started;
  }

  settle<T>(promise: Promise<T>): Promise<T> {
    return this.world.simulation.settle(promise);
  }

  now(): number {
    return this.#runtime.clock.monotonic();
  }

  async connect(clientId: string): Promise<WireClient> {
    const client = await WireClient.connect(this.#runtime.network, { host: 'broker', port: 9092 });
    client.clientId = clientId;
    return client;
  }

  /** A topic, and a limit for the client id `slow`. */
  async prepare(quotas: Readonly<Record<string, number>>): Promise<void> {
    const client = await this.settle(this.connect('admin'));
    const topic = { name: TOPIC, numPartitions: 1, replicationFactor: 1, assignments: [], configs: [] };
    const creation = { topics: [topic], timeoutMs: 1000, validateOnly: false };
    const { topics } = await this.settle(client.request(createTopicsApi, 7, creation));
    assert.equal(topics[0]?.errorCode, Errors.NONE);
    const ops = Object.entries(quotas).map(([key, value]) => ({ key, value, remove: false }));
    const entity = [{ entityType: 'client-id', entityName: 'slow' }];
    const altered = client.request(alterClientQuotasApi, 1, { entries: [{ entity, ops }], validateOnly: false });
    assert.equal((await this.settle(altered)).entries[0]?.errorCode, Errors.NONE);
  }

  /** Produces as fast as it may for as long as the load lasts; the bytes of all requests. */
  async produceAll(clientId: string, valueBytes: number): Promise<number> {
    const client = await this.connect(clientId);
    const end = this.now() + LOAD_MS;
    let bytes = 0;
    while (this.now() < end) bytes += await this.produce(client, valueBytes);
    await client.close();
    return bytes;
  }

  /** The bytes of the records. */
  async produce(client: WireClient, valueBytes: number): Promise<number> {
    const timestamp = this.#runtime.clock.now();
    const records = encodeRecordBatch({ records: [{ timestamp, key: null, value: Buffer.alloc(valueBytes) }] });
    const topicData = [{ name: TOPIC, topicId: ZERO_UUID, partitionData: [{ index: 0, records }] }];
    const body = { transactionalId: null, acks: 1, timeoutMs: 1000, topicData };
    const { responses } = await client.request(produceApi, 12, body);
    assert.equal(responses[0]?.partitionResponses[0]?.errorCode, Errors.NONE);
    return records.length;
  }

  /** Fetches the same records again and again; the bytes of all of them. */
  async fetchAll(clientId: string): Promise<number> {
    const client = await this.connect(clientId);
    const end = this.now() + LOAD_MS;
    let bytes = 0;
    while (this.now() < end) {
      const { responses, errorCode } = await client.request(fetchApi, 12, fetchBody);
      assert.equal(errorCode, Errors.NONE);
      const records = responses[0]?.partitions[0]?.records ?? null;
      if (records !== null) bytes += Buffer.isBuffer(records) ? records.length : Buffer.concat(records).length;
    }
    await client.close();
    return bytes;
  }
}

const fetchBody = {
  clusterId: null,
  replicaId: -1,
  maxWaitMs: 0,
  minBytes: 1,
  maxBytes: 50_000,
  isolationLevel: 0,
  sessionId: 0,
  sessionEpoch: -1,
  topics: [
    {
      topic: TOPIC,
      topicId: ZERO_UUID,
      partitions: [
        {
          partition: 0,
          currentLeaderEpoch: -1,
          fetchOffset: 0,
          lastFetchedEpoch: -1,
          logStartOffset: -1,
          partitionMaxBytes: 8000,
          replicaDirectoryId: ZERO_UUID,
          highWatermark: 0n,
        },
      ],
    },
  ],
  forgottenTopicsData: [],
  rackId: '',
};

testUnderSeeds('quota', 'a producer is slowed down to its rate, and nobody else is (B13)', 1, async (seed) => {
  const world = await QuotaWorld.start(seed);
  await world.prepare({ producer_byte_rate: RATE });
  const slow = world.produceAll('slow', 5000);
  const bytes = await world.settle(slow);
  assert.ok(bytes >= BYTES_MIN && bytes <= BYTES_MAX, `${bytes} bytes in ${LOAD_MS} ms`);
  const free = await world.settle(world.connect('free'));
  const before = world.now();
  await world.settle(free.request(metadataApi, 9, metadataBody));
  assert.ok(world.now() - before < 1000);
  await world.world.stop();
});

testUnderSeeds('quota', 'a consumer is slowed down to its rate (B13)', 1, async (seed) => {
  const world = await QuotaWorld.start(seed);
  await world.prepare({ consumer_byte_rate: RATE });
  const admin = await world.settle(world.connect('admin'));
  await world.settle(world.produce(admin, 5000));
  const bytes = await world.settle(world.fetchAll('slow'));
  assert.ok(bytes >= BYTES_MIN && bytes <= BYTES_MAX, `${bytes} bytes in ${LOAD_MS} ms`);
  await world.world.stop();
});

testUnderSeeds('quota', 'connections beyond the rate of the broker wait, and are served (KIP-612)', 1, async (seed) => {
  const world = await QuotaWorld.start(seed, { 'max.connection.creation.rate': '5' });
  await manyConnect(world);
  await world.world.stop();
});

testUnderSeeds('quota', 'the rate of connections can be changed while the broker runs (KIP-612)', 1, async (seed) => {
  const world = await QuotaWorld.start(seed);
  const admin = await world.settle(world.connect('admin'));
  const configs = [{ name: 'max.connection.creation.rate', configOperation: 0, value: '5' }];
  const resources = [{ resourceType: 4, resourceName: '', configs }];
  const altered = admin.request(incrementalAlterConfigsApi, 1, { resources, validateOnly: false });
  assert.equal((await world.settle(altered)).responses[0]?.errorCode, Errors.NONE);
  await manyConnect(world);
  await world.world.stop();
});

/** 150 at once, at a rate of 5 a second. */
async function manyConnect(world: QuotaWorld): Promise<void> {
  const asked = Array.from({ length: 150 }, async () => {
    const client = await world.connect('many');
    await client.request(metadataApi, 9, metadataBody);
    return world.now();
  });
  const before = world.now();
  const served = (await world.settle(Promise.all(asked))).map((time) => time - before);
  assert.ok(served.filter((ms) => ms < 1000).length <= 56, 'ten windows of five at once, and what comes in a second');
  const last = Math.max(...served);
  assert.ok(last >= 15_000 && last <= 30_000, `the last one was served after ${last} ms`);
}

const metadataBody = {
  topics: [],
  allowAutoTopicCreation: false,
  includeClusterAuthorizedOperations: false,
  includeTopicAuthorizedOperations: false,
};
