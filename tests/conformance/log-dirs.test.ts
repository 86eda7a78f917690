/** DescribeLogDirs and AlterReplicaLogDirs: where partitions lie, and how they move (KIP-113, KIP-827; B159). */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Errors, RecordBatch } from '@moldau/protocol';
import { alterReplicaLogDirsApi } from '@moldau/protocol/messages/alter-replica-log-dirs';
import { type DescribeLogDirsResponse, describeLogDirsApi } from '@moldau/protocol/messages/describe-log-dirs';
import { metadataApi } from '@moldau/protocol/messages/metadata';
import { produceApi } from '@moldau/protocol/messages/produce';
import { BrokerUnderTest, eventually, isElsewhere, topicName } from './support/broker-under-test.ts';
import { batch, metadataRequest, produceRequest, type Topic, topicData } from './support/requests.ts';

const versions = [1, 2, 3, 4];
const recordsInBatch = new RecordBatch(batch()).count;

interface Place {
  readonly path: string;
  readonly size: number;
  readonly lag: number;
  readonly isFuture: boolean;
}

async function describe(broker: BrokerUnderTest, topic: Topic | null, version = 4): Promise<DescribeLogDirsResponse> {
  const topics = topic === null ? null : [{ topic: topic.name, partitions: [0, 1, 2] }];
  return broker.client.request(describeLogDirsApi, version, { topics });
}

async function places(broker: BrokerUnderTest, topic: Topic, partition = 0): Promise<Place[]> {
  const { results } = await describe(broker, topic);
  return results.flatMap(({ logDir, topics }) =>
    topics.flatMap(({ partitions }) =>
      partitions
        .filter(({ partitionIndex }) => partitionIndex === partition)
        .map((found) => ({
          path: logDir,
          size: found.partitionSize,
          lag: found.offsetLag,
          isFuture: found.isFutureKey,
        })),
    ),
  );
}

async function alter(broker: BrokerUnderTest, path: string, topic: string, version = 2): Promise<number | undefined> {
  const dirs = [{ path, topics: [{ name: topic, partitions: [0] }] }];
  const { results } = await broker.client.request(alterReplicaLogDirsApi, version, { dirs });
  assert.equal(results[0]?.topicName, topic);
  return results[0].partitions[0]?.errorCode;
}

async function write(broker: BrokerUnderTest, topic: Topic, records = batch()): Promise<number | undefined> {
  const body = produceRequest([topicData(topic, [0, records])]);
  const { responses } = await broker.client.request(produceApi, 9, body);
  return responses[0]?.partitionResponses[0]?.errorCode;
}

suite('log directories', { skip: isElsewhere && 'directories of another broker are not ours' }, () => {
  const broker = new BrokerUnderTest();
  let root = '';
  const directories = () => ['a', 'b'].map((name) => join(root, name));
  const settings = (names: readonly string[] = directories()) => ({
    'log.dirs': names.join(','),
    'log.memory.only': 'false',
    'log.segment.bytes': '1048576',
  });

  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'conformance-log-dirs-'));
    await broker.start(settings());
  });
  after(async () => {
    await broker.close();
    await rm(root, { recursive: true, force: true });
  });

  for (const version of versions) {
    test(`version ${version} tells each directory with what lies in it`, async () => {
      const topic = await broker.topic(2);
      await write(broker, topic);
      const { errorCode, results } = await describe(broker, null, version);
      assert.equal(errorCode, Errors.NONE);
      assert.deepEqual(
        results.map(({ logDir, errorCode: code }) => [logDir, code]),
        directories().map((path) => [path, Errors.NONE]),
      );
      const found = results.flatMap(({ topics }) => topics).filter(({ name }) => name === topic.name);
      assert.equal(found.length, 2, 'the second partition went where fewer were');
      const partitions = found.flatMap((told) => told.partitions).sort((a, b) => a.partitionIndex - b.partitionIndex);
      assert.deepEqual(partitions, [
        { partitionIndex: 0, partitionSize: batch().length, offsetLag: 0, isFutureKey: false },
        { partitionIndex: 1, partitionSize: 0, offsetLag: 0, isFutureKey: false },
      ]);
      for (const { totalBytes, usableBytes } of results) {
        if (version < 4) assert.deepEqual([totalBytes, usableBytes], [-1, -1]);
        else assert.ok(usableBytes > 0 && totalBytes >= usableBytes);
      }
    });

    test(`version ${version} leaves out what was not asked for, and what does not exist`, async () => {
      const topic = await broker.topic(1);
      const { results } = await broker.client.request(describeLogDirsApi, version, {
        topics: [
          { topic: topic.name, partitions: [0, 7] },
          { topic: topicName(), partitions: [0] },
        ],
      });
      const told = results.flatMap(({ topics }) => topics);
      assert.deepEqual(
        told.map(({ name, partitions }) => [name, partitions.length]),
        [[topic.name, 1]],
      );
      const nothing = await broker.client.request(describeLogDirsApi, version, { topics: [] });
      assert.deepEqual(
        nothing.results.map(({ topics }) => topics),
        [[], []],
      );
    });
  }

  for (const version of [1, 2]) {
    test(`version ${version} of AlterReplicaLogDirs moves a partition, which stays readable and writable`, async () => {
      const topic = await broker.topic(1);
      for (let count = 0; count < 5; count++) assert.equal(await write(broker, topic), Errors.NONE);
      const [before] = await places(broker, topic);
      const other = directories().find((path) => path !== before?.path) ?? '';
      assert.equal(await alter(broker, other, topic.name, version), Errors.NONE);
      assert.equal(await write(broker, topic), Errors.NONE);
      await eventually(async () => {
        const found = await places(broker, topic);
        return found.length === 1 && found[0]?.path === other;
      });
      assert.deepEqual(await places(broker, topic), [
        { path: other, size: 6 * batch().length, lag: 0, isFuture: false },
      ]);
      assert.equal(await write(broker, topic), Errors.NONE);
      assert.equal(await broker.offset(topic, -1), 7 * recordsInBatch);
      assert.equal((await broker.fetchOne(topic, 0)).errorCode, Errors.NONE);
      assert.equal(await alter(broker, other, topic.name, version), Errors.NONE, 'it is there already');
    });

    test(`version ${version} of AlterReplicaLogDirs refuses what is not there`, async () => {
      const topic = await broker.topic(1);
      assert.equal(await alter(broker, join(root, 'c'), topic.name, version), Errors.LOG_DIR_NOT_FOUND);
      assert.equal(
        await alter(broker, directories()[0] ?? '', topicName(), version),
        Errors.UNKNOWN_TOPIC_OR_PARTITION,
      );
    });
  }

  test('a partition that does not exist yet is created where it was wanted', async () => {
    for (const path of directories()) {
      const name = topicName();
      assert.equal(await alter(broker, path, name), Errors.UNKNOWN_TOPIC_OR_PARTITION);
      const topic = await broker.createTopic(name);
      assert.equal((await places(broker, topic))[0]?.path, path);
    }
  });

  test('a directory that is gone at a start takes only its partitions offline (B159)', async () => {
    const topics = await Promise.all([broker.topic(1), broker.topic(1), broker.topic(1), broker.topic(1)]);
    const homes = await Promise.all(topics.map(async (topic) => (await places(broker, topic))[0]?.path));
    for (const topic of topics) assert.equal(await write(broker, topic), Errors.NONE);
    await broker.stop();
    const [, lost = ''] = directories();
    await rm(`${lost}-away`, { recursive: true, force: true });
    await rename(lost, `${lost}-away`);
    await writeFile(lost, 'no directory');
    await broker.start(settings());
    const { results } = await describe(broker, null);
    assert.deepEqual(
      results.map(({ logDir, errorCode, topics: told }) => [logDir, errorCode, logDir === lost ? told.length : 0]),
      directories().map((path) => [path, path === lost ? Errors.KAFKA_STORAGE_ERROR : Errors.NONE, 0]),
    );
    for (const [index, topic] of topics.entries()) {
      const isLost = homes[index] === lost;
      assert.equal(await write(broker, topic), isLost ? Errors.KAFKA_STORAGE_ERROR : Errors.NONE, topic.name);
      const { topics: told } = await broker.client.request(metadataApi, 12, metadataRequest([topic]));
      const partition = told[0]?.partitions[0];
      const shown = [partition?.errorCode, partition?.leaderId === -1, partition?.offlineReplicas.length];
      assert.deepEqual(shown, isLost ? [Errors.LEADER_NOT_AVAILABLE, true, 1] : [Errors.NONE, false, 0]);
      assert.equal(await alter(broker, lost, topic.name), Errors.KAFKA_STORAGE_ERROR);
    }
    const fresh = await broker.topic(1);
    assert.equal(await write(broker, fresh), Errors.NONE, 'new partitions go to the other directory');
    await broker.stop();
    await rm(lost);
    await rename(`${lost}-away`, lost);
    await broker.start(settings());
    for (const [index, topic] of topics.entries()) {
      assert.equal(await broker.offset(topic, -1), (homes[index] === lost ? 1 : 2) * recordsInBatch);
    }
  });
});
