import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ClusterImage, emptyImage } from '@moldau/metadata';
import { testCatalog } from '../testing/controller-fixture.ts';
import type { ConfigEntry } from './config-entry.ts';

type Texts = Readonly<Record<string, string>>;

function imageWith(configs: { broker?: Texts; all?: Texts }): ClusterImage {
  const broker = new Map([
    ['', new Map(Object.entries(configs.all ?? {}))],
    ['1', new Map(Object.entries(configs.broker ?? {}))],
    ['2', new Map([['message.max.bytes', '666']])],
  ]);
  const image = emptyImage('cluster');
  return { ...image, configs: { ...image.configs, broker } };
}

function entry(entries: readonly ConfigEntry[], name: string): ConfigEntry {
  return entries.find((candidate) => candidate.name === name) ?? assert.fail(`no ${name}`);
}

/** Value, source, and the synonyms as `name=value@source`. */
function summary({ value, source, synonyms }: ConfigEntry): unknown[] {
  return [value, source, synonyms.map((synonym) => `${synonym.name}=${synonym.value}@${synonym.source}`).join(' ')];
}

function topicConfig(name: string, layers: { own?: Texts; broker?: Texts; all?: Texts; file?: Texts }): unknown[] {
  const catalog = testCatalog(1, new Map(Object.entries(layers.file ?? {})));
  const overrides = new Map(Object.entries(layers.own ?? {}));
  return summary(entry(catalog.topicEntries(imageWith(layers), overrides, 1), name));
}

describe('a topic config, from its strongest source (B141)', () => {
  test('the built-in default', () => {
    assert.deepEqual(topicConfig('segment.bytes', {}), ['1073741824', 5, 'log.segment.bytes=1073741824@5']);
    assert.deepEqual(topicConfig('remote.storage.enable', {}), ['false', 5, '']);
    assert.deepEqual(topicConfig('compression.type', {}), ['producer', 5, 'compression.type=producer@5']);
  });

  test('the broker settings file, the cluster-wide default, this broker, the topic', () => {
    const file = { 'message.max.bytes': '2000' };
    const all = { 'message.max.bytes': '3000' };
    const broker = { 'message.max.bytes': '4000' };
    const own = { 'max.message.bytes': ' 5000 ' };
    const fromFile = 'message.max.bytes=2000@4 message.max.bytes=1048588@5';
    const fromAll = `message.max.bytes=3000@3 ${fromFile}`;
    const fromBroker = `message.max.bytes=4000@2 ${fromAll}`;
    assert.deepEqual(topicConfig('max.message.bytes', { file }), ['2000', 4, fromFile]);
    assert.deepEqual(topicConfig('max.message.bytes', { file, all }), ['3000', 3, fromAll]);
    assert.deepEqual(topicConfig('max.message.bytes', { file, all, broker }), ['4000', 2, fromBroker]);
    const fromTopic = `max.message.bytes= 5000 @1 ${fromBroker}`;
    assert.deepEqual(topicConfig('max.message.bytes', { file, all, broker, own }), ['5000', 1, fromTopic]);
  });

  test('broker names in other units are converted, and listed after the leading name only', () => {
    assert.deepEqual(topicConfig('retention.ms', {}), ['604800000', 5, '']);
    assert.deepEqual(topicConfig('retention.ms', { file: { 'log.retention.minutes': '2' } }), ['120000', 5, '']);
    const all = { 'log.retention.ms': '5000' };
    assert.deepEqual(topicConfig('retention.ms', { all }).slice(0, 2), ['5000', 3]);
    assert.match(
      String(topicConfig('retention.ms', { all })[2]),
      /^log\.retention\.ms=5000@3 .*log\.retention\.hours=168@5$/,
    );
  });

  test('the flush policy shows what holds for the number of replicas', () => {
    const catalog = testCatalog(1);
    const policy = (replicas: number) =>
      entry(catalog.topicEntries(imageWith({}), new Map(), replicas), 'flush.policy').value;
    assert.deepEqual([policy(1), policy(3)], ['ack', 'none']);
  });

  test('cleanup.policy is always there, with type and sentence', () => {
    const policy = entry(testCatalog(1).topicEntries(imageWith({}), new Map(), 1), 'cleanup.policy');
    assert.deepEqual([policy.value, policy.type, policy.isReadOnly, policy.isSensitive], ['delete', 7, false, false]);
    assert.ok(policy.documentation.length > 10);
  });
});

describe('a broker config', () => {
  const file = new Map([['num.partitions', '3']]);

  test('says whether it can be changed while the broker runs', () => {
    const entries = testCatalog(1, file).brokerEntries(imageWith({}));
    assert.deepEqual(summary(entry(entries, 'num.partitions')), ['3', 4, 'num.partitions=3@4 num.partitions=1@5']);
    assert.equal(entry(entries, 'num.partitions').isReadOnly, true);
    assert.equal(entry(entries, 'message.max.bytes').isReadOnly, false);
  });

  test('is shown under its own name, with those that stand in for it as synonyms', () => {
    const catalog = testCatalog(1, file);
    assert.deepEqual(summary(entry(catalog.brokerEntries(imageWith({})), 'log.retention.ms')), [null, 5, '']);
    const given = entry(catalog.brokerEntries(imageWith({ all: { 'log.retention.ms': '9' } })), 'log.retention.ms');
    assert.deepEqual(summary(given), ['9', 3, 'log.retention.ms=9@3 log.retention.hours=168@5']);
    const hours = entry(catalog.brokerEntries(imageWith({ all: { 'log.retention.ms': '9' } })), 'log.retention.hours');
    assert.deepEqual(summary(hours), ['168', 5, 'log.retention.hours=168@5']);
  });

  test('of the whole cluster is listed only if it is set; what nobody declares is not shown', () => {
    const image = imageWith({ all: { 'message.max.bytes': '9', 'a.plugin.secret': 'x' } });
    const entries = testCatalog(1, file).clusterDefaultEntries(image);
    assert.deepEqual(
      entries.map(({ name, value, isSensitive }) => [name, value, isSensitive]),
      [
        ['a.plugin.secret', null, true],
        ['message.max.bytes', '9', false],
      ],
    );
  });
});

test('configs of groups and of client metrics name their own sources', () => {
  const catalog = testCatalog(1);
  const image = emptyImage('cluster');
  const group = new Map([['g', new Map([['consumer.session.timeout.ms', '50000']])]]);
  const groups = catalog.groupEntries({ ...image, configs: { ...image.configs, group } }, 'g');
  const timeout = 'consumer.session.timeout.ms';
  const interval = 'consumer.heartbeat.interval.ms';
  assert.deepEqual(summary(entry(groups, timeout)), ['50000', 8, `${timeout}=50000@8`]);
  assert.deepEqual(summary(entry(groups, interval)), ['5000', 5, `${interval}=5000@5`]);
  const metrics = catalog.clientMetricsEntries(new Map([['interval.ms', '60000']]));
  assert.deepEqual(summary(entry(metrics, 'interval.ms')), ['60000', 7, 'interval.ms=60000@7']);
  assert.deepEqual(summary(entry(metrics, 'match')), ['', 5, '']);
});
