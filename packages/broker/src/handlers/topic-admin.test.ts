import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Errors, ZERO_UUID } from '@moldau/protocol';
import { createPartitionsApi } from '@moldau/protocol/messages/create-partitions';
import { type CreatableTopic, createTopicsApi } from '@moldau/protocol/messages/create-topics';
import { deleteTopicsApi } from '@moldau/protocol/messages/delete-topics';
import { createPartitionsHandler } from './create-partitions.ts';
import { createTopicsHandler } from './create-topics.ts';
import { deleteTopicsHandler } from './delete-topics.ts';
import { type AdminFixture, adminFixture, ask, versionsOf } from './testing/admin-fixture.ts';

function topic(name: string, changes: Partial<CreatableTopic> = {}): CreatableTopic {
  return { name, numPartitions: 1, replicationFactor: 1, assignments: [], configs: [], ...changes };
}

const patient = { timeoutMs: 10_000, validateOnly: false };
/** A controller that never answers. */
const never = () => new Promise<never>(() => {});

describe('CreateTopics (B138)', () => {
  test('creates in every version; from 5 on it tells partitions and configs, from 7 on the id', async () => {
    const fixture = await adminFixture();
    for (const version of versionsOf(createTopicsApi)) {
      const name = `v${version}`;
      const configs = [{ name: 'retention.ms', value: '5' }];
      const topics = [topic(name, { numPartitions: 2, configs }), topic('..')];
      const response = await ask(createTopicsApi, createTopicsHandler(fixture), version, { topics, ...patient });
      const [created, refused] = response.topics;
      assert.deepEqual([created?.name, created?.errorCode, created?.errorMessage], [name, Errors.NONE, null]);
      assert.equal(refused?.errorCode, Errors.INVALID_TOPIC_EXCEPTION);
      assert.match(refused?.errorMessage ?? '', /topic name/);
      const image = fixture.image().topicsByName.get(name);
      assert.equal(image?.partitions.length, 2);
      assert.equal(created?.topicId, version >= 7 ? image?.id : ZERO_UUID);
      assert.deepEqual([created?.numPartitions, created?.replicationFactor], version >= 5 ? [2, 1] : [-1, -1]);
      const retention = created?.configs?.find((config) => config.name === 'retention.ms');
      const shown = { name: 'retention.ms', value: '5', readOnly: false, configSource: 1, isSensitive: false };
      assert.deepEqual(retention, version >= 5 ? shown : undefined);
    }
  });

  test('a refused topic has no id, counts or configs', async () => {
    const fixture = await adminFixture();
    const topics = [topic('a', { numPartitions: 0 })];
    const response = await ask(createTopicsApi, createTopicsHandler(fixture), 7, { topics, ...patient });
    const [{ topicId, numPartitions, replicationFactor, configs } = assert.fail()] = response.topics;
    assert.deepEqual([topicId, numPartitions, replicationFactor, configs], [ZERO_UUID, -1, -1, []]);
  });

  test('validates only when asked to', async () => {
    const fixture = await adminFixture();
    const handler = createTopicsHandler(fixture);
    const response = await ask(createTopicsApi, handler, 4, {
      topics: [topic('a')],
      timeoutMs: 1000,
      validateOnly: true,
    });
    assert.equal(response.topics[0]?.errorCode, Errors.NONE);
    assert.equal(fixture.image().topicsByName.size, 0);
  });

  test('times out for every topic when the controller takes longer than allowed (B148)', async () => {
    const { clock, mutations, simulation } = await adminFixture();
    const handler = createTopicsHandler({ clock, mutations, controller: { createTopics: never } });
    const request = { topics: [topic('a'), topic('b'), topic('a')], timeoutMs: 500, validateOnly: false };
    const asked = ask(createTopicsApi, handler, 7, request);
    const started = simulation.time;
    const { topics } = await simulation.settle(asked);
    assert.ok(simulation.time - started >= 500);
    assert.deepEqual(
      topics.map(({ name, errorCode }) => [name, errorCode]),
      [
        ['a', Errors.REQUEST_TIMED_OUT],
        ['b', Errors.REQUEST_TIMED_OUT],
      ],
    );
  });
});

describe('DeleteTopics (B139)', () => {
  async function remove(fixture: AdminFixture, version: number, names: readonly string[], isDeletionEnabled = true) {
    const handler = deleteTopicsHandler({ ...fixture, isDeletionEnabled });
    const topics = version >= 6 ? names.map((name) => ({ name, topicId: ZERO_UUID })) : [];
    const topicNames = version >= 6 ? [] : names;
    return (await ask(deleteTopicsApi, handler, version, { topics, topicNames, timeoutMs: 1000 })).responses;
  }

  test('deletes by name in every version, and tells the error of each topic', async () => {
    const fixture = await adminFixture();
    for (const version of versionsOf(deleteTopicsApi)) {
      await fixture.createTopics({ name: 'a' });
      const id = fixture.image().topicsByName.get('a')?.id;
      const [deleted, unknown] = await remove(fixture, version, ['a', 'nope']);
      assert.deepEqual([deleted?.name, deleted?.errorCode], ['a', Errors.NONE]);
      assert.equal(deleted?.topicId, version >= 6 ? id : ZERO_UUID);
      assert.deepEqual([unknown?.name, unknown?.errorCode], ['nope', Errors.UNKNOWN_TOPIC_OR_PARTITION]);
      assert.equal(unknown?.errorMessage === null, version < 5);
      assert.equal(fixture.image().topicsByName.size, 0);
    }
  });

  test('deletes by id in version 6', async () => {
    const fixture = await adminFixture();
    await fixture.createTopics({ name: 'a' });
    const topicId = fixture.image().topicsByName.get('a')?.id ?? assert.fail();
    const handler = deleteTopicsHandler({ ...fixture, isDeletionEnabled: true });
    const unknown = { name: null, topicId: 'BAAAAAAAAAAAAAAAAAAAAA' };
    const request = { topics: [{ name: null, topicId }, unknown], topicNames: [], timeoutMs: 1000 };
    const { responses } = await ask(deleteTopicsApi, handler, 6, request);
    assert.deepEqual(
      responses.map(({ name, errorCode }) => [name, errorCode]),
      [
        ['a', Errors.NONE],
        [null, Errors.UNKNOWN_TOPIC_ID],
      ],
    );
  });

  test('can be disabled, which old versions have no error for', async () => {
    const fixture = await adminFixture();
    await fixture.createTopics({ name: 'a' });
    for (const version of versionsOf(deleteTopicsApi)) {
      const [refused] = await remove(fixture, version, ['a'], false);
      assert.equal(refused?.errorCode, version < 3 ? Errors.INVALID_REQUEST : Errors.TOPIC_DELETION_DISABLED);
    }
    assert.equal(fixture.image().topicsByName.size, 1);
  });
});

describe('CreatePartitions (B140)', () => {
  test('answers every topic by name in every version', async () => {
    const fixture = await adminFixture();
    await fixture.createTopics({ name: 'a' });
    for (const version of versionsOf(createPartitionsApi)) {
      const count = version + 2;
      const topics = [
        { name: 'a', count, assignments: [{ brokerIds: [1] }] },
        { name: 'nope', count, assignments: null },
      ];
      const handler = createPartitionsHandler(fixture);
      const { results } = await ask(createPartitionsApi, handler, version, { topics, ...patient });
      assert.deepEqual(results[0], { name: 'a', errorCode: Errors.NONE, errorMessage: null });
      assert.deepEqual([results[1]?.name, results[1]?.errorCode], ['nope', Errors.UNKNOWN_TOPIC_OR_PARTITION]);
      assert.equal(fixture.image().topicsByName.get('a')?.partitions.length, count);
    }
  });

  test('times out when the controller takes longer than allowed (B148)', async () => {
    const { clock, mutations, simulation } = await adminFixture();
    const handler = createPartitionsHandler({ clock, mutations, controller: { createPartitions: never } });
    const topics = [{ name: 'a', count: 2, assignments: null }];
    const { results } = await simulation.settle(
      ask(createPartitionsApi, handler, 3, { topics, timeoutMs: 0, validateOnly: false }),
    );
    assert.deepEqual([results[0]?.name, results[0]?.errorCode], ['a', Errors.REQUEST_TIMED_OUT]);
  });
});
