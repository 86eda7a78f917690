/** The transaction coordinator over the wire: B59–B65, B75. What the logs make of it is in transactions.test.ts. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { suite, test } from 'node:test';
import { Errors } from '@moldau/protocol';
import { addOffsetsToTxnApi } from '@moldau/protocol/messages/add-offsets-to-txn';
import { addPartitionsToTxnApi } from '@moldau/protocol/messages/add-partitions-to-txn';
import { apiVersionsApi } from '@moldau/protocol/messages/api-versions';
import { describeTransactionsApi } from '@moldau/protocol/messages/describe-transactions';
import { endTxnApi } from '@moldau/protocol/messages/end-txn';
import { findCoordinatorApi } from '@moldau/protocol/messages/find-coordinator';
import { type InitProducerIdRequest, initProducerIdApi } from '@moldau/protocol/messages/init-producer-id';
import { listTransactionsApi } from '@moldau/protocol/messages/list-transactions';
import { brokerUnderTest, versionsOf } from './support/broker-under-test.ts';
import { initProducerIdRequest } from './support/requests.ts';

interface Producer {
  readonly transactionalId: string;
  readonly producerId: number;
  readonly producerEpoch: number;
}

suite('The transaction coordinator', { timeout: 60_000 }, () => {
  const broker = brokerUnderTest();

  async function find(transactionalIds: readonly string[]): Promise<void> {
    for (;;) {
      const request = { key: '', keyType: 1, coordinatorKeys: transactionalIds };
      const { coordinators } = await broker.client.request(findCoordinatorApi, 6, request);
      assert.equal(coordinators.length, transactionalIds.length);
      if (coordinators.every(({ errorCode }) => errorCode === Errors.NONE)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Asks again while the coordinator is loading or an earlier transaction is being ended. */
  async function patiently<Answer extends { readonly errorCode: number }>(ask: () => Promise<Answer>): Promise<Answer> {
    const passing: readonly number[] = [
      Errors.COORDINATOR_LOAD_IN_PROGRESS,
      Errors.NOT_COORDINATOR,
      Errors.CONCURRENT_TRANSACTIONS,
    ];
    for (;;) {
      const answer = await ask();
      if (!passing.includes(answer.errorCode)) return answer;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async function init(rest: Partial<InitProducerIdRequest>, version = 5): Promise<Producer & { errorCode: number }> {
    const transactionalId = rest.transactionalId ?? `id-${randomUUID()}`;
    await find([transactionalId]);
    const request = initProducerIdRequest({ ...rest, transactionalId });
    const answer = await patiently(() => broker.client.request(initProducerIdApi, version, request));
    return { ...answer, transactionalId };
  }

  async function add(producer: Producer, name: string, partitions: readonly number[], version = 3) {
    const request = {
      transactions: [],
      v3AndBelowTransactionalId: producer.transactionalId,
      v3AndBelowProducerId: producer.producerId,
      v3AndBelowProducerEpoch: producer.producerEpoch,
      v3AndBelowTopics: [{ name, partitions }],
    };
    const { resultsByTopicV3AndBelow: results } = await patiently(async () => {
      const answer = await broker.client.request(addPartitionsToTxnApi, version, request);
      const errorCode = answer.resultsByTopicV3AndBelow[0]?.resultsByPartition[0]?.partitionErrorCode ?? -1;
      return { ...answer, errorCode };
    });
    return results.flatMap(({ resultsByPartition }) => resultsByPartition.map((each) => each.partitionErrorCode));
  }

  function end({ transactionalId, producerId, producerEpoch }: Producer, committed: boolean, version: number) {
    const request = { transactionalId, producerId, producerEpoch, committed };
    return broker.client.request(endTxnApi, version, request);
  }

  test('transaction.version is finalized at 2 (B65)', async () => {
    const request = { clientSoftwareName: 'test', clientSoftwareVersion: '1' };
    const { supportedFeatures, finalizedFeatures } = await broker.client.request(apiVersionsApi, 4, request);
    const supported = supportedFeatures.find(({ name }) => name === 'transaction.version');
    const finalized = finalizedFeatures.find(({ name }) => name === 'transaction.version');
    assert.deepEqual([supported?.minVersion, supported?.maxVersion], [0, 2]);
    assert.deepEqual([finalized?.minVersionLevel, finalized?.maxVersionLevel], [2, 2]);
  });

  test('every version of FindCoordinator that knows key types finds it, since v4 for many ids (B59)', async () => {
    await find(['one', 'two']);
    for (const version of versionsOf(findCoordinatorApi).filter((each) => each >= 1)) {
      const request = { key: version < 4 ? 'one' : '', keyType: 1, coordinatorKeys: version < 4 ? [] : ['one', 'two'] };
      const { errorCode, coordinators } = await broker.client.request(findCoordinatorApi, version, request);
      assert.equal(errorCode, Errors.NONE);
      if (version >= 4)
        assert.deepEqual(
          coordinators.map((each) => each.errorCode),
          [0, 0],
        );
    }
  });

  test('every version of InitProducerId gives the id its producer, with the next epoch each time (B61)', async () => {
    const transactionalId = `id-${randomUUID()}`;
    const seen = [];
    for (const version of versionsOf(initProducerIdApi)) seen.push(await init({ transactionalId }, version));
    const [first] = seen;
    assert.deepEqual(
      seen.map(({ errorCode, producerId, producerEpoch }) => [errorCode, producerId, producerEpoch]),
      seen.map((_each, epoch) => [Errors.NONE, first?.producerId, epoch]),
    );
  });

  test('a timeout beyond transaction.max.timeout.ms is refused in every version (B60)', async () => {
    await find(['one']);
    for (const version of versionsOf(initProducerIdApi)) {
      for (const transactionTimeoutMs of [900_001, 0, -1]) {
        const request = initProducerIdRequest({ transactionalId: 'one', transactionTimeoutMs });
        const { errorCode } = await broker.client.request(initProducerIdApi, version, request);
        assert.equal(errorCode, Errors.INVALID_TRANSACTION_TIMEOUT, `v${version}, ${transactionTimeoutMs} ms`);
      }
    }
  });

  test('partitions are added and ended in every version of the old protocol (B62, B64)', async () => {
    const { name } = await broker.topic(2);
    const producer = await init({});
    for (const version of versionsOf(endTxnApi).filter((each) => each < 5)) {
      assert.deepEqual(await add(producer, name, [0, 1], Math.min(version, 3)), [Errors.NONE, Errors.NONE]);
      assert.equal((await patiently(() => end(producer, version % 2 === 0, version))).errorCode, Errors.NONE);
    }
  });

  test('a bad partition keeps the good ones from being added (B62)', async () => {
    const { name } = await broker.topic(1);
    const producer = await init({});
    assert.deepEqual(await add(producer, name, [0, 7]), [
      Errors.OPERATION_NOT_ATTEMPTED,
      Errors.UNKNOWN_TOPIC_OR_PARTITION,
    ]);
    assert.equal((await end(producer, true, 4)).errorCode, Errors.INVALID_TXN_STATE);
  });

  test('zombies are fenced: 90 since v2, 47 before; a foreign producer id is 49 (B62, B63)', async () => {
    const { name } = await broker.topic(1);
    const zombie = await init({});
    const { transactionalId } = zombie;
    const owner = await init({ transactionalId });
    for (const version of [0, 1, 2, 3]) {
      const fenced = version < 2 ? Errors.INVALID_PRODUCER_EPOCH : Errors.PRODUCER_FENCED;
      assert.deepEqual(await add(zombie, name, [0], version), [fenced]);
      const { transactionalId: id, producerId, producerEpoch } = zombie;
      const offsets = { transactionalId: id, producerId, producerEpoch, groupId: 'readers' };
      assert.equal((await broker.client.request(addOffsetsToTxnApi, version, offsets)).errorCode, fenced);
      assert.equal((await end(zombie, true, version)).errorCode, fenced);
    }
    const stranger = { ...owner, producerId: owner.producerId + 1_000_000 };
    assert.deepEqual(await add(stranger, name, [0]), [Errors.INVALID_PRODUCER_ID_MAPPING]);
    assert.equal((await end(stranger, true, 5)).errorCode, Errors.INVALID_PRODUCER_ID_MAPPING);
    const unknown = { ...owner, transactionalId: `id-${randomUUID()}` };
    assert.equal((await end(unknown, true, 5)).errorCode, Errors.INVALID_PRODUCER_ID_MAPPING);
  });

  test('a newcomer aborts the transaction that its predecessor left open, and is told to come back (B61)', async () => {
    const { name } = await broker.topic(1);
    const first = await init({});
    await add(first, name, [0]);
    const request = initProducerIdRequest({ transactionalId: first.transactionalId });
    const { errorCode } = await broker.client.request(initProducerIdApi, 5, request);
    assert.equal(errorCode, Errors.CONCURRENT_TRANSACTIONS);
    const second = await init({ transactionalId: first.transactionalId });
    assert.deepEqual([second.producerId, second.producerEpoch], [first.producerId, first.producerEpoch + 2]);
  });

  test('EndTxn v5 answers the producer to go on as, also when it is repeated (B64, B65)', async () => {
    const producer = await init({});
    const aborted = await end(producer, false, 5);
    assert.deepEqual(
      [aborted.errorCode, aborted.producerId, aborted.producerEpoch],
      [Errors.NONE, producer.producerId, producer.producerEpoch + 1],
    );
    const repeated = await patiently(() => end(producer, false, 5));
    assert.deepEqual([repeated.errorCode, repeated.producerEpoch], [Errors.NONE, aborted.producerEpoch]);
    assert.equal((await end(producer, true, 5)).errorCode, Errors.INVALID_TXN_STATE);
    const next = { ...producer, producerEpoch: aborted.producerEpoch };
    assert.equal((await end(next, true, 5)).errorCode, Errors.INVALID_TXN_STATE);
    const strange = { ...producer, producerEpoch: aborted.producerEpoch + 5 };
    assert.equal((await end(strange, true, 5)).errorCode, Errors.PRODUCER_FENCED);
  });

  test('open transactions are listed and described (B75)', async () => {
    const { name } = await broker.topic(3);
    const producer = await init({ transactionTimeoutMs: 55_000 });
    await add(producer, name, [0, 2]);
    const { transactionalId, producerId } = producer;
    for (const version of versionsOf(listTransactionsApi)) {
      const request = { stateFilters: ['Ongoing'], producerIdFilters: [producerId], durationFilter: -1 };
      const listed = await broker.client.request(listTransactionsApi, version, {
        ...request,
        transactionalIdPattern: version >= 2 ? 'id-.*' : null,
      });
      assert.deepEqual(
        listed.transactionStates.map((each) => [each.transactionalId, each.transactionState]),
        [[transactionalId, 'Ongoing']],
      );
    }
    const asked = { transactionalIds: [transactionalId, `id-${randomUUID()}`] };
    const { transactionStates } = await broker.client.request(describeTransactionsApi, 0, asked);
    const [known, unknown] = transactionStates;
    assert.deepEqual([known?.errorCode, known?.transactionState, known?.transactionTimeoutMs], [0, 'Ongoing', 55_000]);
    const [topic] = known?.topics ?? [];
    assert.deepEqual([topic?.topic, new Set(topic?.partitions)], [name, new Set([0, 2])]);
    assert.equal(unknown?.errorCode, Errors.TRANSACTIONAL_ID_NOT_FOUND);
    const bad = { stateFilters: ['Odd'], producerIdFilters: [], durationFilter: -1, transactionalIdPattern: '(' };
    const refused = await broker.client.request(listTransactionsApi, 2, bad);
    assert.equal(refused.errorCode, Errors.INVALID_REGULAR_EXPRESSION);
    const odd = await broker.client.request(listTransactionsApi, 2, { ...bad, transactionalIdPattern: null });
    assert.deepEqual([odd.unknownStateFilters, odd.transactionStates], [['Odd'], []]);
  });
});
