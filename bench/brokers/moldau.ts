/** Moldau as its users start it: the command from these sources, or a published build of it. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freePort } from '../../tests/foreign/support/free-port.ts';
import type { TopicShape } from '../measures/measure.ts';
import type { BenchBroker, StartOptions } from './bench-broker.ts';
import { startBroker } from './broker-process.ts';
import { temporaryDirectory } from './temporary-directory.ts';
import { commonConfigs, type TopicConfigs } from './topics.ts';

const repository = resolve(import.meta.dirname, '../..');

/** Where a checkout of Moldau has its command. */
const commandPath = 'packages/cli/bin/moldau.js';

export async function startMoldau(options: StartOptions): Promise<BenchBroker> {
  const program = options.build === undefined ? join(repository, commandPath) : publishedProgram(options.build);
  const version = options.build === undefined ? sourceVersion() : `published build ${publishedVersion(options.build)}`;
  return await startMoldauProgram(program, version.trim(), options);
}

/** A checkout that is not this one, such as an earlier commit. */
export function startMoldauIn(checkout: string, options: StartOptions): Promise<BenchBroker> {
  return startMoldauProgram(join(checkout, commandPath), 'checkout', options);
}

async function startMoldauProgram(program: string, version: string, options: StartOptions): Promise<BenchBroker> {
  const directory = await temporaryDirectory(options.parentDirectory, 'bench-moldau-');
  const dataDirectory = directory.path;
  const port = await freePort();
  const listener = `PLAINTEXT://127.0.0.1:${port}`;
  const words = [process.execPath, program, '--listeners', listener, '--data', dataDirectory, '--log-level', 'warn'];
  return await startBroker(
    { name: 'moldau', version, words, port, directory, dataDirectory, startsWithinMs: 20_000, topicConfigs },
    options,
  );
}

function topicConfigs({ durability = 'page-cache' }: TopicShape): TopicConfigs {
  return { ...commonConfigs, 'flush.policy': durability === 'fsync' ? 'ack' : 'none' };
}

/** The bin itself, or the bin of the package in a directory. */
export function publishedProgram(build: string): string {
  if (statSync(build).isFile()) return resolve(build);
  const manifest: unknown = JSON.parse(readFileSync(join(build, 'package.json'), 'utf8'));
  return resolve(build, binOf(manifest));
}

function binOf(manifest: unknown): string {
  if (typeof manifest === 'object' && manifest !== null && 'bin' in manifest) {
    const { bin } = manifest;
    if (typeof bin === 'string') return bin;
    if (typeof bin === 'object' && bin !== null && 'moldau' in bin && typeof bin.moldau === 'string') return bin.moldau;
  }
  throw new Error('the build has no bin `moldau` in its package.json');
}

function publishedVersion(build: string): string {
  const path = join(build, 'package.json');
  if (!existsSync(path)) return '';
  const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '';
}

/** The commit, and whether something was changed since. */
function sourceVersion(): string {
  try {
    const git = (...words: string[]) => execFileSync('git', words, { cwd: repository, encoding: 'utf8' }).trim();
    const changed = git('status', '--porcelain', '--untracked-files=no', '--', 'packages') !== '';
    return `${git('rev-parse', '--short', 'HEAD')}${changed ? ' with changes' : ''}`;
  } catch {
    return 'unknown commit';
  }
}
