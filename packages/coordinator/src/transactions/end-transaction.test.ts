import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Errors } from '@moldau/protocol';
import { TransactionBench } from '../testing/transaction-bench.ts';
import type { ProducerIdentity } from './transaction.ts';

const { NONE, INVALID_TXN_STATE, CONCURRENT_TRANSACTIONS, PRODUCER_FENCED, INVALID_PRODUCER_EPOCH } = Errors;

type Result = 'commit' | 'abort';

async function open(version: 1 | 2): Promise<{ bench: TransactionBench; producer: ProducerIdentity }> {
  const bench = await TransactionBench.started();
  const producer = await bench.init();
  if (version === 2) assert.equal(await bench.addImplicitly(producer), NONE);
  else assert.equal(await bench.add(producer), NONE);
  return { bench, producer };
}

const opposite = (result: Result): Result => (result === 'commit' ? 'abort' : 'commit');

test('TV1: with no transaction yet there is nothing to end (B64)', async () => {
  const bench = await TransactionBench.started();
  const producer = await bench.init();
  for (const result of ['commit', 'abort'] as const) {
    assert.equal((await bench.end(producer, result, 4)).errorCode, INVALID_TXN_STATE);
  }
});

for (const result of ['commit', 'abort'] as const) {
  test(`TV1: a completed ${result} may be repeated, and not be turned around (B64)`, async () => {
    const { bench, producer } = await open(1);
    assert.equal((await bench.end(producer, result, 4)).errorCode, NONE);
    await bench.pass(50);
    assert.equal((await bench.end(producer, result, 4)).errorCode, NONE);
    assert.equal((await bench.end(producer, opposite(result), 4)).errorCode, INVALID_TXN_STATE);
    assert.deepEqual(bench.markers.texts, [`${result} input-0`]);
    assert.equal(bench.markers.written[0]?.producerEpoch, producer.producerEpoch);
  });

  test(`TV1: while the markers of a ${result} are written, whoever ends it is told to come back (B64)`, async () => {
    const { bench, producer } = await open(1);
    bench.markers.refusals.set('input-0', Errors.NOT_LEADER_OR_FOLLOWER);
    assert.equal((await bench.end(producer, result, 4)).errorCode, NONE);
    assert.equal((await bench.end(producer, result, 4)).errorCode, CONCURRENT_TRANSACTIONS);
    assert.equal((await bench.end(producer, opposite(result), 4)).errorCode, CONCURRENT_TRANSACTIONS);
    assert.equal(await bench.add(producer), CONCURRENT_TRANSACTIONS);
    bench.markers.refusals.clear();
    await bench.pass(500);
    assert.equal(await bench.state(), result === 'commit' ? 'CompleteCommit' : 'CompleteAbort');
    assert.equal(await bench.add(producer), NONE);
  });

  test(`TV2: a ${result} answers the epoch to use next, and a repeated one the same (B64, B65)`, async () => {
    const { bench, producer } = await open(2);
    const { producerId, producerEpoch } = producer;
    bench.markers.refusals.set('input-0', Errors.NOT_LEADER_OR_FOLLOWER);
    const ended = await bench.end(producer, result, 5);
    assert.deepEqual([ended.errorCode, ended.producerId, ended.producerEpoch], [NONE, producerId, producerEpoch + 1]);
    assert.equal((await bench.end(producer, result, 5)).errorCode, CONCURRENT_TRANSACTIONS);
    assert.equal((await bench.end(producer, opposite(result), 5)).errorCode, CONCURRENT_TRANSACTIONS);
    bench.markers.refusals.clear();
    await bench.pass(500);
    const repeated = await bench.end(producer, result, 5);
    assert.deepEqual([repeated.errorCode, repeated.producerEpoch], [NONE, producerEpoch + 1]);
    assert.equal((await bench.end(producer, opposite(result), 5)).errorCode, INVALID_TXN_STATE);
    assert.deepEqual(bench.markers.texts, [`${result} input-0`]);
    assert.equal(bench.markers.written[0]?.producerEpoch, producerEpoch + 1);
  });
}

for (const result of ['commit', 'abort'] as const) {
  test(`TV2: the next transaction is not ended before the markers of the last, a ${result}, are written (B64)`, async () => {
    const { bench, producer } = await open(2);
    bench.markers.refusals.set('input-0', Errors.NOT_LEADER_OR_FOLLOWER);
    const next = await bench.end(producer, result, 5);
    assert.equal((await bench.end(next, 'commit', 5)).errorCode, CONCURRENT_TRANSACTIONS);
    assert.equal((await bench.end(next, 'abort', 5)).errorCode, CONCURRENT_TRANSACTIONS);
    bench.markers.refusals.clear();
    await bench.pass(500);
    const aborted = await bench.end(next, 'abort', 5);
    assert.deepEqual([aborted.errorCode, aborted.producerEpoch], [NONE, next.producerEpoch + 1]);
  });
}

test('TV2: an abort of nothing bumps the epoch, a commit of nothing is refused (B64)', async () => {
  const bench = await TransactionBench.started();
  const producer = await bench.init();
  assert.equal((await bench.end(producer, 'commit', 5)).errorCode, INVALID_TXN_STATE);
  const aborted = await bench.end(producer, 'abort', 5);
  assert.deepEqual([aborted.errorCode, aborted.producerEpoch], [NONE, 1]);
  await bench.pass(50);
  assert.equal((await bench.end(aborted, 'commit', 5)).errorCode, INVALID_TXN_STATE);
  assert.equal((await bench.end(aborted, 'abort', 5)).producerEpoch, 2);
  assert.deepEqual(bench.markers.texts, []);
});

test('any other epoch is fenced: 90 since v2, 47 before (B62, B64)', async () => {
  for (const version of [1, 2] as const) {
    const { bench, producer } = await open(version);
    const { producerId, producerEpoch } = producer;
    const apiVersion = version === 2 ? 5 : 4;
    for (const epoch of [producerEpoch + 1, producerEpoch - 1, producerEpoch - 2, producerEpoch + 20]) {
      const zombie = { producerId, producerEpoch: epoch };
      assert.equal((await bench.end(zombie, 'commit', apiVersion)).errorCode, PRODUCER_FENCED, `epoch ${epoch}`);
      assert.equal((await bench.end(zombie, 'commit', 1)).errorCode, INVALID_PRODUCER_EPOCH);
    }
    assert.equal(await bench.state(), 'Ongoing');
  }
});

test('an unknown id, or a producer id that is not its own, is refused by 49 (B63)', async () => {
  const bench = await TransactionBench.started();
  const stranger = { producerId: 5, producerEpoch: 0 };
  assert.equal((await bench.end(stranger, 'commit', 5)).errorCode, Errors.INVALID_PRODUCER_ID_MAPPING);
  await bench.init();
  assert.equal((await bench.end(stranger, 'commit', 5)).errorCode, Errors.INVALID_PRODUCER_ID_MAPPING);
  assert.equal(await bench.add(stranger), Errors.INVALID_PRODUCER_ID_MAPPING);
  assert.equal(await bench.addOffsets(stranger), Errors.INVALID_PRODUCER_ID_MAPPING);
});

test('TV2: the end that uses up the last epoch hands out a new producer id, also when it is repeated (B61)', async () => {
  const bench = await TransactionBench.nearlyExhausted();
  const producer = await bench.init();
  assert.equal(producer.producerEpoch, 32_766);
  assert.equal(await bench.addImplicitly(producer), NONE);
  const ended = await bench.end(producer, 'commit', 5);
  assert.deepEqual([ended.errorCode, ended.producerEpoch], [NONE, 0]);
  assert.notEqual(ended.producerId, producer.producerId);
  await bench.pass(50);
  const repeated = await bench.end(producer, 'commit', 5);
  assert.deepEqual([repeated.producerId, repeated.producerEpoch], [ended.producerId, 0]);
  const [marker] = bench.markers.written;
  assert.deepEqual([marker?.producerId, marker?.producerEpoch], [producer.producerId, 32_767]);
  assert.equal(await bench.addImplicitly(ended), NONE);
  assert.equal((await bench.end(ended, 'commit', 5)).producerEpoch, 1);
});
