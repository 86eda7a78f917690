/**
 * The broker dies at random moments under load, while it starts too, and goes on with the same drive: under
 * `flush.policy=ack`, the default of topics with one replica, nothing acknowledged is lost by power failures; under
 * `none`, nothing by killed processes.
 */
import assert from 'node:assert/strict';
import { BrokerWorld } from './broker-world.ts';
import { ScriptedClient } from './clients/scripted-client.ts';
import { type Death, dieRepeatedly, dieWhileStarting } from './nemesis.ts';
import { assertGoodHistory, testUnderSeeds } from './seeds.ts';
import { Workload, type WorkloadOptions } from './workload.ts';

const rounds = 4;
const workMsMax = 600;
/** Segments are rolled all the time. */
const quickRolls = { 'segment.ms': '150' };

testUnderSeeds('power', 'power failures lose nothing acknowledged', 8, async (seed) => {
  await liveThrough(seed, ['crash']);
});

testUnderSeeds('roll', 'power failures lose nothing acknowledged while segments are rolled', 8, async (seed) => {
  await liveThrough(seed, ['crash', 'kill'], { topicConfigs: quickRolls });
});

testUnderSeeds('kill', 'killed processes lose nothing that was written', 6, async (seed) => {
  await liveThrough(seed, ['kill'], { topicConfigs: { ...quickRolls, 'flush.policy': 'none' } });
});

testUnderSeeds('big', 'power failures lose nothing of big batches in small segments', 2, async (seed) => {
  const workload = { topicConfigs: { 'segment.bytes': '1048576' }, valueBytesMax: 120_000 };
  await liveThrough(seed, ['crash'], workload);
});

testUnderSeeds(
  'compact',
  'deaths in the middle of compaction lose nothing, since no key comes twice',
  6,
  async (seed) => {
    const workload = { topicConfigs: { ...quickRolls, 'cleanup.policy': 'compact', 'min.cleanable.dirty.ratio': '0' } };
    await liveThrough(seed, ['crash', 'kill'], workload, { 'log.cleaner.backoff.ms': '50' });
  },
);

testUnderSeeds('twice', 'a life with many deaths is lived the same way twice', 2, async (seed) => {
  assert.equal(await liveThrough(seed, ['crash', 'kill']), await liveThrough(seed, ['crash', 'kill']));
});

testUnderSeeds('first', 'a broker that dies in its first starts comes up in the next one', 12, async (seed) => {
  const world = new BrokerWorld(seed);
  const deaths = 1 + world.random.integer(6);
  for (let death = 0; death < deaths; death++) await dieWhileStarting(world, ['kill', 'crash']);
  await world.start();
  const client = new ScriptedClient(world, 'client');
  await client.do(() => client.createTopic('orders'));
  assert.deepEqual(await client.do(() => client.produce('orders', 'one')), { errorCode: 0, baseOffset: 0 });
  world.crash();
  for (let death = 0; death < deaths; death++) await dieWhileStarting(world, ['kill', 'crash']);
  await world.start();
  assert.deepEqual(await client.do(() => client.read('orders')), ['one']);
});

/** Returns the hash of all that happened. */
async function liveThrough(
  seed: string,
  deaths: readonly Death[],
  options: WorkloadOptions = {},
  settings: Readonly<Record<string, string>> = {},
): Promise<string> {
  const world = new BrokerWorld(seed, settings);
  await world.start();
  const workload = await Workload.begin(world, options);
  await dieRepeatedly(world, { deaths, rounds, workMsMax });
  await world.simulation.runFor(200);
  await workload.finish();
  assertGoodHistory(world);
  assert.ok(world.history.some((event) => event.kind === 'send' && event.outcome === 'ok'));
  return world.simulation.traceHash();
}
