import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Errors } from '@moldau/protocol';
import { GroupBench } from '../testing/group-bench.ts';

test('followers wait for the leader, and each member gets exactly its bytes, or none if the leader gave none (B107)', async () => {
  const bench = await GroupBench.started({ groupInitialRebalanceDelayMs: 100 });
  const [first, second] = await bench.settle(Promise.all([bench.joinDynamic(), bench.joinDynamic()]));
  const [leader, follower] = first.members.length > 0 ? [first, second] : [second, first];
  let isAnswered = false;
  const waiting = bench.syncAs(follower).then((response) => {
    isAnswered = true;
    return response;
  });
  await bench.pass(1_000);
  assert.equal(isAnswered, false);
  const assignments = [{ memberId: leader.memberId, assignment: Buffer.from([0, 255, 1]) }];
  const own = await bench.settle(bench.sync({ memberId: leader.memberId, assignments }));
  assert.deepEqual(own.assignment, Buffer.from([0, 255, 1]));
  assert.deepEqual((await bench.settle(waiting)).assignment, Buffer.alloc(0));
  assert.deepEqual([own.protocolType, own.protocolName], ['consumer', 'range']);
});

test('a sync that does not fit is refused with the reason (B107)', async () => {
  const bench = await GroupBench.started({ groupInitialRebalanceDelayMs: 100 });
  const [leader, follower] = await bench.stableGroup([{}, {}]);
  assert(leader !== undefined && follower !== undefined);
  const { memberId } = follower;
  const error = async (sync: Parameters<GroupBench['sync']>[0], apiVersion?: number) =>
    (await bench.settle(bench.sync(sync, apiVersion))).errorCode;
  assert.equal(await error({ memberId, generationId: 0 }), Errors.ILLEGAL_GENERATION);
  assert.equal(await error({ memberId: 'nobody' }), Errors.UNKNOWN_MEMBER_ID);
  assert.equal(await error({ memberId, groupId: 'no-such-group' }), Errors.UNKNOWN_MEMBER_ID);
  assert.equal(await error({ memberId, groupId: '' }), Errors.INVALID_GROUP_ID);
  assert.equal(await error({ memberId }, 5), Errors.INCONSISTENT_GROUP_PROTOCOL);
  const named = { memberId, protocolType: 'consumer', protocolName: 'range' };
  assert.equal(await error({ ...named, protocolName: 'roundrobin' }, 5), Errors.INCONSISTENT_GROUP_PROTOCOL);
  assert.equal(await error({ ...named, protocolType: 'connect' }, 5), Errors.INCONSISTENT_GROUP_PROTOCOL);
  assert.equal(await error(named, 5), Errors.NONE);
  void bench.join({ memberId: leader.memberId });
  assert.equal(await error({ memberId }), Errors.REBALANCE_IN_PROGRESS);
});

test('a parked sync learns of a rebalance at once (B107)', async () => {
  const bench = await GroupBench.started({ groupInitialRebalanceDelayMs: 100 });
  const [first, second] = await bench.settle(Promise.all([bench.joinDynamic(), bench.joinDynamic()]));
  const [leader, follower] = first.members.length > 0 ? [first, second] : [second, first];
  const waiting = bench.syncAs(follower);
  await bench.pass(10);
  await bench.settle(bench.leave({ memberId: leader.memberId }));
  assert.equal((await bench.settle(waiting)).errorCode, Errors.REBALANCE_IN_PROGRESS);
});

test('members that have not synced within the rebalance timeout are removed (B107)', async () => {
  const bench = await GroupBench.started({ groupInitialRebalanceDelayMs: 100 });
  const join = { rebalanceTimeoutMs: 2_000, sessionTimeoutMs: 60_000 };
  const [first, second] = await bench.settle(Promise.all([bench.joinDynamic(join), bench.joinDynamic(join)]));
  const [leader, follower] = first.members.length > 0 ? [first, second] : [second, first];
  await bench.settle(bench.syncAs(leader));
  await bench.pass(1_900);
  assert.equal(await bench.heartbeat(leader.memberId, 1), Errors.NONE);
  await bench.pass(200);
  assert.equal(await bench.heartbeat(leader.memberId, 1), Errors.REBALANCE_IN_PROGRESS);
  assert.equal(await bench.heartbeat(follower.memberId, 1), Errors.UNKNOWN_MEMBER_ID);
});

test('a leader that syncs twice is taken at its first word', async () => {
  const bench = await GroupBench.started();
  const { memberId } = await bench.settle(bench.joinDynamic());
  const says = (word: string) => bench.sync({ memberId, assignments: [{ memberId, assignment: Buffer.from(word) }] });
  const [superseded, last] = await bench.settle(Promise.all([says('first'), says('second')]));
  assert.equal(superseded.errorCode, Errors.REBALANCE_IN_PROGRESS);
  assert.equal(last.assignment.toString(), 'first');
  const { members } = await bench.describe(await bench.restarted());
  assert.equal(members[0]?.memberAssignment.toString(), 'first');
});

test('a rebalance that begins while the assignment is being stored wins over it', async () => {
  const bench = await GroupBench.started();
  const { memberId } = await bench.settle(bench.joinDynamic());
  const sync = bench.sync({ memberId });
  const newcomer = bench.join({}, { apiVersion: 3 });
  assert.equal((await bench.settle(sync)).errorCode, Errors.REBALANCE_IN_PROGRESS);
  assert.equal(await bench.heartbeat(memberId, 1), Errors.REBALANCE_IN_PROGRESS);
  const [again, other] = await bench.settle(Promise.all([bench.join({ memberId }), newcomer]));
  assert.deepEqual([again.generationId, other.generationId], [2, 2]);
});
