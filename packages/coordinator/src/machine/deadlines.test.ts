import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Deadlines } from './deadlines.ts';

test('deadlines come up in order of time, as in a plain list', () => {
  const operation = fc.oneof(
    fc.record({ what: fc.constant('set' as const), key: fc.nat({ max: 8 }), at: fc.nat({ max: 50 }) }),
    fc.record({ what: fc.constant('cancel' as const), key: fc.nat({ max: 8 }), at: fc.constant(0) }),
    fc.record({ what: fc.constant('due' as const), key: fc.constant(0), at: fc.nat({ max: 50 }) }),
  );
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 80 }), (operations) => {
      const deadlines = new Deadlines<number>();
      const plain = new Map<string, number>();
      for (const { what, key, at } of operations) {
        if (what === 'set') {
          deadlines.set(`${key}`, at, at);
          plain.set(`${key}`, at);
        } else if (what === 'cancel') {
          deadlines.cancel(`${key}`);
          plain.delete(`${key}`);
        } else {
          const taken = deadlines.takeDue(at);
          const earliest = Math.min(...plain.values());
          assert.equal(taken?.event, earliest <= at ? earliest : undefined);
          if (taken !== undefined) {
            assert.equal(plain.get(taken.key), taken.event);
            plain.delete(taken.key);
          }
        }
        assert(plain.size === 0 || (deadlines.next() ?? Infinity) <= Math.min(...plain.values()));
        assert.equal(deadlines.size, plain.size);
      }
    }),
    { numRuns: 500 },
  );
});

test('whoever looks at what is next, and then takes what is due, gets everything at its time', () => {
  const operation = fc.record({ key: fc.nat({ max: 8 }), at: fc.nat({ max: 50 }) });
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 40 }), (operations) => {
      const deadlines = new Deadlines<number>();
      const plain = new Map<string, number>();
      for (const { key, at } of operations) {
        deadlines.set(`${key}`, at, at);
        plain.set(`${key}`, at);
      }
      const taken: [string, number][] = [];
      let looks = 0;
      for (let next = deadlines.next(); next !== undefined; next = deadlines.next()) {
        for (let due = deadlines.takeDue(next); due !== undefined; due = deadlines.takeDue(next)) {
          assert.equal(due.event, next);
          taken.push([due.key, due.event]);
        }
        assert(++looks <= 51, 'every look gets further');
      }
      assert.deepEqual(new Map(taken), plain);
    }),
    { numRuns: 500 },
  );
});
