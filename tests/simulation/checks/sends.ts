/** What producers sent: what was acknowledged is where it was said to be, and nothing is there that nobody sent. */
import type { HistoryEvent, Send } from '../history.ts';
import type { Circumstances, Violation } from '../history-checker.ts';
import { contentOf, type PartitionContent } from './partition-content.ts';

export function checkSends(history: readonly HistoryEvent[], circumstances: Circumstances): Violation[] {
  const contents = contentOf(history);
  const sends = history.filter((event) => event.kind === 'send');
  const acknowledged = sends.filter((send) => isAcknowledged(send, circumstances));
  return [
    ...acknowledged.flatMap((send) => lostWrite(send, contents.get(send.partition))),
    ...phantoms(sends, contents.values()),
  ];
}

function isAcknowledged({ outcome, acks }: Send, { pageCacheSurvived }: Circumstances): boolean {
  return outcome === 'ok' && (acks === -1 || pageCacheSurvived);
}

function lostWrite({ partition, value, offset = -1 }: Send, content: PartitionContent | undefined): Violation[] {
  const values = content?.seen.get(offset) ?? new Set();
  const others = [...values].filter((other) => other !== value);
  if (others.length > 0) {
    const what = `${partition} at ${offset}: ${value} was acknowledged, ${others.join(', ')} was read`;
    return [{ rule: 'inconsistent offset', what }];
  }
  if (content?.final === undefined || offset < content.final.logStartOffset) return [];
  if (content.finalValues.get(offset) === value) return [];
  return [{ rule: 'lost write', what: `${partition} at ${offset}: ${value}` }];
}

function phantoms(sends: readonly Send[], contents: Iterable<PartitionContent>): Violation[] {
  const possible = new Set<string>();
  for (const { partition, value, outcome } of sends) if (outcome !== 'refused') possible.add(`${partition} ${value}`);
  const violations: Violation[] = [];
  for (const { partition, seen } of contents) {
    for (const [offset, values] of seen) {
      for (const value of values) {
        if (possible.has(`${partition} ${value}`)) continue;
        violations.push({ rule: 'phantom', what: `${partition} at ${offset}: ${value}` });
      }
    }
  }
  return violations;
}
