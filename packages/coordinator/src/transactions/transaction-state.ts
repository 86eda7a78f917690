/** The states of a transaction and the legal moves between them; the names are those that clients are shown (B75). */
export type TransactionState =
  | 'Empty'
  | 'Ongoing'
  | 'PrepareCommit'
  | 'PrepareAbort'
  | 'CompleteCommit'
  | 'CompleteAbort';

/** By the number that stands for each in the log. */
const states: readonly TransactionState[] = [
  'Empty',
  'Ongoing',
  'PrepareCommit',
  'PrepareAbort',
  'CompleteCommit',
  'CompleteAbort',
];

/** Where a transaction may come from. */
const legalSources: Readonly<Record<TransactionState, readonly TransactionState[]>> = {
  /** A producer began with this id, or began anew. */
  Empty: ['Empty', 'CompleteCommit', 'CompleteAbort'],
  /** It writes to partitions. */
  Ongoing: ['Empty', 'Ongoing', 'CompleteCommit', 'CompleteAbort'],
  /** The end is decided: from here on there is only one way. */
  PrepareCommit: ['Ongoing'],
  /** Likewise; since transaction.version 2 an abort may have nothing to abort. */
  PrepareAbort: ['Ongoing', 'Empty', 'CompleteCommit', 'CompleteAbort'],
  /** Every partition has its marker. */
  CompleteCommit: ['PrepareCommit'],
  CompleteAbort: ['PrepareAbort'],
};

export function isLegalTransition(from: TransactionState, to: TransactionState): boolean {
  return legalSources[to].includes(from);
}

export function numberOfState(state: TransactionState): number {
  return states.indexOf(state);
}

/** Undefined for numbers that never stand in a log for long: an id that is being removed, a producer being fenced. */
export function stateOfNumber(number: number): TransactionState | undefined {
  return states[number];
}

/** What ListTransactions can be asked for; nothing here is ever in the last two. */
export const stateNames: ReadonlySet<string> = new Set([...states, 'Dead', 'PrepareEpochFence']);
