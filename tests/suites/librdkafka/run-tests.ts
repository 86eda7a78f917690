/** One run of librdkafka's test runner: the tests of one number, against a broker of their own. */

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startSuiteBroker, startSuiteBrokerForThree } from '../broker.ts';
import { runLogged } from '../logged-program.ts';
import { judged, type Outcome, type Run } from '../outcome.ts';
import { failureOf, parseReport, passedSubtests, type Report, skipReasonOf } from './report.ts';
import { isListed, knownTests, numberOf, type SuiteTest, wantsThreeBrokers } from './tests.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const library = here('../../../.cache/suites/librdkafka');
/** Where the suite looks for Kafka: its scripts and its Java client. */
const kafkaPath = here('../../../.cache/suites/kafka');
const limitSeconds = 600;

/** The tests of one process: they share number, protocol, scenario and part. */
export function runOf(tests: readonly [SuiteTest, ...SuiteTest[]], output: string): Run {
  const [{ test, protocol, scenario, part, unsteady }] = tests;
  const name = [numberOf(test), protocol, ...(scenario === 'default' ? [] : [scenario]), ...(part ? [part] : [])];
  const run = {
    unsteady,
    name: `librdkafka ${name.join(' ')}`,
    seconds: Math.max(...tests.map(({ seconds }) => seconds)),
    folder: join(output, 'librdkafka', name.join('-').replaceAll(/\W+/g, '-')),
  };
  return { ...run, perform: () => perform(tests, run.folder) };
}

async function perform(tests: readonly [SuiteTest, ...SuiteTest[]], folder: string): Promise<readonly Outcome[]> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const [first] = tests;
  const settings = first.scenario === 'noautocreate' ? { KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false' } : {};
  await using broker = await (wantsThreeBrokers(first) ? startSuiteBrokerForThree : startSuiteBroker)(settings);
  const log = join(folder, 'log');
  const reportFile = join(folder, 'report.json');
  const configuration = join(folder, 'test.conf');
  await writeFile(configuration, `bootstrap.servers=${broker.address}\ntest.timeout.multiplier=2\n`);
  const { overstayed } = await runLogged({
    words: ['./test-runner', '-L', '-s', first.scenario],
    directory: join(library, 'tests'),
    environment: environmentOf(first, broker.address, configuration, reportFile),
    limitSeconds,
    log,
  });
  const output = await readFile(log, 'utf8');
  const report = await readReport(reportFile);
  if (report === undefined) return tests.map((test) => unreported(test, output, overstayed));
  return [...tests.map((test) => outcomeOf(test, report, output)), ...unknownTests(report)];
}

function environmentOf(test: SuiteTest, address: string, configuration: string, reportFile: string) {
  return {
    LD_LIBRARY_PATH: `${join(library, 'src')}:${join(library, 'src-cpp')}`,
    TESTS: numberOf(test.test),
    TEST_KAFKA_VERSION: '4.2.0',
    TEST_CONSUMER_GROUP_PROTOCOL: test.protocol,
    TEST_REPORT: reportFile,
    RDKAFKA_TEST_CONF: configuration,
    KAFKA_PATH: kafkaPath,
    BROKERS: address,
    ...(test.part === undefined ? {} : { SUBTESTS: test.part }),
  };
}

async function readReport(file: string): Promise<Report | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : parseReport(text);
}

function outcomeOf(test: SuiteTest, report: Report, output: string): Outcome {
  const { state, seconds } = report.get(test.test) ?? { state: 'SKIPPED', seconds: 0 };
  const named = { test: labelOf(test), listed: isListed(test), seconds };
  if (state === 'SKIPPED') return { ...named, verdict: 'not run', reason: skipReasonOf(test.test, output) };
  if (state !== 'PASSED') return { ...named, verdict: 'failed', reason: failureOf(test.test, output) };
  if (test.part !== undefined && passedSubtests(output).length === 0) {
    return { ...named, verdict: 'not run', reason: `no subtest has ${test.part} in its name` };
  }
  return { ...named, verdict: judged(true, seconds), reason: '' };
}

function unreported(test: SuiteTest, output: string, overstayed: boolean): Outcome {
  const end = overstayed ? `no end within ${limitSeconds} s` : 'ended without a report';
  const reason = failureOf(test.test, output) || end;
  return { test: labelOf(test), listed: isListed(test), verdict: 'failed', seconds: 0, reason };
}

/** A newer suite has tests that nobody has looked at. */
function unknownTests(report: Report): Outcome[] {
  const unknown = [...report.keys()].filter((test) => !knownTests.has(test));
  const reason = 'is in none of the lists of tests/suites/librdkafka/tests.ts';
  return unknown.map((test) => ({ test, listed: true, verdict: 'failed', seconds: 0, reason }));
}

function labelOf({ test, protocol, scenario, part }: SuiteTest): string {
  const details = [protocol, ...(scenario === 'default' ? [] : [scenario]), ...(part ? [`only ${part}`] : [])];
  return `${test} (${details.join(', ')})`;
}
