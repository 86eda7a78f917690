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
import { Outcome, type ReplyTo } from '../machine/outcome.ts';
import type { CoordinatorRecord, TopicCatalog } from '../ports.ts';
import { AssignmentLedger, assertOwnedOnce, ownedCounts } from './assignment-ledger.ts';
import { groupId, joinRequest, subscription } from './group-bench.ts';
import { TimelineLedger } from './timeline-ledger.ts';

export interface WorldClient {
  readonly name: string;
  readonly groupInstanceId: string | null;
  memberId: string;
  generationId: number;
  /** The members to assign to, if it leads. */
  members: readonly string[];
  /** Its last JoinGroup, which may be parked. */
  joining: ReplyTo<JoinGroupResponse> | undefined;
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
  readonly #assignments = new AssignmentLedger();
  readonly timeline = new TimelineLedger();
  #newestGeneration = 0;
  readonly #fenced = new Set<string>();
  /** By instance id, as far as clients were told. */
  readonly #memberOfInstance = new Map<string, string>();
  #acknowledgedOffset = -1;
  /** How often offsets were deleted; what was committed before need not be there any more. */
  #wipes = 0;

  constructor(dynamicClients: number, staticClients: number) {
    const client = (name: string, groupInstanceId: string | null): WorldClient => {
      return { name, groupInstanceId, memberId: '', generationId: -1, members: [], joining: undefined, life: 0 };
    };
    this.clients = [
      ...Array.from({ length: dynamicClients }, (_, index) => client(`dynamic ${index}`, null)),
      ...Array.from({ length: staticClients }, (_, index) => client(`static ${index}`, `instance-${index}`)),
      // A second client that was configured with the name of the first.
      ...(staticClients > 0 ? [client('twin', 'instance-0')] : []),
    ];
    this.#run((now) => this.#machine.loaded(now));
  }

  join(client: WorldClient, apiVersion: number, protocolNames: readonly string[], topic = 'users'): void {
    const { memberId, groupInstanceId } = client;
    const protocols = protocolNames.map((name) => ({ name, metadata: subscription(topic) }));
    const request = joinRequest({ memberId, groupInstanceId, protocols, rebalanceTimeoutMs: 5_000 });
    const replyTo = this.#replyTo<JoinGroupResponse>(client, (response) => this.#joined(client, response));
    const uuid = `${this.#counter++}`;
    const command = { apiVersion, clientId: client.name, clientHost: '/127.0.0.1', request, uuid, replyTo };
    client.joining = replyTo;
    this.#run((now) => this.#machine.joinGroup(command, now));
  }

  /** The client hangs up while its join may be parked, and forgets all it knew (B15). */
  disconnect(client: WorldClient): void {
    const { joining } = client;
    this.crash(client);
    if (joining !== undefined) this.#run((now) => this.#machine.abandonJoin(groupId, joining, now));
  }

  sync(client: WorldClient): void {
    const { memberId, generationId, groupInstanceId } = client;
    const assignments = this.#assignments.assign(client.members, generationId, this.#counter++);
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
      if (response.errorCode === Errors.NONE) {
        this.successes.sync++;
        this.#assignments.given(memberId, generationId, response.assignment);
      } else this.#refused(client, response.errorCode);
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
    const wipes = this.#wipes;
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
        if (wipes === this.#wipes) this.#acknowledgedOffset = offset;
        this.successes.commit++;
      },
      fail: () => {},
    };
    this.#run((now) => this.#machine.offsets.commit(command, replyTo, now));
  }

  leave(...clients: readonly WorldClient[]): void {
    const [first] = clients;
    if (first === undefined) return;
    const replyTo = this.#replyTo<unknown>(first, () => {});
    const members = clients.map(({ memberId, groupInstanceId }) => ({ memberId, groupInstanceId, reason: null }));
    this.#run((now) => this.#machine.leaveGroup(groupId, members, replyTo, now));
    for (const client of clients) this.crash(client);
  }

  /** An admin's DeleteGroups, which only a group without members heeds. */
  deleteGroup(): void {
    const wasEmpty = this.#describe(this.#machine).groupState === 'Empty';
    const replyTo: ReplyTo<ErrorCode> = {
      deliver: (errorCode) => assert.equal(errorCode === Errors.NONE, wasEmpty, `deleting was answered ${errorCode}`),
      fail: () => {},
    };
    this.#run((now) => this.#machine.deleteGroup(groupId, replyTo, now));
    if (!wasEmpty) return;
    assert.equal(this.#committedOffset(this.#machine), -1, 'a deleted group has no offsets');
    this.#startAnew();
    this.#wipe();
  }

  /** An admin's OffsetDelete of what clients commit. */
  deleteOffsets(): void {
    const before = this.#committedOffset(this.#machine);
    const topics = [{ name: 'users', partitions: [{ partitionIndex: 0, errorCode: Errors.NONE }] }];
    const replyTo: ReplyTo<unknown> = { deliver: () => {}, fail: () => {} };
    this.#run((now) => this.#machine.offsets.delete({ groupId, topics }, replyTo, now));
    const after = this.#committedOffset(this.#machine);
    assert(after === before || after === -1);
    if (after !== before) this.#wipe();
  }

  #wipe(): void {
    this.#wipes++;
    this.#acknowledgedOffset = -1;
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
    this.#startAnew();
    const offset = this.#committedOffset(this.#machine);
    assert(
      offset >= this.#acknowledgedOffset,
      `offset ${this.#acknowledgedOffset} was acknowledged, ${offset} is left`,
    );
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
    assertOwnedOnce(described.members);
    assert.deepEqual(sortedMembers(this.#describe(replayed)), sortedMembers(described));
  }

  /** Generations may be counted anew; who took over in one that was never stored, did not. */
  #startAnew(): void {
    this.#newestGeneration = 0;
    this.#fenced.clear();
    this.#memberOfInstance.clear();
    this.#assignments.forget();
    this.timeline.reset(this.#owned());
  }

  #joined(client: WorldClient, response: JoinGroupResponse): void {
    if (response.errorCode === Errors.MEMBER_ID_REQUIRED) client.memberId = response.memberId;
    if (response.errorCode !== Errors.NONE) {
      this.#refused(client, response.errorCode);
      return;
    }
    if (client.groupInstanceId !== null) this.#tookOver(client.groupInstanceId, response.memberId);
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

  /** Whoever had the instance under another id is fenced from now on. */
  #tookOver(groupInstanceId: string, memberId: string): void {
    const previous = this.#memberOfInstance.get(groupInstanceId);
    if (previous !== undefined && previous !== memberId) this.#fenced.add(previous);
    this.#memberOfInstance.set(groupInstanceId, memberId);
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
    if (outcome.records.length > 0) {
      this.#uncommitted.push(outcome);
      return;
    }
    if (this.#uncommitted.length > 0 && outcome.events !== undefined) {
      const later = new Outcome();
      later.events = outcome.events;
      outcome.events = undefined;
      this.#uncommitted.push(later);
    }
    this.#settle(outcome);
  }

  #settle(outcome: Outcome): void {
    for (const reply of outcome.replies) reply.deliver();
    this.timeline.take(outcome.events ?? [], () => this.#owned());
    const { continuation } = outcome;
    if (continuation !== undefined) this.#run((now) => this.#machine.proceed(continuation, now));
  }

  #replayed(): GroupMachine {
    const machine = new GroupMachine({ settings, groupConfigs: defaultGroupConfigs, catalog: noTopics });
    for (const record of this.records) machine.replay(record);
    return machine;
  }

  #owned(): Map<string, number> {
    return ownedCounts(this.#describe(this.#machine).members);
  }

  #describe(machine: GroupMachine): DescribedGroup {
    return answerOf<DescribedGroup>((replyTo) => machine.describeGroup(groupId, 5, replyTo));
  }

  #committedOffset(machine: GroupMachine): number {
    const fetch = { groupId, memberId: null, memberEpoch: -1, requireStable: false, topicId: () => ZERO_UUID };
    const topics = [{ name: 'users', topicId: ZERO_UUID, partitionIndexes: [0] }];
    const answer = answerOf<OffsetFetchResponseGroup>((replyTo) =>
      machine.offsets.fetch({ ...fetch, topics }, replyTo),
    );
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

function sortedMembers(group: DescribedGroup): DescribedGroup {
  return { ...group, members: group.members.toSorted((a, b) => (a.memberId < b.memberId ? -1 : 1)) };
}
