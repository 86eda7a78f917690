import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Errors, ZERO_UUID } from '@moldau/protocol';
import { contextOf, GroupBench, groupId } from '../testing/group-bench.ts';

test('a commit is accepted or refused by the state of the group and by who commits (B112)', async () => {
  const bench = await GroupBench.started();
  const joined = await bench.settle(bench.joinDynamic());
  const { memberId } = joined;
  const member = { memberId, generationIdOrMemberEpoch: 1 };
  assert.equal(await bench.commitError(1n, member), Errors.REBALANCE_IN_PROGRESS, 'CompletingRebalance');
  await bench.settle(bench.syncAs(joined));
  assert.equal(await bench.commitError(1n, member), Errors.NONE, 'Stable');
  assert.equal(await bench.commitError(1n, { ...member, generationIdOrMemberEpoch: 0 }), Errors.ILLEGAL_GENERATION);
  assert.equal(await bench.commitError(1n, { ...member, memberId: 'x' }), Errors.UNKNOWN_MEMBER_ID);
  assert.equal(await bench.commitError(1n), Errors.UNKNOWN_MEMBER_ID, 'nobody commits past the members');
  void bench.join({}, { apiVersion: 3 });
  assert.equal(await bench.commitError(2n, member), Errors.NONE, 'PreparingRebalance');
  await bench.pass(100_000);
  assert.equal((await bench.describe()).groupState, 'Empty');
  assert.equal(await bench.commitError(3n), Errors.NONE, 'Empty');
});

test('a commit to an unknown group makes it, unless it claims a generation (B112, B137)', async () => {
  const bench = await GroupBench.started();
  const claim = { generationIdOrMemberEpoch: 3, memberId: 'x' };
  assert.equal(await bench.commitError(1n, claim, {}, 9), Errors.GROUP_ID_NOT_FOUND);
  assert.equal(await bench.commitError(1n, claim, {}, 8), Errors.ILLEGAL_GENERATION);
  assert.equal(await bench.commitError(1n), Errors.NONE);
  const { groups } = await bench.list();
  assert.deepEqual(groups, [{ groupId, protocolType: '', groupState: 'Empty', groupType: 'classic' }]);
  assert.equal(await bench.commitError(1n, { groupId: '' }), Errors.NONE, 'the empty group id is one, too');
});

test('metadata and leader epoch come back as they were, null as empty, and too long ones are refused (B132, B133)', async () => {
  const bench = await GroupBench.started({ offsetMetadataMaxBytes: 10 });
  const metadata = 'ünï\u0000"code';
  await bench.commitError(5n, {}, { metadata, leaderEpoch: 7 });
  await bench.commitError(6n, {}, { index: 1, metadata: null });
  const partition = (partitionIndex: number, length: number) => {
    return { partitionIndex, committedOffset: 9n, committedLeaderEpoch: -1, committedMetadata: 'x'.repeat(length) };
  };
  const topics = [{ name: 'users', topicId: ZERO_UUID, partitions: [partition(2, 11), partition(3, 10)] }];
  const mixed = await bench.settle(bench.commit(0n, { topics }));
  assert.deepEqual(mixed.topics[0]?.partitions, [
    { partitionIndex: 2, errorCode: Errors.OFFSET_METADATA_TOO_LARGE },
    { partitionIndex: 3, errorCode: Errors.NONE },
  ]);
  for (const groups of [bench.groups, await bench.restarted()]) {
    const fetched = await bench.fetchAll(groups);
    assert.deepEqual(
      fetched.topics[0]?.partitions.map((each) => [
        each.partitionIndex,
        each.committedOffset,
        each.committedLeaderEpoch,
        each.metadata,
      ]),
      [
        [0, 5n, 7, metadata],
        [1, 6n, -1, ''],
        [3, 9n, -1, 'xxxxxxxxxx'],
      ],
    );
  }
});

test('offsets are stored whatever the log holds, up to 64 bits (B136)', async () => {
  const bench = await GroupBench.started();
  for (const offset of [0n, -1n, 9_223_372_036_854_775_807n]) {
    assert.equal(await bench.commitError(offset), Errors.NONE);
    const { topics } = await bench.fetchAll(await bench.restarted());
    assert.equal(topics[0]?.partitions[0]?.committedOffset, offset);
  }
});

test('unknown topics and partitions are refused one by one, by name and by id (B129, B133)', async () => {
  const bench = await GroupBench.started();
  assert.equal(await bench.commitError(1n, {}, { topic: 'unknown' }), Errors.UNKNOWN_TOPIC_OR_PARTITION);
  assert.equal(await bench.commitError(1n, {}, { index: 4 }), Errors.UNKNOWN_TOPIC_OR_PARTITION);
  assert.equal(await bench.commitError(1n, {}, { index: -1 }), Errors.UNKNOWN_TOPIC_OR_PARTITION);
  const partitions = [{ partitionIndex: 0, committedOffset: 8n, committedLeaderEpoch: -1, committedMetadata: null }];
  const topics = [
    { name: '', topicId: 'AAAAAAAAAAAAAAAAAAAABw', partitions },
    { name: '', topicId: 'AAAAAAAAAAAAAAAAAAAAAQ', partitions },
  ];
  const response = await bench.settle(bench.commit(0n, { topics }, {}, 10));
  assert.deepEqual(
    response.topics.map(({ topicId, partitions: [partition] }) => [topicId, partition?.errorCode]),
    [
      ['AAAAAAAAAAAAAAAAAAAABw', Errors.UNKNOWN_TOPIC_ID],
      ['AAAAAAAAAAAAAAAAAAAAAQ', Errors.NONE],
    ],
  );
  assert.equal(await bench.committedOffset(), 8);
});

test('what was never committed is offset -1 without an error, in every version (B133)', async () => {
  const bench = await GroupBench.started();
  await bench.commitError(1n);
  const partitionIndexes = [0, 3];
  for (const group of [groupId, 'no-such-group']) {
    for (let apiVersion = 1; apiVersion <= 7; apiVersion++) {
      const topics = [{ name: 'users', partitionIndexes }];
      const fetch = { groupId: group, topics, groups: [], requireStable: false };
      const response = await bench.settle(bench.groups.offsets.fetch(contextOf(apiVersion), fetch));
      assert.equal(response.errorCode, Errors.NONE);
      const offsets = response.topics[0]?.partitions.map(({ committedOffset, errorCode }) => [
        committedOffset,
        errorCode,
      ]);
      assert.deepEqual(offsets, [
        [group === groupId ? 1n : -1n, Errors.NONE],
        [-1n, Errors.NONE],
      ]);
      assert.deepEqual(response.groups, []);
    }
  }
  const never = await bench.fetchAll(bench.groups, 'no-such-group');
  assert.deepEqual(never, { groupId: 'no-such-group', topics: [], errorCode: Errors.NONE });
});

test('since v8 several groups are fetched at once, and one that fails does not affect the rest (B133)', async () => {
  const bench = await GroupBench.started({ offsetsTopicNumPartitions: 2 });
  const [here, elsewhere] = ['group-0', 'group-1'];
  assert.notEqual(bench.groups.partitionFor(here), bench.groups.partitionFor(elsewhere));
  const led = bench.groups.partitionFor(here) === 0 ? here : elsewhere;
  await bench.commitError(4n, { groupId: led });
  for (const apiVersion of [8, 9, 10]) {
    const topic = { name: apiVersion < 10 ? 'users' : '', topicId: 'AAAAAAAAAAAAAAAAAAAAAQ', partitionIndexes: [0] };
    const unknown = { name: '', topicId: 'AAAAAAAAAAAAAAAAAAAABw', partitionIndexes: [0] };
    const topics = apiVersion < 10 ? [topic] : [unknown, topic];
    const groups = [here, elsewhere].map((each) => ({ groupId: each, memberId: null, memberEpoch: -1, topics }));
    const fetch = { groupId: '', topics: null, groups, requireStable: true };
    const response = await bench.settle(bench.groups.offsets.fetch(contextOf(apiVersion), fetch));
    for (const group of response.groups) {
      if (group.groupId !== led) {
        assert.deepEqual([group.errorCode, group.topics], [Errors.NOT_COORDINATOR, []]);
        continue;
      }
      const known = group.topics.find(({ topicId, name }) => name === 'users' || topicId === topic.topicId);
      assert.equal(known?.partitions[0]?.committedOffset, 4n);
      const missing = group.topics.find(({ topicId }) => topicId === unknown.topicId);
      assert.equal(missing?.partitions[0]?.errorCode, apiVersion < 10 ? undefined : Errors.UNKNOWN_TOPIC_ID);
    }
  }
});

test('an error of the group is on each partition in v1, at the top in v2–v7 (B133)', async () => {
  const bench = new GroupBench();
  const topics = [{ name: 'users', partitionIndexes: [0, 1] }];
  const fetch = { groupId, topics, groups: [], requireStable: false };
  const v1 = await bench.settle(bench.groups.offsets.fetch(contextOf(1), fetch));
  assert.deepEqual(
    v1.topics[0]?.partitions.map(({ errorCode }) => errorCode),
    [Errors.NOT_COORDINATOR, Errors.NOT_COORDINATOR],
  );
  const v2 = await bench.settle(bench.groups.offsets.fetch(contextOf(2), fetch));
  assert.deepEqual([v2.errorCode, v2.topics], [Errors.NOT_COORDINATOR, []]);
});

test('an offset fetch waits for the commits before it and sees them (B137)', async () => {
  const bench = await GroupBench.started();
  let release = (): void => {};
  bench.log.gate = new Promise((resolve) => {
    release = resolve;
  });
  let committed = false;
  void bench.commit(11n).then(() => {
    committed = true;
  });
  const fetched = bench.fetchAll();
  assert.equal(committed, false);
  bench.clock.after(100, release);
  assert.equal((await fetched).topics[0]?.partitions[0]?.committedOffset, 11n);
  assert.equal(committed, true);
});

test('offsets of a deleted topic go, those of its successor stay, and neither is taken for the other (B134)', async () => {
  const bench = await GroupBench.started();
  await bench.commitError(1n, {}, { index: 0 });
  await bench.commitError(2n, {}, { index: 1 });
  bench.setTopic({ name: 'users', id: 'AAAAAAAAAAAAAAAAAAAAAg', partitions: 4 });
  assert.equal(await bench.committedOffset(0), undefined, 'committed for the topic of that name that is gone');
  await bench.commitError(3n, {}, { index: 1 });
  bench.groups.onTopicDeleted('users', 'AAAAAAAAAAAAAAAAAAAAAQ');
  await bench.pass(10);
  for (const groups of [bench.groups, await bench.restarted()]) {
    assert.equal(await bench.committedOffset(0, groups), undefined);
    assert.equal(await bench.committedOffset(1, groups), 3);
  }
});

test('a topic that is deleted while the shard is loading, or fails to store it, loses its offsets all the same (B134)', async () => {
  const bench = await GroupBench.started();
  await bench.commitError(1n);
  bench.groups.onElection(0, bench.log);
  bench.log.failNext = Errors.NOT_ENOUGH_REPLICAS;
  bench.groups.onTopicDeleted('users', 'AAAAAAAAAAAAAAAAAAAAAQ');
  await bench.pass(50);
  assert.deepEqual((await bench.fetchAll(await bench.restarted())).topics, []);
});

const retention = { offsetsRetentionMinutes: 10, offsetsRetentionCheckIntervalMs: 60_000 };
const minute = 60_000;

test('offsets of a group that only stores them expire from their commit, and the group with them (B135)', async () => {
  const bench = await GroupBench.started(retention);
  await bench.commitError(1n, {}, { index: 0 });
  await bench.pass(5 * minute);
  await bench.commitError(2n, {}, { index: 1 });
  await bench.pass(6 * minute);
  assert.equal(await bench.committedOffset(0), undefined);
  assert.equal(await bench.committedOffset(1), 2);
  await bench.pass(6 * minute);
  assert.deepEqual((await bench.list()).groups, []);
  assert.deepEqual((await bench.fetchAll(await bench.restarted())).topics, []);
});

test('offsets of a group with members expire from when it became Empty (B135)', async () => {
  const bench = await GroupBench.started(retention);
  const [member] = await bench.stableGroup([{ sessionTimeoutMs: 30 * minute }]);
  assert(member !== undefined);
  await bench.commitError(1n, { memberId: member.memberId, generationIdOrMemberEpoch: 1 });
  await bench.pass(20 * minute);
  assert.equal(await bench.committedOffset(), 1, 'subscribed');
  await bench.settle(bench.leave({ memberId: member.memberId }));
  await bench.pass(8 * minute);
  assert.equal(await bench.committedOffset(), 1, 'not Empty for long enough');
  await bench.pass(4 * minute);
  assert.equal(await bench.committedOffset(), undefined);
});

test('in a Stable consumer group only topics that nobody subscribes to expire (B135)', async () => {
  const bench = await GroupBench.started(retention);
  bench.setTopic({ name: 'others', id: 'AAAAAAAAAAAAAAAAAAAAAw', partitions: 1 });
  const [member] = await bench.stableGroup([{ sessionTimeoutMs: 30 * minute }]);
  assert(member !== undefined);
  const committer = { memberId: member.memberId, generationIdOrMemberEpoch: 1 };
  await bench.commitError(1n, committer);
  await bench.commitError(2n, committer, { topic: 'others' });
  await bench.pass(12 * minute);
  assert.equal(await bench.committedOffset(), 1);
  assert.equal(await bench.committedOffset(0, bench.groups, 'others'), undefined);
});

test('a Stable group of another protocol type keeps all its offsets (B135)', async () => {
  const bench = await GroupBench.started(retention);
  const [member] = await bench.stableGroup([{ protocolType: 'connect', sessionTimeoutMs: 30 * minute }]);
  assert(member !== undefined);
  await bench.commitError(1n, { memberId: member.memberId, generationIdOrMemberEpoch: 1 });
  await bench.pass(20 * minute);
  assert.equal(await bench.committedOffset(), 1);
});

test('the retention that a client of v2–v4 asks for counts, also after a restart (B135)', async () => {
  const bench = await GroupBench.started(retention);
  await bench.commitError(1n, { retentionTimeMs: 2 * minute }, { index: 0 }, 4);
  await bench.commitError(2n, { retentionTimeMs: 60 * minute }, { index: 1 }, 2);
  bench.groups.onElection(0, bench.log);
  await bench.pass(15 * minute);
  assert.equal(await bench.committedOffset(0), undefined);
  assert.equal(await bench.committedOffset(1), 2);
});
