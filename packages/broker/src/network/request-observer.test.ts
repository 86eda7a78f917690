/** Where the time of a request goes: each stage is seen where it is spent. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heartbeatApi } from '@moldau/protocol/messages/heartbeat';
import { registerHandler } from '../handlers/handler.ts';
import type { Exchange } from './exchange.ts';
import { elapsed, later, microseconds, type RequestObserver, type RequestTimes } from './request-observer.ts';
import {
  alive,
  heartbeat,
  type ManualClock,
  parkedHeartbeats,
  pipelinedProduce,
  produce,
  serve,
} from './testing/scripted-connection.ts';

/** Milliseconds of each stage, by correlation id, in the order of completion. */
class Observer implements RequestObserver {
  isOn = true;
  keepsRequests = false;
  readonly stages: [number, Readonly<Record<string, number>>][] = [];

  completed({ correlationId, responseBytes }: Exchange, times: RequestTimes): void {
    const { arrived, started, handled, settled, answered, sent } = times;
    this.stages.push([
      correlationId,
      {
        queue: elapsed(arrived, started) / 1000,
        local: elapsed(started, handled) / 1000,
        remote: elapsed(handled, settled) / 1000,
        responseQueue: elapsed(settled, answered) / 1000,
        send: elapsed(answered, sent) / 1000,
        total: elapsed(arrived, sent) / 1000,
      },
    ]);
    assert.ok(responseBytes > 0);
  }

  connectionOpened(): void {}
  connectionClosed(): void {}
}

const none = { queue: 0, local: 0, remote: 0, responseQueue: 0, send: 0, total: 0 };

async function turn(clock: ManualClock): Promise<void> {
  await clock.turn();
  await clock.turn();
}

test('what the handler itself does is local time', async () => {
  const observer = new Observer();
  const handler = registerHandler(heartbeatApi, () => {
    harness.clock.advance(7);
    return alive;
  });
  const harness = serve([handler], {}, { observer });
  harness.receive(heartbeat(1));
  await turn(harness.clock);
  assert.deepEqual(observer.stages, [[1, { ...none, local: 7, total: 7 }]]);
});

test('what it waits for is remote time, and what comes after it meanwhile is queued', async () => {
  const observer = new Observer();
  const heartbeats = parkedHeartbeats();
  const { receive, clock } = serve([heartbeats.handler], {}, { observer });
  receive(heartbeat(1));
  await turn(clock);
  clock.advance(10);
  receive(heartbeat(2));
  await turn(clock);
  clock.advance(20);
  heartbeats.answer(1);
  await turn(clock);
  clock.advance(3);
  heartbeats.answer(2);
  await turn(clock);
  assert.deepEqual(observer.stages, [
    [1, { ...none, remote: 30, total: 30 }],
    [2, { ...none, queue: 20, remote: 3, total: 23 }],
  ]);
});

test('an answer that is ready before an earlier one waits in the response queue (B9)', async () => {
  const observer = new Observer();
  const produces = pipelinedProduce();
  const { receive, clock } = serve([produces.handler], {}, { observer });
  receive(produce(1), produce(2));
  await turn(clock);
  clock.advance(4);
  produces.answer(1);
  await turn(clock);
  clock.advance(6);
  produces.answer(0);
  await turn(clock);
  assert.deepEqual(observer.stages, [
    [1, { ...none, remote: 10, total: 10 }],
    [2, { ...none, remote: 4, responseQueue: 6, total: 10 }],
  ]);
});

test('a client that does not read makes send time', async () => {
  const observer = new Observer();
  const handler = registerHandler(heartbeatApi, () => alive);
  const { receive, clock, network, served } = serve([handler], {}, { observer });
  network.stuck = true;
  receive(heartbeat(1));
  await turn(clock);
  assert.deepEqual(observer.stages, []);
  clock.advance(50);
  network.bufferedBytes = 0;
  served.drained();
  assert.deepEqual(observer.stages, [[1, { ...none, send: 50, total: 50 }]]);
});

test('a request that came while nobody looked is not reported when somebody looks again', async () => {
  const observer = new Observer();
  const heartbeats = parkedHeartbeats();
  const { receive, clock } = serve([heartbeats.handler], {}, { observer });
  observer.isOn = false;
  receive(heartbeat(1));
  observer.isOn = true;
  heartbeats.answer(1);
  await turn(clock);
  receive(heartbeat(2));
  heartbeats.answer(2);
  await turn(clock);
  assert.deepEqual(
    observer.stages.map(([correlationId]) => correlationId),
    [2],
  );
});

test('differences are right also where the small integers wrap around', () => {
  const before = microseconds(2 ** 31 / 1000 - 1);
  const after = microseconds(2 ** 31 / 1000 + 1);
  assert.ok(after < before);
  assert.equal(elapsed(before, after), 2000);
  assert.equal(elapsed(after, before), 0);
  assert.equal(later(before, after), after);
});
