/** What the timeline of a classic group tells: for each change who and why, for each rebalance what it cost. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Errors } from '@moldau/protocol';
import type { TimelineEvent } from '@moldau/protocol/messages/moldau/describe-group-timeline';
import {
  ClosableConnection,
  consumerAssignment,
  contextOf,
  GroupBench,
  groupId,
  joinRequest,
  subscription,
} from '../testing/group-bench.ts';

/** A leader that has partitions 0 and 1 and a follower that has 2 and 3. */
async function sharedTopic(settings: ConstructorParameters<typeof GroupBench>[0] = {}) {
  const bench = await GroupBench.started({ groupInitialRebalanceDelayMs: 100, ...settings });
  const joined = await bench.settle(Promise.all([bench.joinDynamic(), bench.joinDynamic()]));
  joined.sort((a, b) => b.members.length - a.members.length);
  const [leader, follower] = joined;
  assert(leader !== undefined && follower !== undefined);
  const assignments = [
    { memberId: leader.memberId, assignment: consumerAssignment('users', 0, 1) },
    { memberId: follower.memberId, assignment: consumerAssignment('users', 2, 3) },
  ];
  await bench.settle(
    Promise.all([bench.sync({ memberId: leader.memberId, assignments }), bench.sync({ memberId: follower.memberId })]),
  );
  return { bench, leader: leader.memberId, follower: follower.memberId };
}

function types(events: readonly TimelineEvent[]): string[] {
  return events.map(({ type }) => type);
}

async function since(bench: GroupBench, seen: number): Promise<readonly TimelineEvent[]> {
  return (await bench.timeline()).slice(seen);
}

test('the first rebalance tells who joined, and what everybody got from nobody', async () => {
  const { bench, leader, follower } = await sharedTopic();
  const events = await bench.timeline();
  assert.deepEqual(types(events), ['member-joined', 'rebalance-started', 'member-joined', 'rebalance-completed']);
  assert.deepEqual(events[0]?.member, {
    memberId: leader,
    groupInstanceId: null,
    clientId: 'client',
    clientHost: '/127.0.0.1',
  });
  const completed = events[3];
  assert.deepEqual(
    [completed?.epoch, completed?.members, completed?.leaderId, completed?.protocolName],
    [1, 2, leader, 'range'],
  );
  assert.deepEqual([completed?.lastToJoin, completed?.movedPartitions], [follower, 4]);
  assert.deepEqual(completed?.moves, [
    { from: '', to: leader, partitions: 2 },
    { from: '', to: follower, partitions: 2 },
  ]);
});

test('a silent member is named with its time, and so is who got its partitions and how long that took', async () => {
  const { bench, leader, follower } = await sharedTopic();
  const seen = (await bench.timeline()).length;
  await bench.pass(6_000);
  await bench.heartbeat(leader, 1);
  await bench.pass(5_000);
  const again = bench.join({ memberId: leader });
  const { generationId } = await bench.settle(again);
  await bench.pass(1_200);
  const assignments = [{ memberId: leader, assignment: consumerAssignment('users', 0, 1, 2, 3) }];
  await bench.settle(bench.sync({ memberId: leader, generationId, assignments }));
  const [expired, started, completed] = await since(bench, seen);
  assert.deepEqual(
    [expired?.type, expired?.member?.memberId, expired?.timeoutMs],
    ['session-expired', follower, 10_000],
  );
  assert.deepEqual([started?.type, started?.epoch], ['rebalance-started', 2]);
  assert.equal(completed?.type, 'rebalance-completed');
  assert.deepEqual(completed?.moves, [{ from: follower, to: leader, partitions: 2 }]);
  assert.equal(completed?.movedPartitions, 2);
  assert(completed !== undefined && started !== undefined);
  const { durationMs, joinMs } = completed;
  assert.equal(completed.timestampMs - started.timestampMs, durationMs);
  assert(durationMs - joinMs >= 1_200, `the leader took 1.2 s to assign, but ${durationMs - joinMs} ms are told`);
});

test('who leaves is told with the reason that it gives, and by itself or by an admin alike', async () => {
  const { bench, follower } = await sharedTopic();
  const seen = (await bench.timeline()).length;
  await bench.settle(bench.leave({ memberId: follower, reason: 'the consumer is being closed' }));
  const [left, started] = await since(bench, seen);
  assert.deepEqual([left?.type, left?.member?.memberId], ['member-left', follower]);
  assert.equal(left?.reason, 'the consumer is being closed');
  assert.equal(started?.type, 'rebalance-started');
});

test('when the last member leaves the group is told to be empty', async () => {
  const bench = await GroupBench.started();
  const [member] = await bench.stableGroup();
  await bench.settle(bench.leave({ memberId: member?.memberId ?? '' }));
  assert.deepEqual(types(await bench.timeline()).slice(-3), ['member-left', 'rebalance-started', 'group-emptied']);
});

test('a member that holds up a rebalance is named when it is dropped', async () => {
  const { bench, leader, follower } = await sharedTopic();
  const seen = (await bench.timeline()).length;
  const again = bench.join({ memberId: leader, reason: 'rebalance asked for' });
  for (let round = 0; round < 4; round++) {
    await bench.pass(8_000);
    await bench.heartbeat(follower, 1);
  }
  await bench.settle(again);
  const events = await since(bench, seen);
  assert.deepEqual(types(events), ['member-rejoined', 'rebalance-started', 'rejoin-timed-out']);
  assert.equal(events[0]?.reason, 'rebalance asked for');
  assert.deepEqual([events[2]?.member?.memberId, events[2]?.timeoutMs], [follower, 30_000]);
});

test('a member that does not ask for its assignment is named', async () => {
  const bench = await GroupBench.started();
  const { memberId } = await bench.settle(bench.joinDynamic());
  for (let round = 0; round < 4; round++) {
    await bench.pass(8_000);
    await bench.heartbeat(memberId, 1);
  }
  const timedOut = (await bench.timeline()).find(({ type }) => type === 'sync-timed-out');
  assert.deepEqual([timedOut?.member?.memberId, timedOut?.timeoutMs], [memberId, 30_000]);
});

test('a client that was given an id and never joined is named when others waited for it', async () => {
  const { bench, leader } = await sharedTopic();
  const { memberId } = await bench.settle(bench.join({ sessionTimeoutMs: 6_000 }));
  void bench.join({ memberId: leader });
  await bench.pass(6_100);
  const expired = (await bench.timeline()).find(({ type }) => type === 'pending-member-expired');
  assert.deepEqual([expired?.memberId, expired?.timeoutMs], [memberId, 6_000]);
});

test('another subscription is told by its topics, other assignors by their names', async () => {
  const { bench, follower } = await sharedTopic();
  const seen = (await bench.timeline()).length;
  void bench.join({ memberId: follower, protocols: [{ name: 'range', metadata: subscription('orders') }] });
  await bench.pass(10);
  const [changed] = await since(bench, seen);
  assert.deepEqual(
    [changed?.type, changed?.topics, changed?.removedTopics],
    ['subscription-changed', ['orders'], ['users']],
  );
  void bench.join({
    memberId: follower,
    protocols: ['range', 'sticky'].map((name) => ({ name, metadata: subscription('orders') })),
  });
  await bench.pass(10);
  const events = await bench.timeline();
  assert.deepEqual([events.at(-1)?.type, events.at(-1)?.protocols], ['protocols-changed', ['range', 'sticky']]);
});

test('a static member that comes back is told with its new id and where it was, and moves nothing', async () => {
  const bench = await GroupBench.started();
  const first = await bench.settle(bench.join({ groupInstanceId: 'a' }));
  const assignments = [{ memberId: first.memberId, assignment: consumerAssignment('users', 0, 1) }];
  await bench.settle(bench.sync({ memberId: first.memberId, groupInstanceId: 'a', assignments }));
  const seen = (await bench.timeline()).length;
  const back = await bench.settle(bench.join({ groupInstanceId: 'a' }, { clientHost: '/10.0.0.9' }));
  const events = await since(bench, seen);
  assert.deepEqual(types(events), ['static-member-replaced']);
  const [replaced] = events;
  assert.deepEqual([replaced?.member?.memberId, replaced?.member?.clientHost], [back.memberId, '/10.0.0.9']);
  assert.deepEqual([replaced?.previousMemberId, replaced?.previousHost], [first.memberId, '/127.0.0.1']);
});

test('a static member that comes back during a rebalance keeps its name in what moved', async () => {
  const bench = await GroupBench.started();
  const first = await bench.settle(bench.join({ groupInstanceId: 'a' }));
  const all = consumerAssignment('users', 0, 1, 2, 3);
  const sync = {
    memberId: first.memberId,
    groupInstanceId: 'a',
    assignments: [{ memberId: first.memberId, assignment: all }],
  };
  await bench.settle(bench.sync(sync));
  const joining = bench.joinDynamic();
  await bench.pass(10);
  const [back] = await bench.settle(Promise.all([bench.join({ groupInstanceId: 'a' }), joining]));
  const { memberId, generationId, members } = back;
  const newcomer = members.find((member) => member.groupInstanceId === null)?.memberId ?? '';
  const assignments = [
    { memberId, assignment: consumerAssignment('users', 0, 1) },
    { memberId: newcomer, assignment: consumerAssignment('users', 2, 3) },
  ];
  await bench.settle(bench.sync({ memberId, generationId, groupInstanceId: 'a', assignments }));
  const completed = (await bench.timeline()).at(-1);
  assert.deepEqual(completed?.moves, [{ from: memberId, to: newcomer, partitions: 2 }]);
});

test('a client that hangs up while it waits to join is told', async () => {
  const bench = await GroupBench.started({ groupInitialRebalanceDelayMs: 1_000 });
  const connection = new ClosableConnection();
  void bench.groups.memberships.joinGroup(contextOf(3, { connection }), joinRequest());
  await bench.pass(10);
  connection.close();
  assert((await bench.timeline()).some(({ type }) => type === 'client-disconnected'));
});

test('a group of another protocol type does not tell what moved, a consumer group whose assignment does not parse neither', async () => {
  for (const protocolType of ['connect', 'consumer']) {
    const bench = await GroupBench.started();
    const joined = await bench.settle(bench.joinDynamic({ protocolType }));
    await bench.settle(bench.syncAs(joined));
    const completed = (await bench.timeline()).at(-1);
    assert.deepEqual([completed?.type, completed?.movedPartitions, completed?.moves], ['rebalance-completed', -1, []]);
  }
});

test('a coordinator that loads a group says so, and goes on with what was stored', async () => {
  const { bench, leader, follower } = await sharedTopic();
  const restarted = await bench.restarted();
  const [loaded] = await bench.timeline(restarted);
  assert.deepEqual([loaded?.type, loaded?.epoch, loaded?.members, loaded?.reason], ['coordinator-loaded', 1, 2, null]);
  const leave = { memberId: follower, groupInstanceId: null, reason: null };
  await bench.settle(restarted.memberships.leaveGroup(contextOf(5), { groupId, memberId: '', members: [leave] }));
  const { generationId } = await bench.settle(
    restarted.memberships.joinGroup(contextOf(9), joinRequest({ memberId: leader })),
  );
  const assignments = [{ memberId: leader, assignment: consumerAssignment('users', 0, 1, 2, 3) }];
  const sync = {
    groupId,
    memberId: leader,
    generationId,
    groupInstanceId: null,
    protocolType: null,
    protocolName: null,
    assignments,
  };
  await bench.settle(restarted.memberships.syncGroup(contextOf(4), sync));
  assert.deepEqual((await bench.timeline(restarted)).at(-1)?.moves, [{ from: follower, to: leader, partitions: 2 }]);
});

test('what the log refused did not happen, and the reload says why it was', async () => {
  const bench = await GroupBench.started();
  const [member] = await bench.stableGroup();
  const before = types(await bench.timeline());
  bench.log.failNext = Errors.NOT_ENOUGH_REPLICAS;
  await bench.settle(bench.leave({ memberId: member?.memberId ?? '' }));
  await bench.pass(2_000);
  const events = await bench.timeline();
  assert.deepEqual(types(events), [...before, 'coordinator-loaded']);
  assert.match(events.at(-1)?.reason ?? '', /NOT_ENOUGH_REPLICAS|COORDINATOR_NOT_AVAILABLE/);
});

test('offsets that expire or go with their topic are told, and the end of the group is still told afterwards', async () => {
  const bench = await GroupBench.started({ offsetsRetentionMinutes: 1, offsetsRetentionCheckIntervalMs: 10_000 });
  await bench.settle(bench.commit(1n));
  await bench.settle(bench.commit(1n, {}, { index: 1 }));
  bench.groups.onTopicDeleted('users', 'AAAAAAAAAAAAAAAAAAAAAQ');
  await bench.pass(10);
  const deleted = (await bench.timeline()).at(-1);
  assert.deepEqual([deleted?.type, deleted?.partitions, deleted?.topics], ['offsets-deleted', 2, ['users']]);
  await bench.settle(bench.commit(1n));
  await bench.pass(75_000);
  const events = await bench.timeline();
  assert.deepEqual(types(events).slice(-2), ['offsets-expired', 'group-expired']);
  const { groups } = await bench.settle(
    bench.groups.administration.describeGroupTimelines(contextOf(0), { groups: [groupId, 'never'] }),
  );
  assert.deepEqual(
    groups.map(({ errorCode, groupState }) => [errorCode, groupState]),
    [
      [Errors.NONE, 'Dead'],
      [Errors.GROUP_ID_NOT_FOUND, 'Dead'],
    ],
  );
});
