/** What `npm publish` would publish works where there is nothing but it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { publint } from 'publint';
import { freePort } from '../foreign/support/free-port.ts';
import { startProgram, stopProgram } from '../foreign/support/running-broker.ts';
import { Client } from './client.ts';
import { installPublishedBuild } from './install.ts';

suite('the published build', { timeout: 120_000 }, () => {
  const installed = installPublishedBuild();
  const place = mkdtempSync(join(tmpdir(), 'moldau-published-data-'));
  after(() => {
    installed[Symbol.dispose]();
    rmSync(place, { recursive: true });
  });

  test('keeps a record in every codec, and gives it back after a restart', async () => {
    const value = 'Ahoj! '.repeat(100);
    await whileItRuns('json', async (client) => {
      for (const codec of codecs) await client.produce(await client.createTopic(codec), value);
    });
    await whileItRuns('pretty', async (client) => {
      for (const [codecId, codec] of codecs.entries()) {
        assert.deepEqual(await client.fetch(codec), { codecIds: [codecId], values: [value] });
      }
    });
  });

  test('compacts in a thread of its own', async () => {
    await whileItRuns('json', async (client) => {
      const settings = { 'cleanup.policy': 'compact', 'segment.ms': '1', 'min.cleanable.dirty.ratio': '0' };
      const topic = await client.createConfiguredTopic('compacted', settings);
      for (const value of ['one', 'two', 'three']) {
        await client.produce(topic, value);
        await delay(5);
      }
      while ((await client.fetch(topic)).values[0] !== 'two') await delay(20);
    });
  });

  test('answers what needs more than a start loads', () => {
    const { version } = manifestOf(installed.folder);
    assert.equal(outputOf('--version'), `${version}\n`);
    assert.match(outputOf('--help'), /--data <directories>/);
    const file = join(place, 'moldau.yaml');
    writeFileSync(file, 'num: {partitions: none}');
    const said = 'moldau: Invalid value none for configuration num.partitions: Not a number of type INT\n';
    assert.equal(outputOf('--config', file), said);
  });

  test('has metrics where it is told to', async () => {
    const port = await freePort();
    await whileItRuns('json', async () => {
      const response = await fetch(`http://127.0.0.1:${port}/metrics`);
      assert.match(await response.text(), /^process_cpu_seconds_total \d[^]*^moldau_ready 1$/m);
    }, ['--metrics', `127.0.0.1:${port}`]);
  });

  test('is a package as it should be, without sources', async () => {
    const { messages } = await publint({ pkgDir: installed.folder, pack: false, strict: true });
    assert.deepEqual(messages, []);
    assert.deepEqual(globSync('**/*.ts', { cwd: installed.folder, exclude: ['node_modules'] }), []);
  });

  test('depends on the packages with native code, in the versions that the sources ask for', () => {
    const protocol = join(import.meta.dirname, '../../packages/protocol');
    assert.deepEqual(manifestOf(installed.folder).dependencies, manifestOf(protocol).dependencies);
  });

  async function whileItRuns(
    logFormat: string,
    act: (client: Client) => Promise<void>,
    moreFlags: readonly string[] = [],
  ): Promise<void> {
    const port = await freePort();
    const flags = [
      '--listeners',
      `PLAINTEXT://127.0.0.1:${port}`,
      '--data',
      join(place, 'data'),
      '--log-format',
      logFormat,
      ...moreFlags,
    ];
    const words = [process.execPath, installed.command, ...flags];
    const environment = { KAFKA_LOG_CLEANER_BACKOFF_MS: '50' };
    const { child } = await startProgram({ words, environment, port, startsWithinMs: 20_000 });
    try {
      await act(await Client.connect(port));
    } finally {
      assert.equal(await stopProgram(child), 0);
    }
  }

  function outputOf(...flags: readonly string[]): string {
    const words = [installed.command, ...flags];
    const { stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8', timeout: 20_000 });
    return stdout + stderr;
  }
});

/** Each at its number. */
const codecs = ['uncompressed', 'gzip', 'snappy', 'lz4', 'zstd'];

interface Manifest {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
