/** What the guard prints: both sides' medians, and the ratio taken within each round. */

import type { Samples } from '../measures/measure.ts';
import { summary } from '../report/numbers.ts';
import type { MeasureDescription } from '../report/results.ts';
import { summaryOf } from '../report/statistics.ts';
import type { Table } from '../report/tables.ts';

/** What one round yielded, by the measure's name. */
export interface Pair {
  readonly current: ReadonlyMap<string, Samples>;
  readonly previous: ReadonlyMap<string, Samples>;
}

export function guardTable(measures: readonly MeasureDescription[], pairs: readonly Pair[], commit: string): Table {
  const rows = measures.flatMap((measure) =>
    measure.figures.map(({ name, title, unit, better }) => {
      const values = (side: keyof Pair) => pairs.map((pair) => pair[side].get(measure.name)?.[name] ?? Number.NaN);
      const [now, before] = [values('current'), values('previous')];
      const ratio = summaryOf(now.map((value, round) => value / (before[round] ?? Number.NaN)));
      const texts = [summary(summaryOf(before)), summary(summaryOf(now)), summary(ratio, '×')];
      return [`${measure.title}: ${title}`, unit, ...texts, `${better} is better`];
    }),
  );
  return {
    title: `This tree beside ${commit}, ${pairs.length} rounds`,
    head: ['measure', 'unit', commit, 'this tree', 'ratio (min–max)', ''],
    rows,
  };
}
