/** `moldau` as its users get it: built, packed, and installed into an empty folder. */
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../..');

export interface Installed extends Disposable {
  /** The package's own folder. */
  readonly folder: string;
  /** The file that `npx moldau` starts. */
  readonly command: string;
}

/** What the package depends on is fetched by npm, or linked from the workspace where npm cannot. */
export function installPublishedBuild(): Installed {
  const place = realpathSync(mkdtempSync(join(tmpdir(), 'moldau-published-')));
  const dispose = (): void => rmSync(place, { recursive: true });
  try {
    npm(join(root, 'packages/cli'), 'pack', '--pack-destination', place);
    const tarball = readdirSync(place).find((name) => name.endsWith('.tgz')) ?? '';
    writeFileSync(join(place, 'package.json'), '{ "private": true }');
    if (!installs(place, tarball)) link(place, tarball);
    const folder = join(place, 'node_modules/moldau');
    return { folder, command: join(folder, 'bin/moldau.js'), [Symbol.dispose]: dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}

function installs(place: string, tarball: string): boolean {
  try {
    npm(place, 'install', '--prefer-offline', '--fetch-retries=0', '--no-audit', '--no-fund', `./${tarball}`);
    return true;
  } catch {
    return false;
  }
}

function link(place: string, tarball: string): void {
  const folder = join(place, 'node_modules/moldau');
  mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1'], { cwd: place });
  const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) {
    const path = join(place, 'node_modules', name);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), path, 'junction');
  }
}

function npm(cwd: string, ...words: readonly string[]): void {
  execFileSync('npm', words, { cwd, stdio: ['ignore', 'ignore', 'pipe'], shell: process.platform === 'win32' });
}
