import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Errors } from '@moldau/protocol';
import { ConsumerBench, topicId } from '../testing/consumer-bench.ts';

test('a topic that gets partitions, is created or deleted leads to a new assignment at the next heartbeat (B130)', async () => {
  const bench = await ConsumerBench.started();
  const member = await bench.joined('m', { subscribedTopicNames: ['users', 'later'] });
  bench.setTopic({ name: 'users', id: topicId(1), partitions: 6 });
  bench.groups.onTopicsChanged({ created: [], altered: ['users'] });
  await member.beatBriefly();
  assert.deepEqual([member.epoch, member.has], [2, 'users:0,1,2,3,4,5']);
  bench.setTopic({ name: 'later', id: topicId(3), partitions: 1 });
  bench.groups.onTopicsChanged({ created: ['later'], altered: [] });
  await member.beatBriefly();
  assert.deepEqual([member.epoch, member.has], [3, 'later:0 users:0,1,2,3,4,5']);
  bench.topics.delete('users');
  bench.groups.onTopicsChanged({ created: [], altered: ['users'] });
  await member.beatBriefly();
  assert.equal(member.has, 'later:0');
  await member.beat();
  assert.equal(member.epoch, 4);
});

test('a topic that is made again under its name is another one (B130)', async () => {
  const bench = await ConsumerBench.started();
  const member = await bench.joined('m');
  bench.setTopic({ name: 'users', id: topicId(9), partitions: 1 });
  bench.groups.onTopicsChanged({ created: ['users'], altered: ['users'] });
  const { assignment } = await member.beatBriefly();
  assert.deepEqual(assignment?.topicPartitions, []);
  const next = await member.beat({ topicPartitions: [] });
  assert.deepEqual(next.assignment?.topicPartitions, [{ topicId: topicId(9), partitions: [0] }]);
});

test('a broker in another rack leads to a new epoch, whatever the assignors make of it (B126)', async () => {
  const bench = await ConsumerBench.started();
  const racks = (rack: string) => () => Array.from({ length: 4 }, () => [rack]);
  bench.setTopic({ name: 'users', id: topicId(1), partitions: 4, racks: racks('a') });
  const member = await bench.joined('m');
  bench.setTopic({ name: 'users', id: topicId(1), partitions: 4, racks: racks('b') });
  bench.groups.onTopicsChanged({ created: [], altered: ['users'] });
  assert.equal((await member.beatBriefly()).memberEpoch, 2);
});

test('what changes about topics that nobody subscribes to changes nothing', async () => {
  const bench = await ConsumerBench.started();
  const member = await bench.joined('m');
  bench.setTopic({ name: 'orders', id: topicId(2), partitions: 9 });
  bench.groups.onTopicsChanged({ created: [], altered: ['orders'] });
  assert.equal((await member.beatBriefly()).memberEpoch, 1);
});

test('topics that changed while nobody looked are noticed after a restart', async () => {
  const bench = await ConsumerBench.started();
  await bench.joined('m');
  bench.setTopic({ name: 'users', id: topicId(1), partitions: 5 });
  const groups = await bench.restarted();
  const response = await bench.beat({ memberId: 'm', memberEpoch: 1 }, 1, groups);
  assert.equal(bench.textOf(response.assignment), 'users:0,1,2,3,4');
});

test('a pattern is matched by the broker; the next heartbeat brings what it came to (B125)', async () => {
  const bench = await ConsumerBench.started();
  const member = await bench.joined('m', { subscribedTopicRegex: 'us.*|none' });
  assert.deepEqual([member.epoch, member.has], [1, '']);
  await bench.pass(10);
  await member.beat();
  assert.deepEqual([member.epoch, member.has], [2, 'users:0,1,2,3']);
  const [described] = (await bench.describeConsumerGroup()).members;
  assert.deepEqual([described?.subscribedTopicRegex, described?.subscribedTopicNames], ['us.*|none', []]);
});

test('a pattern has to match the whole name', async () => {
  const bench = await ConsumerBench.started();
  const member = await bench.joined('m', { subscribedTopicRegex: 'user' });
  await bench.pass(10);
  await member.beat();
  assert.equal(member.has, '');
});

test('a pattern and names add up', async () => {
  const bench = await ConsumerBench.started();
  const member = await bench.joined('m', { subscribedTopicNames: ['orders'], subscribedTopicRegex: 'users' });
  await bench.pass(10);
  await member.beat();
  assert.equal(member.has, 'orders:0,1 users:0,1,2,3');
});

test('newly created topics that match are found at a heartbeat, scans at least ten seconds apart (B125)', async () => {
  const bench = await ConsumerBench.started();
  const member = await bench.joined('m', { subscribedTopicRegex: 'users.*' });
  await bench.pass(10);
  await member.beat();
  bench.setTopic({ name: 'users-2', id: topicId(5), partitions: 1 });
  bench.groups.onTopicsChanged({ created: ['users-2'], altered: [] });
  await bench.pass(5_000);
  await member.beat();
  await bench.pass(10);
  await member.beat();
  assert.equal(member.has, 'users:0,1,2,3');
  await bench.pass(5_100);
  await member.beat();
  await bench.pass(10);
  await member.beat();
  assert.equal(member.has, 'users-2:0 users:0,1,2,3');
});

test('what is not RE2 is refused, and nothing is changed by it (B125)', async () => {
  const bench = await ConsumerBench.started();
  const request = { memberId: 'm', rebalanceTimeoutMs: 1, topicPartitions: [], subscribedTopicNames: null };
  for (const subscribedTopicRegex of ['(', '[', '(?=users)', '(a)\\1', 'a{1001}', '(a{500}){500}']) {
    const response = await bench.beat({ ...request, subscribedTopicRegex });
    assert.equal(response.errorCode, Errors.INVALID_REGULAR_EXPRESSION, subscribedTopicRegex);
  }
  assert.equal((await bench.describeConsumerGroup()).errorCode, Errors.GROUP_ID_NOT_FOUND);
  const member = await bench.joined('m');
  assert.equal((await member.beat({ subscribedTopicRegex: '(' })).errorCode, Errors.INVALID_REGULAR_EXPRESSION);
  assert.equal((await member.beat()).memberEpoch, 1);
});

test('a pattern that would hold a backtracking engine up for years is matched at once (B125)', async () => {
  const bench = await ConsumerBench.started();
  bench.setTopic({ name: 'a'.repeat(249), id: topicId(7), partitions: 1 });
  const member = await bench.joined('m', { subscribedTopicRegex: '(a|aa|a*)*b' });
  await bench.pass(10);
  await member.beat();
  assert.equal(member.has, '');
});

test('a member that turns to another pattern gives up at once what only the old one matched', async () => {
  const bench = await ConsumerBench.started();
  const one = await bench.joined('one', { subscribedTopicRegex: 'users' });
  const two = await bench.joined('two', { subscribedTopicNames: ['users'] });
  await bench.pass(10);
  await bench.stabilise(one, two);
  assert.equal(one.has.length + two.has.length, 'users:0,1users:2,3'.length);
  await one.beat({ subscribedTopicRegex: 'orders' });
  assert.equal(one.has, '');
  await bench.pass(11_000);
  await one.beat();
  await bench.pass(10);
  await bench.stabilise(one, two);
  assert.deepEqual([one.has, two.has], ['orders:0,1', 'users:0,1,2,3']);
});

test('what a pattern matched is forgotten with its last member, also in the log (B116)', async () => {
  const bench = await ConsumerBench.started();
  const member = await bench.joined('m', { subscribedTopicRegex: 'users' });
  await bench.pass(10);
  await member.leave();
  const patternRecords = bench.log.records.filter(({ key }) => key.readInt16BE(0) === 16);
  assert.deepEqual(
    patternRecords.map(({ value }) => value === null),
    [false, true],
  );
});
