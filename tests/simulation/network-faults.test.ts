/**
 * The network between clients and broker breaks connections, holds bytes back in one direction or both, and delivers
 * them one by one: producers send again on new connections and nothing is lost, doubled or reordered (B54).
 */
import assert from 'node:assert/strict';
import { BrokerWorld } from './broker-world.ts';
import { assertGoodHistory, testUnderSeeds } from './seeds.ts';
import { Workload } from './workload.ts';

const rounds = 8;
/** Longer than clients wait for an answer. */
const clogMsMax = 1500;

testUnderSeeds('network', 'broken and clogged connections lose, double and reorder nothing', 4, async (seed) => {
  const world = new BrokerWorld(seed);
  await world.start();
  const workload = await Workload.begin(world, { valueBytesMax: 400 });
  await world.simulation.runFor(100);
  await holdBackAnswers(world, workload.idempotent.name);
  for (let round = 0; round < rounds; round++) await disturb(world, workload);
  await workload.finish();
  assertGoodHistory(world);
  assert.ok(workload.idempotent.retries > 0, 'no batch had to be sent again');
});

/** Both, so that broker and network take turns in failing. */
testUnderSeeds('all', 'dying brokers behind a bad network lose nothing acknowledged', 4, async (seed) => {
  const world = new BrokerWorld(seed);
  await world.start();
  const workload = await Workload.begin(world, { valueBytesMax: 400, topicConfigs: { 'segment.ms': '150' } });
  for (let round = 0; round < rounds; round++) {
    await disturb(world, workload);
    if (!world.random.chance(0.3)) continue;
    if (world.random.chance(0.5)) world.crash();
    else world.kill();
    await world.start();
  }
  await workload.finish();
  assertGoodHistory(world);
});

/** For longer than the client waits. */
async function holdBackAnswers({ simulation }: BrokerWorld, client: string): Promise<void> {
  const back = simulation.network.link('broker', client);
  back.clogged = true;
  await simulation.runFor(clogMsMax);
  back.clogged = false;
}

/** One fault, and what is left of its time. */
async function disturb(world: BrokerWorld, { clients, idempotent }: Workload): Promise<void> {
  const { random, simulation } = world;
  const { network } = simulation;
  const anybody = clients[random.integer(clients.length)] ?? idempotent;
  const client = random.chance(0.4) ? idempotent.name : anybody.name;
  const there = network.link(client, 'broker');
  const back = network.link('broker', client);
  switch (random.integer(5)) {
    case 0:
      network.reset(client, 'broker');
      return simulation.runFor(random.between(0, 100));
    case 1:
      network.partition(client, 'broker');
      await simulation.runFor(random.between(10, clogMsMax));
      return network.partition(client, 'broker', false);
    case 2: {
      const halfOpen = random.chance(0.5) ? there : back;
      halfOpen.clogged = true;
      await simulation.runFor(random.between(10, clogMsMax));
      halfOpen.clogged = false;
      return;
    }
    case 3:
      there.chunkBytesMax = back.chunkBytesMax = 1;
      await simulation.runFor(random.between(10, 100));
      there.chunkBytesMax = back.chunkBytesMax = 65_536;
      return;
    default:
      there.delayMsMax = back.delayMsMax = 200;
      await simulation.runFor(random.between(10, 400));
      there.delayMsMax = back.delayMsMax = 0.5;
  }
}
