/** A producer's records lie in each partition in the order in which it sent them, committed or not. */
import type { Violation } from '../checker.ts';
import type { TransactionalEvent } from '../history.ts';
import { finalLogsOf, placeOf, transactionsOf } from './facts.ts';

export function checkOrder(history: readonly TransactionalEvent[]): Violation[] {
  const offsets = new Map<string, number>();
  for (const { partition, all } of finalLogsOf(history).values()) {
    for (const { offset, value } of all) offsets.set(placeOf({ partition, value }), offset);
  }
  const last = new Map<string, { readonly value: string; readonly offset: number }>();
  const violations: Violation[] = [];
  for (const { producer, sends } of transactionsOf(history)) {
    for (const sent of sends) {
      const offset = offsets.get(placeOf(sent));
      if (offset === undefined) continue;
      const stream = `${producer} ${sent.partition}`;
      const before = last.get(stream);
      if (before !== undefined && before.offset > offset) {
        const what = `${sent.partition}: ${sent.value} at ${offset}, ${before.value} before it at ${before.offset}`;
        violations.push({ rule: 'reordered', what });
      }
      last.set(stream, { value: sent.value, offset });
    }
  }
  return violations;
}
