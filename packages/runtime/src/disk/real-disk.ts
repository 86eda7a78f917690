import {
  close,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statfsSync,
  statSync,
  unlinkSync,
} from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { lockDirectory } from './directory-lock.ts';
import type { DirectoryEntry, DirectoryLock, Disk, DiskFile } from './disk.ts';
import { systemErrorCode, toDiskError } from './disk-error.ts';
import { RealFile } from './real-file.ts';

const openFlags = {
  read: constants.O_RDONLY,
  write: constants.O_RDWR | constants.O_CREAT,
  create: constants.O_RDWR | constants.O_CREAT | constants.O_EXCL,
};

/** The file system of this machine. */
export const realDisk: Disk = {
  open: (path, mode): DiskFile =>
    attempt('open', path, () => new RealFile(path, openSync(path, openFlags[mode], 0o644))),

  exists: (path) => existsSync(path),

  sizeOf: (path) => attempt('sizeOf', path, () => statSync(path, { throwIfNoEntry: false })?.size),

  absolutePath: (path) => resolve(path),

  list: (directory): DirectoryEntry[] =>
    attempt('list', directory, () =>
      readdirSync(directory, { withFileTypes: true })
        .map((entry) => ({ name: entry.name, isDirectory: entry.isDirectory() }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    ),

  makeDirectory: (path) => attempt('makeDirectory', path, () => makeWithParents(path)),

  rename: (from, to) => attempt('rename', from, () => renameSync(from, to)),

  remove: (path) => attempt('remove', path, () => unlinkOffLoop(path)),

  async removeDirectory(path): Promise<void> {
    try {
      await rm(path, { recursive: true, force: true });
    } catch (error) {
      throw toDiskError(error, 'removeDirectory', path);
    }
  },

  syncDirectory: (path) => attempt('syncDirectory', path, () => syncDirectory(path)),

  async syncDirectoryAsync(path): Promise<void> {
    if (process.platform === 'win32') return;
    try {
      const directory = await open(path, 'r');
      try {
        await directory.sync();
      } finally {
        await directory.close();
      }
    } catch (error) {
      throw toDiskError(error, 'syncDirectory', path);
    }
  },

  readFile: (path) => attempt('readFile', path, () => readFileSync(path)),

  space: (path) =>
    attempt('space', path, () => {
      const { bavail, blocks, bsize } = statfsSync(path);
      return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
    }),

  lock: (directory): DirectoryLock => lockDirectory(directory),
};

function attempt<Result>(operation: string, path: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw toDiskError(error, operation, path);
  }
}

/** The name goes at once; freeing the blocks of a large file takes long and happens as the last descriptor closes. */
function unlinkOffLoop(path: string): void {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return;
    unlinkSync(path);
    return;
  }
  try {
    unlinkSync(path);
  } finally {
    close(fd, () => {});
  }
}

/** Windows has no such thing: its file systems journal names themselves. */
function syncDirectory(path: string): void {
  if (process.platform === 'win32') return;
  const fd = openSync(path, constants.O_RDONLY);
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Node's own way to make parents too never returns where the file system has a parent and refuses the child as missing. */
function makeWithParents(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = dirname(path);
  if (parent !== path) makeWithParents(parent);
  try {
    mkdirSync(path);
  } catch (error) {
    const isThere = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
    if (!isThere) throw error;
  }
}
