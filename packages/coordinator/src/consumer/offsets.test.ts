import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Errors } from '@moldau/protocol';
import { ConsumerBench } from '../testing/consumer-bench.ts';
import { contextOf, groupId } from '../testing/group-bench.ts';

test('members commit as of their epoch (B129)', async () => {
  const bench = await ConsumerBench.started();
  await bench.joined('one');
  const as = (memberId: string, generationIdOrMemberEpoch: number) => ({ memberId, generationIdOrMemberEpoch });
  assert.equal(await bench.commitError(5n, as('one', 1)), Errors.NONE);
  assert.equal(await bench.committedOffset(0), 5);
  assert.equal(await bench.commitError(6n, as('one', 0)), Errors.STALE_MEMBER_EPOCH);
  assert.equal(await bench.commitError(6n, as('one', 2)), Errors.STALE_MEMBER_EPOCH);
  assert.equal(await bench.commitError(6n, as('nobody', 1)), Errors.UNKNOWN_MEMBER_ID);
  assert.equal(await bench.commitError(6n, as('', -1)), Errors.UNKNOWN_MEMBER_ID);
  assert.equal(await bench.committedOffset(0), 5);
});

test('a member of the consumer protocol cannot commit below v9 (B129)', async () => {
  const bench = await ConsumerBench.started();
  await bench.joined('one');
  const committer = { memberId: 'one', generationIdOrMemberEpoch: 1 };
  assert.equal(await bench.commitError(5n, committer, {}, 8), Errors.UNSUPPORTED_VERSION);
  assert.equal(await bench.commitError(5n, committer, {}, 9), Errors.NONE);
});

test('members fetch as of their epoch; who does not say who it is may look (B129)', async () => {
  const bench = await ConsumerBench.started();
  await bench.joined('one');
  await bench.commitError(5n, { memberId: 'one', generationIdOrMemberEpoch: 1 });
  const fetch = async (memberId: string | null, memberEpoch: number) => {
    const groups = [{ groupId, memberId, memberEpoch, topics: null }];
    const request = { groupId: '', topics: null, groups, requireStable: false };
    return (await bench.settle(bench.groups.offsets.fetch(contextOf(9), request))).groups[0];
  };
  assert.equal((await fetch('one', 1))?.topics[0]?.partitions[0]?.committedOffset, 5n);
  assert.equal((await fetch('one', 2))?.errorCode, Errors.STALE_MEMBER_EPOCH);
  assert.equal((await fetch('nobody', 1))?.errorCode, Errors.UNKNOWN_MEMBER_ID);
  assert.equal((await fetch(null, -1))?.errorCode, Errors.NONE);
});

test('a group without members takes commits of whoever comes, and can be deleted (B112, B114)', async () => {
  const bench = await ConsumerBench.started();
  const member = await bench.joined('one');
  assert.equal(await bench.deleteGroup(), Errors.NON_EMPTY_GROUP);
  await member.leave();
  assert.equal(await bench.commitError(9n), Errors.NONE);
  assert.equal(await bench.deleteGroup(), Errors.NONE);
  assert.equal((await bench.describeConsumerGroup()).errorCode, Errors.GROUP_ID_NOT_FOUND);
  const groups = await bench.restarted();
  assert.equal((await bench.describeConsumerGroup(groupId, groups)).errorCode, Errors.GROUP_ID_NOT_FOUND);
  assert.equal(await bench.committedOffset(0), undefined);
});

test('offsets of topics that no member subscribes to expire while there are members, others stay (B135)', async () => {
  const bench = await ConsumerBench.started({ offsetsRetentionMinutes: 1, offsetsRetentionCheckIntervalMs: 30_000 });
  const member = await bench.joined('one');
  const committer = { memberId: 'one', generationIdOrMemberEpoch: 1 };
  await bench.commitError(5n, committer);
  await bench.commitError(6n, committer, { topic: 'orders' });
  for (let passed = 0; passed < 120_000; passed += 30_000) {
    await bench.pass(30_000);
    await member.beat();
  }
  assert.equal(await bench.committedOffset(0), 5);
  assert.equal(await bench.committedOffset(0, bench.groups, 'orders'), undefined);
  await member.leave();
  await bench.pass(120_000);
  assert.equal(await bench.committedOffset(0), undefined);
  assert.equal((await bench.describeConsumerGroup()).errorCode, Errors.GROUP_ID_NOT_FOUND);
});

test('what a pattern matches counts as subscribed to (B125, B135)', async () => {
  const bench = await ConsumerBench.started({ offsetsRetentionMinutes: 1, offsetsRetentionCheckIntervalMs: 30_000 });
  const member = await bench.joined('one', { subscribedTopicRegex: 'us.*' });
  await bench.pass(10);
  await member.beat();
  await bench.commitError(5n, { memberId: 'one', generationIdOrMemberEpoch: member.epoch });
  for (let passed = 0; passed < 120_000; passed += 30_000) {
    await bench.pass(30_000);
    await member.beat();
  }
  assert.equal(await bench.committedOffset(0), 5);
});
