import { join, resolve } from 'node:path';
import { DiskError } from './disk.ts';
import type { DirectoryLock } from './disk.ts';

/**
 * The lock of a data directory: SQLite's exclusive lock on the file `.lock`, which is the operating system's advisory
 * lock. It ends with the process however that ends, holds between containers that share a volume, and excludes Apache
 * Kafka too, which locks the same file. Nothing is ever written to it.
 */
export function lockDirectory(directory: string): DirectoryLock {
  const path = join(resolve(directory), '.lock');
  if (lockedByUs.has(path)) throw new DiskError('ELOCKED', 'lock', path);
  const database = lockDatabase(path);
  lockedByUs.add(path);
  return {
    release() {
      if (lockedByUs.delete(path)) database.close();
    },
  };
}

const lockedByUs = new Set<string>();

const sqliteBusy = 5;

function lockDatabase(path: string): { close(): void } {
  const { DatabaseSync } = loadSqlite();
  let database: InstanceType<typeof DatabaseSync> | undefined;
  try {
    database = new DatabaseSync(path);
    database.exec('PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database?.close();
    throw new DiskError(sqliteErrorCode(error) === sqliteBusy ? 'ELOCKED' : 'EACCES', 'lock', path, error);
  }
}

function sqliteErrorCode(error: unknown): unknown {
  return error instanceof Error && 'errcode' in error ? error.errcode : undefined;
}

/** Loaded on first use, for start-up time. Node 22 and 24 would print a warning that the module is experimental. */
function loadSqlite(): typeof import('node:sqlite') {
  const descriptor = Object.getOwnPropertyDescriptor(process, 'emitWarning');
  process.emitWarning = () => {};
  try {
    return process.getBuiltinModule('node:sqlite');
  } finally {
    if (descriptor) Object.defineProperty(process, 'emitWarning', descriptor);
  }
}
