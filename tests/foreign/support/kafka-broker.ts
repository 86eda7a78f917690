/** Apache Kafka itself: one KRaft node, broker and controller in one process, with a small heap. */

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cache, java } from './clients.ts';
import { freePort } from './free-port.ts';
import { type RunningBroker, startProgram, stopProgram } from './running-broker.ts';

export const clusterId = 'Mk0ldauForeignClients0';

export async function startKafka(settings: Readonly<Record<string, string>> = {}): Promise<RunningBroker> {
  const directory = await mkdtemp(join(tmpdir(), 'foreign-kafka-'));
  const [port, controllerPort] = [await freePort(), await freePort()];
  const dataDirectory = join(directory, 'data');
  const properties = join(directory, 'server.properties');
  await writeFile(properties, propertiesText({ ...defaults(port, controllerPort, dataDirectory), ...settings }));
  await storage('format', '--cluster-id', clusterId, '--config', properties);
  const words = java('broker', [`${cache}/broker`], 'kafka.Kafka', ['-Xmx512m', '-Xms128m', quiet]);
  const { child, startedInMs } = await startProgram({
    words: [...words, properties],
    environment: {},
    port,
    startsWithinMs: 60_000,
  });
  const stop = () => stopProgram(child);
  return {
    name: 'kafka',
    address: `127.0.0.1:${port}`,
    dataDirectory,
    process: child,
    startedInMs,
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

const quiet = '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn';

async function storage(...words: string[]): Promise<void> {
  const [file = '', ...flags] = java('broker', [], 'kafka.tools.StorageTool', ['-Xmx128m', quiet]);
  await promisify(execFile)(file, [...flags, ...words]);
}

function defaults(port: number, controllerPort: number, dataDirectory: string): Record<string, string> {
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': dataDirectory,
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '4',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'transaction.state.log.num.partitions': '4',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    'group.initial.rebalance.delay.ms': '100',
    'group.min.session.timeout.ms': '1000',
    'group.consumer.session.timeout.ms': '6000',
    'group.consumer.min.session.timeout.ms': '1000',
    'group.consumer.heartbeat.interval.ms': '300',
    'group.consumer.min.heartbeat.interval.ms': '100',
    'log.cleaner.dedupe.buffer.size': '2097152',
    'queued.max.requests': '100',
    'metric.reporters': 'receiver.TelemetryReceiver',
  };
}

function propertiesText(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
