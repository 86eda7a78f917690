import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Errors, ProtocolError } from '@moldau/protocol';
import { AcknowledgementQueue } from './acknowledgement-queue.ts';

function queueOf(...offsets: number[]): { queue: AcknowledgementQueue; settled: string[] } {
  const queue = new AcknowledgementQueue();
  const settled: string[] = [];
  for (const offset of offsets) queue.add(offset, (error) => settled.push(`${offset}${error ? ` ${error.code}` : ''}`));
  return { queue, settled };
}

test('everybody below the end is settled once, in offset order', () => {
  const { queue, settled } = queueOf(0, 3, 5);
  queue.settleBelow(3);
  assert.deepEqual(settled, ['0']);
  queue.settleBelow(6);
  queue.settleBelow(9);
  assert.deepEqual(settled, ['0', '3', '5']);
});

test('a producer that waits for an earlier offset is not held up by those who came before (B51)', () => {
  const { queue, settled } = queueOf(0, 3, 5, 3);
  queue.settleBelow(4);
  assert.deepEqual(settled, ['0', '3', '3']);
});

test('a failure reaches everybody who still waits', () => {
  const { queue, settled } = queueOf(0, 3);
  queue.settleBelow(1);
  queue.fail(new ProtocolError(Errors.KAFKA_STORAGE_ERROR));
  queue.settleBelow(9);
  assert.deepEqual(settled, ['0', '3 56']);
});
