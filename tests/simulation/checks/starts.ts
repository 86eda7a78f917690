/** Where logs start: what was deleted stays deleted, and nothing goes from a log's start that nobody asked for. */
import type { Deletion, FinalRead, HistoryEvent } from '../history.ts';
import type { Circumstances, Violation } from '../history-checker.ts';

export function checkStarts(history: readonly HistoryEvent[], circumstances: Circumstances): Violation[] {
  const deletions = Map.groupBy(
    history.filter((event) => event.kind === 'deletion'),
    ({ partition }) => partition,
  );
  return [
    ...[...deletions.values()].flatMap(startsGoUp),
    ...history.flatMap((event) =>
      event.kind === 'final read' ? finalStart(event, deletions.get(event.partition) ?? [], circumstances) : [],
    ),
  ];
}

/** The deleter waits for each answer, and no answer takes back what an earlier one said. */
function startsGoUp(deletions: readonly Deletion[]): Violation[] {
  const violations: Violation[] = [];
  let start = 0;
  for (const { partition, lowWatermark = 0, outcome } of deletions) {
    if (outcome !== 'ok') continue;
    if (lowWatermark < start) {
      violations.push({ rule: 'undone deletion', what: `${partition} starts at ${lowWatermark}, was ${start}` });
    }
    start = Math.max(start, lowWatermark);
  }
  return violations;
}

function finalStart(
  { partition, logStartOffset }: FinalRead,
  deletions: readonly Deletion[],
  { retention = false }: Circumstances,
): Violation[] {
  const told = Math.max(0, ...deletions.map(({ lowWatermark = 0 }) => lowWatermark));
  const asked = Math.max(0, ...deletions.map(({ offset }) => offset));
  if (logStartOffset < told) {
    return [{ rule: 'undone deletion', what: `${partition} starts at ${logStartOffset} in the end, was ${told}` }];
  }
  if (logStartOffset <= asked || retention) return [];
  return [{ rule: 'lost start', what: `${partition} starts at ${logStartOffset}, ${asked} was asked for` }];
}
