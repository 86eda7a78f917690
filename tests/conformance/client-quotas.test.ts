/**
 * DescribeClientQuotas, AlterClientQuotas, and what clients see of the quotas: B13, B145. A limit is for a client id of
 * the test's own, so that nobody else is slowed down.
 */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type ApiDescriptor, Errors, ZERO_UUID } from '@moldau/protocol';
import { alterClientQuotasApi } from '@moldau/protocol/messages/alter-client-quotas';
import { apiVersionsApi } from '@moldau/protocol/messages/api-versions';
import { createPartitionsApi } from '@moldau/protocol/messages/create-partitions';
import { createTopicsApi } from '@moldau/protocol/messages/create-topics';
import { deleteTopicsApi } from '@moldau/protocol/messages/delete-topics';
import { describeClientQuotasApi } from '@moldau/protocol/messages/describe-client-quotas';
import { fetchApi } from '@moldau/protocol/messages/fetch';
import { findCoordinatorApi } from '@moldau/protocol/messages/find-coordinator';
import { listOffsetsApi } from '@moldau/protocol/messages/list-offsets';
import { metadataApi } from '@moldau/protocol/messages/metadata';
import { produceApi } from '@moldau/protocol/messages/produce';
import type { WireClient } from '../support/wire-client.ts';
import { brokerUnderTest, eventually, topicName, versionsOf } from './support/broker-under-test.ts';
import { bytesOf } from './support/records.ts';
import {
  batch,
  fetchPartition,
  fetchRequest,
  listOffsetsRequest,
  metadataRequest,
  produceRequest,
  topicData,
} from './support/requests.ts';

const EXACT = 0;
/** What a client may have at once is what ten windows of a second allow. */
const WINDOWS = 10;

suite('Client quotas', { timeout: 120_000 }, () => {
  const broker = brokerUnderTest();

  type Entity = Readonly<Record<string, string>>;

  async function alter(entity: Entity, quotas: Readonly<Record<string, number | null>>, version = 1) {
    const ops = Object.entries(quotas).map(([key, value]) => ({ key, value: value ?? 0, remove: value === null }));
    const named = Object.entries(entity).map(([entityType, entityName]) => ({ entityType, entityName }));
    const entries = [{ entity: named, ops }];
    const answer = await broker.client.request(alterClientQuotasApi, version, { entries, validateOnly: false });
    assert.equal(answer.entries[0]?.errorCode, Errors.NONE, answer.entries[0]?.errorMessage ?? '');
    await eventually(async () => {
      const values = await described(entity, version);
      return Object.entries(quotas).every(([key, value]) => (values.get(key) ?? null) === value);
    });
  }

  async function described(entity: Entity, version = 1): Promise<ReadonlyMap<string, number>> {
    const components = Object.entries(entity).map(([entityType, match]) => ({ entityType, matchType: EXACT, match }));
    const { entries } = await broker.client.request(describeClientQuotasApi, version, { components, strict: true });
    return new Map(entries?.[0]?.values.map(({ key, value }) => [key, value]));
  }

  /** Connections of a client id for which the quota holds. */
  async function limited(quotas: Readonly<Record<string, number>>): Promise<() => Promise<WireClient>> {
    const clientId = topicName();
    await alter({ 'client-id': clientId }, quotas);
    return async () => {
      const client = await broker.connect();
      client.clientId = clientId;
      return client;
    };
  }

  test('are described as they were altered, at every version (B145)', async () => {
    for (const version of versionsOf(alterClientQuotasApi)) {
      const entity = { user: topicName(), 'client-id': topicName() };
      await alter(entity, { producer_byte_rate: 5000, request_percentage: 0.5 }, version);
      await alter(entity, { producer_byte_rate: null, consumer_byte_rate: 7000 }, version);
      assert.deepEqual(
        [...(await described(entity, version))].sort(([a], [b]) => (a < b ? -1 : 1)),
        [
          ['consumer_byte_rate', 7000],
          ['request_percentage', 0.5],
        ],
        `v${version}`,
      );
      await alter(entity, { consumer_byte_rate: null, request_percentage: null }, version);
      assert.equal((await described(entity, version)).size, 0);
    }
  });

  test('are described as they were at every version of DescribeClientQuotas (B145)', async () => {
    const entity = { ip: '10.11.12.13' };
    await alter(entity, { connection_creation_rate: 500 });
    for (const version of versionsOf(describeClientQuotasApi)) {
      assert.deepEqual([...(await described(entity, version))], [['connection_creation_rate', 500]]);
    }
    await alter(entity, { connection_creation_rate: null });
  });

  test('what cannot be is refused for that entity alone (B145)', async () => {
    const user: Component = ['user', topicName()];
    const address: Component = ['ip', '10.11.12.14'];
    const refused: readonly (readonly [what: string, entity: readonly Component[], key: string, value: number])[] = [
      ['an unknown key', [user], 'no_such_quota', 1],
      ['an unknown type', [['group', 'g']], 'producer_byte_rate', 1],
      ['no entity', [], 'producer_byte_rate', 1],
      ['an empty name', [['user', '']], 'producer_byte_rate', 1],
      ['an address that is none', [['ip', '10.1.2.300']], 'connection_creation_rate', 1],
      ['an address and a user', [address, user], 'connection_creation_rate', 1],
      ['bytes of an address', [address], 'producer_byte_rate', 1],
      ['connections of a user', [user], 'connection_creation_rate', 1],
      ['nothing at all', [user], 'request_percentage', 0],
      ['less than nothing', [user], 'producer_byte_rate', -1],
      ['a part of a byte', [user], 'producer_byte_rate', 1000.5],
      ['a part of a connection', [address], 'connection_creation_rate', 0.5],
      ['more than a long', [user], 'producer_byte_rate', 1e19],
      ['more than an int', [address], 'connection_creation_rate', 3e9],
    ];
    const other: Component = ['client-id', topicName()];
    for (const version of versionsOf(alterClientQuotasApi)) {
      for (const validateOnly of [true, false]) {
        for (const [what, entity, key, value] of refused) {
          const entries = [
            { entity: named(entity), ops: [{ key, value, remove: false }] },
            { entity: named([other]), ops: [{ key: 'producer_byte_rate', value: 1e9, remove: false }] },
          ];
          const answer = await broker.client.request(alterClientQuotasApi, version, { entries, validateOnly });
          const codes = answer.entries.map(({ errorCode }) => errorCode).sort((a, b) => a - b);
          assert.deepEqual(codes, [Errors.NONE, Errors.INVALID_REQUEST], `v${version}: ${what}`);
        }
        assert.equal((await described(Object.fromEntries([user]))).size, 0);
      }
    }
    await alter(Object.fromEntries([other]), { producer_byte_rate: null });
  });

  test('a filter that makes no sense is refused (B145)', async () => {
    type Match = readonly [entityType: string, matchType: number, match: string | null];
    const [exact, byDefault, any] = [0, 1, 2];
    const refused: readonly (readonly [what: string, code: number, ...matches: readonly Match[]])[] = [
      ['an unknown type', Errors.UNSUPPORTED_VERSION, ['group', any, null]],
      ['an empty type', Errors.INVALID_REQUEST, ['', any, null]],
      ['a type twice', Errors.INVALID_REQUEST, ['user', exact, 'ann'], ['user', any, null]],
      ['an address and a user', Errors.INVALID_REQUEST, ['ip', any, null], ['user', any, null]],
      ['an unknown match', Errors.INVALID_REQUEST, ['user', 3, null]],
      ['an exact match of nothing', Errors.INVALID_REQUEST, ['user', exact, null]],
      ['a default with a name', Errors.INVALID_REQUEST, ['user', byDefault, 'ann']],
    ];
    for (const version of versionsOf(describeClientQuotasApi)) {
      for (const [what, code, ...matches] of refused) {
        const components = matches.map(([entityType, matchType, match]) => ({ entityType, matchType, match }));
        const answer = await broker.client.request(describeClientQuotasApi, version, { components, strict: false });
        assert.deepEqual([answer.errorCode, answer.entries], [code, null], `v${version}: ${what}`);
      }
    }
  });

  test('a producer that is too fast is told so in an answer that takes its records (B13)', async () => {
    for (const version of versionsOf(produceApi)) {
      const connect = await limited({ producer_byte_rate: 1000 });
      const topic = await broker.topic();
      const records = batch(['x'.repeat(WINDOWS * 1000)]);
      const producer = await connect();
      const request = produceRequest([topicData(topic, [0, records])]);
      const { responses, throttleTimeMs } = await producer.request(produceApi, version, request);
      assert.equal(responses[0]?.partitionResponses[0]?.errorCode, Errors.NONE, `v${version}`);
      assert.ok(throttleTimeMs > 0 && throttleTimeMs < 5000, `v${version}: ${throttleTimeMs}`);
      const other = await broker.append(topic, batch(['from another client id']));
      assert.equal(other, 1);
    }
  });

  test('a producer within its rate is not throttled (B13)', async () => {
    const connect = await limited({ producer_byte_rate: 1_000_000 });
    const topic = await broker.topic();
    const producer = await connect();
    const { throttleTimeMs } = await producer.request(
      produceApi,
      12,
      produceRequest([topicData(topic, [0, batch(['x'.repeat(10_000)])])]),
    );
    assert.equal(throttleTimeMs, 0);
  });

  test('a consumer that is too fast gets an empty answer, and its session goes on (B13)', async () => {
    const connect = await limited({ consumer_byte_rate: 1000 });
    const topic = await broker.topic();
    for (let count = 0; count < 3; count++) await broker.append(topic, batch(['x'.repeat(7000)]));
    const ask = async (client: WireClient, offset: number, session: { sessionId: number; sessionEpoch: number }) => {
      const asked = fetchPartition(0, offset, { partitionMaxBytes: 1 });
      return client.request(fetchApi, 12, fetchRequest([[topic, asked]], session));
    };
    const consumer = await connect();
    const { sessionId, responses, throttleTimeMs } = await ask(consumer, 0, { sessionId: 0, sessionEpoch: 0 });
    assert.equal(responses.length, 1);
    assert.equal(throttleTimeMs, 0);
    const throttled = await ask(consumer, 1, { sessionId, sessionEpoch: 1 });
    assert.ok(throttled.throttleTimeMs > 0, `${throttled.throttleTimeMs}`);
    assert.deepEqual([throttled.errorCode, throttled.sessionId, throttled.responses], [0, sessionId, []]);
    const fresh = await ask(await connect(), 1, { sessionId: 0, sessionEpoch: 0 });
    assert.ok(fresh.throttleTimeMs > 0);
    assert.deepEqual([fresh.errorCode, fresh.sessionId, fresh.responses], [0, 0, []]);
    const again = await ask(broker.client, 1, { sessionId, sessionEpoch: 2 });
    assert.equal(again.errorCode, Errors.NONE, 'the epoch has advanced with the answer that was empty');
    assert.equal(again.responses.length, 1);
  });

  test('a consumer gets no more at once than its rate allows (B13)', async () => {
    const connect = await limited({ consumer_byte_rate: 1000 });
    const topic = await broker.topic();
    for (let count = 0; count < 6; count++) await broker.append(topic, batch(['x'.repeat(3000)]));
    const consumer = await connect();
    let bytes = 0;
    await eventually(async () => {
      const request = fetchRequest([[topic, fetchPartition(0, 0)]]);
      const { responses } = await consumer.request(fetchApi, 12, request);
      const partition = responses[0]?.partitions[0];
      bytes = partition === undefined ? 0 : bytesOf(partition).length;
      return bytes > 0;
    });
    assert.ok(bytes <= WINDOWS * 1000, `${bytes} bytes`);
  });

  test('a client that keeps the broker busy is told so by every API that can say it (B13)', async () => {
    const connect = await limited({ request_percentage: 1e-6 });
    const topic = await broker.topic();
    interface Throttled {
      readonly throttleTimeMs: number;
    }
    async function isThrottled<Req>(api: ApiDescriptor<Req, Throttled>, from: number, body: Req): Promise<void> {
      for (const version of versionsOf(api).filter((each) => each >= from)) {
        const { throttleTimeMs } = await (await connect()).request(api, version, body);
        assert.ok(throttleTimeMs > 0 && throttleTimeMs <= 1000, `${api.name} v${version}: ${throttleTimeMs}`);
      }
    }
    await isThrottled(metadataApi, 9, metadataRequest([topic.name]));
    await isThrottled(apiVersionsApi, 1, { clientSoftwareName: 'conformance', clientSoftwareVersion: '1' });
    await isThrottled(listOffsetsApi, 6, listOffsetsRequest(topic, [{}]));
    await isThrottled(findCoordinatorApi, 4, { key: '', keyType: 0, coordinatorKeys: ['group'] });
    await isThrottled(describeClientQuotasApi, 0, { components: [], strict: false });
    await broker.append(topic, batch());
    const request = fetchRequest([[topic, fetchPartition(0, 0)]]);
    const withheld = await (await connect()).request(fetchApi, 12, request);
    assert.ok(withheld.throttleTimeMs > 0);
    assert.deepEqual([withheld.errorCode, withheld.responses], [Errors.NONE, []]);
  });

  const patient = { timeoutMs: 10_000, validateOnly: false };
  const newTopic = (name: string, numPartitions: number) => ({
    name,
    numPartitions,
    replicationFactor: 1,
    assignments: [],
    configs: [],
  });

  test('a client that changes too many partitions is refused where it knows the error (KIP-599)', async () => {
    const connect = await limited({ controller_mutation_rate: 0.1 });
    const first = await (await connect()).request(createTopicsApi, 7, {
      topics: [newTopic(topicName(), 4)],
      ...patient,
    });
    assert.deepEqual([first.topics[0]?.errorCode, first.throttleTimeMs], [Errors.NONE, 0]);
    const [created] = first.topics;
    assert.ok(created !== undefined);
    const exceeded = (code: number | undefined, throttleTimeMs: number, what: string): void => {
      assert.equal(code, Errors.THROTTLING_QUOTA_EXCEEDED, what);
      assert.ok(throttleTimeMs > 1000, `${what}: ${throttleTimeMs}`);
    };
    for (const version of versionsOf(createTopicsApi).filter((each) => each >= 6)) {
      const topics = [newTopic(topicName(), 1)];
      const answer = await (await connect()).request(createTopicsApi, version, { topics, ...patient });
      exceeded(answer.topics[0]?.errorCode, answer.throttleTimeMs, `CreateTopics v${version}`);
      const bad = [newTopic('not/legal', 1)];
      const wrong = await (await connect()).request(createTopicsApi, version, { topics: bad, ...patient });
      assert.deepEqual([wrong.topics[0]?.errorCode, wrong.throttleTimeMs], [Errors.INVALID_TOPIC_EXCEPTION, 0]);
      const validated = await (await connect()).request(createTopicsApi, version, {
        topics,
        timeoutMs: 10_000,
        validateOnly: true,
      });
      exceeded(validated.topics[0]?.errorCode, validated.throttleTimeMs, `CreateTopics v${version}, validated`);
    }
    for (const version of versionsOf(createPartitionsApi).filter((each) => each >= 3)) {
      const topics = [{ name: created.name, count: 5, assignments: null }];
      const answer = await (await connect()).request(createPartitionsApi, version, { topics, ...patient });
      exceeded(answer.results[0]?.errorCode, answer.throttleTimeMs, `CreatePartitions v${version}`);
    }
    for (const version of versionsOf(deleteTopicsApi).filter((each) => each >= 5)) {
      const answer = await (await connect()).request(deleteTopicsApi, version, {
        topics: version >= 6 ? [{ name: created.name, topicId: ZERO_UUID }] : [],
        topicNames: version >= 6 ? [] : [created.name],
        timeoutMs: 10_000,
      });
      exceeded(answer.responses[0]?.errorCode, answer.throttleTimeMs, `DeleteTopics v${version}`);
    }
  });

  test('an older client that changes too many partitions is served, and told to wait (KIP-599)', async () => {
    const name = topicName();
    for (const version of versionsOf(createTopicsApi).filter((each) => each < 6)) {
      const connect = await limited({ controller_mutation_rate: 0.1 });
      const topics = [newTopic(`${name}-${version}`, 4)];
      const answer = await (await connect()).request(createTopicsApi, version, { topics, ...patient });
      assert.equal(answer.topics[0]?.errorCode, Errors.NONE);
      assert.ok(answer.throttleTimeMs > 1000, `CreateTopics v${version}: ${answer.throttleTimeMs}`);
    }
    for (const version of versionsOf(createPartitionsApi).filter((each) => each < 3)) {
      const connect = await limited({ controller_mutation_rate: 0.1 });
      const topics = [{ name: `${name}-5`, count: 7 + 3 * version, assignments: null }];
      const answer = await (await connect()).request(createPartitionsApi, version, { topics, ...patient });
      assert.equal(answer.results[0]?.errorCode, Errors.NONE);
      assert.ok(answer.throttleTimeMs > 1000, `CreatePartitions v${version}: ${answer.throttleTimeMs}`);
    }
    for (const version of versionsOf(deleteTopicsApi).filter((each) => each < 5)) {
      const connect = await limited({ controller_mutation_rate: 0.1 });
      const topicNames = [`${name}-${version + 1}`];
      const answer = await (await connect()).request(deleteTopicsApi, version, {
        topics: [],
        topicNames,
        timeoutMs: 10_000,
      });
      assert.equal(answer.responses[0]?.errorCode, Errors.NONE);
      assert.ok(answer.throttleTimeMs > 1000, `DeleteTopics v${version}: ${answer.throttleTimeMs}`);
    }
  });

  test('topics that create themselves are created no faster than the quota allows (KIP-599)', async () => {
    const connect = await limited({ controller_mutation_rate: 0.1 });
    const client = await connect();
    const names = Array.from({ length: 4 }, () => topicName());
    for (const name of names) {
      await client.request(metadataApi, 9, metadataRequest([name], { allowAutoTopicCreation: true }));
    }
    await broker.topic();
    const { topics } = await broker.client.request(metadataApi, 9, metadataRequest(names));
    const created = topics.filter(({ errorCode }) => errorCode !== Errors.UNKNOWN_TOPIC_OR_PARTITION);
    assert.ok(created.length > 0 && created.length < names.length, `${created.length} topics`);
  });

  test('an address that connects too often is turned away (KIP-612)', async () => {
    const { host } = broker.client.local;
    await alter({ ip: host }, { connection_creation_rate: 1 });
    const answers: boolean[] = [];
    for (let count = 0; count < WINDOWS + 1; count++) {
      const client = await broker.connect();
      answers.push(await client.request(metadataApi, 9, metadataRequest([])).then(yes, no));
    }
    await alter({ ip: host }, { connection_creation_rate: null });
    assert.equal(answers[0], true);
    assert.equal(answers.at(-1), false, String(answers));
    const client = await broker.connect();
    assert.equal(await client.request(metadataApi, 9, metadataRequest([])).then(yes, no), true);
  });
});

type Component = readonly [type: string, name: string];

function named(entity: readonly Component[]) {
  return entity.map(([entityType, entityName]) => ({ entityType, entityName }));
}

const yes = () => true;
const no = () => false;
