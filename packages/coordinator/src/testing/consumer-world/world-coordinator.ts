/**
 * The machine, its log and its clock in the hands of a world, which decides when records are committed and when the
 * coordinator dies.
 */
import assert from 'node:assert/strict';
import { matchTopics } from '../../consumer/patterns/match-topics.ts';
import type { GroupSettings } from '../../group-settings.ts';
import { GroupMachine } from '../../machine/group-machine.ts';
import type { Moment } from '../../machine/moment.ts';
import type { Outcome } from '../../machine/outcome.ts';
import type { CoordinatorRecord } from '../../ports.ts';
import { defaultGroupConfigs, defaultGroupSettings } from '../default-group-settings.ts';
import { type DescribedWorldGroup, describeWorldGroup } from './described-group.ts';
import type { MemberLedger } from './member-ledger.ts';
import type { WorldTopics } from './world-topics.ts';

const settings: GroupSettings = {
  ...defaultGroupSettings,
  groupInitialRebalanceDelayMs: 0,
  groupConsumerMaxSize: 5,
  groupMaxSize: 5,
};

export class WorldCoordinator {
  readonly #topics: WorldTopics;
  readonly #members: MemberLedger;
  readonly #records: CoordinatorRecord[] = [];
  #machine: GroupMachine;
  #uncommitted: Outcome[] = [];
  #nowMs = 0;

  constructor(topics: WorldTopics, members: MemberLedger) {
    this.#topics = topics;
    this.#members = members;
    this.#machine = this.#newMachine();
  }

  get hasUncommitted(): boolean {
    return this.#uncommitted.length > 0;
  }

  run(command: (machine: GroupMachine, now: Moment) => Outcome): void {
    this.#take(command(this.#machine, this.#now()));
  }

  describe(): DescribedWorldGroup {
    return describeWorldGroup(this.#machine, this.#now());
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
    this.#machine = this.#replayed();
    this.run((machine, now) => machine.loaded(now));
  }

  /** What is in the log makes the group that there is. */
  checkReplay(): void {
    assert.deepEqual(describeWorldGroup(this.#replayed(), this.#now()), this.describe());
  }

  /** As the shard does. */
  #take(outcome: Outcome): void {
    this.#members.note(this.describe());
    const isToWait = outcome.records.length > 0 || (outcome.readsCommittedState && this.hasUncommitted);
    if (isToWait) this.#uncommitted.push(outcome);
    else this.#settle(outcome);
    const { patternsToMatch } = outcome;
    if (patternsToMatch === undefined) return;
    const slices = matchTopics(patternsToMatch.patterns, [...this.#topics.topicNames()]);
    let slice = slices.next();
    while (slice.done !== true) slice = slices.next();
    const matches = slice.value;
    this.run((machine, now) => machine.patternsMatched(patternsToMatch.groupId, matches, now));
  }

  #settle(outcome: Outcome): void {
    for (const reply of outcome.replies) reply.deliver();
    const { continuation } = outcome;
    if (continuation !== undefined) this.run((machine, now) => machine.proceed(continuation, now));
  }

  #replayed(): GroupMachine {
    const machine = this.#newMachine();
    for (const record of this.#records) machine.replay(record);
    return machine;
  }

  #newMachine(): GroupMachine {
    return new GroupMachine({ settings, groupConfigs: defaultGroupConfigs, catalog: this.#topics });
  }

  #now(): Moment {
    return { monotonicMs: this.#nowMs, wallClockMs: 1_700_000_000_000 + this.#nowMs };
  }
}
