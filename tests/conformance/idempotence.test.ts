/** InitProducerId and idempotent producers: B48–B56. What survives a restart is in restart.test.ts. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Errors } from '@moldau/protocol';
import { describeProducersApi } from '@moldau/protocol/messages/describe-producers';
import { incrementalAlterConfigsApi } from '@moldau/protocol/messages/incremental-alter-configs';
import { initProducerIdApi } from '@moldau/protocol/messages/init-producer-id';
import { BrokerUnderTest, brokerUnderTest, eventually, isElsewhere, versionsOf } from './support/broker-under-test.ts';
import { batchesOf, valuesOf } from './support/records.ts';
import { initProducerIdRequest, sequenced } from './support/requests.ts';
import { TransactionalProducer } from './support/transactional-producer.ts';

suite('Idempotence', { timeout: 60_000 }, () => {
  const broker = brokerUnderTest();

  test('every call of every version gets a producer id of its own, with epoch 0 (B48)', async () => {
    await broker.producerId();
    const ids = new Set<number>();
    for (const version of versionsOf(initProducerIdApi)) {
      const clients = await Promise.all([1, 2, 3].map(() => broker.connect()));
      const answers = await Promise.all(
        clients.map((client) => client.request(initProducerIdApi, version, initProducerIdRequest())),
      );
      for (const { errorCode, producerId, producerEpoch } of answers) {
        assert.equal(errorCode, Errors.NONE, `v${version}`);
        assert.equal(producerEpoch, 0);
        assert.ok(producerId >= 0);
        ids.add(producerId);
      }
    }
    assert.equal(ids.size, 3 * versionsOf(initProducerIdApi).length);
  });

  test('a call that names an id and epoch, but no transactional id, gets a new id (B48)', async () => {
    const producerId = await broker.producerId();
    const given = initProducerIdRequest({ producerId, producerEpoch: 3 });
    const answer = await broker.client.request(initProducerIdApi, 4, given);
    assert.equal(answer.errorCode, Errors.NONE);
    assert.notEqual(answer.producerId, producerId);
    assert.equal(answer.producerEpoch, 0);
  });

  test('an id without epoch, or an epoch without id, is no request (B48)', async () => {
    for (const half of [{ producerId: 5 }, { producerEpoch: 5 }]) {
      const answer = await broker.client.request(initProducerIdApi, 4, initProducerIdRequest(half));
      assert.equal(answer.errorCode, Errors.INVALID_REQUEST);
      assert.equal(answer.producerId, -1);
      assert.equal(answer.producerEpoch, -1);
    }
  });

  test('an empty transactional id is no request (B60)', async () => {
    for (const version of versionsOf(initProducerIdApi)) {
      const request = initProducerIdRequest({ transactionalId: '' });
      const { errorCode } = await broker.client.request(initProducerIdApi, version, request);
      assert.equal(errorCode, Errors.INVALID_REQUEST);
    }
  });

  test('the first batch may have any sequence, the next must follow on it (B49, B52)', async () => {
    const topic = await broker.topic();
    const id = await broker.producerId();
    assert.equal(await broker.append(topic, sequenced(id, 0, 40, 3)), 0);
    assert.equal((await broker.produce(topic, sequenced(id, 0, 44))).errorCode, Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
    assert.equal((await broker.produce(topic, sequenced(id, 0, 42))).errorCode, Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
    assert.equal(await broker.append(topic, sequenced(id, 0, 43)), 3);
    assert.equal(await broker.offset(topic, -1), 4);
  });

  test('sequence 2147483647 is followed by 0, also inside a batch (B50)', async () => {
    const topic = await broker.topic();
    const id = await broker.producerId();
    await broker.append(topic, sequenced(id, 0, 2147483645, 3));
    assert.equal(await broker.append(topic, sequenced(id, 0, 0, 2)), 3);
    const other = await broker.producerId();
    await broker.append(topic, sequenced(other, 0, 2147483646, 4));
    assert.equal(await broker.append(topic, sequenced(other, 0, 2)), 9);
  });

  test('each of the last five batches may come again and keeps its offset; an older one may not (B51)', async () => {
    const topic = await broker.topic();
    const id = await broker.producerId();
    for (let sequence = 0; sequence < 6; sequence++) await broker.append(topic, sequenced(id, 0, sequence * 2, 2));
    for (const sequence of [5, 1, 3, 2, 4]) {
      const again = await broker.produce(topic, sequenced(id, 0, sequence * 2, 2));
      assert.equal(again.errorCode, Errors.NONE);
      assert.equal(again.baseOffset, sequence * 2);
      assert.ok(again.logAppendTimeMs > 0, 'the batch’s timestamp, as if the broker had given it');
    }
    assert.equal((await broker.produce(topic, sequenced(id, 0, 0, 2))).errorCode, Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
    assert.equal((await broker.produce(topic, sequenced(id, 0, 10, 1))).errorCode, Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
    assert.equal(await broker.offset(topic, -1), 12);
    assert.equal(batchesOf(await broker.fetchOne(topic, 0)).length, 6);
  });

  test('duplicates under way together with new batches are all acknowledged (B51, B54)', async () => {
    const topic = await broker.topic();
    const id = await broker.producerId();
    const client = await broker.connect();
    const offsets = await Promise.all(
      [0, 1, 2, 1, 3, 0, 4].map((sequence) => broker.append(topic, sequenced(id, 0, sequence), { client })),
    );
    assert.deepEqual(offsets, [0, 1, 2, 1, 3, 0, 4]);
  });

  test('five batches in flight on a connection that is cut are each there once when retried (B54)', async () => {
    const topic = await broker.topic();
    const id = await broker.producerId();
    for (let round = 0; round < 10; round++) {
      const client = await broker.connect();
      const lost = [0, 1, 2, 3, 4].map((n) => broker.append(topic, sequenced(id, 0, round * 5 + n), { client }));
      await Promise.race(lost);
      await client.close();
      await Promise.allSettled(lost);
      const retry = await broker.connect();
      for (const n of [0, 1, 2, 3, 4]) {
        const offset = await broker.append(topic, sequenced(id, 0, round * 5 + n), { client: retry });
        assert.equal(offset, round * 5 + n);
      }
    }
    const expected = Array.from({ length: 50 }, (_, sequence) => `sequence-${sequence}`);
    assert.deepEqual(valuesOf(await broker.fetchOne(topic, 0)), expected);
  });

  test('an older epoch is fenced; a newer one starts at 0 (B53)', async () => {
    const topic = await broker.topic();
    const id = await broker.producerId();
    await broker.append(topic, sequenced(id, 5, 0));
    assert.equal((await broker.produce(topic, sequenced(id, 4, 1))).errorCode, Errors.INVALID_PRODUCER_EPOCH);
    assert.equal((await broker.produce(topic, sequenced(id, 6, 1))).errorCode, Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
    assert.equal(await broker.append(topic, sequenced(id, 6, 0)), 1);
    assert.equal((await broker.produce(topic, sequenced(id, 5, 1))).errorCode, Errors.INVALID_PRODUCER_EPOCH);
    assert.equal(await broker.append(topic, sequenced(id, 6, 1)), 2);
  });

  test('partitions and producers do not know of each other’s sequences (B55)', async () => {
    const topic = await broker.topic(2);
    const [first, second] = [await broker.producerId(), await broker.producerId()];
    await broker.append(topic, sequenced(first, 0, 0));
    assert.equal(await broker.append(topic, sequenced(first, 0, 0), { partition: 1 }), 0);
    assert.equal(await broker.append(topic, sequenced(second, 0, 0)), 1);
    assert.equal(await broker.append(topic, sequenced(first, 0, 1)), 2);
  });

  test('a refused batch does not move the sequence (B52)', async () => {
    const topic = await broker.topic();
    const id = await broker.producerId();
    await broker.append(topic, sequenced(id, 0, 0));
    const damaged = sequenced(id, 0, 1);
    damaged.writeUInt32BE(7, 17);
    assert.equal((await broker.produce(topic, damaged)).errorCode, Errors.CORRUPT_MESSAGE);
    assert.equal(await broker.append(topic, sequenced(id, 0, 1)), 1);
  });
});

const elsewhere = isElsewhere ? 'another broker looks for idle producers every ten minutes' : false;

test('an idle producer is forgotten after a time that can be changed, unless its transaction is open (B56)', {
  skip: elsewhere,
}, async () => {
  const broker = new BrokerUnderTest();
  await broker.start();
  try {
    const topic = await broker.topic();
    const [idle, open] = [await broker.producerId(), await TransactionalProducer.ready(broker, 1)];
    await broker.append(topic, sequenced(idle, 3, 0));
    await open.send(topic, ['open']);
    const known = async () => {
      const topics = [{ name: topic.name, partitionIndexes: [0] }];
      const described = await broker.client.request(describeProducersApi, 0, { topics });
      return described.topics[0]?.partitions[0]?.activeProducers.map(({ producerId }) => producerId);
    };
    assert.deepEqual(new Set(await known()), new Set([idle, open.producerId]));
    const config = { name: 'producer.id.expiration.ms', configOperation: 0, value: '1' };
    const { responses } = await broker.client.request(incrementalAlterConfigsApi, 1, {
      resources: [{ resourceType: 4, resourceName: '', configs: [config] }],
      validateOnly: false,
    });
    assert.equal(responses[0]?.errorCode, Errors.NONE);
    await eventually(async () => (await known())?.length === 1);
    assert.deepEqual(await known(), [open.producerId]);
    assert.equal(await broker.append(topic, sequenced(idle, 3, 77)), 2, 'as if it had never been seen');
  } finally {
    await broker.close();
  }
});
