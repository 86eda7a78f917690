import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HttpResponse, ProcessMetrics } from '@moldau/runtime';
import { ManualClock } from '../network/testing/scripted-connection.ts';
import { resolveBrokerSettings } from '../settings/broker-settings.ts';
import { OperationsServer } from './operations-server.ts';

const process: ProcessMetrics = {
  exposition: async () => '# HELP up Up.\n# TYPE up gauge\nup 1\n',
  usage: () => assert.fail('there is no broker to describe'),
};

function startingServer(): OperationsServer {
  const resolution = resolveBrokerSettings(new Map());
  assert.ok(resolution.ok);
  return new OperationsServer(new ManualClock(), resolution.settings, process);
}

function get(server: OperationsServer, path: string, method = 'GET'): HttpResponse {
  return server.answer({ method, path });
}

async function textOf({ body }: HttpResponse): Promise<string> {
  let text = '';
  if (typeof body === 'string') text = body;
  else for await (const piece of body) text += piece;
  return text;
}

test('a broker that starts is alive, not ready, and has the metrics of its process', async () => {
  const server = startingServer();
  assert.deepEqual(get(server, '/health').status, 200);
  const ready = get(server, '/ready');
  assert.equal(ready.status, 503);
  assert.match(await textOf(ready), /^\{"ready":false,"reasons":\["the broker is starting: .*"\]\}\n$/);
  assert.match(await textOf(get(server, '/metrics')), /^up 1$/m);
});

test('a broker that stops is alive, and not ready', async () => {
  const server = startingServer();
  server.stopping();
  assert.equal(get(server, '/health').status, 200);
  assert.equal(await textOf(get(server, '/ready')), '{"ready":false,"reasons":["the broker is stopping"]}\n');
});

test('other paths and methods are told so', async () => {
  const server = startingServer();
  assert.equal(get(server, '/nothing').status, 404);
  assert.equal(get(server, '/metrics', 'POST').status, 405);
  assert.match(await textOf(get(server, '/')), /\/metrics/);
});

test('the fifth scrape at once has to come back, and there is room again when one ends or is given up', async () => {
  const server = startingServer();
  const scrapes = Array.from({ length: 4 }, () => get(server, '/metrics').body);
  const begun: AsyncIterator<string>[] = [];
  for (const body of scrapes) {
    assert.ok(typeof body !== 'string');
    const iterator = body[Symbol.asyncIterator]();
    await iterator.next();
    begun.push(iterator);
  }
  assert.equal(get(server, '/metrics').status, 503);
  await begun[0]?.return?.();
  assert.equal(get(server, '/metrics').status, 200);
});
