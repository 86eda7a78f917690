/**
 * Kafka's performance classes, as its own scripts start them: same heap and collector flags (kafka-run-class), for every
 * broker alike. The class path comes from Maven once and is kept until the pom changes or a jar is gone.
 */

import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Ended, runProgram } from '../support/run-program.ts';

export type KafkaTool = 'ConsumerPerformance' | 'EndToEndLatency' | 'ProducerPerformance';

const pom = join(import.meta.dirname, 'pom.xml');
const cache = join(import.meta.dirname, '..', '..', '..', '.cache', 'bench');
const classpathFile = join(cache, 'kafka-tools.classpath');

const flags = [
  '-Xms512m',
  '-Xmx512m',
  '-XX:+UseG1GC',
  '-XX:MaxGCPauseMillis=20',
  '-XX:InitiatingHeapOccupancyPercent=35',
  '-XX:+ExplicitGCInvokesConcurrent',
  '-Djava.awt.headless=true',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
];

/** Rejects if Java or Maven is missing, or if the tool fails. */
export async function runKafkaTool(tool: KafkaTool, words: readonly string[]): Promise<Ended> {
  return runProgram(['java', ...flags, '-cp', await classpath(), `org.apache.kafka.tools.${tool}`, ...words]);
}

let resolving: Promise<string> | undefined;

/** The jars of the newest Kafka 4 release. */
export function classpath(): Promise<string> {
  resolving ??= cachedClasspath();
  return resolving;
}

async function cachedClasspath(): Promise<string> {
  const cached = await readFile(classpathFile, 'utf8').catch(() => '');
  if (
    cached !== '' &&
    (await modifiedAt(classpathFile)) > (await modifiedAt(pom)) &&
    cached.split(':').every(existsSync)
  )
    return cached;
  await mkdir(cache, { recursive: true });
  const unfinished = `${classpathFile}.${process.pid}`;
  const settings = [`-Dmdep.outputFile=${unfinished}`, '-Dmdep.includeScope=runtime'];
  await runProgram(['mvn', '-B', '-q', '-f', pom, 'dependency:build-classpath', ...settings]);
  await rename(unfinished, classpathFile);
  return (await readFile(classpathFile, 'utf8')).trim();
}

async function modifiedAt(path: string): Promise<number> {
  return (await stat(path)).mtimeMs;
}
