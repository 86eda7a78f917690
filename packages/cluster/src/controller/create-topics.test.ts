import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { NewTopic } from './controller.ts';
import { createTopics, newTopic, startController, startFixture } from './testing/controller-fixture.ts';

const written = { validateOnly: false };

async function codesOf(topics: readonly NewTopic[], brokers: readonly number[] = [1]): Promise<Map<string, ErrorCode>> {
  const { controller } = await startFixture({ brokers });
  const results = await controller.createTopics(topics, written);
  return new Map(results.map(({ name, error }) => [name, error?.code ?? Errors.NONE]));
}

describe('creating topics', () => {
  test('makes the topic visible with its partitions, configs and a new id when it is answered (B31)', async () => {
    const fixture = await startFixture({ brokers: [1, 2, 3] });
    const configs = [{ name: 'retention.ms', value: '1000' }];
    const asked = newTopic('a', { partitions: 4, replicationFactor: 3, configs });
    const [result] = await fixture.controller.createTopics([asked], written);
    const topic = fixture.image().topicsByName.get('a');
    assert.ok(result?.error === undefined && topic !== undefined && result !== undefined);
    assert.deepEqual([result.topicId, result.partitions, result.replicationFactor], [topic.id, 4, 3]);
    assert.match(topic.id, /^[A-Za-z0-9_][A-Za-z0-9_-]{21}$/);
    assert.equal(topic.partitions.length, 4);
    for (const partition of topic.partitions) {
      assert.deepEqual(partition.isr, partition.replicas);
      assert.equal(partition.leader, partition.replicas[0]);
      assert.equal(partition.leaderEpoch, 0);
    }
    assert.equal(fixture.image().configs.topic.get('a')?.get('retention.ms'), '1000');
    const retention = result.configs.find(({ name }) => name === 'retention.ms');
    assert.deepEqual([retention?.value, retention?.source], ['1000', 1]);
    assert.ok(result.configs.length > 30);
  });

  test('creates the valid topics of a request although others fail (B138)', async () => {
    const assigned = (...assignments: number[][]) => ({
      partitions: -1,
      replicationFactor: -1,
      assignments: assignments.map((brokerIds, partitionIndex) => ({ partitionIndex, brokerIds })),
    });
    const config = (name: string, value: string | null) => ({ configs: [{ name, value }] });
    const expected: readonly [NewTopic, ErrorCode][] = [
      [newTopic('good'), Errors.NONE],
      [newTopic('defaults', { partitions: -1, replicationFactor: -1 }), Errors.NONE],
      [newTopic('assigned', assigned([2, 1], [1, 2])), Errors.NONE],
      [newTopic(''), Errors.INVALID_TOPIC_EXCEPTION],
      [newTopic('..', { partitions: 0 }), Errors.INVALID_TOPIC_EXCEPTION],
      [newTopic('__cluster_metadata'), Errors.INVALID_REQUEST],
      [newTopic('zero', { partitions: 0 }), Errors.INVALID_PARTITIONS],
      [newTopic('negative', { partitions: -2 }), Errors.INVALID_PARTITIONS],
      [newTopic('no-replica', { replicationFactor: 0 }), Errors.INVALID_REPLICATION_FACTOR],
      [newTopic('below', { replicationFactor: -2 }), Errors.INVALID_REPLICATION_FACTOR],
      [newTopic('above', { replicationFactor: 3 }), Errors.INVALID_REPLICATION_FACTOR],
      [newTopic('unknown-config', config('foo', '1')), Errors.INVALID_CONFIG],
      [newTopic('bad-config', config('retention.ms', 'abc')), Errors.INVALID_CONFIG],
      [newTopic('small-segment', config('segment.bytes', '12')), Errors.INVALID_CONFIG],
      [newTopic('null-config', config('retention.ms', null)), Errors.INVALID_CONFIG],
      [newTopic('with-count', { ...assigned([1]), partitions: 1 }), Errors.INVALID_REQUEST],
      [newTopic('with-factor', { ...assigned([1]), replicationFactor: 1 }), Errors.INVALID_REQUEST],
      [newTopic('no-broker', assigned([9])), Errors.INVALID_REPLICA_ASSIGNMENT],
      [newTopic('twice', assigned([1, 1])), Errors.INVALID_REPLICA_ASSIGNMENT],
      [newTopic('empty', assigned([])), Errors.INVALID_REPLICA_ASSIGNMENT],
      [newTopic('uneven', assigned([1, 2], [1])), Errors.INVALID_REPLICA_ASSIGNMENT],
      [
        newTopic('gap', { ...assigned([1]), assignments: [{ partitionIndex: 1, brokerIds: [1] }] }),
        Errors.INVALID_REPLICA_ASSIGNMENT,
      ],
    ];
    const codes = await codesOf(
      expected.map(([topic]) => topic),
      [1, 2],
    );
    assert.deepEqual(codes, new Map(expected.map(([topic, code]) => [topic.name, code])));
  });

  test('assigned replicas are taken as they are, the first as leader', async () => {
    const fixture = await startFixture({ brokers: [1, 2, 3] });
    const assignments = [
      { partitionIndex: 1, brokerIds: [3, 1] },
      { partitionIndex: 0, brokerIds: [2, 3] },
    ];
    await createTopics(fixture, newTopic('a', { partitions: -1, replicationFactor: -1, assignments }));
    const partitions = fixture.image().topicsByName.get('a')?.partitions;
    assert.deepEqual(
      partitions?.map(({ replicas }) => replicas),
      [
        [2, 3],
        [3, 1],
      ],
    );
    assert.deepEqual(
      partitions?.map(({ leader }) => leader),
      [2, 3],
    );
  });

  test('a name that comes twice is refused once, and not created (B138)', async () => {
    const { controller, image } = await startFixture();
    const results = await controller.createTopics([newTopic('a'), newTopic('b'), newTopic('a')], written);
    assert.deepEqual(
      results.map(({ name, error }) => [name, error?.code]),
      [
        ['a', Errors.INVALID_REQUEST],
        ['b', undefined],
      ],
    );
    assert.deepEqual([...image().topicsByName.keys()], ['b']);
  });

  test('an existing name and one that collides with it are refused (B21)', async () => {
    const fixture = await startFixture();
    await createTopics(fixture, newTopic('a.b'));
    const results = await fixture.controller.createTopics([newTopic('a.b'), newTopic('a_b')], written);
    assert.deepEqual(
      results.map(({ error }) => error?.code),
      [Errors.TOPIC_ALREADY_EXISTS, Errors.INVALID_TOPIC_EXCEPTION],
    );
  });

  test('requests that compete for a name create it once', async () => {
    const { controller } = await startFixture();
    const results = await Promise.all([1, 2, 3].map(() => controller.createTopics([newTopic('a')], written)));
    const codes = results.map(([result]) => result?.error?.code);
    assert.deepEqual(codes, [undefined, Errors.TOPIC_ALREADY_EXISTS, Errors.TOPIC_ALREADY_EXISTS]);
  });

  test('validate only checks everything and creates nothing', async () => {
    const { controller, image, store } = await startFixture();
    const before = (await store.range('')).revision;
    const topics = [newTopic('a', { partitions: 3 }), newTopic('b', { partitions: 0 })];
    const results = await controller.createTopics(topics, { validateOnly: true });
    assert.deepEqual(
      results.map(({ error }) => error?.code),
      [undefined, Errors.INVALID_PARTITIONS],
    );
    assert.equal(image().topicsByName.size, 0);
    assert.equal((await store.range('')).revision, before);
  });

  test('more than 10,000 partitions in a request are refused, all of them', async () => {
    const codes = await codesOf([newTopic('a', { partitions: 9_999 }), newTopic('b', { partitions: 2 })]);
    assert.deepEqual([...codes.values()], [Errors.POLICY_VIOLATION, Errors.POLICY_VIOLATION]);
  });

  test('a topic of many partitions appears whole', async () => {
    const fixture = await startFixture();
    const sizes = new Set<number | undefined>();
    fixture.tracker.onChange((_before, after) => sizes.add(after.topicsByName.get('big')?.partitions.length));
    await createTopics(fixture, newTopic('big', { partitions: 1234 }));
    assert.deepEqual([...sizes], [undefined, 1234]);
  });

  test('a topic that was only half written when the controller ended leaves nothing behind', async () => {
    const fixture = await startFixture();
    const { tracker, store, runtime, catalog } = fixture;
    const stopped = Promise.withResolvers<void>();
    const transact = store.transact.bind(store);
    let transactions = 0;
    store.transact = (...request) => {
      transactions += 1;
      if (transactions < 4) return transact(...request);
      stopped.resolve();
      return new Promise(() => {});
    };
    void fixture.controller.createTopics([newTopic('big', { partitions: 500 })], written);
    await stopped.promise;
    assert.equal(tracker.entries(tracker.keys.partition('', 0).slice(0, -2)).length, 200);
    store.transact = transact;
    const next = await startController(store, runtime, catalog);
    const left = (await store.range(tracker.keys.prefix)).entries.map(({ key }) =>
      key.slice(tracker.keys.prefix.length),
    );
    assert.deepEqual(left, ['b/1', 'ctl', 'ctlEpoch', 'meta', 'seq/brokerEpoch']);
    const [again] = await next.controller.createTopics([newTopic('big')], written);
    assert.equal(again?.error, undefined);
  });
});
