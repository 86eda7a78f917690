/** The request log of a whole broker, switched on and off while it runs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { metadataApi } from '@moldau/protocol/messages/metadata';
import type { LogFields, Logger, Runtime } from '@moldau/runtime';
import { NamedLoggers, realRuntime, rootLogger } from '@moldau/runtime';
import { batch, metadataRequest, produceRequest, topicData } from '../conformance/support/requests.ts';
import { produceApi } from '@moldau/protocol/messages/produce';
import { startTestBroker } from '../support/test-broker.ts';

class Lines implements Logger {
  readonly lines: LogFields[] = [];
  readonly debug = (fields: LogFields, message: string): void => this.#write(fields, message);
  readonly info = (): void => {};
  readonly warn = (): void => {};
  readonly error = (): void => {};
  readonly child = (): Logger => this;

  #write(fields: LogFields, message: string): void {
    if (message === 'Completed request') this.lines.push(fields);
  }
}

async function logged(settings: Readonly<Record<string, string>> = {}) {
  const lines = new Lines();
  const loggers = new NamedLoggers(lines, 'INFO');
  const runtime: Runtime = { ...(await realRuntime({ logLevel: 'silent' })), loggers, log: loggers.logger(rootLogger) };
  const broker = await startTestBroker(settings, runtime);
  return { broker, loggers, lines: lines.lines, [Symbol.asyncDispose]: () => broker.close() };
}

test('a request has a line with who asked, how it ended and what it took, from the moment the level is DEBUG', async () => {
  await using world = await logged();
  const { broker, loggers, lines } = world;
  const client = await broker.connect();
  await client.request(metadataApi, 12, metadataRequest([]));
  assert.deepEqual(lines, []);
  loggers.setLevel('kafka.request.logger', 'DEBUG');
  const strange = topicData({ name: 'no-such-topic', id: '' }, [0, batch()]);
  await client.request(produceApi, 12, produceRequest([strange]));
  loggers.setLevel('kafka.request.logger', undefined);
  await client.request(metadataApi, 12, metadataRequest([]));
  assert.equal(lines.length, 1);
  const [first = {}] = lines;
  const { connection, requestSizeBytes, responseSizeBytes, ...line }: Record<string, unknown> = { ...first };
  assert.match(String(connection), /^127\.0\.0\.1:\d+-127\.0\.0\.1:\d+-\d+$/);
  assert.ok(Number(requestSizeBytes) > 100 && Number(responseSizeBytes) > 30);
  const times = Object.entries(line).filter(([name]) => name.endsWith('TimeMs') && name !== 'throttleTimeMs');
  const total = Number(line['totalTimeMs']);
  const sum = times.reduce((all, [name, ms]) => (name === 'totalTimeMs' ? all : all + Number(ms)), 0);
  assert.ok(Math.abs(total - sum) < 0.002, `${total} is not ${sum}`);
  for (const [name] of times) delete line[name];
  assert.deepEqual(line, {
    requestApiKey: 0,
    requestApiKeyName: 'Produce',
    requestApiVersion: 12,
    correlationId: 2,
    clientId: 'wire-client',
    listener: 'PLAINTEXT',
    principal: 'User:ANONYMOUS',
    throttleTimeMs: 0,
    errors: { UNKNOWN_TOPIC_OR_PARTITION: 1 },
  });
});

test('at TRACE it also has the request and the answer, sizes in place of bytes', async () => {
  await using world = await logged({ 'logger.levels': 'kafka.request.logger=TRACE' });
  const { broker, lines } = world;
  const client = await broker.connect();
  const records = batch();
  await client.request(produceApi, 12, produceRequest([topicData({ name: 'nothing', id: '' }, [3, records])]));
  const { request, response } = lines[0] ?? {};
  const text = JSON.stringify(request);
  assert.match(text, /"name":"nothing"/);
  assert.ok(text.includes(`"records":"${records.length} bytes"`), text);
  assert.match(JSON.stringify(response), /"errorCode":3/);
});
