/** What consumers read: one value an offset, for ever, and none left out. */
import type { HistoryEvent, Read } from '../history.ts';
import type { Violation } from '../history-checker.ts';
import { contentOf, type PartitionContent } from './partition-content.ts';

export function checkReads(history: readonly HistoryEvent[]): Violation[] {
  const contents = [...contentOf(history).values()];
  return [
    ...contents.flatMap(inconsistentOffsets),
    ...contents.flatMap(vanishedReads),
    ...contents.flatMap(duplicates),
    ...contents.flatMap(gaps),
    ...history.flatMap((event) => (event.kind === 'read' ? skipsWithin(event) : [])),
  ];
}

function inconsistentOffsets({ partition, seen }: PartitionContent): Violation[] {
  return [...seen]
    .filter(([, values]) => values.size > 1)
    .map(([offset, values]) => ({
      rule: 'inconsistent offset',
      what: `${partition} at ${offset}: ${[...values].join(' and ')}`,
    }));
}

function vanishedReads({ partition, seen, highWatermark, final, finalValues }: PartitionContent): Violation[] {
  if (final === undefined) return [];
  const violations: Violation[] = [];
  if (highWatermark > final.endOffset) {
    const what = `${partition} ends at ${final.endOffset}, its high watermark was ${highWatermark}`;
    violations.push({ rule: 'vanished read', what });
  }
  for (const [offset, values] of seen) {
    if (offset < final.logStartOffset || finalValues.has(offset)) continue;
    violations.push({ rule: 'vanished read', what: `${partition} at ${offset}: ${[...values].join(', ')}` });
  }
  return violations;
}

function duplicates({ partition, seen }: PartitionContent): Violation[] {
  const offsets = new Map<string, number>();
  const violations: Violation[] = [];
  for (const [offset, values] of seen) {
    for (const value of values) {
      const other = offsets.get(value);
      if (other === undefined) offsets.set(value, offset);
      else violations.push({ rule: 'duplicate', what: `${partition}: ${value} at ${other} and ${offset}` });
    }
  }
  return violations;
}

function gaps({ partition, final, finalValues }: PartitionContent): Violation[] {
  if (final === undefined) return [];
  const violations: Violation[] = [];
  for (let offset = final.logStartOffset; offset < final.endOffset; offset++) {
    if (!finalValues.has(offset)) violations.push({ rule: 'gap', what: `${partition} at ${offset}` });
  }
  return violations;
}

/** An answer begins at or before the offset asked for and goes on without a hole. */
function skipsWithin({ consumer, partition, fetchOffset, records }: Read): Violation[] {
  const violations: Violation[] = [];
  let expected = fetchOffset;
  for (const { offset } of records) {
    const isEarlierInBatch = offset < fetchOffset && expected === fetchOffset;
    if (isEarlierInBatch) continue;
    if (offset !== expected) {
      violations.push({ rule: 'skipped read', what: `${consumer} of ${partition} got ${offset} for ${expected}` });
    }
    expected = offset + 1;
  }
  return violations;
}
