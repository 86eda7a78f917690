/**
 * Transactions through every client that has them, and what every client that can tell committed records from others
 * reads of them (B61, B62, B67, B68, B71): commits and aborts across topics, an open transaction that holds readers
 * back, offsets that move with the output, and a producer that is fenced.
 */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Client, chosenClients } from './support/clients.ts';
import type { TransactArguments } from './support/driver-interface.ts';
import { DriverError } from './support/driver.ts';
import { scenario } from './support/scenario.ts';

const { driver, helper, fresh } = scenario();
const writers = chosenClients.filter(({ transactions }) => transactions !== 'none');
const readers = chosenClients.filter(({ readsCommitted }) => readsCommitted);
const keepers = writers.filter(({ transactions }) => transactions === 'records and offsets');
/** Long enough for a record that must not come to come. */
const silenceMs = 700;
const invalidProducerEpoch = 47;
const producerFenced = 90;
/** What librdkafka and kafkajs say in their own words. */
const clientsOwn = [-144, -1];

type Write = readonly [topic: string, partition: number, ...values: readonly string[]];

function transact(client: Client, transactionalId: string, end: TransactArguments['end'], ...writes: Write[]) {
  const given = writes.map(([topic, partition, ...values]) => ({
    topic,
    partition,
    values: values.map((value) => Buffer.from(value).toString('base64')),
  }));
  return driver(client).call('transact', { transactionalId, writes: given, end });
}

async function createTopics(...topics: readonly string[]): Promise<void> {
  for (const topic of topics) await helper().call('createTopic', { topic, partitions: 2, configs: {} });
}

async function reader(client: Client, topic: string, readCommitted: boolean): Promise<string> {
  const member = fresh('reader');
  await driver(client).call('assign', { member, topic, partitions: [0, 1], from: 'earliest', readCommitted });
  return member;
}

/** Sorted; waits for so many, and a little longer when it is to see that there are no more. */
async function drain(client: Client, member: string, count: number, timeoutMs = 20_000): Promise<string[]> {
  const { records } = await driver(client).call('drain', { member, count, timeoutMs });
  return records.map(({ value }) => Buffer.from(value ?? '', 'base64').toString()).sort();
}

async function everything(client: Client, topic: string, wanted: readonly string[], readCommitted = true) {
  const member = await reader(client, topic, readCommitted);
  const found = await drain(client, member, wanted.length);
  assert.deepEqual(found, [...wanted].sort(), `${client.name} reads ${topic}`);
  assert.deepEqual(await drain(client, member, 1, silenceMs), [], `${client.name} reads no more of ${topic}`);
  await driver(client).call('leave', { member });
}

async function committedOffset(group: string, topic: string): Promise<number> {
  const { offsets } = await helper().call('committed', { group, topic, partitions: [0] });
  return offsets[0]?.offset ?? -1;
}

function isFence(error: unknown): boolean {
  assert.ok(error instanceof DriverError, String(error));
  assert.ok([invalidProducerEpoch, producerFenced, ...clientsOwn].includes(error.code), error.message);
  return true;
}

for (const writer of writers) {
  describe(`transactions through ${writer.name}`, () => {
    const [one, two] = [fresh(`transactions-${writer.name}`), fresh(`transactions-${writer.name}-too`)];
    const id = fresh(`id-${writer.name}`);

    test('what was committed is read by everybody, what was aborted by nobody', async () => {
      await createTopics(one, two);
      await transact(writer, id, 'commit', [one, 0, 'a', 'b'], [one, 1, 'c'], [two, 0, 'd']);
      await transact(writer, id, 'abort', [one, 0, 'not'], [two, 0, 'this'], [two, 1, 'one']);
      await transact(writer, id, 'commit', [one, 0, 'e'], [two, 1, 'f']);
      await Promise.all(readers.map((client) => everything(client, one, ['a', 'b', 'c', 'e'])));
      await Promise.all(readers.map((client) => everything(client, two, ['d', 'f'])));
      const java = chosenClients.find(({ name }) => name === 'java');
      if (java !== undefined) await everything(java, two, ['d', 'f', 'one', 'this'], false);
    });

    test('an open transaction holds back readers of what is committed until it ends', async () => {
      const topic = fresh(`open-${writer.name}`);
      await createTopics(topic);
      await transact(writer, id, 'none', [topic, 0, 'early']);
      const other = fresh('other');
      await helper().call('transact', {
        transactionalId: other,
        writes: [{ topic, partition: 0, values: [Buffer.from('late').toString('base64')] }],
        end: 'commit',
      });
      const waiting = await Promise.all(
        readers.map(async (client) => ({ client, member: await reader(client, topic, true) })),
      );
      for (const { client, member } of waiting) {
        assert.deepEqual(await drain(client, member, 1, silenceMs / 4), [], client.name);
      }
      await transact(writer, id, 'commit');
      for (const { client, member } of waiting) {
        assert.deepEqual(await drain(client, member, 2), ['early', 'late'], client.name);
        await driver(client).call('leave', { member });
      }
    });

    test('offsets move when the transaction is committed and only then', {
      skip: !keepers.includes(writer),
    }, async () => {
      const [topic, group] = [fresh(`offsets-${writer.name}`), fresh(`group-${writer.name}`)];
      await createTopics(topic);
      const writes = [{ topic, partition: 0, values: [Buffer.from('x').toString('base64')] }];
      const attempt = (offset: number, end: 'commit' | 'abort') =>
        driver(writer).call('transact', {
          transactionalId: id,
          writes,
          offset: { group, topic, partition: 0, offset },
          end,
        });
      await attempt(5, 'commit');
      assert.equal(await committedOffset(group, topic), 5);
      await attempt(9, 'abort');
      assert.equal(await committedOffset(group, topic), 5);
      await attempt(7, 'commit');
      assert.equal(await committedOffset(group, topic), 7);
    });

    test('a producer whose id another took over is fenced, and nothing of its transaction is seen', async () => {
      const topic = fresh(`fenced-${writer.name}`);
      await createTopics(topic);
      await transact(writer, id, 'none', [topic, 0, 'zombie']);
      const successor = writers.find((client) => client !== writer) ?? writer;
      await transact(successor, id, 'commit', [topic, 0, 'successor']);
      await assert.rejects(transact(writer, id, 'commit'), isFence);
      await Promise.all(readers.map((client) => everything(client, topic, ['successor'])));
    });
  });
}
