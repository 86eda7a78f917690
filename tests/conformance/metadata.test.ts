/** Metadata and its relatives: B16–B24, B28–B30. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Errors, ZERO_UUID } from '@moldau/protocol';
import { createTopicsApi } from '@moldau/protocol/messages/create-topics';
import { describeClusterApi } from '@moldau/protocol/messages/describe-cluster';
import {
  type DescribeTopicPartitionsRequest,
  type DescribeTopicPartitionsResponse,
  describeTopicPartitionsApi,
} from '@moldau/protocol/messages/describe-topic-partitions';
import { metadataApi } from '@moldau/protocol/messages/metadata';
import { brokerUnderTest, eventually, topicName, versionsOf } from './support/broker-under-test.ts';
import { batch, STRANGE_ID } from './support/requests.ts';
import { topicRequests } from './support/topic-requests.ts';

suite('Metadata', { timeout: 120_000 }, () => {
  const broker = brokerUnderTest();
  const { metadata, created } = topicRequests(broker);

  test('every version tells of the broker and of a topic’s partitions (B23, B24, B28)', async () => {
    const topic = await broker.topic(3);
    for (const version of versionsOf(metadataApi)) {
      const answer = await metadata([topic.name], version, { allowAutoTopicCreation: true });
      assert.equal(answer.errorCode, Errors.NONE);
      assert.equal(answer.brokers.length, 1);
      const [told] = answer.topics;
      const nodeId = answer.brokers[0]?.nodeId;
      assert.equal(told?.errorCode, Errors.NONE, `v${version}`);
      assert.equal(told.name, topic.name);
      assert.equal(told.isInternal, false);
      assert.equal(told.topicId, version >= 10 ? topic.id : ZERO_UUID);
      const partitions = told.partitions.toSorted((a, b) => a.partitionIndex - b.partitionIndex);
      for (const [index, partition] of partitions.entries()) {
        assert.equal(partition.errorCode, Errors.NONE);
        assert.equal(partition.partitionIndex, index);
        assert.equal(partition.leaderId, nodeId);
        assert.equal(partition.leaderEpoch, version >= 7 ? 0 : -1);
        assert.deepEqual(partition.replicaNodes, [nodeId]);
        assert.deepEqual(partition.isrNodes, [nodeId]);
        assert.deepEqual(partition.offlineReplicas, []);
      }
      assert.equal(partitions.length, 3);
      if (version >= 1) assert.equal(answer.controllerId, nodeId);
    }
  });

  test('all topics: an empty list in version 0, null later; an empty list later is no topic (B17)', async () => {
    const topic = await broker.topic();
    for (const version of versionsOf(metadataApi)) {
      const rest = { allowAutoTopicCreation: true };
      const all = await metadata(version === 0 ? [] : null, version, rest);
      assert.ok(all.topics.some(({ name }) => name === topic.name));
      if (version > 0) assert.deepEqual((await metadata([], version, rest)).topics, []);
    }
  });

  test('all topics are all topics, also hundreds: classic members match their patterns against them (B115)', async () => {
    const names = Array.from({ length: 300 }, () => topicName());
    const wanted = { numPartitions: 2, replicationFactor: 1, assignments: [], configs: [] };
    const { topics } = await broker.client.request(createTopicsApi, 7, {
      topics: names.map((name) => ({ name, ...wanted })),
      timeoutMs: 30_000,
      validateOnly: false,
    });
    assert.ok(topics.every(({ errorCode }) => errorCode === Errors.NONE));
    for (const version of [4, 12]) {
      await eventually(async () => {
        const all = new Map((await metadata(null, version)).topics.map((told) => [told.name, told]));
        return names.every((name) => all.get(name)?.partitions.filter(({ leaderId }) => leaderId >= 0).length === 2);
      });
    }
  });

  test('an unknown topic that may not be created stays unknown (B18)', async () => {
    const name = topicName();
    for (const version of versionsOf(metadataApi).filter((each) => each >= 4)) {
      const [told] = (await metadata([name], version)).topics;
      assert.equal(told?.errorCode, Errors.UNKNOWN_TOPIC_OR_PARTITION);
      assert.deepEqual(told.partitions, []);
    }
    assert.ok((await metadata(null)).topics.every((topic) => topic.name !== name));
  });

  test('an unknown topic that may be created is there soon, and can be written to (B18, B19)', async () => {
    for (const version of versionsOf(metadataApi)) {
      const name = topicName();
      await eventually(async () => {
        const [told] = (await metadata([name], version, { allowAutoTopicCreation: true })).topics;
        assert.ok([0, 3, 5].includes(told?.errorCode ?? -1), `v${version} ${told?.errorCode}`);
        return told?.errorCode === Errors.NONE;
      });
      await eventually(async () => (await broker.produce({ name, id: ZERO_UUID }, batch())).errorCode === Errors.NONE);
    }
  });

  test('an illegal name fails alone (B20)', async () => {
    const topic = await broker.topic();
    for (const name of ['', '.', '..', 'a/b', 'ü', 'a b', 'x'.repeat(250)]) {
      for (const allowAutoTopicCreation of [true, false]) {
        const { topics } = await metadata([name, topic.name], 12, { allowAutoTopicCreation });
        const codes = new Map(topics.map((told) => [told.name, told.errorCode]));
        assert.equal(codes.get(name), Errors.INVALID_TOPIC_EXCEPTION, JSON.stringify(name));
        assert.equal(codes.get(topic.name), Errors.NONE);
      }
      assert.equal((await created({ name })).errorCode, Errors.INVALID_TOPIC_EXCEPTION);
    }
  });

  test('the cluster is told alike by Metadata and DescribeCluster (B23)', async () => {
    for (const version of versionsOf(describeClusterApi)) {
      const request = { includeClusterAuthorizedOperations: false, endpointType: 1, includeFencedBrokers: false };
      const cluster = await broker.client.request(describeClusterApi, version, request);
      const { clusterId, brokers } = await metadata([]);
      assert.equal(cluster.errorCode, Errors.NONE);
      assert.equal(cluster.clusterId, clusterId);
      assert.deepEqual(
        cluster.brokers.map(({ brokerId, host, port }) => [brokerId, host, port]),
        brokers.map(({ nodeId, host, port }) => [nodeId, host, port]),
      );
      assert.ok(cluster.brokers.some(({ brokerId }) => brokerId === cluster.controllerId));
    }
  });

  test('a client can dial what Metadata advertises (B16)', async () => {
    const { brokers } = await metadata([]);
    assert.deepEqual(
      brokers.map(({ host, port }) => ({ host, port })),
      [broker.endpoint],
    );
  });

  test('Metadata by topic id, and what an id may not be (B25)', async () => {
    const topic = await broker.topic();
    const unknown = { name: '', id: STRANGE_ID };
    for (const version of [12, 13]) {
      const { topics } = await metadata([topic, unknown], version);
      const told = new Map(topics.map((each) => [each.topicId, [each.errorCode, each.name]]));
      assert.deepEqual(told.get(topic.id), [Errors.NONE, topic.name]);
      assert.deepEqual(told.get(unknown.id), [Errors.UNKNOWN_TOPIC_ID, null]);
    }
    for (const version of [10, 11]) {
      const { topics } = await metadata([topic], version);
      assert.equal(topics[0]?.errorCode, Errors.INVALID_REQUEST);
    }
  });

  test('authorized operations are told where asked for (B29)', async () => {
    const topic = await broker.topic();
    const notAsked = -2147483648;
    for (const version of versionsOf(metadataApi).filter((each) => each >= 8)) {
      const quiet = await metadata([topic.name], version);
      assert.equal(quiet.topics[0]?.topicAuthorizedOperations, notAsked);
      const asked = await metadata([topic.name], version, { includeTopicAuthorizedOperations: true });
      const operations = asked.topics[0]?.topicAuthorizedOperations ?? 0;
      for (const operation of [3, 4, 5, 6, 7, 8, 10, 11]) assert.ok(operations & (1 << operation), `${operation}`);
    }
  });

  test('DescribeTopicPartitions goes on where it stopped (B30)', async () => {
    const [first, second] = [await broker.topic(3), await broker.topic(2)].toSorted((a, b) =>
      a.name < b.name ? -1 : 1,
    );
    assert.ok(first && second);
    const seen: string[] = [];
    const asked = [{ name: second.name }, { name: first.name }];
    let cursor: DescribeTopicPartitionsRequest['cursor'] = null;
    do {
      const request: DescribeTopicPartitionsRequest = { topics: asked, responsePartitionLimit: 2, cursor };
      const answer: DescribeTopicPartitionsResponse = await broker.client.request(
        describeTopicPartitionsApi,
        0,
        request,
      );
      const told = answer.topics.flatMap(({ name, partitions }) =>
        partitions.map((each) => `${name}/${each.partitionIndex}`),
      );
      assert.ok(told.length > 0 && told.length <= 2);
      seen.push(...told);
      cursor = answer.nextCursor;
    } while (cursor !== null);
    assert.equal(seen.length, 5);
    assert.deepEqual(seen, seen.toSorted());
  });
});
