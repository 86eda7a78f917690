/**
 * Kafka's jars: those of the newest 4.x release that Maven resolves, as the range in pom.xml says. A release may be
 * listed before all its parts are there; then the next older one is taken. What was found is kept in `.cache/bench`.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { newestFirst, releasesIn } from './releases.ts';

const run = promisify(execFile);
const cache = resolve(import.meta.dirname, '../../../.cache/bench');
const pom = join(import.meta.dirname, 'pom.xml');
const cached = join(cache, 'kafka-broker.classpath');

export interface KafkaClasspath {
  readonly classpath: string;
  readonly version: string;
}

/** Rejects if there is no Maven, or none of the newest releases resolves. */
export async function kafkaClasspath(): Promise<KafkaClasspath> {
  const classpath = (await complete(cached)) ?? (await resolved());
  return { classpath, version: versionIn(classpath) };
}

/** The class path in a file, if all its jars are still there. */
async function complete(file: string): Promise<string | undefined> {
  if (!existsSync(file)) return undefined;
  const classpath = (await readFile(file, 'utf8')).trim();
  return classpath !== '' && classpath.split(':').every((jar) => existsSync(jar)) ? classpath : undefined;
}

async function resolved(): Promise<string> {
  await mkdir(cache, { recursive: true });
  const first = await attempt([]);
  if (first.classpath !== undefined && !isPreRelease(versionIn(first.classpath))) return first.classpath;
  for (const version of (await listedVersions()).slice(0, 6)) {
    const next = await attempt([`-Dkafka.versions=${version}`]);
    if (next.classpath !== undefined) return next.classpath;
  }
  throw new Error(`Maven cannot resolve Kafka: ${first.complaint}`);
}

interface Attempt {
  readonly classpath: string | undefined;
  readonly complaint: string;
}

async function attempt(flags: readonly string[]): Promise<Attempt> {
  const words = ['-B', '-q', '-f', pom, 'dependency:build-classpath', `-Dmdep.outputFile=${cached}`];
  await rm(cached, { force: true });
  try {
    await run('mvn', [...words, '-Dmdep.includeScope=runtime', ...flags]);
    return { classpath: (await readFile(cached, 'utf8')).trim(), complaint: '' };
  } catch (error) {
    await rm(cached, { force: true });
    return { classpath: undefined, complaint: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * The releases that Maven saw when it looked for the range; it keeps the list beside the jars. Maven may colour even an
 * answer that is meant for a script.
 */
async function listedVersions(): Promise<string[]> {
  const words = ['-B', '-q', 'help:evaluate', '-Dexpression=settings.localRepository', '-DforceStdout'];
  const { stdout } = await run('mvn', words);
  const directory = join(stripVTControlCharacters(stdout).trim(), 'org/apache/kafka/kafka_2.13');
  const lists = (await readdir(directory)).filter((name) => /^maven-metadata.*\.xml$/.test(name));
  const texts = await Promise.all(lists.map((name) => readFile(join(directory, name), 'utf8')));
  return newestFirst(texts.flatMap(releasesIn));
}

function versionIn(classpath: string): string {
  return /kafka_2\.13-([^/]*)\.jar/.exec(classpath)?.[1] ?? 'unknown';
}

function isPreRelease(version: string): boolean {
  return !/^\d+(\.\d+)+$/.test(version);
}
