import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Errors } from '@moldau/protocol';
import { ClosableConnection, GroupBench, groupId, subscription } from '../testing/group-bench.ts';

test('since v4 a new member is given an id first, and before v4 it joins at once (B102)', async () => {
  const bench = await GroupBench.started();
  const refused = await bench.settle(bench.join());
  assert.equal(refused.errorCode, Errors.MEMBER_ID_REQUIRED);
  assert.match(refused.memberId, /^client-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
  assert.equal(refused.protocolName, null);
  const joined = await bench.settle(bench.join({ memberId: refused.memberId }));
  assert.equal(joined.errorCode, Errors.NONE);
  assert.equal(joined.memberId, refused.memberId);
  const v3 = await bench.settle(bench.join({ groupId: 'another' }, { apiVersion: 3, clientId: null }));
  assert.equal(v3.errorCode, Errors.NONE);
  assert.match(v3.memberId, /^-[0-9a-f]{8}-/);
});

test('an id that was handed out is forgotten after the session timeout (B102)', async () => {
  const bench = await GroupBench.started();
  const { memberId } = await bench.settle(bench.join({ sessionTimeoutMs: 6_000 }));
  await bench.pass(6_001);
  const { errorCode } = await bench.settle(bench.join({ memberId }));
  assert.equal(errorCode, Errors.UNKNOWN_MEMBER_ID);
});

test('before v7 an error has an empty protocol name, since then none (B102)', async () => {
  const bench = await GroupBench.started();
  for (const apiVersion of [0, 6, 7, 9]) {
    const { protocolName } = await bench.settle(bench.join({ groupId: '' }, { apiVersion }));
    assert.equal(protocolName, apiVersion < 7 ? '' : null);
  }
});

test('a join that cannot be is refused with the reason (B103)', async () => {
  const bench = await GroupBench.started();
  await bench.stableGroup();
  const refusals = [
    [{ groupId: '' }, Errors.INVALID_GROUP_ID],
    [{ memberId: 'nobody' }, Errors.UNKNOWN_MEMBER_ID],
    [{ memberId: 'nobody', groupId: 'no-such-group' }, Errors.UNKNOWN_MEMBER_ID],
    [{ sessionTimeoutMs: 5_999 }, Errors.INVALID_SESSION_TIMEOUT],
    [{ sessionTimeoutMs: 1_800_001 }, Errors.INVALID_SESSION_TIMEOUT],
    [{ protocolType: '' }, Errors.INCONSISTENT_GROUP_PROTOCOL],
    [{ protocolType: 'connect' }, Errors.INCONSISTENT_GROUP_PROTOCOL],
    [{ protocols: [{ name: 'Range', metadata: subscription('users') }] }, Errors.INCONSISTENT_GROUP_PROTOCOL],
    [{ protocols: [], groupId: 'new' }, Errors.INCONSISTENT_GROUP_PROTOCOL],
  ] as const;
  for (const [join, expected] of refusals) {
    const { errorCode } = await bench.settle(bench.join(join));
    assert.equal(errorCode, expected, JSON.stringify(join));
  }
});

test('a full group takes nobody else, but lets its members rejoin (B103)', async () => {
  const bench = await GroupBench.started({ groupMaxSize: 2, groupInitialRebalanceDelayMs: 100 });
  const [leader, follower] = await bench.stableGroup([{}, {}]);
  assert(leader !== undefined && follower !== undefined);
  const { errorCode, memberId } = await bench.settle(bench.join());
  assert.deepEqual([errorCode, memberId], [Errors.GROUP_MAX_SIZE_REACHED, '']);
  const rejoined = await bench.settle(bench.join({ memberId: follower.memberId }));
  assert.equal(rejoined.errorCode, Errors.NONE);
});

test('the first rebalance waits for the delay, again for each newcomer, at most for the rebalance timeout (B104)', async () => {
  const bench = await GroupBench.started({ groupInitialRebalanceDelayMs: 3_000 });
  const start = bench.clock.monotonic();
  const times: number[] = [];
  const joins = [0, 2_000, 4_000, 5_500].map(async (atMs) => {
    await new Promise<void>((resolve) => bench.clock.after(atMs, resolve));
    const joined = await bench.join({ rebalanceTimeoutMs: 8_000 }, { apiVersion: 3 });
    times.push(bench.clock.monotonic() - start);
    return joined;
  });
  const joined = await bench.settle(Promise.all(joins));
  assert.deepEqual(
    joined.map(({ generationId }) => generationId),
    [1, 1, 1, 1],
  );
  for (const time of times) assert(time >= 7_999 && time <= 8_001, `answered after ${time} ms`);
});

test('without newcomers the first rebalance ends after one delay (B104)', async () => {
  const bench = await GroupBench.started({ groupInitialRebalanceDelayMs: 3_000 });
  const start = bench.clock.monotonic();
  await bench.settle(bench.join({}, { apiVersion: 3 }));
  const took = bench.clock.monotonic() - start;
  assert(took >= 3_000 && took < 3_001, `${took} ms`);
});

test('in a stable group an unchanged follower gets the generation again, a changed one or the leader rebalances (B105)', async () => {
  const bench = await GroupBench.started({ groupInitialRebalanceDelayMs: 100 });
  const [leader, follower] = await bench.stableGroup([{}, {}]);
  assert(leader !== undefined && follower !== undefined);
  const again = await bench.settle(bench.join({ memberId: follower.memberId }));
  assert.deepEqual([again.generationId, again.members], [1, []]);
  const changed = { memberId: follower.memberId, protocols: [{ name: 'range', metadata: subscription('others') }] };
  const joins = [bench.join(changed), bench.join({ memberId: leader.memberId })];
  const [, second] = await bench.settle(Promise.all(joins));
  assert.equal(second?.generationId, 2);
  assert.equal(second?.members.length, 2);
  const lost = await bench.settle(bench.join({ memberId: leader.memberId }));
  assert.deepEqual([lost.generationId, lost.members.length], [2, 2], 'the answer may have been lost');
  await bench.settle(bench.syncAs(lost));
  const third = [bench.join({ memberId: leader.memberId }), bench.join(changed)];
  assert.deepEqual(
    (await bench.settle(Promise.all(third))).map(({ generationId }) => generationId),
    [3, 3],
  );
});

test('each member votes for the first protocol that all support, and most votes win (B106)', async () => {
  const bench = await GroupBench.started({ groupInitialRebalanceDelayMs: 100 });
  const supporting = (...names: string[]) => ({
    protocols: names.map((name) => ({ name, metadata: Buffer.from(name) })),
  });
  const joined = await bench.settle(
    Promise.all(
      [supporting('a', 'b'), supporting('b', 'a'), supporting('c', 'b', 'a')].map((join) => bench.joinDynamic(join)),
    ),
  );
  const leader = joined.find(({ members }) => members.length > 0);
  assert.deepEqual(
    joined.map(({ protocolName }) => protocolName),
    ['b', 'b', 'b'],
  );
  assert.deepEqual(
    leader?.members.map(({ metadata }) => metadata.toString()),
    ['b', 'b', 'b'],
  );
});

test('a member that does not rejoin within the rebalance timeout is dropped when the join phase ends (B109)', async () => {
  const bench = await GroupBench.started({ groupInitialRebalanceDelayMs: 100 });
  const join = { rebalanceTimeoutMs: 2_000, sessionTimeoutMs: 30_000 };
  const [leader, follower] = await bench.stableGroup([join, join]);
  assert(leader !== undefined && follower !== undefined);
  const start = bench.clock.monotonic();
  const { generationId, members } = await bench.settle(bench.join({ ...join, memberId: leader.memberId }));
  assert.deepEqual([generationId, members.length], [2, 1]);
  assert(bench.clock.monotonic() - start >= 2_000);
  assert.equal(await bench.settle(bench.heartbeat(follower.memberId, 2)), Errors.UNKNOWN_MEMBER_ID);
});

test('a parked member does not expire, except a brand-new one after five minutes (B109)', async () => {
  const bench = await GroupBench.started();
  const patient = { rebalanceTimeoutMs: 600_000, sessionTimeoutMs: 6_000 };
  const [first] = await bench.stableGroup([patient]);
  assert(first !== undefined);
  const newcomer = bench.join(patient, { apiVersion: 3 });
  const heartbeats = setIntervalOf(bench, 3_000, () => void bench.heartbeat(first.memberId, 1));
  const answer = await bench.settle(newcomer);
  heartbeats.stop();
  assert.equal(answer.errorCode, Errors.UNKNOWN_MEMBER_ID);
  assert(bench.clock.monotonic() >= 300_000);
});

test('a client that disconnects from a parked join frees its entry (B15)', async () => {
  const bench = await GroupBench.started({ groupInitialRebalanceDelayMs: 3_000 });
  const connection = new ClosableConnection();
  const gone = bench.join({}, { apiVersion: 3, connection });
  await bench.pass(100);
  connection.close();
  await bench.settle(gone);
  const joined = await bench.settle(bench.join({}, { apiVersion: 3 }));
  assert.equal(joined.members.length, 1, 'nobody waits for the client that never knew its id');
});

test('a client that knows its id can come back on another connection while its join is parked (B15)', async () => {
  const bench = await GroupBench.started({ groupInitialRebalanceDelayMs: 3_000 });
  const connection = new ClosableConnection();
  const { memberId } = await bench.settle(bench.join());
  const gone = bench.join({ memberId }, { connection });
  await bench.pass(100);
  connection.close();
  await bench.settle(gone);
  const joined = await bench.settle(bench.join({ memberId }));
  assert.deepEqual([joined.errorCode, joined.generationId, joined.members.length], [Errors.NONE, 1, 1]);
});

test('a join in place of one that is still parked sends the earlier one back', async () => {
  const bench = await GroupBench.started({ groupInitialRebalanceDelayMs: 3_000 });
  const { memberId } = await bench.settle(bench.join());
  const [earlier, later] = await bench.settle(Promise.all([bench.join({ memberId }), bench.join({ memberId })]));
  assert.deepEqual([earlier.errorCode, later.errorCode], [Errors.REBALANCE_IN_PROGRESS, Errors.NONE]);
});

test('v0 has one timeout for both purposes', async () => {
  const bench = await GroupBench.started({ groupInitialRebalanceDelayMs: 60_000 });
  const start = bench.clock.monotonic();
  await bench.settle(bench.join({ rebalanceTimeoutMs: -1, sessionTimeoutMs: 70_000 }, { apiVersion: 0 }));
  assert(bench.clock.monotonic() - start >= 60_000);
  const { errorCode } = await bench.settle(bench.join({ groupId, memberId: '' }, { apiVersion: 0 }));
  assert.equal(errorCode, Errors.NONE);
});

function setIntervalOf(bench: GroupBench, everyMs: number, callback: () => void): { stop(): void } {
  let isStopped = false;
  const tick = (): void => {
    if (isStopped) return;
    callback();
    bench.clock.after(everyMs, tick);
  };
  tick();
  return {
    stop: () => {
      isStopped = true;
    },
  };
}
