/**
 * Runs other projects' test suites against this broker: the tests that are listed as passing, each against a broker of
 * its own, some at a time.
 *
 *     node tests/suites/run.ts                               # all that is listed
 *     node tests/suites/run.ts librdkafka 0113 0018          # of one suite, what has this in its name
 *     node tests/suites/run.ts --protocol consumer           # librdkafka's with one group protocol
 *     node tests/suites/run.ts --all                         # also what is not listed, and tells what passes by now
 */

import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runOf as franzGoRun } from './franz-go/run-tests.ts';
import { tests as franzGoTests } from './franz-go/tests.ts';
import { runOf as librdkafkaRun } from './librdkafka/run-tests.ts';
import { grouped, isListed, tests as librdkafkaTests } from './librdkafka/tests.ts';
import type { Outcome, Run } from './outcome.ts';
import { inPool } from './pool.ts';

const here = dirname(fileURLToPath(import.meta.url));
const output = join(here, '../../.cache/suites/output');
const suites = ['librdkafka', 'franz-go'];

const { values: options, positionals } = parseArgs({
  options: {
    all: { type: 'boolean', default: false },
    protocol: { type: 'string' },
    jobs: { type: 'string', default: '12' },
  },
  allowPositionals: true,
});
const chosenSuites = suites.filter((suite) => positionals.includes(suite));
const words = positionals.filter((word) => !suites.includes(word));

function isChosen(test: string): boolean {
  return words.length === 0 || words.some((word) => test.includes(word));
}

function librdkafkaRuns(): Run[] {
  const chosen = librdkafkaTests
    .filter((test) => options.all || isListed(test))
    .filter(({ test, protocol }) => isChosen(test) && (options.protocol ?? protocol) === protocol);
  return grouped(chosen).map((group) => librdkafkaRun(group, output));
}

/** Those that are listed share a process, as their own runner wants it; each of the others has its own. */
function franzGoRuns(): Run[] {
  const chosen = franzGoTests.filter(({ test }) => isChosen(test));
  const listed = chosen.filter(({ why }) => why === undefined);
  const others = options.all ? chosen.filter(({ why }) => why !== undefined) : [];
  return [
    ...(listed.length > 0 ? [franzGoRun(listed, 'listed', 120, output)] : []),
    ...others.map((test) => franzGoRun([test], test.test, 30, output)),
  ];
}

function chosenRuns(): Run[] {
  const runs = [
    ...(chosenSuites.length === 0 || chosenSuites.includes('librdkafka') ? librdkafkaRuns() : []),
    ...(chosenSuites.length === 0 || chosenSuites.includes('franz-go') ? franzGoRuns() : []),
  ];
  return runs.sort((one, other) => other.seconds - one.seconds);
}

const marks = { passed: '✔', failed: '✖', 'not run': '﹣' };

function say({ test, listed, verdict, seconds, reason }: Outcome): void {
  const notes = [listed ? '' : '(not listed)', reason].filter((note) => note !== '').join(' ');
  console.log(`${marks[verdict]} ${test} ${seconds.toFixed(2)}s ${notes}`.trimEnd());
}

function hasFailed(outcomes: readonly Outcome[]): boolean {
  return outcomes.some(({ listed, verdict }) => listed && verdict !== 'passed');
}

/** A run that is not steady by itself gets a second try, and the output says why. */
async function performed(run: Run): Promise<readonly Outcome[]> {
  const first = await run.perform();
  first.forEach(say);
  if (!hasFailed(first)) return first;
  console.log(`  see ${run.folder}`);
  if (run.unsteady === undefined) return first;
  console.log(`  ${run.name} once more: ${run.unsteady}`);
  const second = await run.perform();
  second.forEach(say);
  return second;
}

async function main(): Promise<number> {
  execFileSync(join(here, 'setup.sh'), { stdio: 'inherit' });
  process.setMaxListeners(20 + 4 * Number(options.jobs));
  const outcomes: Outcome[] = [];
  await inPool(chosenRuns(), Number(options.jobs), async (run) => {
    outcomes.push(...(await performed(run)));
  });
  return summarized(outcomes);
}

/** Of the listed tests every one has to run and to pass; of the others, one that passes is news. */
function summarized(outcomes: readonly Outcome[]): number {
  const news = outcomes.filter(({ listed, verdict }) => !listed && verdict === 'passed');
  if (news.length > 0)
    console.log(`\nThese pass and are not listed:\n${news.map(({ test }) => `  ${test}`).join('\n')}`);
  const listed = outcomes.filter((outcome) => outcome.listed);
  const passed = listed.filter(({ verdict }) => verdict === 'passed').length;
  const failed = listed.length - passed;
  console.log(`\n${passed} passed, ${failed} failed, ${outcomes.length - listed.length} skipped`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

process.exitCode = await main();
