/**
 * Disks that fail now and then, fill up and are slow, under load: what cannot be written is not acknowledged, and a
 * restart on a disk that works again has everything that was (B159).
 */
import assert from 'node:assert/strict';
import { BrokerWorld } from './broker-world.ts';
import { ScriptedClient } from './clients/scripted-client.ts';
import { assertGoodHistory, testUnderSeeds } from './seeds.ts';
import { Workload } from './workload.ts';

testUnderSeeds('disk', 'failing writes and syncs lose nothing acknowledged', 8, async (seed) => {
  await liveWith(seed, (world) => {
    const { faults } = world.host.drive;
    faults.writeErrorRate = world.random.chance(0.7) ? 0.02 : 0;
    faults.syncErrorRate = world.random.chance(0.7) ? 0.02 : 0;
    faults.slowSyncMs = world.random.chance(0.3) ? 150 : 0;
  });
});

testUnderSeeds('full', 'a disk that fills up loses nothing acknowledged', 4, async (seed) => {
  await liveWith(seed, (world) => {
    const { drive } = world.host;
    drive.faults.capacityBytes = drive.usedBytes() + world.random.integer(60_000);
  });
});

testUnderSeeds('again', 'what was noted of a deleted topic is not believed of its successor', 4, async (seed) => {
  const world = new BrokerWorld(seed);
  const { simulation } = world;
  const { faults } = world.host.drive;
  await world.start();
  const client = new ScriptedClient(world, 'client');
  await client.do(() => client.createTopic('orders'));
  for (let count = 0; count < 10; count++) await client.do(() => client.produce('orders', `old#${count}`));
  await simulation.runFor(1000);
  await client.do(() => client.deleteTopic('orders'));
  await client.do(() => client.createTopic('orders'));
  faults.slowSyncMs = 500;
  await client.do(() => client.produce('orders', 'new', 1));
  world.kill();
  faults.mend();
  await world.start();
  assert.deepEqual(await client.do(() => client.read('orders')), ['new']);
  world.crash();
  await world.start();
  assert.deepEqual(await client.do(() => client.read('orders')), ['new']);
});

/** Three times: work, the fault, more work, an end, and a start without the fault. */
async function liveWith(seed: string, breakDisk: (world: BrokerWorld) => void): Promise<void> {
  const world = new BrokerWorld(seed);
  const { random, simulation } = world;
  await world.start();
  const workload = await Workload.begin(world, { topicConfigs: { 'segment.ms': '200' } });
  for (let round = 0; round < 3; round++) {
    await simulation.runFor(random.between(1, 300));
    breakDisk(world);
    world.pageCacheLost = true;
    await simulation.runFor(random.between(1, 600));
    world.host.drive.faults.mend();
    if (random.chance(0.2)) await world.stop();
    else if (random.chance(0.5)) world.crash();
    else world.kill();
    await world.start();
  }
  await workload.finish();
  assertGoodHistory(world);
}
