/**
 * Input and output move together: the input that visible transactions have used lies end to end from the first offset
 * to where the group stands, and while things happen a group stands only where a transaction may have put it.
 */
import type { Violation } from '../checker.ts';
import type { Consumed, StableOffset, Transaction, TransactionalEvent } from '../history.ts';
import { committedOffsets, finalLogsOf, isVisible, transactionsOf } from './facts.ts';

export function checkOffsets(history: readonly TransactionalEvent[]): Violation[] {
  const transactions = transactionsOf(history);
  const offsets = committedOffsets(finalLogsOf(history));
  const visible = transactions.filter((transaction) => isVisible(transaction, offsets));
  const used = Map.groupBy(
    visible.flatMap(({ consumed }) => consumed),
    keyOf,
  );
  return history.flatMap((event) => {
    if (event.kind === 'final offset') return checkUse(used.get(keyOf(event)) ?? [], keyOf(event), event.offset);
    if (event.kind === 'stable offset') return checkStanding(event, transactions);
    return [];
  });
}

function keyOf({ group, partition }: { readonly group: string; readonly partition: string }): string {
  return `${group} of ${partition}`;
}

function checkUse(ranges: readonly Consumed[], key: string, standsAt: number): Violation[] {
  const violations: Violation[] = [];
  let end = 0;
  for (const { from, to } of ranges.toSorted((a, b) => a.from - b.from)) {
    const what = `${key}: ${from} to ${to} was used, before it all up to ${end}`;
    if (from < end) violations.push({ rule: 'input used twice', what });
    if (from > end) violations.push({ rule: 'input left out', what });
    end = Math.max(end, to);
  }
  if (Math.max(standsAt, 0) !== end) {
    const what = `${key} stands at ${standsAt}, and the output is there up to ${end}`;
    violations.push({ rule: 'offset apart from output', what });
  }
  return violations;
}

function checkStanding(event: StableOffset, transactions: readonly Transaction[]): Violation[] {
  const key = keyOf(event);
  const givers = transactions.flatMap((transaction) =>
    transaction.consumed.filter((one) => keyOf(one) === key).map(({ to }) => ({ transaction, to })),
  );
  const promised = givers
    .filter(({ transaction: { fate, endedAt = Infinity } }) => fate === 'committed' && endedAt < event.askedAt)
    .reduce((highest, { to }) => Math.max(highest, to), -1);
  const isPossible =
    event.offset === -1 ||
    givers.some(({ transaction, to }) => to === event.offset && mayBeCommittedAt(transaction, event.at));
  const what = `${key} stood at ${event.offset}`;
  return [
    ...(event.offset < promised ? [{ rule: 'lost offset' as const, what: `${what}, committed was ${promised}` }] : []),
    ...(isPossible ? [] : [{ rule: 'phantom offset' as const, what }]),
  ];
}

function mayBeCommittedAt({ fate, commitAskedAt = Infinity }: Transaction, at: number): boolean {
  return fate !== 'aborted' && commitAskedAt < at;
}
