import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { GENERATED, generate } from './generate.ts';

test('generating again gives the committed bytes, file by file', async () => {
  const files = await generate();
  const committed = readdirSync(GENERATED, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.ts'),
  );
  assert.deepEqual(committed.map((path) => path.replaceAll('\\', '/')).toSorted(), [...files.keys()].toSorted());
  for (const [path, text] of files) assert.equal(readFileSync(new URL(path, GENERATED), 'utf8'), text, path);
});
