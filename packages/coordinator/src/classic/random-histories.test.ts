import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { MachineWorld, type WorldClient } from '../testing/machine-world.ts';

type Operation = (world: MachineWorld) => void;

/** How many random histories; a soak raises it. */
const runs = 1_500 * Number(process.env['FUZZ'] ?? 1);

/** Picks a client, however many there are. */
const client: fc.Arbitrary<(world: MachineWorld) => WorldClient> = fc.nat({ max: 5 }).map((index) => (world) => {
  const chosen = world.clients[index % world.clients.length];
  assert(chosen !== undefined);
  return chosen;
});

function onClient(act: (world: MachineWorld, chosen: WorldClient) => void): fc.Arbitrary<Operation> {
  return client.map<Operation>((choose) => (world) => act(world, choose(world)));
}

function withValue<Value>(
  values: fc.Arbitrary<Value>,
  act: (world: MachineWorld, value: Value) => void,
): fc.Arbitrary<Operation> {
  return values.map<Operation>((value) => (world) => act(world, value));
}

const protocols = fc.constantFrom(['range'], ['range', 'roundrobin'], ['roundrobin', 'range']);
const join = fc
  .tuple(client, fc.constantFrom(3, 4, 9), protocols, fc.constantFrom('users', 'users', 'orders'))
  .map<Operation>(([choose, apiVersion, names, topic]) => (world) => {
    const chosen = choose(world);
    world.join(chosen, chosen.groupInstanceId === null ? apiVersion : 9, names, topic);
  });
const commit = fc.tuple(client, fc.constantFrom(0, 0, 0, 1)).map<Operation>(
  ([choose, generationsAgo]) =>
    (world) =>
      world.commit(choose(world), generationsAgo),
);

const leaveTogether = fc.tuple(client, client).map<Operation>(
  ([one, two]) =>
    (world) =>
      world.leave(...new Set([one(world), two(world)])),
);

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 8, arbitrary: join },
  { weight: 8, arbitrary: onClient((world, chosen) => world.sync(chosen)) },
  { weight: 2, arbitrary: onClient((world, chosen) => world.heartbeat(chosen)) },
  { weight: 5, arbitrary: commit },
  { weight: 1, arbitrary: onClient((world, chosen) => world.leave(chosen)) },
  { weight: 1, arbitrary: leaveTogether },
  { weight: 1, arbitrary: onClient((world, chosen) => world.crash(chosen)) },
  { weight: 1, arbitrary: onClient((world, chosen) => world.disconnect(chosen)) },
  { weight: 1, arbitrary: fc.constant<Operation>((world) => world.deleteGroup()) },
  { weight: 1, arbitrary: fc.constant<Operation>((world) => world.deleteOffsets()) },
  {
    weight: 5,
    arbitrary: withValue(fc.constantFrom(1, 499, 500, 501, 4_000, 10_001), (world, ms) => world.advance(ms)),
  },
  { weight: 6, arbitrary: withValue(fc.integer({ min: 1, max: 3 }), (world, count) => world.commitRecords(count)) },
  { weight: 1, arbitrary: withValue(fc.nat({ max: 2 }), (world, surviving) => world.restart(surviving)) },
  { weight: 1, arbitrary: fc.constant<Operation>((world) => world.checkReplay()) },
  { weight: 3, arbitrary: fc.constant<Operation>(rally) },
);

/** What well-behaved clients do, so that histories get past the first rebalance. */
function rally(world: MachineWorld): void {
  for (const each of world.clients) world.join(each, 9, ['range']);
  world.commitRecords(2);
  for (const each of world.clients) world.join(each, 9, ['range']);
  world.advance(1_500);
  world.advance(5_000);
  for (const each of world.clients) world.sync(each);
  world.commitRecords(1);
}

test('in every history a partition has one owner, old members commit nothing, the log and the timeline tell the truth', () => {
  const reached = { join: 0, sync: 0, commit: 0, stable: 0, explained: 0 };
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 0, max: 2 }),
      fc.array(operation, { minLength: 30, maxLength: 120 }),
      (dynamicClients, staticClients, operations) => {
        const world = new MachineWorld(dynamicClients, staticClients);
        for (const operate of operations) operate(world);
        rally(world);
        world.checkReplay();
        for (const key of ['join', 'sync', 'commit', 'stable'] as const) reached[key] += world.successes[key];
        reached.explained += world.timeline.completed;
      },
    ),
    { numRuns: runs },
  );
  for (const [what, count] of Object.entries(reached))
    assert(count > runs / 10, `too few successes of ${what}: ${count}`);
});
