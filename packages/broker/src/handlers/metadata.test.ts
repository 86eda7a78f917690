import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ClusterImage, emptyImage } from '@moldau/metadata';
import { Errors, ProtocolError, ZERO_UUID } from '@moldau/protocol';
import { type MetadataRequest, type MetadataResponse, metadataApi } from '@moldau/protocol/messages/metadata';
import { metadataHandler } from './metadata.ts';
import { type AdminFixture, adminFixture, ask, versionsOf } from './testing/admin-fixture.ts';

const UNKNOWN_ID = 'BAAAAAAAAAAAAAAAAAAAAA';
const NOT_REQUESTED = -2_147_483_648;

function request(version: number, topics: readonly (string | { id: string })[] | null): MetadataRequest {
  return {
    topics:
      topics?.map((topic) =>
        typeof topic === 'string' ? { topicId: ZERO_UUID, name: topic } : { topicId: topic.id, name: null },
      ) ?? null,
    allowAutoTopicCreation: version < 4,
    includeClusterAuthorizedOperations: false,
    includeTopicAuthorizedOperations: false,
  };
}

interface Asking {
  readonly version: number;
  readonly changes?: Partial<MetadataRequest>;
  readonly autoCreateTopics?: (names: readonly string[]) => Promise<void>;
  readonly image?: ClusterImage;
  readonly listenerName?: string;
}

function metadata(
  { endpoints, image }: AdminFixture,
  topics: readonly (string | { id: string })[] | null,
  asking: Asking,
): Promise<MetadataResponse> {
  const { version, changes, autoCreateTopics, listenerName = 'PLAINTEXT' } = asking;
  const current = asking.image;
  const handler = metadataHandler({ endpoints, image: current ? () => current : image, autoCreateTopics });
  return ask(metadataApi, handler, version, { ...request(version, topics), ...changes }, { listenerName });
}

/** Sorted by name. */
function summary({ topics }: Pick<MetadataResponse, 'topics'>): [string, number][] {
  const pairs = topics.map(({ name, errorCode }): [string, number] => [name ?? '', errorCode]);
  return pairs.sort(([a], [b]) => (a < b ? -1 : 1));
}

describe('Metadata', () => {
  test('answers in every version with the brokers and the topics that are asked for', async () => {
    const fixture = await adminFixture([{ brokerId: 1, rack: 'r1' }, { brokerId: 2 }]);
    await fixture.createTopics({ name: 'a', partitions: 2, replicationFactor: 2 });
    for (const version of versionsOf(metadataApi)) {
      const { brokers, topics, controllerId, clusterId, errorCode } = await metadata(fixture, ['a', 'nope', '..'], {
        version,
      });
      const rack = version >= 1 ? 'r1' : null;
      assert.deepEqual(brokers[0], { nodeId: 1, host: 'dialled', port: 1234, rack });
      assert.deepEqual(brokers[1], { nodeId: 2, host: 'broker-2', port: 9092, rack: null });
      assert.equal(controllerId, version >= 1 ? 1 : -1);
      assert.equal(clusterId, version >= 2 ? fixture.image().clusterId : null);
      assert.equal(errorCode, Errors.NONE);
      assert.deepEqual(summary({ topics }), [
        ['..', Errors.INVALID_TOPIC_EXCEPTION],
        ['a', Errors.NONE],
        ['nope', Errors.UNKNOWN_TOPIC_OR_PARTITION],
      ]);
      const [a] = topics;
      assert.equal(a?.topicId, version >= 10 ? fixture.image().topicsByName.get('a')?.id : ZERO_UUID);
      assert.equal(a?.partitions.length, 2);
      assert.equal(a?.partitions[0]?.leaderEpoch, version >= 7 ? 0 : -1);
      assert.equal(a?.partitions[0]?.replicaNodes.length, 2);
    }
  });

  test('an empty list is all topics in version 0 and none later; null is all (B17)', async () => {
    const fixture = await adminFixture();
    await fixture.createTopics({ name: 'a' }, { name: 'b' });
    assert.equal((await metadata(fixture, [], { version: 0 })).topics.length, 2);
    for (const version of versionsOf(metadataApi).slice(1)) {
      assert.equal((await metadata(fixture, [], { version })).topics.length, 0);
      assert.equal((await metadata(fixture, null, { version })).topics.length, 2);
    }
  });

  test('creates unknown topics if both sides allow it, and answers with them (B18, B19)', async () => {
    const fixture = await adminFixture();
    const asked: string[][] = [];
    const autoCreateTopics = async (names: readonly string[]) => {
      asked.push([...names]);
      await fixture.createTopics(...names.filter((name) => name !== 'slow').map((name) => ({ name })));
    };
    const allowed = { allowAutoTopicCreation: true };
    const topics = ['new', 'slow', '..', 'new'];
    const created = await metadata(fixture, topics, { version: 12, changes: allowed, autoCreateTopics });
    assert.deepEqual(asked, [['new', 'slow']]);
    assert.deepEqual(summary(created), [
      ['..', Errors.INVALID_TOPIC_EXCEPTION],
      ['new', Errors.NONE],
      ['slow', Errors.UNKNOWN_TOPIC_OR_PARTITION],
    ]);
    assert.deepEqual(summary(await metadata(fixture, ['old'], { version: 3, autoCreateTopics })), [
      ['old', Errors.NONE],
    ]);
    const unasked = [
      await metadata(fixture, ['x'], { version: 12, autoCreateTopics }),
      await metadata(fixture, ['x'], { version: 12, changes: allowed }),
      await metadata(fixture, null, { version: 12, changes: allowed, autoCreateTopics }),
      await metadata(fixture, [{ id: UNKNOWN_ID }], { version: 12, changes: allowed, autoCreateTopics }),
    ];
    assert.equal(unasked[0]?.topics[0]?.errorCode, Errors.UNKNOWN_TOPIC_OR_PARTITION);
    assert.equal(asked.length, 2);
  });

  test('a topic that cannot be created is unknown (B18)', async () => {
    const fixture = await adminFixture();
    const autoCreateTopics = () => Promise.reject(new ProtocolError(Errors.KAFKA_STORAGE_ERROR));
    const response = await metadata(fixture, ['a'], { version: 2, autoCreateTopics });
    assert.deepEqual(summary(response), [['a', Errors.UNKNOWN_TOPIC_OR_PARTITION]]);
  });

  test('finds topics by id from version 12 on; with an id in the request names do not count (B25)', async () => {
    const fixture = await adminFixture();
    await fixture.createTopics({ name: 'a' });
    const id = fixture.image().topicsByName.get('a')?.id ?? '';
    for (const version of [12, 13]) {
      const { topics } = await metadata(fixture, [{ id }, { id: UNKNOWN_ID }, { id }, 'b'], { version });
      assert.deepEqual(
        topics.map(({ name, topicId, errorCode }) => [name, topicId, errorCode]),
        [
          ['a', id, Errors.NONE],
          [null, UNKNOWN_ID, Errors.UNKNOWN_TOPIC_ID],
        ],
      );
    }
  });

  test('an id in version 10 or 11, or neither id nor name, makes the request invalid (B25)', async () => {
    const fixture = await adminFixture();
    await fixture.createTopics({ name: 'a' });
    const id = fixture.image().topicsByName.get('a')?.id ?? '';
    const ambiguous = { topics: [{ topicId: id, name: 'a' }] };
    const nameless = { topics: [{ topicId: ZERO_UUID, name: null }] };
    for (const [version, changes] of [
      [10, ambiguous],
      [11, ambiguous],
      [11, nameless],
      [13, nameless],
    ] as const) {
      const { topics, brokers } = await metadata(fixture, [], { version, changes });
      assert.deepEqual([topics[0]?.errorCode, brokers.length], [Errors.INVALID_REQUEST, 0]);
    }
  });

  test('tells authorized operations when asked, each in the versions that have them (B29)', async () => {
    const fixture = await adminFixture();
    await fixture.createTopics({ name: 'a' });
    for (const version of [8, 10, 13]) {
      const hasCluster = version <= 10;
      const changes = { includeClusterAuthorizedOperations: hasCluster, includeTopicAuthorizedOperations: true };
      const told = await metadata(fixture, ['a'], { version, changes });
      assert.equal(told.topics[0]?.topicAuthorizedOperations, 3576);
      assert.equal(told.clusterAuthorizedOperations, hasCluster ? 8096 : NOT_REQUESTED);
      const untold = await metadata(fixture, ['a'], { version });
      assert.equal(untold.topics[0]?.topicAuthorizedOperations, NOT_REQUESTED);
      assert.equal(untold.clusterAuthorizedOperations, NOT_REQUESTED);
    }
  });

  test('marks internal topics (B28)', async () => {
    const fixture = await adminFixture();
    await fixture.createTopics({ name: '__consumer_offsets' }, { name: 'a' });
    const { topics } = await metadata(fixture, null, { version: 9 });
    assert.deepEqual(
      topics.map(({ name, isInternal }) => [name, isInternal]),
      [
        ['__consumer_offsets', true],
        ['a', false],
      ],
    );
  });

  test('tells each client the endpoints of the listener it came in on (B153)', async () => {
    const listeners = new Map([
      ['PLAINTEXT', { host: 'inside', port: 1 }],
      ['OUTSIDE', { host: 'outside', port: 2 }],
    ]);
    const fixture = await adminFixture([{ brokerId: 1 }, { brokerId: 2, listeners }, { brokerId: 3 }]);
    const { brokers } = await metadata(fixture, [], { version: 9, listenerName: 'OUTSIDE' });
    assert.deepEqual(
      brokers.map(({ nodeId, host }) => [nodeId, host]),
      [
        [1, 'dialled'],
        [2, 'outside'],
      ],
    );
  });

  test('a partition whose leader is gone or unreachable has no leader, and its replicas are offline', async () => {
    const fixture = await adminFixture([{ brokerId: 1 }, { brokerId: 2 }]);
    const assignments = [{ partitionIndex: 0, brokerIds: [2, 1] }];
    await fixture.createTopics({ name: 'a', partitions: -1, replicationFactor: -1, assignments });
    const image = fixture.image();
    const broker = image.brokers.get(2) ?? assert.fail();
    const fenced: ClusterImage = { ...image, brokers: new Map(image.brokers).set(2, { ...broker, state: 'FENCED' }) };
    const { brokers, topics } = await metadata(fixture, ['a'], { version: 9, image: fenced });
    assert.deepEqual(
      brokers.map(({ nodeId }) => nodeId),
      [1],
    );
    const expected = {
      partitionIndex: 0,
      leaderId: -1,
      leaderEpoch: 0,
      replicaNodes: [2, 1],
      isrNodes: [2, 1],
      offlineReplicas: [2],
    };
    assert.deepEqual(topics[0]?.partitions, [{ ...expected, errorCode: Errors.LEADER_NOT_AVAILABLE }]);

    const elsewhere = { ...broker, listeners: new Map() };
    const unreachable = { ...image, brokers: new Map(image.brokers).set(2, elsewhere) };
    const code = async (version: number) =>
      (await metadata(fixture, ['a'], { version, image: unreachable })).topics[0]?.partitions[0]?.errorCode;
    assert.equal(await code(5), Errors.LEADER_NOT_AVAILABLE);
    assert.equal(await code(6), Errors.LISTENER_NOT_FOUND);
  });

  test('version 0 leaves out offline replicas and says that some are missing', async () => {
    const fixture = await adminFixture([{ brokerId: 1 }, { brokerId: 2 }]);
    const assignments = [{ partitionIndex: 0, brokerIds: [1, 2] }];
    await fixture.createTopics({ name: 'a', partitions: -1, replicationFactor: -1, assignments });
    const image = fixture.image();
    const alone = { ...image, brokers: new Map([...image.brokers].slice(0, 1)) };
    const { topics } = await metadata(fixture, ['a'], { version: 0, image: alone });
    const [partition] = topics[0]?.partitions ?? [];
    assert.deepEqual([partition?.errorCode, partition?.replicaNodes], [Errors.REPLICA_NOT_AVAILABLE, [1]]);
  });

  test('without a live controller the answer names a live broker (B23)', async () => {
    const fixture = await adminFixture();
    const image = { ...fixture.image(), controllerId: 7 };
    assert.equal((await metadata(fixture, [], { version: 1, image })).controllerId, 1);
    assert.equal((await metadata(fixture, [], { version: 1, image: emptyImage('c') })).controllerId, -1);
  });
});
