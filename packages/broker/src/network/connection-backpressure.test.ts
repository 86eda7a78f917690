import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeResponseHeader, Reader } from '@moldau/protocol';
import { heartbeatApi } from '@moldau/protocol/messages/heartbeat';
import { produceApi } from '@moldau/protocol/messages/produce';
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
  responses,
  serve,
} from './testing/scripted-connection.ts';
import type { ChargedRequest, RequestThrottle } from './request-throttle.ts';

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

test('nothing is read from a throttled client, and its deadlines stand still (B13)', async () => {
  const handler = registerHandler(heartbeatApi, ({ generationId }, { connection }) => {
    if (generationId === 1) connection.throttle(100_000);
    return alive;
  });
  const half = heartbeat(2).subarray(0, 10);
  const { receive, clock, answered, network, served } = serve([handler], { idleMsMax: 1000, receiveGraceMs: 500 });
  receive(heartbeat(1), half);
  await clock.turn();
  assert.equal(network.paused, true);
  for (let ms = 0; ms < 100_000; ms += 1000) {
    served.enforceDeadlines(clock.monotonic(), { receiving: true, sending: true });
    clock.advance(1000);
  }
  assert.deepEqual([network.destroyed, network.paused], [false, false]);
  receive(heartbeat(2).subarray(10));
  await clock.turn();
  assert.deepEqual(answered(), [1, 2]);
});

test('a throttled client can be closed, and the end that was later counts (B13)', async () => {
  const handler = registerHandler(heartbeatApi, ({ generationId }, { connection }) => {
    if (generationId === 1) connection.throttle(500);
    return alive;
  });
  const { receive, clock, answered, network, served } = serve([handler]);
  receive(heartbeat(1), heartbeat(2));
  await clock.turn();
  served.throttle(100);
  clock.advance(499);
  assert.deepEqual(answered(), [1]);
  served.finish();
  assert.equal(network.ended, true);
  served.closed();
  clock.advance(1000);
  await clock.turn();
  assert.deepEqual(answered(), [1]);
});

function producedIn(frame: Buffer) {
  const reader = new Reader(frame);
  decodeResponseHeader(reader, produceApi.key, 9);
  return produceApi.decodeResponse(reader, 9);
}

/** Charges what the test says. */
function charging(delays: readonly number[]): RequestThrottle & { readonly charged: ChargedRequest[] } {
  const charged: ChargedRequest[] = [];
  return {
    isActive: true,
    charged,
    nowMs: () => 0,
    charge(request) {
      charged.push(request);
      return delays[charged.length - 1] ?? 0;
    },
  };
}

test('a request that is too much is answered with its delay, and what is pipelined behind it waits (B13)', async () => {
  const { handler, called, answer } = pipelinedProduce();
  const throttle = charging([0, 700]);
  const { receive, clock, network, answered } = serve([handler], {}, { throttle });
  receive(produce(1), produce(2), produce(3));
  assert.equal(called.length, 2, 'the second is too much, so the third waits');
  assert.deepEqual(
    throttle.charged.map(({ apiKey, clientId, bytes }) => [apiKey, clientId, bytes]),
    [1, 2].map((id) => [produceApi.key, 'tester', produce(id).length - 4]),
  );
  answer(0);
  await clock.turn();
  clock.advance(5000);
  assert.equal(called.length, 2, 'the delay begins with the answer');
  answer(1);
  await clock.turn();
  const told = responses(Buffer.concat(network.writes)).map((frame) => producedIn(frame).throttleTimeMs);
  assert.deepEqual(
    [answered(), told],
    [
      [1, 2],
      [0, 700],
    ],
  );
  clock.advance(699);
  assert.equal(called.length, 2);
  clock.advance(1);
  assert.equal(called.length, 3);
});

test('a request without an answer is throttled too (B13)', async () => {
  let called = 0;
  const handler = registerHandler(
    produceApi,
    () => {
      called++;
      return undefined;
    },
    { pipelined: true },
  );
  const { receive, clock, network } = serve([handler], {}, { throttle: charging([300]) });
  receive(produce(1, Buffer.from('records'), 0), produce(2, Buffer.from('records'), 0));
  await clock.turn();
  assert.deepEqual([called, network.paused, network.writes], [1, true, []]);
  clock.advance(300);
  assert.deepEqual([called, network.paused], [2, false]);
});

test('a throttle that is not active is asked nothing', async () => {
  const throttle = { ...charging([500]), isActive: false };
  const { receive, clock, answered } = serve([registerHandler(heartbeatApi, () => alive)], {}, { throttle });
  receive(heartbeat(1), heartbeat(2));
  await clock.turn();
  assert.deepEqual([answered(), throttle.charged], [[1, 2], []]);
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
