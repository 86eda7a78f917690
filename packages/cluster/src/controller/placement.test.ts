import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SeededRandom } from '@moldau/runtime/simulated';
import fc from 'fast-check';
import { placeReplicas } from './placement.ts';

interface Case {
  readonly racks: readonly (string | null)[];
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly seed: string;
}

const cases: fc.Arbitrary<Case> = fc
  .record({
    racks: fc.array(fc.constantFrom(null, 'a', 'b', 'c'), { minLength: 1, maxLength: 9 }),
    partitions: fc.integer({ min: 1, max: 60 }),
    factor: fc.nat(),
    seed: fc.string(),
  })
  .map(({ racks, factor, ...rest }) => ({ ...rest, racks, replicationFactor: 1 + (factor % racks.length) }));

function place({ racks, partitions, replicationFactor, seed }: Case): number[][] {
  const brokers = racks.map((rack, index) => ({ id: index * 10, rack }));
  return placeReplicas({ brokers, partitions, replicationFactor }, new SeededRandom(seed));
}

test('every partition has as many distinct replicas as asked for', () => {
  fc.assert(
    fc.property(cases, (given) => {
      const placed = place(given);
      assert.equal(placed.length, given.partitions);
      for (const replicas of placed) {
        assert.equal(replicas.length, given.replicationFactor);
        assert.equal(new Set(replicas).size, replicas.length);
      }
    }),
  );
});

test('leaders are spread evenly', () => {
  fc.assert(
    fc.property(cases, (given) => {
      const leaders = Map.groupBy(place(given), ([leader]) => leader);
      const counts = given.racks.map((_, index) => leaders.get(index * 10)?.length ?? 0);
      assert.ok(Math.max(...counts) - Math.min(...counts) <= 1, counts.join());
    }),
  );
});

test('replicas of a partition lie in as many racks as can be', () => {
  fc.assert(
    fc.property(cases, (given) => {
      const racks = new Set(given.racks);
      if (racks.has(null)) return;
      const expected = Math.min(given.replicationFactor, racks.size);
      for (const replicas of place(given)) {
        assert.equal(new Set(replicas.map((id) => given.racks[id / 10])).size, expected);
      }
    }),
  );
});

test('the followers of one broker are spread over all others', () => {
  const brokers = Array.from({ length: 5 }, (_, id) => ({ id, rack: null }));
  const placed = placeReplicas({ brokers, partitions: 20, replicationFactor: 2 }, new SeededRandom('1'));
  const followers = placed.filter(([leader]) => leader === 0).map(([, follower]) => follower);
  assert.deepEqual(new Set(followers), new Set([1, 2, 3, 4]));
});

test('added partitions go on where the others ended', () => {
  const brokers = Array.from({ length: 3 }, (_, id) => ({ id, rack: null }));
  const all = placeReplicas({ brokers, partitions: 6, replicationFactor: 2 }, new SeededRandom('x'));
  const added = { brokers, partitions: 4, replicationFactor: 2, firstPartition: 2 };
  assert.deepEqual(placeReplicas(added, new SeededRandom('x')), all.slice(2));
});
