/**
 * What a broker on disk knows after it was stopped, and after it was killed: B23–B25, B48, B55, B57, B67, B71, B100, B155, B158. A
 * kill is a copy of the data directory, taken while the broker runs and nothing is under way. In this process only.
 */
import assert from 'node:assert/strict';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { Errors, ZERO_UUID } from '@moldau/protocol';
import { alterClientQuotasApi } from '@moldau/protocol/messages/alter-client-quotas';
import { describeClientQuotasApi } from '@moldau/protocol/messages/describe-client-quotas';
import { deleteRecordsApi } from '@moldau/protocol/messages/delete-records';
import { metadataApi } from '@moldau/protocol/messages/metadata';
import { offsetFetchApi } from '@moldau/protocol/messages/offset-fetch';
import { offsetForLeaderEpochApi } from '@moldau/protocol/messages/offset-for-leader-epoch';
import { produceApi } from '@moldau/protocol/messages/produce';
import { BrokerUnderTest, eventually, isElsewhere } from './support/broker-under-test.ts';
import { batchesOf, valuesOf } from './support/records.ts';
import {
  batch,
  fetchPartition,
  metadataRequest,
  produceRequest,
  sequenced,
  type Topic,
  topicData,
} from './support/requests.ts';
import { TransactionalProducer } from './support/transactional-producer.ts';

/** The directory that the next broker finds. */
type End = (directory: string, broker: BrokerUnderTest) => Promise<string>;

const stopped: End = async (directory, broker) => {
  await broker.close();
  return directory;
};

const killed: End = async (directory, broker) => {
  const copy = `${directory}-copy`;
  await cp(directory, copy, { recursive: true });
  await broker.close();
  return copy;
};

const elsewhere = isElsewhere ? 'a broker elsewhere cannot be restarted' : false;

suite('A broker on disk', { timeout: 120_000, skip: elsewhere }, () => {
  async function started(directory: string, settings: Readonly<Record<string, string>>): Promise<BrokerUnderTest> {
    const broker = new BrokerUnderTest();
    await broker.start({ 'log.memory.only': 'false', 'log.dirs': directory, ...settings });
    return broker;
  }

  /** Runs one part before and one after the end of a broker. */
  async function lives<T>(
    end: End,
    before: (broker: BrokerUnderTest) => Promise<T>,
    after: (broker: BrokerUnderTest, left: T) => Promise<void>,
    settings: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const parent = await mkdtemp(join(tmpdir(), 'moldau-conformance-'));
    try {
      const first = await started(join(parent, 'data'), settings);
      const left = await before(first);
      const second = await started(await end(join(parent, 'data'), first), settings);
      try {
        await after(second, left);
      } finally {
        await second.close();
      }
    } finally {
      await rm(parent, { recursive: true, force: true });
    }
  }

  async function describe(broker: BrokerUnderTest, { name }: Topic) {
    const answer = await broker.client.request(metadataApi, 13, metadataRequest([name]));
    const [topic] = answer.topics;
    const epochs = topic?.partitions.map(({ leaderEpoch }) => leaderEpoch) ?? [];
    return { clusterId: answer.clusterId, errorCode: topic?.errorCode, id: topic?.topicId, epochs };
  }

  for (const [how, end] of [
    ['stopped', stopped],
    ['killed', killed],
  ] as const) {
    for (const policy of ['ack', 'none', 'interval'] as const) {
      test(`${how} under flush.policy=${policy}, it has every record and goes on where it was (B24, B25, B158)`, async () => {
        await lives(
          end,
          async (broker) => {
            const topic = await broker.topic(2, { 'max.message.bytes': '3000' });
            for (let index = 0; index < 50; index++) {
              await broker.append(topic, batch([`${index}`]), { partition: index % 2, acks: index % 3 ? -1 : 1 });
            }
            return { topic, told: await describe(broker, topic) };
          },
          async (broker, { topic, told }) => {
            const now = await describe(broker, topic);
            assert.equal(now.clusterId, told.clusterId);
            assert.equal(now.id, topic.id);
            assert.ok(now.epochs.every((epoch, index) => epoch >= (told.epochs[index] ?? 0)));
            for (const partition of [0, 1]) {
              const data = await broker.fetchOne(topic, 0, { partition });
              assert.equal(data.highWatermark, 25);
              assert.deepEqual(
                valuesOf(data),
                Array.from({ length: 25 }, (_, index) => `${index * 2 + partition}`),
              );
              assert.equal(await broker.append(topic, batch(['new']), { partition }), 25);
              assert.deepEqual(valuesOf(await broker.fetchOne(topic, 25, { partition, version: 13 })), ['new']);
            }
            const large = await broker.produce(topic, batch(['x'.repeat(4000)]));
            assert.equal(large.errorCode, Errors.MESSAGE_TOO_LARGE);
          },
          { 'log.flush.policy': policy },
        );
      });
    }

    test(`${how}, it knows the quotas of its clients and holds them (B145)`, async () => {
      const components = [{ entityType: 'user', matchType: 2, match: null }];
      const altered = (key: string, value: number, remove = false) => ({
        entries: [{ entity: [{ entityType: 'user', entityName: null }], ops: [{ key, value, remove }] }],
        validateOnly: false,
      });
      await lives(
        end,
        async (broker) => {
          await broker.client.request(alterClientQuotasApi, 1, altered('request_percentage', 1e6));
          await broker.client.request(alterClientQuotasApi, 1, altered('producer_byte_rate', 5));
          await broker.client.request(alterClientQuotasApi, 1, altered('request_percentage', 0, true));
        },
        async (broker) => {
          const described = { components, strict: true };
          const { entries } = await broker.client.request(describeClientQuotasApi, 1, described);
          const entity = [{ entityType: 'user', entityName: null }];
          assert.deepEqual(entries, [{ entity, values: [{ key: 'producer_byte_rate', value: 5 }] }]);
          const topic = await broker.topic();
          const request = produceRequest([topicData(topic, [0, batch()])]);
          const { throttleTimeMs } = await broker.client.request(produceApi, 12, request);
          assert.ok(throttleTimeMs > 0);
        },
      );
    });

    test(`${how}, it knows duplicates, gaps and fenced producers (B55)`, async () => {
      await lives(
        end,
        async (broker) => {
          const topic = await broker.topic();
          const [id, other] = [await broker.producerId(), await broker.producerId()];
          for (let sequence = 0; sequence < 7; sequence++) await broker.append(topic, sequenced(id, 2, sequence));
          await broker.append(topic, sequenced(other, 0, 2147483647));
          return { topic, id, other };
        },
        async (broker, { topic, id, other }) => {
          const code = async (records: Buffer) => (await broker.produce(topic, records)).errorCode;
          assert.equal(await broker.append(topic, sequenced(id, 2, 6)), 6);
          assert.equal(await code(sequenced(id, 2, 8)), Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
          assert.equal(await code(sequenced(id, 1, 7)), Errors.INVALID_PRODUCER_EPOCH);
          assert.equal(await broker.append(topic, sequenced(id, 2, 7)), 8);
          assert.equal(await broker.append(topic, sequenced(other, 0, 0)), 9);
          assert.equal(batchesOf(await broker.fetchOne(topic, 0)).length, 10);
          assert.ok((await broker.producerId()) > other, 'a producer id is given once (B48)');
        },
      );
    });

    for (const version of [1, 2] as const) {
      test(`${how}, it goes on with transactions of version ${version} where they were (B55, B67, B68, B71, B76)`, async () => {
        const stableEnd = async (broker: BrokerUnderTest, topic: Topic) =>
          (await broker.fetchOne(topic, 0, { isolationLevel: 1 })).lastStableOffset;
        await lives(
          end,
          async (broker) => {
            const topic = await broker.topic();
            const [open, aborted] = [
              await TransactionalProducer.ready(broker, version, 'open'),
              await TransactionalProducer.ready(broker, version, 'aborted'),
            ];
            await aborted.send(topic, ['no']);
            await aborted.end('abort');
            await eventually(async () => (await stableEnd(broker, topic)) === 2);
            await open.send(topic, ['yes', 'yes']);
            assert.equal(await open.commitOffset('group', topic, 5n), Errors.NONE);
            return { topic, open, aborted };
          },
          async (broker, { topic, open, aborted }) => {
            assert.equal(await stableEnd(broker, topic), 2);
            const producer = new TransactionalProducer(broker, version, open.transactionalId);
            const { producerId, producerEpoch } = open;
            Object.assign(producer, { producerId, producerEpoch });
            producer.sequences.set(`${topic.name}-0`, 2);
            await producer.send(topic, ['more']);
            assert.equal(await producer.commitOffset('group', topic, 6n), Errors.NONE);
            await producer.end('commit');
            await eventually(async () => (await stableEnd(broker, topic)) === 6);
            const read = await broker.fetchOne(topic, 0, { isolationLevel: 1 });
            assert.deepEqual(read.abortedTransactions, [{ producerId: aborted.producerId, firstOffset: 0 }]);
            assert.deepEqual(valuesOf(read), ['no', 'yes', 'yes', 'more']);
            await eventually(async () => {
              const topics = [{ name: topic.name, topicId: topic.id, partitionIndexes: [0] }];
              const { groups } = await broker.client.request(offsetFetchApi, 9, {
                groupId: '',
                topics: [],
                groups: [{ groupId: 'group', memberId: null, memberEpoch: -1, topics }],
                requireStable: true,
              });
              const offset = groups[0]?.topics[0]?.partitions[0];
              return offset?.errorCode === Errors.NONE && offset.committedOffset === 6n;
            });
          },
        );
      });
    }

    test(`${how}, deleted topics stay deleted and re-created ones are the new ones (B25)`, async () => {
      await lives(
        end,
        async (broker) => {
          const gone = await broker.topic();
          const old = await broker.topic();
          for (const topic of [gone, old]) await broker.append(topic, batch(['old']));
          await broker.deleteTopic(gone);
          await broker.deleteTopic(old);
          const again = await broker.createTopic(old.name);
          await broker.append(again, batch(['new']));
          return { gone, again };
        },
        async (broker, { gone, again }) => {
          assert.equal((await describe(broker, gone)).errorCode, Errors.UNKNOWN_TOPIC_OR_PARTITION);
          assert.equal((await broker.fetchOne(gone, 0, { version: 13 })).errorCode, Errors.UNKNOWN_TOPIC_ID);
          assert.equal((await describe(broker, again)).id, again.id);
          assert.deepEqual(valuesOf(await broker.fetchOne(again, 0)), ['new']);
          await broker.createTopic(gone.name);
          assert.equal(await broker.offset(gone, -1), 0);
        },
      );
    });

    test(`${how}, deleted records stay deleted, of a topic and not of its successor (B100)`, async () => {
      await lives(
        end,
        async (broker) => {
          const topic = await broker.topic(2);
          const empty = await broker.topic();
          const old = await broker.topic();
          for (const each of [topic, empty, old]) {
            for (const value of ['a', 'b', 'c']) await broker.append(each, batch([value]));
          }
          const deleted = [[topic, 2] as const, [empty, -1] as const, [old, -1] as const];
          const { topics } = await broker.client.request(deleteRecordsApi, 2, {
            topics: deleted.map(([{ name }, offset]) => ({ name, partitions: [{ partitionIndex: 0, offset }] })),
            timeoutMs: 10_000,
          });
          assert.deepEqual(
            topics.map(({ partitions }) => partitions[0]?.lowWatermark),
            [2, 3, 3],
          );
          await broker.deleteTopic(old);
          const again = await broker.createTopic(old.name);
          await broker.append(again, batch(['new']));
          return { topic, empty, again };
        },
        async (broker, { topic, empty, again }) => {
          assert.equal((await broker.fetchOne(topic, 1)).errorCode, Errors.OFFSET_OUT_OF_RANGE);
          assert.deepEqual(valuesOf(await broker.fetchOne(topic, 2)), ['c']);
          assert.deepEqual([await broker.offset(topic, -2), await broker.offset(topic, -2, 1)], [2, 0]);
          assert.deepEqual([await broker.offset(empty, -2), await broker.offset(empty, -1)], [3, 3]);
          assert.equal(await broker.append(empty, batch(['d'])), 3);
          assert.deepEqual([await broker.offset(again, -2), await broker.offset(again, -1)], [0, 1]);
          assert.deepEqual(valuesOf(await broker.fetchOne(again, 0)), ['new']);
        },
      );
    });

    test(`${how}, a log that retention emptied goes on where it ended (B155)`, async () => {
      await lives(
        end,
        async (broker) => {
          const topic = await broker.topic(1, { 'retention.ms': '1' });
          await broker.append(topic, batch(['a', 'b']));
          await eventually(async () => (await broker.offset(topic, -2)) === 2);
          return topic;
        },
        async (broker, topic) => {
          assert.deepEqual([await broker.offset(topic, -2), await broker.offset(topic, -1)], [2, 2]);
          assert.equal(await broker.append(topic, batch(['c'])), 2);
        },
        { 'log.retention.check.interval.ms': '20' },
      );
    });

    test(`${how}, fetch sessions are forgotten and nothing else is (B85)`, async () => {
      await lives(
        end,
        async (broker) => {
          const topic = await broker.topic();
          const { sessionId } = await broker.fetch([[topic, fetchPartition(0, 0)]], { sessionEpoch: 0 });
          assert.notEqual(sessionId, 0);
          return { topic, sessionId };
        },
        async (broker, { topic, sessionId }) => {
          const refused = await broker.fetch([], { sessionId, sessionEpoch: 1 });
          assert.equal(refused.errorCode, Errors.FETCH_SESSION_ID_NOT_FOUND);
          assert.equal(await broker.append(topic, batch(['v'])), 0);
        },
      );
    });

    test(`${how}, its leader epochs tell where they end (B86, B88)`, async () => {
      await lives(
        end,
        async (broker) => {
          const topic = await broker.topic();
          await broker.append(topic, batch(['a', 'b']));
          return topic;
        },
        async (broker, topic) => {
          const [epoch = 0] = (await describe(broker, topic)).epochs;
          await broker.append(topic, batch(['c']));
          const ends = async (leaderEpoch: number) => {
            const { topics } = await broker.client.request(offsetForLeaderEpochApi, 4, {
              replicaId: -1,
              topics: [{ topic: topic.name, partitions: [{ partition: 0, currentLeaderEpoch: epoch, leaderEpoch }] }],
            });
            const answer = topics[0]?.partitions[0];
            return [answer?.errorCode, answer?.leaderEpoch, answer?.endOffset];
          };
          assert.deepEqual(await ends(epoch), [Errors.NONE, epoch, 3]);
          assert.deepEqual(await ends(0), [Errors.NONE, 0, epoch > 0 ? 2 : 3]);
          const [first, last] = batchesOf(await broker.fetchOne(topic, 0));
          assert.deepEqual([first?.partitionLeaderEpoch, last?.partitionLeaderEpoch], [0, epoch]);
        },
      );
    });
  }

  test('a producer whose records retention took goes on, also after a restart (B57, B155)', async () => {
    await lives(
      stopped,
      async (broker) => {
        const topic = await broker.topic(1, { 'retention.ms': '1' });
        const id = await broker.producerId();
        await broker.append(topic, sequenced(id, 0, 0, 5));
        await eventually(async () => (await broker.offset(topic, -2)) === 5);
        assert.equal((await broker.fetchOne(topic, 0)).errorCode, Errors.OFFSET_OUT_OF_RANGE);
        assert.equal(await broker.append(topic, sequenced(id, 0, 5)), 5);
        return { topic, id };
      },
      async (broker, { topic, id }) => {
        assert.ok((await broker.offset(topic, -2)) >= 5);
        assert.equal(await broker.append(topic, sequenced(id, 0, 6)), 6);
        assert.equal((await broker.produce(topic, sequenced(id, 0, 9))).errorCode, 45);
      },
      { 'log.retention.check.interval.ms': '20' },
    );
  });

  test('a broker that stops answers the fetches that wait', async () => {
    const broker = new BrokerUnderTest();
    await broker.start();
    const topic = await broker.topic();
    const client = await broker.connect();
    const parked = broker.fetchOne(topic, 0, { client, maxWaitMs: 120_000 });
    await broker.offset(topic, -1);
    await broker.stop();
    assert.equal((await parked).errorCode, Errors.NONE);
    await client.closedByAnyone;
    await broker.close();
  });

  test('a topic that Metadata created is there after a restart (B18)', async () => {
    await lives(
      killed,
      async (broker) => {
        const asked = metadataRequest(['auto'], { allowAutoTopicCreation: true });
        await broker.client.request(metadataApi, 12, asked);
        await eventually(
          async () => (await broker.produce({ name: 'auto', id: ZERO_UUID }, batch(['v']))).errorCode === 0,
        );
      },
      async (broker) => assert.deepEqual(valuesOf(await broker.fetchOne({ name: 'auto', id: '' }, 0)), ['v']),
    );
  });
});
