/** Reading from the start, the end, an offset and a time, and the offsets that answer to them, through every client. */

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { type Client, chosenClients } from './support/clients.ts';
import type { ConsumedRecord, DriverRecord, Start } from './support/driver-interface.ts';
import { scenario } from './support/scenario.ts';

const { driver, helper, fresh } = scenario();
const topic = fresh('seeking');
const count = 300;
const first = Date.now() - 3_600_000;

/** Records ten milliseconds apart: `first`, `first + 10` … */
const records: readonly DriverRecord[] = Array.from({ length: count }, (_, index) => ({
  key: Buffer.from(`k${index}`).toString('base64'),
  value: Buffer.from(`v${index}`).toString('base64'),
  headers: [],
  timestamp: first + index * 10,
}));

async function write(part: readonly DriverRecord[], to = topic): Promise<void> {
  await helper().call('produce', {
    topic: to,
    partition: 0,
    codec: 'zstd',
    acks: -1,
    idempotent: false,
    records: part,
  });
}

before(async () => {
  await helper().call('createTopic', { topic, partitions: 1, configs: {} });
  for (let at = 0; at < count; at += 50) await write(records.slice(at, at + 50));
});

async function read(client: Client, from: Start, wanted: number): Promise<ConsumedRecord[]> {
  const member = fresh('seeker');
  await driver(client).call('assign', { member, topic, partitions: [0], from });
  const { records: got } = await driver(client).call('drain', { member, count: wanted, timeoutMs: 15_000 });
  await driver(client).call('leave', { member });
  return got;
}

for (const client of chosenClients) {
  describe(`seeking through ${client.name}`, () => {
    const offset = async (at: 'earliest' | 'latest' | number) =>
      (await driver(client).call('offset', { topic, partition: 0, at })).offset;

    test('the earliest offset is 0 and the latest is one past the last record', async () => {
      assert.equal(await offset('earliest'), 0);
      assert.equal(await offset('latest'), count);
    });

    test('a time finds the first record at or after it', async () => {
      assert.equal(await offset(first), 0);
      assert.equal(await offset(first + 1230), 123);
      assert.equal(await offset(first + 1231), 124);
      assert.equal(await offset(first - 1000), 0);
    });

    test('from the start come all records in order', async () => {
      const got = await read(client, 'earliest', count);
      assert.deepEqual(
        got.map(({ offset }) => offset),
        [...records.keys()],
      );
      assert.deepEqual(
        got.map(({ key }) => key),
        records.map(({ key }) => key),
      );
    });

    test('from an offset in the middle of a batch comes that record first', async () => {
      const [got] = await read(client, { offset: 123 }, count - 123);
      assert.deepEqual([got?.offset, got?.key], [123, records[123]?.key]);
    });

    test('from a time comes the first record at or after it', { skip: !client.starts.has('timestamp') }, async () => {
      const [got] = await read(client, { timestamp: first + 2001 }, count - 201);
      assert.deepEqual([got?.offset, got?.timestamp], [201, first + 2010]);
    });

    test('from the end comes only what is written afterwards', { skip: !client.starts.has('latest') }, async () => {
      const own = fresh('end');
      await helper().call('createTopic', { topic: own, partitions: 1, configs: {} });
      await write(records.slice(0, 5), own);
      await driver(client).call('assign', { member: own, topic: own, partitions: [0], from: 'latest' });
      await write(records.slice(5, 6), own);
      const { records: got } = await driver(client).call('drain', { member: own, count: 1, timeoutMs: 15_000 });
      await driver(client).call('leave', { member: own });
      assert.deepEqual(
        got.map(({ offset, key }) => [offset, key]),
        [[5, records[5]?.key]],
      );
    });
  });
}
