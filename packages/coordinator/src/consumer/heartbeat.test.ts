import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Errors } from '@moldau/protocol';
import { ConsumerBench, type Heartbeat } from '../testing/consumer-bench.ts';
import { groupId } from '../testing/group-bench.ts';

const join: Heartbeat = {
  memberId: 'm',
  rebalanceTimeoutMs: 1_000,
  subscribedTopicNames: ['users'],
  topicPartitions: [],
};

test('what no group could grant is INVALID_REQUEST (B123)', async () => {
  const bench = await ConsumerBench.started();
  const bad: Heartbeat[] = [
    { ...join, groupId: '' },
    { ...join, memberId: '' },
    { ...join, instanceId: '' },
    { ...join, rackId: '' },
    { ...join, rebalanceTimeoutMs: -1 },
    { ...join, subscribedTopicNames: null },
    { ...join, topicPartitions: null },
    { ...join, topicPartitions: bench.partitionsOf('users:0') },
    { memberId: 'm', memberEpoch: -3 },
    { memberId: 'm', memberEpoch: -2 },
    { memberId: '', memberEpoch: 1 },
    { memberId: '', memberEpoch: -1 },
  ];
  for (const request of bad) {
    const response = await bench.beat(request);
    assert.equal(response.errorCode, Errors.INVALID_REQUEST, JSON.stringify(request));
    assert(response.errorMessage !== null);
    assert.equal(response.memberId, null);
  }
  assert.equal((await bench.describeConsumerGroup()).errorCode, Errors.GROUP_ID_NOT_FOUND);
});

test('in v0 a member may join without an id, and is given one; from v1 on it makes its own (B123)', async () => {
  const bench = await ConsumerBench.started();
  const joined = await bench.beat({ ...join, memberId: '' }, 0);
  assert.equal(joined.errorCode, Errors.NONE);
  assert.notEqual(joined.memberId, '');
  assert.equal(await bench.beatError({ memberId: joined.memberId ?? '', memberEpoch: 1 }, 0), Errors.NONE);
  assert.equal(await bench.beatError({ ...join, memberId: '' }, 1), Errors.INVALID_REQUEST);
});

test('an empty subscription is one too', async () => {
  const bench = await ConsumerBench.started();
  const member = await bench.joined('m', { subscribedTopicNames: [] });
  assert.deepEqual([member.epoch, member.has], [1, '']);
  const other = await bench.joined('n', { subscribedTopicNames: null, subscribedTopicRegex: '' });
  assert.deepEqual([other.epoch, other.has], [1, '']);
});

test('unknown groups and members are told so, unless they join (B123)', async () => {
  const bench = await ConsumerBench.started();
  assert.equal(await bench.beatError({ memberId: 'm', memberEpoch: 1 }), Errors.GROUP_ID_NOT_FOUND);
  assert.equal(await bench.beatError({ memberId: 'm', memberEpoch: -1 }), Errors.GROUP_ID_NOT_FOUND);
  await bench.joined('m');
  assert.equal(await bench.beatError({ memberId: 'n', memberEpoch: 1 }), Errors.UNKNOWN_MEMBER_ID);
  assert.equal(await bench.beatError({ memberId: 'n', memberEpoch: -1 }), Errors.UNKNOWN_MEMBER_ID);
});

test('an assignor that the broker does not offer is UNSUPPORTED_ASSIGNOR (B123)', async () => {
  const bench = await ConsumerBench.started({ groupConsumerAssignors: ['range'] });
  for (const serverAssignor of ['uniform', 'nope', '']) {
    assert.equal(await bench.beatError({ ...join, serverAssignor }), Errors.UNSUPPORTED_ASSIGNOR);
  }
  assert.equal(await bench.beatError({ ...join, serverAssignor: 'range' }), Errors.NONE);
});

test('a full group takes nobody in (B123)', async () => {
  const bench = await ConsumerBench.started({ groupConsumerMaxSize: 2 });
  await bench.joined('one');
  const two = await bench.joined('two');
  assert.equal(await bench.beatError({ ...join, memberId: 'three' }), Errors.GROUP_MAX_SIZE_REACHED);
  assert.equal((await two.join()).errorCode, Errors.NONE);
  await two.leave();
  assert.equal(await bench.beatError({ ...join, memberId: 'three' }), Errors.NONE);
});

test('the first member gets everything at once, and epoch 1 (B124)', async () => {
  const bench = await ConsumerBench.started();
  const member = await bench.joined('m', { subscribedTopicNames: ['users', 'orders', 'no-such-topic'] });
  assert.deepEqual([member.epoch, member.has], [1, 'orders:0,1 users:0,1,2,3']);
  assert.deepEqual(await bench.groupIs(), ['Stable', 1]);
});

test('the assignment comes with a join, a full heartbeat and a change, and else is null (B124)', async () => {
  const bench = await ConsumerBench.started();
  const member = await bench.joined('m');
  assert.equal((await member.beatBriefly()).assignment, null);
  const full = { rebalanceTimeoutMs: 1_000, subscribedTopicNames: ['users'] };
  assert.equal(bench.textOf((await member.beat(full)).assignment), 'users:0,1,2,3');
  assert.equal((await member.beat({ subscribedTopicNames: ['users'] })).assignment, null);
  assert.equal(bench.textOf((await member.join()).assignment), 'users:0,1,2,3');
  await bench.joined('n');
  assert.equal(bench.textOf((await member.beatBriefly()).assignment), 'users:0,1');
});

test('a partition changes hands only after its owner says that it gave it up (B124)', async () => {
  const bench = await ConsumerBench.started();
  const one = await bench.joined('one');
  const two = await bench.joined('two');
  assert.deepEqual([two.epoch, two.has], [2, '']);
  const kept = await one.beatBriefly();
  assert.deepEqual([kept.memberEpoch, bench.textOf(kept.assignment)], [1, 'users:0,1']);
  await one.beatBriefly();
  await one.beat({ topicPartitions: bench.partitionsOf('users:0,1,2') });
  assert.equal(one.epoch, 1, 'it has not given up all that it is to');
  assert.equal((await two.beat()).assignment, null);
  assert.deepEqual(await bench.groupIs(), ['Reconciling', 2]);
  assert.equal((await one.beat()).memberEpoch, 2);
  await two.beat();
  assert.equal(two.has, 'users:2,3');
  assert.deepEqual(await bench.groupIs(), ['Stable', 2]);
});

test('a member at the epoch before is believed to have missed an answer if it has nothing else (B123)', async () => {
  const bench = await ConsumerBench.started();
  const one = await bench.joined('one');
  await bench.joined('two');
  await one.beat();
  await one.beat();
  assert.deepEqual([one.epoch, one.has], [2, 'users:0,1']);
  const late = { memberId: 'one', memberEpoch: 1 };
  const own = bench.partitionsOf('users:0,1');
  assert.equal((await bench.beat({ ...late, topicPartitions: own })).memberEpoch, 2);
  assert.equal(await bench.beatError(late), Errors.FENCED_MEMBER_EPOCH);
  const foreign = bench.partitionsOf('users:0,1,2');
  assert.equal(await bench.beatError({ ...late, topicPartitions: foreign }), Errors.FENCED_MEMBER_EPOCH);
  assert.equal(await bench.beatError({ memberId: 'one', memberEpoch: 3 }), Errors.FENCED_MEMBER_EPOCH);
});

test('a member that joins anew under its own id is given what it is to have by now (B123)', async () => {
  const bench = await ConsumerBench.started();
  const one = await bench.joined('one');
  await bench.joined('two');
  const rejoined = await one.join();
  assert.deepEqual([rejoined.errorCode, rejoined.memberEpoch, one.has], [Errors.NONE, 2, 'users:0,1']);
});

test('a member that leaves is forgotten, and its partitions go to the others', async () => {
  const bench = await ConsumerBench.started();
  const [one, two] = [await bench.joined('one'), await bench.joined('two')];
  await bench.stabilise(one, two);
  const left = await bench.beat({ memberId: 'two', memberEpoch: -1 });
  assert.deepEqual([left.errorCode, left.memberId, left.memberEpoch, left.assignment], [0, 'two', -1, null]);
  assert.deepEqual(await bench.groupIs(), ['Assigning', 3]);
  await one.beat();
  assert.deepEqual([one.epoch, one.has], [3, 'users:0,1,2,3']);
  assert.equal(await one.leave(), Errors.NONE);
  assert.deepEqual(await bench.groupIs(), ['Empty', 4]);
});

test('a silent member is given up when its session ends, and learns it (B124)', async () => {
  const bench = await ConsumerBench.started();
  const [one, two] = [await bench.joined('one'), await bench.joined('two')];
  await bench.stabilise(one, two);
  await bench.pass(30_000);
  await one.beatBriefly();
  await bench.pass(20_000);
  assert.equal((await two.beat()).errorCode, Errors.UNKNOWN_MEMBER_ID);
  await one.beat();
  assert.equal(one.has, 'users:0,1,2,3');
});

test('a member that does not give up what it has to in its rebalance timeout is fenced (B124)', async () => {
  const bench = await ConsumerBench.started();
  const one = await bench.joined('one', { rebalanceTimeoutMs: 10_000 });
  const two = await bench.joined('two');
  await one.beatBriefly();
  await bench.pass(9_000);
  await one.beatBriefly();
  await bench.pass(900);
  assert.equal((await one.beatBriefly()).errorCode, Errors.NONE);
  await bench.pass(200);
  assert.equal((await one.beatBriefly()).errorCode, Errors.UNKNOWN_MEMBER_ID);
  await two.beat();
  assert.equal(two.has, 'users:0,1,2,3');
});

test('a topic that a member does not subscribe to any more is taken away, and given to those who do', async () => {
  const bench = await ConsumerBench.started();
  const one = await bench.joined('one', { subscribedTopicNames: ['users', 'orders'] });
  const two = await bench.joined('two', { subscribedTopicNames: ['orders'] });
  await bench.stabilise(one, two);
  await one.beat({ subscribedTopicNames: ['orders'] });
  await bench.stabilise(one, two);
  assert.deepEqual([one.has, two.has].sort(), ['orders:0', 'orders:1']);
  await one.beat({ subscribedTopicNames: [] });
  await bench.stabilise(one, two);
  assert.deepEqual([one.has, two.has], ['', 'orders:0,1']);
});

test('members vote for the assignor, and a tie or no vote leaves it to the first (B126)', async () => {
  const bench = await ConsumerBench.started();
  const assignor = async () => (await bench.describeConsumerGroup()).assignorName;
  const one = await bench.joined('one');
  assert.equal(await assignor(), 'uniform');
  await bench.joined('two', { serverAssignor: 'range' });
  assert.equal(await assignor(), 'range');
  await bench.joined('three', { serverAssignor: 'uniform' });
  await one.beatBriefly({ serverAssignor: 'uniform' });
  assert.equal(await assignor(), 'uniform');
});

test('heartbeats come as often as the group is configured to want them', async () => {
  const bench = await ConsumerBench.started();
  assert.equal((await bench.beat(join)).heartbeatIntervalMs, 5_000);
});

test('a broker on which the protocol is switched off says UNSUPPORTED_VERSION (B131)', async () => {
  const bench = await ConsumerBench.started({ groupCoordinatorRebalanceProtocols: ['classic'] });
  assert.equal(await bench.beatError(join), Errors.UNSUPPORTED_VERSION);
  assert.equal((await bench.describeConsumerGroup()).errorCode, Errors.UNSUPPORTED_VERSION);
});

test('a group survives a restart of the coordinator, members, targets and epochs (B116)', async () => {
  const bench = await ConsumerBench.started();
  const [one, two] = [await bench.joined('one'), await bench.joined('two', { instanceId: 'x', rackId: 'r' })];
  await one.beatBriefly();
  const before = await bench.describeConsumerGroup();
  const groups = await bench.restarted();
  assert.deepEqual(await bench.describeConsumerGroup(groupId, groups), before);
  assert.equal((await bench.beat({ memberId: 'two', memberEpoch: two.epoch }, 1, groups)).errorCode, Errors.NONE);
  await bench.pass(46_000);
  assert.equal((await bench.describeConsumerGroup(groupId, groups)).groupState, 'Empty');
});

test('a coordinator that loads or does not lead says so (B116)', async () => {
  const bench = new ConsumerBench();
  assert.equal(await bench.beatError(join), Errors.NOT_COORDINATOR);
  assert.equal((await bench.describeConsumerGroup()).errorCode, Errors.NOT_COORDINATOR);
  bench.groups.onElection(0, bench.log);
  assert.equal(
    (
      await bench.groups.memberships.consumerGroupHeartbeat(
        { apiVersion: 1, clientId: 'c', clientHost: '/h', connection: { onClose: () => () => {} } },
        {
          groupId,
          instanceId: null,
          rackId: null,
          subscribedTopicRegex: null,
          serverAssignor: null,
          memberEpoch: 0,
          memberId: 'm',
          rebalanceTimeoutMs: 1,
          subscribedTopicNames: ['users'],
          topicPartitions: [],
        },
      )
    ).errorCode,
    Errors.COORDINATOR_LOAD_IN_PROGRESS,
  );
});

test('nothing is told that is not in the log yet', async () => {
  const bench = await ConsumerBench.started();
  const member = await bench.joined('m');
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  bench.log.gate = gate;
  const isAnswered = { join: false, full: false };
  const joining = bench.beat({ ...join, memberId: 'n' }).then(() => (isAnswered.join = true));
  const full = { memberEpoch: 1, rebalanceTimeoutMs: 1_000, subscribedTopicNames: ['users'], topicPartitions: [] };
  const asking = bench.beat({ ...full, memberId: 'm' }).then(() => (isAnswered.full = true));
  await bench.pass(100);
  assert.deepEqual(isAnswered, { join: false, full: false });
  open();
  await bench.settle(Promise.all([joining, asking]));
  assert.equal((await member.join()).errorCode, Errors.NONE);
});
