/** One run of franz-go's tests, which their own runner lets run side by side, against a broker of their own. */

import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startSuiteBroker } from '../broker.ts';
import { runLogged } from '../logged-program.ts';
import { judged, type Outcome, type Run } from '../outcome.ts';
import { complaintOf, type GoTest, parseGoOutput } from './output.ts';
import type { KgoTest } from './tests.ts';

const program = fileURLToPath(new URL('../../../.cache/suites/franz-go/kgo.test', import.meta.url));
const limitSeconds = 600;
/** How many records go through each chain of groups; the suite's own default is ten times as many. */
const records = process.env['KGO_TEST_RECORDS'] ?? '50000';

export function runOf(tests: readonly KgoTest[], name: string, seconds: number, output: string): Run {
  const folder = join(output, 'franz-go', name);
  return { name: `franz-go ${name}`, unsteady: undefined, seconds, folder, perform: () => perform(tests, folder) };
}

async function perform(tests: readonly KgoTest[], folder: string): Promise<readonly Outcome[]> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await using broker = await startSuiteBroker();
  const names = tests.map(({ test }) => test).join('|');
  const log = join(folder, 'log');
  await runLogged({
    words: [program, '-test.v', `-test.run=^(${names})$`, `-test.timeout=${limitSeconds}s`],
    directory: folder,
    environment: {
      KGO_SEEDS: broker.address,
      KGO_TEST_RF: '1',
      KGO_TEST_RECORDS: records,
      KGO_LOG_LEVEL: process.env['KGO_LOG_LEVEL'] ?? 'none',
    },
    limitSeconds: limitSeconds + 10,
    log,
  });
  const output = await readFile(log, 'utf8');
  const ended = parseGoOutput(output);
  return tests.map((test) => outcomeOf(test, ended.get(test.test), output));
}

function outcomeOf({ test, why }: KgoTest, ended: GoTest | undefined, output: string): Outcome {
  const named = { test, listed: why === undefined, seconds: ended?.seconds ?? 0 };
  if (ended === undefined || ended.state === 'FAIL') {
    return { ...named, verdict: 'failed', reason: complaintOf(test, output) };
  }
  const skipped = ended.state === 'SKIP' ? [test] : ended.skipped;
  if (skipped.length > 0) return { ...named, verdict: 'not run', reason: `skipped ${skipped.join(', ')}` };
  return { ...named, verdict: judged(true, named.seconds), reason: '' };
}
