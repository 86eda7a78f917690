import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { DiskError } from './disk.ts';
import { diskSuite } from './disk-suite.ts';
import { realDisk } from './real-disk.ts';

diskSuite('the real disk', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'moldau-disk-'));
  return {
    disk: realDisk,
    directory,
    settle: (promise) => promise,
    dispose: () => rm(directory, { recursive: true }),
  };
});

test('a lock holds against other processes and ends with the process that holds it', async (t) => {
  const directory = await mkdtemp(join(tmpdir(), 'moldau-lock-'));
  t.after(() => rm(directory, { recursive: true }));
  const lockInAnotherProcess = (): string =>
    execFileSync(process.execPath, ['--input-type=module', '--eval', lockingProgram(directory)], { encoding: 'utf8' });

  const lock = realDisk.lock(directory);
  assert.equal(lockInAnotherProcess(), 'ELOCKED');
  lock.release();
  assert.equal(lockInAnotherProcess(), 'locked');
  realDisk.lock(directory).release();
});

test('errors name the operation and the path, and keep their cause', () => {
  assert.throws(
    () => realDisk.readFile('/nonexistent/a'),
    (error) =>
      error instanceof DiskError && error.message === 'ENOENT: readFile /nonexistent/a' && error.cause instanceof Error,
  );
});

/** Locks, says so, and dies without releasing. */
function lockingProgram(directory: string): string {
  return `
    import { realDisk } from ${JSON.stringify(import.meta.resolve('./real-disk.ts'))};
    try {
      realDisk.lock(${JSON.stringify(directory)});
      process.stdout.write('locked');
    } catch (error) {
      process.stdout.write(error.code);
    }
  `;
}

test('a directory that cannot be made is an error at once', { skip: process.platform !== 'linux' }, () => {
  assert.throws(() => realDisk.makeDirectory('/proc/nope/data'), DiskError);
});
