/** Kafka's command-line classes about log directories, on a broker of their own that has two. */

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { alterPartitionReassignmentsApi } from '@moldau/protocol/messages/alter-partition-reassignments';
import { apiVersionsApi } from '@moldau/protocol/messages/api-versions';
import { realRuntime } from '@moldau/runtime';
import { createTopics, writeToEach } from '../../bench/partitions/many-topics.ts';
import { WireClient } from '../support/wire-client.ts';
import { java } from './support/clients.ts';
import { eventually } from './support/eventually.ts';
import { freePort } from './support/free-port.ts';
import { startMoldauAt } from './support/moldau-broker.ts';
import { runProgram } from './support/run-program.ts';
import { type Started, stopProgram } from './support/running-broker.ts';

const quiet = '-Dorg.slf4j.simpleLogger.defaultLogLevel=error';
const topic = 'many-00000';

interface LogDir {
  readonly logDir: string;
  readonly error: string | null;
  readonly partitions: readonly { partition: string; size: number; offsetLag: number; isFuture: boolean }[];
}

describe('log directories', () => {
  let root = '';
  let port = 0;
  let broker: Started | undefined;
  const directories = () => [join(root, 'a'), join(root, 'b')];
  const bootstrap = () => ['--bootstrap-server', `127.0.0.1:${port}`];

  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'foreign-log-dirs-'));
    port = await freePort();
    broker = await startMoldauAt({ port, dataDirectory: directories().join(',') });
    await createTopics(port, { partitions: 4, perTopic: 4 });
    await writeToEach(port, { partitions: 4, perTopic: 4 });
  });
  after(async () => {
    if (broker !== undefined) await stopProgram(broker.child);
    await rm(root, { recursive: true, force: true });
  });

  async function run(main: string, ...words: readonly string[]): Promise<string> {
    const ended = await runProgram([...java('broker', [], main, ['-Xmx256m', quiet]), ...words, ...bootstrap()]);
    assert.equal(ended.code, 0, `${main}: ${ended.output}${ended.complaints}`);
    return ended.output;
  }

  async function described(...words: readonly string[]): Promise<readonly LogDir[]> {
    const output = await run('org.apache.kafka.tools.LogDirsCommand', '--describe', ...words);
    const json = output.split('\n').find((line) => line.startsWith('{')) ?? '';
    const { brokers }: { brokers: readonly { broker: number; logDirs: readonly LogDir[] }[] } = JSON.parse(json);
    return brokers[0]?.logDirs.toSorted((a, b) => (a.logDir < b.logDir ? -1 : 1)) ?? [];
  }

  test('LogDirsCommand tells what lies in each', async () => {
    const found = await described('--broker-list', '1', '--topic-list', topic);
    assert.deepEqual(
      found.map(({ logDir, error, partitions }) => [logDir, error, partitions.length]),
      directories().map((path) => [path, null, 2]),
    );
    const partitions = found.flatMap((directory) => directory.partitions);
    assert.deepEqual(
      partitions.map(({ partition }) => partition).sort(),
      [0, 1, 2, 3].map((index) => `${topic}-${index}`),
    );
    for (const { size, offsetLag, isFuture } of partitions)
      assert.deepEqual([size > 100, offsetLag, isFuture], [true, 0, false]);
  });

  test('ReassignPartitionsCommand moves all partitions to one', async (context) => {
    if (!(await isServed(port, alterPartitionReassignmentsApi.key))) {
      context.skip('it asks for reassignments, which are not served yet');
      return;
    }
    const [target = ''] = directories();
    const partitions = [0, 1, 2, 3].map((partition) => ({ topic, partition, replicas: [1], log_dirs: [target] }));
    const file = join(root, 'reassignment.json');
    await writeFile(file, JSON.stringify({ version: 1, partitions }));
    const words = ['--reassignment-json-file', file];
    const main = 'org.apache.kafka.tools.reassign.ReassignPartitionsCommand';
    assert.match(
      await run(main, '--execute', ...words),
      /Successfully started moving log directory to .* for replica many-00000-3/,
    );
    await eventually(
      'all in one directory',
      () => described('--topic-list', topic),
      ([first, second]) => first?.partitions.length === 4 && second?.partitions.length === 0,
    );
    assert.match(await run(main, '--verify', ...words), /Reassignment of replica many-00000-3-1 completed/);
  });
});

async function isServed(port: number, key: number): Promise<boolean> {
  const { network } = await realRuntime({ logLevel: 'silent' });
  const client = await WireClient.connect(network, { host: '127.0.0.1', port });
  const body = { clientSoftwareName: 'foreign', clientSoftwareVersion: '1' };
  const { apiKeys } = await client.request(apiVersionsApi, 3, body);
  await client.close();
  return apiKeys.some(({ apiKey }) => apiKey === key);
}
