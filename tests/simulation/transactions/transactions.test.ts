/**
 * Exactly-once on the whole broker under a seed: producers of both protocol versions commit, abort, die in the middle
 * and come back as zombies, the broker dies and the network breaks, and what read_committed readers see is whole
 * transactions and nothing else (B59 to B77). Each seed is lived through twice, the same way.
 */
import assert from 'node:assert/strict';
import { BrokerWorld } from '../broker-world.ts';
import { brokerEndpoint } from '../clients/broker-link.ts';
import { type Death, dieRepeatedly } from '../nemesis.ts';
import { testUnderSeeds } from '../seeds.ts';
import { checkTransactions } from './checker.ts';
import type { Place } from './clients/program.ts';
import { type TransactionalEvent, TransactionalHistory } from './history.ts';
import { SetUp, TransactionalWorkload, type WorkloadOptions } from './workload.ts';

const settings = {
  'transaction.state.log.num.partitions': '2',
  'transaction.state.log.replication.factor': '1',
  'transaction.state.log.min.isr': '1',
  'transaction.abort.timed.out.transaction.cleanup.interval.ms': '300',
};
/** Everything must have come to an end by then. */
const HEALING_MS = 60_000;
const calm: WorkloadOptions = { troubleChance: 0, timeoutMs: 10_000 };
const wild: WorkloadOptions = { troubleChance: 0.04, timeoutMs: 1500 };
/** Segments are rolled all the time, so that open transactions reach over several. */
const quickRolls = { 'segment.ms': '150' };

type Trouble = (world: BrokerWorld) => Promise<void>;

testUnderSeeds('txn-calm', 'without faults every transaction is there or aborted as asked', 1, async (seed) => {
  const { events } = await twice(seed, calm, work(1500));
  const fates = events.filter((event) => event.kind === 'transaction').map(({ fate }) => fate);
  assert.ok(!fates.includes('unknown'), 'a transaction has no known fate');
});

testUnderSeeds('txn-zombies', 'programs that die and stall leave whole transactions only', 2, async (seed) => {
  await twice(seed, wild, work(4000));
});

testUnderSeeds('txn-deaths', 'brokers that die leave whole transactions only (B76)', 2, async (seed) => {
  await twice(seed, { ...wild, topicConfigs: quickRolls }, deaths(['crash', 'kill']));
});

testUnderSeeds('txn-network', 'connections that break leave whole transactions only', 1, async (seed) => {
  await twice(seed, wild, brokenConnections);
});

function work(ms: number): Trouble {
  return (world) => world.simulation.runFor(ms);
}

function deaths(kinds: readonly Death[]): Trouble {
  return async (world) => {
    await dieRepeatedly(world, { deaths: kinds, rounds: 4, workMsMax: 900 });
    await world.simulation.runFor(500);
  };
}

async function brokenConnections({ simulation, random }: BrokerWorld): Promise<void> {
  const { network } = simulation;
  for (let round = 0; round < 30; round++) {
    await simulation.runFor(random.between(20, 200));
    const id = ['feeder-a', 'feeder-b', 'transformer-0', 'transformer-1'][random.integer(4)];
    network.reset(`${id}.${random.integer(4)}`, 'broker');
  }
}

async function twice(seed: string, options: WorkloadOptions, trouble: Trouble) {
  const one = await live(seed, options, trouble);
  const again = await live(seed, options, trouble);
  assert.deepEqual(again.events, one.events);
  assert.equal(again.traceHash, one.traceHash);
  return one;
}

async function live(seed: string, options: WorkloadOptions, trouble: Trouble) {
  const world = new BrokerWorld(seed, settings);
  const { simulation } = world;
  const history = new TransactionalHistory();
  const place: Place = { runtime: (name) => simulation.runtime(name), endpoint: brokerEndpoint, seed, history };
  await world.start();
  await simulation.settle(new SetUp(place, 'set-up', options.topicConfigs).done);
  const workload = new TransactionalWorkload(place, options);
  await trouble(world);
  await finish(world, workload);
  await world.stop();
  assertExactlyOnce(history.events);
  return { events: history.events, traceHash: simulation.traceHash() };
}

/** Fails if the programs do not come to an end although nothing hinders them any more. */
async function finish({ simulation }: BrokerWorld, workload: TransactionalWorkload): Promise<void> {
  const deadline = simulation.time + HEALING_MS;
  let ended = false;
  const finished = workload.finish().finally(() => {
    ended = true;
  });
  finished.catch(() => {});
  await simulation.run(() => ended || simulation.time > deadline);
  if (!ended) throw new Error(`${HEALING_MS} ms after the last fault ${workload.unfinished().join(', ')}`);
  await finished;
}

/** Fails with everything that is wrong, or when too little happened to tell. */
function assertExactlyOnce(events: readonly TransactionalEvent[]): void {
  const violations = checkTransactions(events);
  const lines = violations.slice(0, 20).map(({ rule, what }) => `${rule}: ${what}`);
  assert.equal(violations.length, 0, `${violations.length} violations\n${lines.join('\n')}`);
  const committed = events.filter((event) => event.kind === 'transaction' && event.fate === 'committed');
  const moved = events.filter((event) => event.kind === 'final offset' && event.offset > 0);
  assert.ok(committed.length > 10, `${committed.length} transactions were committed`);
  assert.ok(moved.length > 0, 'no input was used');
}
