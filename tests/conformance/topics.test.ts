/** The life of topics, seen by clients while they write and read: B20–B22, B25–B27, B31, B138–B140. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Errors, ZERO_UUID } from '@moldau/protocol';
import { createPartitionsApi } from '@moldau/protocol/messages/create-partitions';
import { type CreatableTopic, createTopicsApi } from '@moldau/protocol/messages/create-topics';
import { deleteTopicsApi } from '@moldau/protocol/messages/delete-topics';
import { brokerUnderTest, eventually, topicName, versionsOf } from './support/broker-under-test.ts';
import { valuesOf } from './support/records.ts';
import { batch, STRANGE_ID } from './support/requests.ts';
import { topicRequests } from './support/topic-requests.ts';

suite('Topics', { timeout: 120_000 }, () => {
  const broker = brokerUnderTest();
  const { metadata, created } = topicRequests(broker);

  test('names that differ in dots and underscores only collide (B21)', async () => {
    const base = topicName();
    assert.equal((await created({ name: `${base}.a_b` })).errorCode, Errors.NONE);
    assert.equal((await created({ name: `${base}_a.b` })).errorCode, Errors.INVALID_TOPIC_EXCEPTION);
  });

  test('a name of 249 characters works everywhere (B22)', async () => {
    const topic = await broker.createTopic(topicName().padEnd(249, 'x'));
    await broker.append(topic, batch(['v']));
    assert.deepEqual(valuesOf(await broker.fetchOne(topic, 0)), ['v']);
    await broker.deleteTopic(topic);
  });

  test('a deleted topic is gone for everybody at once, and its name is free (B25, B26, B31)', async () => {
    let topic = await broker.topic(2);
    for (let round = 0; round < 5; round++) {
      await broker.append(topic, batch([`round ${round}`]));
      await broker.deleteTopic(topic);
      await eventually(async () => (await metadata([topic.name])).topics[0]?.errorCode === 3);
      assert.equal((await metadata([topic], 12)).topics[0]?.errorCode, Errors.UNKNOWN_TOPIC_ID);
      const { client } = broker;
      await eventually(async () => (await broker.produce(topic, batch(), { client })).errorCode === 3);
      assert.equal((await broker.produce(topic, batch(), { version: 13 })).errorCode, Errors.UNKNOWN_TOPIC_ID);
      assert.equal((await broker.fetchOne(topic, 0, { maxWaitMs: 60_000 })).errorCode, 3);
      assert.equal((await broker.fetchOne(topic, 0, { version: 13, maxWaitMs: 60_000 })).errorCode, 100);
      const again = await broker.createTopic(topic.name, 2);
      assert.notEqual(again.id, topic.id);
      assert.equal(await broker.offset(again, -1), 0);
      assert.equal((await broker.produce(topic, batch(), { version: 13 })).errorCode, Errors.UNKNOWN_TOPIC_ID);
      assert.equal((await broker.fetchOne(topic, 0, { version: 13 })).errorCode, Errors.UNKNOWN_TOPIC_ID);
      topic = again;
    }
  });

  test('under load, deletion and re-creation answer every request, and offsets start again (B25, B26)', async () => {
    const first = await broker.topic();
    const { name } = first;
    const state = { done: false };
    const write = async (): Promise<Set<number>> => {
      const client = await broker.connect();
      const codes = new Set<number>();
      while (!state.done) {
        const answers = await Promise.all(
          Array.from({ length: 5 }, () => broker.produce({ name, id: ZERO_UUID }, batch(['v']), { client })),
        );
        for (const { errorCode } of answers) codes.add(errorCode);
      }
      return codes;
    };
    const read = async (): Promise<Set<number>> => {
      const client = await broker.connect();
      const codes = new Set<number>();
      while (!state.done)
        codes.add((await broker.fetchOne({ name, id: ZERO_UUID }, 0, { client, maxWaitMs: 50 })).errorCode);
      return codes;
    };
    const writers = [write(), write(), write()];
    const readers = [read(), read()];
    const ids = new Set([first.id]);
    for (let round = 0; round < 10; round++) {
      await eventually(async () => (await broker.offset({ name, id: '' }, -1)) > 0);
      await broker.deleteTopic({ name, id: '' });
      ids.add((await broker.createTopic(name)).id);
    }
    await eventually(async () => (await broker.offset({ name, id: '' }, -1)) > 0);
    state.done = true;
    const allowed = new Set<number>([
      Errors.NONE,
      Errors.UNKNOWN_TOPIC_OR_PARTITION,
      Errors.UNKNOWN_TOPIC_ID,
      Errors.NOT_LEADER_OR_FOLLOWER,
    ]);
    for (const codes of await Promise.all([...writers, ...readers])) {
      assert.ok(codes.has(Errors.NONE));
      assert.ok(
        [...codes].every((code) => allowed.has(code)),
        [...codes].join(),
      );
    }
    assert.equal(ids.size, 11);
    const { highWatermark, logStartOffset } = await broker.fetchOne({ name, id: '' }, 0);
    assert.equal(logStartOffset, 0);
    assert.ok(highWatermark > 0);
  });

  test('new partitions can be written and read at once (B27, B31)', async () => {
    const topic = await broker.topic();
    const answer = await broker.client.request(createPartitionsApi, 3, {
      topics: [{ name: topic.name, count: 3, assignments: null }],
      timeoutMs: 10_000,
      validateOnly: false,
    });
    assert.deepEqual(
      answer.results.map(({ name, errorCode }) => [name, errorCode]),
      [[topic.name, Errors.NONE]],
    );
    await eventually(async () => (await metadata([topic.name])).topics[0]?.partitions.length === 3);
    for (const partition of [1, 2]) {
      await eventually(async () => (await broker.produce(topic, batch(['v']), { partition })).baseOffset === 0);
      assert.deepEqual(valuesOf(await broker.fetchOne(topic, 0, { partition })), ['v']);
    }
  });

  test('CreateTopics says what is wrong with each topic and creates the others (B138)', async () => {
    const taken = await broker.topic();
    const good = topicName();
    const base = { numPartitions: 1, replicationFactor: 1, assignments: [], configs: [] };
    const wanted: readonly (readonly [CreatableTopic, number])[] = [
      [{ ...base, name: good }, Errors.NONE],
      [{ ...base, name: taken.name }, Errors.TOPIC_ALREADY_EXISTS],
      [{ ...base, name: topicName(), numPartitions: 0 }, Errors.INVALID_PARTITIONS],
      [{ ...base, name: topicName(), numPartitions: -2 }, Errors.INVALID_PARTITIONS],
      [{ ...base, name: topicName(), replicationFactor: 0 }, Errors.INVALID_REPLICATION_FACTOR],
      [{ ...base, name: topicName(), replicationFactor: 3 }, Errors.INVALID_REPLICATION_FACTOR],
      [{ ...base, name: topicName(), configs: [{ name: 'nonsense', value: '1' }] }, Errors.INVALID_CONFIG],
      [{ ...base, name: topicName(), configs: [{ name: 'retention.ms', value: 'soon' }] }, Errors.INVALID_CONFIG],
      [{ ...base, name: topicName(), configs: [{ name: 'retention.ms', value: null }] }, Errors.INVALID_CONFIG],
      [{ ...base, name: topicName(), assignments: [{ partitionIndex: 0, brokerIds: [1] }] }, Errors.INVALID_REQUEST],
    ];
    for (const version of versionsOf(createTopicsApi)) {
      const { topics } = await broker.client.request(createTopicsApi, version, {
        topics: wanted.map(([topic]) => topic),
        timeoutMs: 10_000,
        validateOnly: false,
      });
      const codes = new Map(topics.map(({ name, errorCode }) => [name, errorCode]));
      for (const [topic, code] of wanted) {
        const again = topic.name === good && version > 2 ? Errors.TOPIC_ALREADY_EXISTS : code;
        assert.equal(codes.get(topic.name), again, `v${version} ${JSON.stringify(topic)}`);
      }
    }
  });

  test('the broker’s defaults are taken for -1, and told from version 5 on (B138)', async () => {
    for (const version of versionsOf(createTopicsApi).filter((each) => each >= 5)) {
      const answer = await created({ numPartitions: -1, replicationFactor: -1 }, version);
      assert.equal(answer.errorCode, Errors.NONE);
      assert.equal(answer.numPartitions, 1);
      assert.equal(answer.replicationFactor, 1);
      assert.ok(answer.configs?.some(({ name }) => name === 'cleanup.policy'));
      if (version >= 7) assert.notEqual(answer.topicId, ZERO_UUID);
    }
  });

  test('validate_only checks and creates nothing (B138)', async () => {
    const good = await created({}, 7, true);
    assert.equal(good.errorCode, Errors.NONE);
    assert.equal((await metadata([good.name])).topics[0]?.errorCode, Errors.UNKNOWN_TOPIC_OR_PARTITION);
    assert.equal((await created({ numPartitions: 0 }, 7, true)).errorCode, Errors.INVALID_PARTITIONS);
  });

  test('DeleteTopics by name and by id, each topic on its own (B139)', async () => {
    const unknown = { name: topicName(), id: STRANGE_ID };
    for (const version of versionsOf(deleteTopicsApi)) {
      const [byName, byId] = [await broker.topic(), await broker.topic()];
      const topics =
        version < 6
          ? []
          : [
              { name: byName.name, topicId: ZERO_UUID },
              { name: null, topicId: byId.id },
              { name: unknown.name, topicId: ZERO_UUID },
              { name: null, topicId: unknown.id },
            ];
      const topicNames = version < 6 ? [byName.name, unknown.name] : [];
      const request = { topics, topicNames, timeoutMs: 10_000 };
      const { responses } = await broker.client.request(deleteTopicsApi, version, request);
      const code = (name: string) => responses.find((each) => each.name === name)?.errorCode;
      assert.equal(code(byName.name), Errors.NONE, `v${version}`);
      assert.equal(code(unknown.name), Errors.UNKNOWN_TOPIC_OR_PARTITION);
      if (version < 6) continue;
      assert.equal(responses.find(({ topicId }) => topicId === byId.id)?.errorCode, Errors.NONE);
      assert.equal(responses.find(({ topicId }) => topicId === unknown.id)?.errorCode, Errors.UNKNOWN_TOPIC_ID);
    }
  });

  test('CreatePartitions answers every topic by name (B140)', async () => {
    const [topic, other] = [await broker.topic(2), await broker.topic(2)];
    const unknown = topicName();
    const asked = (name: string, count: number) => ({ name, count, assignments: null });
    for (const version of versionsOf(createPartitionsApi)) {
      const answer = await broker.client.request(createPartitionsApi, version, {
        topics: [asked(topic.name, 2), asked(other.name, 1), asked(unknown, 4)],
        timeoutMs: 10_000,
        validateOnly: false,
      });
      const codes = new Map(answer.results.map(({ name, errorCode }) => [name, errorCode]));
      assert.deepEqual(
        [topic.name, other.name, unknown].map((name) => codes.get(name)),
        [Errors.INVALID_PARTITIONS, Errors.INVALID_PARTITIONS, Errors.UNKNOWN_TOPIC_OR_PARTITION],
      );
    }
  });
});
