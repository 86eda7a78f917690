import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Errors } from '@moldau/protocol';
import { type ControllerFixture, createTopics, newTopic, startFixture } from './testing/controller-fixture.ts';

async function onTwoOfThree(): Promise<ControllerFixture> {
  const fixture = await startFixture({ brokers: [1, 2, 3] });
  const assignments = [{ partitionIndex: 0, brokerIds: [1, 2] }];
  await createTopics(fixture, newTopic('t', { partitions: -1, replicationFactor: -1, assignments }));
  return fixture;
}

async function move(fixture: ControllerFixture, replicas: number[] | null, allowReplicationFactorChange = true) {
  const topics = [{ topic: 't', partitions: [{ partition: 0, replicas }] }];
  const [result] = await fixture.controller.alterReassignments(topics, { allowReplicationFactorChange });
  return result?.partitions[0]?.error?.code;
}

function partition(fixture: ControllerFixture) {
  const { leader, leaderEpoch, replicas, isr, adding, removing } =
    fixture.image().topicsByName.get('t')?.partitions[0] ?? assert.fail();
  return { leader, leaderEpoch, replicas, isr, adding, removing };
}

describe('moving replicas', () => {
  test('another order, or fewer of them, is complete at once', async () => {
    const fixture = await onTwoOfThree();
    const still = { leaderEpoch: 0, adding: [], removing: [] };
    assert.equal(await move(fixture, [2, 1]), undefined);
    assert.deepEqual(partition(fixture), { ...still, leader: 1, replicas: [2, 1], isr: [1, 2] });
    assert.equal(await move(fixture, [2]), undefined);
    assert.deepEqual(partition(fixture), { ...still, leader: 2, leaderEpoch: 1, replicas: [2], isr: [2] });
  });

  test('a new replica is on its way until it is in sync, and can be called back', async () => {
    const fixture = await onTwoOfThree();
    const before = partition(fixture);
    assert.equal(await move(fixture, [3, 1]), undefined);
    const underWay = { ...before, replicas: [3, 1, 2], adding: [3], removing: [2] };
    assert.deepEqual(partition(fixture), underWay);
    assert.equal(await move(fixture, null), undefined);
    assert.deepEqual(partition(fixture), { ...before, replicas: [1, 2] });
    assert.equal(await move(fixture, null), Errors.NO_REASSIGNMENT_IN_PROGRESS);
  });

  test('a move under way can be given another aim', async () => {
    const fixture = await onTwoOfThree();
    await move(fixture, [3, 1]);
    assert.equal(await move(fixture, [2, 1]), undefined);
    assert.deepEqual(partition(fixture).replicas, [2, 1]);
    assert.deepEqual(partition(fixture).adding, []);
  });

  test('the number of replicas changes only with permission', async () => {
    const fixture = await onTwoOfThree();
    assert.equal(await move(fixture, [1, 2, 3], false), Errors.INVALID_REPLICATION_FACTOR);
    assert.equal(await move(fixture, [1, 3], false), undefined);
  });
});
