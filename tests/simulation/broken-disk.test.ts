/**
 * One fault of the disk at a time: what clients are told while it lasts, and what a restart makes of it (B159).
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Errors } from '@moldau/protocol';
import type { Disk } from '@moldau/runtime';
import { BrokerWorld, dataDirectory } from './broker-world.ts';
import { ScriptedClient } from './clients/scripted-client.ts';
import { testUnderSeeds } from './seeds.ts';

/** Every record a segment. */
const quickRolls = { 'segment.ms': '50' };

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
      assert.deepEqual(await client.do(() => client.read('orders')), ['one']);
      world.crash();
      await world.start();
      assert.deepEqual(await client.do(() => client.read('orders')), ['one']);
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
  assert.equal(await client.do(() => client.read('orders')), Errors.KAFKA_STORAGE_ERROR);
  assert.equal(drive.tree.file(path, 'read').size, sizeBefore);
  assert.deepEqual(await client.do(() => client.produce('payments', 'more')), { errorCode: 0, baseOffset: 5 });
});

test('a bit that rots in a closed segment keeps its partition from more records, and the rest can be read (B159)', async () => {
  const world = new BrokerWorld('closed-rot');
  await world.start();
  const client = new ScriptedClient(world, 'client');
  await client.do(() => client.createTopic('orders', { 'segment.ms': '400' }));
  const values = ['one', 'two', 'three', 'four'].map((value) => value.padEnd(5000, '.'));
  for (const [index, value] of values.entries()) {
    if (index === 3) await world.simulation.runFor(500);
    await client.do(() => client.produce('orders', value));
  }
  await world.stop();
  const path = `${dataDirectory}/orders-0/00000000000000000000.log`;
  const { drive } = world.host;
  assert.ok(drive.tree.find(`${dataDirectory}/orders-0/00000000000000000003.log`) !== undefined);
  const { size } = drive.tree.file(path, 'read');
  drive.flipBit(path, 16, 3);
  await world.start();
  for (let times = 0; times < 3; times++) {
    assert.equal(await client.do(() => client.read('orders')), Errors.KAFKA_STORAGE_ERROR);
  }
  assert.deepEqual(await client.do(() => client.read('orders', 1)), values.slice(1));
  assert.equal((await client.do(() => client.produce('orders', 'five'))).errorCode, Errors.KAFKA_STORAGE_ERROR);
  assert.equal(drive.tree.file(path, 'read').size, size);
});

test('partitions of a log directory that is not there stay offline until it is back, and are not begun anew', async () => {
  const world = new BrokerWorld('away', { 'log.dirs': `${dataDirectory},/more` });
  await world.start();
  const client = new ScriptedClient(world, 'client');
  for (const topic of ['a', 'b']) {
    await client.do(() => client.createTopic(topic));
    await client.do(() => client.produce(topic, `${topic}#0`));
  }
  const isAway = (topic: string) => world.host.drive.tree.find(`/more/${topic}-0`) !== undefined;
  const [away = '', here = ''] = isAway('a') ? ['a', 'b'] : ['b', 'a'];
  assert.ok(isAway(away) && !isAway(here));
  whileDown(world, (disk) => {
    disk.rename('/more', '/unplugged');
    disk.open('/more', 'create').close();
  });
  await world.start();
  assert.equal((await client.do(() => client.produce(away, 'hidden'))).errorCode, Errors.KAFKA_STORAGE_ERROR);
  assert.equal(await client.do(() => client.read(away)), Errors.KAFKA_STORAGE_ERROR);
  assert.deepEqual(await client.do(() => client.read(here)), [`${here}#0`]);
  await client.do(() => client.createTopic('new'));
  assert.deepEqual(await client.do(() => client.produce('new', 'new#0')), { errorCode: 0, baseOffset: 0 });
  whileDown(world, (disk) => {
    disk.remove('/more');
    disk.rename('/unplugged', '/more');
  });
  await world.start();
  assert.deepEqual(await client.do(() => client.read(away)), [`${away}#0`]);
  assert.deepEqual(await client.do(() => client.read('new')), ['new#0']);
});

testUnderSeeds(
  'lost-pages',
  'what a sync failed to bring to the disk is not shown after a restart',
  6,
  async (seed) => {
    const world = new BrokerWorld(seed);
    const { faults } = world.host.drive;
    await world.start();
    const client = new ScriptedClient(world, 'client');
    await client.do(() => client.createTopic('orders', quickRolls));
    await client.do(() => client.produce('orders', 'one'));
    faults.slowSyncMs = 500;
    await client.do(() => client.produce('orders', 'two', 1));
    await world.simulation.runFor(100);
    faults.failOnce('sync', 'EIO', (path) => path.endsWith('.log'));
    const rolled = await client.do(() => client.produce('orders', 'three'));
    assert.equal(rolled.errorCode, Errors.KAFKA_STORAGE_ERROR);
    faults.mend();
    world.kill();
    await world.start();
    const shown = await client.do(() => client.read('orders'));
    world.crash();
    await world.start();
    assert.deepEqual(await client.do(() => client.read('orders')), shown);
  },
);

testUnderSeeds(
  'torn',
  'what was cut off after a failed write does not come back behind later segments',
  10,
  async (seed) => {
    const world = new BrokerWorld(seed);
    const { faults } = world.host.drive;
    await world.start();
    const client = new ScriptedClient(world, 'client');
    await client.do(() => client.createTopic('orders', quickRolls));
    await client.do(() => client.produce('orders', 'one'));
    await world.simulation.runFor(500);
    faults.failOnce('write', 'EIO', (path) => path.endsWith('.log') && path.includes('/orders-0/'));
    await client.do(() => client.produce('orders', 'two'.padEnd(3000, '.')));
    world.kill();
    await world.start();
    await world.simulation.runFor(100);
    assert.equal((await client.do(() => client.produce('orders', 'three'))).errorCode, Errors.NONE);
    world.crash();
    await world.start();
    assert.deepEqual(await client.do(() => client.read('orders')), ['one', 'three']);
  },
);

/** What an operator does with the disk of a broker that was killed. */
function whileDown(world: BrokerWorld, act: (disk: Disk) => void): void {
  world.kill();
  act(world.host.start().disk);
  world.host.kill();
}
