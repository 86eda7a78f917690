/** What the timeline of a group of the consumer protocol tells: who and why, and what each rebalance cost. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConsumerBench } from '../testing/consumer-bench.ts';

async function types(bench: ConsumerBench): Promise<string[]> {
  return (await bench.timeline()).map(({ type }) => type);
}

test('joins, and the rebalance that they lead to, with what moved to whom', async () => {
  const bench = await ConsumerBench.started();
  const [one, two] = [await bench.joined('one'), await bench.joined('two')];
  await bench.pass(1_200);
  await bench.stabilise(one, two);
  assert.deepEqual(await types(bench), [
    'member-joined',
    'rebalance-started',
    'rebalance-completed',
    'member-joined',
    'rebalance-started',
    'rebalance-completed',
  ]);
  const completed = (await bench.timeline()).at(-1);
  assert(completed !== undefined);
  assert.equal(completed.movedPartitions, 2);
  assert.deepEqual(
    completed.moves.map(({ from, to, partitions }) => [from, to, partitions]),
    [['one', 'two', 2]],
  );
  assert(completed.durationMs >= 1_200 && completed.durationMs < 1_300, `${completed.durationMs}`);
  assert.equal(completed.protocolName, 'uniform');
});

test('a silent member, and whom its partitions went to', async () => {
  const bench = await ConsumerBench.started();
  const [one, two] = [await bench.joined('one'), await bench.joined('two')];
  await bench.stabilise(one, two);
  await bench.pass(30_000);
  await one.beat();
  await bench.pass(20_000);
  await one.beat();
  const [expired, started, completed] = (await bench.timeline()).slice(-3);
  assert.deepEqual([expired?.type, expired?.member?.memberId, expired?.timeoutMs], ['session-expired', 'two', 45_000]);
  assert.equal(started?.type, 'rebalance-started');
  assert.deepEqual(
    completed?.moves.map(({ from, to }) => [from, to]),
    [['two', 'one']],
  );
});

test('a member that does not give up what it has to, and what it held up', async () => {
  const bench = await ConsumerBench.started();
  const one = await bench.joined('one', { rebalanceTimeoutMs: 10_000 });
  const two = await bench.joined('two');
  await one.beatBriefly();
  await bench.pass(11_000);
  await two.beat();
  const told = (await bench.timeline()).find(({ type }) => type === 'revocation-timed-out');
  assert.deepEqual([told?.member?.memberId, told?.timeoutMs], ['one', 10_000]);
  const completed = (await bench.timeline()).at(-1);
  assert.deepEqual([completed?.type, (completed?.durationMs ?? 0) > 11_000], ['rebalance-completed', true]);
});

test('changed topics and subscriptions, static members that go and come, the last goodbye', async () => {
  const bench = await ConsumerBench.started();
  const one = await bench.joined('one', { instanceId: 'i' });
  bench.groups.onTopicsChanged({ created: [], altered: ['users', 'orders'] });
  await one.beat({ subscribedTopicNames: ['orders'], subscribedTopicRegex: 'us.*' });
  await one.leave(-2);
  await bench.joined('two', { instanceId: 'i' });
  await bench.settle(bench.leave({ groupInstanceId: 'i', reason: 'maintenance' }));
  const timeline = await bench.timeline();
  const of = (type: string) => timeline.find((event) => event.type === type);
  assert.deepEqual(of('metadata-changed')?.topics, ['users']);
  assert.deepEqual(
    [of('subscription-changed')?.topics, of('subscription-changed')?.removedTopics],
    [['/us.*/', 'orders'], ['users']],
  );
  assert.equal(of('member-away')?.member?.memberId, 'one');
  assert.deepEqual(
    [of('static-member-replaced')?.member?.memberId, of('static-member-replaced')?.previousMemberId],
    ['two', 'one'],
  );
  assert.equal(of('member-left')?.reason, 'maintenance');
  assert.equal(timeline.at(-1)?.type, 'group-emptied');
});
