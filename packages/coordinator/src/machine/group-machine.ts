/**
 * The groups of one partition of `__consumer_offsets`, as a machine without I/O and without a clock.
 *
 * Every method takes the instant and returns an Outcome: records, replies, and what follows once the records are
 * committed. The state is a function of the records (`replay`, then `loaded`) plus what only matters while clients
 * wait: parked requests, sessions, a rebalance under way. Deadlines are data (`nextDeadline`, `tick`).
 */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { DescribedGroup as DescribedConsumerGroup } from '@moldau/protocol/messages/consumer-group-describe';
import type { ConsumerGroupHeartbeatResponse } from '@moldau/protocol/messages/consumer-group-heartbeat';
import type { DescribedGroup } from '@moldau/protocol/messages/describe-groups';
import type { HeartbeatRequest, HeartbeatResponse } from '@moldau/protocol/messages/heartbeat';
import type { JoinGroupResponse } from '@moldau/protocol/messages/join-group';
import type { LeaveGroupResponse, MemberIdentity } from '@moldau/protocol/messages/leave-group';
import type { ListedGroup } from '@moldau/protocol/messages/list-groups';
import type { OffsetCommitResponse } from '@moldau/protocol/messages/offset-commit';
import type { OffsetDeleteResponse } from '@moldau/protocol/messages/offset-delete';
import type { OffsetFetchResponseGroup } from '@moldau/protocol/messages/offset-fetch';
import type { TxnOffsetCommitResponse } from '@moldau/protocol/messages/txn-offset-commit';
import { ClassicGroup } from '../classic/classic-group.ts';
import { abandonJoin } from '../classic/join.ts';
import type { JoinCommand } from '../classic/join-command.ts';
import { cancelDeadlines } from '../classic/rebalance.ts';
import { completeJoin, joinError } from '../classic/responses.ts';
import { renewSession } from '../classic/session.ts';
import { staticMemberStored } from '../classic/static-rejoin.ts';
import { assignmentRefused, assignmentStored, type SyncCommand } from '../classic/sync.ts';
import { consumerGroupDescribe, consumerGroupHeartbeat } from '../consumer/commands.ts';
import { ConsumerGroup } from '../consumer/consumer-group.ts';
import type { HeartbeatCommand } from '../consumer/member-metadata.ts';
import type { PatternMatches } from '../consumer/patterns/match-topics.ts';
import { patternsMatched } from '../consumer/patterns/resolve-patterns.ts';
import { type ChangedTopics, topicsChanged } from '../consumer/topics-changed.ts';
import type { GroupSettings } from '../group-settings.ts';
import { describeGroup } from '../groups/describe-group.ts';
import type { Group } from '../groups/group.ts';
import type { InspectedGroup } from '../groups/inspected-group.ts';
import { type GroupFilter, listGroups } from '../groups/list-groups.ts';
import { groupLoaded } from '../groups/load.ts';
import { heartbeat, joinGroup, leaveGroup, syncGroup } from '../groups/membership.ts';
import { type GroupSummary, summariseGroup } from '../groups/summarise-group.ts';
import { tickGroup } from '../groups/tick.ts';
import { type CommitCommand, commitOffsets, commitResponse } from '../offsets/commit.ts';
import {
  commitTransactionalOffsets,
  markerRecord,
  type OffsetsMarker,
  refusedTransactionalCommit,
  type TransactionalCommit,
} from '../offsets/commit-transactional.ts';
import { type DeleteCommand, deleteOffsets, refusedDelete, validateOffsetDelete } from '../offsets/delete.ts';
import { type FetchCommand, fetchOffsets } from '../offsets/fetch.ts';
import type { PendingOffsets } from '../offsets/pending-offsets.ts';
import { removeExpiredOffsets, removeOffsetsOfGroup, removeOffsetsOfTopic } from '../offsets/removal.ts';
import type { OffsetsGuard, TransactionalProducer } from '../offsets/transactional-offsets.ts';
import type { CoordinatorRecord, GroupConfigs, TopicCatalog } from '../ports.ts';
import { noteEvent } from '../timeline/note-event.ts';
import type { Continuation } from './continuation.ts';
import { Deadlines } from './deadlines.ts';
import { DurableState } from './durable-state.ts';
import type { Moment } from './moment.ts';
import { Outcome, type ReplyTo } from './outcome.ts';
import type { Step } from './step.ts';
import { offsetExpiryKey, type TimerEvent } from './timer-event.ts';

export interface GroupMachineDependencies {
  readonly settings: GroupSettings;
  readonly groupConfigs: GroupConfigs;
  readonly catalog: TopicCatalog;
  readonly pendingOffsets?: PendingOffsets;
}

export class GroupMachine {
  readonly #settings: GroupSettings;
  readonly #groupConfigs: GroupConfigs;
  readonly #catalog: TopicCatalog;
  readonly #pendingOffsets: PendingOffsets;
  readonly #state = new DurableState();
  readonly #deadlines = new Deadlines<TimerEvent>();

  constructor(dependencies: GroupMachineDependencies) {
    this.#settings = dependencies.settings;
    this.#groupConfigs = dependencies.groupConfigs;
    this.#catalog = dependencies.catalog;
    this.#pendingOffsets = dependencies.pendingOffsets ?? this.#state.transactional;
  }

  /** Every group with what it has committed, as it is when its turn comes. */
  *inspect(): Iterable<InspectedGroup> {
    for (const { groupId, type, stateName, size } of this.#state.groups.values()) {
      yield { groupId, type, stateName, memberCount: size, offsets: this.#state.offsets.offsetsOf(groupId) };
    }
  }

  /** Takes a record of the log into the state. Throws if it is one of ours but does not parse. */
  replay(record: CoordinatorRecord): void {
    this.#state.replay(record);
  }

  /**
   * All records have been replayed: from now on members have to show that they are alive. `reason` says why they were,
   * if it was for another reason than that this broker became the coordinator.
   */
  loaded(now: Moment, reason: string | null = null): Outcome {
    const step = this.#step(now);
    for (const group of this.#state.groups.values()) groupLoaded(group, reason, step);
    this.#state.transactional.forgetIdle(now.wallClockMs);
    this.#scheduleOffsetExpiry(now);
    return step.outcome;
  }

  joinGroup(join: JoinCommand, now: Moment): Outcome {
    const step = this.#step(now);
    joinGroup(join, step);
    return step.outcome;
  }

  /** The client of a parked JoinGroup has disconnected (B15). */
  abandonJoin(groupId: string, replyTo: ReplyTo<JoinGroupResponse>, now: Moment): Outcome {
    const step = this.#step(now);
    const group = this.#classicGroup(groupId);
    if (group !== undefined) abandonJoin(group, replyTo, step);
    return step.outcome;
  }

  syncGroup(sync: SyncCommand, now: Moment): Outcome {
    const step = this.#step(now);
    syncGroup(sync, step);
    return step.outcome;
  }

  heartbeat(request: HeartbeatRequest, replyTo: ReplyTo<HeartbeatResponse>, now: Moment): Outcome {
    const step = this.#step(now);
    step.outcome.reply(replyTo, { throttleTimeMs: 0, errorCode: heartbeat(request, step) });
    return step.outcome;
  }

  leaveGroup(
    groupId: string,
    identities: readonly MemberIdentity[],
    replyTo: ReplyTo<LeaveGroupResponse>,
    now: Moment,
  ): Outcome {
    const step = this.#step(now);
    step.outcome.reply(replyTo, leaveGroup(groupId, identities, step));
    return step.outcome;
  }

  consumerGroupHeartbeat(
    command: HeartbeatCommand,
    replyTo: ReplyTo<ConsumerGroupHeartbeatResponse>,
    now: Moment,
  ): Outcome {
    const step = this.#step(now);
    step.outcome.readsCommittedState = true;
    step.outcome.reply(replyTo, consumerGroupHeartbeat(command, step));
    return step.outcome;
  }

  consumerGroupDescribe(groupId: string, replyTo: ReplyTo<DescribedConsumerGroup>, now: Moment): Outcome {
    return committedRead(replyTo, consumerGroupDescribe(groupId, this.#step(now)));
  }

  /** The patterns that an outcome asked for have been matched against the topics. */
  patternsMatched(groupId: string, matches: PatternMatches, now: Moment): Outcome {
    const step = this.#step(now);
    const group = this.#state.groups.get(groupId);
    if (group instanceof ConsumerGroup) patternsMatched(group, matches, step);
    return step.outcome;
  }

  /** Topics have been created, deleted or altered (B130). */
  topicsChanged(changed: ChangedTopics, now: Moment): Outcome {
    const step = this.#step(now);
    for (const group of this.#state.groups.values()) {
      if (group instanceof ConsumerGroup) topicsChanged(group, changed, step);
    }
    return step.outcome;
  }

  commitOffsets(commit: CommitCommand, replyTo: ReplyTo<OffsetCommitResponse>, now: Moment): Outcome {
    const step = this.#step(now);
    const errorCode = this.#validateCommit(commit, now);
    const response =
      errorCode === Errors.NONE ? commitOffsets(this.#state, commit, step) : commitResponse(commit, () => errorCode);
    const group = this.#classicGroup(commit.groupId);
    const member = group?.member(commit.memberId);
    if (errorCode === Errors.NONE && group !== undefined && member !== undefined) renewSession(group, member, step);
    step.outcome.reply(replyTo, response);
    return step.outcome;
  }

  /** What a producer has to show with its offsets once its coordinator has agreed; undefined when it has already. */
  drawOffsetsGuard(producer: TransactionalProducer, now: Moment): OffsetsGuard | undefined {
    return this.#state.transactional.draw(producer, now.wallClockMs);
  }

  commitTransactionalOffsets(
    commit: TransactionalCommit,
    replyTo: ReplyTo<TxnOffsetCommitResponse>,
    now: Moment,
  ): Outcome {
    const step = this.#step(now);
    const { transactional } = this.#state;
    let errorCode = transactional.refusal(commit.producer, commit.guard);
    if (errorCode === Errors.NONE) errorCode = this.#validateTransactionalCommit(commit, now);
    const response =
      errorCode === Errors.NONE
        ? commitTransactionalOffsets(transactional, commit, step)
        : refusedTransactionalCommit(commit, errorCode);
    step.outcome.reply(replyTo, response);
    return step.outcome;
  }

  /** Ends the transaction of a producer in this partition (B71, B72). */
  writeMarker(marker: OffsetsMarker, replyTo: ReplyTo<ErrorCode>, now: Moment): Outcome {
    const step = this.#step(now);
    const errorCode = this.#state.transactional.refusalOfMarker(marker, marker.end);
    if (errorCode === Errors.NONE) {
      this.#state.endTransaction(marker, marker.end);
      step.outcome.records.push(markerRecord(marker));
    }
    step.outcome.reply(replyTo, errorCode);
    return step.outcome;
  }

  fetchOffsets(fetch: FetchCommand, replyTo: ReplyTo<OffsetFetchResponseGroup>): Outcome {
    const { groupId } = fetch;
    const errorCode = this.#state.groups.get(groupId)?.validateOffsetFetch(fetch) ?? Errors.NONE;
    const topics =
      errorCode === Errors.NONE
        ? fetchOffsets(this.#state.offsets.offsetsOf(groupId), fetch, (topic, partition) =>
            this.#pendingOffsets.hasPending(groupId, topic, partition),
          )
        : [];
    return committedRead(replyTo, { groupId, topics, errorCode });
  }

  deleteOffsets(command: DeleteCommand, replyTo: ReplyTo<OffsetDeleteResponse>, now: Moment): Outcome {
    const step = this.#step(now);
    const group = this.#state.groups.get(command.groupId);
    const errorCode = validateOffsetDelete(group);
    const isAccepted = group !== undefined && errorCode === Errors.NONE;
    const response = isAccepted ? deleteOffsets(this.#state.offsets, group, command, step) : refusedDelete(errorCode);
    step.outcome.reply(replyTo, response);
    return step.outcome;
  }

  describeGroup(groupId: string, apiVersion: number, replyTo: ReplyTo<DescribedGroup>): Outcome {
    return committedRead(replyTo, describeGroup(groupId, this.#state.groups.get(groupId), apiVersion));
  }

  summariseGroup(groupId: string, replyTo: ReplyTo<GroupSummary>): Outcome {
    return committedRead(replyTo, summariseGroup(this.#state.groups.get(groupId)));
  }

  listGroups(filter: GroupFilter, replyTo: ReplyTo<readonly ListedGroup[]>): Outcome {
    return committedRead(replyTo, listGroups(this.#state.groups.values(), filter));
  }

  deleteGroup(groupId: string, replyTo: ReplyTo<ErrorCode>, now: Moment): Outcome {
    const step = this.#step(now);
    const group = this.#state.groups.get(groupId);
    const errorCode = group === undefined ? Errors.GROUP_ID_NOT_FOUND : group.validateDelete();
    if (group !== undefined && errorCode === Errors.NONE) {
      removeOffsetsOfGroup(this.#state.offsets, groupId, step);
      noteEvent(groupId, { type: 'group-deleted' }, step);
      this.#removeGroup(group, step);
    }
    step.outcome.reply(replyTo, errorCode);
    return step.outcome;
  }

  /** The topic has been deleted, and its committed offsets go with it (B134). */
  topicDeleted(name: string, topicId: string, now: Moment): Outcome {
    const step = this.#step(now);
    removeOffsetsOfTopic(this.#state.offsets, name, topicId, step);
    return step.outcome;
  }

  /** The records of the outcome that asked for this are committed. */
  proceed(continuation: Continuation, now: Moment): Outcome {
    const step = this.#step(now);
    const group = this.#classicGroup(continuation.groupId);
    if (group === undefined) return step.outcome;
    if (continuation.type === 'assignment-stored') assignmentStored(group, continuation, step);
    else staticMemberStored(group, continuation, step);
    return step.outcome;
  }

  /** The log has refused them: whoever waits for the continuation is told why. The machine is of no use afterwards. */
  refuse(continuation: Continuation, errorCode: ErrorCode, now: Moment): Outcome {
    const step = this.#step(now);
    const group = this.#classicGroup(continuation.groupId);
    if (group === undefined) return step.outcome;
    if (continuation.type === 'assignment-stored') assignmentRefused(group, continuation, errorCode, step);
    else {
      const member = group.member(continuation.memberId);
      if (member !== undefined) completeJoin(group, member, joinError('', errorCode), step);
    }
    return step.outcome;
  }

  /** Monotonic milliseconds at which `tick` has something to do. */
  nextDeadline(): number | undefined {
    return this.#deadlines.next();
  }

  /** Handles the earliest event that is due; undefined if none is. */
  tick(now: Moment): Outcome | undefined {
    const due = this.#deadlines.takeDue(now.monotonicMs);
    if (due === undefined) return undefined;
    const step = this.#step(now);
    if (due.event.type === 'offset-expiry') this.#expireOffsets(step);
    else tickGroup(due.event, step);
    return step.outcome;
  }

  /** Whoever stores offsets only makes a group by doing so. */
  #validateCommit(commit: CommitCommand, now: Moment): ErrorCode {
    const group = this.#state.groups.get(commit.groupId);
    if (group !== undefined) return group.validateOffsetCommit(commit);
    if (commit.generationIdOrMemberEpoch >= 0) {
      return commit.apiVersion >= 9 ? Errors.GROUP_ID_NOT_FOUND : Errors.ILLEGAL_GENERATION;
    }
    this.#createClassicGroup(commit.groupId, now);
    return Errors.NONE;
  }

  /** TxnOffsetCommit knows no other error for a group that is not there. */
  #validateTransactionalCommit(commit: TransactionalCommit, now: Moment): ErrorCode {
    const group = this.#state.groups.get(commit.groupId);
    if (group !== undefined) return group.validateOffsetCommit(commit);
    if (commit.generationIdOrMemberEpoch >= 0) return Errors.ILLEGAL_GENERATION;
    this.#createClassicGroup(commit.groupId, now);
    return Errors.NONE;
  }

  #expireOffsets(step: Step): void {
    const { transactional } = this.#state;
    transactional.forgetIdle(step.now.wallClockMs);
    for (const group of this.#state.groups.values()) {
      const isBare = removeExpiredOffsets(this.#state.offsets, group, this.#pendingOffsets, step);
      if (!isBare || !group.isEmpty || transactional.hasPendingOf(group.groupId)) continue;
      noteEvent(group.groupId, { type: 'group-expired' }, step);
      this.#removeGroup(group, step);
    }
    this.#scheduleOffsetExpiry(step.now);
  }

  #scheduleOffsetExpiry(now: Moment): void {
    const atMs = now.monotonicMs + this.#settings.offsetsRetentionCheckIntervalMs;
    this.#deadlines.set(offsetExpiryKey, atMs, { type: 'offset-expiry' });
  }

  #createClassicGroup(groupId: string, now: Moment): ClassicGroup {
    const group = new ClassicGroup(groupId, now.wallClockMs);
    this.#state.groups.set(groupId, group);
    return group;
  }

  #removeGroup(group: Group, step: Step): void {
    step.outcome.records.push(...group.tombstones());
    this.#state.groups.delete(group.groupId);
    if (!(group instanceof ClassicGroup)) return;
    cancelDeadlines(group, step);
    group.transitionTo('Dead', step.now.wallClockMs);
  }

  #classicGroup(groupId: string): ClassicGroup | undefined {
    const group = this.#state.groups.get(groupId);
    return group instanceof ClassicGroup ? group : undefined;
  }

  #step(now: Moment): Step {
    return {
      now,
      settings: this.#settings,
      groupConfigs: this.#groupConfigs,
      catalog: this.#catalog,
      groups: this.#state.groups,
      deadlines: this.#deadlines,
      outcome: new Outcome(),
    };
  }
}

function committedRead<Response>(replyTo: ReplyTo<Response>, response: Response): Outcome {
  const outcome = new Outcome();
  outcome.readsCommittedState = true;
  outcome.reply(replyTo, response);
  return outcome;
}
