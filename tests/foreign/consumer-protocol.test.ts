/**
 * Groups of the consumer protocol (KIP-848) through the clients that know it: members join, leave, crash, restart and
 * change their protocol, while records are written; every record is delivered, and none is skipped.
 */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Client, chosenClients } from './support/clients.ts';
import { crews } from './support/crew.ts';
import { Driver } from './support/driver.ts';
import type { JoinOptions } from './support/driver-interface.ts';
import { eventually } from './support/eventually.ts';
import { scenario } from './support/scenario.ts';
import { targetAddress } from './support/target.ts';

const scenes = scenario();
const { helper, fresh } = scenes;

const able = chosenClients.filter(({ consumerProtocol }) => consumerProtocol);
const java = able.find(({ name }) => name === 'java');

const crewOf = crews(scenes);

for (const client of able) {
  describe(`the consumer protocol through ${client.name}`, () => {
    test('members join and leave, and share the partitions evenly (B123, B124)', async () => {
      const crew = await crewOf();
      await crew.write();
      await crew.join(client, 'one');
      await crew.shares(4);
      await crew.join(client, 'two');
      await crew.shares(2, 2);
      await crew.write();
      await crew.join(client, 'three');
      await eventually(
        'three members',
        () => helper().call('describeGroup', { group: crew.group }),
        ({ state, members }) => state === 'Stable' && members === 3,
      );
      await crew.write();
      await crew.readsEverything();
      await crew.leave('one');
      await crew.shares(2, 2);
      await crew.leave('two');
      await crew.shares(4);
      await crew.write();
      await crew.readsEverything();
      await crew.end();
    });

    test('a member that crashes is missed when its session ends (B124)', async () => {
      const crew = await crewOf();
      await crew.join(client, 'one');
      await crew.join(client, 'two');
      await crew.shares(2, 2);
      await crew.crash('two');
      await crew.write();
      await crew.shares(4);
      await crew.readsEverything();
      await crew.end();
    });

    // @platformatic/kafka ends the process when it is assigned a partition that its metadata does not have yet.
    const skip = client.name === 'platformatic';
    test('partitions that are added are assigned (B130)', { skip }, async () => {
      const crew = await crewOf(2);
      await crew.join(client, 'one');
      await crew.shares(2);
      await crew.widen(4);
      await crew.shares(4);
      await crew.write();
      await crew.readsEverything();
      await crew.end();
    });
  });
}

const consumer: JoinOptions = { protocol: 'consumer' };
const classic: JoinOptions = { protocol: 'classic' };
type Crewman = readonly [client: Client, options: JoinOptions];

/**
 * Those who have an assignor in common can be in one group of the consumer protocol although they speak the classic one.
 * Not @platformatic/kafka: with Apache Kafka, too, it gives up its subscription when such a group becomes a classic one.
 */
function classicSharers(assignor: string): Client[] {
  return chosenClients.filter(
    ({ name, lacks, assignors }) =>
      name !== 'platformatic' && !lacks.has('assignment') && !lacks.has('leave') && assignors.includes(assignor),
  );
}

function namesOf(clients: readonly Client[]): string {
  return clients.map(({ name }) => name).join(', ');
}

describe('groups of several clients', { concurrency: 2 }, () => {
  const first = able.slice(0, 1).map<Crewman>((client) => [client, consumer]);
  const mixes: (readonly [title: string, crewmen: readonly Crewman[]])[] = [
    [`${namesOf(able)} share a group`, able.map((client) => [client, consumer])],
    ...['range', 'roundrobin'].map((assignor) => {
      const sharers = classicSharers(assignor);
      const title = `${namesOf(sharers)} join one as members of the classic protocol by ${assignor}`;
      return [title, [...first, ...sharers.map<Crewman>((client) => [client, classic])]] as const;
    }),
  ];
  for (const [title, crewmen] of mixes) {
    test(`${title}, and restart one by one (B124, B127)`, { skip: crewmen.length < 3 }, async () => {
      const crew = await crewOf(8);
      for (const [index, [client, options]] of crewmen.entries()) {
        await crew.join(client, `${client.name} ${index}`, options);
      }
      await crew.covered();
      await crew.write();
      for (const [index, [client, options]] of crewmen.entries()) {
        await crew.leave(`${client.name} ${index}`);
        await crew.join(client, `${client.name} ${index} again`, options);
        await crew.write();
        await crew.covered();
      }
      await crew.readsEverything();
      await crew.end();
    });
  }
});

describe('the consumer protocol through the Java client', { skip: java === undefined }, () => {
  const cooperative: JoinOptions = { protocol: 'classic', assignors: ['CooperativeStickyAssignor'] };
  const eager: JoinOptions = { protocol: 'classic', assignors: ['RangeAssignor'] };

  for (const [kind, classic] of [
    ['cooperative', cooperative],
    ['eager', eager],
  ] as const) {
    test(`a rolling restart takes a group of ${kind} members to the new protocol and back (B127)`, async () => {
      assert(java !== undefined);
      const crew = await crewOf();
      await crew.join(java, 'one', classic);
      await crew.join(java, 'two', classic);
      await crew.shares(2, 2);
      await crew.write();
      for (const [member, next] of [
        ['one', 'three'],
        ['two', 'four'],
      ] as const) {
        await crew.leave(member);
        await crew.join(java, next, consumer);
        await crew.write();
        await crew.shares(2, 2);
      }
      await crew.readsEverything();
      for (const [member, next] of [
        ['three', 'five'],
        ['four', 'six'],
      ] as const) {
        await crew.leave(member);
        await crew.join(java, next, classic);
        await crew.write();
        await crew.shares(2, 2);
      }
      await crew.readsEverything();
      await crew.end();
    });
  }

  test('static members restart one by one and get what they had (B118, B119)', async () => {
    assert(java !== undefined);
    const crew = await crewOf();
    await crew.join(java, 'one', { ...consumer, instance: 'a' });
    await crew.join(java, 'two', { ...consumer, instance: 'b' });
    await crew.shares(2, 2);
    await crew.write();
    await crew.leave('one');
    await crew.join(java, 'three', { ...consumer, instance: 'a' });
    await crew.shares(2, 2);
    await crew.leave('two');
    await crew.join(java, 'four', { ...consumer, instance: 'b' });
    await crew.shares(2, 2);
    await crew.write();
    await crew.readsEverything();
    await crew.end();
  });

  test('a pattern is matched by the broker, and new topics are found (B125)', async () => {
    assert(java !== undefined);
    const prefix = fresh('pattern');
    const driver = new Driver(java, targetAddress());
    const topic = `${prefix}-a`;
    await helper().call('createTopic', { topic, partitions: 3, configs: {} });
    await driver.call('join', { member: 'm', topic: `${prefix}-[ab]`, group: prefix, ...consumer, isPattern: true });
    const assigned = (count: number) =>
      eventually(
        `${count} partitions`,
        () => driver.call('assignment', { member: 'm' }),
        (answer) => answer.partitions.length === count,
        30_000,
      );
    await assigned(3);
    await helper().call('createTopic', { topic: `${prefix}-b`, partitions: 2, configs: {} });
    await helper().call('createTopic', { topic: `${prefix}-c`, partitions: 2, configs: {} });
    await assigned(5);
    await driver.kill();
  });
});
