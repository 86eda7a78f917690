/** Groups of the consumer protocol on the wire: B6, B123–B125, B128–B131, and the configs of groups. */
import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import { Errors, ZERO_UUID } from '@moldau/protocol';
import { apiVersionsApi } from '@moldau/protocol/messages/api-versions';
import { consumerGroupDescribeApi } from '@moldau/protocol/messages/consumer-group-describe';
import {
  type ConsumerGroupHeartbeatRequest,
  consumerGroupHeartbeatApi,
} from '@moldau/protocol/messages/consumer-group-heartbeat';
import { createPartitionsApi } from '@moldau/protocol/messages/create-partitions';
import { describeConfigsApi } from '@moldau/protocol/messages/describe-configs';
import { findCoordinatorApi } from '@moldau/protocol/messages/find-coordinator';
import { incrementalAlterConfigsApi } from '@moldau/protocol/messages/incremental-alter-configs';
import { offsetCommitApi } from '@moldau/protocol/messages/offset-commit';
import { BrokerUnderTest, brokerUnderTest, eventually, isElsewhere, topicName } from './support/broker-under-test.ts';
import type { Topic } from './support/requests.ts';

const GROUP_RESOURCE = 32;

/** What a member was told last. */
interface Told {
  readonly errorCode: number;
  readonly epoch: number;
  readonly intervalMs: number;
  /** `topic:0,1`, or null for an assignment that has not changed. */
  readonly has: string | null;
}

class Groups {
  readonly #broker: BrokerUnderTest;
  readonly #names = new Map<string, string>();

  constructor(broker: BrokerUnderTest) {
    this.#broker = broker;
  }

  /** A group whose coordinator is here, and has loaded. */
  async group(): Promise<string> {
    const group = topicName();
    await eventually(async () => {
      const asked = { key: '', keyType: 0, coordinatorKeys: [group] };
      const { coordinators } = await this.#broker.client.request(findCoordinatorApi, 4, asked);
      const isFound = coordinators[0]?.errorCode === Errors.NONE;
      return isFound && (await this.describe(group))?.errorCode === Errors.GROUP_ID_NOT_FOUND;
    });
    return group;
  }

  async topic(partitions: number): Promise<Topic> {
    const topic = await this.#broker.topic(partitions);
    this.#names.set(topic.id, topic.name);
    return topic;
  }

  known(topic: Topic): void {
    this.#names.set(topic.id, topic.name);
  }

  async beat(
    groupId: string,
    memberId: string,
    heartbeat: Partial<ConsumerGroupHeartbeatRequest>,
    version = 1,
  ): Promise<Told> {
    const response = await this.#broker.client.request(consumerGroupHeartbeatApi, version, {
      groupId,
      memberId,
      memberEpoch: 0,
      instanceId: null,
      rackId: null,
      rebalanceTimeoutMs: -1,
      subscribedTopicNames: null,
      subscribedTopicRegex: null,
      serverAssignor: null,
      topicPartitions: null,
      ...heartbeat,
    });
    const texts = response.assignment?.topicPartitions.map(
      ({ topicId, partitions }) =>
        `${this.#names.get(topicId) ?? topicId}:${partitions.toSorted((a, b) => a - b).join()}`,
    );
    return {
      errorCode: response.errorCode,
      epoch: response.memberEpoch,
      intervalMs: response.heartbeatIntervalMs,
      has: texts?.sort().join(' ') ?? null,
    };
  }

  join(
    group: string,
    memberId: string,
    topics: readonly string[],
    heartbeat: Partial<ConsumerGroupHeartbeatRequest> = {},
  ) {
    const joins = { rebalanceTimeoutMs: 60_000, topicPartitions: [], subscribedTopicNames: topics };
    return this.beat(group, memberId, { ...joins, ...heartbeat });
  }

  async describe(group: string) {
    const request = { groupIds: [group], includeAuthorizedOperations: false };
    return (await this.#broker.client.request(consumerGroupDescribeApi, 1, request)).groups[0];
  }
}

suite('Groups of the consumer protocol', { timeout: 120_000 }, () => {
  const broker = brokerUnderTest();
  const groups = new Groups(broker);

  before(async () => {
    for (let index = 0; index < 10; index++) await groups.group();
  });

  test('clients learn from ApiVersions that there are any (B6)', async () => {
    const asked = { clientSoftwareName: 'test', clientSoftwareVersion: '1' };
    const { supportedFeatures, finalizedFeatures } = await broker.client.request(apiVersionsApi, 4, asked);
    const range = supportedFeatures.find(({ name }) => name === 'group.version');
    assert.deepEqual([range?.minVersion, range?.maxVersion], [0, 1]);
    const level = finalizedFeatures.find(({ name }) => name === 'group.version');
    assert.equal(level?.maxVersionLevel, 1);
  });

  test('a partition goes to its new owner after the old one has given it up (B124)', async () => {
    const [group, topic] = [await groups.group(), await groups.topic(2)];
    const all = `${topic.name}:0,1`;
    assert.deepEqual(await groups.join(group, 'a', [topic.name]), {
      errorCode: 0,
      epoch: 1,
      intervalMs: 5000,
      has: all,
    });
    assert.equal((await groups.join(group, 'b', [topic.name])).has, '');
    assert.equal((await groups.beat(group, 'a', { memberEpoch: 1 })).has, `${topic.name}:0`);
    assert.equal((await groups.beat(group, 'b', { memberEpoch: 2 })).has, null);
    assert.equal((await groups.describe(group))?.groupState, 'Reconciling');
    const kept = { memberEpoch: 1, topicPartitions: [{ topicId: topic.id, partitions: [0] }] };
    assert.equal((await groups.beat(group, 'a', kept)).epoch, 2);
    assert.equal((await groups.beat(group, 'b', { memberEpoch: 2 })).has, `${topic.name}:1`);
    assert.equal((await groups.describe(group))?.groupState, 'Stable');
  });

  test('partitions that are added and topics that are created are assigned without a word of the clients (B130)', async () => {
    const [group, topic] = [await groups.group(), await groups.topic(1)];
    const later = topicName();
    assert.equal((await groups.join(group, 'a', [topic.name, later])).has, `${topic.name}:0`);
    await broker.client.request(createPartitionsApi, 3, {
      topics: [{ name: topic.name, count: 2, assignments: null }],
      timeoutMs: 10_000,
      validateOnly: false,
    });
    let told: Told = { errorCode: 0, epoch: 1, intervalMs: 0, has: '' };
    const until = (has: string): Promise<void> =>
      eventually(async () => {
        const next = await groups.beat(group, 'a', { memberEpoch: told.epoch });
        told = { ...next, has: next.has ?? told.has };
        return told.has === has;
      });
    await until(`${topic.name}:0,1`);
    groups.known(await broker.createTopic(later));
    await until([`${topic.name}:0,1`, `${later}:0`].sort().join(' '));
    await broker.deleteTopic(topic);
    await until(`${later}:0`);
  });

  test('a pattern finds its topics on the broker (B125)', async () => {
    const [group, topic] = [await groups.group(), await groups.topic(3)];
    const pattern = `${topic.name.slice(0, -1)}[${topic.name.at(-1) ?? ''}]`;
    const joins = { subscribedTopicNames: null, subscribedTopicRegex: pattern };
    const joined = await groups.join(group, 'a', [], joins);
    assert.deepEqual([joined.epoch, joined.has], [1, '']);
    let told = joined;
    await eventually(async () => {
      told = await groups.beat(group, 'a', { memberEpoch: told.epoch });
      return told.has === `${topic.name}:0,1,2`;
    });
    assert.equal(told.epoch, 2);
    const bad = { subscribedTopicNames: null, subscribedTopicRegex: '(' };
    assert.equal((await groups.join(group, 'b', [], bad)).errorCode, Errors.INVALID_REGULAR_EXPRESSION);
  });

  test('offsets are committed as of the member epoch (B129)', async () => {
    const [group, topic] = [await groups.group(), await groups.topic(1)];
    await groups.join(group, 'a', [topic.name]);
    const commit = async (memberId: string, generationIdOrMemberEpoch: number, version = 9) => {
      const partition = { partitionIndex: 0, committedOffset: 1n, committedLeaderEpoch: -1, committedMetadata: '' };
      const { topics } = await broker.client.request(offsetCommitApi, version, {
        groupId: group,
        generationIdOrMemberEpoch,
        memberId,
        groupInstanceId: null,
        retentionTimeMs: -1,
        topics: [{ name: topic.name, topicId: ZERO_UUID, partitions: [partition] }],
      });
      return topics[0]?.partitions[0]?.errorCode;
    };
    assert.equal(await commit('a', 1), Errors.NONE);
    assert.equal(await commit('a', 2), Errors.STALE_MEMBER_EPOCH);
    assert.equal(await commit('b', 1), Errors.UNKNOWN_MEMBER_ID);
    assert.equal(await commit('a', 1, 8), Errors.UNSUPPORTED_VERSION);
  });

  test('configs of a group hold from its next heartbeat on, within the bounds of the broker (B128)', async () => {
    const [group, topic] = [await groups.group(), await groups.topic(1)];
    const resource = { resourceType: GROUP_RESOURCE, resourceName: group };
    const alter = async (name: string, value: string): Promise<number | undefined> => {
      const configs = [{ name, configOperation: 0, value }];
      const request = { resources: [{ ...resource, configs }], validateOnly: false };
      return (await broker.client.request(incrementalAlterConfigsApi, 1, request)).responses[0]?.errorCode;
    };
    assert.equal((await groups.join(group, 'a', [topic.name])).intervalMs, 5000);
    assert.equal(await alter('consumer.heartbeat.interval.ms', '7000'), Errors.NONE);
    await eventually(async () => (await groups.beat(group, 'a', { memberEpoch: 1 })).intervalMs === 7000);
    assert.equal(await alter('consumer.heartbeat.interval.ms', '4999'), Errors.INVALID_CONFIG);
    assert.equal(await alter('consumer.session.timeout.ms', '60001'), Errors.INVALID_CONFIG);
    assert.equal(await alter('consumer.nonsense', '1'), Errors.INVALID_CONFIG);
    const asked = {
      resources: [{ ...resource, configurationKeys: null }],
      includeSynonyms: true,
      includeDocumentation: false,
    };
    const { results } = await broker.client.request(describeConfigsApi, 4, asked);
    const described = new Map(results[0]?.configs.map((config) => [config.name, [config.value, config.configSource]]));
    assert.deepEqual(described.get('consumer.heartbeat.interval.ms'), ['7000', 8]);
    assert.deepEqual(described.get('consumer.session.timeout.ms'), ['45000', 5]);
  });
});

suite('A broker without the consumer protocol', {
  skip: isElsewhere && 'a broker elsewhere has its own settings',
}, () => {
  test('advertises the API and answers UNSUPPORTED_VERSION (B131)', async () => {
    const broker = new BrokerUnderTest();
    await broker.start({ 'group.coordinator.rebalance.protocols': 'classic' });
    try {
      const asked = { clientSoftwareName: 'test', clientSoftwareVersion: '1' };
      const { apiKeys } = await broker.client.request(apiVersionsApi, 4, asked);
      assert(apiKeys.some(({ apiKey }) => apiKey === consumerGroupHeartbeatApi.key));
      const groups = new Groups(broker);
      assert.equal((await groups.join('group', 'a', ['topic'])).errorCode, Errors.UNSUPPORTED_VERSION);
      assert.equal((await groups.describe('group'))?.errorCode, Errors.UNSUPPORTED_VERSION);
    } finally {
      await broker.close();
    }
  });
});
