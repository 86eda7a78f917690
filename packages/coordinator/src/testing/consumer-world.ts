/**
 * A group machine and consumers of both protocols under a script of operations: joins, heartbeats, lost answers,
 * leaves, crashes, commits, changing topics, restarts of the coordinator, at any time and in any order. Clients do what
 * real ones do: they use what they were given, stop using what is taken from them, and say so. The world keeps the log
 * and decides when records are committed; it throws at the first moment in which two members use one partition, and at
 * the first commit that a member makes which the group has given up.
 */
import assert from 'node:assert/strict';
import { encodeVersioned, Errors, Reader } from '@moldau/protocol';
import type { ConsumerGroupHeartbeatResponse } from '@moldau/protocol/messages/consumer-group-heartbeat';
import type { JoinGroupResponse } from '@moldau/protocol/messages/join-group';
import { consumerProtocolAssignmentData } from '@moldau/protocol/records/consumer-protocol-assignment';
import type { GroupSettings } from '../group-settings.ts';
import { matchTopics } from '../consumer/patterns/match-topics.ts';
import { GroupMachine } from '../machine/group-machine.ts';
import type { Moment } from '../machine/moment.ts';
import type { Outcome, ReplyTo } from '../machine/outcome.ts';
import type { CatalogTopic, CoordinatorRecord, TopicCatalog } from '../ports.ts';
import { topicId } from './consumer-bench.ts';
import { defaultGroupConfigs, defaultGroupSettings } from './default-group-settings.ts';
import { groupId, joinRequest, subscription } from './group-bench.ts';

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

const settings: GroupSettings = {
  ...defaultGroupSettings,
  groupInitialRebalanceDelayMs: 0,
  groupConsumerMaxSize: 5,
  groupMaxSize: 5,
};

const rebalanceTimeoutMs = 20_000;

export class ConsumerWorld implements TopicCatalog {
  readonly consumers: readonly WorldConsumer[];
  /** How much happened, so that a test can tell that something did. */
  readonly seen = { stable: 0, moved: 0, commits: 0, upgrades: 0, downgrades: 0, restarts: 0 };
  readonly #topics = new Map<string, CatalogTopic>();
  readonly #records: CoordinatorRecord[] = [];
  #machine = this.#newMachine();
  #uncommitted: Outcome[] = [];
  #nowMs = 0;
  #ids = 0;
  #topicIds = 0;
  /** Members that the group has, and those that it had and has given up. */
  #present = new Set<string>();
  readonly #gone = new Set<string>();
  #kind = '';

  constructor(consumers: number, statics: number, classics: number) {
    const named = (count: number, protocol: WorldConsumer['protocol'], kind: string): WorldConsumer[] =>
      Array.from({ length: count }, (_, index) => ({
        name: `${kind}-${index}`,
        protocol,
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
    this.consumers = [
      ...named(classics, 'classic', 'classic'),
      ...named(consumers, 'consumer', 'consumer'),
      ...named(statics, 'consumer', 'static'),
    ];
    for (const name of ['a', 'b']) this.createTopic(name, 3);
  }

  topicByName(name: string): CatalogTopic | undefined {
    return this.#topics.get(name);
  }

  topicById(id: string): CatalogTopic | undefined {
    return [...this.#topics.values()].find((topic) => topic.id === id);
  }

  topicNames(): Iterable<string> {
    return this.#topics.keys();
  }

  createTopic(name: string, partitions: number): void {
    if (this.#topics.has(name)) return;
    this.#topics.set(name, { name, id: topicId(++this.#topicIds), partitions });
    this.#run((now) => this.#machine.topicsChanged({ created: [name], altered: [] }, now));
  }

  growTopic(name: string): void {
    const topic = this.#topics.get(name);
    if (topic === undefined || topic.partitions >= 6) return;
    this.#topics.set(name, { ...topic, partitions: topic.partitions + 1 });
    this.#run((now) => this.#machine.topicsChanged({ created: [], altered: [name] }, now));
  }

  /** Whoever reads from it finds out by itself. */
  deleteTopic(name: string): void {
    const topic = this.#topics.get(name);
    if (topic === undefined) return;
    this.#topics.delete(name);
    this.#run((now) => this.#machine.offsets.topicDeleted(name, topic.id, now));
    this.#run((now) => this.#machine.topicsChanged({ created: [], altered: [name] }, now));
  }

  /** What the client does next of its own accord: joins, syncs or sends a heartbeat. */
  act(consumer: WorldConsumer, { isLost = false, isFull = true } = {}): void {
    if (consumer.isWaiting) return;
    if (consumer.protocol === 'consumer') this.#heartbeat(consumer, isLost, isFull);
    else if (consumer.isToSync) this.#sync(consumer);
    else if (consumer.epoch > 0) this.#classicHeartbeat(consumer);
    else this.#join(consumer);
  }

  subscribe(consumer: WorldConsumer, topicNames: readonly string[], pattern: string): void {
    if (consumer.isWaiting) return;
    consumer.topicNames = topicNames;
    if (consumer.protocol === 'consumer') consumer.pattern = pattern;
    // A classic client joins anew to tell.
    else this.#reset(consumer);
  }

  leave(consumer: WorldConsumer, memberEpoch: -1 | -2): void {
    const { memberId, instanceId, protocol } = consumer;
    this.crash(consumer);
    const replyTo: ReplyTo<unknown> = { deliver: () => {}, fail: (code) => assert.fail(`leaving failed: ${code}`) };
    if (protocol === 'classic') {
      const identity = { memberId, groupInstanceId: instanceId, reason: null };
      this.#run((now) => this.#machine.leaveGroup(groupId, [identity], replyTo, now));
    } else {
      const request = this.#request({ ...consumer, memberId, epoch: instanceId === null ? -1 : memberEpoch });
      this.#run((now) => this.#machine.consumerGroupHeartbeat(request, replyTo, now));
    }
  }

  /** The client forgets all it knew; a static one keeps its name. */
  crash(consumer: WorldConsumer): void {
    consumer.life++;
    consumer.isWaiting = false;
    consumer.memberId = '';
    this.#reset(consumer);
  }

  /** The client waits no longer for its answer: it may have been heard, or may yet be. */
  giveUpWaiting(consumer: WorldConsumer): void {
    if (consumer.protocol === 'classic') return;
    consumer.life++;
    consumer.isWaiting = false;
  }

  /** A commit of the epoch that the consumer knows, or of an older one. */
  commit(consumer: WorldConsumer, epochsAgo: number): void {
    const { memberId, using } = consumer;
    const epoch = consumer.epoch - epochsAgo;
    const [partition] = using;
    if (partition === undefined) return;
    const [id = '', index = ''] = partition.split('/');
    const topic = this.topicById(id);
    if (topic === undefined) return;
    const partitions = [
      {
        partitionIndex: Number(index),
        committedOffset: 1n,
        committedLeaderEpoch: -1,
        committedMetadata: null,
        errorCode: Errors.NONE,
      },
    ];
    const command = {
      groupId,
      memberId,
      groupInstanceId: null,
      generationIdOrMemberEpoch: epoch,
      apiVersion: 9,
      retentionTimeMs: -1,
      topics: [{ name: topic.name, topicId: id, partitions }],
    };
    let errorCode: number | undefined;
    const replyTo: ReplyTo<{ topics: readonly { partitions: readonly { errorCode: number }[] }[] }> = {
      deliver: () => {},
      fail: () => {},
    };
    this.#run((now) => {
      const outcome = this.#machine.offsets.commit(
        command,
        { ...replyTo, deliver: (response) => (errorCode = response.topics[0]?.partitions[0]?.errorCode) },
        now,
      );
      if (outcome.records.length > 0) errorCode = Errors.NONE;
      return outcome;
    });
    if (errorCode !== Errors.NONE) return;
    const known = this.#describe().members.find((member) => member.memberId === memberId);
    if (known?.memberEpoch !== undefined)
      assert.equal(epoch, known.memberEpoch, 'a commit of another epoch was accepted');
    assert(!this.#gone.has(memberId), `a commit of ${memberId}, which the group has given up, was accepted`);
    this.seen.commits++;
  }

  advance(durationMs: number): void {
    const endMs = this.#nowMs + durationMs;
    for (;;) {
      const deadlineMs = this.#machine.nextDeadline();
      if (deadlineMs === undefined || deadlineMs > endMs) break;
      this.#nowMs = Math.max(this.#nowMs, deadlineMs);
      const outcome = this.#machine.tick(this.#now());
      if (outcome !== undefined) this.#take(outcome);
    }
    this.#nowMs = endMs;
  }

  /** The oldest records are committed. */
  commitRecords(count: number): void {
    for (const outcome of this.#uncommitted.splice(0, count)) {
      this.#records.push(...outcome.records);
      this.#settle(outcome);
    }
  }

  /** The coordinator dies; of what it was appending, the first `surviving` outcomes made it to the log. */
  restart(surviving: number): void {
    for (const outcome of this.#uncommitted.splice(0, surviving)) this.#records.push(...outcome.records);
    this.#uncommitted = [];
    this.#machine = this.#newMachine();
    for (const record of this.#records) this.#machine.replay(record);
    this.#run((now) => this.#machine.loaded(now));
    for (const consumer of this.consumers) {
      consumer.isWaiting = false;
      consumer.life++;
      // A classic client whose JoinGroup or SyncGroup failed joins anew.
      if (consumer.protocol === 'classic' && consumer.epoch <= 0) this.#reset(consumer);
    }
    this.#noteMembers(true);
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
    assert.equal(this.#uncommitted.length, 0);
    assert.equal(this.#describe().state, 'Stable', JSON.stringify([this.#describe(), this.consumers.map(shown)]));
    this.seen.stable++;
    this.#checkCover();
    this.#checkReplay();
  }

  /** Classic clients in a group that has become Stable without leader again know it from the machine alone. */
  #checkCover(): void {
    const users = new Map<string, string[]>();
    for (const { name, using } of this.consumers) {
      for (const partition of using) users.set(partition, [...(users.get(partition) ?? []), name]);
    }
    for (const topic of this.#topics.values()) {
      const subscribers = this.consumers.filter((consumer) => this.#subscribes(consumer, topic.name));
      for (let partition = 0; partition < topic.partitions; partition++) {
        const by = users.get(`${topic.id}/${partition}`) ?? [];
        if (subscribers.length === 0) continue;
        assert.equal(
          by.length,
          1,
          `${topic.name}/${partition} is used by ${by.join(' and ') || 'nobody'}: ${JSON.stringify(this.#describe())} ${JSON.stringify(this.consumers.map(shown))}`,
        );
        assert(
          subscribers.some(({ name }) => name === by[0]),
          `${by[0]} does not subscribe to ${topic.name}`,
        );
      }
    }
  }

  #checkReplay(): void {
    const replayed = this.#newMachine();
    for (const record of this.#records) replayed.replay(record);
    assert.deepEqual(this.#describe(replayed), this.#describe());
  }

  #subscribes({ topicNames, pattern }: WorldConsumer, name: string): boolean {
    return topicNames.includes(name) || (pattern !== '' && new RegExp(`^(?:${pattern})$`).test(name));
  }

  #heartbeat(consumer: WorldConsumer, isLost: boolean, isFull: boolean): void {
    if (consumer.epoch === 0) consumer.using.clear();
    if (consumer.memberId === '') consumer.memberId = `${consumer.name}-${this.#ids++}`;
    const isJoin = consumer.epoch === 0;
    const request = this.#request(consumer, isJoin || isFull);
    consumer.isWaiting = true;
    const replyTo = this.#answerTo<ConsumerGroupHeartbeatResponse>(consumer, (response) => {
      if (!isLost) this.#beaten(consumer, response);
    });
    this.#run((now) => this.#machine.consumerGroupHeartbeat(request, replyTo, now));
  }

  #beaten(consumer: WorldConsumer, response: ConsumerGroupHeartbeatResponse): void {
    switch (response.errorCode) {
      case Errors.NONE:
        consumer.epoch = response.memberEpoch;
        if (response.assignment !== null) this.#use(consumer, response.assignment.topicPartitions);
        return;
      case Errors.UNKNOWN_MEMBER_ID:
      case Errors.FENCED_MEMBER_EPOCH:
      case Errors.GROUP_ID_NOT_FOUND:
        this.#reset(consumer);
        return;
      case Errors.FENCED_INSTANCE_ID:
        this.crash(consumer);
        return;
      case Errors.UNRELEASED_INSTANCE_ID:
      case Errors.GROUP_MAX_SIZE_REACHED:
        return;
      default:
        assert.fail(`a heartbeat was answered ${response.errorCode} ${response.errorMessage}`);
    }
  }

  #request(consumer: WorldConsumer, isFull = false) {
    const { memberId, epoch, instanceId, topicNames, pattern, using } = consumer;
    const byTopic = Map.groupBy(using, (partition) => partition.split('/')[0] ?? '');
    const topicPartitions = Array.from(byTopic, ([topicId, partitions]) => ({
      topicId,
      partitions: partitions.map((partition) => Number(partition.split('/')[1])),
    }));
    const request = {
      groupId,
      memberId,
      memberEpoch: epoch,
      instanceId,
      rackId: null,
      rebalanceTimeoutMs: isFull ? rebalanceTimeoutMs : -1,
      subscribedTopicNames: isFull ? topicNames : null,
      subscribedTopicRegex: isFull ? pattern : null,
      serverAssignor: null,
      topicPartitions: isFull ? topicPartitions : null,
    };
    return { request, clientId: consumer.name, clientHost: '/127.0.0.1' };
  }

  /** An eager client: before it joins it gives up all it has. */
  #join(consumer: WorldConsumer): void {
    consumer.using.clear();
    consumer.isWaiting = true;
    const metadata = subscription(...consumer.topicNames);
    const request = joinRequest({
      memberId: consumer.memberId,
      sessionTimeoutMs: 30_000,
      rebalanceTimeoutMs,
      protocols: [{ name: 'range', metadata }],
    });
    const replyTo = this.#answerTo<JoinGroupResponse>(consumer, (response) => this.#joined(consumer, response));
    const join = { apiVersion: 9, clientId: consumer.name, clientHost: '/127.0.0.1', request, replyTo };
    this.#run((now) => this.#machine.joinGroup({ ...join, uuid: `${consumer.name}-${this.#ids++}` }, now));
  }

  #joined(consumer: WorldConsumer, response: JoinGroupResponse): void {
    if (response.errorCode === Errors.MEMBER_ID_REQUIRED) consumer.memberId = response.memberId;
    else if (response.errorCode === Errors.UNKNOWN_MEMBER_ID) consumer.memberId = '';
    if (response.errorCode !== Errors.NONE) return;
    consumer.memberId = response.memberId;
    consumer.epoch = response.generationId;
    consumer.isToSync = true;
    consumer.followers = new Map(response.members.map(({ memberId, metadata }) => [memberId, namesIn(metadata)]));
  }

  #sync(consumer: WorldConsumer): void {
    consumer.isWaiting = true;
    const replyTo = this.#answerTo<{ errorCode: number; assignment: Buffer }>(consumer, ({ errorCode, assignment }) => {
      consumer.isToSync = false;
      if (errorCode !== Errors.NONE) this.#reset(consumer);
      else this.#use(consumer, this.#decoded(assignment));
    });
    const request = {
      groupId,
      generationId: consumer.epoch,
      memberId: consumer.memberId,
      groupInstanceId: null,
      protocolType: 'consumer',
      protocolName: 'range',
      assignments: this.#assignments(consumer.followers),
    };
    this.#run((now) => this.#machine.syncGroup({ request, replyTo }, now));
  }

  #classicHeartbeat(consumer: WorldConsumer): void {
    consumer.isWaiting = true;
    const { memberId, epoch: generationId } = consumer;
    const replyTo = this.#answerTo<{ errorCode: number }>(consumer, ({ errorCode }) => {
      if (errorCode !== Errors.NONE) this.#reset(consumer);
      if (errorCode === Errors.UNKNOWN_MEMBER_ID) consumer.memberId = '';
    });
    const request = { groupId, generationId, memberId, groupInstanceId: null };
    this.#run((now) => this.#machine.heartbeat(request, replyTo, now));
  }

  /** A leader's assignment: partition after partition to its subscribers in turn. */
  #assignments(followers: ReadonlyMap<string, readonly string[]>) {
    const given = new Map(Array.from(followers.keys(), (memberId) => [memberId, new Map<string, number[]>()]));
    for (const topic of this.#topics.values()) {
      const subscribers = [...followers]
        .filter(([, names]) => names.includes(topic.name))
        .map(([memberId]) => memberId);
      for (let partition = 0; partition < topic.partitions && subscribers.length > 0; partition++) {
        const topics = given.get(subscribers[partition % subscribers.length] ?? '');
        topics?.set(topic.name, [...(topics.get(topic.name) ?? []), partition]);
      }
    }
    return Array.from(given, ([memberId, topics]) => {
      const assignedPartitions = Array.from(topics, ([topic, partitions]) => ({ topic, partitions }));
      const assignment = encodeVersioned(consumerProtocolAssignmentData, { assignedPartitions, userData: null }, 0);
      return { memberId, assignment };
    });
  }

  #decoded(assignment: Buffer): { topicId: string; partitions: readonly number[] }[] {
    if (assignment.length === 0) return [];
    const reader = new Reader(assignment);
    const { assignedPartitions } = consumerProtocolAssignmentData.decode(reader, reader.readInt16());
    return assignedPartitions.flatMap(({ topic, partitions }) => {
      const known = this.#topics.get(topic);
      return known === undefined ? [] : [{ topicId: known.id, partitions }];
    });
  }

  #use(consumer: WorldConsumer, assigned: readonly { topicId: string; partitions: readonly number[] }[]): void {
    const next = assigned.flatMap(({ topicId, partitions }) =>
      partitions.map((partition) => `${topicId}/${partition}`),
    );
    this.seen.moved += next.filter((partition) => !consumer.using.has(partition)).length;
    consumer.using.clear();
    for (const partition of next) consumer.using.add(partition);
    this.#checkExclusive();
  }

  #checkExclusive(): void {
    const users = new Map<string, string>();
    for (const { memberId, using } of this.consumers) {
      if (!this.#present.has(memberId)) continue;
      for (const partition of using) {
        const other = users.get(partition);
        assert(other === undefined, `${partition} is used by ${memberId} and by ${other}`);
        users.set(partition, memberId);
      }
    }
  }

  /** The client has to begin anew, and uses nothing until then. */
  #reset(consumer: WorldConsumer): void {
    consumer.using.clear();
    consumer.epoch = consumer.protocol === 'consumer' ? 0 : -1;
    consumer.isToSync = false;
    consumer.followers = new Map();
  }

  #answerTo<Response>(consumer: WorldConsumer, deliver: (response: Response) => void): ReplyTo<Response> {
    const { life } = consumer;
    let isAnswered = false;
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

  #run(command: (now: Moment) => Outcome): void {
    this.#take(command(this.#now()));
  }

  /** As the shard does. */
  #take(outcome: Outcome): void {
    this.#noteMembers(false);
    const isToWait = outcome.records.length > 0 || (outcome.readsCommittedState && this.#uncommitted.length > 0);
    if (isToWait) this.#uncommitted.push(outcome);
    else this.#settle(outcome);
    const { patternsToMatch } = outcome;
    if (patternsToMatch === undefined) return;
    const slices = matchTopics(patternsToMatch.patterns, [...this.#topics.keys()]);
    let slice = slices.next();
    while (slice.done !== true) slice = slices.next();
    const matches = slice.value;
    this.#run((now) => this.#machine.patternsMatched(patternsToMatch.groupId, matches, now));
  }

  #settle(outcome: Outcome): void {
    for (const reply of outcome.replies) reply.deliver();
    const { continuation } = outcome;
    if (continuation !== undefined) this.#run((now) => this.#machine.proceed(continuation, now));
  }

  /** After a restart members may be back whose going was not stored. */
  #noteMembers(isRestart: boolean): void {
    const { kind, members } = this.#describe();
    const present = new Set(members.map(({ memberId }) => memberId));
    for (const memberId of this.#present) if (!present.has(memberId)) this.#gone.add(memberId);
    for (const memberId of present) this.#gone.delete(memberId);
    if (isRestart) this.#gone.clear();
    if (this.#kind === 'classic' && kind === 'consumer' && this.#present.size > 0) this.seen.upgrades++;
    if (this.#kind === 'consumer' && kind === 'classic' && present.size > 0) this.seen.downgrades++;
    this.#kind = kind;
    this.#present = present;
  }

  /** The group of either kind, comparable. */
  #describe(machine: GroupMachine = this.#machine) {
    const consumer = answerOf<{
      errorCode: number;
      groupState: string;
      members: readonly { memberId: string; memberEpoch?: number }[];
    }>((to) => machine.consumerGroupDescribe(groupId, to, this.#now()));
    const isConsumer = consumer.errorCode === Errors.NONE;
    const group = isConsumer
      ? consumer
      : answerOf<{ groupState: string; members: readonly { memberId: string; memberEpoch?: number }[] }>((to) =>
          machine.describeGroup(groupId, 5, to),
        );
    const members = group.members.toSorted((a, b) => (a.memberId < b.memberId ? -1 : 1));
    return { kind: isConsumer ? 'consumer' : 'classic', state: group.groupState, members };
  }

  #newMachine(): GroupMachine {
    return new GroupMachine({ settings, groupConfigs: defaultGroupConfigs, catalog: this });
  }

  #now(): Moment {
    return { monotonicMs: this.#nowMs, wallClockMs: 1_700_000_000_000 + this.#nowMs };
  }
}

function answerOf<Response>(ask: (replyTo: ReplyTo<Response>) => Outcome): Response {
  const answers: Response[] = [];
  const outcome = ask({ deliver: (response) => answers.push(response), fail: () => {} });
  for (const reply of outcome.replies) reply.deliver();
  const [answer] = answers;
  assert(answer !== undefined);
  return answer;
}

function namesIn(metadata: Buffer): string[] {
  const reader = new Reader(metadata);
  reader.readInt16();
  return Array.from({ length: reader.readArrayLength() }, () => reader.readString());
}

function shown({ name, epoch, memberId, using, topicNames, pattern }: WorldConsumer) {
  return { name, epoch, memberId, using: [...using], topicNames, pattern };
}
