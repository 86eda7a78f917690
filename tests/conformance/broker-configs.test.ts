/**
 * Configs of brokers: what is told of them, what changes while the broker runs and from when on, and what cannot change:
 * B25–B27, B141–B143. The broker of this file is not shared with others.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { Errors } from '@moldau/protocol';
import { alterConfigsApi } from '@moldau/protocol/messages/alter-configs';
import { describeConfigsApi } from '@moldau/protocol/messages/describe-configs';
import { incrementalAlterConfigsApi } from '@moldau/protocol/messages/incremental-alter-configs';
import { metadataApi } from '@moldau/protocol/messages/metadata';
import { BrokerUnderTest, brokerUnderTest, eventually, isElsewhere, versionsOf } from './support/broker-under-test.ts';
import { batch, metadataRequest } from './support/requests.ts';

const [BROKER, BROKER_LOGGER] = [4, 8];
const [SET, DELETE] = [0, 1];
const [OF_BROKER, OF_ALL, STATIC, BUILT_IN] = [2, 3, 4, 5];
const ALL = '';

type Value = readonly [name: string, value: string | null];

async function idOf({ client }: BrokerUnderTest): Promise<string> {
  return String((await client.request(metadataApi, 12, metadataRequest([]))).brokers[0]?.nodeId);
}

async function described(
  { client }: BrokerUnderTest,
  resourceName: string,
  configurationKeys: readonly string[] | null,
  { version = 4, resourceType = BROKER } = {},
) {
  const { results } = await client.request(describeConfigsApi, version, {
    resources: [{ resourceType, resourceName, configurationKeys }],
    includeSynonyms: true,
    includeDocumentation: version >= 3,
  });
  return results[0] ?? { errorCode: -1, configs: [] };
}

/** Sets what has a value, deletes what has none. */
async function alter(
  { client }: BrokerUnderTest,
  resourceName: string,
  values: readonly Value[],
  { version = 1, resourceType = BROKER, validateOnly = false } = {},
): Promise<number> {
  const configs = values.map(([name, value]) => ({ name, configOperation: value === null ? DELETE : SET, value }));
  const resources = [{ resourceType, resourceName, configs }];
  const { responses } = await client.request(incrementalAlterConfigsApi, version, { resources, validateOnly });
  // Kafka answers before it obeys.
  if (isElsewhere) await delay(500);
  return responses[0]?.errorCode ?? -1;
}

suite('Configs of brokers', { timeout: 60_000 }, () => {
  const broker = brokerUnderTest();

  test('every version describes all settings, or those asked for, with what they are (B141)', async () => {
    const id = await idOf(broker);
    for (const version of versionsOf(describeConfigsApi)) {
      const all = await described(broker, id, null, { version });
      assert.equal(all.errorCode, Errors.NONE);
      assert.ok(all.configs.length >= 320, `${all.configs.length}`);
      const some = await described(broker, id, ['num.io.threads', 'log.dirs', 'ssl.key.password', 'no.such'], {
        version,
      });
      const shown = some.configs.toSorted((a, b) => (a.name < b.name ? -1 : 1));
      assert.deepEqual(
        shown.map(({ name, readOnly, isSensitive }) => [name, readOnly, isSensitive]),
        [
          ['log.dirs', true, false],
          ['num.io.threads', false, false],
          ['ssl.key.password', false, true],
        ],
      );
      if (version < 3) continue;
      assert.deepEqual(
        shown.map(({ configType }) => configType),
        [7, 3, 9],
      );
      assert.ok(all.configs.every(({ documentation }) => (documentation ?? '').length > 10));
    }
  });

  test('only the broker itself knows its settings (B141)', async () => {
    for (const version of versionsOf(describeConfigsApi)) {
      for (const name of ['4711', 'first']) {
        assert.equal((await described(broker, name, null, { version })).errorCode, Errors.INVALID_REQUEST);
      }
    }
    assert.equal(await alter(broker, '4711', [['log.retention.ms', '5000']]), Errors.INVALID_REQUEST);
  });

  test('a value comes from this broker, else from all, else from the file, else from Kafka (B141)', async () => {
    const id = await idOf(broker);
    const name = 'log.segment.bytes';
    assert.equal(await alter(broker, ALL, [[name, '3000000']]), Errors.NONE);
    assert.equal(await alter(broker, id, [[name, '4000000']]), Errors.NONE);
    const [entry] = (await described(broker, id, [name])).configs;
    assert.deepEqual(
      entry?.synonyms.map(({ value, source }) => [value, source]),
      [
        ['4000000', OF_BROKER],
        ['3000000', OF_ALL],
        ['1073741824', BUILT_IN],
      ],
    );
    assert.deepEqual([entry?.value, entry?.configSource], ['4000000', OF_BROKER]);
    const [node] = (await described(broker, id, ['node.id'])).configs;
    assert.deepEqual([node?.value, node?.configSource], [id, STATIC]);
    const [ofAll] = (await described(broker, ALL, [name])).configs;
    assert.deepEqual([ofAll?.value, ofAll?.configSource], ['3000000', OF_ALL]);
    assert.equal(await alter(broker, id, [[name, null]]), Errors.NONE);
    assert.equal(await alter(broker, ALL, [[name, null]]), Errors.NONE);
    assert.equal((await described(broker, id, [name])).configs[0]?.configSource, BUILT_IN);
  });

  test('what is read at the start is refused by every version and changes nothing (B142)', async () => {
    const id = await idOf(broker);
    for (const version of versionsOf(incrementalAlterConfigsApi)) {
      for (const [name, value] of [
        ['num.partitions', '3'],
        ['log.dirs', '/elsewhere'],
        ['log.retention.hours', '1'],
      ] as const) {
        assert.equal(await alter(broker, id, [[name, value]], { version }), Errors.INVALID_REQUEST, name);
        assert.equal(await alter(broker, ALL, [[name, value]], { version }), Errors.INVALID_REQUEST, name);
      }
      const both: readonly Value[] = [
        ['log.segment.bytes', '3000000'],
        ['num.partitions', '3'],
      ];
      assert.equal(await alter(broker, id, both, { version }), Errors.INVALID_REQUEST);
      const wrong: readonly Value[] = [['log.segment.bytes', '3']];
      assert.equal(await alter(broker, id, wrong, { version }), Errors.INVALID_REQUEST);
      const checked: readonly Value[] = [['log.segment.bytes', '3000000']];
      assert.equal(await alter(broker, id, checked, { version, validateOnly: true }), Errors.NONE);
      assert.equal((await described(broker, id, ['log.segment.bytes'])).configs[0]?.value, '1073741824');
    }
  });

  test('AlterConfigs replaces what one broker has (B142)', async () => {
    const id = await idOf(broker);
    for (const version of versionsOf(alterConfigsApi)) {
      assert.equal(await alter(broker, id, [['log.segment.bytes', '3000000']]), Errors.NONE);
      const replace = (configs: readonly { name: string; value: string }[]) =>
        broker.client.request(alterConfigsApi, version, {
          resources: [{ resourceType: BROKER, resourceName: id, configs }],
          validateOnly: false,
        });
      const { responses } = await replace([{ name: 'log.index.interval.bytes', value: '5000' }]);
      assert.equal(responses[0]?.errorCode, Errors.NONE);
      if (isElsewhere) await delay(500);
      const { configs } = await described(broker, id, ['log.segment.bytes', 'log.index.interval.bytes']);
      const values = new Map(configs.map(({ name, value }) => [name, value]));
      assert.deepEqual(
        [values.get('log.segment.bytes'), values.get('log.index.interval.bytes')],
        ['1073741824', '5000'],
      );
      assert.equal((await replace([])).responses[0]?.errorCode, Errors.NONE);
      if (isElsewhere) await delay(500);
    }
  });

  test('a changed default holds for the next request to every topic that has no config of its own (B143)', async () => {
    const [plain, own] = [await broker.topic(), await broker.topic(1, { 'max.message.bytes': '200000' })];
    const big = batch(['x'.repeat(20_000)]);
    await broker.append(plain, big);
    assert.equal(await alter(broker, ALL, [['message.max.bytes', '10000']]), Errors.NONE);
    assert.equal((await broker.produce(plain, big)).errorCode, Errors.MESSAGE_TOO_LARGE);
    await broker.append(own, big);
    const id = await idOf(broker);
    assert.equal(await alter(broker, id, [['message.max.bytes', '300000']]), Errors.NONE);
    await broker.append(plain, big);
    assert.equal(await alter(broker, id, [['message.max.bytes', null]]), Errors.NONE);
    assert.equal((await broker.produce(plain, big)).errorCode, Errors.MESSAGE_TOO_LARGE);
    assert.equal(await alter(broker, ALL, [['message.max.bytes', null]]), Errors.NONE);
    await broker.append(plain, big);
  });

  test('levels of loggers are set and given back (B142)', async () => {
    const id = await idOf(broker);
    const resourceType = BROKER_LOGGER;
    const levels = async () => {
      const { configs } = await described(broker, id, null, { resourceType });
      return new Map(configs.map(({ name, value }) => [name, value]));
    };
    const before = (await levels()).get('root') ?? '';
    for (const version of versionsOf(incrementalAlterConfigsApi)) {
      assert.equal(await alter(broker, id, [['root', 'ERROR']], { version, resourceType }), Errors.NONE);
      assert.equal((await levels()).get('root'), 'ERROR');
      assert.equal(await alter(broker, id, [['root', before]], { version, resourceType }), Errors.NONE);
      assert.equal(await alter(broker, id, [['root', 'loud']], { version, resourceType }), Errors.INVALID_CONFIG);
      assert.equal(await alter(broker, id, [['root', null]], { version, resourceType }), Errors.INVALID_REQUEST);
      assert.equal(await alter(broker, id, [['no.such', 'WARN']], { version, resourceType }), Errors.INVALID_CONFIG);
    }
  });
});

const elsewhere = isElsewhere ? 'limits would keep others out, and a broker elsewhere cannot be restarted' : false;

suite('Configs of a broker of its own', { timeout: 60_000, skip: elsewhere }, () => {
  test('max.connections.per.ip holds for the next connection (B143)', async () => {
    const broker = new BrokerUnderTest();
    await broker.start();
    try {
      assert.equal(await alter(broker, ALL, [['max.connections.per.ip', '1']]), Errors.NONE);
      const refused = await broker.connect();
      await refused.closedByAnyone;
      assert.equal(await alter(broker, ALL, [['max.connections.per.ip', null]]), Errors.NONE);
      const taken = await broker.connect();
      assert.equal((await taken.request(metadataApi, 12, metadataRequest([]))).brokers.length, 1);
    } finally {
      await broker.close();
    }
  });

  test('what was set survives a restart, and is stronger than the file (B141)', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'moldau-conformance-'));
    const settings = {
      'log.memory.only': 'false',
      'log.dirs': join(parent, 'data'),
      'message.max.bytes': '5000',
    };
    const broker = new BrokerUnderTest();
    try {
      await broker.start(settings);
      const topic = await broker.topic();
      const big = batch(['x'.repeat(20_000)]);
      assert.equal((await broker.produce(topic, big)).errorCode, Errors.MESSAGE_TOO_LARGE);
      assert.equal(await alter(broker, ALL, [['message.max.bytes', '100000']]), Errors.NONE);
      await broker.append(topic, big);
      await broker.close();
      await broker.start(settings);
      await eventually(async () => (await broker.produce(topic, big)).errorCode === Errors.NONE);
      const [entry] = (await described(broker, await idOf(broker), ['message.max.bytes'])).configs;
      assert.deepEqual(
        entry?.synonyms.map(({ value, source }) => [value, source]),
        [
          ['100000', OF_ALL],
          ['5000', STATIC],
          ['1048588', BUILT_IN],
        ],
      );
    } finally {
      await broker.close();
      await rm(parent, { recursive: true, force: true });
    }
  });
});
