/** What /health and /ready say while a broker is well, while it is not, and at its end. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { resolveBrokerSettings, startBroker } from '@moldau/broker';
import { Errors } from '@moldau/protocol';
import { NetworkError, realRuntime } from '@moldau/runtime';
import { batch } from '../conformance/support/requests.ts';
import { startObservedBroker } from './observed-broker.ts';

function temporaryDirectory(context: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'moldau-readiness-'));
  context.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

test('a broker that serves is alive and ready', async () => {
  await using broker = await startObservedBroker();
  assert.deepEqual(await broker.get('/health'), { status: 200, body: { status: 'UP', phase: 'running' } });
  assert.deepEqual(await broker.get('/ready'), { status: 200, body: { ready: true, reasons: [] } });
});

test('a log directory that dies makes it not ready, says which, and is counted', async (context) => {
  const root = temporaryDirectory(context);
  const [first, second] = [join(root, 'first'), join(root, 'second')];
  await using broker = await startObservedBroker({ 'log.memory.only': 'false', 'log.dirs': `${first},${second}` });
  const topic = await broker.createTopic('orders', 2);
  assert.equal(await broker.produce(topic, batch(), 0), Errors.NONE);
  broker.disk.broken = second;
  const answers = [await broker.produce(topic, batch(), 0), await broker.produce(topic, batch(), 1)];
  assert.ok(answers.includes(Errors.KAFKA_STORAGE_ERROR));
  const reasons = [`log directory ${second} is offline`];
  assert.deepEqual(await broker.get('/ready'), { status: 503, body: { ready: false, reasons } });
  assert.equal((await broker.get('/health')).status, 200);
  const metrics = await broker.scrape();
  assert.equal(metrics.value('kafka_log_logmanager_offlinelogdirectorycount'), 1);
  assert.equal(metrics.value('kafka_log_logmanager_logdirectoryoffline', { logDirectory: second }), 1);
  assert.equal(metrics.value('kafka_log_logmanager_logdirectoryoffline', { logDirectory: first }), 0);
  assert.equal(metrics.value('moldau_ready'), 0);
});

test('a log directory that could not be opened is missed, too', async (context) => {
  const root = temporaryDirectory(context);
  const broken = join(root, 'a-file');
  writeFileSync(broken, 'no directory');
  await using broker = await startObservedBroker({
    'log.memory.only': 'false',
    'log.dirs': `${join(root, 'good')},${broken}`,
  });
  const { status, body } = await broker.get('/ready');
  assert.deepEqual([status, body], [503, { ready: false, reasons: [`log directory ${broken} is offline`] }]);
});

test('a port that is taken is one clear line, and nothing stays open', async () => {
  await using broker = await startObservedBroker();
  const port = broker.test.broker.operations?.port;
  const resolution = resolveBrokerSettings(
    new Map([
      ['listeners', 'PLAINTEXT://127.0.0.1:0'],
      ['log.memory.only', 'true'],
      ['metrics.listener', `127.0.0.1:${port}`],
    ]),
  );
  assert.ok(resolution.ok);
  await assert.rejects(
    startBroker(await realRuntime({ logLevel: 'silent' }), resolution.settings),
    (error) =>
      error instanceof NetworkError && error.message === `cannot listen on 127.0.0.1:${port}: the port is in use`,
  );
});

test('an address that is none is refused as a setting', () => {
  for (const text of ['9404', 'localhost', 'http://localhost:9404', ':99999']) {
    const resolution = resolveBrokerSettings(new Map([['metrics.listener', text]]));
    assert.deepEqual(resolution.ok ? [] : resolution.problems, [
      `Invalid value ${text} for configuration metrics.listener: Expected host:port or :port`,
    ]);
  }
});
