/**
 * The broker dies at random moments under load, while it starts too, and goes on with the same drive: under
 * `flush.policy=ack`, the default of topics with one replica, nothing acknowledged is lost by power failures; under
 * `none`, nothing by killed processes.
 */
import assert from 'node:assert/strict';
import { BrokerWorld } from './broker-world.ts';
import { type Death, dieRepeatedly } from './nemesis.ts';
import { assertGoodHistory, testUnderSeeds } from './seeds.ts';
import { Workload, type WorkloadOptions } from './workload.ts';

const rounds = 4;
const workMsMax = 600;
/** Segments are rolled all the time. */
const quickRolls = { 'segment.ms': '150' };

testUnderSeeds('power', 'power failures lose nothing acknowledged', 12, async (seed) => {
  await liveThrough(seed, ['crash']);
});

testUnderSeeds('roll', 'power failures lose nothing acknowledged while segments are rolled', 12, async (seed) => {
  await liveThrough(seed, ['crash', 'kill'], { topicConfigs: quickRolls });
});

testUnderSeeds('kill', 'killed processes lose nothing that was written', 10, async (seed) => {
  await liveThrough(seed, ['kill'], { topicConfigs: { ...quickRolls, 'flush.policy': 'none' } });
});

testUnderSeeds('big', 'power failures lose nothing of big batches in small segments', 4, async (seed) => {
  const workload = { topicConfigs: { 'segment.bytes': '1048576' }, valueBytesMax: 120_000 };
  await liveThrough(seed, ['crash'], workload);
});

async function liveThrough(seed: string, deaths: readonly Death[], options: WorkloadOptions = {}): Promise<void> {
  const world = new BrokerWorld(seed);
  await world.start();
  const workload = await Workload.begin(world, options);
  await dieRepeatedly(world, { deaths, rounds, workMsMax });
  await world.simulation.runFor(200);
  await workload.finish();
  assertGoodHistory(world);
  assert.ok(world.history.some((event) => event.kind === 'send' && event.outcome === 'ok'));
}
