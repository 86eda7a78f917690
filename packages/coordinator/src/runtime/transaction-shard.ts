/**
 * One partition of `__transaction_state` on the broker that leads it: loads the machine from the log, hands it the
 * commands one after the other, appends what they ask for, and answers and writes markers once that is committed.
 *
 * Invariant: nothing is answered from a state whose records are not committed. When the log fails it is unknown what
 * is in it, so the machine is thrown away and loaded again; whoever waits has to come back.
 */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { Clock, Logger, Timer } from '@moldau/runtime';
import type { Moment } from '../machine/moment.ts';
import type { ReplyTo } from '../machine/outcome.ts';
import type { CoordinatorLog, TopicCatalog, TransactionMarkers } from '../ports.ts';
import type { TransactionOutcome } from '../transactions/step.ts';
import { TransactionMachine, type TransactionMachineDependencies } from '../transactions/transaction-machine.ts';
import { coordinatorErrorOf } from './append-error.ts';
import { AppendQueue } from './append-queue.ts';
import { MarkerDelivery } from './marker-delivery.ts';
import { PendingReply } from './pending-reply.ts';

export interface TransactionShardDependencies extends TransactionMachineDependencies {
  readonly partition: number;
  /** The leader epoch of the partition. */
  readonly coordinatorEpoch: number;
  readonly log: CoordinatorLog;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly markers: TransactionMarkers;
  readonly catalog: TopicCatalog;
}

export type TransactionCommand<Response> = (
  machine: TransactionMachine,
  replyTo: ReplyTo<Response>,
  now: Moment,
) => TransactionOutcome;

/** The machine, the queue of its records and the markers that these ask for live and die together. */
interface Running {
  readonly machine: TransactionMachine;
  readonly appends: AppendQueue<TransactionOutcome>;
  readonly delivery: MarkerDelivery;
}

/** Between two loads when something fails. */
const loadRetryMs = 1_000;

export class TransactionShard {
  readonly #dependencies: TransactionShardDependencies;
  readonly #waiting = new Set<Pick<PendingReply<unknown>, 'fail'>>();
  /** Counts loads; whatever belongs to an earlier one is void. */
  #epoch = 0;
  #isUnloaded = false;
  #running: Running | undefined;
  #timer: Timer | undefined;
  #failedAtMs = Number.NEGATIVE_INFINITY;

  constructor(dependencies: TransactionShardDependencies) {
    this.#dependencies = dependencies;
    this.#load();
  }

  get isLoading(): boolean {
    return !this.#isUnloaded && this.#running === undefined;
  }

  get transactionalIdCount(): number {
    return this.#running?.machine.transactions.size ?? 0;
  }

  /** Runs the command; `errorResponse` is the API's way to say that it could not be run or not be stored. */
  submit<Response>(
    command: TransactionCommand<Response>,
    errorResponse: (code: ErrorCode) => Response,
  ): PendingReply<Response> {
    const reply: PendingReply<Response> = new PendingReply(errorResponse, () => this.#waiting.delete(reply));
    const running = this.#running;
    if (running === undefined) {
      reply.fail(this.#isUnloaded ? Errors.NOT_COORDINATOR : Errors.COORDINATOR_LOAD_IN_PROGRESS);
      return reply;
    }
    this.#waiting.add(reply);
    this.#apply(running, command(running.machine, reply, this.#now()));
    return reply;
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
      logger.error({ partition, error }, 'loading the transaction coordinator failed, trying again');
      this.#timer = clock.after(loadRetryMs, () => this.#load());
    });
  }

  async #replayLog(epoch: number): Promise<void> {
    const { log, logger, clock, partition } = this.#dependencies;
    const startMs = clock.monotonic();
    const machine = new TransactionMachine(this.#dependencies);
    let records = 0;
    for await (const portion of log.readAll()) {
      if (epoch !== this.#epoch) return;
      for (const record of portion) machine.replay(record);
      records += portion.length;
      await this.#nextTurn();
    }
    if (epoch !== this.#epoch) return;
    this.#start(machine);
    logger.debug({ partition, records, loadMs: clock.monotonic() - startMs }, 'loaded the transaction coordinator');
  }

  #start(machine: TransactionMachine): void {
    const { log, clock } = this.#dependencies;
    const running: Running = {
      machine,
      delivery: new MarkerDelivery(this.#dependencies),
      appends: new AppendQueue<TransactionOutcome>(log, clock, {
        committed: (outcome) => this.#committed(running, outcome),
        failed: (error, outcomes) => this.#failed(error, outcomes),
      }),
    };
    this.#running = running;
    this.#apply(running, machine.loaded(this.#now()));
    this.#armTimer(running);
  }

  /** Ends the current load; whoever waits has to look for the coordinator again. */
  #stop(): void {
    this.#epoch++;
    this.#running?.appends.close();
    this.#running?.delivery.stop();
    this.#running = undefined;
    this.#timer?.cancel();
    this.#timer = undefined;
    for (const reply of this.#waiting) reply.fail(Errors.NOT_COORDINATOR);
  }

  /** Answers that need no record still wait for the records of what they tell of. */
  #apply(running: Running, outcome: TransactionOutcome): void {
    running.appends.add(outcome);
  }

  #committed(running: Running, outcome: TransactionOutcome): void {
    for (const reply of outcome.replies) reply.deliver();
    const { coordinatorEpoch } = this.#dependencies;
    for (const marker of outcome.markers) {
      running.delivery.deliver({ ...marker, coordinatorEpoch }, () => {
        if (running === this.#running) this.#apply(running, running.machine.markersWritten(marker, this.#now()));
      });
    }
  }

  #failed(error: unknown, outcomes: readonly TransactionOutcome[]): void {
    const { logger, partition } = this.#dependencies;
    logger.warn({ partition, error }, 'the log of the transaction coordinator refused records, loading again');
    const code = coordinatorErrorOf(error);
    for (const outcome of outcomes) for (const reply of outcome.replies) reply.fail(code);
    this.#stop();
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

  /** The machine's deadlines are its own affair: no command changes them. */
  #armTimer(running: Running): void {
    const { clock } = this.#dependencies;
    const deadlineMs = running.machine.nextDeadline();
    if (deadlineMs === undefined) return;
    this.#timer = clock.after(Math.max(0, deadlineMs - clock.monotonic()), () => this.#tick(running));
  }

  #tick(running: Running): void {
    for (;;) {
      if (running !== this.#running) return;
      const outcome = running.machine.tick(this.#now());
      if (outcome === undefined) break;
      this.#apply(running, outcome);
    }
    this.#armTimer(running);
  }

  /** The log has whole milliseconds. */
  #now(): Moment {
    const { clock } = this.#dependencies;
    return { monotonicMs: clock.monotonic(), wallClockMs: Math.floor(clock.now()) };
  }

  #nextTurn(): Promise<void> {
    return new Promise((resolve) => this.#dependencies.clock.endOfTurn(resolve));
  }
}
