/** What read_committed readers saw, while it happened and at the end: only what is committed, and all of it. */
import type { Violation } from '../checker.ts';
import type { CommittedRead, FinalLog, Transaction, TransactionalEvent } from '../history.ts';
import { finalLogsOf, placeOf, sendersOf, transactionsOf } from './facts.ts';

export function checkReads(history: readonly TransactionalEvent[]): Violation[] {
  const senders = sendersOf(transactionsOf(history));
  const logs = finalLogsOf(history);
  const reads = history.filter((event) => event.kind === 'committed read');
  return [
    ...reads.flatMap((read) => readTooMuch(read, senders)),
    ...reads.flatMap((read) => disagreements(read, logs.get(read.partition))),
    ...[...logs.values()].flatMap((log) => abortedAtTheEnd(log, senders)),
    ...[...logs.values()].flatMap(hanging),
  ];
}

function readTooMuch(read: CommittedRead, senders: ReadonlyMap<string, Transaction>): Violation[] {
  const { partition, reader, at } = read;
  return read.records.flatMap(({ offset, value }): Violation[] => {
    const transaction = senders.get(placeOf({ partition, value }));
    const what = `${reader} read ${value} at ${offset} of ${partition}`;
    if (transaction === undefined) return [{ rule: 'phantom record', what }];
    if (transaction.fate === 'aborted') return [{ rule: 'aborted read', what }];
    const { commitAskedAt = Infinity } = transaction;
    return commitAskedAt > at ? [{ rule: 'uncommitted read', what }] : [];
  });
}

/** Between what was read and what is there at the end. */
function disagreements(read: CommittedRead, log: FinalLog | undefined): Violation[] {
  if (log === undefined) return [];
  const { partition, reader, fetchOffset, nextOffset } = read;
  const seen = new Map(read.records.map(({ offset, value }) => [offset, value]));
  const there = new Map(log.committed.map(({ offset, value }) => [offset, value]));
  const vanished = [...seen].flatMap(([offset, value]): Violation[] => {
    const now = there.get(offset);
    if (now === value) return [];
    const what = `${reader} read ${value} at ${offset} of ${partition}, where there is ${now ?? 'nothing'}`;
    return [{ rule: now === undefined ? 'vanished read' : 'inconsistent offset', what }];
  });
  const skipped = log.committed
    .filter(({ offset }) => offset >= fetchOffset && offset < nextOffset && !seen.has(offset))
    .map(({ offset, value }): Violation => {
      const what = `${reader} went from ${fetchOffset} to ${nextOffset} of ${partition} without ${value} at ${offset}`;
      return { rule: 'skipped read', what };
    });
  return [...vanished, ...skipped];
}

function abortedAtTheEnd({ partition, committed }: FinalLog, senders: ReadonlyMap<string, Transaction>): Violation[] {
  return committed
    .filter(({ value }) => senders.get(placeOf({ partition, value }))?.fate === 'aborted')
    .map(({ offset, value }) => ({ rule: 'aborted read', what: `${partition} shows ${value} at ${offset}` }));
}

function hanging({ partition, lastStableOffset, highWatermark }: FinalLog): Violation[] {
  if (lastStableOffset === highWatermark) return [];
  const what = `${partition} is stable up to ${lastStableOffset} of ${highWatermark}`;
  return [{ rule: 'hanging transaction', what }];
}
