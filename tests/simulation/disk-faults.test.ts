/**
 * Disks that fail, fill up, rot and are slow: what cannot be written is not acknowledged, what was stays readable, and
 * a restart on a disk that works again has all of it (B159).
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Errors } from '@moldau/protocol';
import { BrokerWorld, dataDirectory } from './broker-world.ts';
import { ScriptedClient } from './clients/scripted-client.ts';
import { assertGoodHistory, testUnderSeeds } from './seeds.ts';
import { Workload } from './workload.ts';

testUnderSeeds('disk', 'failing writes and syncs lose nothing acknowledged', 10, async (seed) => {
  await liveWith(seed, (world) => {
    const { faults } = world.host.drive;
    faults.writeErrorRate = world.random.chance(0.7) ? 0.02 : 0;
    faults.syncErrorRate = world.random.chance(0.7) ? 0.02 : 0;
    faults.slowSyncMs = world.random.chance(0.3) ? 150 : 0;
  });
});

testUnderSeeds('full', 'a disk that fills up loses nothing acknowledged', 6, async (seed) => {
  await liveWith(seed, (world) => {
    const { drive } = world.host;
    drive.faults.capacityBytes = drive.usedBytes() + world.random.integer(60_000);
  });
});

for (const operation of ['write', 'sync'] as const) {
  for (const code of ['EIO', 'ENOSPC'] as const) {
    test(`after ${code} on ${operation} producers are told, reads go on, and a restart mends it (B159)`, async () => {
      const world = new BrokerWorld(`${operation}-${code}`);
      await world.start();
      const client = new ScriptedClient(world, 'client');
      await client.do(() => client.createTopic('orders'));
      const before = await client.do(() => client.produce('orders', 'one'));
      assert.deepEqual(before, { errorCode: Errors.NONE, baseOffset: 0 });
      world.host.drive.faults.failOnce(operation, code, (path) => path.includes('/orders-0/'));
      assert.equal((await client.do(() => client.produce('orders', 'two'))).errorCode, Errors.KAFKA_STORAGE_ERROR);
      assert.equal((await client.do(() => client.produce('orders', 'three'))).errorCode, Errors.KAFKA_STORAGE_ERROR);
      assert.deepEqual(await client.do(() => client.read('orders', 0)), ['one']);
      world.crash();
      await world.start();
      assert.deepEqual(await client.do(() => client.read('orders', 0)), ['one']);
      assert.deepEqual(await client.do(() => client.produce('orders', 'four')), { errorCode: 0, baseOffset: 1 });
    });
  }
}

test('a bit that rots in the middle of a log takes its partition offline and is not cut off', async () => {
  const world = new BrokerWorld('rot');
  await world.start();
  const client = new ScriptedClient(world, 'client');
  for (const topic of ['orders', 'payments']) {
    await client.do(() => client.createTopic(topic));
    for (let count = 0; count < 5; count++) await client.do(() => client.produce(topic, `${topic}#${count}`));
  }
  world.kill();
  const path = `${dataDirectory}/orders-0/00000000000000000000.log`;
  const { drive } = world.host;
  const sizeBefore = drive.tree.file(path, 'read').size;
  drive.flipBit(path, Math.floor(sizeBefore / 2), 3);
  await world.start();
  assert.equal((await client.do(() => client.produce('orders', 'more'))).errorCode, Errors.KAFKA_STORAGE_ERROR);
  assert.equal(await client.do(() => client.read('orders', 0)), Errors.KAFKA_STORAGE_ERROR);
  assert.equal(drive.tree.file(path, 'read').size, sizeBefore);
  assert.deepEqual(await client.do(() => client.produce('payments', 'more')), { errorCode: 0, baseOffset: 5 });
});

test('a topic made again under an old name keeps its records through a crash, whatever was noted of the old one', async () => {
  const world = new BrokerWorld('again', { 'log.retention.check.interval.ms': '100' });
  await world.start();
  const client = new ScriptedClient(world, 'client');
  await client.do(() => client.createTopic('orders', { 'segment.ms': '50', 'retention.ms': '1' }));
  for (let count = 0; count < 10; count++) {
    await client.do(() => client.produce('orders', `old#${count}`));
    await world.simulation.runFor(100);
  }
  await world.simulation.runFor(1000);
  await client.do(() => client.deleteTopic('orders'));
  await client.do(() => client.createTopic('orders'));
  assert.deepEqual(await client.do(() => client.produce('orders', 'new')), { errorCode: 0, baseOffset: 0 });
  world.kill();
  await world.start();
  assert.deepEqual(await client.do(() => client.read('orders', 0)), ['new']);
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
