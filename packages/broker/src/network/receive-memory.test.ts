import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ReceiveMemory } from './receive-memory.ts';

test('who waits for memory proceeds in order as it becomes free', () => {
  const memory = new ReceiveMemory(100);
  const first = memory.allocate(60);
  const second = memory.allocate(60);
  const order: string[] = [];
  memory.wait(10, () => order.push('a'));
  memory.wait(10, () => order.push('b'));
  assert.equal(memory.contended, true);
  assert.equal(order.length, 0);
  memory.free(first);
  assert.deepEqual(order, ['a', 'b']);
  assert.equal(memory.contended, false);
  memory.free(second);
  assert.equal(memory.occupiedBytes, 0);
});

test('when everything is held by those who wait, the first of them goes ahead', () => {
  const memory = new ReceiveMemory(100);
  memory.allocate(60);
  memory.allocate(60);
  const order: string[] = [];
  memory.wait(60, () => order.push('a'));
  assert.equal(order.length, 0);
  memory.wait(60, () => order.push('b'));
  assert.deepEqual(order, ['a']);
});

test('who gave up waiting is not called', () => {
  const memory = new ReceiveMemory(10);
  const held = memory.allocate(10);
  const stop = memory.wait(1, () => assert.fail('called'));
  stop();
  memory.free(held);
  assert.equal(memory.contended, false);
});

test('a large buffer is used again, a larger one than asked for if it lies about', () => {
  const memory = new ReceiveMemory(1 << 30);
  const large = memory.allocate(300_000);
  assert.equal(large.length, 524_288);
  memory.free(large);
  assert.equal(memory.allocate(100_000), large);
  assert.notEqual(memory.allocate(100_000), large);
});

test('memory is scarce when half of it is occupied, exhausted when all of it is', () => {
  const memory = new ReceiveMemory(100);
  memory.allocate(49);
  assert.deepEqual([memory.scarce, memory.exhausted], [false, false]);
  memory.allocate(1);
  assert.deepEqual([memory.scarce, memory.exhausted], [true, false]);
  memory.allocate(50);
  assert.deepEqual([memory.scarce, memory.exhausted], [true, true]);
});
