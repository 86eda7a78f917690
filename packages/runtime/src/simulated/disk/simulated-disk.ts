/** The {@link Disk} of one simulated process: its host's drive, through the faults that a test has ordered. */
import type { DirectoryEntry, DirectoryLock, Disk, DiskFile } from '../../disk/disk.ts';
import { DiskError } from '../../disk/disk.ts';
import type { SimulatedProcess } from '../simulated-process.ts';
import type { FaultyOperation } from './disk-faults.ts';
import type { FileNode } from './file-node.ts';
import type { SimulatedDrive } from './simulated-drive.ts';
import { SimulatedFile } from './simulated-file.ts';

export class SimulatedDisk implements Disk {
  readonly #process: SimulatedProcess;
  readonly #drive: SimulatedDrive;

  constructor(process: SimulatedProcess, drive: SimulatedDrive) {
    this.#process = process;
    this.#drive = drive;
  }

  open(path: string, mode: 'read' | 'write' | 'create'): DiskFile {
    this.#begin('open', path);
    return new SimulatedFile(path, this.#nodeFor(path, mode), mode !== 'read', this.#process, this.#drive);
  }

  exists(path: string): boolean {
    return this.#drive.tree.find(path) !== undefined;
  }

  sizeOf(path: string): number | undefined {
    return this.exists(path) ? this.#drive.tree.file(path, 'open').size : undefined;
  }

  absolutePath(path: string): string {
    return path.startsWith('/') ? path : `/${path}`;
  }

  list(directory: string): DirectoryEntry[] {
    return this.#drive.tree.list(directory);
  }

  makeDirectory(path: string): void {
    this.#begin('open', path);
    this.#drive.tree.makeDirectory(path);
  }

  rename(from: string, to: string): void {
    this.#begin('rename', from);
    this.#drive.tree.rename(from, to);
  }

  remove(path: string): void {
    this.#begin('remove', path);
    this.#drive.tree.remove(path);
  }

  removeDirectory(path: string): Promise<void> {
    return this.#onPool(`removed ${path}`, () => {
      this.#begin('remove', path);
      this.#drive.tree.removeDirectory(path);
    });
  }

  syncDirectory(path: string): void {
    this.#begin('syncDirectory', path);
    this.#drive.tree.sync(path);
  }

  syncDirectoryAsync(path: string): Promise<void> {
    return this.#onPool(`synced ${path}`, () => this.syncDirectory(path));
  }

  readFile(path: string): Buffer {
    const file = this.open(path, 'read');
    const bytes = Buffer.alloc(file.size());
    file.read(bytes, 0);
    file.close();
    return bytes;
  }

  space(path: string): { freeBytes: number; totalBytes: number } {
    if (!this.exists(path)) throw new DiskError('ENOENT', 'space', path);
    const totalBytes = this.#drive.faults.capacityBytes;
    return { freeBytes: Math.max(0, totalBytes - this.#drive.usedBytes()), totalBytes };
  }

  lock(directory: string): DirectoryLock {
    const { locks } = this.#drive;
    const node = this.#drive.tree.directory(directory, 'lock');
    if (locks.has(node)) throw new DiskError('ELOCKED', 'lock', directory);
    locks.add(node);
    const release = (): void => {
      if (forget()) locks.delete(node);
    };
    const forget = this.#process.onKill(release);
    return { release };
  }

  #nodeFor(path: string, mode: 'read' | 'write' | 'create'): FileNode {
    const found = this.#drive.tree.find(path);
    if (found === undefined && mode !== 'read') return this.#drive.tree.createFile(path);
    if (found !== undefined && mode === 'create') throw new DiskError('EEXIST', 'open', path);
    return this.#drive.tree.file(path, 'open');
  }

  #onPool(what: string, act: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#process.schedule(this.#drive.random.between(0.05, 5), what, () => {
        try {
          act();
          resolve();
        } catch (error) {
          reject(error);
        }
      });
    });
  }

  #begin(operation: FaultyOperation, path: string): void {
    this.#process.scheduler.note(`${this.#process.name} ${operation} ${path}`);
    const code = this.#process.alive ? this.#drive.faults.take(operation, path) : 'EIO';
    if (code !== undefined) throw new DiskError(code, operation, path);
  }
}
