import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Errors } from '@moldau/protocol';
import { GroupBench, groupId, subscription } from '../testing/group-bench.ts';

/** A Stable group of two static members, leader first. */
async function staticGroup(): Promise<{ bench: GroupBench; leader: StaticMember; follower: StaticMember }> {
  const bench = await GroupBench.started({ groupInitialRebalanceDelayMs: 100 });
  const joined = await bench.settle(
    Promise.all(
      ['a', 'b'].map(async (groupInstanceId) => ({ groupInstanceId, ...(await bench.join({ groupInstanceId })) })),
    ),
  );
  await bench.settle(
    Promise.all(
      joined.map(({ memberId, groupInstanceId, members }) =>
        bench.sync({
          memberId,
          groupInstanceId,
          assignments: members.map((member) => ({
            memberId: member.memberId,
            assignment: Buffer.from(`for ${member.groupInstanceId}`),
          })),
        }),
      ),
    ),
  );
  joined.sort((a, b) => b.members.length - a.members.length);
  const [leader, follower] = joined;
  assert(leader !== undefined && follower !== undefined);
  return { bench, leader, follower };
}

interface StaticMember {
  readonly memberId: string;
  readonly groupInstanceId: string;
}

test('a static member joins at once under an id made of its instance id (B102)', async () => {
  const { leader } = await staticGroup();
  assert.match(leader.memberId, new RegExp(`^${leader.groupInstanceId}-[0-9a-f]{8}-`));
});

test('a follower that comes back gets a new id, its generation and its assignment, without a rebalance (B118)', async () => {
  const { bench, leader, follower } = await staticGroup();
  const { groupInstanceId } = follower;
  const back = await bench.settle(bench.join({ groupInstanceId }));
  assert.notEqual(back.memberId, follower.memberId);
  assert.deepEqual([back.errorCode, back.generationId, back.skipAssignment], [Errors.NONE, 1, false]);
  assert.deepEqual([back.leader, back.members], [leader.memberId, []]);
  const { assignment } = await bench.settle(bench.sync({ memberId: back.memberId, groupInstanceId }));
  assert.equal(assignment.toString(), `for ${groupInstanceId}`);
  assert.equal(await bench.heartbeat(leader.memberId, 1, leader.groupInstanceId), Errors.NONE);
  assert.equal(await bench.heartbeat(follower.memberId, 1, groupInstanceId), Errors.FENCED_INSTANCE_ID);
  const { members } = await bench.describe(await bench.restarted());
  assert(members.some(({ memberId }) => memberId === back.memberId));
  assert(members.every(({ memberId }) => memberId !== follower.memberId));
});

test('a leader that comes back is told to skip the assignment, or before v9 that it does not lead (B118)', async () => {
  const { bench, leader } = await staticGroup();
  const { groupInstanceId } = leader;
  const v9 = await bench.settle(bench.join({ groupInstanceId }));
  assert.deepEqual([v9.skipAssignment, v9.members.length, v9.leader], [true, 2, v9.memberId]);
  const v8 = await bench.settle(bench.join({ groupInstanceId }, { apiVersion: 8 }));
  assert.deepEqual([v8.skipAssignment, v8.members.length, v8.leader], [false, 0, v9.memberId]);
  assert.equal(v8.generationId, 1);
});

test('a static member whose return changes the chosen protocol causes a rebalance (B118)', async () => {
  const { bench, leader, follower } = await staticGroup();
  const metadata = subscription('users');
  const back = bench.join({ groupInstanceId: follower.groupInstanceId, protocols: [{ name: 'range', metadata }] });
  assert.equal((await bench.settle(back)).generationId, 1, 'nothing changes');
  const both = [
    { name: 'roundrobin', metadata },
    { name: 'range', metadata },
  ];
  for (const { memberId, groupInstanceId } of [leader]) {
    void bench.join({ memberId, groupInstanceId, protocols: both });
  }
  const rejoined = bench.join({ groupInstanceId: follower.groupInstanceId, protocols: both });
  const { generationId, protocolName } = await bench.settle(rejoined);
  assert.deepEqual([generationId, protocolName], [2, 'roundrobin']);
});

test('a second client with the same instance id takes over, also from a parked join and a parked sync (B119)', async () => {
  const bench = await GroupBench.started({ groupInitialRebalanceDelayMs: 1_000 });
  const parked = bench.join({ groupInstanceId: 'a' });
  await bench.pass(10);
  const taker = bench.join({ groupInstanceId: 'a' });
  assert.equal((await bench.settle(parked)).errorCode, Errors.FENCED_INSTANCE_ID);
  const other = bench.join({ groupInstanceId: 'b' });
  const joined = await bench.settle(Promise.all([taker, other]));
  const follower = joined.find(({ members }) => members.length === 0);
  assert(follower !== undefined);
  const groupInstanceId = follower.memberId.slice(0, 1);
  const waiting = bench.sync({ memberId: follower.memberId, groupInstanceId });
  await bench.pass(10);
  void bench.join({ groupInstanceId });
  assert.equal((await bench.settle(waiting)).errorCode, Errors.FENCED_INSTANCE_ID);
});

test('a known instance with another member id is fenced, an unknown instance is unknown (B122)', async () => {
  const { bench, leader } = await staticGroup();
  const { memberId, groupInstanceId } = leader;
  for (const [member, instance, expected] of [
    ['x', groupInstanceId, Errors.FENCED_INSTANCE_ID],
    [memberId, 'unknown', Errors.UNKNOWN_MEMBER_ID],
  ] as const) {
    const identity = { memberId: member, groupInstanceId: instance };
    assert.equal(await bench.heartbeat(member, 1, instance), expected);
    assert.equal((await bench.settle(bench.sync(identity))).errorCode, expected);
    assert.equal((await bench.settle(bench.join(identity))).errorCode, expected);
    assert.equal((await bench.settle(bench.leave(identity))).members[0]?.errorCode, expected);
    assert.equal(await bench.commitError(1n, { ...identity, generationIdOrMemberEpoch: 1 }), expected);
  }
  const identity = { memberId, groupInstanceId, generationIdOrMemberEpoch: 1 };
  assert.equal(await bench.commitError(1n, identity), Errors.NONE);
});

test('a static member that is gone keeps its partitions until its session ends (B109, B121)', async () => {
  const { bench, leader, follower } = await staticGroup();
  const { memberId, groupInstanceId } = leader;
  await bench.pass(9_000);
  assert.equal(await bench.heartbeat(memberId, 1, groupInstanceId), Errors.NONE);
  assert.equal((await bench.describe()).members.length, 2);
  await bench.pass(1_500);
  assert.equal(await bench.heartbeat(memberId, 1, groupInstanceId), Errors.REBALANCE_IN_PROGRESS);
  assert.equal(await bench.heartbeat(follower.memberId, 1, follower.groupInstanceId), Errors.UNKNOWN_MEMBER_ID);
});

test('a static member that does not rejoin is not dropped when the join phase ends (B109)', async () => {
  const bench = await GroupBench.started({ groupInitialRebalanceDelayMs: 100 });
  const join = { rebalanceTimeoutMs: 2_000, sessionTimeoutMs: 20_000 };
  const instances = ['a', 'b'];
  const joined = await bench.settle(
    Promise.all(instances.map((groupInstanceId) => bench.join({ ...join, groupInstanceId }))),
  );
  const leader = joined.find(({ members }) => members.length > 0);
  assert(leader !== undefined);
  const groupInstanceId = leader.memberId.slice(0, 1);
  await bench.settle(bench.sync({ memberId: leader.memberId, groupInstanceId }));
  const changed = { protocols: [{ name: 'range', metadata: subscription('users', 'others') }] };
  const again = await bench.settle(bench.join({ ...join, ...changed, memberId: leader.memberId, groupInstanceId }));
  assert.deepEqual([again.generationId, again.members.length], [2, 2]);
});

test('an admin removes a static member by its instance id alone (B110, B121)', async () => {
  const { bench, leader, follower } = await staticGroup();
  const left = await bench.settle(bench.leave({ groupInstanceId: follower.groupInstanceId }, { groupInstanceId: 'x' }));
  assert.deepEqual(left.members, [
    { memberId: '', groupInstanceId: follower.groupInstanceId, errorCode: Errors.NONE },
    { memberId: '', groupInstanceId: 'x', errorCode: Errors.UNKNOWN_MEMBER_ID },
  ]);
  const { memberId, groupInstanceId } = leader;
  const alone = await bench.settle(bench.join({ groupId, memberId, groupInstanceId }));
  assert.deepEqual([alone.generationId, alone.members.length], [2, 1]);
});
