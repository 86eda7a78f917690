import { DiskError } from './disk.ts';
import type { DiskErrorCode } from './disk.ts';

/** System error codes that the rest of the broker tells apart, and what each is called there. */
const diskErrorCodes: ReadonlyMap<string, DiskErrorCode> = new Map([
  ['EACCES', 'EACCES'],
  ['EPERM', 'EACCES'],
  ['EEXIST', 'EEXIST'],
  ['EIO', 'EIO'],
  ['EISDIR', 'EISDIR'],
  ['EMFILE', 'EMFILE'],
  ['ENFILE', 'EMFILE'],
  ['ENAMETOOLONG', 'ENAMETOOLONG'],
  ['ENOENT', 'ENOENT'],
  ['ENOSPC', 'ENOSPC'],
  ['EDQUOT', 'ENOSPC'],
  ['EFBIG', 'ENOSPC'],
  ['ENOTDIR', 'ENOTDIR'],
  ['ENOTEMPTY', 'ENOTEMPTY'],
  ['EROFS', 'EROFS'],
]);

/** What `error`, thrown by Node's file system, is called in the {@link DiskError} vocabulary. */
export function toDiskError(error: unknown, operation: string, path: string): DiskError {
  if (error instanceof DiskError) return error;
  return new DiskError(diskErrorCodes.get(systemErrorCode(error)) ?? 'EUNKNOWN', operation, path, error);
}

/** The `code` of a Node error, `''` if it has none. */
export function systemErrorCode(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}
