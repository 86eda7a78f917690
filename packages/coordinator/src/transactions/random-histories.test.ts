/**
 * Random histories of the transaction machine: producers that begin, add, end and repeat what they asked, answers that
 * are lost, zombies, timeouts, markers that take their time, crashes. What must hold whatever happens:
 *
 * - at any time one producer at most is let through, and nobody was ever given the identity of another;
 * - whose transaction was aborted by another, or by the coordinator, never adds to one again;
 * - what is decided stays decided: no transaction is both committed and aborted, and whoever was told so was told the truth;
 * - the markers of an end are for exactly the partitions that were added to the transaction, once each is complete;
 * - the log alone gives the same state, at any moment.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Errors } from '@moldau/protocol';
import fc from 'fast-check';
import type { CoordinatorRecord } from '../ports.ts';
import { defaultTransactionSettings } from '../testing/transaction-bench.ts';
import type { ProducerAnswer } from './init-producer-id.ts';
import { type MarkerToWrite, producerIdNeeded, type ProducerIdNeeded, type TransactionOutcome } from './step.ts';
import { newTransaction, type ProducerIdentity, type Transaction } from './transaction.ts';
import { TransactionMachine } from './transaction-machine.ts';
import { transactionRecord } from './transaction-record.ts';

const runs = 2_000 * Number(process.env['FUZZ'] ?? 1);
const ids = ['orders', 'bills'];

type Action =
  | { readonly type: 'init'; readonly client: number; readonly names: boolean; readonly isLost: boolean }
  | { readonly type: 'add'; readonly client: number; readonly partition: number; readonly isLost: boolean }
  | { readonly type: 'end'; readonly client: number; readonly commits: boolean; readonly isLost: boolean }
  | { readonly type: 'markers'; readonly at: number }
  | { readonly type: 'time'; readonly ms: number }
  | { readonly type: 'crash' };

const client = fc.nat({ max: 3 });
const isLost = fc.boolean();
const actions: fc.Arbitrary<Action> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('init' as const), client, names: fc.boolean(), isLost }) },
  {
    weight: 6,
    arbitrary: fc.record({ type: fc.constant('add' as const), client, partition: fc.nat({ max: 3 }), isLost }),
  },
  { weight: 5, arbitrary: fc.record({ type: fc.constant('end' as const), client, commits: fc.boolean(), isLost }) },
  { weight: 6, arbitrary: fc.record({ type: fc.constant('markers' as const), at: fc.nat({ max: 5 }) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('time' as const), ms: fc.nat({ max: 40_000 }) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('crash' as const) }) },
);

/** A program that uses a transactional id, and may not know that another one has taken it over. */
interface Client {
  readonly transactionalId: string;
  readonly version: 0 | 2;
  identity: ProducerIdentity | undefined;
}

/** A transaction is known by its id and the producer that adds to it. */
interface Known {
  readonly partitions: Set<string>;
  end: 'commit' | 'abort' | undefined;
}

class World {
  readonly #log: CoordinatorRecord[] = [];
  readonly #clients: readonly Client[];
  readonly #given = new Set<string>();
  readonly #transactions = new Map<string, Known>();
  readonly #completed = new Set<string>();
  /** Producers whose transaction was aborted without them. */
  readonly #fenced = new Set<string>();
  #machine: TransactionMachine;
  #pending: MarkerToWrite[] = [];
  #nowMs = 1_000_000;
  #producerIds = 100;

  constructor(version: 0 | 2, firstEpoch: number) {
    this.#clients = ids.flatMap((transactionalId) => [
      { transactionalId, version, identity: undefined },
      { transactionalId, version, identity: undefined },
    ]);
    for (const [index, transactionalId] of ids.entries()) {
      const known = { ...newTransaction(transactionalId, index, 30_000, this.#now), producerEpoch: firstEpoch };
      this.#log.push(transactionRecord(known, 2));
    }
    this.#machine = this.#loaded();
  }

  get #now() {
    return { monotonicMs: this.#nowMs, wallClockMs: this.#nowMs };
  }

  do(action: Action): void {
    switch (action.type) {
      case 'init':
        return this.#init(this.#client(action.client), action.names, action.isLost);
      case 'add':
        return this.#add(this.#client(action.client), action.partition);
      case 'end':
        return this.#end(this.#client(action.client), action.commits ? 'commit' : 'abort', action.isLost);
      case 'markers':
        return this.#writeMarkers(action.at);
      case 'time':
        return this.#pass(action.ms);
      case 'crash':
        this.#pending = [];
        this.#machine = this.#loaded();
    }
  }

  /** Every history ends well: all markers are written. */
  finish(): void {
    while (this.#pending.length > 0) this.#writeMarkers(0);
    for (const { state } of this.#machine.transactions.values()) assert(!state.startsWith('Prepare'), state);
    for (const [key, { end }] of this.#transactions) {
      assert(end === undefined || this.#completed.has(key), `${key} is decided and never completed`);
    }
  }

  checkReplay(): void {
    const durable = (machine: TransactionMachine) =>
      Array.from(machine.transactions.values(), (transaction: Transaction) => ({
        ...transaction,
        previousProducerEpoch: undefined,
      }));
    assert.deepEqual(durable(this.#replayed()), durable(this.#machine));
  }

  #client(index: number): Client {
    const found = this.#clients[index];
    assert(found !== undefined);
    return found;
  }

  #init(asking: Client, names: boolean, lost: boolean): void {
    const { transactionalId, identity } = asking;
    const expected = names ? (identity ?? null) : null;
    const command = { transactionalId, timeoutMs: 30_000, expected };
    const answer = this.#fencing(() =>
      this.#withProducerId((spare, replyTo) => this.#machine.initProducerId(command, spare, replyTo, this.#now)),
    );
    if (answer.errorCode !== Errors.NONE || lost) return;
    this.#take(asking, answer, expected === null);
  }

  #add({ transactionalId, version, identity }: Client, partition: number): void {
    if (identity === undefined) return;
    const command = {
      ...identity,
      transactionalId,
      transactionVersion: version,
      partitions: [{ topic: 'output', partition }],
    };
    const before = this.#machine.transactions.get(transactionalId);
    const code = this.#run((replyTo) => this.#machine.addPartitions(command, replyTo, this.#now));
    if (code !== Errors.NONE) return;
    const after = this.#machine.transactions.get(transactionalId);
    assert(after !== undefined);
    assert.deepEqual([after.producerId, after.producerEpoch], [identity.producerId, identity.producerEpoch]);
    assert(!this.#fenced.has(keyOf(after)), `${keyOf(after)} is fenced and adds`);
    if (before?.state !== 'Ongoing') this.#transactions.set(keyOf(after), { partitions: new Set(), end: undefined });
    this.#transactions.get(keyOf(after))?.partitions.add(`output-${partition}`);
  }

  #end(asking: Client, result: 'commit' | 'abort', lost: boolean): void {
    const { transactionalId, version, identity } = asking;
    if (identity === undefined) return;
    const before = this.#machine.transactions.get(transactionalId);
    const known = before === undefined ? undefined : this.#transactions.get(keyOf(before));
    const command = { ...identity, transactionalId, result, transactionVersion: version };
    const answer = this.#withProducerId((spare, replyTo) =>
      this.#machine.endTransaction(command, spare, replyTo, this.#now),
    );
    if (answer.errorCode !== Errors.NONE) return;
    assert(before !== undefined);
    if (result === 'commit') assert.notEqual(before.state, 'CompleteAbort', 'what was aborted is told to be committed');
    else
      assert.notEqual(before.state === 'CompleteCommit' && version === 0, true, 'what was committed is told aborted');
    if (before.state === 'Ongoing') {
      assert.equal(known?.end, result);
      assert.deepEqual([before.producerId, before.producerEpoch], [identity.producerId, identity.producerEpoch]);
    }
    if (version === 2 && !lost) this.#take(asking, answer, false);
  }

  #take(asking: Client, { producerId, producerEpoch }: ProducerAnswer, mustBeNew: boolean): void {
    const name = `${producerId}/${producerEpoch}`;
    assert(producerEpoch >= 0 && producerEpoch <= 32_766, `epoch ${producerEpoch} was handed out`);
    if (mustBeNew) assert(!this.#given.has(name), `${name} was handed out twice`);
    this.#given.add(name);
    asking.identity = { producerId, producerEpoch };
  }

  #writeMarkers(at: number): void {
    const [marker] = this.#pending.splice(at % Math.max(1, this.#pending.length), 1);
    if (marker === undefined) return;
    const before = this.#machine.transactions.get(marker.transactionalId);
    this.#collect(this.#machine.markersWritten(marker, this.#now));
    const after = this.#machine.transactions.get(marker.transactionalId);
    if (before === after || before === undefined) return;
    this.#completed.add(keyOf(before));
    assert.equal(after?.state, marker.result === 'commit' ? 'CompleteCommit' : 'CompleteAbort');
    assert.equal(after.partitions.size, 0);
  }

  #pass(ms: number): void {
    this.#nowMs += ms;
    this.#fencing(() => {
      for (let due = this.#machine.tick(this.#now); due !== undefined; due = this.#machine.tick(this.#now)) {
        this.#collect(due);
      }
    });
  }

  /** Whatever transaction is open before and not afterwards was taken from its producer. */
  #fencing<Result>(run: () => Result): Result {
    const open = [...this.#machine.transactions.values()].filter(({ state }) => state === 'Ongoing');
    const result = run();
    for (const before of open) {
      if (this.#machine.transactions.get(before.transactionalId)?.state === 'PrepareAbort') {
        this.#fenced.add(keyOf(before));
      }
    }
    return result;
  }

  #withProducerId(
    run: (
      spare: number | null,
      replyTo: { deliver(answer: ProducerAnswer | ProducerIdNeeded): void; fail(): void },
    ) => TransactionOutcome,
  ): ProducerAnswer {
    const first = this.#run<ProducerAnswer | ProducerIdNeeded>((replyTo) => run(null, replyTo));
    if (first !== producerIdNeeded) return first;
    const second = this.#run<ProducerAnswer | ProducerIdNeeded>((replyTo) => run(this.#producerIds++, replyTo));
    assert(second !== producerIdNeeded);
    return second;
  }

  #run<Response>(
    command: (replyTo: { deliver(response: Response): void; fail(): void }) => TransactionOutcome,
  ): Response {
    const answers: Response[] = [];
    this.#collect(command({ deliver: (response) => answers.push(response), fail: () => {} }));
    const [answer] = answers;
    assert(answer !== undefined && answers.length === 1, 'every request is answered once');
    return answer;
  }

  /** Everything is committed at once; what takes its time is the markers. */
  #collect(outcome: TransactionOutcome): void {
    this.#log.push(...outcome.records);
    for (const reply of outcome.replies) reply.deliver();
    for (const marker of outcome.markers) this.#decided(marker);
  }

  #decided(marker: MarkerToWrite): void {
    this.#pending.push(marker);
    const transaction = this.#machine.transactions.get(marker.transactionalId);
    assert(transaction !== undefined);
    const bumps = marker.producerEpoch;
    const added = [bumps, bumps - 1].map((epoch) => `${marker.transactionalId}/${marker.producerId}/${epoch}`);
    const open = added.map((key) => [key, this.#transactions.get(key)] as const).find(([, each]) => isOpen(each));
    const partitions = marker.partitions.map(({ topic, partition }) => `${topic}-${partition}`).sort();
    assert.deepEqual(partitions, [...(open?.[1]?.partitions ?? [])].sort(), 'markers for exactly what was added');
    if (open?.[1] === undefined) return;
    assert.equal(open[1].end, undefined, 'the end is decided once');
    open[1].end = marker.result;
    this.#transactions.delete(open[0]);
    this.#transactions.set(keyOf(transaction), open[1]);
  }

  #replayed(): TransactionMachine {
    const machine = new TransactionMachine({ settings: defaultTransactionSettings, transactionVersion: () => 2 });
    for (const record of this.#log) machine.replay(record);
    return machine;
  }

  /** After a crash every end that was decided is pursued again, in the same direction. */
  #loaded(): TransactionMachine {
    const machine = this.#replayed();
    const { markers } = machine.loaded(this.#now);
    for (const marker of markers) {
      const known = this.#transactions.get(`${marker.transactionalId}/${marker.producerId}/${marker.producerEpoch}`);
      if (known !== undefined) assert.equal(marker.result, known.end, 'the direction that was decided');
      this.#pending.push(marker);
    }
    return machine;
  }
}

function isOpen(known: Known | undefined): boolean {
  return known !== undefined && known.end === undefined;
}

function keyOf({ transactionalId, producerId, producerEpoch }: Transaction): string {
  return `${transactionalId}/${producerId}/${producerEpoch}`;
}

for (const version of [0, 2] as const) {
  for (const [what, firstEpoch] of [
    ['new producers', 0],
    ['producers that run out of epochs', 32_764],
  ] as const) {
    test(`TV${version}, ${what}: one owner, one end, the right markers, and the log tells it all (B61 to B64, B70, B76)`, () => {
      fc.assert(
        fc.property(fc.array(actions, { minLength: 5, maxLength: 100 }), (history) => {
          const world = new World(version, firstEpoch);
          for (const action of history) world.do(action);
          world.checkReplay();
          world.finish();
          world.checkReplay();
        }),
        { numRuns: runs },
      );
    });
  }
}
