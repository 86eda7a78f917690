/**
 * An earlier commit beside this one, in a git worktree that goes away again. It runs with the dependencies that are
 * installed here, but with its own packages: its node_modules is a folder of links.
 */
import { execFile } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const repository = resolve(import.meta.dirname, '../..');
const ownScope = '@moldau';

export interface Checkout extends AsyncDisposable {
  readonly directory: string;
  /** As git abbreviates it. */
  readonly commit: string;
}

/** The abbreviated commit that a reference stands for, or undefined if it is not there, as in a shallow clone. */
export async function commitOf(reference: string): Promise<string | undefined> {
  return await git('rev-parse', '--verify', '--quiet', '--short', `${reference}^{commit}`).catch(() => undefined);
}

/** Rejects when git cannot make a worktree. */
export async function checkOut(commit: string): Promise<Checkout> {
  const directory = join(repository, '.cache/bench/previous');
  await remove(directory);
  await mkdir(dirname(directory), { recursive: true });
  await git('worktree', 'add', '--detach', '--force', directory, commit);
  await linkModules(directory);
  return { directory, commit, [Symbol.asyncDispose]: () => remove(directory) };
}

async function remove(directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true });
  await git('worktree', 'prune');
}

async function linkModules(directory: string): Promise<void> {
  await linkEntries(join(repository, 'node_modules'), join(directory, 'node_modules'));
  for (const manifest of globSync('packages/*/package.json', { cwd: directory })) {
    const own = join(directory, dirname(manifest));
    const installed = join(repository, dirname(manifest), 'node_modules');
    if (existsSync(installed)) await linkEntries(installed, join(own, 'node_modules'));
    const name = packageName(join(directory, manifest));
    if (name.startsWith(`${ownScope}/`)) await link(own, join(directory, 'node_modules', name));
  }
}

async function linkEntries(from: string, to: string): Promise<void> {
  for (const entry of await readdir(from)) if (entry !== ownScope) await link(join(from, entry), join(to, entry));
}

async function link(target: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await symlink(target, path);
}

function packageName(manifest: string): string {
  const given: unknown = JSON.parse(readFileSync(manifest, 'utf8'));
  return typeof given === 'object' && given !== null && 'name' in given
    ? String(given.name)
    : basename(dirname(manifest));
}

async function git(...words: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('git', words, { cwd: repository });
  return stdout.trim();
}
