/**
 * Judges a history of transactional programs by what exactly-once means: a transaction is there as a whole or not at
 * all, in every partition and with the offsets that it committed, and nobody sees any of it before. Each rule finds all
 * its violations; a history without any is a good one.
 */
import { checkOffsets } from './checks/offsets.ts';
import { checkOrder } from './checks/order.ts';
import { checkOwners } from './checks/owners.ts';
import { checkReads } from './checks/reads.ts';
import { checkWholeness } from './checks/wholeness.ts';
import type { TransactionalEvent } from './history.ts';

export interface Violation {
  readonly rule: Rule;
  readonly what: string;
}

export type Rule =
  /** A read_committed reader saw a record of a transaction that was aborted. */
  | 'aborted read'
  /** A read_committed reader saw a record before its transaction was even asked to be committed. */
  | 'uncommitted read'
  /** What a read_committed reader saw is not there at the end. */
  | 'vanished read'
  /** A reader passed over a record that is committed. */
  | 'skipped read'
  /** A record of a committed transaction is not there. */
  | 'lost record'
  /** One record lies at two places. */
  | 'doubled record'
  /** A record that nobody sent there. */
  | 'phantom record'
  /** One part of a transaction is there, another is not. */
  | 'torn transaction'
  /** A producer's records lie in another order than sent. */
  | 'reordered'
  /** One offset had two values. */
  | 'inconsistent offset'
  /** Two committed transactions used the same input. */
  | 'input used twice'
  /** Committed transactions passed over input. */
  | 'input left out'
  /** A group stands elsewhere than the committed output says. */
  | 'offset apart from output'
  /** A group stood before an offset that a committed transaction gave it. */
  | 'lost offset'
  /** A group stood where no transaction can have put it. */
  | 'phantom offset'
  /** Two producers were given one identity. */
  | 'shared identity'
  /** A producer committed what it asked for after another had become the owner. */
  | 'zombie committed'
  /** A transaction is still open although all are over. */
  | 'hanging transaction';

export function checkTransactions(history: readonly TransactionalEvent[]): Violation[] {
  return [
    ...checkReads(history),
    ...checkWholeness(history),
    ...checkOrder(history),
    ...checkOffsets(history),
    ...checkOwners(history),
  ];
}
