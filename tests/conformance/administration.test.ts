/** Elections, reassignments, the quorum, features and what has configs: B144. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Errors } from '@moldau/protocol';
import { alterPartitionReassignmentsApi } from '@moldau/protocol/messages/alter-partition-reassignments';
import { apiVersionsApi } from '@moldau/protocol/messages/api-versions';
import { consumerGroupHeartbeatApi } from '@moldau/protocol/messages/consumer-group-heartbeat';
import { describeQuorumApi } from '@moldau/protocol/messages/describe-quorum';
import { electLeadersApi } from '@moldau/protocol/messages/elect-leaders';
import { findCoordinatorApi } from '@moldau/protocol/messages/find-coordinator';
import { incrementalAlterConfigsApi } from '@moldau/protocol/messages/incremental-alter-configs';
import { listConfigResourcesApi } from '@moldau/protocol/messages/list-config-resources';
import { listPartitionReassignmentsApi } from '@moldau/protocol/messages/list-partition-reassignments';
import { metadataApi } from '@moldau/protocol/messages/metadata';
import { unregisterBrokerApi } from '@moldau/protocol/messages/unregister-broker';
import { updateFeaturesApi } from '@moldau/protocol/messages/update-features';
import { brokerUnderTest, eventually, topicName, versionsOf } from './support/broker-under-test.ts';
import { metadataRequest } from './support/requests.ts';

const [CLIENT_METRICS, GROUP, UNKNOWN_TYPE] = [16, 32, 1];
const [UPGRADE, SAFE_DOWNGRADE] = [1, 2];

suite('Administration of the cluster', { timeout: 60_000 }, () => {
  const broker = brokerUnderTest();

  async function node(): Promise<number> {
    const { brokers } = await broker.client.request(metadataApi, 12, metadataRequest([]));
    return brokers[0]?.nodeId ?? assert.fail('no broker');
  }

  test('every version says that a partition with its preferred leader needs no election', async () => {
    const topic = await broker.topic(2);
    for (const version of versionsOf(electLeadersApi)) {
      for (const electionType of version === 0 ? [0] : [0, 1]) {
        const { errorCode, replicaElectionResults } = await broker.client.request(electLeadersApi, version, {
          electionType,
          topicPartitions: [{ topic: topic.name, partitions: [1, 7] }],
          timeoutMs: 5000,
        });
        assert.equal(errorCode, Errors.NONE);
        const codes = replicaElectionResults[0]?.partitionResult.map((each) => [each.partitionId, each.errorCode]);
        assert.deepEqual(codes, [
          [1, Errors.ELECTION_NOT_NEEDED],
          [7, Errors.UNKNOWN_TOPIC_OR_PARTITION],
        ]);
      }
    }
  });

  test('an election in every partition answers those that needed one', async () => {
    const topic = await broker.topic(2);
    const body = { electionType: 0, topicPartitions: null, timeoutMs: 5000 };
    const { errorCode, replicaElectionResults } = await broker.client.request(electLeadersApi, 2, body);
    assert.equal(errorCode, Errors.NONE);
    const ours = replicaElectionResults.find((result) => result.topic === topic.name);
    assert.deepEqual(ours?.partitionResult, []);
  });

  test('every version moves replicas only to brokers that there are', async () => {
    const topic = await broker.topic(2);
    const here = await node();
    for (const version of versionsOf(alterPartitionReassignmentsApi)) {
      const { errorCode, responses } = await broker.client.request(alterPartitionReassignmentsApi, version, {
        timeoutMs: 5000,
        allowReplicationFactorChange: true,
        topics: [
          {
            name: topic.name,
            partitions: [
              { partitionIndex: 0, replicas: [here] },
              { partitionIndex: 1, replicas: [here, here + 1] },
              { partitionIndex: 1, replicas: null },
              { partitionIndex: 2, replicas: [here] },
            ],
          },
        ],
      });
      assert.equal(errorCode, Errors.NONE);
      assert.deepEqual(
        responses[0]?.partitions.map((partition) => partition.errorCode),
        [
          Errors.NONE,
          Errors.INVALID_REPLICA_ASSIGNMENT,
          Errors.NO_REASSIGNMENT_IN_PROGRESS,
          Errors.UNKNOWN_TOPIC_OR_PARTITION,
        ],
      );
    }
    const listed = await broker.client.request(listPartitionReassignmentsApi, 0, { timeoutMs: 5000, topics: null });
    assert.deepEqual([listed.errorCode, listed.topics], [Errors.NONE, []]);
  });

  test('every version shows the controller as the one voter, at an offset that grows with each change', async () => {
    const topics = [{ topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }] }];
    let highWatermark = 0;
    for (const version of versionsOf(describeQuorumApi)) {
      const answer = await broker.client.request(describeQuorumApi, version, { topics });
      const quorum = answer.topics[0]?.partitions[0] ?? assert.fail('no partition');
      assert.deepEqual([answer.errorCode, quorum.errorCode], [Errors.NONE, Errors.NONE]);
      assert.deepEqual(
        quorum.currentVoters.map(({ replicaId }) => replicaId),
        [quorum.leaderId],
      );
      assert.ok(quorum.leaderEpoch > 0);
      assert.ok(quorum.highWatermark > highWatermark);
      highWatermark = quorum.highWatermark;
      assert.deepEqual(
        answer.nodes.map(({ nodeId }) => nodeId),
        version >= 2 ? [quorum.leaderId] : [],
      );
      await broker.topic();
    }
    const other = [{ topicName: 'other', partitions: [{ partitionIndex: 0 }] }];
    const refused = await broker.client.request(describeQuorumApi, 2, { topics: other });
    assert.equal(refused.topics[0]?.partitions[0]?.errorCode, Errors.UNKNOWN_TOPIC_OR_PARTITION);
  });

  test('a broker that is not registered cannot be unregistered', async () => {
    const answer = await broker.client.request(unregisterBrokerApi, 0, { brokerId: (await node()) + 77 });
    assert.equal(answer.errorCode, Errors.BROKER_ID_NOT_REGISTERED);
  });

  test('every version lists client metrics; the newest lists groups, topics and brokers too', async () => {
    const { name } = await broker.topic();
    const subscription = topicName();
    const resources = [
      [CLIENT_METRICS, subscription, 'interval.ms', '10000'],
      [GROUP, name, 'share.auto.offset.reset', 'earliest'],
    ] as const;
    for (const [resourceType, resourceName, key, value] of resources) {
      const { responses } = await broker.client.request(incrementalAlterConfigsApi, 1, {
        resources: [{ resourceType, resourceName, configs: [{ name: key, configOperation: 0, value }] }],
        validateOnly: false,
      });
      assert.equal(responses[0]?.errorCode, Errors.NONE);
    }
    const list = (version: number, resourceTypes: number[] = []) =>
      broker.client.request(listConfigResourcesApi, version, { resourceTypes });
    for (const version of versionsOf(listConfigResourcesApi)) {
      await eventually(async () => {
        const { configResources } = await list(version);
        return configResources.some((each) => each.resourceName === subscription && each.resourceType === 16);
      });
    }
    const types = (await list(1)).configResources.flatMap((each) =>
      each.resourceName === name ? [each.resourceType] : [],
    );
    assert.deepEqual(new Set(types), new Set([2, GROUP]));
    assert.deepEqual(
      (await list(1, [4, 8])).configResources.map(({ resourceName }) => resourceName),
      Array(2).fill(String(await node())),
    );
    assert.equal((await list(1, [UNKNOWN_TYPE])).errorCode, Errors.UNSUPPORTED_VERSION);
  });
});

suite('Features', { timeout: 60_000 }, () => {
  const broker = brokerUnderTest();

  async function features() {
    const software = { clientSoftwareName: 'conformance', clientSoftwareVersion: '1' };
    const { finalizedFeatures, finalizedFeaturesEpoch } = await broker.client.request(apiVersionsApi, 4, software);
    const levels = new Map(finalizedFeatures.map(({ name, maxVersionLevel }) => [name, maxVersionLevel]));
    return { epoch: Number(finalizedFeaturesEpoch), group: levels.get('group.version') ?? 0, levels };
  }

  function update(version: number, level: number, upgradeType: number, validateOnly = false) {
    return broker.client.request(updateFeaturesApi, version, {
      timeoutMs: 5000,
      featureUpdates: [{ feature: 'group.version', maxVersionLevel: level, allowDowngrade: false, upgradeType }],
      validateOnly,
    });
  }

  async function becomes(level: number): Promise<void> {
    await eventually(async () => (await features()).group === level);
  }

  /** Whether a member can join by the protocol that the feature turns on. */
  async function heartbeat(): Promise<number> {
    const groupId = topicName();
    await broker.client.request(findCoordinatorApi, 4, { key: '', keyType: 0, coordinatorKeys: [groupId] });
    const { errorCode } = await broker.client.request(consumerGroupHeartbeatApi, 1, {
      groupId,
      memberId: 'a-member',
      memberEpoch: 0,
      instanceId: null,
      rackId: null,
      rebalanceTimeoutMs: 60_000,
      subscribedTopicNames: [topicName()],
      subscribedTopicRegex: null,
      serverAssignor: null,
      topicPartitions: [],
    });
    return errorCode;
  }

  test('every version can be asked to update a feature; versions that can say so lower it (B6)', async () => {
    for (const version of versionsOf(updateFeaturesApi)) {
      const before = await features();
      const upgrade = await update(version, 1, UPGRADE);
      assert.equal(upgrade.errorCode, Errors.NONE);
      assert.equal(upgrade.results.length, version <= 1 ? 1 : 0);
      assert.equal((await update(version, 9, UPGRADE)).errorCode, Errors.INVALID_UPDATE_VERSION);
      assert.equal((await update(version, 0, UPGRADE)).errorCode, Errors.INVALID_UPDATE_VERSION);
      if (version === 0) continue;
      assert.equal((await update(version, 0, SAFE_DOWNGRADE, true)).errorCode, Errors.NONE);
      assert.equal((await features()).group, 1);
      assert.equal((await update(version, 0, SAFE_DOWNGRADE)).errorCode, Errors.NONE);
      await becomes(0);
      assert.ok((await features()).epoch > before.epoch);
      assert.equal((await update(version, 1, UPGRADE)).errorCode, Errors.NONE);
      await becomes(1);
    }
  });

  test('a level takes effect at once: without group.version there are no groups of the consumer protocol', async () => {
    await update(2, 0, SAFE_DOWNGRADE);
    await becomes(0);
    await eventually(async () => (await heartbeat()) === Errors.UNSUPPORTED_VERSION);
    await update(2, 1, UPGRADE);
    await becomes(1);
    await eventually(async () => (await heartbeat()) === Errors.NONE);
  });
});
