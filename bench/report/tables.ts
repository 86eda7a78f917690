/** The tables of a report as rows of texts, which the page and the terminal lay out each in its way. */

import type { Figure } from '../measures/measure.ts';
import { type AimResult, aims, resultOfAim } from './aims.ts';
import { number, summary } from './numbers.ts';
import type { Column, MeasureDescription, RunResults, Section } from './results.ts';
import { type Cell, summaryOfCell, summaryOfRatio } from './statistics.ts';

export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function aimsTable(results: RunResults): Table {
  return {
    title: 'Aims',
    head: ['measure', 'aim', 'result: median (min–max)', ''],
    rows: aims.map((aim) => aimRow(resultOfAim(aim, results))),
  };
}

function aimRow({ aim, worst, worstName, met, of }: AimResult): string[] {
  if (worst === undefined) return [aim.title, aim.bound.text, '–', 'not measured'];
  const which = of > 1 ? `, the ${aim.bound.kind === 'at least' ? 'lowest' : 'highest'} of ${of}: ${worstName}` : '';
  const verdict = met === of ? 'met' : of === 1 ? 'missed' : `missed: ${met} of ${of} met`;
  return [aim.title, aim.bound.text, `${summary(worst, aim.bound.suffix)}${which}`, verdict];
}

/** A row for each figure of each measure that yielded something. */
export function measureTables(results: RunResults): Table[] {
  return results.sections
    .map((section) =>
      isOfTheMachine(section, results) ? machineTable(section, results) : brokerTable(section, results),
    )
    .filter(({ rows }) => rows.length > 0);
}

function isOfTheMachine({ measures }: Section, { rounds }: RunResults): boolean {
  return measures.some(({ name }) => rounds.some(({ outcomes }) => outcomes.machine?.[name] !== undefined));
}

function machineTable(section: Section, { rounds }: RunResults): Table {
  const rows = section.measures.flatMap((measure) =>
    measure.figures.map((figure) => {
      const value = summaryOfCell(rounds, { column: 'machine', measure: measure.name, figure: figure.name });
      return [nameOf(measure, figure), figure.unit, summary(value)];
    }),
  );
  return { title: section.title, head: ['measure', 'unit', 'machine'], rows };
}

function brokerTable(section: Section, results: RunResults): Table {
  const rows = section.measures.flatMap((measure) =>
    measure.figures.flatMap((figure) => brokerRow(measure, figure, results)),
  );
  return {
    title: section.title,
    head: ['measure', 'unit', 'Moldau', 'Kafka', 'Moldau / Kafka', 'C program', 'Moldau / C'],
    rows,
  };
}

function brokerRow(measure: MeasureDescription, figure: Figure, { rounds }: RunResults): string[][] {
  const cell = (column: Column): Cell => ({ column, measure: measure.name, figure: figure.name });
  const value = (column: Column) => summaryOfCell(rounds, cell(column));
  const ratio = (base: Column) => summary(summaryOfRatio(rounds, cell('moldau'), cell(base)), '×');
  const [moldau, kafka, floor] = [value('moldau'), value('kafka'), value('floor')];
  if (moldau === undefined && kafka === undefined && floor === undefined) return [];
  const fewer = (of: typeof kafka) => (of !== undefined && of.count < rounds.length ? `, ${roundsText(of.count)}` : '');
  const texts = [`${summary(moldau)}${fewer(moldau)}`, `${summary(kafka)}${fewer(kafka)}`, ratio('kafka')];
  return [[nameOf(measure, figure), figure.unit, ...texts, `${summary(floor)}${fewer(floor)}`, ratio('floor')]];
}

function nameOf(measure: MeasureDescription, figure: Figure): string {
  return measure.figures.length === 1 ? measure.title : `${measure.title}: ${figure.title}`;
}

export function roundsText(rounds: number): string {
  return rounds === 1 ? '1 round' : `${number(rounds).replace(/\.0+$/, '')} rounds`;
}

/** A line for each measure that failed on a column, with the reason it gave last. */
export function failures({ rounds }: RunResults): string[] {
  const reasons = new Map<string, { rounds: number; reason: string }>();
  for (const { outcomes } of rounds) {
    for (const [column, measures] of Object.entries(outcomes)) {
      for (const [measure, outcome] of Object.entries(measures)) {
        if (!('failed' in outcome)) continue;
        const key = `${measure} on ${column}`;
        reasons.set(key, { rounds: (reasons.get(key)?.rounds ?? 0) + 1, reason: outcome.failed });
      }
    }
  }
  return Array.from(reasons, ([key, { rounds: count, reason }]) => `${key} failed in ${roundsText(count)}: ${reason}`);
}
