import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConnectionLimits } from './connection-limits.ts';

const none = new Map<string, number>();

test('connections beyond the total are refused until one leaves', () => {
  const limits = new ConnectionLimits(() => ({
    connectionsMax: 2,
    connectionsPerIpMax: 9,
    connectionsPerIpOverrides: none,
  }));
  assert.deepEqual([limits.admit('a'), limits.admit('b'), limits.admit('c')], [true, true, false]);
  limits.leave('a');
  assert.equal(limits.admit('c'), true);
  assert.equal(limits.total, 2);
});

test('one address cannot take more than its share, and an override changes its share', () => {
  const limits = new ConnectionLimits(() => ({
    connectionsMax: 99,
    connectionsPerIpMax: 1,
    connectionsPerIpOverrides: new Map([
      ['10.0.0.1', 2],
      ['10.0.0.2', 0],
    ]),
  }));
  assert.deepEqual([limits.admit('10.0.0.3'), limits.admit('10.0.0.3')], [true, false]);
  assert.deepEqual([limits.admit('10.0.0.1'), limits.admit('10.0.0.1'), limits.admit('10.0.0.1')], [true, true, false]);
  assert.equal(limits.admit('10.0.0.2'), false);
  limits.leave('10.0.0.3');
  assert.equal(limits.admit('10.0.0.3'), true);
});

test('a limit that becomes lower closes nobody, and refuses until enough have left', () => {
  let connectionsMax = 2;
  const limits = new ConnectionLimits(() => ({
    connectionsMax,
    connectionsPerIpMax: 9,
    connectionsPerIpOverrides: none,
  }));
  assert.deepEqual([limits.admit('a'), limits.admit('b')], [true, true]);
  connectionsMax = 1;
  assert.deepEqual([limits.total, limits.admit('c')], [2, false]);
  limits.leave('a');
  limits.leave('b');
  assert.deepEqual([limits.admit('c'), limits.admit('d')], [true, false]);
  connectionsMax = 2;
  assert.equal(limits.admit('d'), true);
});
