/** Apache Kafka: one KRaft node, broker and controller in one process, with the JVM that its own start script gives it. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../../tests/foreign/support/free-port.ts';
import type { TopicShape } from '../measures/measure.ts';
import type { BenchBroker, StartOptions } from './bench-broker.ts';
import { startBroker } from './broker-process.ts';
import { kafkaClasspath } from './kafka/classpath.ts';
import { temporaryDirectory } from './temporary-directory.ts';
import { commonConfigs, type TopicConfigs } from './topics.ts';

/** What `kafka-server-start.sh` and `kafka-run-class.sh` set unless told otherwise. */
const jvmOptions = [
  '-Xmx1G',
  '-Xms1G',
  '-server',
  '-XX:+UseG1GC',
  '-XX:MaxGCPauseMillis=20',
  '-XX:InitiatingHeapOccupancyPercent=35',
  '-XX:+ExplicitGCInvokesConcurrent',
  '-XX:MaxInlineLevel=15',
  '-Djava.awt.headless=true',
];
const quiet = '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn';

/** The time spent on formatting comes before the spawn and is not counted. */
export async function startKafka(options: StartOptions): Promise<BenchBroker> {
  const { classpath, version } = await kafkaClasspath();
  const directory = await temporaryDirectory(options.parentDirectory, 'bench-kafka-');
  const [port, controllerPort] = [await freePort(), await freePort()];
  const dataDirectory = join(directory.path, 'data');
  const properties = join(directory.path, 'server.properties');
  try {
    await writeFile(properties, propertiesText(settings(port, controllerPort, dataDirectory)));
    await format(classpath, properties);
  } catch (error) {
    await directory.remove();
    throw error;
  }
  const words = ['java', ...jvmOptions, quiet, '-cp', classpath, 'kafka.Kafka', properties];
  return await startBroker(
    { name: 'kafka', version, words, port, directory, dataDirectory, startsWithinMs: 90_000, topicConfigs },
    options,
  );
}

function topicConfigs({ durability = 'page-cache' }: TopicShape): TopicConfigs {
  return durability === 'fsync' ? { ...commonConfigs, 'flush.messages': '1' } : commonConfigs;
}

/** Deleted topics give their disk and page cache back before the next measure, from the start on. */
const deletesSoon = { 'log.segment.delete.delay.ms': '100', 'log.initial.task.delay.ms': '100' };

/** What a single node needs, and nothing to make it faster or slower. */
function settings(port: number, controllerPort: number, dataDirectory: string): Record<string, string> {
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': dataDirectory,
    ...deletesSoon,
    'offsets.topic.replication.factor': '1',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
  };
}

function propertiesText(texts: Readonly<Record<string, string>>): string {
  return Object.entries(texts)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

async function format(classpath: string, properties: string): Promise<void> {
  const words = ['-Xmx256m', quiet, '-cp', classpath, 'kafka.tools.StorageTool'];
  await promisify(execFile)('java', [...words, 'format', '--cluster-id', randomClusterId(), '--config', properties]);
}

/** A UUID as Kafka prints them; one that begins with a dash would pass for a flag. */
function randomClusterId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? randomClusterId() : id;
}
