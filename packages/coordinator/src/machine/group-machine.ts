/**
 * The groups of one partition of `__consumer_offsets`, as a machine without I/O and without a clock.
 *
 * Every method takes the instant and returns an Outcome: records, replies, and what follows once the records are
 * committed. The state is a function of the records (`replay`, then `loaded`) plus what only matters while clients
 * wait: parked requests, sessions, a rebalance under way. Deadlines are data (`nextDeadline`, `tick`). What is about
 * offsets is in `offsets`, over the same state.
 */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { DescribedGroup as DescribedConsumerGroup } from '@moldau/protocol/messages/consumer-group-describe';
import type { ConsumerGroupHeartbeatResponse } from '@moldau/protocol/messages/consumer-group-heartbeat';
import type { DescribedGroup } from '@moldau/protocol/messages/describe-groups';
import type { HeartbeatRequest, HeartbeatResponse } from '@moldau/protocol/messages/heartbeat';
import type { JoinGroupResponse } from '@moldau/protocol/messages/join-group';
import type { LeaveGroupResponse, MemberIdentity } from '@moldau/protocol/messages/leave-group';
import type { ListedGroup } from '@moldau/protocol/messages/list-groups';
import { ClassicGroup } from '../classic/classic-group.ts';
import { abandonJoin } from '../classic/join.ts';
import type { JoinCommand } from '../classic/join-command.ts';
import type { SyncCommand } from '../classic/sync.ts';
import { consumerGroupDescribe, consumerGroupHeartbeat } from '../consumer/commands.ts';
import { ConsumerGroup } from '../consumer/consumer-group.ts';
import type { HeartbeatCommand } from '../consumer/member-metadata.ts';
import type { PatternMatches } from '../consumer/patterns/match-topics.ts';
import { patternsMatched } from '../consumer/patterns/resolve-patterns.ts';
import { type ChangedTopics, topicsChanged } from '../consumer/topics-changed.ts';
import type { GroupSettings } from '../group-settings.ts';
import { describeGroup } from '../groups/describe-group.ts';
import type { InspectedGroup } from '../groups/inspected-group.ts';
import { type GroupFilter, listGroups } from '../groups/list-groups.ts';
import { groupLoaded } from '../groups/load.ts';
import { heartbeat, joinGroup, leaveGroup, syncGroup } from '../groups/membership.ts';
import { proceedGroup, refuseGroup } from '../groups/proceed.ts';
import { removeGroup } from '../groups/remove-group.ts';
import { type GroupSummary, summariseGroup } from '../groups/summarise-group.ts';
import { tickGroup } from '../groups/tick.ts';
import type { PendingOffsets } from '../offsets/pending-offsets.ts';
import { removeOffsetsOfGroup } from '../offsets/removal.ts';
import type { CoordinatorRecord, GroupConfigs, TopicCatalog } from '../ports.ts';
import { noteEvent } from '../timeline/note-event.ts';
import { committedRead } from './committed-read.ts';
import type { Continuation } from './continuation.ts';
import { Deadlines } from './deadlines.ts';
import { DurableState } from './durable-state.ts';
import type { Moment } from './moment.ts';
import { Outcome, type ReplyTo } from './outcome.ts';
import { OffsetsMachine } from './offsets-machine.ts';
import type { Step } from './step.ts';
import type { TimerEvent } from './timer-event.ts';

export interface GroupMachineDependencies {
  readonly settings: GroupSettings;
  readonly groupConfigs: GroupConfigs;
  readonly catalog: TopicCatalog;
  readonly pendingOffsets?: PendingOffsets;
}

export class GroupMachine {
  /** What groups have committed. */
  readonly offsets: OffsetsMachine;
  readonly #settings: GroupSettings;
  readonly #groupConfigs: GroupConfigs;
  readonly #catalog: TopicCatalog;
  readonly #state = new DurableState();
  readonly #deadlines = new Deadlines<TimerEvent>();

  constructor(dependencies: GroupMachineDependencies) {
    this.#settings = dependencies.settings;
    this.#groupConfigs = dependencies.groupConfigs;
    this.#catalog = dependencies.catalog;
    const pendingOffsets = dependencies.pendingOffsets ?? this.#state.transactional;
    this.offsets = new OffsetsMachine(this.#state, pendingOffsets, (now) => this.#step(now));
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
    this.offsets.loaded(step);
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
    const group = this.#state.groups.get(groupId);
    if (group instanceof ClassicGroup) abandonJoin(group, replyTo, step);
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
      removeGroup(group, step);
    }
    step.outcome.reply(replyTo, errorCode);
    return step.outcome;
  }

  /** The records of the outcome that asked for this are committed. */
  proceed(continuation: Continuation, now: Moment): Outcome {
    const step = this.#step(now);
    proceedGroup(continuation, step);
    return step.outcome;
  }

  /** The log has refused them: whoever waits for the continuation is told why. The machine is of no use afterwards. */
  refuse(continuation: Continuation, errorCode: ErrorCode, now: Moment): Outcome {
    const step = this.#step(now);
    refuseGroup(continuation, errorCode, step);
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
    if (due.event.type === 'offset-expiry') this.offsets.expire(step);
    else tickGroup(due.event, step);
    return step.outcome;
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
