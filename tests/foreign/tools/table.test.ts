/** docs/tools.md names every class there is, and each that works is run by a scenario of its name. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'node:test';
import { targetAddress } from '../support/target.ts';
import { Tools } from '../support/tools.ts';
import { simpleName, stateOf, tools } from './table.ts';
import { servedApis } from './tools-under-test.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));

describe('the table of tools', () => {
  test('names every class with a main method in kafka-tools and kafka_2.13', async () => {
    await using running = new Tools();
    const mains = await running.mains(['kafka-tools', 'kafka_2.13']);
    assert.deepEqual(tools.map(({ main }) => main).toSorted(), [...mains].toSorted());
  });

  test('is what docs/tools.md says', () => {
    execFileSync(process.execPath, [`${folder}write-table.ts`, '--check'], { stdio: 'inherit' });
  });

  test('has a scenario for all that works, whole or in part', async () => {
    const served = await servedApis(targetAddress());
    const files = readdirSync(folder).filter((file) => file.endsWith('.test.ts'));
    const sources = files.map((file) => readFileSync(folder + file, 'utf8')).join('');
    const working = tools.filter((tool) => tool.shownBy === undefined && /^(works|partly)/.test(stateOf(tool, served)));
    const untried = working.map(simpleName).filter((name) => !sources.includes(`test('${name} `));
    assert.deepEqual(untried, []);
  });
});
