/** Offsets in transactions, from TxnOffsetCommit to the marker and past a restart. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Errors } from '@moldau/protocol';
import type { TxnOffsetCommitRequest } from '@moldau/protocol/messages/txn-offset-commit';
import fc from 'fast-check';
import type { TransactionClaim } from '../ports.ts';
import { contextOf, GroupBench, groupId } from '../testing/group-bench.ts';

interface Producer {
  readonly id?: number;
  readonly epoch?: number;
}

async function txnCommit(
  bench: GroupBench,
  offset: number,
  { id = 1, epoch = 0 }: Producer = {},
  committer: Partial<TxnOffsetCommitRequest> = {},
  { apiVersion = 5, index = 0, metadata = null as string | null } = {},
): Promise<number | undefined> {
  const partition = {
    partitionIndex: index,
    committedOffset: BigInt(offset),
    committedLeaderEpoch: 3,
    committedMetadata: metadata,
  };
  const response = await bench.settle(
    bench.groups.offsets.commitTransactional(contextOf(apiVersion), {
      transactionalId: `transaction-${id}`,
      groupId,
      producerId: id,
      producerEpoch: epoch,
      generationId: -1,
      memberId: '',
      groupInstanceId: null,
      topics: [{ name: 'users', partitions: [partition] }],
      ...committer,
    }),
  );
  return response.topics[0]?.partitions[0]?.errorCode;
}

function mark(
  bench: GroupBench,
  result: 'commit' | 'abort',
  { id = 1, epoch = 0 }: Producer = {},
  { coordinatorEpoch = 1, transactionVersion = 1 } = {},
): Promise<number> {
  const end = { result, coordinatorEpoch, transactionVersion };
  return bench.settle(bench.groups.offsets.writeMarker(0, { producerId: id, producerEpoch: epoch, end }));
}

async function stableError(bench: GroupBench, groups = bench.groups): Promise<number | undefined> {
  const topics = [{ name: 'users', topicId: 'AAAAAAAAAAAAAAAAAAAAAQ', partitionIndexes: [0] }];
  const request = { groupId, memberId: null, memberEpoch: -1, topics };
  const { groups: fetched } = await bench.settle(
    groups.offsets.fetch(contextOf(9), { groupId: '', topics: null, groups: [request], requireStable: true }),
  );
  return fetched[0]?.topics[0]?.partitions[0]?.errorCode;
}

test('offsets of a transaction appear with its commit, with metadata and leader epoch, also after a restart (B71, B74)', async () => {
  const bench = await GroupBench.started();
  assert.equal(await txnCommit(bench, 7, {}, {}, { metadata: 'here' }), Errors.NONE);
  assert.equal(await bench.committedOffset(), undefined);
  assert.equal(await mark(bench, 'commit'), Errors.NONE);
  for (const groups of [bench.groups, await bench.restarted()]) {
    const [partition] = (await bench.fetchAll(groups)).topics[0]?.partitions ?? [];
    assert.deepEqual(partition, {
      partitionIndex: 0,
      committedOffset: 7n,
      committedLeaderEpoch: 3,
      metadata: 'here',
      errorCode: Errors.NONE,
    });
  }
});

test('they vanish with its abort, and what was committed before stays (B71)', async () => {
  const bench = await GroupBench.started();
  await bench.commitError(5n);
  await txnCommit(bench, 7);
  assert.equal(await mark(bench, 'abort'), Errors.NONE);
  for (const groups of [bench.groups, await bench.restarted()]) assert.equal(await bench.committedOffset(0, groups), 5);
});

test('until then whoever requires stable offsets is refused, also by the next coordinator (B73)', async () => {
  const bench = await GroupBench.started();
  await bench.commitError(5n);
  await txnCommit(bench, 7);
  for (const groups of [bench.groups, await bench.restarted()]) {
    assert.equal(await stableError(bench, groups), Errors.UNSTABLE_OFFSET_COMMIT);
    assert.equal(await bench.committedOffset(0, groups), 5);
  }
  await mark(bench, 'abort');
  for (const groups of [bench.groups, await bench.restarted()]) {
    assert.equal(await stableError(bench, groups), Errors.NONE);
  }
});

test('offsets replace each other in the order in which they were sent, whichever transaction ends first', async () => {
  const bench = await GroupBench.started();
  await txnCommit(bench, 10, { id: 1 });
  await txnCommit(bench, 20, { id: 2 });
  await mark(bench, 'commit', { id: 2 });
  await mark(bench, 'commit', { id: 1 });
  assert.equal(await bench.committedOffset(), 20);
  await txnCommit(bench, 30, { id: 1 });
  await bench.commitError(31n);
  await mark(bench, 'commit', { id: 1 });
  for (const groups of [bench.groups, await bench.restarted()]) {
    assert.equal(await bench.committedOffset(0, groups), 31);
  }
});

test('the coordinator of the transaction is asked once, and told since v5 (B65)', async () => {
  const bench = await GroupBench.started();
  const asked: [string, TransactionClaim][] = [];
  bench.askTransactions = async (how, claim) => {
    asked.push([how, claim]);
    return [Errors.NONE];
  };
  await txnCommit(bench, 7, { id: 1 }, {}, { apiVersion: 4 });
  await txnCommit(bench, 8, { id: 1 }, {}, { apiVersion: 4 });
  await txnCommit(bench, 7, { id: 2 }, {}, { apiVersion: 5 });
  const partitions = [{ topic: '__consumer_offsets', partition: 0 }];
  assert.deepEqual(asked, [
    ['verify', { transactionalId: 'transaction-1', producerId: 1, producerEpoch: 0, partitions }],
    ['add', { transactionalId: 'transaction-2', producerId: 2, producerEpoch: 0, partitions }],
  ]);
});

test('what it refuses is refused in words of the version, and leaves nothing (B62, B65)', async () => {
  const bench = await GroupBench.started();
  const told = async (code: (typeof Errors)[keyof typeof Errors], apiVersion: number) => {
    bench.askTransactions = async () => [code];
    return txnCommit(bench, 7, {}, {}, { apiVersion });
  };
  assert.equal(await told(Errors.PRODUCER_FENCED, 5), Errors.INVALID_PRODUCER_EPOCH);
  assert.equal(await told(Errors.TRANSACTION_ABORTABLE, 4), Errors.TRANSACTION_ABORTABLE);
  assert.equal(await told(Errors.TRANSACTION_ABORTABLE, 3), Errors.INVALID_TXN_STATE);
  assert.equal(await told(Errors.CONCURRENT_TRANSACTIONS, 5), Errors.CONCURRENT_TRANSACTIONS);
  assert.equal(await told(Errors.CONCURRENT_TRANSACTIONS, 4), Errors.COORDINATOR_NOT_AVAILABLE);
  assert.equal(await told(Errors.NOT_COORDINATOR, 5), Errors.COORDINATOR_NOT_AVAILABLE);
  assert.equal(await told(Errors.INVALID_PRODUCER_ID_MAPPING, 5), Errors.INVALID_PRODUCER_ID_MAPPING);
  assert.equal(await stableError(bench), Errors.NONE);
  assert.equal(bench.log.records.length, 0);
});

test('an answer that a marker has overtaken opens no transaction (B65)', async () => {
  const bench = await GroupBench.started();
  bench.askTransactions = async () => {
    await bench.groups.offsets.writeMarker(0, {
      producerId: 1,
      producerEpoch: 0,
      end: { result: 'abort', coordinatorEpoch: 1, transactionVersion: 1 },
    });
    return [Errors.NONE];
  };
  assert.equal(await txnCommit(bench, 7), Errors.INVALID_TXN_STATE);
  assert.equal(await stableError(bench), Errors.NONE);
});

test('a late commit of an ended transaction and late markers are refused, repeated markers are not (B72)', async () => {
  const bench = await GroupBench.started();
  const bumped = { transactionVersion: 2 };
  await txnCommit(bench, 7);
  assert.equal(await mark(bench, 'commit', { epoch: 0 }, bumped), Errors.INVALID_PRODUCER_EPOCH);
  assert.equal(await mark(bench, 'commit', { epoch: 1 }, bumped), Errors.NONE);
  assert.equal(await mark(bench, 'commit', { epoch: 1 }, bumped), Errors.NONE);
  assert.equal(await txnCommit(bench, 8, { epoch: 0 }), Errors.INVALID_PRODUCER_EPOCH);
  assert.equal(await mark(bench, 'abort', { epoch: 0 }), Errors.INVALID_PRODUCER_EPOCH);
  assert.equal(
    await mark(bench, 'abort', { epoch: 1 }, { coordinatorEpoch: 0 }),
    Errors.TRANSACTION_COORDINATOR_FENCED,
  );
  assert.equal(await bench.committedOffset(), 7);
  const restarted = await bench.restarted();
  const end = { result: 'abort', coordinatorEpoch: 1, transactionVersion: 1 } as const;
  const late = restarted.offsets.writeMarker(0, { producerId: 1, producerEpoch: 0, end });
  assert.equal(await bench.settle(late), Errors.INVALID_PRODUCER_EPOCH);
});

test('a consumer that says who it is has to be right, one that does not is trusted (B71)', async () => {
  const bench = await GroupBench.started();
  assert.equal(await txnCommit(bench, 1, {}, { generationId: 4, memberId: 'm' }), Errors.ILLEGAL_GENERATION);
  const [member] = await bench.stableGroup([{ groupInstanceId: 'first' }]);
  assert(member !== undefined);
  const { memberId } = member;
  assert.equal(await txnCommit(bench, 7), Errors.NONE);
  assert.equal(await txnCommit(bench, 7, {}, { memberId, generationId: 1 }), Errors.NONE);
  assert.equal(await txnCommit(bench, 7, {}, { memberId, generationId: 2 }), Errors.ILLEGAL_GENERATION);
  assert.equal(await txnCommit(bench, 7, {}, { memberId: 'x', generationId: 1 }), Errors.UNKNOWN_MEMBER_ID);
  const impostor = { memberId: 'x', generationId: 1, groupInstanceId: 'first' };
  assert.equal(await txnCommit(bench, 7, {}, impostor), Errors.FENCED_INSTANCE_ID);
});

test('unknown partitions and metadata that is too long are refused one by one (B132, B133)', async () => {
  const bench = await GroupBench.started();
  assert.equal(await txnCommit(bench, 7, {}, {}, { index: 9 }), Errors.UNKNOWN_TOPIC_OR_PARTITION);
  assert.equal(await txnCommit(bench, 7, {}, {}, { metadata: 'x'.repeat(5000) }), Errors.OFFSET_METADATA_TOO_LARGE);
  assert.equal(await txnCommit(bench, 7, {}, { groupId: '' }), Errors.INVALID_GROUP_ID);
});

const action = fc.record({
  type: fc.constantFrom('send', 'send', 'send', 'commit', 'abort', 'plain', 'restart'),
  id: fc.integer({ min: 1, max: 3 }),
  index: fc.integer({ min: 0, max: 2 }),
});

test('whatever order things come in, and after any restart, the last one sent of those committed counts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 40 }), async (actions) => {
      const bench = await GroupBench.started();
      const committed = new Map<number, number>();
      const pending = new Map<number, Map<number, number>>();
      for (const [offset, { type, id, index }] of actions.entries()) {
        if (type === 'send') {
          assert.equal(await txnCommit(bench, offset, { id }, {}, { index }), Errors.NONE);
          pending.set(id, (pending.get(id) ?? new Map()).set(index, offset));
        } else if (type === 'plain') {
          await bench.commitError(BigInt(offset), {}, { index });
          committed.set(index, Math.max(offset, committed.get(index) ?? -1));
        } else if (type === 'restart') {
          bench.groups.onElection(0, bench.log);
          await bench.pass(10);
        } else {
          await mark(bench, type, { id });
          for (const [at, sent] of pending.get(id) ?? []) {
            if (type === 'commit') committed.set(at, Math.max(sent, committed.get(at) ?? -1));
          }
          pending.delete(id);
        }
        for (const at of [0, 1, 2]) assert.equal(await bench.committedOffset(at), committed.get(at));
        const isPending = [...pending.values()].some((offsets) => offsets.has(0));
        assert.equal(await stableError(bench), isPending ? Errors.UNSTABLE_OFFSET_COMMIT : Errors.NONE);
      }
    }),
    { numRuns: 40 * Number(process.env['FUZZ'] ?? 1) },
  );
});
