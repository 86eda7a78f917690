/** Members of one group in processes of their own, so that one of them can crash without the others. */

import assert from 'node:assert/strict';
import { after } from 'node:test';
import type { Client } from './clients.ts';
import { Driver } from './driver.ts';
import type { ConsumedRecord, JoinOptions } from './driver-interface.ts';
import { eventually } from './eventually.ts';
import type { Scenario } from './scenario.ts';
import { targetAddress } from './target.ts';

/** Records that a write puts into each partition. */
const each = 25;

/** Members of one group, each in a process of its own that can crash; what they read, together. */
export class Crew {
  readonly topic: string;
  readonly group: string;
  #partitions: number;
  readonly #helper: Driver;
  readonly #members = new Map<string, Driver>();
  readonly #read: ConsumedRecord[] = [];
  #written = 0;

  constructor(helper: Driver, name: string, partitions: number) {
    this.topic = name;
    this.group = name;
    this.#partitions = partitions;
    this.#helper = helper;
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

  async widen(partitions: number): Promise<void> {
    await this.#helper.call('createPartitions', { topic: this.topic, partitions });
    this.#partitions = partitions;
  }

  async write(count = this.#partitions): Promise<void> {
    for (let partition = 0; partition < count; partition++) {
      const records = Array.from({ length: each }, (_, index) => ({
        key: null,
        value: Buffer.from(`${this.#written}-${partition}-${index}`).toString('base64'),
        headers: [],
        timestamp: Date.now(),
      }));
      const batch = { topic: this.topic, partition, codec: 'none', acks: -1, idempotent: false, records } as const;
      await this.#helper.call('produce', batch);
    }
    this.#written += each;
  }

  /** Waits until the members have so many partitions each, all of them together. */
  async shares(...counts: number[]): Promise<void> {
    const total = counts.reduce((sum, count) => sum + count, 0);
    const isShared = (answer: number[][]) =>
      new Set(answer.flat()).size === total &&
      answer.flat().length === total &&
      answer.every((part, index) => part.length === counts[index]);
    await eventually(`shares of ${counts.join()}`, () => this.#assignments(), isShared, 30_000);
  }

  /** Waits until every partition has one member, and every member has partitions. */
  async covered(count = this.#partitions): Promise<void> {
    await eventually(
      'a member for every partition',
      () => this.#assignments(),
      (answer) =>
        answer.flat().length === count &&
        new Set(answer.flat()).size === count &&
        answer.every((part) => part.length > 0),
      30_000,
    );
  }

  /** The member's partitions at this moment. */
  async partitionsOf(member: string): Promise<number[]> {
    return (await this.#driver(member).call('assignment', { member })).partitions;
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
      const partitions = Array.from({ length: this.#partitions }, (_, partition) => partition);
      const offsets = Array.from({ length: this.#written }, (_, offset) => offset);
      return partitions.flatMap((partition) => offsets.filter((offset) => !read.has(`${partition}/${offset}`)));
    };
    await eventually('all records', missing, (left) => left.length === 0, 30_000);
  }

  async end(): Promise<void> {
    await Promise.all([...this.#members.values()].map((driver) => driver.kill()));
    this.#members.clear();
  }

  async #assignments(): Promise<number[][]> {
    const answers = [...this.#members].map(([member, driver]) => driver.call('assignment', { member }));
    return (await Promise.all(answers)).map((answer) => answer.partitions);
  }

  #driver(member: string): Driver {
    const driver = this.#members.get(member);
    assert(driver !== undefined, `no member ${member}`);
    return driver;
  }
}

/** Makes crews with a topic of so many partitions, four unless said otherwise; what is left of them ends with the file. */
export function crews({ helper, fresh }: Scenario): (count?: number) => Promise<Crew> {
  const made: Crew[] = [];
  after(() => Promise.all(made.map((crew) => crew.end())));
  return async (count = 4) => {
    const crew = new Crew(helper(), fresh('crew'), count);
    made.push(crew);
    await helper().call('createTopic', { topic: crew.topic, partitions: count, configs: {} });
    return crew;
  };
}
