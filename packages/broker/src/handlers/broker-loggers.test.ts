import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Errors } from '@moldau/protocol';
import { describeConfigsApi } from '@moldau/protocol/messages/describe-configs';
import { incrementalAlterConfigsApi } from '@moldau/protocol/messages/incremental-alter-configs';
import type { BrokerLoggerLevel, BrokerLoggers } from './broker-loggers.ts';
import { describeConfigsHandler } from './describe-configs.ts';
import { incrementalAlterConfigsHandler } from './incremental-alter-configs.ts';
import { adminFixture, ask } from './testing/admin-fixture.ts';

const BROKER_LOGGER = 8;
const [SET, DELETE, APPEND] = [0, 1, 2];

class FakeLoggers implements BrokerLoggers {
  readonly own = new Map<string, BrokerLoggerLevel>([['root', 'INFO']]);

  levels(): ReadonlyMap<string, string> {
    const root = this.own.get('root') ?? 'INFO';
    return new Map(['kafka.request.logger', 'root'].map((name) => [name, this.own.get(name) ?? root]));
  }

  setLevel(name: string, level: BrokerLoggerLevel | undefined): void {
    if (level === undefined) this.own.delete(name);
    else this.own.set(name, level);
  }
}

async function fixture() {
  const admin = { ...(await adminFixture()), loggers: new FakeLoggers() };
  const shown = async () => {
    const resources = [{ resourceType: BROKER_LOGGER, resourceName: '1', configurationKeys: null }];
    const request = { resources, includeSynonyms: true, includeDocumentation: false };
    const { results } = await ask(describeConfigsApi, describeConfigsHandler(admin), 4, request);
    return results[0]?.configs.map(({ name, value, configSource }) => [name, value, configSource]);
  };
  const alter = async (
    resourceName: string,
    name: string,
    configOperation: number,
    value: string | null,
    validateOnly = false,
  ): Promise<[number, string | null]> => {
    const configs = [{ name, configOperation, value }];
    const resources = [{ resourceType: BROKER_LOGGER, resourceName, configs }];
    const handler = incrementalAlterConfigsHandler(admin);
    const { responses } = await ask(incrementalAlterConfigsApi, handler, 1, { resources, validateOnly });
    return [responses[0]?.errorCode ?? -1, responses[0]?.errorMessage ?? null];
  };
  return { admin, shown, alter };
}

describe('loggers of the broker', () => {
  test('are shown with the levels that hold, root first', async () => {
    const { shown } = await fixture();
    assert.deepEqual(await shown(), [
      ['root', 'INFO', 6],
      ['kafka.request.logger', 'INFO', 6],
    ]);
  });

  test('are given levels, and take them back', async () => {
    const { alter, shown } = await fixture();
    assert.deepEqual(await alter('1', 'kafka.request.logger', SET, 'DEBUG', true), [Errors.NONE, null]);
    assert.deepEqual((await shown())?.[1], ['kafka.request.logger', 'INFO', 6]);
    assert.deepEqual(await alter('1', 'kafka.request.logger', SET, 'DEBUG'), [Errors.NONE, null]);
    assert.deepEqual((await shown())?.[1], ['kafka.request.logger', 'DEBUG', 6]);
    assert.deepEqual(await alter('1', 'kafka.request.logger', DELETE, null), [Errors.NONE, null]);
    assert.deepEqual((await shown())?.[1], ['kafka.request.logger', 'INFO', 6]);
  });

  test('refuse what Kafka’s do', async () => {
    const { alter } = await fixture();
    const code = async (...asked: Parameters<typeof alter>) => (await alter(...asked))[0];
    assert.equal(await code('1', 'root', SET, 'debug'), Errors.INVALID_CONFIG);
    assert.equal(await code('1', 'root', SET, 'OFF'), Errors.INVALID_CONFIG);
    assert.equal(await code('1', 'nobody', SET, 'DEBUG'), Errors.INVALID_CONFIG);
    assert.equal(await code('1', 'nobody', DELETE, null), Errors.INVALID_CONFIG);
    assert.equal(await code('1', 'root', DELETE, null), Errors.INVALID_REQUEST);
    assert.equal(await code('1', 'root', APPEND, 'DEBUG'), Errors.INVALID_REQUEST);
    assert.equal(await code('1', 'root', SET, null), Errors.INVALID_REQUEST);
    assert.equal(await code('', 'root', SET, 'DEBUG'), Errors.INVALID_REQUEST);
    assert.equal(await code('7', 'root', SET, 'DEBUG'), Errors.INVALID_REQUEST);
  });

  test('may be altered in one request with topics, each answered in its place', async () => {
    const { admin } = await fixture();
    await admin.createTopics({ name: 'a' });
    const topic = (name: string) => ({
      resourceType: 2,
      resourceName: name,
      configs: [{ name: 'retention.ms', configOperation: SET, value: '1' }],
    });
    const logger = {
      resourceType: BROKER_LOGGER,
      resourceName: '1',
      configs: [{ name: 'root', configOperation: SET, value: 'WARN' }],
    };
    const { responses } = await ask(incrementalAlterConfigsApi, incrementalAlterConfigsHandler(admin), 1, {
      resources: [topic('nope'), logger, topic('a')],
      validateOnly: false,
    });
    assert.deepEqual(
      responses.map(({ resourceType, resourceName, errorCode }) => [resourceType, resourceName, errorCode]),
      [
        [2, 'nope', Errors.UNKNOWN_TOPIC_OR_PARTITION],
        [BROKER_LOGGER, '1', Errors.NONE],
        [2, 'a', Errors.NONE],
      ],
    );
    assert.equal(admin.loggers.own.get('root'), 'WARN');
  });
});
