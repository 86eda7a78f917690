/** Writes docs/tools.md from the table and the APIs that a broker serves; with --check, says whether it is as it should be. */

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startTestBroker } from '../../support/test-broker.ts';
import { documentOf } from './table.ts';
import { servedApis } from './tools-under-test.ts';

const path = fileURLToPath(new URL('../../../docs/tools.md', import.meta.url));

await using broker = await startTestBroker();
const { host, port } = broker.endpoint;
const text = documentOf(await servedApis(`${host}:${port}`));
if (!process.argv.includes('--check')) writeFileSync(path, text);
else if (readFileSync(path, 'utf8') !== text) {
  console.error('docs/tools.md is not what the table and the broker say: run node tests/foreign/tools/write-table.ts');
  process.exitCode = 1;
}
