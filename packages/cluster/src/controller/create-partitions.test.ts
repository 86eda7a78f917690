import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Errors } from '@moldau/protocol';
import type { NewPartitions } from './controller.ts';
import { createTopics, newTopic, startFixture } from './testing/controller-fixture.ts';

const written = { validateOnly: false };

function grow(name: string, count: number, assignments: number[][] | null = null): NewPartitions {
  return { name, count, assignments };
}

describe('adding partitions', () => {
  test('keeps those that there are and adds the rest at once (B27)', async () => {
    const fixture = await startFixture({ brokers: [1, 2] });
    await createTopics(fixture, newTopic('a', { partitions: 2, replicationFactor: 2 }));
    const before = fixture.image().topicsByName.get('a')?.partitions;
    const results = await fixture.controller.createPartitions([grow('a', 253)], written);
    assert.deepEqual(results, [{ name: 'a', error: undefined }]);
    const after = fixture.image().topicsByName.get('a')?.partitions;
    assert.equal(after?.length, 253);
    assert.deepEqual(after?.slice(0, 2), before);
    assert.ok(after?.every(({ replicas }) => replicas.length === 2));
  });

  test('answers every topic, each with its own error (B140)', async () => {
    const fixture = await startFixture({ brokers: [1, 2] });
    await createTopics(fixture, newTopic('a', { partitions: 3 }), newTopic('b'), newTopic('c'), newTopic('d'));
    const asked = [
      grow('nope', 2),
      grow('a', 3),
      grow('b', 3, [[1]]),
      grow('c', 2, [[1, 2]]),
      grow('d', 9),
      grow('d', 9),
    ];
    const results = await fixture.controller.createPartitions(asked, written);
    assert.deepEqual(
      results.map(({ name, error }) => [name, error?.code]),
      [
        ['nope', Errors.UNKNOWN_TOPIC_OR_PARTITION],
        ['a', Errors.INVALID_PARTITIONS],
        ['b', Errors.INVALID_REPLICA_ASSIGNMENT],
        ['c', Errors.INVALID_REPLICA_ASSIGNMENT],
        ['d', Errors.INVALID_REQUEST],
      ],
    );
    const refusals = [grow('a', 1), grow('b', 20_000), grow('c', 2, [[7]]), grow('d', 2, [[]])];
    const more = await fixture.controller.createPartitions(refusals, written);
    assert.deepEqual(
      more.map(({ error }) => error?.code),
      [
        Errors.INVALID_PARTITIONS,
        Errors.POLICY_VIOLATION,
        Errors.INVALID_REPLICA_ASSIGNMENT,
        Errors.INVALID_REPLICA_ASSIGNMENT,
      ],
    );
  });

  test('takes assigned replicas', async () => {
    const fixture = await startFixture({ brokers: [1, 2] });
    await createTopics(fixture, newTopic('a'));
    await fixture.controller.createPartitions([grow('a', 3, [[2], [1]])], written);
    const partitions = fixture.image().topicsByName.get('a')?.partitions;
    assert.deepEqual(
      partitions?.slice(1).map(({ replicas }) => replicas),
      [[2], [1]],
    );
  });

  test('validate only changes nothing', async () => {
    const fixture = await startFixture();
    await createTopics(fixture, newTopic('a'));
    const results = await fixture.controller.createPartitions([grow('a', 5)], { validateOnly: true });
    assert.deepEqual(results, [{ name: 'a', error: undefined }]);
    assert.equal(fixture.image().topicsByName.get('a')?.partitions.length, 1);
  });
});
