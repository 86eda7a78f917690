/**
 * Writes src/generated from the schemas, removing what no schema asks for.
 *
 * With `--check` it writes nothing, names the files that differ and exits with 1 if there are any.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { sep } from 'node:path';
import { GENERATED, generate } from './generate.ts';

const files = await generate();
const outdated = await findOutdated(files);

if (process.argv.includes('--check')) {
  for (const path of outdated)
    console.error(`packages/protocol/src/generated/${path} is not what its schema generates`);
  process.exitCode = outdated.length === 0 ? 0 : 1;
} else {
  await Promise.all(outdated.map((path) => update(path, files.get(path))));
  console.log(`${files.size} generated files, ${outdated.length} updated`);
}

async function findOutdated(expected: ReadonlyMap<string, string>): Promise<string[]> {
  const existing = (await readdir(GENERATED, { recursive: true })).filter((path) => path.endsWith('.ts'));
  const paths = new Set([...expected.keys(), ...existing.map((path) => path.split(sep).join('/'))]);
  const compared = await Promise.all([...paths].map(async (path) => ({ path, text: await readIfThere(path) })));
  return compared.filter(({ path, text }) => text !== expected.get(path)).map(({ path }) => path);
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(new URL(path, GENERATED), 'utf8');
  } catch {
    return undefined;
  }
}

async function update(path: string, text: string | undefined): Promise<void> {
  const file = new URL(path, GENERATED);
  if (text === undefined) return rm(file);
  await mkdir(new URL('.', file), { recursive: true });
  await writeFile(file, text);
}
