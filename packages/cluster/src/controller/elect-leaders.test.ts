import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decodePartition, encodePartition, type PartitionRecord } from '@moldau/metadata';
import { Errors } from '@moldau/protocol';
import {
  type ControllerFixture,
  createTopics,
  newTopic,
  registration,
  startFixture,
} from './testing/controller-fixture.ts';

/** Writes a partition as the coming and going of brokers would have left it. */
async function leave(fixture: ControllerFixture, topic: string, changes: Partial<PartitionRecord>): Promise<void> {
  const { tracker, store } = fixture;
  const put = tracker.keys.partition(tracker.image.topicsByName.get(topic)?.id ?? '', 0);
  const entry = tracker.entry(put) ?? assert.fail('no such partition');
  const value = encodePartition({ ...decodePartition(put, entry.value), ...changes });
  const outcome = await store.transact([], [{ put, value }]);
  if (outcome.status === 'committed') await tracker.reached(outcome.revision);
}

async function threeReplicas(changes: Partial<PartitionRecord>): Promise<ControllerFixture> {
  const fixture = await startFixture({ brokers: [1, 2, 3] });
  const assignments = [{ partitionIndex: 0, brokerIds: [1, 2, 3] }];
  await createTopics(fixture, newTopic('t', { partitions: -1, replicationFactor: -1, assignments }));
  await leave(fixture, 't', changes);
  return fixture;
}

const selection = [{ topic: 't', partitions: [0] }];

async function elected(fixture: ControllerFixture, type: 'preferred' | 'unclean') {
  const [result] = await fixture.controller.electLeaders(type, selection);
  const { leader, leaderEpoch, isr } = fixture.image().topicsByName.get('t')?.partitions[0] ?? assert.fail();
  return { error: result?.partitions[0]?.error?.code, leader, leaderEpoch, isr };
}

describe('electing leaders', () => {
  test('gives a partition back to its preferred replica once that is in sync (B144)', async () => {
    const fixture = await threeReplicas({ leader: 2, leaderEpoch: 4, isr: [2, 1] });
    assert.deepEqual(await elected(fixture, 'preferred'), { error: undefined, leader: 1, leaderEpoch: 5, isr: [2, 1] });
    assert.equal((await elected(fixture, 'preferred')).error, Errors.ELECTION_NOT_NEEDED);
  });

  test('leaves a partition alone whose preferred replica is behind (B144)', async () => {
    const fixture = await threeReplicas({ leader: 2, leaderEpoch: 4, isr: [2, 3] });
    const unchanged = { error: Errors.PREFERRED_LEADER_NOT_AVAILABLE, leader: 2, leaderEpoch: 4, isr: [2, 3] };
    assert.deepEqual(await elected(fixture, 'preferred'), unchanged);
  });

  test('an unclean election needs a partition without a leader and a live replica (B144)', async () => {
    const fixture = await threeReplicas({ leader: -1, leaderEpoch: 4, isr: [], elr: [3] });
    assert.deepEqual(await elected(fixture, 'unclean'), { error: undefined, leader: 3, leaderEpoch: 5, isr: [3] });
    assert.equal((await elected(fixture, 'unclean')).error, Errors.ELECTION_NOT_NEEDED);
    await leave(fixture, 't', { leader: -1, isr: [], elr: [], replicas: [8, 9] });
    assert.equal((await elected(fixture, 'unclean')).error, Errors.ELIGIBLE_LEADERS_NOT_AVAILABLE);
  });

  test('of all topics, only the partitions that needed an election are answered', async () => {
    const fixture = await threeReplicas({ leader: 2, isr: [1, 2] });
    await createTopics(fixture, newTopic('other'));
    const results = await fixture.controller.electLeaders('preferred', null);
    assert.deepEqual(results, [
      { topic: 't', partitions: [{ partition: 0, error: undefined }] },
      { topic: 'other', partitions: [] },
    ]);
  });
});

describe('unregistering a broker', () => {
  test('hands its partitions to in-sync replicas and forgets it', async () => {
    const fixture = await threeReplicas({ leader: 2, leaderEpoch: 4, isr: [2, 3] });
    assert.deepEqual(await fixture.controller.unregisterBroker(2), { error: undefined });
    const { leader, leaderEpoch, isr } = fixture.image().topicsByName.get('t')?.partitions[0] ?? assert.fail();
    assert.deepEqual({ leader, leaderEpoch, isr }, { leader: 3, leaderEpoch: 5, isr: [3] });
    assert.deepEqual([...fixture.image().brokers.keys()], [1, 3]);
    const again = await fixture.controller.unregisterBroker(2);
    assert.equal(again.error?.code, Errors.BROKER_ID_NOT_REGISTERED);
  });

  test('leaves what only it had without a leader, until it is back', async () => {
    const fixture = await threeReplicas({ leader: 2, isr: [2] });
    await fixture.controller.unregisterBroker(2);
    const partition = fixture.image().topicsByName.get('t')?.partitions[0];
    assert.deepEqual([partition?.leader, partition?.isr, partition?.elr], [-1, [], [2]]);
    await fixture.controller.registerBroker(registration(2));
    assert.deepEqual(new Set(fixture.image().brokers.keys()), new Set([1, 2, 3]));
  });

  test('does not forget the controller that answers', async () => {
    const fixture = await startFixture();
    const { error } = await fixture.controller.unregisterBroker(1);
    assert.equal(error?.code, Errors.INVALID_REQUEST);
    assert.deepEqual([...fixture.image().brokers.keys()], [1]);
  });
});
