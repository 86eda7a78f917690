import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Errors } from '@moldau/protocol';
import { ConsumerBench } from '../testing/consumer-bench.ts';
import { groupId } from '../testing/group-bench.ts';

test('a group is described with its epochs, its members, what they have and what they are to have (B128)', async () => {
  const bench = await ConsumerBench.started();
  const one = await bench.joined('one', { rackId: 'r', instanceId: 'i' });
  await bench.joined('two', { subscribedTopicNames: ['users', 'orders'] });
  await one.beatBriefly();
  const group = await bench.describeConsumerGroup();
  const { members, ...rest } = group;
  assert.deepEqual(rest, {
    errorCode: Errors.NONE,
    errorMessage: null,
    groupId,
    groupState: 'Reconciling',
    groupEpoch: 2,
    assignmentEpoch: 2,
    assignorName: 'uniform',
    authorizedOperations: -2_147_483_648,
  });
  const first = members.find(({ memberId }) => memberId === 'one');
  assert.deepEqual(
    [first?.instanceId, first?.rackId, first?.clientId, first?.clientHost, first?.memberEpoch, first?.memberType],
    ['i', 'r', 'client', '/127.0.0.1', 1, 1],
  );
  assert.deepEqual([first?.subscribedTopicNames, first?.subscribedTopicRegex], [['users'], '']);
  assert.equal(first?.assignment.topicPartitions[0]?.topicName, 'users');
  const target = members.flatMap(({ targetAssignment }) => targetAssignment.topicPartitions);
  assert.equal(target.flatMap(({ partitions }) => partitions).length, 6);
});

test('states: Empty, Assigning, Reconciling, Stable (B113)', async () => {
  const bench = await ConsumerBench.started();
  const state = async () => (await bench.groupIs())[0];
  const [one, two] = [await bench.joined('one'), await bench.joined('two')];
  assert.equal(await state(), 'Reconciling');
  await bench.stabilise(one, two);
  assert.equal(await state(), 'Stable');
  await two.leave();
  assert.equal(await state(), 'Assigning');
  await one.leave();
  assert.equal(await state(), 'Empty');
});

test('unknown and classic groups are GROUP_ID_NOT_FOUND, with a message (B128)', async () => {
  const bench = await ConsumerBench.started();
  const unknown = await bench.describeConsumerGroup('nobody');
  assert.deepEqual([unknown.errorCode, unknown.groupId], [Errors.GROUP_ID_NOT_FOUND, 'nobody']);
  await bench.stableGroup();
  const classic = await bench.describeConsumerGroup();
  assert.equal(classic.errorCode, Errors.GROUP_ID_NOT_FOUND);
  assert.match(classic.errorMessage ?? '', /type/);
});

test('to the classic DescribeGroups a consumer group is not there (B113, B128)', async () => {
  const bench = await ConsumerBench.started();
  await bench.joined('one');
  const described = await bench.describe();
  assert.deepEqual([described.errorCode, described.groupState], [Errors.GROUP_ID_NOT_FOUND, 'Dead']);
  const before = await bench.describe(bench.groups, 5);
  assert.deepEqual([before.errorCode, before.groupState], [Errors.NONE, 'Dead']);
});

test('groups are listed by type and by the states of both protocols (B113)', async () => {
  const bench = await ConsumerBench.started();
  await bench.joined('one');
  const listed = { groupId, protocolType: 'consumer', groupState: 'Stable', groupType: 'consumer' };
  assert.deepEqual((await bench.list()).groups, [listed]);
  assert.deepEqual((await bench.list(['sTABLE'], ['Consumer'])).groups, [listed]);
  assert.deepEqual((await bench.list(['Reconciling'])).groups, []);
  assert.deepEqual((await bench.list([], ['classic'])).groups, []);
});
