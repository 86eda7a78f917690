import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heartbeatApi } from '@moldau/protocol/messages/heartbeat';
import { Answer, closeConnection, registerHandler } from '../handlers/handler.ts';
import {
  alive,
  fetch,
  heartbeat,
  lendingFetch,
  parkedHeartbeats,
  pipelinedProduce,
  produce,
  produced,
  serve,
} from './testing/scripted-connection.ts';

test('lent records are given back once, as soon as the network has taken them', async () => {
  const { handler, released } = lendingFetch(Buffer.from('lent'));
  const { receive, clock, network } = serve([handler]);
  receive(fetch(1));
  await clock.turn();
  assert.ok(Buffer.concat(network.writes).includes('lent'));
  assert.equal(released(), 1);
});

test('lent records stay lent while the client does not read, and come back when it is gone', async () => {
  for (const end of ['drained', 'closed'] as const) {
    const { handler, released } = lendingFetch(Buffer.from('lent'));
    const { receive, clock, network, served } = serve([handler]);
    network.stuck = true;
    receive(fetch(1));
    await clock.turn();
    assert.equal(released(), 0);
    network.bufferedBytes = 0;
    served[end]();
    assert.equal(released(), 1);
    served.drained();
    assert.equal(released(), 1);
  }
});

test('an answer that comes after its client has gone is dropped, and what it lent comes back', async () => {
  const { handler, released } = lendingFetch(Buffer.from('lent'));
  const { receive, clock, network, served } = serve([handler]);
  receive(fetch(1));
  served.closed();
  await clock.turn();
  assert.deepEqual([released(), network.writes], [1, []]);
});

test('an answer that waits for an earlier one gives back what it lent when their connection closes', async () => {
  for (const end of ['client gone', 'closed by the earlier one'] as const) {
    let released = 0;
    const { handler, answer } = pipelinedProduce();
    const { receive, clock, served } = serve([handler]);
    receive(produce(1), produce(2));
    answer(1, new Answer(produced, () => released++));
    await clock.turn();
    assert.equal(released, 0);
    if (end === 'client gone') served.closed();
    else answer(0, closeConnection);
    await clock.turn();
    assert.equal(released, 1, end);
  }
});

test('a client that does not read is not served further, nor read beyond a bound', async () => {
  const handler = registerHandler(heartbeatApi, () => alive);
  const { receive, clock, network, served, answered, memory } = serve([handler], { waitingBytesMax: 1_000 });
  network.stuck = true;
  receive(heartbeat(1));
  await clock.turn();
  receive(heartbeat(2));
  await clock.turn();
  assert.deepEqual([answered(), network.paused], [[1], false]);
  receive(heartbeat(3, 'x'.repeat(1_000)));
  assert.equal(network.paused, true);
  network.bufferedBytes = 0;
  network.stuck = false;
  served.drained();
  await clock.turn();
  assert.deepEqual([answered(), network.paused, memory.occupiedBytes], [[1, 2, 3], false, 0]);
});

test('requests wait while more than the response bound is queued, and go on when it has left', async () => {
  const { handler } = lendingFetch(Buffer.alloc(1_000));
  const { receive, clock, answered } = serve([handler], { responseBytesMax: 500 });
  receive(fetch(1), fetch(2), fetch(3));
  await clock.turn();
  assert.deepEqual(answered(), [1]);
  await clock.turn();
  await clock.turn();
  assert.deepEqual(answered(), [1, 2, 3]);
});

test('only so many pipelined requests are taken before the first is answered', async () => {
  for (const bound of [{ unansweredRequestsMax: 2 }, { unansweredBytesMax: produce(1).length + 1 }]) {
    const { handler, called, answer } = pipelinedProduce();
    const { receive, clock } = serve([handler], bound);
    receive(produce(1), produce(2), produce(3));
    assert.equal(called.length, 2);
    answer(0);
    await clock.turn();
    assert.equal(called.length, 3);
  }
});

test('a throttled client is answered at once and not listened to for the delay (B13)', async () => {
  const called: number[] = [];
  const handler = registerHandler(heartbeatApi, async ({ generationId }, { connection }) => {
    called.push(generationId);
    if (generationId === 1) connection.throttle(500);
    return { ...alive, throttleTimeMs: 500 };
  });
  const { receive, clock, answered } = serve([handler]);
  receive(heartbeat(1), heartbeat(2));
  await clock.turn();
  assert.deepEqual([answered(), called], [[1], [1]]);
  clock.advance(499);
  await clock.turn();
  assert.deepEqual(called, [1]);
  clock.advance(1);
  await clock.turn();
  assert.deepEqual(answered(), [1, 2]);
});

test('what is parked for a client is freed when it goes, whatever the others do (B15)', () => {
  const { served, log } = serve([registerHandler(heartbeatApi, () => alive)]);
  const freed: string[] = [];
  served.onClose(() => {
    throw new Error('oops');
  });
  served.onClose(() => freed.push('parked'));
  const withdraw = served.onClose(() => freed.push('withdrawn'));
  withdraw();
  served.closed();
  served.onClose(() => freed.push('late'));
  assert.deepEqual(freed, ['parked', 'late']);
  assert.equal(log.errors.length, 1);
});

test('a finishing connection answers what it has, takes nothing more, and closes', async () => {
  const { handler, answer, called } = parkedHeartbeats();
  const { receive, served, clock, answered, network } = serve([handler]);
  receive(heartbeat(1), heartbeat(2));
  served.finish();
  assert.equal(network.ended, false);
  answer(1);
  await clock.turn();
  assert.deepEqual([answered(), called, network.ended], [[1], [1], true]);
});

test('a connection with nothing to answer closes at once when it is to finish', () => {
  const { served, network } = serve([]);
  served.finish();
  assert.equal(network.ended, true);
});

test('a large request waits when memory is short and goes on when there is some', async () => {
  const produces = pipelinedProduce();
  const { receive, network, memory, served } = serve([produces.handler], {
    receiveBytesMax: 1_000,
    readBufferBytes: 500,
  });
  const other = memory.allocate(1_000);
  const frame = produce(1, Buffer.alloc(5_000, 7));
  served.read(frame.copy(served.readBuffer(), 0, 0));
  assert.equal(network.paused, true);
  memory.free(other);
  assert.equal(network.paused, false);
  receive(frame.subarray(500));
  assert.equal(produces.called.length, 1);
  assert.equal(memory.occupiedBytes, 0);
});
