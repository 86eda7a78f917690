import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Errors } from '@moldau/protocol';
import { contextOf, GroupBench, groupId } from '../testing/group-bench.ts';

const other = { name: 'orders', id: 'AAAAAAAAAAAAAAAAAAAAAg', partitions: 1 };

async function withOffsets(...joins: Parameters<GroupBench['stableGroup']>): Promise<GroupBench> {
  const bench = await GroupBench.started();
  bench.setTopic(other);
  for (const topic of ['users', 'orders']) await bench.settle(bench.commit(7n, {}, { topic }));
  if (joins.length > 0) await bench.stableGroup(...joins);
  return bench;
}

/** The error at the top, and of each partition. */
async function deleted(bench: GroupBench, topics: Record<string, number[]>, group = groupId) {
  const request = {
    groupId: group,
    topics: Object.entries(topics).map(([name, partitions]) => ({
      name,
      partitions: partitions.map((partitionIndex) => ({ partitionIndex })),
    })),
  };
  const answer = await bench.settle(bench.groups.offsets.delete(contextOf(0), request));
  return [answer.errorCode, ...answer.topics.flatMap(({ partitions }) => partitions.map(({ errorCode }) => errorCode))];
}

test('offsets of a group without members are deleted, now and after a restart, and the others stay (B114)', async () => {
  const bench = await withOffsets();
  assert.deepEqual(await deleted(bench, { users: [0] }), [Errors.NONE, Errors.NONE]);
  for (const groups of [bench.groups, await bench.restarted()]) {
    assert.equal(await bench.committedOffset(0, groups), undefined);
    assert.equal(await bench.committedOffset(0, groups, 'orders'), 7);
  }
});

test('offsets of a topic that a member subscribes to stay, those of others go (B114)', async () => {
  const bench = await withOffsets([{}]);
  const codes = await deleted(bench, { users: [0, 1], orders: [0] });
  assert.deepEqual(codes, [
    Errors.NONE,
    Errors.GROUP_SUBSCRIBED_TO_TOPIC,
    Errors.GROUP_SUBSCRIBED_TO_TOPIC,
    Errors.NONE,
  ]);
  assert.equal(await bench.committedOffset(), 7);
  assert.equal(await bench.committedOffset(0, bench.groups, 'orders'), undefined);
});

test('a consumer group whose subscriptions cannot be read may use any topic (B114)', async () => {
  const bench = await withOffsets([{ protocols: [{ name: 'own', metadata: Buffer.from('?') }] }]);
  assert.deepEqual(await deleted(bench, { orders: [0] }), [Errors.NONE, Errors.GROUP_SUBSCRIBED_TO_TOPIC]);
});

test('a group of another protocol type has to be without members (B114)', async () => {
  const bench = await withOffsets([{ protocolType: 'connect' }]);
  assert.deepEqual(await deleted(bench, { users: [0] }), [Errors.NON_EMPTY_GROUP]);
  const { members } = await bench.describe();
  await bench.settle(bench.leave({ memberId: members[0]?.memberId ?? '' }));
  assert.deepEqual(await deleted(bench, { users: [0] }), [Errors.NONE, Errors.NONE]);
});

test('unknown topics and partitions are refused one by one, an unknown group as a whole (B114)', async () => {
  const bench = await withOffsets();
  const unknown = Errors.UNKNOWN_TOPIC_OR_PARTITION;
  assert.deepEqual(await deleted(bench, { nowhere: [0], users: [0, 4, -1] }), [0, unknown, 0, unknown, unknown]);
  assert.deepEqual(await deleted(bench, { users: [0] }, 'nobody'), [Errors.GROUP_ID_NOT_FOUND]);
  assert.deepEqual(await deleted(bench, { users: [0] }, ''), [Errors.INVALID_GROUP_ID]);
  assert.deepEqual(await deleted(bench, { nowhere: [0] }, 'nobody'), [Errors.NONE, unknown], 'nothing to ask a group');
});

test('what was never committed can be deleted, without a trace', async () => {
  const bench = await withOffsets();
  const records = bench.log.records.length;
  assert.deepEqual(await deleted(bench, { users: [3] }), [Errors.NONE, Errors.NONE]);
  assert.equal(bench.log.records.length, records);
});
