/** Idempotent producers: their order is kept, and no two have one identity. */
import type { HistoryEvent, Send } from '../history.ts';
import type { Violation } from '../history-checker.ts';
import { contentOf } from './partition-content.ts';

export function checkProducers(history: readonly HistoryEvent[]): Violation[] {
  return [...reordered(history), ...sharedIds(history)];
}

function reordered(history: readonly HistoryEvent[]): Violation[] {
  const offsets = offsetsByValue(history);
  const last = new Map<string, { value: string; offset: number }>();
  const violations: Violation[] = [];
  for (const send of history) {
    if (send.kind !== 'send' || !send.idempotent) continue;
    const offset = offsets.get(nameOf(send));
    if (offset === undefined) continue;
    const stream = `${send.producer} ${send.partition}`;
    const before = last.get(stream);
    if (before !== undefined && before.offset > offset) {
      const what = `${send.partition}: ${send.value} at ${offset}, ${before.value} before it at ${before.offset}`;
      violations.push({ rule: 'reordered', what });
    }
    last.set(stream, { value: send.value, offset });
  }
  return violations;
}

function offsetsByValue(history: readonly HistoryEvent[]): Map<string, number> {
  const offsets = new Map<string, number>();
  for (const { partition, seen } of contentOf(history).values()) {
    for (const [offset, values] of seen) for (const value of values) offsets.set(`${partition} ${value}`, offset);
  }
  return offsets;
}

function nameOf({ partition, value }: Send): string {
  return `${partition} ${value}`;
}

function sharedIds(history: readonly HistoryEvent[]): Violation[] {
  const owners = new Map<string, string>();
  const violations: Violation[] = [];
  for (const event of history) {
    if (event.kind !== 'producer id') continue;
    const identity = `${event.producerId} epoch ${event.producerEpoch}`;
    const owner = owners.get(identity);
    if (owner === undefined) owners.set(identity, event.producer);
    else violations.push({ rule: 'shared producer id', what: `${owner} and ${event.producer} are ${identity}` });
  }
  return violations;
}
