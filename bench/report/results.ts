/** What a run leaves behind: which measures there were, and what each yielded in every round on every target. */
import type { TargetName } from '../brokers/bench-broker.ts';
import type { Figure, Samples } from '../measures/measure.ts';

/** A column of the results: a target, or the machine itself. */
export type Column = TargetName | 'machine';

export interface MeasureDescription {
  readonly name: string;
  readonly title: string;
  readonly figures: readonly Figure[];
}

export interface Section {
  readonly title: string;
  readonly measures: readonly MeasureDescription[];
}

export type Outcome = { readonly samples: Samples } | { readonly failed: string };

/** By the measure's name. */
export type ColumnOutcomes = Readonly<Record<string, Outcome>>;

export interface Round {
  readonly outcomes: Readonly<Partial<Record<Column, ColumnOutcomes>>>;
}

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGigabytes: number;
  readonly kernel: string;
  readonly fileSystem: string;
}

export interface RunResults {
  /** ISO 8601. */
  readonly startedAt: string;
  readonly machine: Machine;
  readonly versions: Readonly<Record<string, string>>;
  /** How the run was asked for. */
  readonly plannedRounds: number;
  readonly windowSeconds: number;
  readonly quick: boolean;
  readonly sections: readonly Section[];
  readonly rounds: readonly Round[];
}

/** One figure of one measure. */
export interface FigureName {
  readonly measure: string;
  readonly figure: string;
}

/** The value in a round, if that round yielded one. */
export function valueIn(round: Round, column: Column, { measure, figure }: FigureName): number | undefined {
  const outcome = round.outcomes[column]?.[measure];
  return outcome !== undefined && 'samples' in outcome ? outcome.samples[figure] : undefined;
}
