import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { BrokerSettings } from './broker-settings.ts';
import {
  acceptedBrokerSettings,
  brokerSetting,
  describeBrokerSettings,
  resolveBrokerSettings,
} from './broker-settings.ts';

const factsFile = new URL('../../../../../shared/protocol/broker-configs.tsv', import.meta.url);

/** Where we differ from Kafka's default on purpose. */
const ownDefaults: ReadonlySet<string> = new Set([
  'controller.listener.names',
  'log.dir',
  'max.connections',
  'max.connections.per.ip',
  'node.id',
  'principal.builder.class',
  'ssl.keymanager.algorithm',
  'ssl.trustmanager.algorithm',
]);

/** Quotas and throttles, which the list of facts has among the settings of a broker. */
const quotas =
  /^(connection_creation_rate|consumer_byte_rate|controller_mutation_rate|producer_byte_rate|request_percentage|.*\.throttled\.rate|replica\.alter\.log\.dirs\.io\.max\.bytes\.per\.second)$/;

test('every setting of Kafka is declared, with its type and default', {
  skip: !existsSync(factsFile),
}, () => {
  for (const line of readFileSync(factsFile, 'utf8').trim().split('\n').slice(1)) {
    const [name = '', type, defaultText] = line.split('\t');
    if (quotas.test(name)) continue;
    const setting = brokerSetting(name);
    assert.ok(setting, name);
    assert.equal(setting.type, type, name);
    const theirs = defaultText === '(empty)' || defaultText === '(required)' ? '' : (defaultText ?? '');
    if (!ownDefaults.has(name)) assert.equal(setting.defaultText ?? 'null', theirs, name);
  }
});

test('a setting is either read, or accepted for a reason', () => {
  const read = new Set(describeBrokerSettings().map(({ name }) => name));
  for (const { reason, settings } of acceptedBrokerSettings()) {
    assert.match(reason, /^[A-Z].*\.$/);
    for (const { name } of settings) assert.ok(!read.has(name), name);
  }
});

test('every default is within the bounds of its setting, and every setting explains itself', () => {
  for (const { name, defaultText, documentation } of describeBrokerSettings()) {
    assert.match(documentation, /^[A-Z].*\.$/, name);
    if (defaultText !== null) brokerSetting(name)?.parse(defaultText);
  }
});

test('a setting of Kafka without effect here is accepted and named', () => {
  assert.deepEqual(
    resolve({ 'num.io.threads': '4', 'listener.name.internal.ssl.keystore.location': 'x' }).withoutEffect,
    ['listener.name.internal.ssl.keystore.location', 'num.io.threads'],
  );
});

test('an unknown name is told and stops nothing', () => {
  const { unknown } = resolve({ 'no.such.setting': '1', 'segment.bytes': '1048576' });
  assert.deepEqual(unknown, [
    'Unknown configuration no.such.setting',
    'Unknown configuration segment.bytes; the default of all topics is called log.segment.bytes',
  ]);
});

test('every invalid value gets a line', () => {
  assert.deepEqual(
    problemsOf({
      'log.segment.bytes': '5',
      'num.partitions': 'many',
      listeners: 'nonsense',
    }),
    [
      'Invalid value 5 for configuration log.segment.bytes: Value must be at least 1048576',
      'Invalid value many for configuration num.partitions: Not a number of type INT',
      'Invalid value nonsense for configuration listeners: Expected NAME://host:port',
    ],
  );
});

test('bounds of groups that contradict each other get a line each', () => {
  const texts = new Map([
    ['group.min.session.timeout.ms', '9000'],
    ['group.max.session.timeout.ms', '8000'],
    ['group.consumer.session.timeout.ms', '61000'],
    ['group.consumer.min.heartbeat.interval.ms', '6000'],
    ['group.consumer.migration.policy', 'sideways'],
  ]);
  const resolution = resolveBrokerSettings(texts);
  assert(!resolution.ok);
  assert.match(resolution.problems.join('\n'), /migration\.policy/);
  texts.delete('group.consumer.migration.policy');
  const problems = resolveBrokerSettings(texts);
  assert(!problems.ok);
  assert.deepEqual(problems.problems, [
    'group.min.session.timeout.ms (9000) must not exceed group.max.session.timeout.ms (8000)',
    'group.consumer.session.timeout.ms (61000) must not exceed group.consumer.max.session.timeout.ms (60000)',
    'group.consumer.min.heartbeat.interval.ms (6000) must not exceed group.consumer.heartbeat.interval.ms (5000)',
  ]);
  texts.clear();
  texts.set('group.consumer.heartbeat.interval.ms', '15000');
  texts.set('group.consumer.session.timeout.ms', '15000');
  texts.set('group.consumer.min.session.timeout.ms', '15000');
  const silent = resolveBrokerSettings(texts);
  assert(!silent.ok);
  assert.match(silent.problems.join(), /must exceed group.consumer.heartbeat.interval.ms \(15000\)/);
});

test('log.dirs is stronger than log.dir, and broker.id stands in for node.id', () => {
  assert.deepEqual(resolve({}).logDirs, ['./moldau-data']);
  assert.deepEqual(resolve({ 'log.dir': '/a' }).logDirs, ['/a']);
  assert.deepEqual(resolve({ 'log.dir': '/a', 'log.dirs': '/b, /c' }).logDirs, ['/b', '/c']);
  assert.equal(resolve({ 'broker.id': '7' }).nodeId, 7);
  assert.equal(resolve({ 'broker.id': '-1' }).nodeId, 1);
  assert.equal(resolve({ 'broker.id': '7', 'node.id': '8' }).nodeId, 8);
});

test('the memory of requests is bounded unless it is set', () => {
  assert.equal(resolve({}).queuedMaxRequestBytes, 268_435_456);
  assert.equal(resolve({ 'queued.max.request.bytes': '1000' }).queuedMaxRequestBytes, 1000);
});

describe('listeners', () => {
  test('by default one, on every address, that advertises what was dialled', () => {
    assert.deepEqual(resolve({}).listeners, [
      {
        name: 'PLAINTEXT',
        securityProtocol: 'PLAINTEXT',
        endpoint: { host: '', port: 9092 },
        advertised: undefined,
      },
    ]);
  });

  test('several, with names of their own and advertised addresses (B16)', () => {
    const { listeners } = resolve({
      listeners: 'internal://0.0.0.0:19092, EXTERNAL://[::1]:9092',
      'advertised.listeners': 'INTERNAL://broker-1:19092,EXTERNAL://example.org:29092',
      'listener.security.protocol.map': 'INTERNAL:PLAINTEXT,EXTERNAL:PLAINTEXT',
    });
    assert.deepEqual(
      listeners.map(({ name, endpoint, advertised }) => ({ name, endpoint, advertised })),
      [
        { name: 'INTERNAL', endpoint: { host: '', port: 19092 }, advertised: { host: 'broker-1', port: 19092 } },
        { name: 'EXTERNAL', endpoint: { host: '::1', port: 9092 }, advertised: { host: 'example.org', port: 29092 } },
      ],
    );
  });

  test('of a controller are left out, so that a file of a combined Kafka node works', () => {
    const settings = resolve({
      'process.roles': 'broker,controller',
      'controller.listener.names': 'CONTROLLER',
      'controller.quorum.voters': '1@localhost:9093',
      'inter.broker.listener.name': 'PLAINTEXT',
      listeners: 'PLAINTEXT://:9092,CONTROLLER://:9093',
      'advertised.listeners': 'PLAINTEXT://localhost:9092,CONTROLLER://localhost:9093',
      'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    });
    assert.deepEqual(
      settings.listeners.map(({ name }) => name),
      ['PLAINTEXT'],
    );
  });

  const invalid: readonly [Record<string, string>, string][] = [
    [{ listeners: '' }, 'Invalid value  for configuration listeners: Configuration must not be empty'],
    [
      { listeners: 'PLAINTEXT://:99999' },
      'Invalid value PLAINTEXT://:99999 for configuration listeners: Expected NAME://host:port',
    ],
    [
      { listeners: 'PLAINTEXT://:1,PLAINTEXT://:2' },
      'Invalid value PLAINTEXT for configuration listeners: Two listeners have this name',
    ],
    [
      { listeners: 'PLAINTEXT://:1,A://a:1', 'listener.security.protocol.map': 'A:PLAINTEXT' },
      'Invalid value 1 for configuration listeners: Two listeners have this port',
    ],
    [
      { listeners: 'A://:1' },
      'Invalid value A for configuration listeners: listener.security.protocol.map does not say which protocol it speaks',
    ],
    [
      { listeners: 'SSL://:1' },
      'Invalid value SSL for configuration listeners: Security protocol SSL is not supported, only PLAINTEXT',
    ],
    [
      { 'advertised.listeners': 'PLAINTEXT://0.0.0.0:9092' },
      'Invalid value PLAINTEXT for configuration advertised.listeners: Clients cannot connect to a wildcard address; give a host name',
    ],
    [
      { 'advertised.listeners': 'A://a:9092' },
      'Invalid value A for configuration advertised.listeners: It is not one of the listeners',
    ],
  ];
  for (const [texts, problem] of invalid) {
    test(`are refused: ${problem}`, () => assert.deepEqual(problemsOf(texts), [problem]));
  }
});

function resolve(texts: Record<string, string>): BrokerSettings {
  const resolution = resolveBrokerSettings(new Map(Object.entries(texts)));
  assert.ok(resolution.ok, JSON.stringify(resolution));
  return resolution.settings;
}

function problemsOf(texts: Record<string, string>): readonly string[] {
  const resolution = resolveBrokerSettings(new Map(Object.entries(texts)));
  assert.ok(!resolution.ok);
  return resolution.problems;
}
