import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type HeartbeatRequest, heartbeatApi } from '@moldau/protocol/messages/heartbeat';
import fc from 'fast-check';
import { registerHandler } from '../handlers/handler.ts';
import {
  alive,
  fetch,
  heartbeat,
  lendingFetch,
  parkedHeartbeats,
  pipelinedProduce,
  produce,
  request,
  serve,
} from './testing/scripted-connection.ts';

const misfits: [string, Buffer][] = [
  ['an unknown api key', request({ ...heartbeatApi, key: 999 }, 4, emptyHeartbeat(), 9)],
  ['a version that is not served', produce(9).fill(99, 7, 8)],
  ['a negative version', heartbeat(9).fill(0xff, 6, 8)],
  ['a header that is cut off', Buffer.from([0, 0, 0, 7, 0, 12, 0, 4, 0, 0, 0])],
  ['a header without its client id', Buffer.from([0, 0, 0, 8, 0, 12, 0, 4, 0, 0, 0, 9])],
  ['a client id longer than the request', Buffer.from([0, 0, 0, 11, 0, 12, 0, 4, 0, 0, 0, 9, 0, 9, 65])],
  ['a body that does not parse', Buffer.from([0, 0, 0, 13, 0, 12, 0, 4, 0, 0, 0, 9, 0xff, 0xff, 0, 9, 65])],
  ['a size of 0', Buffer.alloc(4)],
  ['a negative size', Buffer.from([0xff, 0xff, 0xff, 0xff])],
  ['a size above socket.request.max.bytes', Buffer.from([0x06, 0x40, 0, 1])],
];

function emptyHeartbeat(): HeartbeatRequest {
  return { groupId: 'g', generationId: 0, memberId: '', groupInstanceId: null };
}

for (const [what, bytes] of misfits) {
  test(`${what} closes the connection in its turn, without an answer (B8, B11)`, async () => {
    const { handler, answer, called } = parkedHeartbeats();
    const produces = pipelinedProduce();
    const { receive, answered, clock, network, served, memory, log } = serve([handler, produces.handler]);
    receive(heartbeat(1));
    served.read(Buffer.concat([bytes, heartbeat(3)]).copy(served.readBuffer()));
    await clock.turn();
    assert.deepEqual([network.ended, answered()], [false, []]);
    answer(1);
    await clock.turn();
    assert.deepEqual(answered(), [1]);
    assert.equal(network.ended, true);
    assert.deepEqual(called, [1]);
    assert.equal(memory.occupiedBytes, 0);
    assert.deepEqual(log.errors, []);
  });
}

test('bytes after the body are ignored, as Kafka ignores them', async () => {
  const frame = Buffer.concat([heartbeat(1), Buffer.from('more')]);
  frame.writeInt32BE(frame.length - 4);
  const { receive, answered, clock } = serve([registerHandler(heartbeatApi, () => alive)]);
  receive(frame, heartbeat(2));
  await clock.turn();
  assert.deepEqual(answered(), [1, 2]);
});

test('whatever bytes come, nothing unforeseen happens and no memory stays behind', async () => {
  const handlers = [
    registerHandler(heartbeatApi, () => alive),
    lendingFetch(Buffer.from('records')).handler,
    pipelinedProduce().handler,
  ];
  const valid = Buffer.concat([heartbeat(1), produce(2), fetch(3), heartbeat(4)]);
  const mutations = fc.array(fc.record({ at: fc.nat(valid.length - 1), byte: fc.nat(255) }), { maxLength: 4 });
  const mutated = fc.tuple(mutations, fc.nat(valid.length)).map(([changes, length]) => {
    const bytes = Buffer.from(valid);
    for (const { at, byte } of changes) bytes[at] = byte;
    return bytes.subarray(0, length);
  });
  const garbage = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
  const input = fc.oneof(mutated, garbage);
  await fc.assert(
    fc.asyncProperty(input, fc.integer({ min: 1, max: 64 }), async (bytes, readBufferBytes) => {
      const { receive, clock, log, served, memory } = serve(handlers, { readBufferBytes });
      receive(bytes);
      await clock.turn();
      assert.ok(memory.occupiedBytes <= 2 * bytes.length + 65_536);
      served.closed();
      assert.deepEqual(log.errors, []);
      assert.equal(memory.occupiedBytes, 0);
    }),
    { numRuns: 500 * Number(process.env['FUZZ'] ?? 1) },
  );
});
