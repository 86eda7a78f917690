import { type DirectoryEntry, type DirectoryLock, type Disk, DiskError, type DiskFile } from '@moldau/runtime';

/** A file system in memory, for brokers that keep nothing: the same log code runs on it, and syncs cost nothing. */

const SEPARATOR = '/';
const MEMORY_BYTES = 2 ** 40;
const BLOCK_BYTES_MIN = 4096;

interface Content {
  bytes: Buffer;
  size: number;
}

export class MemoryDisk implements Disk {
  readonly #files = new Map<string, Content>();
  readonly #directories = new Set<string>();

  open(path: string, mode: 'read' | 'write' | 'create'): DiskFile {
    const found = this.#files.get(path);
    if (found === undefined && mode === 'read') throw new DiskError('ENOENT', 'open', path);
    if (found !== undefined && mode === 'create') throw new DiskError('EEXIST', 'open', path);
    if (!this.#directories.has(parentOf(path))) throw new DiskError('ENOENT', 'open', path);
    const content = found ?? { bytes: Buffer.alloc(0), size: 0 };
    this.#files.set(path, content);
    return new MemoryFile(path, content);
  }

  exists(path: string): boolean {
    return this.#files.has(path) || this.#directories.has(path);
  }

  sizeOf(path: string): number | undefined {
    return this.#files.get(path)?.size;
  }

  absolutePath(path: string): string {
    return path;
  }

  list(directory: string): DirectoryEntry[] {
    if (!this.#directories.has(directory)) throw new DiskError('ENOENT', 'list', directory);
    const inside = (path: string) => parentOf(path) === directory;
    const name = (path: string) => path.slice(directory.length + 1);
    const entries = [
      ...[...this.#files.keys()].filter(inside).map((path) => ({ name: name(path), isDirectory: false })),
      ...[...this.#directories].filter(inside).map((path) => ({ name: name(path), isDirectory: true })),
    ];
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  makeDirectory(path: string): void {
    for (let at = path; at !== '' && at !== '.'; at = parentOf(at)) this.#directories.add(at);
  }

  rename(from: string, to: string): void {
    const content = this.#files.get(from);
    if (content !== undefined) {
      this.#files.delete(from);
      this.#files.set(to, content);
      return;
    }
    if (!this.#directories.has(from)) throw new DiskError('ENOENT', 'rename', from);
    const moved = (path: string) => to + path.slice(from.length);
    for (const [path, file] of this.#within(from, this.#files)) {
      this.#files.delete(path);
      this.#files.set(moved(path), file);
    }
    for (const [path] of this.#within(from, this.#directories.entries())) {
      this.#directories.delete(path);
      this.#directories.add(moved(path));
    }
    this.#directories.delete(from);
    this.#directories.add(to);
  }

  remove(path: string): void {
    this.#files.delete(path);
  }

  async removeDirectory(path: string): Promise<void> {
    for (const [file] of this.#within(path, this.#files)) this.#files.delete(file);
    for (const [directory] of this.#within(path, this.#directories.entries())) this.#directories.delete(directory);
    this.#directories.delete(path);
  }

  syncDirectory(): void {}

  syncDirectoryAsync(): Promise<void> {
    return Promise.resolve();
  }

  readFile(path: string): Buffer {
    const content = this.#files.get(path);
    if (content === undefined) throw new DiskError('ENOENT', 'readFile', path);
    return Buffer.from(content.bytes.subarray(0, content.size));
  }

  space(): { freeBytes: number; totalBytes: number } {
    return { freeBytes: MEMORY_BYTES, totalBytes: MEMORY_BYTES };
  }

  lock(): DirectoryLock {
    return { release() {} };
  }

  #within<Value>(directory: string, entries: Iterable<[string, Value]>): [string, Value][] {
    return [...entries].filter(([path]) => path.startsWith(directory + SEPARATOR));
  }
}

class MemoryFile implements DiskFile {
  readonly path: string;
  readonly #content: Content;

  constructor(path: string, content: Content) {
    this.path = path;
    this.#content = content;
  }

  size(): number {
    return this.#content.size;
  }

  write(bytes: Buffer, position: number): void {
    const end = position + bytes.length;
    this.#reserve(end);
    bytes.copy(this.#content.bytes, position);
    this.#content.size = Math.max(this.#content.size, end);
  }

  async writeAsync(bytes: Buffer, position: number): Promise<void> {
    this.write(bytes, position);
  }

  read(into: Buffer, position: number): number {
    const { bytes, size } = this.#content;
    return position >= size ? 0 : bytes.copy(into, 0, position, Math.min(size, position + into.length));
  }

  async readAsync(into: Buffer, position: number): Promise<number> {
    return this.read(into, position);
  }

  truncate(size: number): void {
    this.#reserve(size);
    this.#content.bytes.fill(0, size, Math.max(size, this.#content.size));
    this.#content.size = size;
  }

  async sync(): Promise<void> {}

  syncNow(): void {}

  close(): void {}

  /** What lies behind the size is zero. */
  #reserve(bytes: number): void {
    const { bytes: current, size } = this.#content;
    if (bytes <= current.length) return;
    const grown = Buffer.alloc(Math.max(bytes, current.length * 2, BLOCK_BYTES_MIN));
    current.copy(grown, 0, 0, size);
    this.#content.bytes = grown;
  }
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf(SEPARATOR)));
}
