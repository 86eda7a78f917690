import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Errors } from '@moldau/protocol';
import { GroupBench } from '../testing/group-bench.ts';

test('a heartbeat learns the state of the group (B108)', async () => {
  const bench = await GroupBench.started();
  assert.equal(await bench.heartbeat('nobody', 1), Errors.UNKNOWN_MEMBER_ID);
  const joined = await bench.settle(bench.joinDynamic());
  const { memberId } = joined;
  assert.equal(await bench.heartbeat(memberId, 1), Errors.NONE, 'CompletingRebalance');
  await bench.settle(bench.syncAs(joined));
  assert.equal(await bench.heartbeat(memberId, 1), Errors.NONE, 'Stable');
  assert.equal(await bench.heartbeat(memberId, 2), Errors.ILLEGAL_GENERATION);
  assert.equal(await bench.heartbeat('nobody', 1), Errors.UNKNOWN_MEMBER_ID);
  const newcomer = bench.join({}, { apiVersion: 3 });
  assert.equal(await bench.heartbeat(memberId, 1), Errors.REBALANCE_IN_PROGRESS, 'PreparingRebalance');
  await bench.settle(Promise.all([newcomer, bench.join({ memberId })]));
  await bench.pass(20_000);
  assert.equal((await bench.describe()).groupState, 'Empty');
  assert.equal(await bench.heartbeat(memberId, 3), Errors.UNKNOWN_MEMBER_ID);
});

test('heartbeats and commits keep a member, silence removes it and the others rebalance (B109)', async () => {
  const bench = await GroupBench.started({ groupInitialRebalanceDelayMs: 100 });
  const [leader, follower] = await bench.stableGroup([{}, {}]);
  assert(leader !== undefined && follower !== undefined);
  const committer = { memberId: follower.memberId, generationIdOrMemberEpoch: 1 };
  for (let round = 0; round < 5; round++) {
    await bench.pass(6_000);
    assert.equal(await bench.heartbeat(leader.memberId, 1), Errors.NONE);
    assert.equal(await bench.commitError(BigInt(round), committer), Errors.NONE);
  }
  await bench.pass(6_000);
  assert.equal(await bench.heartbeat(leader.memberId, 1), Errors.NONE);
  await bench.pass(4_500);
  assert.equal(await bench.heartbeat(leader.memberId, 1), Errors.REBALANCE_IN_PROGRESS);
  assert.equal(await bench.heartbeat(follower.memberId, 1), Errors.UNKNOWN_MEMBER_ID);
});

test('a heartbeat during a rebalance renews the session (B108)', async () => {
  const bench = await GroupBench.started();
  const [member] = await bench.stableGroup([{ rebalanceTimeoutMs: 60_000 }]);
  assert(member !== undefined);
  void bench.join({}, { apiVersion: 3 });
  for (let round = 0; round < 4; round++) {
    assert.equal(await bench.heartbeat(member.memberId, 1), Errors.REBALANCE_IN_PROGRESS);
    await bench.pass(9_000);
  }
});

test('a restarted coordinator gives members their whole session again (B116)', async () => {
  const bench = await GroupBench.started();
  const [member] = await bench.stableGroup();
  assert(member !== undefined);
  await bench.pass(9_000);
  bench.groups.onElection(0, bench.log);
  await bench.pass(9_000);
  assert.equal(await bench.heartbeat(member.memberId, 1), Errors.NONE);
  await bench.pass(10_001);
  assert.equal(await bench.heartbeat(member.memberId, 1), Errors.UNKNOWN_MEMBER_ID);
});
