/** Kafka's command-line classes that write and read. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { before, describe, test } from 'node:test';
import { java } from '../support/clients.ts';
import { runProgram } from '../support/run-program.ts';
import { targetAddress } from '../support/target.ts';
import { toolNamed } from './table.ts';
import { bootstrap, toolsUnderTest } from './tools-under-test.ts';

const quiet = '-Dorg.slf4j.simpleLogger.defaultLogLevel=error';

/** A process of its own, for what goes on until it is stopped or prints while its process ends. */
function ownProcess(name: string, words: readonly string[]): string[] {
  return [...java('broker', [], toolNamed(name).main, ['-Xmx256m', quiet]), ...words];
}

const eventsOf = (output: string): string[] =>
  output.split('\n').flatMap((line) => /"name":"(\w+)"/.exec(line)?.[1] ?? []);

describe('command-line classes that write and read', () => {
  const { run, fresh } = toolsUnderTest();
  const topic = fresh('records');

  before(async () => {
    await run('TopicCommand', [...bootstrap(), '--create', '--topic', topic, '--partitions', '3']);
  });

  test('ConsoleProducer writes keys and headers that the console consumer prints', async () => {
    const lines = fresh('lines');
    const parsing = ['parse.key=true', 'parse.headers=true', 'key.separator=|', 'headers.delimiter=/'];
    const words = ['--topic', lines, ...parsing.flatMap((property) => ['--reader-property', property])];
    await run('ConsoleProducer', [...bootstrap(), ...words], 'h:1/a|one\nh:2/b|two\n');
    const printing = ['print.key=true', 'print.headers=true', 'print.offset=true'];
    const reading = ['--topic', lines, '--from-beginning', '--max-messages', '2', '--timeout-ms', '15000'];
    const formatting = printing.flatMap((property) => ['--formatter-property', property]);
    const output = await run('ConsoleConsumer', [...bootstrap(), ...reading, ...formatting]);
    assert.deepEqual(output.split('\n').slice(0, 2), ['Offset:0\th:1\ta\tone', 'Offset:1\th:2\tb\ttwo']);
  });

  test('ProducerPerformance writes 20,000 records', async () => {
    const load = ['--num-records', '20000', '--record-size', '200', '--throughput', '-1'];
    const properties = ['acks=all', 'linger.ms=5'].flatMap((property) => ['--command-property', property]);
    const output = await run('ProducerPerformance', [...bootstrap(), '--topic', topic, ...load, ...properties]);
    assert.match(output, /^20000 records sent/m);
  });

  test('ConsumerPerformance reads all of them', async () => {
    const words = ['--topic', topic, '--num-records', '20000', '--timeout', '15000', '--hide-header'];
    const output = await run('ConsumerPerformance', [...bootstrap(), ...words]);
    assert.equal(Number(output.trim().split(', ')[4]), 20_000, output);
  });

  test('GetOffsetShell sums up to what was written', async () => {
    const sum = async (...words: readonly string[]) => {
      const output = await run('GetOffsetShell', [...bootstrap(), ...words]);
      const offsets = output.trim().split('\n');
      return offsets.reduce((total, line) => total + Number(line.split(':')[2]), 0);
    };
    assert.equal(await sum('--topic', topic, '--time', 'latest'), 20_000);
    assert.equal(await sum('--topic-partitions', `${topic}:0-2`, '--time', 'earliest'), 0);
    assert.equal(await sum('--topic', topic, '--time', '1'), 0);
    assert.ok((await sum('--topic', topic, '--time', 'max-timestamp')) > 0);
  });

  test('ConsoleConsumer stops after the messages it was asked for', async () => {
    const words = ['--topic', topic, '--from-beginning', '--max-messages', '5', '--timeout-ms', '15000'];
    const output = await run('ConsoleConsumer', [...bootstrap(), ...words]);
    assert.equal(output.split('\n').filter((line) => /^[A-Z]{10,}$/.test(line)).length, 5);
  });

  test('EndToEndLatency sends records there and back', async () => {
    const round = fresh('round');
    const words = ['--topic', round, '--num-records', '50', '--producer-acks', 'all', '--record-size', '20'];
    assert.match(await run('EndToEndLatency', [...bootstrap(), ...words]), /^Avg latency: [\d.]+ ms/m);
  });

  test('VerifiableProducer tells of every record that it has written', async () => {
    const words = [...bootstrap(), '--topic', topic, '--max-messages', '5', '--throughput', '1000'];
    const { code, output, complaints } = await runProgram(ownProcess('VerifiableProducer', words));
    assert.equal(code, 0, complaints);
    const events = eventsOf(output);
    assert.equal(events.filter((event) => event === 'producer_send_success').length, 5, output);
    assert.equal(events.at(-1), 'tool_data');
  });

  test('VerifiableConsumer tells of what it has been assigned, read and committed', async () => {
    const words = [
      '--topic',
      topic,
      '--group-id',
      fresh('verified'),
      '--max-messages',
      '100',
      '--reset-policy',
      'earliest',
    ];
    const events = new Set(eventsOf(await run('VerifiableConsumer', [...bootstrap(), ...words])));
    const expected = ['startup_complete', 'partitions_assigned', 'records_consumed', 'offsets_committed'];
    assert.deepEqual(
      expected.filter((event) => !events.has(event)),
      [],
    );
  });

  test('TransactionalMessageCopier copies what was committed', async () => {
    const [from, to, group] = [fresh('from'), fresh('to'), fresh('copiers')];
    for (const each of [from, to]) await run('TopicCommand', [...bootstrap(), '--create', '--topic', each]);
    await run('ConsoleProducer', [...bootstrap(), '--topic', from], 'one\ntwo\nthree\n');
    const source = ['--broker-list', targetAddress(), '--input-topic', from, '--input-partition', '0'];
    const copy = ['--output-topic', to, '--consumer-group', group, '--transactional-id', fresh('copier')];
    await run('TransactionalMessageCopier', [...source, ...copy, '--max-messages', '3']);
    const words = ['--topic', to, '--from-beginning', '--max-messages', '3', '--timeout-ms', '15000'];
    const output = await run('ConsoleConsumer', [...bootstrap(), ...words, '--isolation-level', 'read_committed']);
    assert.deepEqual(output.split('\n').slice(0, 3), ['one', 'two', 'three']);
  });

  test('ReplicaVerificationTool finds no replica behind', { timeout: 40_000 }, async () => {
    const words = ['--broker-list', targetAddress(), '--topics-include', topic, '--report-interval-ms', '300'];
    const [file = '', ...rest] = ownProcess('ReplicaVerificationTool', words);
    const child = spawn(file, rest, { stdio: ['ignore', 'pipe', 'inherit'] });
    let report = '';
    for await (const line of createInterface({ input: child.stdout })) {
      report = line;
      if (/max lag is/.test(line)) break;
    }
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.match(report, /max lag is 0 for partition/);
  });
});
