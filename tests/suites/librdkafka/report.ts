/** What librdkafka's test runner says at its end: a report in JSON, and the failures and subtests in its output. */

import { stripVTControlCharacters } from 'node:util';

export interface TestReport {
  readonly state: 'PASSED' | 'FAILED' | 'SKIPPED' | 'RUNNING' | 'DNS';
  readonly seconds: number;
}

/** By test; the tests that were not chosen are there, too, as skipped. */
export type Report = ReadonlyMap<string, TestReport>;

interface ReportFile {
  readonly tests: Readonly<Record<string, { readonly state: TestReport['state']; readonly duration: number }>>;
}

/** The runner's own thread is reported as a test of this name. */
const mainThread = '<MAIN>';

export function parseReport(text: string): Report {
  const file: ReportFile = JSON.parse(text);
  const tests = Object.entries(file.tests).filter(([name]) => name !== mainThread);
  return new Map(tests.map(([name, { state, duration }]) => [name, { state, seconds: duration }]));
}

/** The first failure of a test: which subtest, where, and the assertion's words. */
export function failureOf(test: string, output: string): string {
  const lines = stripVTControlCharacters(output).split('\n');
  const at = lines.findIndex((line) => line.startsWith(`### Test "${test}`));
  if (at < 0) return '';
  const headline = (lines[at] ?? '').replace(/^### Test "\S+ ?/, '').replace(/" failed at (\S+) at .*$/, ' $1');
  return `${headline}: ${lines[at + 1] ?? ''}`.trim();
}

/** The subtests that have passed, in order. */
export function passedSubtests(output: string): string[] {
  const matches = stripVTControlCharacters(output).matchAll(/\[ (\S.*?): PASS \(\d+\.\d+s\) \]/g);
  return [...matches].map(([, subtest = '']) => subtest);
}

/** Why a test was skipped: the last column of the closing table. */
export function skipReasonOf(test: string, output: string): string {
  const lines = stripVTControlCharacters(output).split('\n');
  const columns = lines.map((line) => line.split('|').map((column) => column.trim()));
  return columns.find(([, name, state]) => name === test && state === 'SKIPPED')?.[4] ?? '';
}
