/**
 * Files as a parameter. The contract is POSIX's, no stronger: what was written but not synced may vanish in a
 * power failure, in any order; a name (create, rename, remove) is durable only once its directory is synced.
 * Every failure is a {@link DiskError}. After a failed `write` or `sync` the content of the file is unknown:
 * never retry on the same handle, truncate back to the last good position or reopen and scan.
 */
export interface Disk {
  /**
   * `read`: existing file, read only. `write`: read and write, created when missing.
   * `create`: read and write, fails with EEXIST if the file exists.
   */
  open(path: string, mode: 'read' | 'write' | 'create'): DiskFile;
  exists(path: string): boolean;
  /** Bytes of a file; undefined when there is none. */
  sizeOf(path: string): number | undefined;
  /** The path from the root of the file system, without links being followed. */
  absolutePath(path: string): string;
  /** Entries of a directory sorted by name, without `.` and `..`. */
  list(directory: string): DirectoryEntry[];
  /** Creates missing parents too; succeeds if the directory exists. */
  makeDirectory(path: string): void;
  /** Atomically replaces `to` when it is a file. */
  rename(from: string, to: string): void;
  /** Removes one file; succeeds if it is already gone. */
  remove(path: string): void;
  /** Removes a directory and all that is in it, without blocking the event loop. */
  removeDirectory(path: string): Promise<void>;
  /** Makes the names in a directory durable. May take as long as all that the disk has to write at the time. */
  syncDirectory(path: string): void;
  /** The same on the thread pool, for the names that are there at the call. */
  syncDirectoryAsync(path: string): Promise<void>;
  readFile(path: string): Buffer;
  /** Bytes that an unprivileged writer may still use on the file system of `path`, and its size. */
  space(path: string): { freeBytes: number; totalBytes: number };
  /**
   * Takes the exclusive lock of a directory through its file `.lock`; the operating system drops it when the
   * process ends, however it ends. Throws a DiskError with code `ELOCKED` when somebody else holds it.
   */
  lock(directory: string): DirectoryLock;
}

export interface DirectoryEntry {
  readonly name: string;
  readonly isDirectory: boolean;
}

export interface DirectoryLock {
  release(): void;
}

/** An open file. Positions and sizes are in bytes. Whoever opens it closes it. */
export interface DiskFile {
  readonly path: string;
  size(): number;
  /** Writes all of `bytes` at `position`, to the page cache; blocks the loop for that long. */
  write(bytes: Buffer, position: number): void;
  /** The same on the thread pool. `bytes` must stay unchanged until it settles. */
  writeAsync(bytes: Buffer, position: number): Promise<void>;
  /** Fills `into` from `position`; returns how many bytes there were, fewer only at the end of the file. */
  read(into: Buffer, position: number): number;
  /** The same on the thread pool. */
  readAsync(into: Buffer, position: number): Promise<number>;
  truncate(size: number): void;
  /** fdatasync on the thread pool: what was written before the call is on stable storage when it resolves. */
  sync(): Promise<void>;
  /** fdatasync on the event loop, for start-up, shutdown and small files. */
  syncNow(): void;
  close(): void;
}

export type DiskErrorCode =
  | 'EACCES'
  | 'EEXIST'
  | 'EIO'
  | 'EISDIR'
  | 'ELOCKED'
  | 'EMFILE'
  | 'ENAMETOOLONG'
  | 'ENOENT'
  | 'ENOSPC'
  | 'ENOTDIR'
  | 'ENOTEMPTY'
  | 'EROFS'
  | 'EUNKNOWN';

export class DiskError extends Error {
  override readonly name = 'DiskError';
  readonly code: DiskErrorCode;
  readonly operation: string;
  readonly path: string;

  constructor(code: DiskErrorCode, operation: string, path: string, cause?: unknown) {
    super(`${code}: ${operation} ${path}`, { cause });
    this.code = code;
    this.operation = operation;
    this.path = path;
  }
}
