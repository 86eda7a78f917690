/** Kafka's command-line classes for groups and their offsets, and for applications that live by them. */

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { ApiKey } from '@moldau/protocol';
import { bootstrap, toolsUnderTest } from './tools-under-test.ts';

describe('command-line classes for groups', () => {
  const { run, file, fresh, serves, waitsFor } = toolsUnderTest();
  const [topic, group] = [fresh('grouped'), fresh('group')];

  before(async () => {
    await run('TopicCommand', [...bootstrap(), '--create', '--topic', topic, '--partitions', '2']);
    await run('ConsoleProducer', [...bootstrap(), '--topic', topic], 'one\ntwo\nthree\nfour\n');
    const words = [
      '--topic',
      topic,
      '--group',
      group,
      '--from-beginning',
      '--max-messages',
      '4',
      '--timeout-ms',
      '15000',
    ];
    await run('ConsoleConsumer', [...bootstrap(), ...words]);
  });

  const groups = (...words: readonly string[]) => run('ConsumerGroupCommand', [...bootstrap(), ...words]);

  /** `group topic partition offset …` of each line that describes an offset. */
  function rows(output: string): string[][] {
    const lines = output.split('\n').map((line) => line.trim().split(/\s+/));
    return lines.filter(([name, of]) => name === group && of === topic);
  }

  function sum(output: string, column: number): number {
    return rows(output).reduce((total, row) => total + Number(row[column]), 0);
  }

  test('ConsumerGroupCommand lists groups with their state and type', async () => {
    assert.match(await groups('--list'), new RegExp(`^${group}$`, 'm'));
    assert.match(await groups('--list', '--state', 'Empty'), new RegExp(`^${group}\\s+Empty`, 'm'));
    assert.match(await groups('--list', '--type', 'classic'), new RegExp(`^${group}\\s+Classic`, 'm'));
  });

  test('ConsumerGroupCommand describes offsets, members and the state of a group', async () => {
    const described = await groups('--describe', '--group', group);
    assert.deepEqual([sum(described, 3), sum(described, 4), sum(described, 5)], [4, 4, 0]);
    assert.match(await groups('--describe', '--all-groups', '--offsets'), new RegExp(`^${group}\\s+${topic}`, 'm'));
    assert.match(await groups('--describe', '--group', group, '--state', '--verbose'), /Empty/);
    assert.match(await groups('--describe', '--group', group, '--members', '--verbose'), /CURRENT-ASSIGNMENT/);
  });

  test('ConsumerGroupCommand resets offsets in every way', async () => {
    const reset = (...words: readonly string[]) => groups('--group', group, '--reset-offsets', ...words);
    const onTopic = ['--topic', topic];
    const total = async (...words: readonly string[]) => sum(await reset(...words, ...onTopic, '--dry-run'), 3);
    assert.equal(await total('--to-earliest'), 0);
    assert.equal(await total('--to-latest'), 4);
    assert.equal(await total('--to-current'), 4);
    assert.equal(await total('--to-datetime', '2020-01-01T00:00:00.000'), 0);
    assert.equal(await total('--to-datetime', '2099-01-01T00:00:00.000'), 4);
    assert.equal(await total('--by-duration', 'PT1H'), 0);
    assert.equal(await total('--to-offset', '0'), 0);
    await reset('--to-earliest', '--all-topics', '--execute');
    await reset('--shift-by', '1', '--topic', `${topic}:0`, '--execute');
    const after = rows(await groups('--describe', '--group', group));
    assert.equal(after.reduce((all, row) => all + Number(row[3]), 0) <= 1, true);
    const plan = await reset('--to-latest', '--all-topics', '--export', '--dry-run');
    assert.match(plan, new RegExp(`^"?${topic}"?,0,\\d+$`, 'm'));
    const fromFile = await reset('--from-file', file(plan.trim()), '--dry-run');
    assert.equal(sum(fromFile, 3), 4);
  });

  test('ConsumerGroupCommand deletes offsets and groups', async () => {
    const [other, words] = [fresh('other'), ['--topic', topic, '--to-latest', '--execute']];
    await groups('--group', other, '--reset-offsets', ...words);
    assert.match(await groups('--group', other, '--delete-offsets', '--topic', `${topic}:0`), /Successful/);
    assert.match(await groups('--group', other, '--delete'), /was successful/);
    assert.doesNotMatch(await groups('--list'), new RegExp(`^${other}$`, 'm'));
  });

  test('GroupsCommand lists groups with their type and protocol', async () => {
    assert.match(
      await run('GroupsCommand', [...bootstrap(), '--list']),
      new RegExp(`^${group}\\s+Classic\\s+consumer`, 'm'),
    );
    const typed = await run('GroupsCommand', [...bootstrap(), '--list', '--group-type', 'classic']);
    assert.match(typed, new RegExp(`^${group} `, 'm'));
  });

  test('StreamsResetter takes the offsets of an application back to the beginning', async () => {
    const application = fresh('application');
    await groups('--group', application, '--reset-offsets', '--topic', topic, '--to-latest', '--execute');
    const words = ['--application-id', application, '--input-topics', topic];
    const dry = await run('StreamsResetter', [...bootstrap(), ...words, '--dry-run']);
    assert.match(dry, new RegExp(`Topic: ${topic} Partition: 0 Offset: 0`));
    await run('StreamsResetter', [...bootstrap(), ...words, '--force']);
    const after = await groups('--describe', '--group', application);
    assert.doesNotMatch(after, new RegExp(`^${application}\\s+${topic}\\s+\\d+\\s+[1-9]`, 'm'));
  });

  test('ShareGroupCommand lists share groups', async (context) => {
    if (waitsFor(context, ApiKey.ShareGroupHeartbeat)) return;
    await run('ShareGroupCommand', [...bootstrap(), '--list']);
  });

  test('StreamsGroupCommand lists streams groups', async (context) => {
    if (waitsFor(context, ApiKey.StreamsGroupHeartbeat)) return;
    await run('StreamsGroupCommand', [...bootstrap(), '--list']);
  });

  test('without share groups, ConsoleShareConsumer ends at once', async (context) => {
    if (serves(ApiKey.ShareGroupHeartbeat)) return context.skip('the broker has share groups');
    const words = ['--topic', topic, '--timeout-ms', '30000', '--max-messages', '1'];
    await run('ConsoleShareConsumer', [...bootstrap(), ...words]);
  });
});
