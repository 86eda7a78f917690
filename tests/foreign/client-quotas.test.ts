/** Quotas as kafka-configs.sh sets and shows them, and producers of others that really become slower (B13, B145). */

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
  return ended.output + ended.complaints;
}

function configs(...words: readonly string[]): Promise<string> {
  return run('kafka.admin.ConfigCommand', '--bootstrap-server', targetAddress(), ...words);
}

const entity = (type: string, name: string) => ['--entity-type', type, '--entity-name', name];

describe('ConfigCommand', () => {
  test('sets, shows and removes the quotas of a user', async () => {
    const user = entity('users', fresh('user'));
    const quotas = 'producer_byte_rate=1048576,consumer_byte_rate=2097152,request_percentage=200';
    assert.match(await configs('--alter', ...user, '--add-config', quotas), /Completed updating config for user/);
    const shown = await configs('--describe', ...user);
    assert.match(shown, /Quota configs for user-principal '.*' are .*consumer_byte_rate=2097152\.0/);
    assert.match(shown, /producer_byte_rate=1048576\.0/);
    await configs('--alter', ...user, '--delete-config', 'producer_byte_rate,consumer_byte_rate,request_percentage');
    assert.doesNotMatch(await configs('--describe', ...user), /byte_rate/);
  });

  test('sets and shows the quotas of a client id of a user', async () => {
    const both = [...entity('users', fresh('user')), ...entity('clients', fresh('client'))];
    await configs('--alter', ...both, '--add-config', 'controller_mutation_rate=1000.5');
    const shown = await configs('--describe', ...both);
    assert.match(shown, /Quota configs for user-principal '.*', client-id '.*' are controller_mutation_rate=1000\.5/);
  });

  test('sets, shows and removes the default of all client ids', async () => {
    const defaults = ['--entity-type', 'clients', '--entity-default'];
    await configs('--alter', ...defaults, '--add-config', 'producer_byte_rate=1099511627776');
    assert.match(
      await configs('--describe', ...defaults),
      /Quota configs for the default client-id are producer_byte_rate=1\.099511627776E12/,
    );
    await configs('--alter', ...defaults, '--delete-config', 'producer_byte_rate');
  });

  test('sets and shows the quota of an address', async () => {
    const address = entity('ips', '10.77.0.1');
    await configs('--alter', ...address, '--add-config', 'connection_creation_rate=50');
    assert.match(
      await configs('--describe', ...address),
      /Quota configs for ip '10\.77\.0\.1' are connection_creation_rate=50\.0/,
    );
  });
});

describe('a producer with a quota', () => {
  const rate = 100_000;
  const bytes = 1_300_000;
  const recordBytes = 5000;
  /** Ten seconds' worth may come at once; the rest takes its three seconds, of which not all is the last one's wait. */
  const secondsMin = ((bytes - rate * 10) / rate) * 0.6;

  async function limited(): Promise<{ clientId: string; topic: string }> {
    const [clientId, topic] = [fresh('slow'), fresh('slow')];
    await helper().call('createTopic', { topic, partitions: 1, configs: {} });
    await configs('--alter', ...entity('clients', clientId), '--add-config', `producer_byte_rate=${rate}`);
    return { clientId, topic };
  }

  test('in Java is slowed down to its rate, and sees that in its metrics', async () => {
    const { clientId, topic } = await limited();
    const load = ['--num-records', String(bytes / recordBytes), '--record-size', String(recordBytes)];
    const settings = [`bootstrap.servers=${targetAddress()}`, `client.id=${clientId}`, 'batch.size=20000'];
    const words = ['--topic', topic, ...load, '--throughput', '-1', '--print-metrics', '--producer-props', ...settings];
    const output = await run('org.apache.kafka.tools.ProducerPerformance', ...words);
    const reports = [...output.matchAll(/^(\d+) records sent, (\S+) records\/sec/gm)];
    const [, sent, perSecond] = reports.at(-1) ?? [];
    assert.equal(Number(sent), bytes / recordBytes, output);
    const seconds = Number(sent) / Number(perSecond);
    assert.ok(seconds >= secondsMin, `${bytes} bytes in ${seconds} s`);
    const throttled = /produce-throttle-time-max:\{.*\}\s*: (\S+)/.exec(output)?.[1];
    assert.ok(Number(throttled) > 0, output);
  });

  test('of librdkafka is slowed down to its rate', async () => {
    const { clientId, topic } = await limited();
    const before = performance.now();
    const lines = Array.from({ length: bytes / recordBytes }, () => `${'x'.repeat(recordBytes - 1)}\n`);
    const sent = await runProgram(
      ['kcat', '-b', targetAddress(), '-t', topic, '-P', '-X', `client.id=${clientId}`, '-X', 'batch.size=20000'],
      Buffer.from(lines.join('')),
    );
    const seconds = (performance.now() - before) / 1000;
    assert.equal(sent.code, 0, sent.complaints);
    assert.ok(seconds >= secondsMin, `${bytes} bytes in ${seconds} s`);
  });
});
