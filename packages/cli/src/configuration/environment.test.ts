import assert from 'node:assert/strict';
import { test } from 'node:test';
import { environmentSettings } from './environment.ts';

function textsOf(environment: Record<string, string>): Record<string, string> {
  return Object.fromEntries(environmentSettings(new Map(Object.entries(environment))).texts);
}

test('one underscore is a dot, two are an underscore, three a hyphen', () => {
  assert.deepEqual(textsOf({ KAFKA_LOG_DIRS: '/a', KAFKA_A__B___C: 'x', MOLDAU_NUM_PARTITIONS: '3', PATH: '/bin' }), {
    'log.dirs': '/a',
    'a_b-c': 'x',
    'num.partitions': '3',
  });
});

test('MOLDAU_ is stronger than KAFKA_, in whatever order they come', () => {
  assert.deepEqual(textsOf({ MOLDAU_LOG_DIRS: '/m', KAFKA_LOG_DIRS: '/k' }), { 'log.dirs': '/m' });
});

test('variables of Kafka’s scripts and clients are no settings', () => {
  assert.deepEqual(textsOf({ KAFKA_HEAP_OPTS: '-Xmx1G', KAFKA_JMX_PORT: '1', KAFKA_BOOTSTRAP_SERVERS: 'a:1' }), {});
});

test('variables named after flags set what the flags set', () => {
  assert.deepEqual(textsOf({ MOLDAU_DATA: '/d', MOLDAU_MEMORY: 'true', MOLDAU_LOG_LEVEL: 'debug' }), {
    'log.dirs': '/d',
    'log.memory.only': 'true',
    'log.level': 'debug',
  });
  assert.equal(environmentSettings(new Map([['MOLDAU_CONFIG', '/c']])).configFile, '/c');
});

test('KAFKA_CFG_ means the same as KAFKA_, and is the stronger', () => {
  assert.deepEqual(textsOf({ KAFKA_CFG_NUM_PARTITIONS: '4', KAFKA_NUM_PARTITIONS: '2' }), { 'num.partitions': '4' });
});

test('what Kubernetes says about a service that is named after the broker sets nothing', () => {
  const service = {
    MOLDAU_SERVICE_HOST: '10.0.0.1',
    MOLDAU_SERVICE_PORT: '9092',
    MOLDAU_SERVICE_PORT_KAFKA: '9092',
    MOLDAU_PORT: 'tcp://10.0.0.1:9092',
    MOLDAU_PORT_9092_TCP: 'tcp://10.0.0.1:9092',
    MOLDAU_PORT_9092_TCP_ADDR: '10.0.0.1',
    KAFKA_UI_SERVICE_HOST: '10.0.0.2',
    KAFKA_UI_PORT: 'tcp://10.0.0.2:8080',
  };
  assert.deepEqual(textsOf(service), {});
  assert.deepEqual(textsOf({ MOLDAU_PORT: '9092' }), { port: '9092' });
});
