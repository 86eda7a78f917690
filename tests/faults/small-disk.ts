/**
 * A file system of its own with little room, where this machine lets us have one: a tmpfs that root mounts. Elsewhere
 * the scenarios that need one do without and say so.
 */

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export class SmallDisk implements Disposable {
  readonly directory: string;

  private constructor(directory: string) {
    this.directory = directory;
  }

  /** Undefined, and why, where nothing can be mounted. */
  static mount(mebibytes: number): SmallDisk | string {
    if (process.env['FAULTS_WITHOUT_MOUNT'] !== undefined) return 'FAULTS_WITHOUT_MOUNT is set';
    const directory = mkdtempSync(join(tmpdir(), 'moldau-small-disk-'));
    const mounted = run('mount', '-t', 'tmpfs', '-o', `size=${mebibytes}m,mode=755`, 'moldau-faults', directory);
    if (mounted === undefined) return new SmallDisk(directory);
    rmSync(directory, { recursive: true });
    return mounted;
  }

  resize(mebibytes: number): void {
    this.#remount(`size=${mebibytes}m`);
  }

  setReadOnly(readOnly: boolean): void {
    this.#remount(readOnly ? 'ro' : 'rw');
  }

  /** A directory in it for a broker. */
  folder(name: string): string {
    const path = join(this.directory, name);
    mkdirSync(path, { recursive: true });
    return path;
  }

  [Symbol.dispose](): void {
    run('umount', '-l', this.directory);
    rmSync(this.directory, { recursive: true, force: true });
  }

  #remount(options: string): void {
    const problem = run('mount', '-o', `remount,${options}`, this.directory);
    if (problem !== undefined) throw new Error(problem);
  }
}

/** What went wrong, if anything. */
function run(program: string, ...words: readonly string[]): string | undefined {
  const { status, stderr, error } = spawnSync(program, words, { encoding: 'utf8' });
  if (status === 0) return undefined;
  return (error?.message ?? stderr).trim() || `${program} ended with ${status}`;
}
