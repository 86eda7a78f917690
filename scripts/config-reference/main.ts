/**
 * Writes docs/configs from the declarations of all settings, removing what no declaration asks for.
 *
 * With `--check` it writes nothing, names the pages that differ and exits with 1 if there are any.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { pages } from './pages.ts';

const folder = new URL('../../docs/configs/', import.meta.url);

mkdirSync(folder, { recursive: true });
const expected = pages();
const existing = new Map(readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]));
const names = new Set([...expected.keys(), ...existing.keys()]);
const outdated = [...names].filter((name) => existing.get(name) !== expected.get(name)).sort();

if (process.argv.includes('--check')) {
  for (const name of outdated) console.error(`docs/configs/${name} is not what the declarations generate`);
  process.exitCode = outdated.length === 0 ? 0 : 1;
} else {
  for (const name of outdated) update(name, expected.get(name));
  console.log(`${expected.size} pages on configs, ${outdated.length} updated`);
}

function update(name: string, text: string | undefined): void {
  const file = new URL(name, folder);
  if (text === undefined) rmSync(file);
  else writeFileSync(file, text);
}
