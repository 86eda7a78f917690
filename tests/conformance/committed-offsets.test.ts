/** OffsetCommit and OffsetFetch without members: B129, B132–B137. */
import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import { Errors } from '@moldau/protocol';
import { deleteGroupsApi } from '@moldau/protocol/messages/delete-groups';
import { findCoordinatorApi } from '@moldau/protocol/messages/find-coordinator';
import { type OffsetCommitRequestPartition, offsetCommitApi } from '@moldau/protocol/messages/offset-commit';
import { offsetFetchApi } from '@moldau/protocol/messages/offset-fetch';
import type { WireClient } from '../support/wire-client.ts';
import { brokerUnderTest, eventually, topicName, versionsOf } from './support/broker-under-test.ts';
import { STRANGE_ID, type Topic } from './support/requests.ts';

const OFFSET = 7n;

suite('Committed offsets', { timeout: 60_000 }, () => {
  const broker = brokerUnderTest();

  /** Every group of these tests has its coordinator here, and that has loaded. */
  before(async () => {
    for (let index = 0; index < 20; index++) await ready(topicName());
  });

  async function ready(group: string): Promise<string> {
    await eventually(async () => {
      const asked = { key: '', keyType: 0, coordinatorKeys: [group] };
      const { coordinators } = await broker.client.request(findCoordinatorApi, 4, asked);
      if (coordinators[0]?.errorCode !== Errors.NONE) return false;
      return (await fetched(group, null, 8)).errorCode === Errors.NONE;
    });
    return group;
  }

  async function committed(
    group: string,
    topic: Topic,
    version: number,
    rest: Partial<OffsetCommitRequestPartition> & { readonly client?: WireClient } = {},
  ): Promise<number | undefined> {
    const { client = broker.client, ...fields } = rest;
    const partition = { partitionIndex: 0, committedOffset: OFFSET, committedLeaderEpoch: -1, committedMetadata: '' };
    const { topics } = await client.request(offsetCommitApi, version, {
      groupId: group,
      generationIdOrMemberEpoch: -1,
      memberId: '',
      groupInstanceId: null,
      retentionTimeMs: -1,
      topics: [{ name: topic.name, topicId: topic.id, partitions: [{ ...partition, ...fields }] }],
    });
    return topics[0]?.partitions[0]?.errorCode;
  }

  /** One group's answer in the shape of version 8 and later. */
  async function fetched(group: string, topics: readonly Topic[] | null, version: number, client = broker.client) {
    const partitionIndexes = [0];
    const isOld = version < 8;
    const names = topics?.map(({ name }) => ({ name, partitionIndexes })) ?? null;
    const named = topics?.map(({ name, id }) => ({ name, topicId: id, partitionIndexes })) ?? null;
    const answer = await client.request(offsetFetchApi, version, {
      groupId: isOld ? group : '',
      topics: isOld ? names : [],
      groups: isOld ? [] : [{ groupId: group, memberId: null, memberEpoch: -1, topics: named }],
      requireStable: false,
    });
    return isOld ? answer : (answer.groups[0] ?? { errorCode: -1, topics: [] });
  }

  async function offsetOf(group: string, topic: Topic, version: number, client = broker.client) {
    const answer = await fetched(group, [topic], version, client);
    const partition = answer.topics[0]?.partitions[0];
    return [partition?.errorCode, partition?.committedOffset, partition?.metadata, partition?.committedLeaderEpoch];
  }

  test('what any version committed any version reads, through any connection (B132, B133, B137)', async () => {
    const topic = await broker.topic();
    const group = await ready(topicName());
    const other = await broker.connect();
    for (const version of versionsOf(offsetCommitApi)) {
      const rest = {
        committedOffset: BigInt(version),
        committedMetadata: `from ${version} ü`,
        committedLeaderEpoch: 0,
      };
      assert.equal(await committed(group, topic, version, rest), Errors.NONE, `v${version}`);
      for (const reading of versionsOf(offsetFetchApi)) {
        const leaderEpoch = version >= 6 && reading >= 5 ? 0 : -1;
        const expected = [Errors.NONE, BigInt(version), `from ${version} ü`, leaderEpoch];
        assert.deepEqual(await offsetOf(group, topic, reading, other), expected, `v${version} read by v${reading}`);
      }
    }
  });

  test('no metadata comes back as an empty string (B132)', async () => {
    const topic = await broker.topic();
    const group = await ready(topicName());
    assert.equal(await committed(group, topic, 8, { committedMetadata: null }), Errors.NONE);
    assert.deepEqual(await offsetOf(group, topic, 8), [Errors.NONE, OFFSET, '', -1]);
  });

  test('metadata of 4096 bytes is kept, longer metadata is refused (B132)', async () => {
    const topic = await broker.topic();
    const group = await ready(topicName());
    assert.equal(await committed(group, topic, 8, { committedMetadata: 'x'.repeat(4096) }), Errors.NONE);
    const tooLong = await committed(group, topic, 8, { committedMetadata: 'x'.repeat(4097) });
    assert.equal(tooLong, Errors.OFFSET_METADATA_TOO_LARGE);
    assert.deepEqual(await offsetOf(group, topic, 8), [Errors.NONE, OFFSET, 'x'.repeat(4096), -1]);
  });

  test('an unknown topic or partition cannot be committed (B129, B133)', async () => {
    const topic = await broker.topic();
    const unknown = { name: topicName(), id: STRANGE_ID };
    const group = await ready(topicName());
    for (const version of versionsOf(offsetCommitApi)) {
      assert.equal(await committed(group, topic, version, { partitionIndex: 1 }), Errors.UNKNOWN_TOPIC_OR_PARTITION);
      const code = version >= 10 ? Errors.UNKNOWN_TOPIC_ID : Errors.UNKNOWN_TOPIC_OR_PARTITION;
      assert.equal(await committed(group, unknown, version), code, `v${version}`);
    }
  });

  test('nothing committed, or an unknown group, is no error (B133)', async () => {
    const topic = await broker.topic();
    const [group, stranger] = [await ready(topicName()), await ready(topicName())];
    const other = await broker.topic();
    await committed(group, other, 8);
    for (const version of versionsOf(offsetFetchApi)) {
      for (const each of [group, stranger]) {
        assert.deepEqual(await offsetOf(each, topic, version), [Errors.NONE, -1n, '', -1], `v${version}`);
      }
    }
  });

  test('no list of topics asks for all that is committed, in version 2 and later (B133)', async () => {
    const topics = [await broker.topic(), await broker.topic()];
    const group = await ready(topicName());
    for (const topic of topics) await committed(group, topic, 8);
    for (const version of versionsOf(offsetFetchApi).filter((each) => each >= 2)) {
      const answer = await fetched(group, null, version);
      const told = answer.topics.map((each) => ('topicId' in each && version >= 10 ? each.topicId : each.name));
      assert.deepEqual(told.toSorted(), topics.map(({ name, id }) => (version >= 10 ? id : name)).toSorted());
    }
  });

  test('offsets outside the log are stored all the same (B136)', async () => {
    const topic = await broker.topic();
    const group = await ready(topicName());
    assert.equal(await committed(group, topic, 8, { committedOffset: 123_456_789_012n }), Errors.NONE);
    assert.deepEqual(await offsetOf(group, topic, 8), [Errors.NONE, 123_456_789_012n, '', -1]);
  });

  test('a topic takes its committed offsets with it (B134)', async () => {
    const topic = await broker.topic();
    const group = await ready(topicName());
    await committed(group, topic, 8);
    await broker.deleteTopic(topic);
    await eventually(async () => (await fetched(group, null, 8)).topics.length === 0);
    const again = await broker.createTopic(topic.name);
    assert.deepEqual(await offsetOf(group, again, 9), [Errors.NONE, -1n, '', -1]);
  });

  test('a deleted group has no offsets any more', async () => {
    const topic = await broker.topic();
    const group = await ready(topicName());
    await committed(group, topic, 8);
    const unknown = topicName();
    const { results } = await broker.client.request(deleteGroupsApi, 2, { groupsNames: [group, unknown] });
    const codes = new Map(results.map(({ groupId, errorCode }) => [groupId, errorCode]));
    assert.deepEqual([codes.get(group), codes.get(unknown)], [Errors.NONE, Errors.GROUP_ID_NOT_FOUND]);
    assert.deepEqual(await offsetOf(group, topic, 8), [Errors.NONE, -1n, '', -1]);
  });

  test('version 8 and later answer each of several groups (B133)', async () => {
    const topic = await broker.topic();
    const [first, second] = [await ready(topicName()), await ready(topicName())];
    await committed(first, topic, 8, { committedOffset: 1n });
    await committed(second, topic, 8, { committedOffset: 2n });
    for (const version of versionsOf(offsetFetchApi).filter((each) => each >= 8)) {
      const asked = [{ name: topic.name, topicId: topic.id, partitionIndexes: [0] }];
      const { groups } = await broker.client.request(offsetFetchApi, version, {
        groupId: '',
        topics: [],
        groups: [first, second].map((groupId) => ({ groupId, memberId: null, memberEpoch: -1, topics: asked })),
        requireStable: true,
      });
      const told = new Map(groups.map(({ groupId, topics }) => [groupId, topics[0]?.partitions[0]?.committedOffset]));
      assert.deepEqual([told.get(first), told.get(second)], [1n, 2n]);
    }
  });
});
