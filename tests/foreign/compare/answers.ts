/**
 * Recorded answers: one file an API under answers/, neighbouring versions with equal answers as one range. And what is
 * different between a recording and what a broker answered now.
 */

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isObject, type Json } from './normalise.ts';
import type { Played } from './play.ts';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'answers');

type Ranges = Record<string, Readonly<Record<string, Json>>>;
type Recording = Record<string, Ranges>;

/** Writes one file an API; its cases are in the order they were played. */
export function writeAnswers(played: Played): void {
  mkdirSync(folder, { recursive: true });
  const apis = Map.groupBy(Object.entries(played), ([title]) => title.split(' / ')[0] ?? '');
  for (const [api, cases] of apis) {
    const recording: Recording = Object.fromEntries(cases.map(([title, versions]) => [title, rangesOf(versions)]));
    writeFileSync(join(folder, `${api}.json`), `${JSON.stringify(recording, null, 1)}\n`);
  }
}

export function readAnswers(): Played {
  const played: Record<string, Record<number, Readonly<Record<string, Json>>>> = {};
  for (const file of readdirSync(folder)) {
    const recording: Recording = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    for (const [title, ranges] of Object.entries(recording)) played[title] = versionsOf(ranges);
  }
  return played;
}

function rangesOf(versions: Readonly<Record<number, Readonly<Record<string, Json>>>>): Ranges {
  const runs: { from: number; to: number; answers: Readonly<Record<string, Json>> }[] = [];
  for (const [text, answers] of Object.entries(versions)) {
    const version = Number(text);
    const last = runs.at(-1);
    if (last !== undefined && JSON.stringify(last.answers) === JSON.stringify(answers)) last.to = version;
    else runs.push({ from: version, to: version, answers });
  }
  return Object.fromEntries(runs.map(({ from, to, answers }) => [`${from}-${to}`, answers]));
}

function versionsOf(ranges: Ranges): Record<number, Readonly<Record<string, Json>>> {
  const versions: Record<number, Readonly<Record<string, Json>>> = {};
  for (const [range, answers] of Object.entries(ranges)) {
    const [from = 0, to = 0] = range.split('-').map(Number);
    for (let version = from; version <= to; version++) versions[version] = answers;
  }
  return versions;
}

export interface Difference {
  /** `API / case`. */
  readonly title: string;
  readonly version: number;
  /** Where in the answers, such as `after the first.topics.0.errorCode`. */
  readonly path: string;
  readonly kafka: Json | undefined;
  readonly here: Json | undefined;
}

/** Every leaf in which the two differ, for the cases that both have. */
export function differences(kafka: Played, here: Played, { messages = false } = {}): Difference[] {
  const found: Difference[] = [];
  for (const [title, versions] of Object.entries(here)) {
    for (const [text, answers] of Object.entries(versions)) {
      const version = Number(text);
      const recorded = kafka[title]?.[version];
      if (recorded === undefined) continue;
      leaves(recorded, answers, [], (path, left, right) => {
        if (!messages && isMessage(path) && typeof left === 'string' && typeof right === 'string') return;
        found.push({ title, version, path: path.join('.'), kafka: left, here: right });
      });
    }
  }
  return found;
}

/** Wordings may differ; whether there is one may not. */
function isMessage(path: readonly string[]): boolean {
  return /message$/i.test(path.at(-1) ?? '');
}

type Report = (path: readonly string[], left: Json | undefined, right: Json | undefined) => void;

function leaves(left: Json | undefined, right: Json | undefined, path: readonly string[], report: Report): void {
  const [a, b] = [childrenOf(left), childrenOf(right)];
  if (a === undefined || b === undefined) {
    if (JSON.stringify(left) !== JSON.stringify(right)) report(path, left, right);
    return;
  }
  for (const name of new Set([...a.keys(), ...b.keys()])) leaves(a.get(name), b.get(name), [...path, name], report);
}

/** A list of named things is compared by name, so that one missing does not shift the others. */
function childrenOf(value: Json | undefined): Map<string, Json> | undefined {
  if (Array.isArray(value)) {
    const names = value.map((each: Json, index) =>
      isObject(each) && typeof each['name'] === 'string' ? each['name'] : String(index),
    );
    const distinct = new Set(names).size === names.length;
    return new Map(value.map((each: Json, index) => [distinct ? (names[index] ?? '') : String(index), each]));
  }
  return isObject(value) ? new Map(Object.entries(value)) : undefined;
}

/** Differences as lines, the versions of one and the same drawn together. */
export function describeDifferences(found: readonly Difference[]): string[] {
  const groups = Map.groupBy(found, (each) => JSON.stringify([each.title, each.path, each.kafka, each.here]));
  return [...groups.values()].map((group) => {
    const [first] = group;
    const versions = group.map(({ version }) => version).join(',');
    return `${first?.title} v${versions} ${first?.path}: Kafka ${shown(first?.kafka)}, here ${shown(first?.here)}`;
  });
}

function shown(value: Json | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 300);
}
