/**
 * `npm test`: every `*.test.ts` of the packages and of `tests/`, under Node's own runner, whose summary and exit code
 * are this command's. Tests that need foreign programs have a runner of their own.
 *
 * `npm test -- packages/storage` runs the files below a path, `npm test -- --test-name-pattern=…` passes flags on.
 */
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const patterns = [
  'packages/*/src/**/*.test.ts',
  'packages/*/generator/**/*.test.ts',
  'tests/**/*.test.ts',
  'bench/**/*.test.ts',
];
const ownRunners = ['tests/foreign/', 'tests/published-build/'];

const args = process.argv.slice(2);
const flags = args.filter((arg) => arg.startsWith('-'));
const paths = args.filter((arg) => !arg.startsWith('-')).map((path) => path.replace(/^\.\//, ''));

const root = new URL('..', import.meta.url);
const files = globSync(patterns, { cwd: root })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => paths.length > 0 || !ownRunners.some((folder) => file.startsWith(folder)))
  .filter((file) => paths.length === 0 || paths.some((path) => file.startsWith(path)))
  .sort();

if (files.length === 0) {
  console.error(`No test file matches ${paths.join(' ')}`);
  process.exit(1);
}

const concurrency = `--test-concurrency=${Math.max(2, availableParallelism())}`;
const setUp = `--import=${new URL('property-tests.ts', import.meta.url).href}`;
const command = ['--test', concurrency, setUp, ...flags, ...files];
const runner = spawn(process.execPath, command, { cwd: root, stdio: 'inherit' });
runner.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
