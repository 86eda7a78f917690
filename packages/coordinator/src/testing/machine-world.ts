/**
 * A group machine and its clients under a script of operations: joins, syncs, commits, crashes, in any order and at
 * any time. The world keeps the log, decides when records are committed, and holds everything that is answered
 * against what may be answered; it throws at the first answer that may not.
 */
import assert from 'node:assert/strict';
import { type ErrorCode, Errors, ZERO_UUID } from '@moldau/protocol';
import type { DescribedGroup } from '@moldau/protocol/messages/describe-groups';
import type { JoinGroupResponse } from '@moldau/protocol/messages/join-group';
import type { OffsetFetchResponseGroup } from '@moldau/protocol/messages/offset-fetch';
import type { SyncGroupResponse } from '@moldau/protocol/messages/sync-group';
import type { GroupSettings } from '../group-settings.ts';
import { defaultGroupConfigs, defaultGroupSettings } from './default-group-settings.ts';
import { GroupMachine } from '../machine/group-machine.ts';
import type { Moment } from '../machine/moment.ts';
import type { Outcome, ReplyTo } from '../machine/outcome.ts';
import type { CoordinatorRecord, TopicCatalog } from '../ports.ts';
import { groupId, joinRequest } from './group-bench.ts';

export interface WorldClient {
  readonly name: string;
  readonly groupInstanceId: string | null;
  memberId: string;
  generationId: number;
  /** The members to assign to, if it leads. */
  members: readonly string[];
  /** Counts its lives; an answer to an earlier one reaches nobody. */
  life: number;
}

const settings: GroupSettings = { ...defaultGroupSettings, groupInitialRebalanceDelayMs: 500, groupMaxSize: 5 };

const noTopics: TopicCatalog = { topicByName: () => undefined, topicById: () => undefined, topicNames: () => [] };

export class MachineWorld {
  readonly clients: readonly WorldClient[];
  readonly records: CoordinatorRecord[] = [];
  /** How many of the answers were successes, so that a test can tell that something happened. */
  readonly successes = { join: 0, sync: 0, commit: 0, stable: 0 };
  #machine = new GroupMachine({ settings, groupConfigs: defaultGroupConfigs, catalog: noTopics });
  #uncommitted: Outcome[] = [];
  #nowMs = 0;
  #counter = 0;
  /** By generation: which assignment its members were given. */
  readonly #assignmentOf = new Map<number, string>();
  #newestGeneration = 0;
  readonly #fenced = new Set<string>();
  #acknowledgedOffset = -1;

  constructor(dynamicClients: number, staticClients: number) {
    const client = (name: string, groupInstanceId: string | null): WorldClient => {
      return { name, groupInstanceId, memberId: '', generationId: -1, members: [], life: 0 };
    };
    this.clients = [
      ...Array.from({ length: dynamicClients }, (_, index) => client(`dynamic ${index}`, null)),
      ...Array.from({ length: staticClients }, (_, index) => client(`static ${index}`, `instance-${index}`)),
    ];
    this.#run((now) => this.#machine.loaded(now));
  }

  join(client: WorldClient, apiVersion: number, protocolNames: readonly string[]): void {
    const { memberId, groupInstanceId } = client;
    const protocols = protocolNames.map((name) => ({ name, metadata: Buffer.from(client.name) }));
    const request = joinRequest({ memberId, groupInstanceId, protocols, rebalanceTimeoutMs: 5_000 });
    const replyTo = this.#replyTo<JoinGroupResponse>(client, (response) => this.#joined(client, response));
    const uuid = `${this.#counter++}`;
    const command = { apiVersion, clientId: client.name, clientHost: '/127.0.0.1', request, uuid, replyTo };
    this.#run((now) => this.#machine.joinGroup(command, now));
  }

  sync(client: WorldClient): void {
    const { memberId, generationId, groupInstanceId } = client;
    const word = `generation ${generationId}, word ${this.#counter++}`;
    const assignments = client.members.map((member) => ({
      memberId: member,
      assignment: Buffer.from(`${word} for ${member}`),
    }));
    const request = {
      groupId,
      generationId,
      memberId,
      groupInstanceId,
      protocolType: null,
      protocolName: null,
      assignments,
    };
    const replyTo = this.#replyTo<SyncGroupResponse>(client, (response) => {
      if (response.errorCode === Errors.NONE) this.#synced(memberId, generationId, response.assignment.toString());
      else this.#refused(client, response.errorCode);
    });
    this.#run((now) => this.#machine.syncGroup({ request, replyTo }, now));
  }

  heartbeat(client: WorldClient): void {
    const { memberId, generationId, groupInstanceId } = client;
    const replyTo = this.#replyTo<{ errorCode: number }>(client, ({ errorCode }) => {
      this.#refused(client, errorCode);
    });
    this.#run((now) => this.#machine.heartbeat({ groupId, memberId, generationId, groupInstanceId }, replyTo, now));
  }

  /** A commit as of the client's generation, or of an earlier one. */
  commit(client: WorldClient, generationsAgo: number): void {
    const { memberId, groupInstanceId } = client;
    const generationId = client.generationId - generationsAgo;
    if (memberId === '' || generationId < 0) return;
    const offset = this.#counter++;
    const newest = this.#newestGeneration;
    const isFenced = this.#fenced.has(memberId);
    const partition = {
      partitionIndex: 0,
      committedOffset: BigInt(offset),
      committedLeaderEpoch: -1,
      committedMetadata: null,
      errorCode: Errors.NONE,
    };
    const command = {
      groupId,
      memberId,
      groupInstanceId,
      generationIdOrMemberEpoch: generationId,
      apiVersion: 9,
      retentionTimeMs: -1,
      topics: [{ name: 'users', topicId: ZERO_UUID, partitions: [partition] }],
    };
    const replyTo: ReplyTo<{ topics: readonly { partitions: readonly { errorCode: number }[] }[] }> = {
      deliver: ({ topics }) => {
        if (topics[0]?.partitions[0]?.errorCode !== Errors.NONE) return;
        assert(generationId >= newest, `a commit of generation ${generationId} was accepted after ${newest} began`);
        assert(!isFenced, `a commit of the fenced member ${memberId} was accepted`);
        this.#acknowledgedOffset = offset;
        this.successes.commit++;
      },
      fail: () => {},
    };
    this.#run((now) => this.#machine.commitOffsets(command, replyTo, now));
  }

  leave(client: WorldClient): void {
    const { memberId, groupInstanceId } = client;
    const replyTo = this.#replyTo<unknown>(client, () => {});
    this.#run((now) => this.#machine.leaveGroup(groupId, [{ memberId, groupInstanceId, reason: null }], replyTo, now));
    this.crash(client);
  }

  /** The client forgets all it knew; a static one keeps its name. */
  crash(client: WorldClient): void {
    client.life++;
    client.memberId = '';
    client.generationId = -1;
    client.members = [];
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
      this.records.push(...outcome.records);
      this.#settle(outcome);
    }
  }

  /** The coordinator dies; of what it was appending, the first `surviving` outcomes made it to the log. */
  restart(surviving: number): void {
    for (const outcome of this.#uncommitted.splice(0, surviving)) this.records.push(...outcome.records);
    this.#uncommitted = [];
    this.#machine = this.#replayed();
    this.#run((now) => this.#machine.loaded(now));
    for (const client of this.clients) client.life++;
    const offset = this.#committedOffset(this.#machine);
    assert(
      offset >= this.#acknowledgedOffset,
      `offset ${this.#acknowledgedOffset} was acknowledged, ${offset} is left`,
    );
    this.#newestGeneration = 0;
  }

  /** Nothing is under way in the log: a machine that is loaded now knows what this one knows. */
  checkReplay(): void {
    this.commitRecords(Number.POSITIVE_INFINITY);
    if (this.#uncommitted.length > 0) {
      this.checkReplay();
      return;
    }
    const replayed = this.#replayed();
    assert.equal(this.#committedOffset(replayed), this.#committedOffset(this.#machine));
    const described = this.#describe(this.#machine);
    if (described.groupState !== 'Stable') return;
    this.successes.stable++;
    assert.deepEqual(sortedMembers(this.#describe(replayed)), sortedMembers(described));
  }

  #joined(client: WorldClient, response: JoinGroupResponse): void {
    if (response.errorCode === Errors.MEMBER_ID_REQUIRED) client.memberId = response.memberId;
    if (response.errorCode !== Errors.NONE) {
      this.#refused(client, response.errorCode);
      return;
    }
    if (client.groupInstanceId !== null && client.memberId !== response.memberId) this.#fenced.add(client.memberId);
    this.#fenced.delete('');
    client.memberId = response.memberId;
    client.generationId = response.generationId;
    const members = response.members.map(({ memberId }) => memberId);
    client.members = members;
    this.successes.join++;
    this.#newestGeneration = Math.max(this.#newestGeneration, response.generationId);
    if (members.length === 0) return;
    assert.equal(response.leader, client.memberId, 'only the leader is told the members');
    assert(members.includes(client.memberId), 'the leader is a member');
    assert.equal(new Set(members).size, members.length, 'no member is listed twice');
  }

  #synced(memberId: string, generationId: number, assignment: string): void {
    this.successes.sync++;
    if (assignment === '') return;
    const [word = '', owner] = assignment.split(' for ');
    assert.equal(identity(owner), identity(memberId), 'a member is given its own assignment');
    assert(word.startsWith(`generation ${generationId},`), `generation ${generationId} was given ${assignment}`);
    const known = this.#assignmentOf.get(generationId) ?? word;
    assert.equal(word, known, `two assignments in generation ${generationId}`);
    this.#assignmentOf.set(generationId, known);
  }

  #refused(client: WorldClient, errorCode: number): void {
    if (errorCode === Errors.UNKNOWN_MEMBER_ID || errorCode === Errors.FENCED_INSTANCE_ID) client.memberId = '';
  }

  #replyTo<Response>(client: WorldClient, deliver: (response: Response) => void): ReplyTo<Response> {
    const { life } = client;
    let isAnswered = false;
    return {
      deliver: (response) => {
        assert(!isAnswered, 'a request is answered once');
        isAnswered = true;
        if (client.life === life) deliver(response);
      },
      fail: (code: ErrorCode) => assert.fail(`nothing fails here, but ${code} came`),
    };
  }

  #run(command: (now: Moment) => Outcome): void {
    this.#take(command(this.#now()));
  }

  /** As the shard does: outcomes without records are settled at once. */
  #take(outcome: Outcome): void {
    if (outcome.records.length > 0) this.#uncommitted.push(outcome);
    else this.#settle(outcome);
  }

  #settle(outcome: Outcome): void {
    for (const reply of outcome.replies) reply.deliver();
    const { continuation } = outcome;
    if (continuation !== undefined) this.#run((now) => this.#machine.proceed(continuation, now));
  }

  #replayed(): GroupMachine {
    const machine = new GroupMachine({ settings, groupConfigs: defaultGroupConfigs, catalog: noTopics });
    for (const record of this.records) machine.replay(record);
    return machine;
  }

  #describe(machine: GroupMachine): DescribedGroup {
    return answerOf<DescribedGroup>((replyTo) => machine.describeGroup(groupId, 5, replyTo));
  }

  #committedOffset(machine: GroupMachine): number {
    const fetch = { groupId, memberId: null, memberEpoch: -1, requireStable: false, topicId: () => ZERO_UUID };
    const topics = [{ name: 'users', topicId: ZERO_UUID, partitionIndexes: [0] }];
    const answer = answerOf<OffsetFetchResponseGroup>((replyTo) => machine.fetchOffsets({ ...fetch, topics }, replyTo));
    return Number(answer.topics[0]?.partitions[0]?.committedOffset);
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

/** A static member inherits what it was given under an earlier id. */
function identity(memberId = ''): string {
  return memberId.startsWith('instance') ? memberId.slice(0, memberId.lastIndexOf('-')) : memberId;
}

function sortedMembers(group: DescribedGroup): DescribedGroup {
  return { ...group, members: group.members.toSorted((a, b) => (a.memberId < b.memberId ? -1 : 1)) };
}
