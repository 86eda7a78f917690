/** The licences of the packages that are copied into the build, which they demand to be passed on. */
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** @param moduleIds the files that are in the build */
export function thirdPartyLicences(moduleIds: readonly string[]): string {
  const folders = new Set(moduleIds.map(packageFolder).filter((folder) => folder !== undefined));
  return `${[...folders].sort().map(licenceOf).join('\n\n')}\n`;
}

/** The unscoped name of the npm package that a module is from; nothing for our own. */
export function packageName(moduleId: string | null): string | undefined {
  const folder = moduleId === null ? undefined : packageFolder(moduleId);
  return folder === undefined ? undefined : basename(folder);
}

/** `…/node_modules/a/lib/b.js` → `…/node_modules/a` */
function packageFolder(moduleId: string): string | undefined {
  return /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(moduleId)?.[0];
}

/** Throws when a package comes without the text: then it cannot be bundled. */
function licenceOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const [file] = globSync('{LICENSE,LICENCE,license,licence}*', { cwd: folder });
  if (file === undefined) throw new Error(`${name} comes without the text of its licence`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}`;
}
