/**
 * Groups of the consumer protocol (KIP-848) through the clients that know it: members join, leave, crash, restart and
 * change their protocol, while records are written; every record is delivered, and none is skipped.
 */

import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { type Client, chosenClients } from './support/clients.ts';
import { Driver } from './support/driver.ts';
import type { ConsumedRecord, JoinOptions } from './support/driver-interface.ts';
import { eventually } from './support/eventually.ts';
import { scenario } from './support/scenario.ts';
import { targetAddress } from './support/target.ts';

const { helper, fresh } = scenario();
const partitions = [0, 1, 2, 3];
const each = 25;

const able = chosenClients.filter(({ consumerProtocol }) => consumerProtocol);
const java = able.find(({ name }) => name === 'java');

/** Members of one group, each in a process of its own that can crash; what they read, together. */
class Crew {
  readonly topic = fresh('crew');
  readonly group = fresh('crew');
  readonly #members = new Map<string, Driver>();
  readonly #read: ConsumedRecord[] = [];
  #written = 0;

  static async of(count = partitions.length): Promise<Crew> {
    const crew = new Crew();
    await helper().call('createTopic', { topic: crew.topic, partitions: count, configs: {} });
    return crew;
  }

  async join(client: Client, member: string, options: JoinOptions = { protocol: 'consumer' }): Promise<void> {
    const driver = new Driver(client, targetAddress());
    this.#members.set(member, driver);
    await driver.call('join', { member, topic: this.topic, group: this.group, ...options });
  }

  /** The member says goodbye and its process ends. */
  async leave(member: string): Promise<void> {
    await this.collect();
    const driver = this.#driver(member);
    await driver.call('leave', { member });
    this.#members.delete(member);
    await driver[Symbol.asyncDispose]();
  }

  async crash(member: string): Promise<void> {
    await this.collect();
    await this.#driver(member).kill();
    this.#members.delete(member);
  }

  async write(count = partitions.length): Promise<void> {
    for (let partition = 0; partition < count; partition++) {
      const records = Array.from({ length: each }, (_, index) => ({
        key: null,
        value: Buffer.from(`${this.#written}-${partition}-${index}`).toString('base64'),
        headers: [],
        timestamp: Date.now(),
      }));
      const batch = { topic: this.topic, partition, codec: 'none', acks: -1, idempotent: false, records } as const;
      await helper().call('produce', batch);
    }
    this.#written += each;
  }

  /** Waits until the members have so many partitions each, all of them together. */
  async shares(...counts: number[]): Promise<void> {
    const total = counts.reduce((sum, count) => sum + count, 0);
    const ask = async () => {
      const answers = [...this.#members].map(([member, driver]) => driver.call('assignment', { member }));
      return (await Promise.all(answers)).map((answer) => answer.partitions);
    };
    const isShared = (answer: number[][]) =>
      new Set(answer.flat()).size === total &&
      answer.flat().length === total &&
      answer.every((part, index) => part.length === counts[index]);
    await eventually(`shares of ${counts.join()}`, ask, isShared, 30_000);
  }

  async collect(): Promise<void> {
    for (const [member, driver] of this.#members) {
      const { records } = await driver.call('drain', { member, count: 10_000, timeoutMs: 400 });
      this.#read.push(...records);
    }
  }

  /** Nothing is committed, so who takes over reads again from the start: all are read, some perhaps twice. */
  async readsEverything(): Promise<void> {
    const missing = async () => {
      await this.collect();
      const read = new Set(this.#read.map(({ partition, offset }) => `${partition}/${offset}`));
      const offsets = Array.from({ length: this.#written }, (_, offset) => offset);
      return partitions.flatMap((partition) => offsets.filter((offset) => !read.has(`${partition}/${offset}`)));
    };
    await eventually('all records', missing, (left) => left.length === 0, 30_000);
  }

  async end(): Promise<void> {
    await Promise.all([...this.#members.values()].map((driver) => driver.kill()));
    this.#members.clear();
  }

  #driver(member: string): Driver {
    const driver = this.#members.get(member);
    assert(driver !== undefined, `no member ${member}`);
    return driver;
  }
}

const crews: Crew[] = [];
after(() => Promise.all(crews.map((crew) => crew.end())));

async function crewOf(count?: number): Promise<Crew> {
  const crew = await Crew.of(count);
  crews.push(crew);
  return crew;
}

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
      await helper().call('createPartitions', { topic: crew.topic, partitions: 4 });
      await crew.shares(4);
      await crew.write();
      await crew.readsEverything();
      await crew.end();
    });
  });
}

describe('the consumer protocol through the Java client', { skip: java === undefined }, () => {
  const consumer: JoinOptions = { protocol: 'consumer' };
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
