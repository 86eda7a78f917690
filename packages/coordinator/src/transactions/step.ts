import type { Moment } from '../machine/moment.ts';
import type { Reply, ReplyTo } from '../machine/outcome.ts';
import type { CoordinatorRecord, TransactionMarker } from '../ports.ts';
import type { Transaction } from './transaction.ts';

/** A marker but for the coordinator's own epoch. */
export type MarkerToWrite = Omit<TransactionMarker, 'coordinatorEpoch'>;

/** What a command came to. Nobody is told, and no marker is written, before the records are committed. */
export class TransactionOutcome {
  readonly records: CoordinatorRecord[] = [];
  readonly replies: Reply[] = [];
  readonly markers: MarkerToWrite[] = [];

  reply<Response>(to: ReplyTo<Response>, response: Response): void {
    this.replies.push({ deliver: () => to.deliver(response), fail: (code) => to.fail(code) });
  }
}

/** What one command works with besides the transaction that it is about. */
export interface Step {
  readonly now: Moment;
  /** A producer id that nobody has yet, for a command that was told to come back with one. */
  readonly spareProducerId: number | null;
  /** Stores what a transaction has become, and has its markers written where its end is decided. */
  put(transaction: Transaction): void;
}

/** The command needs a producer id that nobody has yet, and is to be given again with one; nothing has changed. */
export const producerIdNeeded = Symbol('a producer id is needed');
export type ProducerIdNeeded = typeof producerIdNeeded;
