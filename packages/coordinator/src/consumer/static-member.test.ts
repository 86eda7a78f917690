import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Errors } from '@moldau/protocol';
import { ConsumerBench, TestMember } from '../testing/consumer-bench.ts';

test('a second live client of an instance is refused until the first has left (B119)', async () => {
  const bench = await ConsumerBench.started();
  const first = await bench.joined('first', { instanceId: 'i' });
  const second = new TestMember(bench, 'second', 'i');
  assert.equal((await second.join()).errorCode, Errors.UNRELEASED_INSTANCE_ID);
  assert.equal((await first.join({ instanceId: 'i' })).errorCode, Errors.UNRELEASED_INSTANCE_ID);
  assert.equal((await first.beat({ instanceId: 'i' })).errorCode, Errors.NONE);
  assert.equal((await first.beat()).errorCode, Errors.NONE);
});

test('a static member that leaves for a while comes back to what it had, and nobody else moves (B123)', async () => {
  const bench = await ConsumerBench.started();
  const first = await bench.joined('first', { instanceId: 'i' });
  const other = await bench.joined('other');
  await bench.stabilise(first, other);
  assert.equal(await first.leave(-2), Errors.NONE);
  const away = (await bench.describeConsumerGroup()).members.find(({ memberId }) => memberId === 'first');
  assert.equal(away?.memberEpoch, -2);
  await bench.pass(30_000);
  assert.equal((await other.beatBriefly()).assignment, null);
  const second = await bench.joined('second', { instanceId: 'i' });
  assert.deepEqual([second.epoch, second.has], [2, first.has]);
  assert.deepEqual(await bench.groupIs(), ['Stable', 2]);
  assert.equal((await first.beat({ instanceId: 'i' })).errorCode, Errors.FENCED_INSTANCE_ID);
  assert.equal((await first.beat()).errorCode, Errors.UNKNOWN_MEMBER_ID);
  assert.equal(await first.leave(-2), Errors.FENCED_INSTANCE_ID);
});

test('it may come back under the same member id', async () => {
  const bench = await ConsumerBench.started();
  const member = await bench.joined('m', { instanceId: 'i' });
  await member.leave(-2);
  assert.equal((await member.beat({ instanceId: 'i' })).errorCode, Errors.FENCED_MEMBER_EPOCH);
  assert.equal(await member.leave(-2), Errors.NONE);
  await member.join();
  assert.deepEqual([member.epoch, member.has], [1, 'users:0,1,2,3']);
});

test('a static member that does not come back within its session is given up (B123)', async () => {
  const bench = await ConsumerBench.started();
  const [away, other] = [await bench.joined('away', { instanceId: 'i' }), await bench.joined('other')];
  await bench.stabilise(away, other);
  await away.leave(-2);
  await bench.pass(40_000);
  await other.beatBriefly();
  await bench.pass(6_000);
  await other.beat();
  assert.equal(other.has, 'users:0,1,2,3');
});

test('a static member that leaves for good leaves at once', async () => {
  const bench = await ConsumerBench.started();
  const [gone, other] = [await bench.joined('gone', { instanceId: 'i' }), await bench.joined('other')];
  await bench.stabilise(gone, other);
  assert.equal(await gone.leave(-1), Errors.NONE);
  await other.beat();
  assert.equal(other.has, 'users:0,1,2,3');
  assert.equal((await new TestMember(bench, 'new', 'i').join()).errorCode, Errors.NONE);
});

test('an unknown instance is UNKNOWN_MEMBER_ID, one of another member FENCED_INSTANCE_ID (B123)', async () => {
  const bench = await ConsumerBench.started();
  await bench.joined('m', { instanceId: 'i' });
  for (const memberEpoch of [1, -1, -2]) {
    const unknown = { memberId: 'm', memberEpoch, instanceId: 'j' };
    assert.equal(await bench.beatError(unknown), Errors.UNKNOWN_MEMBER_ID);
    const other = { memberId: 'n', memberEpoch, instanceId: 'i' };
    assert.equal(await bench.beatError(other), Errors.FENCED_INSTANCE_ID);
  }
});

test('a full group lets a static member come back', async () => {
  const bench = await ConsumerBench.started({ groupConsumerMaxSize: 1 });
  const first = await bench.joined('first', { instanceId: 'i' });
  await first.leave(-2);
  assert.equal((await bench.joined('second', { instanceId: 'i' })).has, 'users:0,1,2,3');
});
