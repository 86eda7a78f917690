import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Errors } from '@moldau/protocol';
import { GroupBench, subscription } from '../testing/group-bench.ts';

test('a group of two members rebalances to a stable state in which each has what the leader gave it (B105, B107)', async () => {
  const bench = await GroupBench.started({ groupInitialRebalanceDelayMs: 100 });
  const [leader, follower] = await bench.stableGroup([{}, {}]);
  assert(leader !== undefined && follower !== undefined);
  assert.equal(leader.generationId, 1);
  assert.equal(leader.protocolName, 'range');
  assert.deepEqual(
    new Map(leader.members.map(({ memberId, metadata }) => [memberId, metadata])),
    new Map([leader, follower].map(({ memberId }) => [memberId, subscription('users')])),
  );
  assert.deepEqual(follower.members, []);
  assert.equal(follower.leader, leader.memberId);
  const { groupState, protocolType, protocolData, members } = await bench.describe();
  assert.deepEqual([groupState, protocolType, protocolData], ['Stable', 'consumer', 'range']);
  for (const member of members) {
    assert.equal(member.memberAssignment.toString(), `for ${member.memberId}`);
    assert.equal(member.clientHost, '/127.0.0.1');
  }
  assert.equal(await bench.heartbeat(follower.memberId, 1), Errors.NONE);
});

test('a group and its offsets survive a restart (B116)', async () => {
  const bench = await GroupBench.started();
  const [member] = await bench.stableGroup();
  assert(member !== undefined);
  const committer = { memberId: member.memberId, generationIdOrMemberEpoch: 1 };
  assert.equal(await bench.commitError(42n, committer, { metadata: 'note' }), Errors.NONE);
  const groups = await bench.restarted();
  assert.deepEqual(await bench.describe(groups), await bench.describe());
  assert.equal(await bench.committedOffset(0, groups), 42);
});
