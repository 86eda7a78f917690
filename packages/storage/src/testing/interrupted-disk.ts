import type { Disk, DiskFile } from '@moldau/runtime';

/** A disk that calls `interrupt` right before the operation of that number, of those that change something and count. */
export function interruptedDisk(disk: Disk, number: number, counts: () => boolean, interrupt: () => void): Disk {
  let count = 0;
  const before = <Arguments extends unknown[], Result>(act: (...given: Arguments) => Result) => {
    return (...given: Arguments): Result => {
      if (counts() && ++count === number) interrupt();
      return act(...given);
    };
  };
  const opened = (file: DiskFile): DiskFile => ({
    path: file.path,
    size: () => file.size(),
    write: before((bytes, position) => file.write(bytes, position)),
    writeAsync: before((bytes, position) => file.writeAsync(bytes, position)),
    read: (into, position) => file.read(into, position),
    readAsync: (into, position) => file.readAsync(into, position),
    truncate: before((size) => file.truncate(size)),
    sync: before(() => file.sync()),
    syncNow: before(() => file.syncNow()),
    close: () => file.close(),
  });
  return {
    open: (path, mode) => opened(mode === 'read' ? disk.open(path, mode) : before(() => disk.open(path, mode))()),
    exists: (path) => disk.exists(path),
    list: (directory) => disk.list(directory),
    makeDirectory: before((path) => disk.makeDirectory(path)),
    rename: before((from, to) => disk.rename(from, to)),
    remove: before((path) => disk.remove(path)),
    removeDirectory: before((path) => disk.removeDirectory(path)),
    syncDirectory: before((path) => disk.syncDirectory(path)),
    syncDirectoryAsync: before((path) => disk.syncDirectoryAsync(path)),
    readFile: (path) => disk.readFile(path),
    sizeOf: (path) => disk.sizeOf(path),
    absolutePath: (path) => disk.absolutePath(path),
    space: (path) => disk.space(path),
    lock: (directory) => disk.lock(directory),
  };
}
