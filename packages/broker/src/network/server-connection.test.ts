import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeResponseHeader, Errors, ProtocolError, Reader } from '@moldau/protocol';
import { type HeartbeatRequest, type HeartbeatResponse, heartbeatApi } from '@moldau/protocol/messages/heartbeat';
import { type ProduceRequest, type ProduceResponse, produceApi } from '@moldau/protocol/messages/produce';
import { silentLogger } from '@moldau/runtime';
import { closeConnection, type Outcome, type RequestContext, registerHandler } from '../handlers/handler.ts';
import { Dispatcher } from './dispatcher.ts';
import {
  alive,
  heartbeat,
  parkedHeartbeats,
  pipelinedProduce,
  produce,
  produced,
  responses,
  serve,
} from './testing/scripted-connection.ts';

test('pipelined requests are handed over at once and answered in order though they finish out of order (B9)', async () => {
  const { handler, called, answer } = pipelinedProduce();
  const { receive, answered, clock } = serve([handler]);
  receive(produce(1), produce(2), produce(3));
  assert.equal(called.length, 3);
  answer(2);
  answer(1);
  await clock.turn();
  assert.deepEqual(answered(), []);
  answer(0);
  await clock.turn();
  assert.deepEqual(answered(), [1, 2, 3]);
});

test('any other request takes effect only after everything before it was answered (B9)', async () => {
  const heartbeats = parkedHeartbeats();
  const produces = pipelinedProduce();
  const { receive, answered, clock } = serve([heartbeats.handler, produces.handler]);
  receive(produce(1), heartbeat(2), produce(3), produce(4));
  assert.deepEqual([produces.called.length, heartbeats.called], [1, []]);
  produces.answer(0);
  await clock.turn();
  assert.deepEqual([produces.called.length, heartbeats.called], [1, [2]]);
  heartbeats.answer(2);
  await clock.turn();
  assert.equal(produces.called.length, 3);
  produces.answer(1);
  produces.answer(2);
  await clock.turn();
  assert.deepEqual(answered(), [1, 2, 3, 4]);
});

test('answers of one turn leave in one write', async () => {
  const handler = registerHandler(heartbeatApi, () => alive);
  const { receive, network, clock, answered } = serve([handler]);
  receive(heartbeat(1), heartbeat(2), heartbeat(3));
  assert.equal(network.writes.length, 0);
  await clock.turn();
  assert.equal(network.writes.length, 1);
  assert.deepEqual(answered(), [1, 2, 3]);
});

test('the context says who asks, in the words of Java, and which address was dialled', async () => {
  const contexts: RequestContext[] = [];
  const handler = registerHandler(heartbeatApi, (_, context) => {
    contexts.push(context);
    return alive;
  });
  const { receive, served } = serve([handler]);
  receive(heartbeat(5));
  assert.deepEqual(contexts, [
    {
      apiVersion: 4,
      correlationId: 5,
      clientId: 'tester',
      clientHost: '/10.0.0.9',
      listenerName: 'PLAINTEXT',
      localEndpoint: { host: '127.0.0.1', port: 9092 },
      connection: served,
    },
  ]);
});

test('a borrowed request is a view of the read buffer; every other request is its handler’s own', () => {
  const produces = pipelinedProduce();
  const kept: ProduceRequest[] = [];
  const keeping = registerHandler(produceApi, (body) => {
    kept.push(body);
    return produced;
  });
  const recordsOf = (body: ProduceRequest | undefined): Buffer | null | undefined =>
    body?.topicData[0]?.partitionData[0]?.records;

  const borrowing = serve([produces.handler]);
  borrowing.receive(produce(1));
  assert.equal(recordsOf(produces.called[0])?.buffer, borrowing.shared.buffer);

  const owning = serve([keeping]);
  owning.receive(produce(1, Buffer.from('precious')));
  owning.shared.fill(0);
  assert.equal(recordsOf(kept[0])?.toString(), 'precious');
});

test('acks=0 is not answered, and closes the connection after an error, after what came before (B10)', async () => {
  const outcomes: Outcome<ProduceResponse>[] = [produced, undefined, closeConnection, produced];
  let index = 0;
  const handler = registerHandler(produceApi, async () => outcomes[index++], { pipelined: true });
  const { receive, answered, clock, network } = serve([handler]);
  receive(produce(1), produce(2), produce(3), produce(4));
  await clock.turn();
  assert.deepEqual(answered(), [1]);
  assert.equal(network.ended, true);
});

test('a ProtocolError becomes the answer that the API has for it, thrown or rejected', async () => {
  const errorResponse = (_: HeartbeatRequest, error: ProtocolError): HeartbeatResponse => ({
    throttleTimeMs: 0,
    errorCode: error.code,
  });
  const throwing = registerHandler(
    heartbeatApi,
    () => {
      throw new ProtocolError(Errors.NOT_COORDINATOR);
    },
    { errorResponse },
  );
  const rejecting = parkedHeartbeats({ errorResponse });
  for (const handler of [throwing, rejecting.handler]) {
    const { receive, network, clock } = serve([handler]);
    receive(heartbeat(1));
    rejecting.fail(1, new ProtocolError(Errors.NOT_COORDINATOR));
    await clock.turn();
    const [frame] = responses(Buffer.concat(network.writes));
    assert.ok(frame !== undefined);
    const reader = new Reader(frame);
    assert.equal(decodeResponseHeader(reader, heartbeatApi.key, 4), 1);
    assert.equal(heartbeatApi.decodeResponse(reader, 4).errorCode, Errors.NOT_COORDINATOR);
  }
});

test('an exception that nobody expected is logged and closes its connection only', async () => {
  const { handler, fail } = parkedHeartbeats();
  const { receive, network, clock, log } = serve([handler]);
  receive(heartbeat(1));
  fail(1, new TypeError('oops'));
  await clock.turn();
  assert.equal(network.ended, true);
  assert.equal(log.errors.length, 1);
});

test('a response that cannot be encoded closes its connection and is logged', async () => {
  const handler = registerHandler(heartbeatApi, () => ({ throttleTimeMs: 0, errorCode: 70_000 }));
  const { receive, network, clock, log } = serve([handler]);
  receive(heartbeat(1));
  await clock.turn();
  assert.equal(network.destroyed, true);
  assert.deepEqual(network.writes, []);
  assert.equal(log.errors.length, 1);
});

test('two handlers for one API are a mistake of the broker’s', () => {
  const handler = registerHandler(heartbeatApi, () => alive);
  assert.throws(() => new Dispatcher([handler, handler], silentLogger));
});
