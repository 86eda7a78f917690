/**
 * Breaks the disk under a real broker, one fault at a time, and looks whether it keeps its promises (B159):
 *
 *     node tests/faults/disk-faults.ts [--only text]
 *
 * Prints what it saw; the exit code is 1 if something should not have been. `BROKER_LOG=1` prints the brokers' own
 * lines too. Root's right to mount a small file system is used where there is one.
 */

import { parseArgs } from 'node:util';
import type { Report } from './ledger.ts';
import { scenarios } from './scenarios.ts';

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });

let violations = 0;

const report: Report = {
  saw: (what) => console.log(`  ${what}`),
  expect(holds, what) {
    if (holds) return;
    violations++;
    console.log(`  VIOLATION: expected that ${what}`);
  },
};

for (const { name, run } of scenarios.filter((scenario) => scenario.name.includes(values.only))) {
  const start = performance.now();
  console.log(`${name}:`);
  try {
    await run(report);
  } catch (error) {
    report.expect(false, `it can be played to its end: ${error instanceof Error ? error.stack : String(error)}`);
  }
  console.log(`  ${((performance.now() - start) / 1000).toFixed(1)} s`);
}
console.log(`${violations} violations`);
process.exitCode = violations === 0 ? 0 : 1;
