import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Errors } from '@moldau/protocol';
import { GroupBench, groupId } from '../testing/group-bench.ts';

test('groups are listed by state and type, whatever the letter case (B113)', async () => {
  const bench = await GroupBench.started();
  await bench.stableGroup();
  await bench.commitError(1n, { groupId: 'store' });
  const ids = async (states: string[], types: string[] = []) =>
    (await bench.list(states, types)).groups.map((group) => group.groupId);
  assert.deepEqual(await ids([]), [groupId, 'store']);
  assert.deepEqual(await ids(['STABLE']), [groupId]);
  assert.deepEqual(await ids(['empty', 'Dead']), ['store']);
  assert.deepEqual(await ids(['no such state']), []);
  assert.deepEqual(await ids([], ['Classic']), [groupId, 'store']);
  assert.deepEqual(await ids([], ['consumer', 'share', 'streams']), []);
  assert.deepEqual((await bench.list(['Stable'])).groups, [
    { groupId, protocolType: 'consumer', groupState: 'Stable', groupType: 'classic' },
  ]);
});

test('an unknown group is described as Dead, since v6 with an error and a message (B113)', async () => {
  const bench = await GroupBench.started();
  const v5 = await bench.describe(bench.groups, 5);
  assert.deepEqual([v5.groupState, v5.errorCode, v5.errorMessage], ['Dead', Errors.NONE, null]);
  const v6 = await bench.describe(bench.groups, 6);
  assert.deepEqual(
    [v6.groupState, v6.errorCode, v6.errorMessage],
    ['Dead', Errors.GROUP_ID_NOT_FOUND, 'There is no group readers.'],
  );
});

test('a group shows protocol and metadata only while it is Stable (B113)', async () => {
  const bench = await GroupBench.started();
  const joined = await bench.settle(bench.joinDynamic());
  const completing = await bench.describe();
  assert.deepEqual([completing.groupState, completing.protocolData], ['CompletingRebalance', '']);
  assert.equal(completing.members[0]?.memberMetadata.length, 0);
  await bench.settle(bench.syncAs(joined));
  const stable = await bench.describe();
  assert.deepEqual([stable.groupState, stable.protocolData], ['Stable', 'range']);
  assert.notEqual(stable.members[0]?.memberMetadata.length, 0);
  void bench.join({}, { apiVersion: 3 });
  const preparing = await bench.describe();
  assert.deepEqual([preparing.groupState, preparing.protocolData], ['PreparingRebalance', '']);
});

test('a group is deleted with its offsets once it is Empty, and its id can be used again (B114)', async () => {
  const bench = await GroupBench.started();
  assert.equal(await bench.deleteGroup(), Errors.GROUP_ID_NOT_FOUND);
  const [member] = await bench.stableGroup();
  assert(member !== undefined);
  await bench.commitError(1n, { memberId: member.memberId, generationIdOrMemberEpoch: 1 });
  assert.equal(await bench.deleteGroup(), Errors.NON_EMPTY_GROUP);
  await bench.settle(bench.leave({ memberId: member.memberId }));
  assert.equal(await bench.deleteGroup(), Errors.NONE);
  for (const groups of [bench.groups, await bench.restarted()]) {
    assert.equal((await bench.describe(groups)).groupState, 'Dead');
    assert.deepEqual((await bench.fetchAll(groups)).topics, []);
  }
  assert.equal(await bench.deleteGroup(), Errors.GROUP_ID_NOT_FOUND);
  const { generationId } = await bench.settle(bench.joinDynamic());
  assert.equal(generationId, 1);
});

test('nothing of a deleted group reaches its successor of the same name', async () => {
  const bench = await GroupBench.started();
  const { memberId } = await bench.settle(bench.join({ sessionTimeoutMs: 6_000 }));
  assert.equal(await bench.deleteGroup(), Errors.NONE);
  const [member] = await bench.stableGroup([{ sessionTimeoutMs: 60_000 }]);
  await bench.pass(7_000);
  assert(member !== undefined);
  assert.equal(await bench.heartbeat(member.memberId, 1), Errors.NONE);
  assert.equal((await bench.settle(bench.join({ memberId }))).errorCode, Errors.UNKNOWN_MEMBER_ID);
});

test('protocol types and metadata that are not a consumer’s pass through byte for byte (B117)', async () => {
  const bench = await GroupBench.started();
  const metadata = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  const [member] = await bench.stableGroup([{ protocolType: 'connect', protocols: [{ name: 'sessioned', metadata }] }]);
  assert(member !== undefined);
  assert.deepEqual(member.members[0]?.metadata, metadata);
  for (const groups of [bench.groups, await bench.restarted()]) {
    const { protocolType, protocolData, members } = await bench.describe(groups);
    assert.deepEqual([protocolType, protocolData], ['connect', 'sessioned']);
    assert.deepEqual(members[0]?.memberMetadata, metadata);
  }
});

test('a consumer group whose metadata does not parse works all the same (B117)', async () => {
  const bench = await GroupBench.started();
  const protocols = [{ name: 'RoundRobinAssigner', metadata: Buffer.from([0, 0, 0, 0, 0, 9]) }];
  const [member] = await bench.stableGroup([{ protocols }]);
  assert(member !== undefined);
  assert.equal(await bench.heartbeat(member.memberId, 1), Errors.NONE);
});
