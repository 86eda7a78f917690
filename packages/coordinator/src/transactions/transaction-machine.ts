/**
 * The transactions of one partition of `__transaction_state`, as a machine without I/O and without a clock.
 *
 * Every method takes the instant and returns an outcome: records, replies, and the markers that are to be written once
 * the records are committed; `markersWritten` takes the transaction to its end. The state is a function of the records
 * (`replay`, then `loaded`), but for the epoch by which a repeated InitProducerId is known, as in Kafka.
 */
import type { ErrorCode } from '@moldau/protocol';
import type { TransactionState as DescribedTransaction } from '@moldau/protocol/messages/describe-transactions';
import type { TransactionState as ListedTransaction } from '@moldau/protocol/messages/list-transactions';
import { Deadlines } from '../machine/deadlines.ts';
import type { Moment } from '../machine/moment.ts';
import type { ReplyTo } from '../machine/outcome.ts';
import type { CoordinatorRecord, TransactionClaim } from '../ports.ts';
import { type AddPartitionsCommand, addPartitions, verifyPartitions } from './add-partitions.ts';
import { describeTransaction } from './describe-transaction.ts';
import { completed, type EndTransactionCommand, endTransaction } from './end-transaction.ts';
import { fenced, type InitProducerIdCommand, initProducerId, type ProducerAnswer } from './init-producer-id.ts';
import { listTransactions, type TransactionFilter } from './list-transactions.ts';
import { type MarkerToWrite, type ProducerIdNeeded, type Step, TransactionOutcome } from './step.ts';
import { isPrepared, type Transaction } from './transaction.ts';
import { listOfPartitions } from './transaction-partitions.ts';
import { transactionOfRecord, transactionRecord, transactionTombstone } from './transaction-record.ts';
import type { TransactionSettings } from './transaction-settings.ts';

export interface TransactionMachineDependencies {
  readonly settings: TransactionSettings;
  /** The finalized level of the feature `transaction.version`. */
  readonly transactionVersion: () => number;
}

type TimerEvent = 'abort-timed-out' | 'remove-expired';

export class TransactionMachine {
  readonly #dependencies: TransactionMachineDependencies;
  readonly #transactions = new Map<string, Transaction>();
  readonly #ongoing = new Set<string>();
  readonly #deadlines = new Deadlines<TimerEvent>();

  constructor(dependencies: TransactionMachineDependencies) {
    this.#dependencies = dependencies;
  }

  get transactions(): ReadonlyMap<string, Transaction> {
    return this.#transactions;
  }

  /** Takes a record of the log into the state. Throws if it is one of ours but does not parse. */
  replay(record: CoordinatorRecord): void {
    const replayed = transactionOfRecord(record);
    if (replayed === undefined) return;
    if (replayed.transaction === undefined) this.#remove(replayed.transactionalId);
    else this.#set(replayed.transaction);
  }

  /** All records have been replayed: what was to be ended is ended now, in the direction that was decided (B76). */
  loaded(now: Moment): TransactionOutcome {
    const outcome = new TransactionOutcome();
    for (const transaction of this.#transactions.values()) {
      if (isPrepared(transaction)) outcome.markers.push(markerOf(transaction));
    }
    this.#schedule('abort-timed-out', now);
    this.#schedule('remove-expired', now);
    return outcome;
  }

  initProducerId(
    command: InitProducerIdCommand,
    spareProducerId: number | null,
    replyTo: ReplyTo<ProducerAnswer | ProducerIdNeeded>,
    now: Moment,
  ): TransactionOutcome {
    const { step, outcome } = this.#step(now, spareProducerId);
    outcome.reply(replyTo, initProducerId(this.#transactions.get(command.transactionalId), command, step));
    return outcome;
  }

  addPartitions(command: AddPartitionsCommand, replyTo: ReplyTo<ErrorCode>, now: Moment): TransactionOutcome {
    const { step, outcome } = this.#step(now);
    outcome.reply(replyTo, addPartitions(this.#transactions.get(command.transactionalId), command, step));
    return outcome;
  }

  verifyPartitions(claim: TransactionClaim, replyTo: ReplyTo<readonly ErrorCode[]>): TransactionOutcome {
    return answer(replyTo, verifyPartitions(this.#transactions.get(claim.transactionalId), claim));
  }

  endTransaction(
    command: EndTransactionCommand,
    spareProducerId: number | null,
    replyTo: ReplyTo<ProducerAnswer | ProducerIdNeeded>,
    now: Moment,
  ): TransactionOutcome {
    const { step, outcome } = this.#step(now, spareProducerId);
    outcome.reply(replyTo, endTransaction(this.#transactions.get(command.transactionalId), command, step));
    return outcome;
  }

  describe(transactionalId: string, replyTo: ReplyTo<DescribedTransaction>): TransactionOutcome {
    return answer(replyTo, describeTransaction(transactionalId, this.#transactions.get(transactionalId)));
  }

  list(filter: TransactionFilter, replyTo: ReplyTo<readonly ListedTransaction[]>, now: Moment): TransactionOutcome {
    return answer(replyTo, listTransactions(this.#transactions.values(), filter, now));
  }

  /** Every partition has the marker. Markers that were asked for twice complete once. */
  markersWritten(marker: MarkerToWrite, now: Moment): TransactionOutcome {
    const { step, outcome } = this.#step(now);
    const known = this.#transactions.get(marker.transactionalId);
    const isMeant = known?.producerId === marker.producerId && known.producerEpoch === marker.producerEpoch;
    if (known !== undefined && isMeant && isPrepared(known)) step.put(completed(known, step));
    return outcome;
  }

  /** Monotonic milliseconds at which `tick` has something to do. */
  nextDeadline(): number | undefined {
    return this.#deadlines.next();
  }

  /** Handles the earliest event that is due; undefined if none is. */
  tick(now: Moment): TransactionOutcome | undefined {
    const due = this.#deadlines.takeDue(now.monotonicMs);
    if (due === undefined) return undefined;
    this.#schedule(due.event, now);
    return due.event === 'abort-timed-out' ? this.#abortTimedOut(now) : this.#removeExpired(now);
  }

  /** B70. */
  #abortTimedOut(now: Moment): TransactionOutcome {
    const { step, outcome } = this.#step(now);
    for (const transactionalId of this.#ongoing) {
      const known = this.#transactions.get(transactionalId);
      if (known === undefined || known.startMs + known.timeoutMs >= now.wallClockMs) continue;
      step.put(fenced(known, now));
    }
    return outcome;
  }

  /** B63. */
  #removeExpired(now: Moment): TransactionOutcome {
    const outcome = new TransactionOutcome();
    const { transactionalIdExpirationMs } = this.#dependencies.settings;
    for (const known of this.#transactions.values()) {
      const isIdle = known.state !== 'Ongoing' && !isPrepared(known);
      if (!isIdle || known.lastUpdateMs + transactionalIdExpirationMs > now.wallClockMs) continue;
      this.#remove(known.transactionalId);
      outcome.records.push(transactionTombstone(known.transactionalId));
    }
    return outcome;
  }

  #schedule(event: TimerEvent, now: Moment): void {
    const { settings } = this.#dependencies;
    const intervalMs =
      event === 'abort-timed-out'
        ? settings.transactionAbortTimedOutTransactionCleanupIntervalMs
        : settings.transactionRemoveExpiredTransactionCleanupIntervalMs;
    this.#deadlines.set(event, now.monotonicMs + intervalMs, event);
  }

  #set(transaction: Transaction): void {
    const { transactionalId, state } = transaction;
    this.#transactions.set(transactionalId, transaction);
    if (state === 'Ongoing') this.#ongoing.add(transactionalId);
    else this.#ongoing.delete(transactionalId);
  }

  #remove(transactionalId: string): void {
    this.#transactions.delete(transactionalId);
    this.#ongoing.delete(transactionalId);
  }

  #step(now: Moment, spareProducerId: number | null = null): { step: Step; outcome: TransactionOutcome } {
    const outcome = new TransactionOutcome();
    const put = (transaction: Transaction): void => {
      this.#set(transaction);
      outcome.records.push(transactionRecord(transaction, this.#dependencies.transactionVersion()));
      if (isPrepared(transaction)) outcome.markers.push(markerOf(transaction));
    };
    return { step: { now, spareProducerId, put }, outcome };
  }
}

function answer<Response>(replyTo: ReplyTo<Response>, response: Response): TransactionOutcome {
  const outcome = new TransactionOutcome();
  outcome.reply(replyTo, response);
  return outcome;
}

function markerOf(transaction: Transaction): MarkerToWrite {
  const { transactionalId, producerId, producerEpoch, state, partitions, clientTransactionVersion } = transaction;
  return {
    transactionalId,
    producerId,
    producerEpoch,
    result: state === 'PrepareCommit' ? 'commit' : 'abort',
    partitions: listOfPartitions(partitions),
    transactionVersion: clientTransactionVersion,
  };
}
