/** A whole run: rounds of targets in turn, results on disk after each round. */

import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { measureSections } from '../measures/index.ts';
import { type MachineMeasure, machineMeasures } from '../measures/machine.ts';
import type { BenchOptions } from '../options.ts';
import type { Column, ColumnOutcomes, Outcome, Round, RunResults, Section } from '../report/results.ts';
import { javaVersion, machineAt } from './machine.ts';
import { chosenMeasures, orderInRound, runsInRound } from './plan.ts';
import { reasonOf } from './reason.ts';
import { runTarget } from './run-target.ts';
import { warmPages } from './warm-pages.ts';

const resultsDirectory = resolve(import.meta.dirname, '../../.cache/bench/results');

export interface FinishedRun {
  readonly results: RunResults;
  /** Where they are saved. */
  readonly file: string;
}

export async function run(options: BenchOptions): Promise<FinishedRun> {
  const startedAt = new Date().toISOString();
  mkdirSync(resultsDirectory, { recursive: true });
  const file = join(resultsDirectory, `${startedAt.replaceAll(/[:.]/g, '-')}.json`);
  const versions: Record<string, string> = { Node: process.version };
  const rounds: Round[] = [];
  const results: RunResults = {
    startedAt,
    machine: machineAt(options.parentDirectory),
    versions,
    plannedRounds: options.rounds,
    windowSeconds: options.windowSeconds,
    quick: options.quick,
    sections: sectionsOf(options),
    rounds,
  };
  for (let round = 0; round < options.rounds; round++) {
    process.stderr.write(`Round ${round + 1} of ${options.rounds}\n`);
    rounds.push(await runRound(round, options, versions));
    await writeFile(file, `${JSON.stringify(results, null, 1)}\n`);
  }
  return { results, file };
}

async function runRound(round: number, options: BenchOptions, versions: Record<string, string>): Promise<Round> {
  const outcomes: Partial<Record<Column, ColumnOutcomes>> = {};
  for (const target of orderInRound(options.targets, round)) {
    const measures = allMeasures(options).filter((measure) => runsInRound(measure, target, round));
    if (measures.length === 0) continue;
    if (options.warmPages) await warmPages(options.parentDirectory);
    process.stderr.write(` ${target}\n`);
    const ran = await runTarget(target, measures, options);
    outcomes[target] = ran.outcomes;
    noteVersion(versions, target, ran.version);
  }
  outcomes.machine = await machineOutcomes(chosenMeasures(machineMeasures, options), options);
  return { outcomes };
}

function noteVersion(versions: Record<string, string>, target: string, version: string): void {
  if (target === 'moldau') versions['Moldau'] = version;
  if (target === 'kafka') {
    versions['Kafka'] = version;
    versions['Java'] = javaVersion();
  }
}

async function machineOutcomes(measures: readonly MachineMeasure[], options: BenchOptions): Promise<ColumnOutcomes> {
  const outcomes: Record<string, Outcome> = {};
  for (const measure of measures) {
    try {
      outcomes[measure.name] = {
        samples: await measure.run({ directory: options.parentDirectory, quick: options.quick }),
      };
    } catch (error) {
      outcomes[measure.name] = { failed: reasonOf(error) };
    }
  }
  return outcomes;
}

function allMeasures(options: BenchOptions) {
  return measureSections.flatMap(({ measures }) => chosenMeasures(measures, options));
}

function sectionsOf(options: BenchOptions): Section[] {
  const chosen: Section[] = measureSections.map(({ title, measures }) => ({
    title,
    measures: chosenMeasures(measures, options).map(({ name, title: text, figures }) => ({
      name,
      title: text,
      figures,
    })),
  }));
  const machine = chosenMeasures(machineMeasures, options);
  const described = machine.map(({ name, title, figures }) => ({ name, title, figures }));
  return [...chosen, { title: 'The machine', measures: described }].filter(({ measures }) => measures.length > 0);
}
