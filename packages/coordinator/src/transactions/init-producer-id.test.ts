import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Errors } from '@moldau/protocol';
import { TransactionBench } from '../testing/transaction-bench.ts';

const { NONE, PRODUCER_FENCED, CONCURRENT_TRANSACTIONS, INVALID_PRODUCER_EPOCH } = Errors;

test('timeouts that are too long or not positive, an empty id and half a producer are refused (B60)', async () => {
  const bench = await TransactionBench.started();
  const code = async (request: object) => (await bench.init(request)).errorCode;
  assert.equal(await code({ transactionTimeoutMs: 900_001 }), Errors.INVALID_TRANSACTION_TIMEOUT);
  assert.equal(await code({ transactionTimeoutMs: 0 }), Errors.INVALID_TRANSACTION_TIMEOUT);
  assert.equal(await code({ transactionTimeoutMs: -1 }), Errors.INVALID_TRANSACTION_TIMEOUT);
  assert.equal(await code({ transactionalId: '' }), Errors.INVALID_REQUEST);
  assert.equal(await code({ producerId: 5 }), Errors.INVALID_REQUEST);
  assert.equal(await code({ producerEpoch: 5 }), Errors.INVALID_REQUEST);
  assert.equal(await code({ transactionTimeoutMs: 900_000 }), NONE);
});

test('the same id gets the same producer id with the next epoch (B61)', async () => {
  const bench = await TransactionBench.started();
  const first = await bench.init();
  const second = await bench.init();
  assert.deepEqual([first.errorCode, first.producerEpoch], [NONE, 0]);
  assert.deepEqual([second.producerId, second.producerEpoch], [first.producerId, 1]);
  assert.notEqual((await bench.init({ transactionalId: 'bills' })).producerId, first.producerId);
});

for (const version of [0, 2]) {
  test(`an open transaction is aborted first; the fence and the retry each add 1 (B61, TV${version})`, async () => {
    const bench = await TransactionBench.started();
    const first = await bench.init();
    await (version === 2 ? bench.addImplicitly(first, [0, 1]) : bench.add(first, [0, 1]));
    let open: () => void = () => {};
    bench.markers.gate = new Promise((resolve) => (open = resolve));
    assert.equal((await bench.init()).errorCode, CONCURRENT_TRANSACTIONS);
    assert.equal((await bench.init()).errorCode, CONCURRENT_TRANSACTIONS, 'as long as markers are missing');
    assert.equal(await bench.state(), 'PrepareAbort');
    open();
    const second = await bench.initUntilDone();
    assert.deepEqual([second.producerId, second.producerEpoch], [first.producerId, 2]);
    assert.deepEqual(bench.markers.texts, ['abort input-0', 'abort input-1']);
    assert.deepEqual(
      bench.markers.written.map(({ producerEpoch, transactionVersion }) => [producerEpoch, transactionVersion]),
      [[1, 2]],
    );
  });
}

test('a producer that names itself: current → bumped, repeated → the same again, anything else fenced (B61)', async () => {
  const bench = await TransactionBench.started();
  const { producerId } = await bench.init();
  const bumped = await bench.init({ producerId, producerEpoch: 0 });
  assert.deepEqual([bumped.errorCode, bumped.producerId, bumped.producerEpoch], [NONE, producerId, 1]);
  const repeated = await bench.init({ producerId, producerEpoch: 0 });
  assert.deepEqual([repeated.errorCode, repeated.producerEpoch], [NONE, 1]);
  assert.equal((await bench.init({ producerId, producerEpoch: 1 })).producerEpoch, 2);
  assert.equal((await bench.init({ producerId, producerEpoch: 0 })).errorCode, PRODUCER_FENCED);
  assert.equal((await bench.init({ producerId: producerId + 7, producerEpoch: 2 })).errorCode, PRODUCER_FENCED);
  assert.equal((await bench.init({ producerId, producerEpoch: 9 })).errorCode, PRODUCER_FENCED);
});

test('who is fenced learns it by 90 since v4 and by 47 in v3 (B62)', async () => {
  const bench = await TransactionBench.started();
  const { producerId } = await bench.init();
  assert.equal((await bench.init({ producerId, producerEpoch: 9 }, 3)).errorCode, INVALID_PRODUCER_EPOCH);
  assert.equal((await bench.init({ producerId, producerEpoch: 9 }, 4)).errorCode, PRODUCER_FENCED);
});

test('once epoch 32766 is used up there is a new producer id, and 32767 is never handed out (B61)', async () => {
  const bench = await TransactionBench.nearlyExhausted();
  const { producerId, producerEpoch } = await bench.init();
  assert.deepEqual([producerId, producerEpoch], [999, 32_766]);
  const rotated = await bench.init({ producerId, producerEpoch });
  assert.notEqual(rotated.producerId, producerId);
  assert.equal(rotated.producerEpoch, 0);
  const repeated = await bench.init({ producerId, producerEpoch });
  assert.deepEqual([repeated.producerId, repeated.producerEpoch], [rotated.producerId, 0]);
});

test('a producer that was fenced by its own repeated request, or by a timeout, goes on by naming itself (B61, B70)', async () => {
  for (const version of [0, 2]) {
    const bench = await TransactionBench.started();
    const { producerId, producerEpoch } = await bench.init();
    await (version === 2
      ? bench.addImplicitly({ producerId, producerEpoch })
      : bench.add({ producerId, producerEpoch }));
    assert.equal((await bench.init({ producerId, producerEpoch })).errorCode, CONCURRENT_TRANSACTIONS);
    await bench.pass(50);
    const again = await bench.init({ producerId, producerEpoch });
    assert.deepEqual([again.errorCode, again.producerEpoch], [NONE, producerEpoch + 1]);
  }
});

test('a zombie that names itself does not end the transaction of the owner (B61)', async () => {
  const bench = await TransactionBench.started();
  const zombie = await bench.init();
  const owner = await bench.init();
  await bench.addImplicitly(owner);
  const { producerId, producerEpoch } = zombie;
  assert.equal((await bench.init({ producerId, producerEpoch })).errorCode, PRODUCER_FENCED);
  assert.equal(await bench.state(), 'Ongoing');
});
