import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Errors } from '@moldau/protocol';
import { contextOf, GroupBench, groupId } from '../testing/group-bench.ts';

test('several members leave at once and each is answered (B110)', async () => {
  const bench = await GroupBench.started({ groupInitialRebalanceDelayMs: 100 });
  const [one, two, three] = await bench.stableGroup([{}, {}, {}]);
  assert(one !== undefined && two !== undefined && three !== undefined);
  const left = await bench.settle(
    bench.leave({ memberId: one.memberId }, { memberId: 'x' }, { memberId: two.memberId }),
  );
  assert.deepEqual(
    left.members.map(({ errorCode }) => errorCode),
    [Errors.NONE, Errors.UNKNOWN_MEMBER_ID, Errors.NONE],
  );
  assert.equal(left.errorCode, Errors.NONE);
  const { generationId, members } = await bench.settle(bench.join({ memberId: three.memberId }));
  assert.deepEqual([generationId, members.length], [2, 1], 'one rebalance for both');
});

test('up to v2 an unknown member is an error at the top (B110)', async () => {
  const bench = await GroupBench.started();
  const [member] = await bench.stableGroup();
  assert(member !== undefined);
  const leave = (apiVersion: number, memberId: string, group = groupId) =>
    bench.settle(bench.groups.memberships.leaveGroup(contextOf(apiVersion), { groupId: group, memberId, members: [] }));
  for (const apiVersion of [0, 1, 2]) {
    assert.deepEqual(await leave(apiVersion, 'x'), {
      throttleTimeMs: 0,
      errorCode: Errors.UNKNOWN_MEMBER_ID,
      members: [],
    });
  }
  assert.equal((await leave(2, 'x', 'no-such-group')).errorCode, Errors.UNKNOWN_MEMBER_ID);
  assert.equal((await leave(2, 'x', '')).errorCode, Errors.INVALID_GROUP_ID);
  assert.equal((await leave(2, member.memberId)).errorCode, Errors.NONE);
});

test('when the last member leaves the group is Empty in the next generation and keeps its offsets (B110)', async () => {
  const bench = await GroupBench.started();
  const [member] = await bench.stableGroup();
  assert(member !== undefined);
  await bench.commitError(7n, { memberId: member.memberId, generationIdOrMemberEpoch: 1 });
  await bench.settle(bench.leave({ memberId: member.memberId }));
  for (const groups of [bench.groups, await bench.restarted()]) {
    const { groupState, protocolType } = await bench.describe(groups);
    assert.deepEqual([groupState, protocolType], ['Empty', 'consumer']);
    assert.equal(await bench.committedOffset(0, groups), 7);
  }
  const { generationId } = await bench.settle(bench.joinDynamic());
  assert.equal(generationId, 3);
});

test('a member that leaves and comes back costs one rebalance on each way (B111)', async () => {
  const bench = await GroupBench.started({ groupInitialRebalanceDelayMs: 100 });
  const [leader, follower] = await bench.stableGroup([{}, {}]);
  assert(leader !== undefined && follower !== undefined);
  await bench.settle(bench.leave({ memberId: follower.memberId }));
  assert.equal(await bench.heartbeat(leader.memberId, 1), Errors.REBALANCE_IN_PROGRESS);
  const alone = await bench.settle(bench.join({ memberId: leader.memberId }));
  assert.equal(alone.generationId, 2);
  await bench.settle(bench.syncAs(alone));
  assert.equal(await bench.heartbeat(leader.memberId, 2), Errors.NONE);
  const back = bench.joinDynamic();
  await bench.pass(10);
  const together = await bench.settle(Promise.all([back, bench.join({ memberId: leader.memberId })]));
  assert.deepEqual(
    together.map(({ generationId }) => generationId),
    [3, 3],
  );
});

test('a cooperative rebalance passes each member what the leader wrote, twice (B111, B117)', async () => {
  const bench = await GroupBench.started({ groupInitialRebalanceDelayMs: 100 });
  const cooperative = (owned: string) => ({
    protocols: [{ name: 'cooperative-sticky', metadata: Buffer.from(owned) }],
  });
  const members = await bench.stableGroup([cooperative('nothing'), cooperative('nothing')]);
  for (const round of [2, 3]) {
    const joined = await bench.settle(
      Promise.all(members.map(({ memberId }) => bench.join({ memberId, ...cooperative(`round ${round}`) }))),
    );
    const leader = joined.find((each) => each.members.length > 0);
    assert.deepEqual(
      leader?.members.map(({ metadata }) => metadata.toString()),
      [`round ${round}`, `round ${round}`],
    );
    const synced = await bench.settle(Promise.all(joined.map((each) => bench.syncAs(each))));
    assert.deepEqual(
      synced.map(({ assignment }) => assignment.toString()),
      joined.map(({ memberId }) => `for ${memberId}`),
    );
    assert(joined.every(({ generationId }) => generationId === round));
  }
});

test('an id that was handed out but not joined with can leave', async () => {
  const bench = await GroupBench.started();
  const { memberId } = await bench.settle(bench.join());
  const { members } = await bench.settle(bench.leave({ memberId }));
  assert.equal(members[0]?.errorCode, Errors.NONE);
  assert.equal((await bench.settle(bench.join({ memberId }))).errorCode, Errors.UNKNOWN_MEMBER_ID);
});
