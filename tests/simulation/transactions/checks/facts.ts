/** What the checks ask a history: who sent a value, and what is there at the end. */
import type { OffsetAndValue } from '../../history.ts';
import type { FinalLog, Transaction, TransactionalEvent } from '../history.ts';

export function transactionsOf(history: readonly TransactionalEvent[]): Transaction[] {
  return history.filter((event) => event.kind === 'transaction');
}

export function finalLogsOf(history: readonly TransactionalEvent[]): ReadonlyMap<string, FinalLog> {
  const logs = history.filter((event) => event.kind === 'final log');
  return new Map(logs.map((log) => [log.partition, log]));
}

/** The transaction that sent each value, by `placeOf` its partition. */
export function sendersOf(transactions: readonly Transaction[]): ReadonlyMap<string, Transaction> {
  return new Map(
    transactions.flatMap((transaction) => transaction.sends.map((sent) => [placeOf(sent), transaction] as const)),
  );
}

/** The offsets of what is committed at the end, by `placeOf` its partition. */
export function committedOffsets(logs: ReadonlyMap<string, FinalLog>): ReadonlyMap<string, number> {
  return offsetsIn([...logs.values()].map(({ partition, committed }) => ({ partition, records: committed })));
}

export function placeOf({ partition, value }: { readonly partition: string; readonly value: string }): string {
  return `${partition} ${value}`;
}

/** Whether anything of it is visible at the end; one that sent nothing is if it was said to be committed. */
export function isVisible({ sends, fate }: Transaction, offsets: ReadonlyMap<string, number>): boolean {
  if (sends.length === 0) return fate === 'committed';
  return sends.some((sent) => offsets.has(placeOf(sent)));
}

interface Part {
  readonly partition: string;
  readonly records: readonly OffsetAndValue[];
}

function offsetsIn(parts: readonly Part[]): ReadonlyMap<string, number> {
  return new Map(
    parts.flatMap(({ partition, records }) =>
      records.map(({ offset, value }) => [placeOf({ partition, value }), offset] as const),
    ),
  );
}
