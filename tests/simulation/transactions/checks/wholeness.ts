/** Each transaction is there as a whole, once, or not at all. */
import type { Violation } from '../checker.ts';
import type { FinalLog, Transaction, TransactionalEvent } from '../history.ts';
import { committedOffsets, finalLogsOf, placeOf, sendersOf, transactionsOf } from './facts.ts';

export function checkWholeness(history: readonly TransactionalEvent[]): Violation[] {
  const transactions = transactionsOf(history);
  const logs = finalLogsOf(history);
  const offsets = committedOffsets(logs);
  return [
    ...transactions.flatMap((transaction) => partsOf(transaction, logs, offsets)),
    ...[...logs.values()].flatMap((log) => doubled(log)),
    ...[...logs.values()].flatMap((log) => phantoms(log, sendersOf(transactions))),
  ];
}

/** Of partitions that nobody read at the end nothing is known. */
function partsOf(
  { name, sends, fate }: Transaction,
  logs: ReadonlyMap<string, FinalLog>,
  offsets: ReadonlyMap<string, number>,
): Violation[] {
  const known = sends.filter(({ partition }) => logs.has(partition));
  const missing = known.filter((sent) => !offsets.has(placeOf(sent)));
  const lost = fate === 'committed' ? missing.map(({ partition, value }) => `${value} is not in ${partition}`) : [];
  const isTorn = missing.length > 0 && missing.length < known.length;
  const torn = `${missing.length} of ${known.length} records of ${name} are missing: ${missing.map(placeOf).join(', ')}`;
  return [
    ...lost.map((what): Violation => ({ rule: 'lost record', what })),
    ...(isTorn ? [{ rule: 'torn transaction' as const, what: torn }] : []),
  ];
}

/** In the log, whoever can see it: a sequence number is taken once. */
function doubled({ partition, all }: FinalLog): Violation[] {
  return [...Map.groupBy(all, ({ value }) => value)]
    .filter(([, places]) => places.length > 1)
    .map(([value, places]) => ({
      rule: 'doubled record',
      what: `${value} is at ${places.map(({ offset }) => offset).join(' and ')} of ${partition}`,
    }));
}

function phantoms({ partition, all }: FinalLog, senders: ReadonlyMap<string, Transaction>): Violation[] {
  return all
    .filter(({ value }) => !senders.has(placeOf({ partition, value })))
    .map(({ offset, value }) => ({ rule: 'phantom record', what: `${value} at ${offset} of ${partition}` }));
}
