import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Errors, ZERO_UUID } from '@moldau/protocol';
import { silentLogger, type Timer } from '@moldau/runtime';
import { defaultGroupConfigs, defaultGroupSettings } from '../testing/default-group-settings.ts';
import { offsetRecord } from '../offsets/offset-record.ts';
import { contextOf, GroupBench, groupId } from '../testing/group-bench.ts';
import { GroupTimelines } from '../timeline/group-timelines.ts';
import { GroupShard } from './group-shard.ts';

test('a broker that does not lead the partition answers NOT_COORDINATOR everywhere (B116)', async () => {
  const bench = new GroupBench();
  assert.equal((await bench.settle(bench.join())).errorCode, Errors.NOT_COORDINATOR);
  assert.equal((await bench.settle(bench.sync({}))).errorCode, Errors.NOT_COORDINATOR);
  assert.equal(await bench.heartbeat('x', 1), Errors.NOT_COORDINATOR);
  assert.equal((await bench.settle(bench.leave({ memberId: 'x' }))).errorCode, Errors.NOT_COORDINATOR);
  assert.equal(await bench.commitError(1n), Errors.NOT_COORDINATOR);
  assert.equal((await bench.fetchAll()).errorCode, Errors.NOT_COORDINATOR);
  assert.equal((await bench.describe()).errorCode, Errors.NOT_COORDINATOR);
  assert.equal(await bench.deleteGroup(), Errors.NOT_COORDINATOR);
  assert.deepEqual((await bench.list()).groups, []);
});

test('while a group is loading, all is refused but heartbeats, and later served (B116)', async () => {
  const bench = await GroupBench.started();
  const [member] = await bench.stableGroup();
  assert(member !== undefined);
  bench.groups.onElection(0, bench.log);
  const loading = Errors.COORDINATOR_LOAD_IN_PROGRESS;
  const { memberId } = member;
  const answers = await bench.settle(
    Promise.all([
      bench.join({ memberId }),
      bench.sync({ memberId }),
      bench.commit(1n),
      bench.leave({ memberId }),
      bench.groups.administration.listGroups(contextOf(5), { statesFilter: [], typesFilter: [] }),
      bench.heartbeat(memberId, 1),
    ]),
  );
  assert.equal(answers[0].errorCode, loading);
  assert.equal(answers[1].errorCode, loading);
  assert.equal(answers[2].topics[0]?.partitions[0]?.errorCode, loading);
  assert.equal(answers[3].errorCode, loading);
  assert.equal(answers[4].errorCode, loading);
  assert.equal(answers[5], Errors.NONE);
  await bench.pass(10);
  assert.equal(await bench.heartbeat(memberId, 1), Errors.NONE);
});

test('whoever is parked is told to look for the coordinator when the partition moves away (B116)', async () => {
  const bench = await GroupBench.started({ groupInitialRebalanceDelayMs: 10_000 });
  const joining = bench.join({}, { apiVersion: 3 });
  await bench.pass(10);
  bench.groups.onResignation(0);
  assert.equal((await bench.settle(joining)).errorCode, Errors.NOT_COORDINATOR);
  assert.equal(await bench.heartbeat('x', 1), Errors.NOT_COORDINATOR);
});

test('a log that refuses records costs the commit, and nothing that was acknowledged', async () => {
  for (const [code, expected] of [
    [Errors.NOT_ENOUGH_REPLICAS, Errors.COORDINATOR_NOT_AVAILABLE],
    [Errors.NOT_ENOUGH_REPLICAS_AFTER_APPEND, Errors.COORDINATOR_NOT_AVAILABLE],
    [Errors.REQUEST_TIMED_OUT, Errors.COORDINATOR_NOT_AVAILABLE],
    [Errors.NOT_LEADER_OR_FOLLOWER, Errors.NOT_COORDINATOR],
    [Errors.KAFKA_STORAGE_ERROR, Errors.NOT_COORDINATOR],
    [Errors.MESSAGE_TOO_LARGE, Errors.UNKNOWN_SERVER_ERROR],
  ] as const) {
    const bench = await GroupBench.started();
    assert.equal(await bench.commitError(1n), Errors.NONE);
    bench.log.failNext = code;
    assert.equal(await bench.commitError(2n), expected);
    await bench.pass(10);
    assert.equal(await bench.committedOffset(), 1, 'what was refused is not shown');
    assert.equal(await bench.commitError(3n), Errors.NONE);
    assert.equal(await bench.committedOffset(), 3);
  }
});

test('a log that goes on refusing is loaded again once a second, and serves when it recovers', async () => {
  const bench = await GroupBench.started();
  const refused = async (): Promise<number | undefined> => {
    bench.log.failNext = Errors.KAFKA_STORAGE_ERROR;
    return bench.commitError(1n);
  };
  assert.equal(await refused(), Errors.NOT_COORDINATOR);
  await bench.pass(10);
  assert.equal(await refused(), Errors.NOT_COORDINATOR);
  await bench.pass(900);
  assert.equal(await bench.commitError(2n), Errors.COORDINATOR_LOAD_IN_PROGRESS);
  bench.log.failNext = undefined;
  await bench.pass(200);
  assert.equal(await bench.commitError(3n), Errors.NONE);
});

test('an append that failed but is in the log counts after the reload', async () => {
  const bench = await GroupBench.started();
  bench.log.failNext = Errors.REQUEST_TIMED_OUT;
  bench.log.keepsFailed = true;
  assert.equal(await bench.commitError(2n), Errors.COORDINATOR_NOT_AVAILABLE);
  await bench.pass(10);
  assert.equal(await bench.committedOffset(), 2);
});

test('when the assignment cannot be stored its waiting members are told why, others to look again', async () => {
  const bench = await GroupBench.started({ groupInitialRebalanceDelayMs: 100 });
  const [first, second] = await bench.settle(Promise.all([bench.joinDynamic(), bench.joinDynamic()]));
  const [leader, follower] = first.members.length > 0 ? [first, second] : [second, first];
  const other = bench.join({ groupId: 'other' }, { apiVersion: 3 });
  const waiting = bench.syncAs(follower);
  await bench.pass(20);
  bench.log.failNext = Errors.NOT_ENOUGH_REPLICAS;
  const [own, theirs, parked] = await bench.settle(Promise.all([bench.syncAs(leader), waiting, other]));
  assert.deepEqual(
    [own.errorCode, theirs.errorCode],
    [Errors.COORDINATOR_NOT_AVAILABLE, Errors.COORDINATOR_NOT_AVAILABLE],
  );
  assert.equal(parked.errorCode, Errors.NOT_COORDINATOR);
});

test('a read that waits for a commit which fails, fails with it', async () => {
  const bench = await GroupBench.started();
  bench.log.failNext = Errors.NOT_ENOUGH_REPLICAS;
  const commit = bench.commit(5n);
  const fetched = await bench.fetchAll();
  assert.equal(fetched.errorCode, Errors.COORDINATOR_NOT_AVAILABLE);
  await bench.settle(commit);
});

test('commits of one turn share an append, those that come meanwhile the next one', async () => {
  const bench = await GroupBench.started();
  const commits = Array.from({ length: 100 }, (_, index) => bench.commit(BigInt(index), { groupId: `group-${index}` }));
  bench.clock.after(0.5, () => {
    for (let index = 0; index < 50; index++) commits.push(bench.commit(1n, { groupId: `late-${index}` }));
  });
  await bench.pass(20);
  await bench.settle(Promise.all(commits));
  assert.deepEqual(bench.log.batches, [100, 50]);
  assert.equal(bench.log.concurrentMax, 1, 'in order, since one waits for the other');
});

test('a commit larger than a batch is split, and answered when all of it is committed', async () => {
  const bench = await GroupBench.started();
  bench.setTopic({ name: 'wide', id: 'AAAAAAAAAAAAAAAAAAAABA', partitions: 1_000 });
  const partitions = Array.from({ length: 1_000 }, (_, partitionIndex) => ({
    partitionIndex,
    committedOffset: 1n,
    committedLeaderEpoch: -1,
    committedMetadata: 'x'.repeat(2_000),
  }));
  const response = await bench.settle(bench.commit(0n, { topics: [{ name: 'wide', topicId: ZERO_UUID, partitions }] }));
  assert(response.topics[0]?.partitions.every(({ errorCode }) => errorCode === Errors.NONE));
  assert(bench.log.batches.length > 3, `${bench.log.batches.length} batches`);
  assert.equal(bench.log.records.length, 1_000);
});

test('one hundred thousand committed offsets are loaded', async () => {
  const bench = new GroupBench();
  bench.setTopic({ name: 'wide', id: 'AAAAAAAAAAAAAAAAAAAABA', partitions: 100 });
  const committed = {
    leaderEpoch: -1,
    metadata: '',
    commitTimestampMs: 1,
    expireTimestampMs: null,
    topicId: 'AAAAAAAAAAAAAAAAAAAABA',
  };
  for (let index = 0; index < 100_000; index++) {
    const group = `group-${Math.floor(index / 100)}`;
    bench.log.records.push(offsetRecord(group, 'wide', index % 100, { ...committed, offset: BigInt(index) }));
  }
  bench.groups.onElection(0, bench.log);
  await bench.pass(100);
  assert.equal((await bench.list()).groups.length, 1_000);
  const { topics } = await bench.fetchAll(bench.groups, 'group-999');
  assert.equal(topics[0]?.partitions[99]?.committedOffset, 99_999n);
});

test('a log that cannot be read is read again', async () => {
  const bench = new GroupBench();
  let attempts = 0;
  const failing = {
    append: () => Promise.resolve(),
    readAll: () => {
      if (attempts++ === 0) throw new Error('the disk is not in the mood');
      return bench.log.readAll();
    },
  };
  bench.groups.onElection(0, failing);
  await bench.pass(100);
  assert.equal((await bench.fetchAll()).errorCode, Errors.COORDINATOR_LOAD_IN_PROGRESS);
  await bench.pass(1_500);
  assert.equal((await bench.fetchAll()).errorCode, Errors.NONE);
});

test('members are not given up for a time in which the whole process stood still', async () => {
  const bench = await GroupBench.started();
  const [member] = await bench.stableGroup([{ sessionTimeoutMs: 6_000 }]);
  assert(member !== undefined);
  const clock = new StallingClock();
  const shard = new GroupShard({
    partition: 0,
    log: bench.log,
    clock,
    logger: silentLogger,
    settings: defaultGroupSettings,
    groupConfigs: defaultGroupConfigs,
    catalog: { topicByName: () => undefined, topicById: () => undefined, topicNames: () => [] },
    timelines: new GroupTimelines(),
  });
  while (shard.isLoading) await new Promise((resolve) => setImmediate(resolve));
  clock.stall(30_000);
  const heartbeat = shard.submit<{ errorCode: number }>(
    (machine, replyTo, now) =>
      machine.heartbeat({ groupId, memberId: member.memberId, generationId: 1, groupInstanceId: null }, replyTo, now),
    (errorCode) => ({ errorCode }),
  );
  assert.equal((await heartbeat.response).errorCode, Errors.NONE);
  shard.unload();
});

/** Time stands still, then jumps: what was due fires late, before anything else is handled. */
class StallingClock {
  #nowMs = 0;
  #timers: { atMs: number; callback: () => void }[] = [];

  now(): number {
    return this.#nowMs;
  }

  monotonic(): number {
    return this.#nowMs;
  }

  after(delayMs: number, callback: () => void): Timer {
    const timer = { atMs: this.#nowMs + delayMs, callback };
    this.#timers.push(timer);
    return { cancel: () => this.#timers.splice(this.#timers.indexOf(timer), 1) };
  }

  endOfTurn(callback: () => void): void {
    setImmediate(callback);
  }

  stall(durationMs: number): void {
    this.#nowMs += durationMs;
    const due = this.#timers.filter(({ atMs }) => atMs <= this.#nowMs);
    this.#timers = this.#timers.filter(({ atMs }) => atMs > this.#nowMs);
    for (const { callback } of due) callback();
  }
}
