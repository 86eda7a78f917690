/** Files as Apache Kafka 4 ships them in `config/`: their settings start this broker. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BrokerSettings, resolveBrokerSettings } from '@moldau/broker';
import { parseProperties } from './properties.ts';

/** `server.properties`: one node that is broker and controller. */
const combined = `
# what a node is
process.roles=broker,controller
node.id=1
controller.quorum.bootstrap.servers=localhost:9093

listeners=PLAINTEXT://:9092,CONTROLLER://:9093
inter.broker.listener.name=PLAINTEXT
advertised.listeners=PLAINTEXT://localhost:9092,CONTROLLER://localhost:9093
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT,SASL_SSL:SASL_SSL

num.network.threads=3
num.io.threads=8
socket.send.buffer.bytes=102400
socket.receive.buffer.bytes=102400
socket.request.max.bytes=104857600

log.dirs=/tmp/kraft-combined-logs
num.partitions=1
num.recovery.threads.per.data.dir=2

offsets.topic.replication.factor=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1

#log.flush.interval.messages=10000
#log.flush.interval.ms=1000

log.retention.hours=168
#log.retention.bytes=1073741824
log.segment.bytes=1073741824
log.retention.check.interval.ms=300000
`;

/** `broker.properties`: a node whose controllers are elsewhere. */
const brokerOnly = `
process.roles=broker
node.id=2
controller.quorum.bootstrap.servers=localhost:9093
listeners=PLAINTEXT://localhost:9092
inter.broker.listener.name=PLAINTEXT
advertised.listeners=PLAINTEXT://localhost:9092
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT,SASL_SSL:SASL_SSL
num.network.threads=3
num.io.threads=8
log.dirs=/tmp/kraft-broker-logs
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
log.retention.hours=168
`;

/** What older files still say. */
const older = `
broker.id=0
zookeeper.connect=localhost:2181
zookeeper.connection.timeout.ms=18000
inter.broker.protocol.version=3.3
log.message.format.version=3.0
group.initial.rebalance.delay.ms=0
`;

function settingsOf(text: string): BrokerSettings {
  const resolution = resolveBrokerSettings(parseProperties(text));
  assert.ok(resolution.ok, JSON.stringify(resolution));
  return resolution.settings;
}

test('of one node that is broker and controller', () => {
  const settings = settingsOf(combined);
  assert.deepEqual(settings.unknown, []);
  assert.deepEqual(settings.logDirs, ['/tmp/kraft-combined-logs']);
  assert.deepEqual(
    settings.listeners.map(({ name, endpoint, advertised }) => [name, endpoint.port, advertised?.host]),
    [['PLAINTEXT', 9092, 'localhost']],
  );
  assert.deepEqual(settings.withoutEffect, [
    'controller.quorum.bootstrap.servers',
    'inter.broker.listener.name',
    'num.io.threads',
    'num.network.threads',
    'num.recovery.threads.per.data.dir',
    'process.roles',
    'share.coordinator.state.topic.min.isr',
    'share.coordinator.state.topic.replication.factor',
    'socket.receive.buffer.bytes',
    'socket.send.buffer.bytes',
  ]);
});

test('of a broker on its own', () => {
  const settings = settingsOf(brokerOnly);
  assert.deepEqual([settings.nodeId, settings.unknown], [2, []]);
  assert.equal(settings.listeners[0]?.endpoint.host, 'localhost');
});

test('of Kafka before 4.0: names that 4.x does not know either are told, and stop nothing', () => {
  const settings = settingsOf(older);
  assert.deepEqual([settings.nodeId, settings.groupInitialRebalanceDelayMs], [0, 0]);
  assert.deepEqual(
    settings.unknown.map((line) => line.split(' ').at(-1)),
    [
      'inter.broker.protocol.version',
      'log.message.format.version',
      'zookeeper.connect',
      'zookeeper.connection.timeout.ms',
    ],
  );
});
