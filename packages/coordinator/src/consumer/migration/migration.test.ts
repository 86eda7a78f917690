import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeVersioned, Errors, Reader } from '@moldau/protocol';
import type { JoinGroupRequest, JoinGroupResponse } from '@moldau/protocol/messages/join-group';
import { consumerProtocolAssignmentData } from '@moldau/protocol/records/consumer-protocol-assignment';
import { consumerProtocolSubscriptionData } from '@moldau/protocol/records/consumer-protocol-subscription';
import { ConsumerBench, TestMember } from '../../testing/consumer-bench.ts';
import { consumerAssignment, groupId, subscription } from '../../testing/group-bench.ts';

/** What a cooperative client says: its topics, what it has of `users`, and since when. */
function cooperative(owned: readonly number[], generationId: number): Buffer {
  const ownedPartitions = owned.length === 0 ? [] : [{ topic: 'users', partitions: owned }];
  const data = { topics: ['users'], userData: null, ownedPartitions, generationId, rackId: null };
  return encodeVersioned(consumerProtocolSubscriptionData, data, 3);
}

/** A client of the classic protocol, by the answers it got. */
class ClassicClient {
  memberId = '';
  generationId = -1;
  readonly #bench: ConsumerBench;
  readonly #groupInstanceId: string | null;

  constructor(bench: ConsumerBench, groupInstanceId: string | null = null) {
    this.#bench = bench;
    this.#groupInstanceId = groupInstanceId;
  }

  async join(
    metadata: Buffer = subscription('users'),
    join: Partial<JoinGroupRequest> = {},
  ): Promise<JoinGroupResponse> {
    const { memberId } = this;
    const identity = { memberId, groupInstanceId: this.#groupInstanceId };
    const response = await this.#bench.settle(
      this.#bench.join({ ...identity, protocols: [{ name: 'range', metadata }], ...join }),
    );
    if (response.errorCode === Errors.NONE) this.generationId = response.generationId;
    if (response.memberId !== '') this.memberId = response.memberId;
    return response.errorCode === Errors.MEMBER_ID_REQUIRED ? this.join(metadata, join) : response;
  }

  /** Error and partitions of `users`. */
  async sync(): Promise<[error: number, partitions: readonly number[]]> {
    const { memberId, generationId } = this;
    const { errorCode, assignment } = await this.#bench.settle(
      this.#bench.sync({ memberId, generationId, groupInstanceId: this.#groupInstanceId }),
    );
    return [errorCode, partitionsIn(assignment)];
  }

  heartbeat(): Promise<number> {
    return this.#bench.settle(this.#bench.heartbeat(this.memberId, this.generationId, this.#groupInstanceId));
  }
}

function partitionsIn(assignment: Buffer): readonly number[] {
  if (assignment.length === 0) return [];
  const reader = new Reader(assignment);
  const { assignedPartitions } = consumerProtocolAssignmentData.decode(reader, reader.readInt16());
  return assignedPartitions.flatMap(({ partitions }) => partitions);
}

/** A stable classic group of one member that has all partitions of `users`. */
async function classicGroup(bench: ConsumerBench): Promise<ClassicClient> {
  const client = new ClassicClient(bench);
  await client.join();
  const { memberId, generationId } = client;
  const assignments = [{ memberId, assignment: consumerAssignment('users', 0, 1, 2, 3) }];
  await bench.settle(bench.sync({ memberId, generationId, assignments }));
  return client;
}

test('a classic group becomes a consumer group when the first such member joins, and nobody loses anything (B127)', async () => {
  const bench = await ConsumerBench.started();
  const old = await classicGroup(bench);
  const member = await bench.joined('new');
  assert.deepEqual([member.epoch, member.has], [2, '']);
  const described = await bench.describeConsumerGroup();
  assert.equal(described.groupState, 'Reconciling');
  const shown = described.members.find(({ memberId }) => memberId === old.memberId);
  assert.equal(shown?.memberType, 0);
  assert.deepEqual(shown?.assignment.topicPartitions[0]?.partitions, [0, 1, 2, 3]);

  assert.equal(await old.heartbeat(), Errors.REBALANCE_IN_PROGRESS);
  await old.join(cooperative([0, 1, 2, 3], 1));
  assert.equal(old.generationId, 1, 'it has to give up two first');
  assert.deepEqual(await old.sync(), [Errors.NONE, [0, 1]]);
  await member.beat();
  assert.equal(member.has, '');
  assert.equal(await old.heartbeat(), Errors.REBALANCE_IN_PROGRESS);
  await old.join(cooperative([0, 1], 1));
  assert.equal(old.generationId, 2);
  assert.deepEqual(await old.sync(), [Errors.NONE, [0, 1]]);
  assert.equal(await old.heartbeat(), Errors.NONE);
  await member.beat();
  assert.equal(member.has, 'users:2,3');
  assert.deepEqual(await bench.groupIs(), ['Stable', 2]);
});

test('an eager client that rejoins has given up everything, and gets its share at once (B127)', async () => {
  const bench = await ConsumerBench.started();
  const old = await classicGroup(bench);
  const member = await bench.joined('new');
  await old.join();
  assert.deepEqual(await old.sync(), [Errors.NONE, [0, 1]]);
  await member.beat();
  assert.equal(member.has, 'users:2,3');
});

test('a classic client joins a consumer group, and is called when there is something for it (B127)', async () => {
  const bench = await ConsumerBench.started();
  const member = await bench.joined('new');
  const old = new ClassicClient(bench);
  const joined = await old.join();
  assert.deepEqual(
    [joined.protocolType, joined.protocolName, joined.leader, joined.members, joined.skipAssignment],
    ['consumer', 'range', '', [], false],
  );
  assert.deepEqual(await old.sync(), [Errors.NONE, []]);
  assert.equal(await old.heartbeat(), Errors.NONE, 'there is nothing for it yet');
  await member.beat();
  await member.beat();
  assert.equal(await old.heartbeat(), Errors.REBALANCE_IN_PROGRESS);
  await old.join();
  assert.deepEqual(await old.sync(), [Errors.NONE, [2, 3]]);
});

test('it needs a protocol of type consumer that all classic members know (B128)', async () => {
  const bench = await ConsumerBench.started();
  await bench.joined('new');
  const error = async (join: Partial<JoinGroupRequest>) =>
    (await new ClassicClient(bench).join(undefined, join)).errorCode;
  const named = (name: string, metadata = subscription('users')) => ({ protocols: [{ name, metadata }] });
  assert.equal(await error({ protocolType: 'connect' }), Errors.INCONSISTENT_GROUP_PROTOCOL);
  assert.equal(await error({ protocols: [] }), Errors.INCONSISTENT_GROUP_PROTOCOL);
  assert.equal(await error(named('range', Buffer.from('?'))), Errors.INCONSISTENT_GROUP_PROTOCOL);
  assert.equal(await error(named('range')), Errors.NONE);
  assert.equal(await error(named('roundrobin')), Errors.INCONSISTENT_GROUP_PROTOCOL);
});

test('the classic APIs tell its members what they tell in a classic group (B107, B108, B110)', async () => {
  const bench = await ConsumerBench.started();
  const [member, old] = [await bench.joined('new'), new ClassicClient(bench)];
  await old.join();
  const { memberId, generationId } = old;
  const heartbeat = (id: string, generation: number, instance: string | null = null) =>
    bench.settle(bench.heartbeat(id, generation, instance));
  assert.equal(await heartbeat(memberId, 99), Errors.ILLEGAL_GENERATION);
  assert.equal(await heartbeat('nobody', generationId), Errors.UNKNOWN_MEMBER_ID);
  assert.equal(await heartbeat(member.memberId, 1), Errors.UNKNOWN_MEMBER_ID);
  assert.equal(await heartbeat(memberId, generationId, 'i'), Errors.UNKNOWN_MEMBER_ID);
  const sync = async (request: Parameters<ConsumerBench['sync']>[0]) =>
    (await bench.settle(bench.sync({ memberId, generationId, ...request }))).errorCode;
  assert.equal(await sync({ generationId: 99 }), Errors.ILLEGAL_GENERATION);
  assert.equal(await sync({ memberId: 'nobody' }), Errors.UNKNOWN_MEMBER_ID);
  assert.equal(await sync({ protocolType: 'consumer', protocolName: 'sticky' }), Errors.INCONSISTENT_GROUP_PROTOCOL);
  await bench.joined('newer');
  assert.equal(await sync({}), Errors.REBALANCE_IN_PROGRESS);
  const left = await bench.settle(bench.leave({ memberId }, { memberId: 'nobody' }, { groupInstanceId: 'i' }));
  const errors = left.members.map(({ errorCode }) => errorCode);
  assert.deepEqual(errors, [Errors.NONE, Errors.UNKNOWN_MEMBER_ID, Errors.UNKNOWN_MEMBER_ID]);
});

test('an admin removes members of either protocol by LeaveGroup, static ones by their instance (B121)', async () => {
  const bench = await ConsumerBench.started();
  const member = await bench.joined('one');
  await bench.joined('two', { instanceId: 'i' });
  const left = await bench.settle(bench.leave({ groupInstanceId: 'i' }));
  assert.equal(left.members[0]?.errorCode, Errors.NONE);
  await member.beat();
  assert.equal(member.has, 'users:0,1,2,3');
  await bench.settle(bench.leave({ memberId: 'one' }));
  assert.equal((await bench.describeConsumerGroup()).groupState, 'Empty');
});

test('a classic member that does not come back when it is told to is dropped (B109)', async () => {
  const bench = await ConsumerBench.started();
  const old = await classicGroup(bench);
  const member = await bench.joined('new');
  await old.heartbeat();
  for (let passed = 0; passed < 32_000; passed += 4_000) {
    await bench.pass(4_000);
    await old.heartbeat();
  }
  await member.beat();
  assert.equal(member.has, 'users:0,1,2,3');
  assert.equal(await old.heartbeat(), Errors.UNKNOWN_MEMBER_ID);
});

test('a classic member that joins and does not sync is dropped, too (B107)', async () => {
  const bench = await ConsumerBench.started();
  const member = await bench.joined('new', { rebalanceTimeoutMs: 60_000 });
  const old = new ClassicClient(bench);
  await old.join(undefined, { sessionTimeoutMs: 60_000 });
  await bench.pass(31_000);
  await member.beat();
  assert.equal(member.has, 'users:0,1,2,3');
});

test('the group is classic again when the last member of the consumer protocol has gone (B127)', async () => {
  const bench = await ConsumerBench.started();
  const old = await classicGroup(bench);
  const member = await bench.joined('new');
  await old.join();
  await old.sync();
  await member.leave();
  assert.equal((await bench.describeConsumerGroup()).errorCode, Errors.GROUP_ID_NOT_FOUND);
  assert.equal((await bench.describe()).groupState, 'PreparingRebalance');
  assert.equal(await old.heartbeat(), Errors.REBALANCE_IN_PROGRESS);
  const joined = await old.join();
  assert.deepEqual([joined.leader, joined.generationId], [old.memberId, 3]);
  assert.equal((await member.beat()).errorCode, Errors.GROUP_ID_NOT_FOUND);
  const restarted = await bench.describe(await bench.restarted());
  assert.deepEqual(
    restarted.members.map(({ memberId }) => memberId),
    [old.memberId],
  );
});

test('it is classic again also when that member crashed, or a classic one took its instance over (B127)', async () => {
  const bench = await ConsumerBench.started();
  const old = await classicGroup(bench);
  await bench.joined('new', { instanceId: 'i' });
  const successor = new ClassicClient(bench, 'i');
  await old.join();
  assert.equal((await successor.join()).errorCode, Errors.NONE);
  assert.equal((await bench.describe()).groupState, 'PreparingRebalance');
  const both = await bench.settle(Promise.all([old.join(), successor.join()]));
  assert.deepEqual(
    both.map(({ members }) => members.length).sort((a, b) => a - b),
    [0, 2],
  );
});

test('the policy decides what may change into what, and a forbidden upgrade is GROUP_ID_NOT_FOUND (B127)', async () => {
  for (const policy of ['disabled', 'downgrade'] as const) {
    const bench = await ConsumerBench.started({ groupConsumerMigrationPolicy: policy });
    const old = await classicGroup(bench);
    const refused = await new TestMember(bench, 'new').join();
    assert.equal(refused.errorCode, Errors.GROUP_ID_NOT_FOUND);
    assert.equal(await old.heartbeat(), Errors.NONE);
  }
  for (const [policy, kind] of [
    ['upgrade', 'consumer'],
    ['bidirectional', 'classic'],
  ] as const) {
    const bench = await ConsumerBench.started({ groupConsumerMigrationPolicy: policy });
    const old = await classicGroup(bench);
    const member = await bench.joined('new');
    await old.join();
    await member.leave();
    assert.equal((await bench.list()).groups[0]?.groupType, kind);
  }
});

test('what cannot be a consumer group stays classic (B127)', async () => {
  const bench = await ConsumerBench.started();
  const joinError = async () => (await new TestMember(bench, 'new').join()).errorCode;
  const client = new ClassicClient(bench);
  await client.join(undefined, { protocolType: 'connect' });
  assert.equal(await joinError(), Errors.GROUP_ID_NOT_FOUND);
  await bench.settle(bench.leave({ memberId: client.memberId }));

  const custom = new ClassicClient(bench);
  await custom.join();
  const { memberId, generationId } = custom;
  const userData = { assignedPartitions: [], userData: Buffer.from('mine') };
  const assignment = encodeVersioned(consumerProtocolAssignmentData, userData, 1);
  await bench.settle(bench.sync({ memberId, generationId, assignments: [{ memberId, assignment }] }));
  assert.equal(await joinError(), Errors.GROUP_ID_NOT_FOUND);
  assert.equal(await custom.heartbeat(), Errors.NONE);
});

test('an instance that is in use in the classic group is not taken over by an upgrade (B119)', async () => {
  const bench = await ConsumerBench.started();
  const old = new ClassicClient(bench, 'i');
  await old.join();
  await old.sync();
  assert.equal((await new TestMember(bench, 'new', 'i').join()).errorCode, Errors.UNRELEASED_INSTANCE_ID);
  assert.equal(await old.heartbeat(), Errors.NONE);
});

test('an empty group changes its kind freely, whatever the policy, and keeps its offsets (B127)', async () => {
  const bench = await ConsumerBench.started({ groupConsumerMigrationPolicy: 'disabled' });
  assert.equal(await bench.commitError(7n), Errors.NONE);
  const member = await bench.joined('new');
  await member.leave();
  const client = new ClassicClient(bench);
  assert.equal((await client.join()).errorCode, Errors.NONE);
  assert.equal((await bench.list()).groups[0]?.groupType, 'classic');
  await bench.settle(bench.leave({ memberId: client.memberId }));
  assert.deepEqual([(await bench.joined('newer')).epoch, await bench.committedOffset(0)], [1, 7]);
  const groups = await bench.restarted();
  assert.equal((await bench.describeConsumerGroup(groupId, groups)).groupState, 'Stable');
});

test('clients that wait in a classic rebalance are told to begin anew by an upgrade (B127)', async () => {
  const bench = await ConsumerBench.started({ groupInitialRebalanceDelayMs: 3_000 });
  const { memberId } = await bench.settle(bench.join());
  const waiting = bench.join({ memberId });
  await bench.pass(100);
  const member = await bench.joined('new');
  assert.equal((await bench.settle(waiting)).errorCode, Errors.REBALANCE_IN_PROGRESS);
  assert.equal(bench.partitionsOf(member.has)[0]?.partitions.length, 2);
});
