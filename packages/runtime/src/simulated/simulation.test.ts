import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Runtime } from '../runtime.ts';
import { SeededRandom } from './seeded-random.ts';
import { Simulation } from './simulation.ts';

test('two runs of a seed have the same history, of another seed another one', async () => {
  const one = await history(7);
  assert.ok(one.lines.length > 100);
  const again = await history(7);
  assert.deepEqual(again.lines, one.lines);
  assert.equal(again.hash, one.hash);
  assert.notEqual((await history(8)).hash, one.hash);
});

test('timers fire in the order of their times, and not before', async () => {
  const simulation = new Simulation(1);
  const { clock } = simulation.runtime('broker');
  const fired: number[] = [];
  for (const delayMs of [30, 10, 20, 10_000_000_000]) {
    clock.after(delayMs, () => {
      assert.equal(clock.monotonic(), delayMs);
      fired.push(delayMs);
    });
  }
  await simulation.run(() => fired.length === 4);
  assert.deepEqual(fired, [10, 20, 30, 10_000_000_000]);
});

test('a cancelled timer does not fire, and time does not run on to it', async () => {
  const simulation = new Simulation(1);
  const { clock } = simulation.runtime('broker');
  clock.after(10, () => assert.fail()).cancel();
  clock.after(30, () => {});
  await simulation.runFor(20);
  assert.equal(simulation.time, 20);
});

test('what is put off to the end of a turn runs once, in order, without time passing', async () => {
  const simulation = new Simulation(1);
  const { clock } = simulation.runtime('broker');
  const order: string[] = [];
  clock.endOfTurn(() => {
    order.push('one');
    clock.endOfTurn(() => order.push('three'));
  });
  clock.endOfTurn(() => order.push('two'));
  await simulation.run(() => order.length === 3);
  assert.deepEqual(order, ['one', 'two', 'three']);
  assert.equal(simulation.time, 0);
});

test('nothing happens any more in a killed process', async () => {
  const simulation = new Simulation(1);
  const { clock } = simulation.runtime('broker');
  clock.after(10, () => assert.fail());
  clock.endOfTurn(() => assert.fail());
  simulation.host('broker').kill();
  await simulation.runFor(20);
});

test('wall clocks can be off, monotonic ones are not', async () => {
  const simulation = new Simulation(1);
  const { clock } = simulation.runtime('broker');
  const before = clock.now();
  simulation.host('broker').clockSkewMs = 3_600_000;
  assert.equal(clock.now() - before, 3_600_000);
  assert.equal(clock.monotonic(), 0);
});

test('a run with nothing left to happen, or too much, fails and names its seed', async () => {
  const simulation = new Simulation(42, { eventsMax: 10 });
  await assert.rejects(
    simulation.run(() => false),
    /seed 42: nothing is left to happen/,
  );
  const { clock } = simulation.runtime('broker');
  const again = (): void => void clock.after(1, again);
  again();
  await assert.rejects(
    simulation.run(() => false),
    /seed 42: no end after 10 events/,
  );
});

test('an error thrown by a program ends the run', async () => {
  const simulation = new Simulation(1);
  simulation.runtime('broker').clock.after(1, () => {
    throw new Error('broken');
  });
  await assert.rejects(
    simulation.run(() => false),
    /broken/,
  );
});

test('a seed gives integers within their bound, bytes and version 4 UUIDs', () => {
  const random = new SeededRandom('1');
  const counts = [0, 0, 0, 0];
  for (let draw = 0; draw < 4000; draw++) {
    const integer = random.integer(4);
    counts[integer] = (counts[integer] ?? 0) + 1;
  }
  assert.equal(counts.length, 4);
  for (const count of counts) assert.ok(count > 850 && count < 1150, String(counts));
  assert.ok(random.integer(2 ** 32) < 2 ** 32);
  assert.match(random.uuid(), /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  assert.equal(random.bytes(33).length, 33);
});

/** Two hosts that send each other what they read, write it to disk, and are killed now and then. */
async function history(seed: number): Promise<{ hash: string; lines: string[] }> {
  const lines: string[] = [];
  const simulation = new Simulation(seed, { onTrace: (line) => lines.push(line) });
  const { network } = simulation.runtime('client');
  for (let round = 0; round < 3; round++) {
    await simulation.settle(echoToDisk(simulation.runtime('broker')));
    const got = Promise.withResolvers<void>();
    const buffer = Buffer.alloc(1000);
    let received = 0;
    const connection = await simulation.settle(
      network.connect({ host: 'broker', port: 9092 }, () => ({
        readBuffer: () => buffer,
        read(length) {
          received += length;
          if (received === 5000) got.resolve();
        },
        drained() {},
        closed() {},
      })),
    );
    connection.write([Buffer.alloc(5000, 'x')]);
    await simulation.settle(got.promise);
    simulation.host('broker')[round % 2 ? 'kill' : 'crash']();
    await simulation.runFor(100);
  }
  return { hash: simulation.traceHash(), lines };
}

async function echoToDisk({ disk, network, random, clock, log }: Runtime): Promise<void> {
  disk.makeDirectory('/data');
  const file = disk.open(`/data/${random.uuid()}`, 'write');
  await network.listen({ host: '', port: 9092 }, (connection) => {
    const buffer = Buffer.alloc(100);
    return {
      readBuffer: () => buffer,
      read(length) {
        const bytes = Buffer.from(buffer.subarray(0, length));
        file.write(bytes, file.size());
        clock.endOfTurn(() => {
          void file.sync().then(() => connection.write([bytes]));
        });
      },
      drained() {},
      closed: () => log.info({}, 'closed'),
    };
  });
}
