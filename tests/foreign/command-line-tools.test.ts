/** Kafka's other command-line classes: what they print about a broker, and what they measure with it. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { java } from './support/clients.ts';
import { runProgram } from './support/run-program.ts';
import { scenario } from './support/scenario.ts';
import { targetAddress } from './support/target.ts';

const { helper, fresh } = scenario();
const quiet = '-Dorg.slf4j.simpleLogger.defaultLogLevel=error';

async function run(main: string, ...words: readonly string[]): Promise<string> {
  const ended = await runProgram([...java('broker', [], main, ['-Xmx256m', quiet]), ...words]);
  assert.equal(ended.code, 0, `${main}: ${ended.output}${ended.complaints}`);
  return ended.output;
}

const bootstrap = () => ['--bootstrap-server', targetAddress()];

describe('the command-line classes', () => {
  const topic = fresh('tools');

  test('BrokerApiVersionsCommand finds a usable version of every API that it knows', async () => {
    const output = await run('org.apache.kafka.tools.BrokerApiVersionsCommand', ...bootstrap());
    assert.match(output, /\(id: \d+ rack: null/);
    for (const api of [
      'Produce',
      'Fetch',
      'ListOffsets',
      'Metadata',
      'OffsetCommit',
      'JoinGroup',
      'CreateTopics',
      'ApiVersions',
    ]) {
      assert.match(output, new RegExp(`${api}\\(\\d+\\): .*\\[usable: \\d+\\]`), api);
    }
  });

  test('ClusterTool prints the cluster id', async () => {
    assert.match(
      await run('org.apache.kafka.tools.ClusterTool', 'cluster-id', ...bootstrap()),
      /Cluster ID: [\w-]{22}/,
    );
  });

  test('ProducerPerformance writes and ConsumerPerformance reads all of it', async () => {
    await helper().call('createTopic', { topic, partitions: 3, configs: {} });
    const settings = ['--producer-props', `bootstrap.servers=${targetAddress()}`, 'acks=all', 'linger.ms=5'];
    const load = ['--num-records', '20000', '--record-size', '200', '--throughput', '-1'];
    const written = await run('org.apache.kafka.tools.ProducerPerformance', '--topic', topic, ...load, ...settings);
    assert.match(written, /^20000 records sent/m);
    const words = ['--topic', topic, '--messages', '20000', '--timeout', '15000', '--hide-header'];
    const read = await run('org.apache.kafka.tools.ConsumerPerformance', ...bootstrap(), ...words);
    assert.equal(Number(read.trim().split(', ')[4]), 20_000, read);
  });

  test('GetOffsetShell sums up to what was written', async () => {
    const output = await run(
      'org.apache.kafka.tools.GetOffsetShell',
      ...bootstrap(),
      '--topic',
      topic,
      '--time',
      'latest',
    );
    const offsets = output
      .trim()
      .split('\n')
      .map((line) => Number(line.split(':')[2]));
    assert.equal(offsets.length, 3);
    assert.equal(
      offsets.reduce((sum, offset) => sum + offset, 0),
      20_000,
    );
  });

  test('ConsumerGroupCommand moves the offsets of an empty group', async () => {
    const group = fresh('reset');
    const words = ['--group', group, '--topic', topic, '--reset-offsets', '--to-offset', '7', '--execute'];
    await run('org.apache.kafka.tools.consumer.group.ConsumerGroupCommand', ...bootstrap(), ...words);
    const { offsets } = await helper().call('committed', { group, topic, partitions: [0, 1, 2] });
    assert.deepEqual(
      offsets.map(({ offset }) => offset),
      [7, 7, 7],
    );
  });

  test('the console consumer stops after the messages it was asked for', async () => {
    const words = ['--topic', topic, '--from-beginning', '--max-messages', '5', '--timeout-ms', '15000'];
    const output = await run('org.apache.kafka.tools.consumer.ConsoleConsumer', ...bootstrap(), ...words);
    assert.equal(output.split('\n').filter((line) => line !== '').length, 5);
  });
});
