import { type Disk, DiskError } from '@moldau/runtime';
import { TEMPORARY_SUFFIX } from './file-names.ts';

/**
 * Small files that are replaced whole: written beside, synced, renamed over the old one, and the directory synced, so
 * that a crash leaves the old content or the new.
 */
export function replaceFileNow(disk: Disk, directory: string, name: string, content: Buffer): void {
  const temporary = `${directory}/${name}${TEMPORARY_SUFFIX}`;
  const file = openEmpty(disk, temporary);
  try {
    file.write(content, 0);
    file.syncNow();
  } finally {
    file.close();
  }
  disk.rename(temporary, `${directory}/${name}`);
  disk.syncDirectory(directory);
}

/**
 * Replaces a file whose content is checked when it is read and can be made anew: a power failure may leave it damaged
 * or old, and nothing waits for a disk.
 */
export function replaceCacheFile(disk: Disk, directory: string, name: string, content: Buffer): void {
  const temporary = `${directory}/${name}${TEMPORARY_SUFFIX}`;
  const file = openEmpty(disk, temporary);
  try {
    file.write(content, 0);
  } finally {
    file.close();
  }
  disk.rename(temporary, `${directory}/${name}`);
}

/**
 * The same as {@link replaceFileNow} without blocking the loop for the content's sync. One call a file at a time; where
 * {@link replaceFileNow} may come in between, `isCurrent` says whether this content is still wanted.
 */
export async function replaceFile(
  disk: Disk,
  directory: string,
  name: string,
  content: Buffer,
  isCurrent: () => boolean = () => true,
): Promise<void> {
  const temporary = `${directory}/${name}${TEMPORARY_SUFFIX}`;
  const file = openEmpty(disk, temporary);
  try {
    file.write(content, 0);
    await file.sync();
  } finally {
    file.close();
  }
  if (!isCurrent()) return;
  disk.rename(temporary, `${directory}/${name}`);
  await disk.syncDirectoryAsync(directory);
}

/** Makes a directory, and missing ones above it, whose names survive a power failure. */
export function makeDurableDirectory(disk: Disk, path: string): void {
  const existed = disk.exists(path);
  const parent = parentOf(path);
  if (!existed && parent !== path) makeDurableDirectory(disk, parent);
  disk.makeDirectory(path);
  try {
    disk.syncDirectory(parent);
  } catch (error) {
    if (!existed || !(error instanceof DiskError)) throw error;
  }
}

function parentOf(path: string): string {
  const [, parent] = /^(.*[^/\\])?[/\\]+[^/\\]+[/\\]*$/.exec(path) ?? [];
  if (parent !== undefined) return parent;
  return /^[/\\]/.test(path) ? '/' : '.';
}

/** Undefined when there is no such file. */
export function readFileIfPresent(disk: Disk, path: string): Buffer | undefined {
  try {
    return disk.readFile(path);
  } catch (error) {
    if (error instanceof DiskError && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function openEmpty(disk: Disk, path: string) {
  disk.remove(path);
  return disk.open(path, 'create');
}
