/** Kafka's ConfigCommand (`kafka-configs.sh`), unchanged: what it prints and changes, the same at Kafka and here. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { java } from './support/clients.ts';
import { eventually } from './support/eventually.ts';
import { runProgram } from './support/run-program.ts';
import { scenario } from './support/scenario.ts';
import { targetAddress } from './support/target.ts';

const { helper, fresh } = scenario();
const quiet = '-Dorg.slf4j.simpleLogger.defaultLogLevel=error';

async function configs(...words: readonly string[]) {
  const program = java('broker', [], 'kafka.admin.ConfigCommand', ['-Xmx128m', '-XX:TieredStopAtLevel=1', quiet]);
  return runProgram([...program, '--bootstrap-server', targetAddress(), ...words]);
}

async function printed(...words: readonly string[]): Promise<string> {
  const ended = await configs(...words);
  assert.equal(ended.code, 0, `${words.join(' ')}: ${ended.output}${ended.complaints}`);
  return ended.output;
}

/** Lines in an order of their own: Kafka prints maps as they come. */
async function lines(...words: readonly string[]): Promise<string[]> {
  return (await printed(...words)).trim().split('\n').sort();
}

async function complaint(...words: readonly string[]): Promise<string> {
  const ended = await configs(...words);
  assert.equal(ended.code, 1, ended.output);
  return ended.output + ended.complaints;
}

/** Kafka obeys a change a moment after it has answered. */
async function becomes(expected: readonly string[], ...words: readonly string[]): Promise<void> {
  let shown: string[] = [];
  await eventually(
    words.join(' '),
    async () => (shown = await lines(...words)),
    (found) => JSON.stringify(found) === JSON.stringify(expected),
  ).catch(() => {});
  assert.deepEqual(shown, expected);
}

function namesIn(output: string): string[] {
  return [...output.matchAll(/^ {2}(\S+?)=/gm)].map(([, name = '']) => name);
}

describe('ConfigCommand with topics', () => {
  const topic = fresh('configs');
  const ofTopic = ['--entity-type', 'topics', '--entity-name', topic];

  test('sets lists and numbers, shows where they come from, and removes them', async () => {
    await helper().call('createTopic', { topic, partitions: 1, configs: {} });
    const added = 'cleanup.policy=[compact,delete],retention.ms=70000';
    assert.deepEqual(await lines(...ofTopic, '--alter', '--add-config', added), [
      `Completed updating config for topic ${topic}.`,
    ]);
    await becomes(
      [
        `Dynamic configs for topic ${topic} are:`,
        'cleanup.policy=compact,delete sensitive=false synonyms={DYNAMIC_TOPIC_CONFIG:cleanup.policy=compact,delete, DEFAULT_CONFIG:log.cleanup.policy=delete}',
        'retention.ms=70000 sensitive=false synonyms={DYNAMIC_TOPIC_CONFIG:retention.ms=70000}',
      ]
        .map((line, index) => (index === 0 ? line : `  ${line}`))
        .sort(),
      ...ofTopic,
      '--describe',
    );
    await printed(...ofTopic, '--alter', '--delete-config', 'cleanup.policy,retention.ms');
    await becomes([`Dynamic configs for topic ${topic} are:`], ...ofTopic, '--describe');
  });

  test('shows all configs', async () => {
    const output = await printed(...ofTopic, '--describe', '--all');
    assert.match(output, new RegExp(`^All configs for topic ${topic} are:`));
    const names = namesIn(output);
    for (const name of ['cleanup.policy', 'retention.ms', 'min.insync.replicas', 'remote.storage.enable']) {
      assert.ok(names.includes(name), name);
    }
    assert.match(
      output,
      /^ {2}segment\.bytes=1073741824 sensitive=false synonyms=\{DEFAULT_CONFIG:log\.segment\.bytes=1073741824\}$/m,
    );
  });

  test('is told what is wrong', async () => {
    assert.match(
      await complaint(...ofTopic, '--alter', '--add-config', 'no.such=1'),
      /InvalidConfigurationException: Unknown topic config name: no\.such/,
    );
    assert.match(
      await complaint(...ofTopic, '--alter', '--add-config', 'retention.ms=soon'),
      /Invalid value soon for configuration retention\.ms: Not a number of type LONG/,
    );
    assert.match(
      await complaint(...ofTopic, '--alter', '--delete-config', 'flush.ms'),
      /Invalid config\(s\): flush\.ms/,
    );
  });
});

describe('ConfigCommand with brokers', () => {
  const one = ['--entity-type', 'brokers', '--entity-name', '1'];
  const all = ['--entity-type', 'brokers', '--entity-default'];

  test('sets what can be changed for one broker and for all, and shows both', async () => {
    await printed(...all, '--alter', '--add-config', 'log.segment.bytes=2000000');
    assert.match(
      await printed(...all, '--describe'),
      /^Default configs for brokers in the cluster are:\n[^]*^ {2}log\.segment\.bytes=2000000 sensitive=false synonyms=\{DYNAMIC_DEFAULT_BROKER_CONFIG:log\.segment\.bytes=2000000\}$/m,
    );
    await printed(...one, '--alter', '--add-config', 'log.segment.bytes=3000000');
    const layers =
      'DYNAMIC_BROKER_CONFIG:log.segment.bytes=3000000, DYNAMIC_DEFAULT_BROKER_CONFIG:log.segment.bytes=2000000, DEFAULT_CONFIG:log.segment.bytes=1073741824';
    await eventually(
      'the config of one broker',
      () => printed(...one, '--describe'),
      (output) => output.includes(`  log.segment.bytes=3000000 sensitive=false synonyms={${layers}}`),
    );
    await printed(...one, '--alter', '--delete-config', 'log.segment.bytes');
    await printed(...all, '--alter', '--delete-config', 'log.segment.bytes');
  });

  test('shows every setting', async () => {
    const output = await printed(...one, '--describe', '--all');
    const names = namesIn(output);
    for (const name of [
      'node.id',
      'log.dirs',
      'listeners',
      'num.io.threads',
      'ssl.keystore.location',
      'process.roles',
    ]) {
      assert.ok(names.includes(name), name);
    }
    assert.ok(names.length >= 320, `${names.length}`);
    assert.match(output, /^ {2}ssl\.keystore\.password=null sensitive=true synonyms=\{\}$/m);
    assert.match(
      output,
      /^ {2}broker\.id=1 sensitive=false synonyms=\{STATIC_BROKER_CONFIG:broker\.id=1, DEFAULT_CONFIG:broker\.id=-1\}$/m,
    );
  });

  test('is told what cannot be changed', async () => {
    assert.match(
      await complaint(...one, '--alter', '--add-config', 'num.partitions=3'),
      /InvalidRequestException: Cannot update these configs dynamically: Set\(num\.partitions\)/,
    );
  });
});

describe('ConfigCommand with loggers, groups and client metrics', () => {
  test('changes the level of a logger of the broker', async () => {
    const loggers = ['--entity-type', 'broker-loggers', '--entity-name', '1'];
    const before = /^ {2}root=(\w+) sensitive=false/m.exec(await printed(...loggers, '--describe'))?.[1];
    assert.ok(before);
    await printed(...loggers, '--alter', '--add-config', 'root=WARN');
    assert.match(await printed(...loggers, '--describe'), /^ {2}root=WARN sensitive=false synonyms=\{\}$/m);
    await printed(...loggers, '--alter', '--add-config', `root=${before}`);
    assert.match(
      await complaint(...loggers, '--alter', '--add-config', 'no.such=WARN'),
      /Invalid broker logger\(s\): no\.such/,
    );
  });

  test('sets the timeouts of a group', async () => {
    const group = fresh('group');
    const ofGroup = ['--entity-type', 'groups', '--entity-name', group];
    await printed(...ofGroup, '--alter', '--add-config', 'consumer.session.timeout.ms=50000');
    await becomes(
      [
        '  consumer.session.timeout.ms=50000 sensitive=false synonyms={DYNAMIC_GROUP_CONFIG:consumer.session.timeout.ms=50000}',
        `Dynamic configs for group ${group} are:`,
      ],
      ...ofGroup,
      '--describe',
    );
    assert.match(
      await complaint(...ofGroup, '--alter', '--add-config', 'consumer.session.timeout.ms=1'),
      /InvalidConfigurationException: .*consumer\.session\.timeout\.ms/,
    );
    await printed(...ofGroup, '--alter', '--delete-config', 'consumer.session.timeout.ms');
  });

  test('makes a subscription to the metrics of clients', async () => {
    const name = fresh('subscription');
    const subscription = ['--entity-type', 'client-metrics', '--entity-name', name];
    const added = 'interval.ms=60000,match=[client_id=a],metrics=[org.apache.kafka.]';
    await printed(...subscription, '--alter', '--add-config', added);
    await becomes(
      [
        '  interval.ms=60000 sensitive=false synonyms={DYNAMIC_CLIENT_METRICS_CONFIG:interval.ms=60000}',
        '  match=client_id=a sensitive=false synonyms={DYNAMIC_CLIENT_METRICS_CONFIG:match=client_id=a}',
        '  metrics=org.apache.kafka. sensitive=false synonyms={DYNAMIC_CLIENT_METRICS_CONFIG:metrics=org.apache.kafka.}',
        `Dynamic configs for client-metric ${name} are:`,
      ],
      ...subscription,
      '--describe',
    );
    await printed(...subscription, '--alter', '--delete-config', 'interval.ms,match,metrics');
  });
});
