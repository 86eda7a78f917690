/** What every {@link Disk} must do; the real and the simulated one both run it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Disk, DiskErrorCode } from './disk.ts';
import { DiskError } from './disk.ts';

export interface DiskUnderTest {
  readonly disk: Disk;
  /** An empty directory. */
  readonly directory: string;
  /** Lets the disk's world go on until the promise settles. */
  settle<Result>(promise: Promise<Result>): Promise<Result>;
  dispose(): Promise<void>;
}

export function diskSuite(name: string, makeDisk: () => Promise<DiskUnderTest>): void {
  const check = (sentence: string, body: (world: DiskUnderTest) => Promise<void> | void): void => {
    test(sentence, async () => {
      const world = await makeDisk();
      try {
        await body(world);
      } finally {
        await world.dispose();
      }
    });
  };

  describe(name, () => {
    check('a file gives back what was written at each position, and zeros in between', async (world) => {
      const file = world.disk.open(`${world.directory}/a`, 'write');
      file.write(Buffer.from('hello'), 0);
      await world.settle(file.writeAsync(Buffer.from('world'), 8));
      const into = Buffer.alloc(20, 0xff);
      assert.equal(file.read(into, 0), 13);
      assert.equal(into.toString('latin1', 0, 13), 'hello\0\0\0world');
      assert.equal(await world.settle(file.readAsync(into, 8)), 5);
      assert.equal(file.read(into, 13), 0);
      assert.equal(file.size(), 13);
      file.close();
    });

    check('a large write arrives whole, on the loop and on the pool', async (world) => {
      const bytes = Buffer.alloc(700_001, 'abcdefg');
      const file = world.disk.open(`${world.directory}/a`, 'create');
      file.write(bytes, 0);
      await world.settle(file.writeAsync(bytes, bytes.length));
      const into = Buffer.alloc(bytes.length);
      assert.equal(await world.settle(file.readAsync(into, bytes.length)), bytes.length);
      assert.ok(into.equals(bytes));
      file.close();
      assert.equal(world.disk.readFile(`${world.directory}/a`).length, 2 * bytes.length);
    });

    check('truncating shortens a file, and lengthens it with zeros', (world) => {
      const file = world.disk.open(`${world.directory}/a`, 'write');
      file.write(Buffer.from('hello'), 0);
      file.truncate(2);
      file.truncate(4);
      file.close();
      assert.equal(world.disk.readFile(`${world.directory}/a`).toString('latin1'), 'he\0\0');
    });

    check('sync succeeds on the loop and on the pool', async (world) => {
      const file = world.disk.open(`${world.directory}/a`, 'write');
      file.write(Buffer.from('hello'), 0);
      await world.settle(file.sync());
      file.syncNow();
      world.disk.syncDirectory(world.directory);
      await world.settle(world.disk.syncDirectoryAsync(world.directory));
      file.close();
    });

    check('each way of opening finds or refuses a file as it says', (world) => {
      const path = `${world.directory}/a`;
      refused('ENOENT', () => world.disk.open(path, 'read'));
      world.disk.open(path, 'create').close();
      refused('EEXIST', () => world.disk.open(path, 'create'));
      world.disk.open(path, 'write').close();
      const file = world.disk.open(path, 'read');
      assert.throws(() => file.write(Buffer.from('x'), 0), DiskError);
      file.close();
      refused('EISDIR', () => world.disk.open(world.directory, 'write'));
      refused('ENOENT', () => world.disk.open(`${world.directory}/missing/a`, 'write'));
    });

    check('a closed file refuses everything but being closed again', async (world) => {
      const file = world.disk.open(`${world.directory}/a`, 'write');
      file.close();
      file.close();
      assert.throws(() => file.write(Buffer.from('x'), 0), DiskError);
      assert.throws(() => file.size(), DiskError);
      await assert.rejects(world.settle(file.sync()), DiskError);
    });

    check('what is under way when a file is closed still completes', async (world) => {
      const file = world.disk.open(`${world.directory}/a`, 'write');
      const written = file.writeAsync(Buffer.from('hello'), 0);
      const synced = file.sync();
      file.close();
      await world.settle(Promise.all([written, synced]));
      assert.equal(world.disk.readFile(`${world.directory}/a`).toString(), 'hello');
    });

    check('directories are made with their parents and listed by name', (world) => {
      world.disk.makeDirectory(`${world.directory}/b/c`);
      world.disk.makeDirectory(`${world.directory}/b/c`);
      world.disk.open(`${world.directory}/a`, 'create').close();
      assert.deepEqual(world.disk.list(world.directory), [
        { name: 'a', isDirectory: false },
        { name: 'b', isDirectory: true },
      ]);
      assert.ok(world.disk.exists(`${world.directory}/b/c`));
      refused('ENOENT', () => world.disk.list(`${world.directory}/x`));
      refused('EEXIST', () => world.disk.makeDirectory(`${world.directory}/a`));
    });

    check('renaming replaces a file but no directory with entries', (world) => {
      const { disk, directory } = world;
      writeText(disk, `${directory}/new`, 'new');
      writeText(disk, `${directory}/old`, 'old');
      disk.rename(`${directory}/new`, `${directory}/old`);
      assert.equal(disk.readFile(`${directory}/old`).toString(), 'new');
      assert.ok(!disk.exists(`${directory}/new`));
      refused('ENOENT', () => disk.rename(`${directory}/new`, `${directory}/old`));
      disk.makeDirectory(`${directory}/one`);
      disk.makeDirectory(`${directory}/two/three`);
      refused('ENOTEMPTY', () => disk.rename(`${directory}/one`, `${directory}/two`));
    });

    check('an open file outlives its name', (world) => {
      const path = `${world.directory}/a`;
      const file = world.disk.open(path, 'write');
      file.write(Buffer.from('hello'), 0);
      world.disk.remove(path);
      assert.ok(!world.disk.exists(path));
      assert.equal(file.size(), 5);
      file.close();
    });

    check('removing what is not there succeeds', async (world) => {
      world.disk.remove(`${world.directory}/a`);
      await world.settle(world.disk.removeDirectory(`${world.directory}/b`));
    });

    check('a directory is removed with all that is in it', async (world) => {
      world.disk.makeDirectory(`${world.directory}/b/c`);
      writeText(world.disk, `${world.directory}/b/c/a`, 'hello');
      await world.settle(world.disk.removeDirectory(`${world.directory}/b`));
      assert.deepEqual(world.disk.list(world.directory), []);
    });

    check('a directory is locked by one holder at a time', (world) => {
      const lock = world.disk.lock(world.directory);
      refused('ELOCKED', () => world.disk.lock(world.directory));
      lock.release();
      lock.release();
      world.disk.lock(world.directory).release();
    });

    check('a path from the root is absolute already', (world) => {
      assert.equal(world.disk.absolutePath(world.directory), world.directory);
    });

    check('a file has a size, and what is not there has none', (world) => {
      writeText(world.disk, `${world.directory}/a`, 'hello');
      assert.equal(world.disk.sizeOf(`${world.directory}/a`), 5);
      assert.equal(world.disk.sizeOf(`${world.directory}/b`), undefined);
    });

    check('there is space, and not more free than in all', (world) => {
      const { freeBytes, totalBytes } = world.disk.space(world.directory);
      assert.ok(freeBytes > 0 && freeBytes <= totalBytes);
    });
  });
}

function writeText(disk: Disk, path: string, text: string): void {
  const file = disk.open(path, 'write');
  file.write(Buffer.from(text), 0);
  file.close();
}

function refused(code: DiskErrorCode, act: () => unknown): void {
  assert.throws(act, (error) => error instanceof DiskError && error.code === code);
}
