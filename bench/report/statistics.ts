/** Medians with what they vary between. A ratio is taken within a round, where both sides had the same weather. */
import { type Column, type FigureName, type Round, valueIn } from './results.ts';

export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** Of how many rounds. */
  readonly count: number;
}

/** Undefined for no values. The median of an even number lies between the middle two. */
export function summaryOf(values: readonly number[]): Summary | undefined {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  const [min, max] = [sorted[0], sorted.at(-1)];
  if (low === undefined || high === undefined || min === undefined || max === undefined) return undefined;
  return { median: (low + high) / 2, min, max, count: sorted.length };
}

/** A figure in a column of the results. */
export interface Cell extends FigureName {
  readonly column: Column;
}

export function summaryOfCell(rounds: readonly Round[], cell: Cell): Summary | undefined {
  return summaryOf(rounds.flatMap((round) => valueIn(round, cell.column, cell) ?? []));
}

/** Of `cell` to `base`, over the rounds that have both. */
export function summaryOfRatio(rounds: readonly Round[], cell: Cell, base: Cell): Summary | undefined {
  return summaryOf(
    rounds.flatMap((round) => {
      const [value, divisor] = [valueIn(round, cell.column, cell), valueIn(round, base.column, base)];
      return value === undefined || divisor === undefined ? [] : value / divisor;
    }),
  );
}
