/**
 * Runs the foreign clients' scenarios against a broker that it starts and stops:
 *
 *     node tests/foreign/run.ts --target kafka|moldau|host:port [--clients java,kcat] [test file …]
 */

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startTarget } from './support/target.ts';

const here = dirname(fileURLToPath(import.meta.url));
const { values, positionals } = parseArgs({
  options: {
    target: { type: 'string', default: 'moldau' },
    clients: { type: 'string' },
    reporter: { type: 'string', default: 'spec' },
  },
  allowPositionals: true,
});

function everyTestFile(): string[] {
  const files = readdirSync(here, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.test.ts')).map((file) => join(here, file));
}

async function runTests(address: string, dataDirectory: string | undefined): Promise<number> {
  const files = positionals.length > 0 ? positionals : everyTestFile();
  const words = [
    '--test',
    '--test-concurrency=2',
    '--test-timeout=60000',
    `--test-reporter=${values.reporter}`,
    ...files,
  ];
  const environment = {
    ...process.env,
    FOREIGN_ADDRESS: address,
    FOREIGN_TARGET: values.target,
    ...(dataDirectory === undefined ? {} : { FOREIGN_DATA: dataDirectory }),
    ...(values.clients === undefined ? {} : { FOREIGN_CLIENTS: values.clients }),
  };
  const child = spawn(process.execPath, words, { stdio: 'inherit', env: environment });
  await once(child, 'exit');
  return child.exitCode ?? 1;
}

async function main(): Promise<number> {
  execFileSync(join(here, 'setup.sh'), { stdio: 'inherit' });
  await using broker = await startTarget(values.target);
  console.log(`foreign clients against ${values.target} at ${broker.address}`);
  return await runTests(broker.address, broker.dataDirectory);
}

process.exitCode = await main();
