import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ConsumerWorld } from '../testing/consumer-world.ts';
import type { WorldConsumer } from '../testing/consumer-world/world-consumer.ts';

type Operation = (world: ConsumerWorld) => void;

/** How many random histories; a soak raises it. */
const runs = 700 * Number(process.env['FUZZ'] ?? 1);

/** Picks a consumer, however many there are. */
const consumer: fc.Arbitrary<(world: ConsumerWorld) => WorldConsumer> = fc.nat({ max: 6 }).map((index) => (world) => {
  const chosen = world.consumers[index % world.consumers.length];
  assert(chosen !== undefined);
  return chosen;
});

function onConsumer<Value>(
  values: fc.Arbitrary<Value>,
  act: (world: ConsumerWorld, chosen: WorldConsumer, value: Value) => void,
): fc.Arbitrary<Operation> {
  return fc.tuple(consumer, values).map<Operation>(
    ([choose, value]) =>
      (world) =>
        act(world, choose(world), value),
  );
}

function withValue<Value>(
  values: fc.Arbitrary<Value>,
  act: (world: ConsumerWorld, value: Value) => void,
): fc.Arbitrary<Operation> {
  return values.map<Operation>((value) => (world) => act(world, value));
}

const nothing = fc.constant(undefined);
const topic = fc.constantFrom('a', 'b', 'c');
const answer = fc.record({ isLost: fc.constantFrom(false, false, false, true), isFull: fc.boolean() });
const subscription = fc.tuple(fc.subarray(['a', 'b', 'c']), fc.constantFrom('', '', '[ab]', '.*', 'c'));

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 24, arbitrary: onConsumer(answer, (world, chosen, options) => world.act(chosen, options)) },
  { weight: 4, arbitrary: onConsumer(fc.constantFrom(0, 0, 1), (world, chosen, ago) => world.commit(chosen, ago)) },
  {
    weight: 2,
    arbitrary: onConsumer(subscription, (world, chosen, [names, pattern]) => world.subscribe(chosen, names, pattern)),
  },
  { weight: 1, arbitrary: onConsumer(fc.constantFrom(-1, -2), (world, chosen, epoch) => world.leave(chosen, epoch)) },
  { weight: 1, arbitrary: onConsumer(nothing, (world, chosen) => world.crash(chosen)) },
  { weight: 2, arbitrary: onConsumer(nothing, (world, chosen) => world.giveUpWaiting(chosen)) },
  { weight: 4, arbitrary: withValue(fc.constantFrom(1, 500, 4_000, 10_001, 20_001), (world, ms) => world.advance(ms)) },
  { weight: 8, arbitrary: withValue(fc.integer({ min: 1, max: 4 }), (world, count) => world.commitRecords(count)) },
  { weight: 1, arbitrary: withValue(fc.nat({ max: 2 }), (world, surviving) => world.restart(surviving)) },
  { weight: 1, arbitrary: withValue(topic, (world, name) => world.createTopic(name, 2)) },
  { weight: 1, arbitrary: withValue(topic, (world, name) => world.growTopic(name)) },
  { weight: 1, arbitrary: withValue(fc.constant('c'), (world, name) => world.deleteTopic(name)) },
  { weight: 3, arbitrary: fc.constant<Operation>(rally) },
);

/** What well-behaved clients do, so that histories get past the first rebalance. */
function rally(world: ConsumerWorld): void {
  for (const each of world.consumers) {
    world.act(each);
    world.commitRecords(2);
  }
}

function histories(members: fc.Arbitrary<[number, number, number]>, enough: readonly (keyof ConsumerWorld['seen'])[]) {
  const seen = { stable: 0, moved: 0, commits: 0, upgrades: 0, downgrades: 0, restarts: 0 };
  fc.assert(
    fc.property(
      members,
      fc.array(operation, { minLength: 30, maxLength: 150 }),
      ([consumers, statics, classics], operations) => {
        const world = new ConsumerWorld(consumers, statics, classics);
        for (const operate of operations) operate(world);
        world.converge();
        for (const [what, count] of Object.entries(world.seen)) seen[what as keyof typeof seen] += count;
      },
    ),
    { numRuns: runs },
  );
  for (const what of enough) assert(seen[what] > runs / 20, `too little: ${JSON.stringify(seen)}`);
}

test('in every history a partition has one user, groups converge, and the log tells the state (B124)', () => {
  const members = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.nat({ max: 2 }), fc.constant(0));
  histories(members, ['stable', 'moved', 'commits', 'restarts']);
});

test('also while members of both protocols share groups that change their kind (B127)', () => {
  const members = fc.tuple(fc.integer({ min: 1, max: 2 }), fc.nat({ max: 1 }), fc.integer({ min: 1, max: 2 }));
  histories(members, ['stable', 'moved', 'commits', 'restarts', 'upgrades', 'downgrades']);
});
