/**
 * Groups through every client: two members share a topic, one leaves and the other takes over, offsets are committed
 * and resumed from exactly, and the group is listed, described and deleted.
 */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Client, chosenClients } from './support/clients.ts';
import type { Driver } from './support/driver.ts';
import { DriverError } from './support/driver.ts';
import type { Command, CommittedOffset, ConsumedRecord } from './support/driver-interface.ts';
import { eventually } from './support/eventually.ts';
import { scenario } from './support/scenario.ts';

const { driver, helper, fresh } = scenario();
const partitions = [0, 1, 2, 3];
const each = 50;
const nonEmptyGroup = 68;
const unknownGroup = 69;

function can(client: Client, ...commands: Command[]): boolean {
  return commands.every((command) => !client.lacks.has(command));
}

function able(client: Client, command: Command): Driver {
  return can(client, command) ? driver(client) : helper();
}

async function prepare(topic: string): Promise<void> {
  await helper().call('createTopic', { topic, partitions: partitions.length, configs: {} });
  await write(topic, 0);
}

/** Fifty records into each partition; their values tell the round. */
async function write(topic: string, round: number): Promise<void> {
  for (const partition of partitions) {
    const records = Array.from({ length: each }, (_, index) => ({
      key: Buffer.from(`key-${index}`).toString('base64'),
      value: Buffer.from(`round ${round} partition ${partition} index ${index}`).toString('base64'),
      headers: [],
      timestamp: Date.now(),
    }));
    await helper().call('produce', { topic, partition, codec: 'none', acks: -1, idempotent: false, records });
  }
}

function read(client: Client, member: string, count: number) {
  return driver(client).call('drain', { member, count, timeoutMs: 20_000 });
}

async function assignments(client: Client, members: readonly string[]): Promise<number[][]> {
  const answers = await Promise.all(members.map((member) => driver(client).call('assignment', { member })));
  return answers.map(({ partitions }) => partitions);
}

function shared(wanted: number) {
  return (answer: number[][]) =>
    answer.every((part) => part.length === wanted) && new Set(answer.flat()).size === partitions.length;
}

/** Every offset of every partition from `start` up to `end`, once each. */
function assertExactly(records: readonly ConsumedRecord[], start: (partition: number) => number, end: number): void {
  for (const partition of partitions) {
    const offsets = records.filter((record) => record.partition === partition).map(({ offset }) => offset);
    const wanted = Array.from({ length: end - start(partition) }, (_, index) => start(partition) + index);
    assert.deepEqual(offsets, wanted, `partition ${partition}`);
  }
}

function committedBy(records: readonly CommittedOffset[]): number[][] {
  return records.map(({ partition, offset }) => [partition, offset]).sort(([a = 0], [b = 0]) => a - b);
}

function failsWith(...codes: number[]): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof DriverError, String(error));
    assert.ok(codes.includes(error.code), error.message);
    return true;
  };
}

for (const client of chosenClients) {
  describe(`groups through ${client.name}`, () => {
    const [topic, group] = [fresh(`groups-${client.name}`), fresh(`group-${client.name}`)];
    const [one, two] = [fresh('one'), fresh('two')];
    const skip = !can(client, 'assignment');
    const commits = can(client, 'commit');

    test('a single member gets every partition and every record', async () => {
      await prepare(topic);
      await driver(client).call('join', { member: one, topic, group });
      const { records } = await read(client, one, partitions.length * each);
      assertExactly(records, () => 0, each);
      if (!skip) assert.deepEqual(await assignments(client, [one]), [partitions]);
    });

    test('a second member joins and takes half of the partitions', { skip }, async () => {
      await driver(client).call('join', { member: two, topic, group });
      await eventually('two members with two partitions each', () => assignments(client, [one, two]), shared(2));
      const described = await able(client, 'describeGroup').call('describeGroup', { group });
      assert.deepEqual(described, { state: 'Stable', members: 2 });
    });

    test('a group with members cannot be deleted', { skip: !can(client, 'deleteGroup') }, async () => {
      await assert.rejects(driver(client).call('deleteGroup', { group }), failsWith(nonEmptyGroup));
    });

    test('offsets are committed with metadata and read back by every client', { skip: !commits }, async () => {
      const mine = await assignments(client, [one, two]);
      for (const [index, member] of [one, two].entries()) {
        const offsets = (mine[index] ?? []).map((partition) => ({
          partition,
          offset: 10 + partition,
          metadata: 'Moldau 🌊',
        }));
        await driver(client).call('commit', { member, offsets });
      }
      for (const reader of chosenClients.filter((other) => can(other, 'committed'))) {
        const { offsets } = await driver(reader).call('committed', { group, topic, partitions });
        assert.deepEqual(
          committedBy(offsets),
          partitions.map((partition) => [partition, 10 + partition]),
          reader.name,
        );
      }
      const { offsets } = await helper().call('committed', { group, topic, partitions });
      const metadata = client.commitMetadata ? 'Moldau 🌊' : '';
      assert.deepEqual(
        offsets.map((offset) => offset.metadata),
        partitions.map(() => metadata),
      );
    });

    test('a member that leaves hands its partitions to the other', { skip }, async () => {
      await driver(client).call('leave', { member: one });
      await eventually('one member with all partitions', () => assignments(client, [two]), shared(partitions.length));
      await driver(client).call('leave', { member: two });
    });

    test('the group without members is empty and listed', async () => {
      if (skip) await driver(client).call('leave', { member: one });
      const describer = able(client, 'describeGroup');
      await eventually(
        'an empty group',
        () => describer.call('describeGroup', { group }),
        ({ state }) => state === 'Empty',
      );
      assert.ok((await able(client, 'listGroups').call('listGroups', {})).groups.includes(group));
    });

    test('a new member resumes exactly where the group had committed', async () => {
      const member = fresh('resumed');
      const start = (partition: number) => (commits ? 10 + partition : each);
      await write(topic, 1);
      await driver(client).call('join', { member, topic, group });
      const count = partitions.reduce((sum, partition) => sum + 2 * each - start(partition), 0);
      const { records } = await read(client, member, count);
      assertExactly(records, start, 2 * each);
      await driver(client).call('leave', { member });
    });

    test('the group is deleted, and is unknown from then on', async () => {
      const remover = able(client, 'deleteGroup');
      await eventually(
        'an empty group',
        () => helper().call('describeGroup', { group }),
        ({ state }) => state === 'Empty',
      );
      await remover.call('deleteGroup', { group });
      assert.ok(!(await able(client, 'listGroups').call('listGroups', {})).groups.includes(group));
      await assert.rejects(remover.call('deleteGroup', { group }), failsWith(unknownGroup));
    });
  });
}
