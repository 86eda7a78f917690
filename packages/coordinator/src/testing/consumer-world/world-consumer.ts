/** A client of either protocol as it knows itself: what it was given, what it uses, what it waits for. */
import assert from 'node:assert/strict';
import type { ReplyTo } from '../../machine/outcome.ts';

export interface WorldConsumer {
  readonly name: string;
  readonly protocol: 'consumer' | 'classic';
  readonly instanceId: string | null;
  memberId: string;
  /** Epoch, or generation; 0 and -1 for one that has to join. */
  epoch: number;
  topicNames: readonly string[];
  pattern: string;
  /** `topic id/partition`: what it reads from at this moment. */
  readonly using: Set<string>;
  /** A classic member that has joined and has not synced yet. */
  isToSync: boolean;
  /** Whom it has to assign to, if it leads a classic group: subscriptions by member id. */
  followers: ReadonlyMap<string, readonly string[]>;
  isWaiting: boolean;
  /** Counts its lives; an answer to an earlier one reaches nobody. */
  life: number;
}

/** The client's requests wait at most this long for others to give up what they have. */
export const rebalanceTimeoutMs = 20_000;

export function newConsumers(count: number, kind: 'consumer' | 'static' | 'classic'): WorldConsumer[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `${kind}-${index}`,
    protocol: kind === 'classic' ? 'classic' : 'consumer',
    instanceId: kind === 'static' ? `instance-${index}` : null,
    memberId: '',
    epoch: 0,
    topicNames: ['a', 'b'],
    pattern: '',
    using: new Set(),
    isToSync: false,
    followers: new Map(),
    isWaiting: false,
    life: 0,
  }));
}

/** The client has to begin anew, and uses nothing until then. */
export function beginAnew(consumer: WorldConsumer): void {
  consumer.using.clear();
  consumer.epoch = consumer.protocol === 'consumer' ? 0 : -1;
  consumer.isToSync = false;
  consumer.followers = new Map();
}

/** The client forgets all it knew; a static one keeps its name. */
export function forgetAll(consumer: WorldConsumer): void {
  consumer.life++;
  consumer.isWaiting = false;
  consumer.memberId = '';
  beginAnew(consumer);
}

/** The client waits for an answer, which reaches it if it still is the one that asked. */
export function awaitAnswer<Response>(
  consumer: WorldConsumer,
  deliver: (response: Response) => void,
): ReplyTo<Response> {
  const { life } = consumer;
  let isAnswered = false;
  consumer.isWaiting = true;
  return {
    deliver: (response) => {
      assert(!isAnswered, 'a request is answered once');
      isAnswered = true;
      if (consumer.life !== life) return;
      consumer.isWaiting = false;
      deliver(response);
    },
    fail: (code) => assert.fail(`nothing fails here, but ${code} came`),
  };
}

/** For a request that nobody waits for. */
export function ignoreAnswer(): ReplyTo<unknown> {
  return { deliver: () => {}, fail: (code) => assert.fail(`leaving failed: ${code}`) };
}

export function subscribesTo({ topicNames, pattern }: WorldConsumer, topicName: string): boolean {
  return topicNames.includes(topicName) || (pattern !== '' && new RegExp(`^(?:${pattern})$`).test(topicName));
}

export function shown({ name, epoch, memberId, using, topicNames, pattern }: WorldConsumer) {
  return { name, epoch, memberId, using: [...using], topicNames, pattern };
}
