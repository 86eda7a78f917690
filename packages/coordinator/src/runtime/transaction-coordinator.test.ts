import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Errors } from '@moldau/protocol';
import { TransactionBench, transactionalId } from '../testing/transaction-bench.ts';

const { NONE, INVALID_TXN_STATE, PRODUCER_FENCED, INVALID_PRODUCER_EPOCH } = Errors;

test('a broker that does not lead the partition answers NOT_COORDINATOR everywhere', async () => {
  const bench = new TransactionBench();
  const nobody = { producerId: 1, producerEpoch: 0 };
  assert.equal((await bench.init()).errorCode, Errors.NOT_COORDINATOR);
  assert.equal(await bench.add(nobody), Errors.NOT_COORDINATOR);
  assert.equal(await bench.addOffsets(nobody), Errors.NOT_COORDINATOR);
  assert.equal((await bench.end(nobody, 'commit', 5)).errorCode, Errors.NOT_COORDINATOR);
  assert.equal((await bench.describe())?.errorCode, Errors.NOT_COORDINATOR);
  assert.deepEqual(await bench.verify(nobody), [Errors.NOT_COORDINATOR]);
  assert.deepEqual((await bench.list()).transactionStates, []);
});

test('while transactions are loading all is refused, and later served', async () => {
  const bench = await TransactionBench.started();
  const producer = await bench.init();
  bench.transactions.onElection(0, 1, bench.log);
  const loading = Errors.COORDINATOR_LOAD_IN_PROGRESS;
  const request = { transactionalId, ...producer, committed: true };
  assert.equal((await bench.transactions.endTxn({ apiVersion: 5 }, request)).errorCode, loading);
  bench.transactions.onElection(0, 2, bench.log);
  const all = { stateFilters: [], producerIdFilters: [], durationFilter: -1, transactionalIdPattern: null };
  assert.equal((await bench.transactions.listTransactions(all)).errorCode, loading);
  await bench.pass(10);
  assert.equal(await bench.add(producer), NONE);
});

test('a log that refuses records costs the request, and nothing that was acknowledged', async () => {
  for (const [code, expected] of [
    [Errors.NOT_ENOUGH_REPLICAS, Errors.COORDINATOR_NOT_AVAILABLE],
    [Errors.REQUEST_TIMED_OUT, Errors.COORDINATOR_NOT_AVAILABLE],
    [Errors.KAFKA_STORAGE_ERROR, Errors.NOT_COORDINATOR],
  ] as const) {
    for (const keepsFailed of [false, true]) {
      const bench = await TransactionBench.started();
      const producer = await bench.init();
      await bench.addImplicitly(producer);
      bench.log.failNext = code;
      bench.log.keepsFailed = keepsFailed;
      assert.equal((await bench.end(producer, 'commit', 5)).errorCode, expected);
      await bench.pass(20);
      assert.equal(await bench.state(), keepsFailed ? 'CompleteCommit' : 'Ongoing');
      const again = await bench.end(producer, 'commit', 5);
      assert.deepEqual([again.errorCode, again.producerEpoch], [NONE, producer.producerEpoch + 1]);
      await bench.pass(20);
      assert.deepEqual(bench.markers.texts, ['commit input-0'], 'once, whatever the client asked again');
    }
  }
});

test('after a crash the end is pursued in the direction that was decided, by the new coordinator’s epoch (B76)', async () => {
  for (const result of ['commit', 'abort'] as const) {
    const bench = await TransactionBench.started();
    const producer = await bench.init();
    await bench.addImplicitly(producer, [0, 1, 2]);
    bench.markers.refusals.set('input-1', Errors.NOT_LEADER_OR_FOLLOWER);
    assert.equal((await bench.end(producer, result, 5)).errorCode, NONE);
    await bench.pass(500);
    assert.deepEqual(bench.markers.texts, [`${result} input-0`, `${result} input-2`]);
    bench.markers.written.length = 0;
    bench.markers.refusals.clear();
    await bench.elect(7);
    await bench.pass(500);
    assert.deepEqual(bench.markers.texts, [`${result} input-0`, `${result} input-1`, `${result} input-2`]);
    assert.deepEqual(
      bench.markers.written.map(({ coordinatorEpoch }) => coordinatorEpoch),
      [7],
    );
    assert.equal(await bench.state(), result === 'commit' ? 'CompleteCommit' : 'CompleteAbort');
  }
});

test('partitions that took the marker are not asked again, and those that are gone need none (B76)', async () => {
  const bench = await TransactionBench.started();
  const producer = await bench.init();
  await bench.addImplicitly(producer, [0, 1]);
  await bench.addOffsets(producer);
  bench.markers.refusals.set('input-1', Errors.NOT_ENOUGH_REPLICAS);
  await bench.end(producer, 'commit', 5);
  await bench.pass(1_000);
  assert.deepEqual(bench.markers.texts, ['commit input-0', 'commit __consumer_offsets-2']);
  assert.equal(await bench.state(), 'PrepareCommit');
  bench.topics.delete('input');
  await bench.pass(200);
  assert.equal(await bench.state(), 'CompleteCommit');
});

test('a partition that knows of a later epoch has nothing left to end (B72)', async () => {
  const bench = await TransactionBench.started();
  const producer = await bench.init();
  await bench.addImplicitly(producer);
  bench.markers.refusals.set('input-0', INVALID_PRODUCER_EPOCH);
  await bench.end(producer, 'abort', 5);
  await bench.pass(50);
  assert.equal(await bench.state(), 'CompleteAbort');
});

test('a coordinator that another one has replaced stops writing markers (B72)', async () => {
  const bench = await TransactionBench.started();
  const producer = await bench.init();
  await bench.addImplicitly(producer);
  bench.markers.refusals.set('input-0', Errors.TRANSACTION_COORDINATOR_FENCED);
  await bench.end(producer, 'commit', 5);
  await bench.pass(1_000);
  assert.equal(await bench.state(), 'PrepareCommit');
});

test('a transaction open for longer than its timeout is aborted; TV1 is fenced by then (B70)', async () => {
  const bench = await TransactionBench.started();
  const producer = await bench.init({ transactionTimeoutMs: 25_000 });
  await bench.add(producer);
  await bench.pass(24_000);
  assert.equal(await bench.state(), 'Ongoing');
  await bench.pass(7_000);
  assert.equal(await bench.state(), 'CompleteAbort');
  assert.deepEqual(bench.markers.texts, ['abort input-0']);
  assert.equal(bench.markers.written[0]?.producerEpoch, producer.producerEpoch + 1);
  assert.equal(await bench.add(producer), PRODUCER_FENCED);
  assert.equal((await bench.end(producer, 'commit', 4)).errorCode, PRODUCER_FENCED);
  assert.equal((await bench.end(producer, 'abort', 4)).errorCode, PRODUCER_FENCED);
});

test('in TV2 the abort of a transaction that has timed out succeeds with the new epoch, its commit does not (B70)', async () => {
  const bench = await TransactionBench.started();
  const producer = await bench.init({ transactionTimeoutMs: 15_000 });
  await bench.addImplicitly(producer);
  await bench.pass(31_000);
  assert.equal((await bench.end(producer, 'commit', 5)).errorCode, INVALID_TXN_STATE);
  const aborted = await bench.end(producer, 'abort', 5);
  assert.deepEqual([aborted.errorCode, aborted.producerEpoch], [NONE, producer.producerEpoch + 1]);
  assert.equal(await bench.addImplicitly(aborted), NONE);
});

test('a timeout counts from the first partition, also across a restart (B70)', async () => {
  const bench = await TransactionBench.started();
  const producer = await bench.init({ transactionTimeoutMs: 15_000 });
  await bench.pass(60_000);
  await bench.addImplicitly(producer, [0]);
  await bench.pass(12_000);
  await bench.addImplicitly(producer, [1]);
  await bench.elect();
  assert.equal(await bench.state(), 'Ongoing');
  await bench.pass(12_000);
  assert.equal(await bench.state(), 'CompleteAbort');
});

test('ids without a sign of life are forgotten, those with an open transaction are not (B63)', async () => {
  const bench = await TransactionBench.started({
    transactionalIdExpirationMs: 50_000,
    transactionRemoveExpiredTransactionCleanupIntervalMs: 10_000,
  });
  const idle = await bench.init({ transactionalId: 'idle' });
  const producer = await bench.init({ transactionTimeoutMs: 900_000 });
  await bench.addImplicitly(producer);
  await bench.pass(70_000);
  assert.equal((await bench.describe('idle'))?.errorCode, Errors.TRANSACTIONAL_ID_NOT_FOUND);
  assert.equal(await bench.state(), 'Ongoing');
  await bench.elect();
  assert.equal((await bench.describe('idle'))?.errorCode, Errors.TRANSACTIONAL_ID_NOT_FOUND);
  const anew = await bench.init({ transactionalId: 'idle' });
  assert.deepEqual([anew.producerEpoch, anew.producerId === idle.producerId], [0, false]);
});

test('partitions are added all or none: unknown ones say so, the others were not attempted (B62)', async () => {
  const bench = await TransactionBench.started();
  const producer = await bench.init();
  const topics = [
    { name: 'input', partitions: [0, 9] },
    { name: 'nowhere', partitions: [0] },
  ];
  const { resultsByTopicV3AndBelow } = await bench.addTopics(producer, topics);
  assert.deepEqual(
    resultsByTopicV3AndBelow.map(({ name, resultsByPartition }) => [
      name,
      ...resultsByPartition.map(({ partitionErrorCode }) => partitionErrorCode),
    ]),
    [
      ['input', Errors.OPERATION_NOT_ATTEMPTED, Errors.UNKNOWN_TOPIC_OR_PARTITION],
      ['nowhere', Errors.UNKNOWN_TOPIC_OR_PARTITION],
    ],
  );
  assert.equal(await bench.state(), 'Empty');
});

test('a stale epoch is fenced: 90 since v2, 47 before; adding again what is there is fine (B62)', async () => {
  const bench = await TransactionBench.started();
  const zombie = await bench.init();
  const producer = await bench.init();
  assert.equal(await bench.add(zombie, [0], 1), INVALID_PRODUCER_EPOCH);
  assert.equal(await bench.add(zombie, [0], 2), PRODUCER_FENCED);
  assert.equal(await bench.addOffsets(zombie, 1), INVALID_PRODUCER_EPOCH);
  assert.equal(await bench.addOffsets(zombie, 2), PRODUCER_FENCED);
  assert.equal(await bench.add(producer), NONE);
  const records = bench.log.records.length;
  assert.equal(await bench.add(producer), NONE);
  assert.equal(bench.log.records.length, records);
});

test('brokers ask whether partitions were added, many transactions at once (B65)', async () => {
  const bench = await TransactionBench.started();
  const producer = await bench.init();
  await bench.add(producer, [0]);
  assert.deepEqual(await bench.verify(producer, [0, 1]), [NONE, Errors.TRANSACTION_ABORTABLE]);
  const ask = async (apiVersion: number) => {
    const transactions = [
      { transactionalId, ...producer, verifyOnly: true, topics: [{ name: 'input', partitions: [0, 1] }] },
      { transactionalId: 'unknown', ...producer, verifyOnly: true, topics: [{ name: 'input', partitions: [0] }] },
    ];
    const below = { v3AndBelowTransactionalId: '', v3AndBelowProducerId: 0, v3AndBelowProducerEpoch: 0 };
    const request = { transactions, ...below, v3AndBelowTopics: [] };
    const response = await bench.settle(bench.transactions.addPartitionsToTxn({ apiVersion }, request));
    return response.resultsByTransaction.map(({ topicResults }) =>
      topicResults.flatMap(({ resultsByPartition }) => resultsByPartition.map((result) => result.partitionErrorCode)),
    );
  };
  const unknown = [Errors.INVALID_PRODUCER_ID_MAPPING];
  assert.deepEqual(await ask(4), [[NONE, Errors.TRANSACTION_ABORTABLE], unknown]);
  assert.deepEqual(await ask(5), [[NONE, Errors.TRANSACTION_ABORTABLE], unknown]);
});

test('transactions are described with their partitions, unknown ones by 105 (B75)', async () => {
  const bench = await TransactionBench.started();
  const producer = await bench.init({ transactionTimeoutMs: 12_345 });
  await bench.addImplicitly(producer, [0, 3]);
  await bench.addOffsets(producer);
  const described = await bench.describe();
  assert.deepEqual(
    [described?.errorCode, described?.transactionState, described?.transactionTimeoutMs, described?.producerId],
    [NONE, 'Ongoing', 12_345, producer.producerId],
  );
  assert.deepEqual(described?.topics, [
    { topic: 'input', partitions: [0, 3] },
    { topic: '__consumer_offsets', partitions: [2] },
  ]);
  assert.equal((await bench.describe('unknown'))?.errorCode, Errors.TRANSACTIONAL_ID_NOT_FOUND);
  assert.equal((await bench.describe(''))?.errorCode, Errors.INVALID_REQUEST);
});

test('transactions are listed by state, producer, duration and name (B75)', async () => {
  const bench = await TransactionBench.started();
  const orders = await bench.init();
  await bench.addImplicitly(orders);
  await bench.pass(5_000);
  const bills = await bench.init({ transactionalId: 'bills' });
  const listed = async (filter: object) =>
    (await bench.list(filter)).transactionStates.map((each) => each.transactionalId).sort();
  assert.deepEqual(await listed({}), ['bills', 'orders']);
  assert.deepEqual(await listed({ stateFilters: ['Ongoing'] }), ['orders']);
  assert.deepEqual(await listed({ producerIdFilters: [bills.producerId] }), ['bills']);
  assert.deepEqual(await listed({ stateFilters: ['Ongoing'], durationFilter: 4_000 }), ['orders']);
  assert.deepEqual(await listed({ stateFilters: ['Ongoing'], durationFilter: 6_000 }), []);
  assert.deepEqual(await listed({ transactionalIdPattern: 'ord.*' }), ['orders']);
  assert.deepEqual(await listed({ transactionalIdPattern: 'ord' }), [], 'the whole name has to match');
  const refused = await bench.list({ transactionalIdPattern: '(' });
  assert.equal(refused.errorCode, Errors.INVALID_REGULAR_EXPRESSION);
  const unknown = await bench.list({ stateFilters: ['Sleeping'] });
  assert.deepEqual([unknown.unknownStateFilters, unknown.transactionStates], [['Sleeping'], []]);
});
