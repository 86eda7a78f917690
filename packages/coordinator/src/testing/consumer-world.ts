/**
 * A group machine and consumers of both protocols under a script of operations: joins, heartbeats, lost answers,
 * leaves, crashes, commits, changing topics, restarts of the coordinator, at any time and in any order. Clients do what
 * real ones do: they use what they were given, stop using what is taken from them, and say so. The world keeps the log
 * and decides when records are committed; it throws at the first moment in which two members use one partition, and at
 * the first commit that a member makes which the group has given up.
 */
import assert from 'node:assert/strict';
import { Errors } from '@moldau/protocol';
import type { CommitCommand } from '../offsets/commit.ts';
import { ClassicProtocolClient } from './consumer-world/classic-protocol-client.ts';
import { ConsumerProtocolClient } from './consumer-world/consumer-protocol-client.ts';
import { MemberLedger } from './consumer-world/member-ledger.ts';
import { PartitionUse } from './consumer-world/partition-use.ts';
import type { Seen } from './consumer-world/seen.ts';
import { beginAnew, forgetAll, newConsumers, shown, type WorldConsumer } from './consumer-world/world-consumer.ts';
import { WorldCoordinator } from './consumer-world/world-coordinator.ts';
import { WorldTopics } from './consumer-world/world-topics.ts';
import { groupId } from './group-bench.ts';

export class ConsumerWorld {
  readonly consumers: readonly WorldConsumer[];
  readonly seen: Seen = { stable: 0, moved: 0, commits: 0, upgrades: 0, downgrades: 0, restarts: 0 };
  readonly #topics = new WorldTopics();
  readonly #members = new MemberLedger(this.seen);
  readonly #coordinator = new WorldCoordinator(this.#topics, this.#members);
  readonly #use: PartitionUse;
  readonly #consumerProtocol: ConsumerProtocolClient;
  readonly #classicProtocol: ClassicProtocolClient;
  #ids = 0;

  constructor(consumers: number, statics: number, classics: number) {
    this.consumers = [
      ...newConsumers(classics, 'classic'),
      ...newConsumers(consumers, 'consumer'),
      ...newConsumers(statics, 'static'),
    ];
    const newId = (name: string): string => `${name}-${this.#ids++}`;
    this.#use = new PartitionUse(this.consumers, this.#members, this.seen);
    this.#consumerProtocol = new ConsumerProtocolClient(this.#coordinator, this.#use, newId);
    this.#classicProtocol = new ClassicProtocolClient(this.#coordinator, this.#topics, this.#use, newId);
    for (const name of ['a', 'b']) this.createTopic(name, 3);
  }

  createTopic(name: string, partitions: number): void {
    if (this.#topics.create(name, partitions)) this.#topicsChanged([name], []);
  }

  growTopic(name: string): void {
    if (this.#topics.grow(name)) this.#topicsChanged([], [name]);
  }

  /** Whoever reads from it finds out by itself. */
  deleteTopic(name: string): void {
    const topic = this.#topics.delete(name);
    if (topic === undefined) return;
    this.#coordinator.run((machine, now) => machine.offsets.topicDeleted(name, topic.id, now));
    this.#topicsChanged([], [name]);
  }

  /** What the client does next of its own accord: joins, syncs or sends a heartbeat. */
  act(consumer: WorldConsumer, { isLost = false, isFull = true } = {}): void {
    if (consumer.isWaiting) return;
    if (consumer.protocol === 'consumer') this.#consumerProtocol.heartbeat(consumer, { isLost, isFull });
    else this.#classicProtocol.act(consumer);
  }

  subscribe(consumer: WorldConsumer, topicNames: readonly string[], pattern: string): void {
    if (consumer.isWaiting) return;
    consumer.topicNames = topicNames;
    if (consumer.protocol === 'consumer') consumer.pattern = pattern;
    // A classic client joins anew to tell.
    else beginAnew(consumer);
  }

  leave(consumer: WorldConsumer, memberEpoch: -1 | -2): void {
    if (consumer.protocol === 'consumer') this.#consumerProtocol.leave(consumer, memberEpoch);
    else this.#classicProtocol.leave(consumer);
  }

  /** The client forgets all it knew; a static one keeps its name. */
  crash(consumer: WorldConsumer): void {
    forgetAll(consumer);
  }

  /** The client waits no longer for its answer: it may have been heard, or may yet be. */
  giveUpWaiting(consumer: WorldConsumer): void {
    if (consumer.protocol === 'classic') return;
    consumer.life++;
    consumer.isWaiting = false;
  }

  /** A commit of the epoch that the consumer knows, or of an older one. */
  commit(consumer: WorldConsumer, epochsAgo: number): void {
    const { memberId } = consumer;
    const epoch = consumer.epoch - epochsAgo;
    const command = this.#commitCommand(consumer, epoch);
    if (command === undefined || !this.#isAccepted(command)) return;
    const known = this.#coordinator.describe().members.find((member) => member.memberId === memberId);
    if (known?.memberEpoch !== undefined)
      assert.equal(epoch, known.memberEpoch, 'a commit of another epoch was accepted');
    assert(!this.#members.isGone(memberId), `a commit of ${memberId}, which the group has given up, was accepted`);
    this.seen.commits++;
  }

  advance(durationMs: number): void {
    this.#coordinator.advance(durationMs);
  }

  /** The oldest records are committed. */
  commitRecords(count: number): void {
    this.#coordinator.commitRecords(count);
  }

  /** The coordinator dies; of what it was appending, the first `surviving` outcomes made it to the log. */
  restart(surviving: number): void {
    this.#coordinator.restart(surviving);
    for (const consumer of this.consumers) {
      consumer.isWaiting = false;
      consumer.life++;
      // A classic client whose JoinGroup or SyncGroup failed joins anew.
      if (consumer.protocol === 'classic' && consumer.epoch <= 0) beginAnew(consumer);
    }
    this.#members.forgetGone();
    this.seen.restarts++;
  }

  /**
   * Everybody behaves: until members that died have expired, who may keep others out of a group that is full, and then
   * for a while. Now each partition that somebody subscribes to is used, by one consumer.
   */
  converge(): void {
    for (let round = 0; round < 60; round++) {
      for (const consumer of this.consumers) {
        this.act(consumer);
        this.commitRecords(Number.POSITIVE_INFINITY);
      }
      this.advance(round % 10 === 9 ? 11_000 : 500);
      this.commitRecords(Number.POSITIVE_INFINITY);
    }
    assert(!this.#coordinator.hasUncommitted);
    const group = this.#coordinator.describe();
    assert.equal(group.state, 'Stable', JSON.stringify([group, this.consumers.map(shown)]));
    this.seen.stable++;
    this.#use.checkCover(this.#topics.all, group);
    this.#coordinator.checkReplay();
  }

  #topicsChanged(created: readonly string[], altered: readonly string[]): void {
    this.#coordinator.run((machine, now) => machine.topicsChanged({ created, altered }, now));
  }

  /** Of one partition that the consumer uses; undefined if there is none. */
  #commitCommand({ memberId, using }: WorldConsumer, epoch: number): CommitCommand | undefined {
    const [id = '', index = ''] = [...using][0]?.split('/') ?? [];
    const topic = this.#topics.topicById(id);
    if (topic === undefined) return undefined;
    const partition = {
      partitionIndex: Number(index),
      committedOffset: 1n,
      committedLeaderEpoch: -1,
      committedMetadata: null,
      errorCode: Errors.NONE,
    };
    return {
      groupId,
      memberId,
      groupInstanceId: null,
      generationIdOrMemberEpoch: epoch,
      apiVersion: 9,
      retentionTimeMs: -1,
      topics: [{ name: topic.name, topicId: id, partitions: [partition] }],
    };
  }

  /** A commit that is accepted has a record, and one that is refused has none. */
  #isAccepted(command: CommitCommand): boolean {
    let isAccepted = false;
    const replyTo = { deliver: () => {}, fail: () => {} };
    this.#coordinator.run((machine, now) => {
      const outcome = machine.offsets.commit(command, replyTo, now);
      isAccepted = outcome.records.length > 0;
      return outcome;
    });
    return isAccepted;
  }
}
