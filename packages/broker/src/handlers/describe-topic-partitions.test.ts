import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Errors } from '@moldau/protocol';
import {
  type DescribeTopicPartitionsRequest,
  describeTopicPartitionsApi,
} from '@moldau/protocol/messages/describe-topic-partitions';
import { describeTopicPartitionsHandler } from './describe-topic-partitions.ts';
import { type AdminFixture, adminFixture, ask } from './testing/admin-fixture.ts';

type Cursor = DescribeTopicPartitionsRequest['cursor'];

function at(topicName: string, partitionIndex: number): Cursor {
  return { topicName, partitionIndex };
}

/** `name:error:partitions` of each topic, and the cursor. */
async function page(
  fixture: AdminFixture,
  names: readonly string[],
  responsePartitionLimit: number,
  cursor: Cursor = null,
): Promise<[string[], Cursor]> {
  const handler = describeTopicPartitionsHandler({ ...fixture, partitionsMax: 6 });
  const request = { topics: names.map((name) => ({ name })), responsePartitionLimit, cursor };
  const { topics, nextCursor } = await ask(describeTopicPartitionsApi, handler, 0, request);
  const told = topics.map(({ name, errorCode, partitions }) => {
    return `${name}:${errorCode}:${partitions.map(({ partitionIndex }) => partitionIndex).join(',')}`;
  });
  return [told, nextCursor];
}

async function fixtureWithTopics(): Promise<AdminFixture> {
  const fixture = await adminFixture();
  await fixture.createTopics({ name: 'b', partitions: 3 }, { name: 'a', partitions: 2 }, { name: 'c', partitions: 9 });
  return fixture;
}

describe('DescribeTopicPartitions (B30)', () => {
  test('tells topics in order of their names, unknown and illegal ones with their errors', async () => {
    const fixture = await fixtureWithTopics();
    assert.deepEqual(await page(fixture, ['nope', 'b', 'a', '..', 'a'], 100), [
      ['..:17:', 'a:0:0,1', 'b:0:0,1,2', 'nope:3:'],
      null,
    ]);
  });

  test('tells leader, epoch, replicas and authorized operations', async () => {
    const fixture = await fixtureWithTopics();
    const handler = describeTopicPartitionsHandler({ ...fixture, partitionsMax: 6 });
    const request = { topics: [{ name: 'a' }], responsePartitionLimit: 1, cursor: null };
    const { topics } = await ask(describeTopicPartitionsApi, handler, 0, request);
    const [topic] = topics;
    assert.equal(topic?.topicId, fixture.image().topicsByName.get('a')?.id);
    assert.equal(topic?.topicAuthorizedOperations, 3576);
    assert.deepEqual(topic?.partitions, [
      {
        errorCode: Errors.NONE,
        partitionIndex: 0,
        leaderId: 1,
        leaderEpoch: 0,
        replicaNodes: [1],
        isrNodes: [1],
        eligibleLeaderReplicas: [],
        lastKnownElr: [],
        offlineReplicas: [],
      },
    ]);
  });

  test('stops at the limit of the request or of the broker, and goes on from the cursor', async () => {
    const fixture = await fixtureWithTopics();
    const names = ['a', 'b', 'c'];
    assert.deepEqual(await page(fixture, names, 3), [['a:0:0,1', 'b:0:0'], at('b', 1)]);
    assert.deepEqual(await page(fixture, names, 3, at('b', 1)), [['b:0:1,2', 'c:0:0'], at('c', 1)]);
    assert.deepEqual(await page(fixture, names, 99, at('c', 1)), [['c:0:1,2,3,4,5,6'], at('c', 7)]);
    assert.deepEqual(await page(fixture, names, 99, at('c', 7)), [['c:0:7,8'], null]);
  });

  test('a cursor at the start of a topic follows a full answer; unknown topics take no room', async () => {
    const fixture = await fixtureWithTopics();
    assert.deepEqual(await page(fixture, ['a', 'a1', 'b'], 2), [['a:0:0,1'], at('a1', 0)]);
    assert.deepEqual(await page(fixture, ['0', 'a', 'b'], 1), [['0:3:', 'a:0:0'], at('a', 1)]);
  });

  test('a limit of zero or less is one', async () => {
    const fixture = await fixtureWithTopics();
    for (const limit of [0, -5]) assert.deepEqual(await page(fixture, ['a'], limit), [['a:0:0'], at('a', 1)]);
  });

  test('no names are all topics, from the cursor on even if its topic is gone', async () => {
    const fixture = await fixtureWithTopics();
    assert.deepEqual((await page(fixture, [], 100))[0], ['a:0:0,1', 'b:0:0,1,2', 'c:0:0']);
    assert.deepEqual((await page(fixture, [], 100, at('aa', 5)))[0], ['b:0:0,1,2', 'c:0:0,1,2']);
  });

  test('a cursor beyond the end of its topic tells no partitions of it', async () => {
    const fixture = await fixtureWithTopics();
    assert.deepEqual(await page(fixture, ['a', 'b'], 100, at('a', 9)), [['a:0:', 'b:0:0,1,2'], null]);
  });

  test('a cursor topic that is not asked for, or a negative partition, is invalid', async () => {
    const fixture = await fixtureWithTopics();
    assert.deepEqual(await page(fixture, ['a', 'b'], 9, at('c', 0)), [['a:42:', 'b:42:'], null]);
    assert.deepEqual(await page(fixture, ['a'], 9, at('a', -1)), [['a:42:'], null]);
  });
});
