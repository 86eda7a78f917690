/** Kafka's DumpLogSegments decodes what groups of the consumer protocol leave in `__consumer_offsets`. */

import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { eventually } from '../support/eventually.ts';
import { scenario } from '../support/scenario.ts';
import { complaints, dump, filesOf } from './dump-log-segments.ts';

const { helper, fresh } = scenario();
const dataDirectory = process.env['FOREIGN_DATA'];

/** Numbers of the records of a group, its members, their targets and what they have. */
const recordTypes = ['3', '5', '6', '7', '8'];

describe('records of consumer groups', { skip: dataDirectory === undefined }, () => {
  test('are decoded by Kafka, from the first join to the deletion of the group', async () => {
    const [topic, group, member] = [fresh('recorded'), fresh('recorded'), fresh('member')];
    await helper().call('createTopic', { topic, partitions: 2, configs: {} });
    await helper().call('join', { member, topic, group, protocol: 'consumer' });
    await eventually(
      'both partitions',
      () => helper().call('assignment', { member }),
      ({ partitions }) => partitions.length === 2,
    );
    await helper().call('leave', { member });
    await helper().call('deleteGroup', { group });
    const records = await recordsOf(group);
    for (const type of recordTypes) {
      const payloads = records.filter((record) => record.type === type).map(({ payload }) => payload);
      assert.ok(payloads.length > 1, `records of type ${type}`);
      assert.equal(payloads.at(-1), '<DELETE>', `type ${type} ends with a tombstone`);
      assert.match(payloads[0] ?? '', /^\{"version":"0","data":\{/);
    }
  });
});

async function recordsOf(group: string): Promise<{ type: string; payload: string }[]> {
  const directory = dataDirectory ?? '';
  const partitions = (await readdir(directory)).filter((name) => name.startsWith('__consumer_offsets-'));
  const files = await Promise.all(partitions.map((name) => filesOf(join(directory, name), '.log')));
  const ended = await dump(files.flat(), '--offsets-decoder', '--print-data-log');
  assert.equal(ended.code, 0, ended.complaints);
  assert.doesNotMatch(ended.output, complaints);
  const line = /key: \{"type":"(\d+)",.* payload: (.*)$/;
  return ended.output
    .split('\n')
    .filter((text) => text.includes(`"groupId":"${group}"`))
    .flatMap((text) => {
      const [, type, payload] = line.exec(text) ?? [];
      return type === undefined || payload === undefined ? [] : [{ type, payload }];
    });
}
