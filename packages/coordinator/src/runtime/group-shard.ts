/**
 * One partition of `__consumer_offsets` on the broker that leads it: loads the machine from the log, hands it the
 * commands one after the other, appends what they ask for and answers once that is committed.
 *
 * Invariant: nothing is answered from a state whose records are not committed. When the log fails it is unknown what
 * is in it, so the machine is thrown away and loaded again; whoever waits has to come back (B116).
 */
import { type ErrorCode, Errors, errorName } from '@moldau/protocol';
import type { Clock, Logger, Timer } from '@moldau/runtime';
import { matchTopics } from '../consumer/patterns/match-topics.ts';
import type { ChangedTopics } from '../consumer/topics-changed.ts';
import type { GroupSettings } from '../group-settings.ts';
import { GroupMachine } from '../machine/group-machine.ts';
import type { Moment } from '../machine/moment.ts';
import { Outcome, type PatternsToMatch, type ReplyTo } from '../machine/outcome.ts';
import type { CoordinatorLog, GroupConfigs, TopicCatalog } from '../ports.ts';
import type { GroupTimelines } from '../timeline/group-timelines.ts';
import { coordinatorErrorOf } from './append-error.ts';
import { AppendQueue } from './append-queue.ts';
import { PendingReply } from './pending-reply.ts';

export interface GroupShardDependencies {
  readonly partition: number;
  readonly log: CoordinatorLog;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly settings: GroupSettings;
  readonly groupConfigs: GroupConfigs;
  readonly catalog: TopicCatalog;
  readonly timelines: GroupTimelines;
}

export type Command<Response> = (machine: GroupMachine, replyTo: ReplyTo<Response>, now: Moment) => Outcome;

/** The machine and the queue of its records live and die together. */
interface Running {
  readonly machine: GroupMachine;
  readonly appends: AppendQueue<Outcome>;
}

/** A timer later than this means that the process stood still, and with it the requests that would have renewed. */
const stallMs = 1_000;
/** After a stall requests get this long to be handled before anybody is given up. */
const stallGraceMs = 1_000;

/** Between two loads when something fails. */
const loadRetryMs = 1_000;

export class GroupShard {
  readonly #dependencies: GroupShardDependencies;
  readonly #waiting = new Set<Pick<PendingReply<unknown>, 'fail'>>();
  /** Counts loads; whatever belongs to an earlier one is void. */
  #epoch = 0;
  /** Names by topic id: deleted topics whose offsets may still be in the log. */
  readonly #deletedTopics = new Map<string, string>();
  #isUnloaded = false;
  #reloadReason: string | null = null;
  #running: Running | undefined;
  #timer: Timer | undefined;
  #timerAtMs = Number.POSITIVE_INFINITY;
  #failedAtMs = Number.NEGATIVE_INFINITY;

  constructor(dependencies: GroupShardDependencies) {
    this.#dependencies = dependencies;
    this.#load();
  }

  get isLoading(): boolean {
    return !this.#isUnloaded && this.#running === undefined;
  }

  /** Runs the command; `errorResponse` is the API's way to say that it could not be run or not be stored. */
  submit<Response>(command: Command<Response>, errorResponse: (code: ErrorCode) => Response): PendingReply<Response> {
    const reply: PendingReply<Response> = new PendingReply(errorResponse, () => this.#waiting.delete(reply));
    const running = this.#running;
    if (running === undefined) {
      reply.fail(this.#isUnloaded ? Errors.NOT_COORDINATOR : Errors.COORDINATOR_LOAD_IN_PROGRESS);
      return reply;
    }
    this.#apply(running, command(running.machine, reply, this.#now()));
    if (!reply.isSettled) this.#waiting.add(reply);
    return reply;
  }

  /** Asks the machine something that has no outcome; undefined unless the shard is loaded. */
  consult<Answer>(question: (machine: GroupMachine, now: Moment) => Answer): Answer | undefined {
    return this.#running === undefined ? undefined : question(this.#running.machine, this.#now());
  }

  /** A command that nobody waits for; nothing happens unless the shard is loaded. */
  execute(command: (machine: GroupMachine, now: Moment) => Outcome): void {
    if (this.#running !== undefined) this.#apply(this.#running, command(this.#running.machine, this.#now()));
  }

  /** Forgets what was committed for the topic, as soon as the shard is loaded and until it is committed (B134). */
  topicDeleted(name: string, topicId: string): void {
    this.#deletedTopics.set(topicId, name);
    if (this.#running !== undefined) this.#forgetTopic(this.#running, name, topicId);
  }

  /** A shard that loads looks at the topics anyway when it is done. */
  topicsChanged(changed: ChangedTopics): void {
    this.execute((machine, now) => machine.topicsChanged(changed, now));
  }

  /** The broker does not lead the partition any more. */
  unload(): void {
    this.#isUnloaded = true;
    this.#stop();
  }

  #load(): void {
    const epoch = ++this.#epoch;
    this.#replayLog(epoch).catch((error: unknown) => {
      if (epoch !== this.#epoch) return;
      const { logger, clock, partition } = this.#dependencies;
      logger.error({ partition, error }, 'loading the group coordinator failed, trying again');
      this.#timer = clock.after(loadRetryMs, () => this.#load());
    });
  }

  async #replayLog(epoch: number): Promise<void> {
    const { log, logger, clock, partition } = this.#dependencies;
    const startMs = clock.monotonic();
    const machine = new GroupMachine(this.#dependencies);
    let records = 0;
    for await (const portion of log.readAll()) {
      if (epoch !== this.#epoch) return;
      for (const record of portion) machine.replay(record);
      records += portion.length;
      await this.#nextTurn();
    }
    if (epoch !== this.#epoch) return;
    this.#start(machine);
    logger.debug({ partition, records, loadMs: clock.monotonic() - startMs }, 'loaded the group coordinator');
  }

  #start(machine: GroupMachine): void {
    const { log, clock } = this.#dependencies;
    const running: Running = {
      machine,
      appends: new AppendQueue(log, clock, {
        committed: (outcome) => this.#committed(running, outcome),
        failed: (error, outcomes) => this.#failed(running, error, outcomes),
      }),
    };
    this.#running = running;
    this.#apply(running, machine.loaded(this.#now(), this.#reloadReason));
    for (const [topicId, name] of this.#deletedTopics) this.#forgetTopic(running, name, topicId);
  }

  #forgetTopic(running: Running, name: string, topicId: string): void {
    const outcome = running.machine.offsets.topicDeleted(name, topicId, this.#now());
    outcome.replies.push({ deliver: () => this.#deletedTopics.delete(topicId), fail: () => {} });
    this.#apply(running, outcome);
  }

  /** Ends the current load; whoever waits has to look for the coordinator again. */
  #stop(): void {
    this.#epoch++;
    this.#running?.appends.close();
    this.#running = undefined;
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#timerAtMs = Number.POSITIVE_INFINITY;
    for (const reply of this.#waiting) reply.fail(Errors.NOT_COORDINATOR);
  }

  #apply(running: Running, outcome: Outcome): void {
    if (outcome.records.length > 0 || outcome.readsCommittedState) running.appends.add(outcome);
    else {
      queueEvents(running, outcome);
      this.#committed(running, outcome);
    }
    if (outcome.patternsToMatch !== undefined) this.#matchPatterns(running, outcome.patternsToMatch);
    this.#armTimer(running);
  }

  /** A slice a turn, so that others get theirs: patterns are made up by clients. */
  #matchPatterns(running: Running, { groupId, patterns }: PatternsToMatch): void {
    const slices = matchTopics(patterns, [...this.#dependencies.catalog.topicNames()]);
    const nextSlice = (): void => {
      if (running !== this.#running) return;
      const slice = slices.next();
      if (slice.done !== true) this.#dependencies.clock.endOfTurn(nextSlice);
      else this.#apply(running, running.machine.patternsMatched(groupId, slice.value, this.#now()));
    };
    this.#dependencies.clock.endOfTurn(nextSlice);
  }

  #committed(running: Running, outcome: Outcome): void {
    for (const entry of outcome.events ?? []) this.#dependencies.timelines.add(entry);
    for (const reply of outcome.replies) reply.deliver();
    if (outcome.continuation !== undefined) {
      this.#apply(running, running.machine.proceed(outcome.continuation, this.#now()));
    }
  }

  #failed(running: Running, error: unknown, outcomes: readonly Outcome[]): void {
    const { logger, partition } = this.#dependencies;
    logger.warn({ partition, error }, 'the log of the group coordinator refused records, loading again');
    const code = coordinatorErrorOf(error);
    for (const outcome of outcomes) {
      for (const reply of outcome.replies) reply.fail(code);
      if (outcome.continuation === undefined) continue;
      for (const reply of running.machine.refuse(outcome.continuation, code, this.#now()).replies) reply.deliver();
    }
    this.#stop();
    this.#reloadReason = `its log refused records: ${errorName(code)}`;
    this.#loadAgain();
  }

  /** At once, unless the log failed only just before: one that refuses everything is asked once a second. */
  #loadAgain(): void {
    const { clock } = this.#dependencies;
    const sinceFailureMs = clock.monotonic() - this.#failedAtMs;
    this.#failedAtMs = clock.monotonic();
    if (sinceFailureMs >= loadRetryMs) this.#load();
    else this.#timer = clock.after(loadRetryMs, () => this.#load());
  }

  #armTimer(running: Running): void {
    const deadlineMs = running.machine.nextDeadline();
    if (deadlineMs === undefined || deadlineMs >= this.#timerAtMs) return;
    this.#timer?.cancel();
    this.#timerAtMs = deadlineMs;
    const { clock } = this.#dependencies;
    const delayMs = Math.max(0, deadlineMs - clock.monotonic());
    const expectedAtMs = clock.monotonic() + delayMs;
    this.#timer = clock.after(delayMs, () => {
      if (clock.monotonic() - expectedAtMs <= stallMs) this.#tick(running);
      else this.#timer = clock.after(stallGraceMs, () => this.#tick(running));
    });
  }

  #tick(running: Running): void {
    this.#timerAtMs = Number.POSITIVE_INFINITY;
    for (;;) {
      if (running !== this.#running) return;
      const outcome = running.machine.tick(this.#now());
      if (outcome === undefined) break;
      this.#apply(running, outcome);
    }
    this.#armTimer(running);
  }

  #now(): Moment {
    const { clock } = this.#dependencies;
    return { monotonicMs: clock.monotonic(), wallClockMs: clock.now() };
  }

  #nextTurn(): Promise<void> {
    return new Promise((resolve) => this.#dependencies.clock.endOfTurn(resolve));
  }
}

/** What happened before is told before, though its records may take longer than the answers that need none. */
function queueEvents({ appends }: Running, outcome: Outcome): void {
  if (outcome.events === undefined || appends.isIdle) return;
  const later = new Outcome();
  later.events = outcome.events;
  outcome.events = undefined;
  appends.add(later);
}
