/** Versions and requests that no broker knows, as bytes on a socket (B1, B2, B5, B8, B11). */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import { scenario } from './support/scenario.ts';
import { targetAddress } from './support/target.ts';

const { driver, helper } = scenario();
const unsupportedVersion = 35;

function dial(): Socket {
  const [host = '', port] = targetAddress().split(':');
  return connect(Number(port), host);
}

/** A frame with a request header v1 and this body; the tagged fields of a header v2 are the body's first byte. */
function frame(apiKey: number, version: number, correlationId: number, body = ''): Buffer {
  const bytes = Buffer.alloc(14);
  bytes.writeInt16BE(apiKey, 4);
  bytes.writeInt16BE(version, 6);
  bytes.writeInt32BE(correlationId, 8);
  bytes.writeInt16BE(-1, 12);
  const whole = Buffer.concat([bytes, Buffer.from(body, 'hex')]);
  whole.writeInt32BE(whole.length - 4, 0);
  return whole;
}

async function answerTo(socket: Socket, request: Buffer): Promise<Buffer> {
  socket.write(request);
  let answer = Buffer.alloc(0);
  while (answer.length < 4 || answer.length < 4 + answer.readInt32BE(0)) {
    const [chunk] = await once(socket, 'data', { signal: AbortSignal.timeout(5000) });
    answer = Buffer.concat([answer, chunk]);
  }
  return answer.subarray(4);
}

/** Resolves with what arrived before the broker closed the connection. */
async function closedAfter(request: Buffer): Promise<number> {
  const socket = dial();
  let received = 0;
  socket.on('data', (chunk: Buffer) => {
    received += chunk.length;
  });
  socket.on('error', () => {});
  socket.write(request);
  await once(socket, 'close');
  return received;
}

test('ApiVersions in an unknown version is answered in version 0 with its own range, and the connection lives', async () => {
  const socket = dial();
  const refusal = await answerTo(socket, frame(18, 32767, 7, '00'));
  assert.equal(refusal.readInt32BE(0), 7);
  assert.equal(refusal.readInt16BE(4), unsupportedVersion);
  assert.equal(refusal.readInt32BE(6), 1);
  assert.deepEqual(
    [10, 12, 14].map((at) => refusal.readInt16BE(at)),
    [18, 0, 4],
  );
  const accepted = await answerTo(socket, frame(18, 0, 8));
  assert.equal(accepted.readInt32BE(0), 8);
  assert.equal(accepted.readInt16BE(4), 0);
  socket.destroy();
});

for (const [what, request] of [
  ['an unknown api key', frame(999, 0, 1)],
  ['a negative api key', frame(-1, 0, 1)],
  ['Metadata in a version to come', frame(3, 99, 1)],
  ['Produce below version 3', frame(0, 2, 1, '000100000001')],
  ['a body that ends too early', frame(3, 1, 1, '0000')],
  ['a frame of size zero', Buffer.alloc(4)],
  ['a frame of negative size', Buffer.from('ffffffff', 'hex')],
  ['a frame of absurd size', Buffer.from('7fffffff', 'hex')],
] as const) {
  test(`${what} closes the connection without an answer`, { timeout: 10_000 }, async () => {
    assert.equal(await closedAfter(request), 0);
  });
}

test('clients are served as before', async () => {
  assert.ok(Array.isArray((await driver(helper().client).call('listTopics', {})).topics));
});
