/**
 * Who reads from which partition: at no moment two members of the group from one, and in the end somebody from each
 * that is subscribed to.
 */
import assert from 'node:assert/strict';
import type { CatalogTopic } from '../../ports.ts';
import type { MemberLedger } from './member-ledger.ts';
import type { Seen } from './seen.ts';
import { shown, subscribesTo, type WorldConsumer } from './world-consumer.ts';

/** Partitions of one topic. */
export interface AssignedTopic {
  readonly topicId: string;
  readonly partitions: readonly number[];
}

export class PartitionUse {
  readonly #consumers: readonly WorldConsumer[];
  readonly #members: MemberLedger;
  readonly #seen: Seen;

  constructor(consumers: readonly WorldConsumer[], members: MemberLedger, seen: Seen) {
    this.#consumers = consumers;
    this.#members = members;
    this.#seen = seen;
  }

  /** The consumer reads from these from now on, and from no others. */
  assign(consumer: WorldConsumer, assigned: readonly AssignedTopic[]): void {
    const next = assigned.flatMap(({ topicId, partitions }) =>
      partitions.map((partition) => `${topicId}/${partition}`),
    );
    this.#seen.moved += next.filter((partition) => !consumer.using.has(partition)).length;
    consumer.using.clear();
    for (const partition of next) consumer.using.add(partition);
    this.#checkExclusive();
  }

  /** `group` is what a failure shows. */
  checkCover(topics: Iterable<CatalogTopic>, group: unknown): void {
    const users = this.#users();
    for (const topic of topics) {
      const subscribers = this.#consumers.filter((consumer) => subscribesTo(consumer, topic.name));
      for (let partition = 0; partition < topic.partitions; partition++) {
        if (subscribers.length === 0) continue;
        const by = users.get(`${topic.id}/${partition}`) ?? [];
        assert.equal(
          by.length,
          1,
          `${topic.name}/${partition} is used by ${by.join(' and ') || 'nobody'}: ${JSON.stringify(group)} ${JSON.stringify(this.#consumers.map(shown))}`,
        );
        assert(
          subscribers.some(({ name }) => name === by[0]),
          `${by[0]} does not subscribe to ${topic.name}`,
        );
      }
    }
  }

  /** Names of consumers by partition. */
  #users(): Map<string, string[]> {
    const users = new Map<string, string[]>();
    for (const { name, using } of this.#consumers) {
      for (const partition of using) users.set(partition, [...(users.get(partition) ?? []), name]);
    }
    return users;
  }

  #checkExclusive(): void {
    const users = new Map<string, string>();
    for (const { memberId, using } of this.#consumers) {
      if (!this.#members.isPresent(memberId)) continue;
      for (const partition of using) {
        const other = users.get(partition);
        assert(other === undefined, `${partition} is used by ${memberId} and by ${other}`);
        users.set(partition, memberId);
      }
    }
  }
}
