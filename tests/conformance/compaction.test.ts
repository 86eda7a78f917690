/** What clients see of compaction: B156, B157; and that coordinators find all again in what it left. In this process only. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { encodeRecordBatch, Errors } from '@moldau/protocol';
import { findCoordinatorApi } from '@moldau/protocol/messages/find-coordinator';
import { incrementalAlterConfigsApi } from '@moldau/protocol/messages/incremental-alter-configs';
import { listOffsetsApi } from '@moldau/protocol/messages/list-offsets';
import { offsetCommitApi } from '@moldau/protocol/messages/offset-commit';
import { offsetFetchApi } from '@moldau/protocol/messages/offset-fetch';
import { BrokerUnderTest, eventually, isElsewhere } from './support/broker-under-test.ts';
import { batchesOf, recordsOf } from './support/records.ts';
import { listOffsetsRequest, record, type Topic } from './support/requests.ts';
import { TransactionalProducer } from './support/transactional-producer.ts';

const quick = { 'log.cleaner.backoff.ms': '20', 'log.cleaner.min.cleanable.ratio': '0' };
/** Every batch gets a segment of its own, as soon as the clock has moved. */
const compacted = { 'cleanup.policy': 'compact', 'segment.ms': '1' };
const elsewhere = isElsewhere ? 'a broker elsewhere takes its time to compact' : false;

suite('Compaction', { timeout: 120_000, skip: elsewhere }, () => {
  /** Starts and ends a broker, in memory or on disk. */
  async function lives(
    settings: Readonly<Record<string, string>>,
    ...lifetimes: ((broker: BrokerUnderTest, data: string) => Promise<void>)[]
  ) {
    const data = await mkdtemp(join(tmpdir(), 'moldau-conformance-'));
    try {
      for (const lifetime of lifetimes) {
        const broker = new BrokerUnderTest();
        await broker.start({ 'log.dirs': data, ...quick, ...settings });
        try {
          await lifetime(broker, data);
        } finally {
          await broker.close();
        }
      }
    } finally {
      await rm(data, { recursive: true, force: true });
    }
  }

  let timestamp = 1_700_000_000_000;

  /** One record in a segment that begins with it. */
  async function append(broker: BrokerUnderTest, topic: Topic, key: string, value: string | null): Promise<number> {
    timestamp += 10;
    const entry = record('', { key: Buffer.from(key), value: value === null ? null : Buffer.from(value), timestamp });
    return broker.append(topic, encodeRecordBatch({ records: [entry] }));
  }

  /** By as many fetches as it takes: one does not go beyond a segment. */
  async function contentOf(broker: BrokerUnderTest, topic: Topic, from = 0): Promise<string[]> {
    const content: string[] = [];
    for (let offset = from; ; ) {
      const data = await broker.fetchOne(topic, offset);
      for (const { offset: at, key, value } of recordsOf(data)) content.push(`${at}:${String(key)}=${String(value)}`);
      const next = batchesOf(data).at(-1)?.nextOffset;
      if (next === undefined) return content;
      offset = next;
    }
  }

  async function becomes(broker: BrokerUnderTest, topic: Topic, expected: readonly string[]): Promise<void> {
    let found: string[] = [];
    await eventually(async () => {
      found = await contentOf(broker, topic);
      return found.length <= expected.length;
    });
    assert.deepEqual(found, expected);
  }

  for (const memoryOnly of ['true', 'false']) {
    test(`leaves the last value of each key, also ${memoryOnly === 'true' ? 'in memory' : 'on disk'}; fetches and lookups jump over gaps (B156, B157)`, async () => {
      await lives({ 'log.memory.only': memoryOnly }, async (broker) => {
        const topic = await broker.topic(1, compacted);
        const first = timestamp + 10;
        for (let round = 0; round < 3; round++)
          for (const key of ['a', 'b']) await append(broker, topic, key, `${round}`);
        await append(broker, topic, 'a', null);
        await append(broker, topic, 'active', '');
        await becomes(broker, topic, ['5:b=2', '6:a=null', '7:active=']);
        assert.deepEqual(await contentOf(broker, topic, 3), ['5:b=2', '6:a=null', '7:active=']);
        const data = await broker.fetchOne(topic, 1);
        assert.deepEqual([data.errorCode, data.logStartOffset, data.highWatermark], [Errors.NONE, 0, 8]);
        const asked = listOffsetsRequest(topic, [{ timestamp: first }]);
        const { topics } = await broker.client.request(listOffsetsApi, 8, asked);
        assert.equal(topics[0]?.partitions[0]?.offset, 5, 'the first record that is still there');
      });
    });
  }

  test('obeys log.cleaner settings of all brokers as they change (B143)', async () => {
    await lives({ 'log.cleaner.min.compaction.lag.ms': '3600000' }, async (broker) => {
      const topic = await broker.topic(1, compacted);
      await append(broker, topic, 'a', '1');
      await append(broker, topic, 'a', '2');
      await append(broker, topic, 'active', '');
      const all = ['0:a=1', '1:a=2', '2:active='];
      assert.deepEqual(await contentOf(broker, topic), all);
      const config = { name: 'log.cleaner.min.compaction.lag.ms', configOperation: 0, value: '0' };
      const { responses } = await broker.client.request(incrementalAlterConfigsApi, 1, {
        resources: [{ resourceType: 4, resourceName: '', configs: [config] }],
        validateOnly: false,
      });
      assert.equal(responses[0]?.errorCode, Errors.NONE, JSON.stringify(responses));
      await becomes(broker, topic, all.slice(1));
    });
  });

  test('leaves coordinators everything: offsets, and transactions that go on after a restart (B76, B133)', async () => {
    const settings = {
      'log.memory.only': 'false',
      'offsets.topic.num.partitions': '1',
      'transaction.state.log.num.partitions': '1',
    };
    const groups = ['one', 'two', 'three'];
    const last = (group: string) => BigInt(40 + groups.indexOf(group));
    let topic: Topic = { name: '', id: '' };
    let open: TransactionalProducer | undefined;

    async function begin(broker: BrokerUnderTest, data: string): Promise<void> {
      topic = await broker.topic();
      open = await TransactionalProducer.ready(broker, 2, 'open');
      const ended = await TransactionalProducer.ready(broker, 2, 'ended');
      for (const group of groups) {
        const asked = { key: '', keyType: 0, coordinatorKeys: [group] };
        await broker.client.request(findCoordinatorApi, 4, asked);
        await committedBy(broker, group, 0n);
      }
      for (const name of ['__consumer_offsets', '__transaction_state']) {
        await broker.configure({ name, id: '' }, 'segment.ms', '1');
      }
      for (let round = 1n; round <= 40n; round++) {
        for (const group of groups) await committedBy(broker, group, round === 40n ? last(group) : round);
        if (round % 4n !== 0n) continue;
        await ended.send(topic, [`${round}`]);
        assert.equal(await ended.commitOffset('transactional', topic, round), Errors.NONE);
        await ended.end(round % 8n === 0n ? 'commit' : 'abort');
      }
      await open.send(topic, ['open']);
      assert.equal(await open.commitOffset('of the open one', topic, 7n), Errors.NONE);
      for (const name of ['__consumer_offsets-0', '__transaction_state-0']) {
        await eventually(async () => (await segmentsIn(join(data, name))) < 12);
      }
    }

    async function goOn(broker: BrokerUnderTest): Promise<void> {
      for (const group of groups) assert.equal(await committedOf(broker, group, false), last(group), group);
      assert.equal(await committedOf(broker, 'transactional', true), 40n);
      assert.ok(open);
      await open.end('commit');
      await eventually(async () => (await committedOf(broker, 'of the open one', true)) === 7n);
    }

    async function committedBy(broker: BrokerUnderTest, group: string, committedOffset: bigint): Promise<void> {
      const partitions = [{ partitionIndex: 0, committedOffset, committedLeaderEpoch: -1, committedMetadata: '' }];
      await eventually(async () => {
        const { topics } = await broker.client.request(offsetCommitApi, 9, {
          groupId: group,
          generationIdOrMemberEpoch: -1,
          memberId: '',
          groupInstanceId: null,
          retentionTimeMs: -1,
          topics: [{ name: topic.name, topicId: topic.id, partitions }],
        });
        return topics[0]?.partitions[0]?.errorCode === Errors.NONE;
      });
    }

    async function committedOf(
      broker: BrokerUnderTest,
      groupId: string,
      requireStable: boolean,
    ): Promise<bigint | undefined> {
      const topics = [{ name: topic.name, topicId: topic.id, partitionIndexes: [0] }];
      let committed: bigint | undefined;
      await eventually(async () => {
        const answer = await broker.client.request(offsetFetchApi, 9, {
          groupId: '',
          topics: [],
          groups: [{ groupId, memberId: null, memberEpoch: -1, topics }],
          requireStable,
        });
        const [group] = answer.groups;
        const offset = group?.topics[0]?.partitions[0];
        committed = offset?.committedOffset;
        return group?.errorCode === Errors.NONE && offset?.errorCode === Errors.NONE;
      });
      return committed;
    }

    await lives(settings, begin, async (broker) => {
      open = open && Object.assign(new TransactionalProducer(broker, 2, 'open'), { ...open.who });
      await goOn(broker);
    });
  });
});

async function segmentsIn(directory: string): Promise<number> {
  return (await readdir(directory)).filter((name) => name.endsWith('.log')).length;
}
