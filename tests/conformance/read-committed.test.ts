/** What transactions leave in the log, and what readers of committed data are given of it: B49, B58, B65–B69, B72, B75, B77, B90. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { decodeEndTxnMarker, Errors } from '@moldau/protocol';
import { describeProducersApi } from '@moldau/protocol/messages/describe-producers';
import { listOffsetsApi } from '@moldau/protocol/messages/list-offsets';
import { writeTxnMarkersApi } from '@moldau/protocol/messages/write-txn-markers';
import { brokerUnderTest, eventually, isElsewhere, topicName } from './support/broker-under-test.ts';
import { batchesOf, valuesOf } from './support/records.ts';
import { batch, listOffsetsRequest, type Topic } from './support/requests.ts';
import { TransactionalProducer } from './support/transactional-producer.ts';

const committed = { isolationLevel: 1 };

suite('Reading committed data', { timeout: 60_000 }, () => {
  const broker = brokerUnderTest();

  async function lastStableOffset(topic: Topic): Promise<number | undefined> {
    const { topics } = await broker.client.request(listOffsetsApi, 8, listOffsetsRequest(topic, [{}], committed));
    return topics[0]?.partitions[0]?.offset;
  }

  /** Waits for the markers, which are written after EndTxn has been answered. */
  async function ended(topic: Topic, end: number): Promise<void> {
    await eventually(async () => (await lastStableOffset(topic)) === end);
  }

  function marker(producer: { producerId: number; producerEpoch: number }, topic: Topic, rest: object = {}) {
    return {
      ...producer,
      transactionResult: false,
      topics: [{ name: topic.name, partitionIndexes: [0] }],
      coordinatorEpoch: 1_000,
      transactionVersion: 0,
      ...rest,
    };
  }

  async function mark(asked: ReturnType<typeof marker>): Promise<number | undefined> {
    const { markers } = await broker.client.request(writeTxnMarkersApi, 2, { markers: [asked] });
    return markers[0]?.topics[0]?.partitions[0]?.errorCode;
  }

  for (const version of [1, 2] as const) {
    test(`an open transaction holds the last stable offset until it ends, version ${version} (B67)`, async () => {
      const topic = await broker.topic();
      await broker.append(topic, batch(['before']));
      const producer = await TransactionalProducer.ready(broker, version);
      assert.equal(await producer.send(topic, ['one', 'two']), 1);
      await broker.append(topic, batch(['after']));
      assert.equal(await lastStableOffset(topic), 1);
      assert.equal(await broker.offset(topic, -1), 4);
      const open = await broker.fetchOne(topic, 0, committed);
      assert.deepEqual(valuesOf(open), ['before']);
      assert.deepEqual([open.highWatermark, open.lastStableOffset], [4, 1]);
      assert.deepEqual(valuesOf(await broker.fetchOne(topic, 0)), ['before', 'one', 'two', 'after']);
      assert.deepEqual(valuesOf(await broker.fetchOne(topic, 1, committed)), []);
      await producer.end('commit');
      await ended(topic, 5);
      const all = await broker.fetchOne(topic, 0, committed);
      assert.deepEqual([all.highWatermark, all.lastStableOffset, all.abortedTransactions], [5, 5, []]);
      assert.deepEqual(all.records, (await broker.fetchOne(topic, 0)).records);
    });

    test(`a marker is a control batch of one record and one offset, version ${version} (B66)`, async () => {
      const topic = await broker.topic();
      const producer = await TransactionalProducer.ready(broker, version);
      for (const [at, result] of (['commit', 'abort'] as const).entries()) {
        const { producerId, producerEpoch } = producer;
        await producer.send(topic, ['one', 'two']);
        await producer.end(result);
        await ended(topic, (at + 1) * 3);
        const [, written] = batchesOf(await broker.fetchOne(topic, at * 3));
        assert(written !== undefined);
        assert.ok(written.isControl && written.isTransactional);
        assert.deepEqual([written.baseOffset, written.count, written.baseSequence], [at * 3 + 2, 1, -1]);
        assert.equal(written.producerId, producerId);
        assert.equal(written.producerEpoch, version === 2 ? producerEpoch + 1 : producerEpoch);
        assert.equal(decodeEndTxnMarker(written)?.result, result);
        assert.ok(written.partitionLeaderEpoch >= 0);
      }
    });

    test(`aborted transactions are named wherever they overlap what is read, version ${version} (B68)`, async () => {
      const topic = await broker.topic();
      const [first, second] = await Promise.all([1, 2].map(() => TransactionalProducer.ready(broker, version)));
      assert(first !== undefined && second !== undefined);
      await first.send(topic, ['a0', 'a1']);
      await second.send(topic, ['b2']);
      await first.send(topic, ['a3']);
      const a = { producerId: first.producerId, firstOffset: 0 };
      await first.end('abort');
      await ended(topic, 2);
      assert.deepEqual((await broker.fetchOne(topic, 0, committed)).abortedTransactions, [a]);
      await second.end('commit');
      await ended(topic, 6);
      const whole = await broker.fetchOne(topic, 0, committed);
      assert.deepEqual(whole.abortedTransactions, [a]);
      assert.equal(batchesOf(whole).length, 5, 'aborted batches and markers are sent');
      assert.deepEqual((await broker.fetchOne(topic, 3, committed)).abortedTransactions, [a], 'began before');
      assert.deepEqual((await broker.fetchOne(topic, 5, committed)).abortedTransactions, []);
      assert.equal((await broker.fetchOne(topic, 0)).abortedTransactions, null);
      await second.send(topic, ['b6']);
      await second.end('abort');
      await ended(topic, 8);
      const part = await broker.fetchOne(topic, 0, { ...committed, maxBytes: 100 });
      // Kafka goes by its sparse index, and so may name more than is needed.
      const named = part.abortedTransactions?.filter(({ firstOffset }) => !isElsewhere || firstOffset < 2);
      assert.deepEqual(named, [a], 'not those behind what is sent');
      const rest = (await broker.fetchOne(topic, 2, committed)).abortedTransactions ?? [];
      assert.deepEqual(new Set(rest.map(({ firstOffset }) => firstOffset)), new Set([0, 6]));
    });

    test(`a commit wakes who waits for committed data, open transactions do not, version ${version} (B69)`, async () => {
      const topic = await broker.topic();
      const producer = await TransactionalProducer.ready(broker, version);
      const reader = await broker.connect();
      const started = performance.now();
      const waiting = broker.fetchOne(topic, 0, { ...committed, client: reader, maxWaitMs: 30_000, minBytes: 1 });
      await producer.send(topic, ['one']);
      const early = await broker.fetchOne(topic, 0, { ...committed, maxWaitMs: 20, minBytes: 1 });
      assert.deepEqual(valuesOf(early), []);
      await producer.end('commit');
      assert.equal(batchesOf(await waiting)[0]?.count, 1);
      assert.ok(performance.now() - started < 25_000);
    });

    test(`transactions of several producers interleave and end on their own, version ${version} (B77)`, async () => {
      const topic = await broker.topic();
      const producers = await Promise.all([1, 2, 3].map(() => TransactionalProducer.ready(broker, version)));
      for (let round = 0; round < 3; round++) {
        for (const [index, producer] of producers.entries()) await producer.send(topic, [`${index}-${round}`]);
      }
      for (const [index, producer] of producers.entries()) await producer.end(index === 1 ? 'abort' : 'commit');
      await ended(topic, 12);
      const read = await broker.fetchOne(topic, 0, committed);
      const aborted = new Set(read.abortedTransactions?.map(({ producerId }) => producerId));
      const seen = batchesOf(read).filter((each) => !each.isControl && !aborted.has(each.producerId));
      assert.deepEqual(
        seen.map(({ baseOffset }) => baseOffset),
        [0, 2, 3, 5, 6, 8],
      );
    });
  }

  test('a partition that was never added takes no transactional records (B65)', async () => {
    const topic = await broker.topic();
    const producer = await TransactionalProducer.ready(broker, 1);
    const v11 = await producer.produce(topic, ['one'], { version: 11 });
    const v10 = await producer.produce(topic, ['one'], { version: 10 });
    assert.deepEqual([v11.errorCode, v10.errorCode], [Errors.TRANSACTION_ABORTABLE, Errors.INVALID_TXN_STATE]);
    assert.equal(await broker.offset(topic, -1), 0);
    assert.equal(await producer.add(topic), Errors.NONE);
    assert.equal((await producer.produce(topic, ['one'], { version: 10 })).errorCode, Errors.NONE);
    await producer.end('abort');
  });

  test('since Produce v12 the first records add the partition, and each transaction has its own epoch (B65)', async () => {
    const topic = await broker.topic(2);
    const producer = await TransactionalProducer.ready(broker, 2);
    for (let round = 0; round < 3; round++) {
      const { producerEpoch } = producer;
      for (const partition of [0, 1]) assert.equal(await producer.send(topic, ['x'], partition), round * 2);
      await producer.end('commit');
      assert.equal(producer.producerEpoch, producerEpoch + 1);
      await ended(topic, round * 2 + 2);
    }
    const zombie = new TransactionalProducer(broker, 2, producer.transactionalId);
    Object.assign(zombie, { producerId: producer.producerId, producerEpoch: producer.producerEpoch - 1 });
    assert.equal((await zombie.produce(topic, ['late'])).errorCode, Errors.INVALID_PRODUCER_EPOCH);
  });

  test('several batches in flight begin a transaction in their order (B54, B65)', async () => {
    const topic = await broker.topic();
    const producer = await TransactionalProducer.ready(broker, 2);
    const answers = await Promise.all(
      [0, 1, 2, 3, 4].map((at) => {
        producer.sequences.set(`${topic.name}-0`, at);
        return producer.produce(topic, [`${at}`]);
      }),
    );
    assert.deepEqual(
      answers.map(({ errorCode, baseOffset }) => [errorCode, baseOffset]),
      [0, 1, 2, 3, 4].map((offset) => [Errors.NONE, offset]),
    );
    await producer.end('commit');
    await ended(topic, 6);
  });

  test('a transaction of version 2 begins with sequence 0 in every partition (B49)', async () => {
    const topic = await broker.topic();
    const producer = await TransactionalProducer.ready(broker, 2);
    producer.sequences.set(`${topic.name}-0`, 5);
    assert.equal((await producer.produce(topic, ['x'])).errorCode, Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
    await producer.end('abort');
  });

  test('a producer with an open transaction writes nothing outside of it (B65)', async () => {
    const topic = await broker.topic();
    const producer = await TransactionalProducer.ready(broker, 2);
    await producer.send(topic, ['in']);
    const { producerId, producerEpoch } = producer;
    const outside = batch(['out'], { producerId, producerEpoch, baseSequence: 1 });
    assert.equal((await broker.produce(topic, outside)).errorCode, Errors.INVALID_TXN_STATE);
    await producer.end('commit');
  });

  test('records of an id that is not the producer’s are refused (B63)', async () => {
    const topic = await broker.topic();
    const producer = await TransactionalProducer.ready(broker, 2);
    producer.producerId += 1_000_000;
    assert.equal((await producer.produce(topic, ['x'])).errorCode, Errors.INVALID_PRODUCER_ID_MAPPING);
  });

  test('producers are described with the beginning of their transaction (B58)', async () => {
    const topic = await broker.topic();
    const producer = await TransactionalProducer.ready(broker, 1);
    const described = async () => {
      const topics = [{ name: topic.name, partitionIndexes: [0, 7] }];
      const answer = await broker.client.request(describeProducersApi, 0, { topics });
      const [known, unknown] = answer.topics[0]?.partitions ?? [];
      assert.equal(unknown?.errorCode, Errors.UNKNOWN_TOPIC_OR_PARTITION);
      return known?.activeProducers;
    };
    assert.deepEqual(await described(), []);
    await broker.append(topic, batch(['before']));
    await producer.send(topic, ['one', 'two']);
    const { producerId, producerEpoch } = producer;
    const [open] = (await described()) ?? [];
    assert.deepEqual([open?.producerId, open?.producerEpoch, open?.lastSequence], [producerId, producerEpoch, 1]);
    assert.deepEqual([open?.currentTxnStartOffset, open?.coordinatorEpoch], [1, -1]);
    await producer.end('commit');
    await ended(topic, 4);
    const [done] = (await described()) ?? [];
    assert.equal(done?.currentTxnStartOffset, -1);
    assert.ok((done?.coordinatorEpoch ?? -1) >= 0);
  });

  test('an admin aborts a hanging transaction by a marker to the partition’s leader (B75)', async () => {
    const topic = await broker.topic();
    const producer = await TransactionalProducer.ready(broker, 1);
    await producer.send(topic, ['hanging']);
    assert.equal(await lastStableOffset(topic), 0);
    assert.equal(await mark(marker(producer, topic)), Errors.NONE);
    assert.equal(await lastStableOffset(topic), 2);
    assert.equal((await broker.fetchOne(topic, 0, committed)).abortedTransactions?.length, 1);
  });

  test('markers of an older epoch or coordinator are refused (B72)', async () => {
    const topic = await broker.topic();
    const producer = await TransactionalProducer.ready(broker, 2);
    await producer.send(topic, ['one']);
    const bumped = { transactionVersion: 2 };
    assert.equal(await mark(marker(producer, topic, bumped)), Errors.INVALID_PRODUCER_EPOCH);
    await producer.end('commit');
    await ended(topic, 2);
    const { producerId, producerEpoch } = producer;
    const stale = { producerId, producerEpoch: producerEpoch - 1 };
    assert.equal(await mark(marker(stale, topic)), Errors.INVALID_PRODUCER_EPOCH);
    assert.equal(await mark(marker(producer, topic, { coordinatorEpoch: -1 })), Errors.TRANSACTION_COORDINATOR_FENCED);
    assert.equal(await mark(marker(producer, { name: topicName(), id: '' })), Errors.UNKNOWN_TOPIC_OR_PARTITION);
  });
});
