/** Everything that is generated and committed: `npm run generate`, or with `--check` whether it is up to date. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const generators = ['../packages/protocol/generator/main.ts', './config-reference/main.ts'];

for (const generator of generators) {
  const program = fileURLToPath(new URL(generator, import.meta.url));
  const { status } = spawnSync(process.execPath, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = status ?? 1;
}
