/** Incremental fetch sessions (KIP-227): B85, B93. Their eviction is tested beside the cache. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Errors } from '@moldau/protocol';
import { type FetchResponse, fetchApi } from '@moldau/protocol/messages/fetch';
import { brokerUnderTest, topicName, versionsOf } from './support/broker-under-test.ts';
import { batchesOf, bytesOf, valuesOf } from './support/records.ts';
import { batch, fetchPartition, STRANGE_ID, type Topic } from './support/requests.ts';

const FOR_EVER = 120_000;
const versions = versionsOf(fetchApi).filter((version) => version >= 7);

function partitionsOf({ responses }: FetchResponse): number[] {
  return responses.flatMap(({ partitions }) => partitions.map(({ partitionIndex }) => partitionIndex));
}

function assertRefused(response: FetchResponse, errorCode: number): void {
  assert.equal(response.errorCode, errorCode);
  assert.equal(response.sessionId, 0);
  assert.deepEqual(response.responses, []);
}

suite('Fetch sessions', { timeout: 60_000 }, () => {
  const broker = brokerUnderTest();

  async function opened(topic: Topic, partitions: readonly number[], version: number): Promise<number> {
    const asked = partitions.map((partition) => fetchPartition(partition, 0));
    const { errorCode, sessionId } = await broker.fetch([[topic, ...asked]], { version, sessionEpoch: 0 });
    assert.equal(errorCode, Errors.NONE);
    assert.notEqual(sessionId, 0);
    return sessionId;
  }

  test('below version 7, and with epoch -1, there is no session', async () => {
    const topic = await broker.topic();
    for (const version of versionsOf(fetchApi)) {
      assert.equal((await broker.fetch([[topic, fetchPartition(0, 0)]], { version })).sessionId, 0);
    }
  });

  test('the first fetch answers everything, the next ones only what changed', async () => {
    for (const version of versions) {
      const topic = await broker.topic(3);
      const asked = [0, 1, 2].map((partition) => fetchPartition(partition, 0));
      const first = await broker.fetch([[topic, ...asked]], { version, sessionEpoch: 0 });
      assert.deepEqual(partitionsOf(first), [0, 1, 2], `v${version}`);
      const { sessionId } = first;
      const quiet = await broker.fetch([], { version, sessionId, sessionEpoch: 1 });
      assert.equal(quiet.sessionId, sessionId);
      assert.deepEqual(quiet.responses, []);
      await broker.append(topic, batch(['v']), { partition: 1 });
      const second = await broker.fetch([], { version, sessionId, sessionEpoch: 2 });
      assert.deepEqual(partitionsOf(second), [1]);
      assert.equal(second.responses[0]?.partitions[0]?.highWatermark, 1);
      const again = await broker.fetch([], { version, sessionId, sessionEpoch: 3 });
      assert.deepEqual(partitionsOf(again), [1], 'the records are still where the session reads');
      const moved = [[topic, fetchPartition(1, 1)]] as const;
      assert.deepEqual(partitionsOf(await broker.fetch(moved, { version, sessionId, sessionEpoch: 4 })), []);
    }
  });

  test('a moved high watermark is told even where no record fits', async () => {
    const topic = await broker.topic(2);
    const sessionId = await opened(topic, [0, 1], 12);
    for (const partition of [0, 1]) await broker.append(topic, batch(['v'.repeat(1000)]), { partition });
    const told = await broker.fetch([], { sessionId, sessionEpoch: 1, maxBytes: 1 });
    const answers = told.responses.flatMap(({ partitions }) => partitions);
    assert.deepEqual(
      answers.map((data) => [data.highWatermark, batchesOf(data).length]),
      [
        [1, 1],
        [1, 0],
      ],
    );
  });

  test('partitions join, change and leave a session', async () => {
    for (const version of versions) {
      const [topic, other] = [await broker.topic(2), await broker.topic()];
      await broker.append(topic, batch(['a']));
      await broker.append(topic, batch(['b']), { partition: 1 });
      await broker.append(other, batch(['c']));
      const sessionId = await opened(topic, [0], version);
      const joined = await broker.fetch(
        [
          [topic, fetchPartition(1, 0), fetchPartition(0, 1)],
          [other, fetchPartition(0, 0)],
        ],
        { version, sessionId, sessionEpoch: 1 },
      );
      assert.deepEqual(
        joined.responses.flatMap(({ partitions }) => partitions.flatMap(valuesOf)),
        ['b', 'c'],
      );
      const forgottenTopicsData = [{ topic: topic.name, topicId: topic.id, partitions: [1, 0] }];
      const left = await broker.fetch([], { version, sessionId, sessionEpoch: 2, forgottenTopicsData });
      assert.deepEqual(
        left.responses.flatMap(({ partitions }) => partitions.flatMap(valuesOf)),
        ['c'],
      );
      await broker.append(topic, batch(['d']), { partition: 1 });
      const after = await broker.fetch([], { version, sessionId, sessionEpoch: 3 });
      assert.deepEqual(
        after.responses.flatMap(({ partitions }) => partitions.flatMap(valuesOf)),
        ['c'],
      );
    }
  });

  test('a session may begin without partitions', async () => {
    const topic = await broker.topic();
    for (const version of versions) {
      const { sessionId } = await broker.fetch([], { version, sessionEpoch: 0 });
      assert.notEqual(sessionId, 0);
      const joined = await broker.fetch([[topic, fetchPartition(0, 0)]], { version, sessionId, sessionEpoch: 1 });
      assert.deepEqual(partitionsOf(joined), [0]);
    }
  });

  test('a session that is left without partitions ends', async () => {
    const topic = await broker.topic();
    for (const version of versions) {
      const sessionId = await opened(topic, [0], version);
      const forgottenTopicsData = [{ topic: topic.name, topicId: topic.id, partitions: [0] }];
      const last = await broker.fetch([], { version, sessionId, sessionEpoch: 1, forgottenTopicsData });
      assert.equal(last.errorCode, Errors.NONE);
      assert.equal(last.sessionId, 0);
      assert.deepEqual(last.responses, []);
      const after = await broker.fetch([], { version, sessionId, sessionEpoch: 2 });
      assertRefused(after, Errors.FETCH_SESSION_ID_NOT_FOUND);
    }
  });

  test('partitions with an error are told each time', async () => {
    const unknown = { name: topicName(), id: STRANGE_ID };
    for (const version of versions) {
      const topic = await broker.topic();
      const asked = [
        [topic, fetchPartition(0, 7)],
        [unknown, fetchPartition(0, 0)],
      ] as const;
      const { sessionId } = await broker.fetch(asked, { version, sessionEpoch: 0 });
      const unknownCode = version >= 13 ? Errors.UNKNOWN_TOPIC_ID : Errors.UNKNOWN_TOPIC_OR_PARTITION;
      for (const sessionEpoch of [1, 2]) {
        const { responses } = await broker.fetch([], { version, sessionId, sessionEpoch });
        const codes = responses.flatMap(({ partitions }) => partitions.map(({ errorCode }) => errorCode));
        assert.deepEqual(codes, [Errors.OFFSET_OUT_OF_RANGE, unknownCode]);
      }
      const fixed = [[topic, fetchPartition(0, 0)]] as const;
      const { responses } = await broker.fetch(fixed, { version, sessionId, sessionEpoch: 3 });
      const answered = responses.flatMap(({ partitions }) => partitions.map(({ errorCode }) => errorCode));
      assert.ok(answered.includes(Errors.NONE), 'an error that went away is news');
    }
  });

  test('a wrong epoch is refused and leaves the session as it was', async () => {
    const topic = await broker.topic();
    for (const version of versions) {
      const sessionId = await opened(topic, [0], version);
      for (const sessionEpoch of [2, 7, -2]) {
        const refused = await broker.fetch([], { version, sessionId, sessionEpoch });
        assertRefused(refused, Errors.INVALID_FETCH_SESSION_EPOCH);
      }
      assert.equal((await broker.fetch([], { version, sessionId, sessionEpoch: 1 })).sessionId, sessionId);
      const repeated = await broker.fetch([], { version, sessionId, sessionEpoch: 1 });
      assertRefused(repeated, Errors.INVALID_FETCH_SESSION_EPOCH);
    }
  });

  test('an unknown session is refused', async () => {
    for (const version of versions) {
      const refused = await broker.fetch([], { version, sessionId: 0x7ffffff0, sessionEpoch: 1 });
      assertRefused(refused, Errors.FETCH_SESSION_ID_NOT_FOUND);
    }
  });

  test('a session keeps to names or to topic ids', async () => {
    const topic = await broker.topic();
    for (const [from, to] of [
      [12, 13],
      [13, 12],
    ] as const) {
      const sessionId = await opened(topic, [0], from);
      const refused = await broker.fetch([], { version: to, sessionId, sessionEpoch: 1 });
      assertRefused(refused, Errors.FETCH_SESSION_TOPIC_ID_ERROR);
      assert.equal((await broker.fetch([], { version: from, sessionId, sessionEpoch: 1 })).sessionId, sessionId);
    }
  });

  test('epoch -1 closes the session, epoch 0 replaces it', async () => {
    const topic = await broker.topic();
    const closing = await opened(topic, [0], 12);
    const full = await broker.fetch([[topic, fetchPartition(0, 0)]], { sessionId: closing, sessionEpoch: -1 });
    assert.equal(full.sessionId, 0);
    assert.deepEqual(partitionsOf(full), [0]);
    assertRefused(await broker.fetch([], { sessionId: closing, sessionEpoch: 1 }), Errors.FETCH_SESSION_ID_NOT_FOUND);
    const replaced = await opened(topic, [0], 12);
    const next = await broker.fetch([[topic, fetchPartition(0, 0)]], { sessionId: replaced, sessionEpoch: 0 });
    assert.notEqual(next.sessionId, 0);
    assert.notEqual(next.sessionId, replaced);
    assertRefused(await broker.fetch([], { sessionId: replaced, sessionEpoch: 1 }), Errors.FETCH_SESSION_ID_NOT_FOUND);
  });

  test('a session may go on over another connection', async () => {
    const topic = await broker.topic();
    const sessionId = await opened(topic, [0], 12);
    const client = await broker.connect();
    assert.equal((await broker.fetch([], { client, sessionId, sessionEpoch: 1 })).sessionId, sessionId);
  });

  test('a parked incremental fetch tells only what woke it', async () => {
    const topic = await broker.topic(3);
    for (const version of versions) {
      const client = await broker.connect();
      const end = await broker.offset(topic, -1, 2);
      const asked = [fetchPartition(0, 0), fetchPartition(1, 0), fetchPartition(2, end)];
      const { sessionId } = await broker.fetch([[topic, ...asked]], { client, version, sessionEpoch: 0 });
      const parked = broker.fetch([], { client, version, sessionId, sessionEpoch: 1, maxWaitMs: FOR_EVER });
      await broker.append(topic, batch(['v']), { partition: 2 });
      assert.deepEqual(partitionsOf(await parked), [2]);
    }
  });

  test('partitions that returned data go to the end of the order of the fetches after (B93)', async () => {
    const topic = await broker.topic(3);
    for (const partition of [0, 1, 2]) {
      for (let index = 0; index < 4; index++) await broker.append(topic, batch(['v'.repeat(1000)]), { partition });
    }
    const asked = [0, 1, 2].map((partition) => fetchPartition(partition, 0));
    const first = await broker.fetch([[topic, ...asked]], { sessionEpoch: 0, maxBytes: 1 });
    const served = (response: FetchResponse) =>
      response.responses.flatMap(({ partitions }) =>
        partitions.filter((data) => bytesOf(data).length > 0).map(({ partitionIndex }) => partitionIndex),
      );
    const order = [...served(first)];
    for (const sessionEpoch of [1, 2, 3, 4, 5]) {
      const next = await broker.fetch([], { sessionId: first.sessionId, sessionEpoch, maxBytes: 1 });
      order.push(...served(next));
    }
    assert.deepEqual(order, [0, 0, 1, 2, 0, 1]);
  });

  test('a deleted topic’s partitions become errors of the session (B26)', async () => {
    for (const version of versions) {
      const topic = await broker.topic();
      const sessionId = await opened(topic, [0], version);
      const client = await broker.connect();
      const parked = broker.fetch([], { client, version, sessionId, sessionEpoch: 1, maxWaitMs: FOR_EVER });
      await broker.deleteTopic(topic);
      const { errorCode, responses } = await parked;
      assert.equal(errorCode, Errors.NONE);
      const code = responses[0]?.partitions[0]?.errorCode;
      assert.ok(code === Errors.UNKNOWN_TOPIC_OR_PARTITION || code === Errors.UNKNOWN_TOPIC_ID);
    }
  });
});
