/**
 * `npm run bench`: Moldau, Apache Kafka and a C program under the same loads, one at a time, round after round; a table
 * at the end, and with `--save` docs/benchmarks.md. README.md says what it needs and how to read it.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type BenchOptions, parseOptions, usage } from './options.ts';
import { page } from './report/page.ts';
import type { RunResults } from './report/results.ts';
import { readResults } from './report/saved-results.ts';
import { aimsTable, failures, measureTables } from './report/tables.ts';
import { textOf } from './report/text.ts';
import { run } from './run/run.ts';

const pageFile = resolve(import.meta.dirname, '../docs/benchmarks.md');

async function main(options: BenchOptions): Promise<void> {
  const results = options.report === undefined ? await newResults(options) : readResults(options.report);
  for (const table of [aimsTable(results), ...measureTables(results)]) print(textOf(table));
  for (const line of failures(results)) print(line);
  if (options.save) save(results);
}

async function newResults(options: BenchOptions): Promise<RunResults> {
  const { results, file } = await run(options);
  process.stderr.write(`Saved as ${file}\n`);
  return results;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function save(results: RunResults): void {
  const before = existsSync(pageFile) ? readFileSync(pageFile, 'utf8') : undefined;
  writeFileSync(pageFile, page(results, before));
}

function optionsOrExit(): BenchOptions {
  try {
    const options = parseOptions(process.argv.slice(2));
    if (options !== undefined) return options;
    print(usage);
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`);
    process.exit(2);
  }
}

process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));
await main(optionsOrExit());
