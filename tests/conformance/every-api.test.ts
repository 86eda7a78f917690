/**
 * Every API that the broker advertises, at every version, both ends included, with bodies that succeed and bodies that
 * fail: each gets an answer that a client of that version can read to the last byte (B7).
 */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type ApiDescriptor, apiKeys, Errors, UnsupportedVersionError, ZERO_UUID } from '@moldau/protocol';
import { addOffsetsToTxnApi } from '@moldau/protocol/messages/add-offsets-to-txn';
import { addPartitionsToTxnApi } from '@moldau/protocol/messages/add-partitions-to-txn';
import { alterClientQuotasApi } from '@moldau/protocol/messages/alter-client-quotas';
import { alterConfigsApi } from '@moldau/protocol/messages/alter-configs';
import { alterPartitionReassignmentsApi } from '@moldau/protocol/messages/alter-partition-reassignments';
import { alterReplicaLogDirsApi } from '@moldau/protocol/messages/alter-replica-log-dirs';
import { apiVersionsApi } from '@moldau/protocol/messages/api-versions';
import { consumerGroupDescribeApi } from '@moldau/protocol/messages/consumer-group-describe';
import { consumerGroupHeartbeatApi } from '@moldau/protocol/messages/consumer-group-heartbeat';
import { createPartitionsApi } from '@moldau/protocol/messages/create-partitions';
import { createTopicsApi } from '@moldau/protocol/messages/create-topics';
import { deleteGroupsApi } from '@moldau/protocol/messages/delete-groups';
import { deleteRecordsApi } from '@moldau/protocol/messages/delete-records';
import { deleteTopicsApi } from '@moldau/protocol/messages/delete-topics';
import { describeClientQuotasApi } from '@moldau/protocol/messages/describe-client-quotas';
import { describeClusterApi } from '@moldau/protocol/messages/describe-cluster';
import { describeConfigsApi } from '@moldau/protocol/messages/describe-configs';
import { describeGroupsApi } from '@moldau/protocol/messages/describe-groups';
import { describeLogDirsApi } from '@moldau/protocol/messages/describe-log-dirs';
import { describeProducersApi } from '@moldau/protocol/messages/describe-producers';
import { describeQuorumApi } from '@moldau/protocol/messages/describe-quorum';
import { describeTopicPartitionsApi } from '@moldau/protocol/messages/describe-topic-partitions';
import { describeTransactionsApi } from '@moldau/protocol/messages/describe-transactions';
import { describeUserScramCredentialsApi } from '@moldau/protocol/messages/describe-user-scram-credentials';
import { electLeadersApi } from '@moldau/protocol/messages/elect-leaders';
import { endTxnApi } from '@moldau/protocol/messages/end-txn';
import { fetchApi } from '@moldau/protocol/messages/fetch';
import { findCoordinatorApi } from '@moldau/protocol/messages/find-coordinator';
import { heartbeatApi } from '@moldau/protocol/messages/heartbeat';
import { incrementalAlterConfigsApi } from '@moldau/protocol/messages/incremental-alter-configs';
import { initProducerIdApi } from '@moldau/protocol/messages/init-producer-id';
import { joinGroupApi } from '@moldau/protocol/messages/join-group';
import { leaveGroupApi } from '@moldau/protocol/messages/leave-group';
import { listConfigResourcesApi } from '@moldau/protocol/messages/list-config-resources';
import { listGroupsApi } from '@moldau/protocol/messages/list-groups';
import { listOffsetsApi } from '@moldau/protocol/messages/list-offsets';
import { listPartitionReassignmentsApi } from '@moldau/protocol/messages/list-partition-reassignments';
import { listTransactionsApi } from '@moldau/protocol/messages/list-transactions';
import { metadataApi } from '@moldau/protocol/messages/metadata';
import { offsetCommitApi } from '@moldau/protocol/messages/offset-commit';
import { offsetDeleteApi } from '@moldau/protocol/messages/offset-delete';
import { offsetFetchApi } from '@moldau/protocol/messages/offset-fetch';
import { offsetForLeaderEpochApi } from '@moldau/protocol/messages/offset-for-leader-epoch';
import { produceApi } from '@moldau/protocol/messages/produce';
import { syncGroupApi } from '@moldau/protocol/messages/sync-group';
import { txnOffsetCommitApi } from '@moldau/protocol/messages/txn-offset-commit';
import { unregisterBrokerApi } from '@moldau/protocol/messages/unregister-broker';
import { updateFeaturesApi } from '@moldau/protocol/messages/update-features';
import { writeTxnMarkersApi } from '@moldau/protocol/messages/write-txn-markers';
import { requestFrame } from '../support/wire-client.ts';
import {
  type BrokerUnderTest,
  brokerUnderTest,
  eventually,
  isElsewhere,
  topicName,
} from './support/broker-under-test.ts';
import {
  batch,
  fetchPartition,
  fetchRequest,
  initProducerIdRequest,
  listOffsetsRequest,
  metadataRequest,
  produceRequest,
  STRANGE_ID,
  type Topic,
  topicData,
} from './support/requests.ts';

/** Sends what one API's version can say; resolves with how many bodies were answered. */
interface Exchange {
  readonly key: number;
  readonly name: string;
  readonly maxVersion: number;
  answered(broker: BrokerUnderTest, scene: Scene, version: number): Promise<number>;
}

interface Scene {
  readonly topic: Topic;
  readonly unknown: Topic;
  /** A stable group with one member. */
  readonly group: string;
  readonly memberId: string;
}

/** Bodies that a version cannot carry are not for it. */
function exchange<Req, Res>(api: ApiDescriptor<Req, Res>, bodies: (scene: Scene) => readonly Req[]): Exchange {
  const fits = (body: Req, version: number): boolean => {
    try {
      requestFrame(api, version, body, 0);
      return true;
    } catch (error) {
      if (error instanceof UnsupportedVersionError) return false;
      throw error;
    }
  };
  return {
    key: api.key,
    name: api.name,
    maxVersion: api.maxVersion,
    async answered(broker, scene, version) {
      const fitting = bodies(scene).filter((body) => fits(body, version));
      for (const body of fitting) {
        const client = await broker.connect();
        await client.request(api, version, body);
        await client.close();
      }
      return fitting.length;
    },
  };
}

const join = {
  sessionTimeoutMs: 10_000,
  rebalanceTimeoutMs: 10_000,
  memberId: '',
  groupInstanceId: null,
  protocolType: 'consumer',
  protocols: [{ name: 'range', metadata: Buffer.from('m') }],
  reason: null,
};
const noMember = { generationId: 1, memberId: 'nobody', groupInstanceId: null };
const config = { name: 'retention.ms', value: '100000' };

const nobody = { transactionalId: 'nobody', producerId: 77_000, producerEpoch: 0 };

/** ConsumerGroupHeartbeat of a member that joins. */
function heartbeatOf(memberId: string) {
  return {
    memberId,
    memberEpoch: 0,
    instanceId: null,
    rackId: null,
    rebalanceTimeoutMs: 60_000,
    subscribedTopicNames: null,
    subscribedTopicRegex: null,
    serverAssignor: null,
    topicPartitions: null,
  };
}

function newTopic(name: string, numPartitions = 1, configs: { name: string; value: string | null }[] = []) {
  return { name, numPartitions, replicationFactor: 1, assignments: [], configs };
}

const exchanges: readonly Exchange[] = [
  exchange(produceApi, ({ topic, unknown }) => [
    produceRequest([topicData(topic, [0, batch()], [5, batch()]), topicData(unknown, [0, batch()])]),
    produceRequest([topicData(topic, [0, Buffer.alloc(0)])]),
    produceRequest([topicData(topic, [0, batch()])], { acks: 1 }),
    produceRequest([topicData(topic, [0, batch()])], { acks: 7 }),
    produceRequest([]),
  ]),
  exchange(fetchApi, ({ topic, unknown }) => [
    fetchRequest([
      [topic, fetchPartition(0, 0), fetchPartition(5, 0)],
      [unknown, fetchPartition(0, 0)],
    ]),
    fetchRequest([[topic, fetchPartition(0, 999)]], { isolationLevel: 1 }),
    fetchRequest([[topic, fetchPartition(0, 1, { lastFetchedEpoch: 0 })]]),
    fetchRequest([[topic, fetchPartition(0, 77, { lastFetchedEpoch: 0 })]]),
    fetchRequest([[topic, fetchPartition(0, 0)]], { sessionEpoch: 0 }),
    fetchRequest([], { sessionEpoch: 4, sessionId: 4 }),
    fetchRequest([[topic, fetchPartition(0, 0, { currentLeaderEpoch: 9 })]]),
  ]),
  exchange(listOffsetsApi, ({ topic, unknown }) => [
    listOffsetsRequest(topic, [{}, { partitionIndex: 5 }]),
    listOffsetsRequest(topic, [{ timestamp: -2 }], { isolationLevel: 1 }),
    ...[-3, -4, -5, -6, -9, 0, 5].map((timestamp) => listOffsetsRequest(topic, [{ timestamp }])),
    listOffsetsRequest(unknown, [{}, {}]),
  ]),
  exchange(deleteRecordsApi, ({ topic, unknown }) =>
    [0, -1, -2, 99].map((offset) => {
      const partitions = [0, 5].map((partitionIndex) => ({ partitionIndex, offset }));
      return { topics: [topic, unknown].map(({ name }) => ({ name, partitions })), timeoutMs: 1000 };
    }),
  ),
  exchange(offsetForLeaderEpochApi, ({ topic, unknown }) =>
    [topic, unknown].map(({ name }) => ({
      replicaId: -1,
      topics: [{ topic: name, partitions: [{ partition: 0, currentLeaderEpoch: 0, leaderEpoch: 0 }] }],
    })),
  ),
  exchange(initProducerIdApi, () => [
    initProducerIdRequest(),
    initProducerIdRequest({ producerId: 4, producerEpoch: 2 }),
    initProducerIdRequest({ transactionalId: '' }),
  ]),
  exchange(metadataApi, ({ topic, unknown }) => {
    const both = { includeClusterAuthorizedOperations: true, includeTopicAuthorizedOperations: true };
    return [
      metadataRequest([topic.name, unknown.name, 'not/legal']),
      metadataRequest([topic.name, unknown.name, 'not/legal'], { allowAutoTopicCreation: true }),
      metadataRequest([topicName()], { allowAutoTopicCreation: true }),
      metadataRequest([], { allowAutoTopicCreation: true }),
      metadataRequest(null, { allowAutoTopicCreation: true }),
      metadataRequest([topic, unknown]),
      metadataRequest(null, both),
      metadataRequest(null, { includeTopicAuthorizedOperations: true }),
    ];
  }),
  exchange(describeClusterApi, () =>
    [1, 2, 3].flatMap((endpointType) => [
      { includeClusterAuthorizedOperations: true, endpointType, includeFencedBrokers: false },
      { includeClusterAuthorizedOperations: false, endpointType, includeFencedBrokers: true },
    ]),
  ),
  exchange(describeTopicPartitionsApi, ({ topic, unknown }) => [
    { topics: [topic, unknown], responsePartitionLimit: 2000, cursor: null },
    { topics: [topic], responsePartitionLimit: 1, cursor: { topicName: topic.name, partitionIndex: 0 } },
    { topics: [], responsePartitionLimit: 1, cursor: null },
    { topics: [topic], responsePartitionLimit: 1, cursor: { topicName: 'zzz', partitionIndex: -1 } },
  ]),
  exchange(createTopicsApi, ({ topic }) => [
    { topics: [newTopic(topicName(), 2, [config])], timeoutMs: 5000, validateOnly: false },
    {
      topics: [newTopic(topic.name), newTopic('not/legal'), newTopic(topicName(), 0), newTopic(topicName())],
      timeoutMs: 5000,
      validateOnly: false,
    },
    { topics: [newTopic(topicName()), newTopic(topic.name)], timeoutMs: 5000, validateOnly: true },
    { topics: [newTopic(topicName(), 1, [{ name: 'no.such', value: null }])], timeoutMs: 5000, validateOnly: false },
  ]),
  exchange(deleteTopicsApi, ({ unknown }) => [
    { topics: [], topicNames: [unknown.name], timeoutMs: 5000 },
    { topics: [{ name: unknown.name, topicId: ZERO_UUID }], topicNames: [], timeoutMs: 5000 },
    { topics: [{ name: null, topicId: unknown.id }], topicNames: [], timeoutMs: 5000 },
    { topics: [], topicNames: [], timeoutMs: 5000 },
  ]),
  exchange(createPartitionsApi, ({ topic, unknown }) => [
    {
      topics: [
        { name: topic.name, count: 1, assignments: null },
        { name: unknown.name, count: 3, assignments: null },
      ],
      timeoutMs: 5000,
      validateOnly: false,
    },
    { topics: [{ name: topic.name, count: 6, assignments: null }], timeoutMs: 5000, validateOnly: true },
  ]),
  exchange(describeConfigsApi, ({ topic, unknown }) =>
    [false, true].map((all) => ({
      resources: [
        { resourceType: 2, resourceName: topic.name, configurationKeys: null },
        { resourceType: 2, resourceName: topic.name, configurationKeys: ['cleanup.policy', 'nonsense'] },
        { resourceType: 2, resourceName: unknown.name, configurationKeys: null },
        { resourceType: 4, resourceName: '1', configurationKeys: null },
        { resourceType: 4, resourceName: '', configurationKeys: null },
        { resourceType: 4, resourceName: '99', configurationKeys: null },
        { resourceType: 77, resourceName: 'x', configurationKeys: null },
      ],
      includeSynonyms: all,
      includeDocumentation: all,
    })),
  ),
  exchange(alterClientQuotasApi, ({ unknown }) =>
    [true, false].map((validateOnly) => ({
      entries: [
        {
          entity: [{ entityType: 'user', entityName: unknown.name }],
          ops: [{ key: 'producer_byte_rate', value: 1e9, remove: validateOnly }],
        },
        { entity: [{ entityType: 'nonsense', entityName: null }], ops: [] },
      ],
      validateOnly,
    })),
  ),
  exchange(describeUserScramCredentialsApi, () => [{ users: null }, { users: [{ name: 'nobody' }] }]),
  exchange(describeClientQuotasApi, ({ unknown }) => [
    { components: [], strict: false },
    { components: [{ entityType: 'user', matchType: 0, match: unknown.name }], strict: true },
    { components: [{ entityType: 'nonsense', matchType: 2, match: null }], strict: true },
  ]),
  exchange(describeConfigsApi, ({ topic }) => [
    {
      resources: [{ resourceType: 2, resourceName: topic.name, configurationKeys: null }],
      includeSynonyms: true,
      includeDocumentation: false,
    },
  ]),
  exchange(alterConfigsApi, ({ topic, unknown }) =>
    [true, false].map((validateOnly) => ({
      resources: [
        { resourceType: 2, resourceName: topic.name, configs: [config] },
        { resourceType: 2, resourceName: unknown.name, configs: [config] },
        { resourceType: 77, resourceName: 'x', configs: [config] },
      ],
      validateOnly,
    })),
  ),
  exchange(incrementalAlterConfigsApi, ({ topic, unknown }) =>
    [true, false].map((validateOnly) => ({
      resources: [
        { resourceType: 2, resourceName: topic.name, configs: [{ ...config, configOperation: 0 }] },
        { resourceType: 2, resourceName: unknown.name, configs: [{ ...config, configOperation: 9 }] },
        { resourceType: 77, resourceName: 'x', configs: [] },
      ],
      validateOnly,
    })),
  ),
  exchange(findCoordinatorApi, ({ group }) => [
    { key: group, keyType: 0, coordinatorKeys: [] },
    { key: '', keyType: 9, coordinatorKeys: [] },
    { key: '', keyType: 0, coordinatorKeys: [group, ''] },
    { key: '', keyType: 9, coordinatorKeys: [group] },
  ]),
  exchange(joinGroupApi, ({ group }) => [
    { ...join, groupId: topicName() },
    { ...join, groupId: topicName(), groupInstanceId: 'static' },
    { ...join, groupId: '' },
    { ...join, groupId: group, memberId: 'nobody' },
    { ...join, groupId: group, protocolType: 'other' },
    { ...join, groupId: topicName(), sessionTimeoutMs: 1 },
  ]),
  exchange(syncGroupApi, ({ group, memberId }) => [
    { ...noMember, groupId: group, protocolType: null, protocolName: null, assignments: [] },
    { ...noMember, groupId: '', protocolType: null, protocolName: null, assignments: [] },
    { ...noMember, groupId: group, memberId, protocolType: 'consumer', protocolName: 'range', assignments: [] },
  ]),
  exchange(heartbeatApi, ({ group, memberId }) => [
    { ...noMember, groupId: group },
    { ...noMember, groupId: group, memberId },
    { ...noMember, groupId: '' },
  ]),
  exchange(leaveGroupApi, ({ group }) => [
    { groupId: group, memberId: 'nobody', members: [] },
    { groupId: group, memberId: '', members: [{ memberId: 'nobody', groupInstanceId: null, reason: 'why' }] },
    { groupId: '', memberId: '', members: [{ memberId: '', groupInstanceId: 'nobody', reason: null }] },
    { groupId: topicName(), memberId: 'nobody', members: [] },
  ]),
  exchange(consumerGroupHeartbeatApi, ({ topic, group, memberId }) => [
    { ...heartbeatOf('nobody'), groupId: '' },
    { ...heartbeatOf('nobody'), groupId: group, memberEpoch: 1 },
    { ...heartbeatOf(memberId), groupId: group, memberEpoch: -2, instanceId: 'nobody' },
    { ...heartbeatOf('one'), groupId: `${group}-consumers`, subscribedTopicNames: [topic.name], topicPartitions: [] },
    { ...heartbeatOf('one'), groupId: `${group}-consumers`, memberEpoch: -1 },
  ]),
  exchange(consumerGroupDescribeApi, ({ group }) => [
    { groupIds: [], includeAuthorizedOperations: false },
    { groupIds: [group, `${group}-consumers`, 'no-such-group'], includeAuthorizedOperations: true },
  ]),
  exchange(offsetCommitApi, ({ topic, unknown, group }) =>
    [topicName(), group, ''].map((groupId) => ({
      groupId,
      generationIdOrMemberEpoch: -1,
      memberId: '',
      groupInstanceId: null,
      retentionTimeMs: -1,
      topics: [topic, unknown].map(({ name, id }) => ({
        name,
        topicId: id,
        partitions: [0, 9].map((partitionIndex) => ({
          partitionIndex,
          committedOffset: 3n,
          committedLeaderEpoch: 0,
          committedMetadata: partitionIndex === 0 ? null : 'm',
        })),
      })),
    })),
  ),
  exchange(offsetFetchApi, ({ topic, unknown, group }) => {
    const names = [topic, unknown].map(({ name }) => ({ name, partitionIndexes: [0, 9] }));
    const ids = [topic, unknown].map(({ name, id }) => ({ name, topicId: id, partitionIndexes: [0, 9] }));
    const one = { memberId: null, memberEpoch: -1 };
    return [
      { groupId: group, topics: names, groups: [], requireStable: false },
      { groupId: group, topics: null, groups: [], requireStable: true },
      { groupId: '', topics: [], groups: [{ ...one, groupId: group, topics: ids }], requireStable: true },
      {
        groupId: '',
        topics: [],
        groups: ['unknown', group, ''].map((groupId) => ({ ...one, groupId, topics: null })),
        requireStable: false,
      },
    ];
  }),
  exchange(describeGroupsApi, ({ group }) =>
    [true, false].map((includeAuthorizedOperations) => ({
      groups: [group, 'unknown', ''],
      includeAuthorizedOperations,
    })),
  ),
  exchange(listGroupsApi, () => [
    { statesFilter: [], typesFilter: [] },
    { statesFilter: ['Stable', 'nonsense'], typesFilter: [] },
    { statesFilter: [], typesFilter: ['classic', 'nonsense'] },
  ]),
  exchange(offsetDeleteApi, ({ topic, unknown, group }) =>
    [group, 'unknown', ''].map((groupId) => ({
      groupId,
      topics: [topic, unknown].map(({ name }) => ({ name, partitions: [{ partitionIndex: 0 }] })),
    })),
  ),
  exchange(addPartitionsToTxnApi, ({ topic, unknown }) => {
    const topics = [topic, unknown].map(({ name }) => ({ name, partitions: [0, 9] }));
    const none = { v3AndBelowTransactionalId: '', v3AndBelowProducerId: 0, v3AndBelowProducerEpoch: 0 };
    return [
      {
        transactions: [],
        v3AndBelowTransactionalId: nobody.transactionalId,
        v3AndBelowProducerId: nobody.producerId,
        v3AndBelowProducerEpoch: nobody.producerEpoch,
        v3AndBelowTopics: topics,
      },
      { ...none, transactions: [{ ...nobody, verifyOnly: true, topics }], v3AndBelowTopics: [] },
    ];
  }),
  exchange(addOffsetsToTxnApi, ({ group }) => [{ ...nobody, groupId: group }]),
  exchange(endTxnApi, () => [true, false].map((committed) => ({ ...nobody, committed }))),
  exchange(txnOffsetCommitApi, ({ topic, unknown, group }) =>
    [group, ''].map((groupId) => ({
      ...nobody,
      groupId,
      generationId: -1,
      memberId: '',
      groupInstanceId: null,
      topics: [topic, unknown].map(({ name }) => ({
        name,
        partitions: [0, 9].map((partitionIndex) => ({
          partitionIndex,
          committedOffset: 3n,
          committedLeaderEpoch: -1,
          committedMetadata: null,
        })),
      })),
    })),
  ),
  exchange(writeTxnMarkersApi, ({ topic, unknown }) => [
    { markers: [] },
    {
      markers: [topic, unknown].map(({ name }) => ({
        producerId: 77_000,
        producerEpoch: 0,
        transactionResult: false,
        topics: [{ name, partitionIndexes: [0, 9] }],
        coordinatorEpoch: 0,
        transactionVersion: 0,
      })),
    },
  ]),
  exchange(describeLogDirsApi, ({ topic, unknown }) => [
    { topics: null },
    { topics: [] },
    {
      topics: [
        { topic: topic.name, partitions: [0, 5] },
        { topic: unknown.name, partitions: [0] },
      ],
    },
  ]),
  exchange(alterReplicaLogDirsApi, ({ topic, unknown }) => [
    { dirs: [] },
    {
      dirs: [
        {
          path: '/nowhere',
          topics: [
            { name: topic.name, partitions: [0, 5] },
            { name: unknown.name, partitions: [0] },
          ],
        },
      ],
    },
  ]),
  exchange(describeProducersApi, ({ topic, unknown }) => [
    { topics: [topic, unknown].map(({ name }) => ({ name, partitionIndexes: [0, 9] })) },
  ]),
  exchange(describeTransactionsApi, () => [{ transactionalIds: [] }, { transactionalIds: ['nobody', ''] }]),
  exchange(listTransactionsApi, () => [
    { stateFilters: [], producerIdFilters: [], durationFilter: -1, transactionalIdPattern: null },
    { stateFilters: ['Ongoing', 'nonsense'], producerIdFilters: [7], durationFilter: -1, transactionalIdPattern: null },
    { stateFilters: [], producerIdFilters: [], durationFilter: 5, transactionalIdPattern: '[' },
  ]),
  exchange(electLeadersApi, ({ topic, unknown }) => [
    { electionType: 0, topicPartitions: null, timeoutMs: 5000 },
    ...[0, 1, 7].map((electionType) => ({
      electionType,
      topicPartitions: [topic, unknown].map(({ name }) => ({ topic: name, partitions: [0, 9] })),
      timeoutMs: 5000,
    })),
  ]),
  exchange(alterPartitionReassignmentsApi, ({ topic, unknown }) =>
    [true, false].map((allowReplicationFactorChange) => ({
      timeoutMs: 5000,
      allowReplicationFactorChange,
      topics: [topic, unknown].map(({ name }) => ({
        name,
        partitions: [[1], [7, 8], [], null].map((replicas) => ({ partitionIndex: 0, replicas })),
      })),
    })),
  ),
  exchange(listPartitionReassignmentsApi, ({ topic, unknown }) => [
    { timeoutMs: 5000, topics: null },
    { timeoutMs: 5000, topics: [topic, unknown].map(({ name }) => ({ name, partitionIndexes: [0, 9] })) },
  ]),
  exchange(describeQuorumApi, ({ topic }) =>
    ['__cluster_metadata', topic.name].map((topicName) => ({
      topics: [{ topicName, partitions: [{ partitionIndex: 0 }] }],
    })),
  ),
  exchange(updateFeaturesApi, () =>
    ['transaction.version', 'nonsense'].map((feature) => ({
      timeoutMs: 5000,
      featureUpdates: [{ feature, maxVersionLevel: 2, allowDowngrade: false, upgradeType: 1 }],
      validateOnly: false,
    })),
  ),
  exchange(unregisterBrokerApi, () => [{ brokerId: 77 }]),
  exchange(listConfigResourcesApi, () => [{ resourceTypes: [] }, { resourceTypes: [16] }, { resourceTypes: [77, 2] }]),
  exchange(deleteGroupsApi, ({ group }) => [{ groupsNames: [group, 'unknown', ''] }]),
  exchange(apiVersionsApi, () => [
    { clientSoftwareName: 'conformance', clientSoftwareVersion: '1' },
    { clientSoftwareName: '', clientSoftwareVersion: '' },
  ]),
];

suite('Every API', { timeout: 120_000 }, () => {
  const broker = brokerUnderTest();

  async function stableGroup(): Promise<Pick<Scene, 'group' | 'memberId'>> {
    const group = topicName();
    await eventually(async () => {
      const asked = { key: '', keyType: 0, coordinatorKeys: [group] };
      const { coordinators } = await broker.client.request(findCoordinatorApi, 4, asked);
      return coordinators[0]?.errorCode === Errors.NONE;
    });
    let joined = { memberId: '', generationId: -1 };
    await eventually(async () => {
      const { memberId } = joined;
      const leader = await broker.client.request(joinGroupApi, 7, { ...join, groupId: group, memberId });
      if (leader.errorCode === Errors.MEMBER_ID_REQUIRED || leader.errorCode === Errors.NONE) joined = leader;
      return leader.errorCode === Errors.NONE;
    });
    const { memberId, generationId } = joined;
    const assignments = [{ memberId, assignment: Buffer.from('a') }];
    const sync = { groupId: group, generationId, memberId, groupInstanceId: null, assignments };
    const names = { protocolType: 'consumer', protocolName: 'range' };
    assert.equal((await broker.client.request(syncGroupApi, 5, { ...sync, ...names })).errorCode, 0);
    return { group, memberId };
  }

  test('is answered at every version that is advertised', async () => {
    const { apiKeys: advertised } = await broker.client.request(apiVersionsApi, 3, {
      clientSoftwareName: 'conformance',
      clientSoftwareVersion: '1',
    });
    const untested = advertised.filter(({ apiKey }) => exchanges.every(({ key }) => key !== apiKey));
    if (!isElsewhere) {
      const names = untested.map(({ apiKey }) => apiKeys.get(apiKey)?.name);
      assert.deepEqual(names, [], 'advertised, but without bodies here');
    }
    const group = await stableGroup();
    const topic = await broker.topic(2);
    await broker.append(topic, batch());
    const scene: Scene = { topic, unknown: { name: topicName(), id: STRANGE_ID }, ...group };
    const failures: string[] = [];
    for (const each of exchanges) {
      const { minVersion = 0, maxVersion = -1 } = advertised.find(({ apiKey }) => apiKey === each.key) ?? {};
      for (let version = minVersion; version <= Math.min(maxVersion, each.maxVersion); version++) {
        if (each.key === produceApi.key && version < produceApi.minVersion) continue;
        try {
          assert.notEqual(await each.answered(broker, scene, version), 0, 'no body fits');
        } catch (error) {
          failures.push(`${each.name} v${version}: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
    }
    assert.deepEqual(failures, []);
  });
});
