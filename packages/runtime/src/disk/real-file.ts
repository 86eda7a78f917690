import {
  close,
  closeSync,
  fdatasync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  read,
  readSync,
  write,
  writeSync,
} from 'node:fs';
import type { DiskFile } from './disk.ts';
import { toDiskError } from './disk-error.ts';

/** A single write of half a megabyte or more to the page cache can be five times slower than the same in pieces. */
const writeBytesMax = 128 * 1024;

type Done = (error: NodeJS.ErrnoException | null, count: number) => void;

/**
 * A file descriptor. It is closed only when no operation on the thread pool uses it any more, lest the number be
 * reused under their feet; once `close` was called it is -1 and every further operation fails.
 */
export class RealFile implements DiskFile {
  readonly path: string;
  #fd: number;
  #pendingOperations = 0;
  #fdToClose = -1;

  constructor(path: string, fd: number) {
    this.path = path;
    this.#fd = fd;
  }

  size(): number {
    return this.#now('stat', () => fstatSync(this.#fd).size);
  }

  write(bytes: Buffer, position: number): void {
    try {
      for (let done = 0; done < bytes.length; ) {
        done += writeSync(this.#fd, bytes, done, Math.min(bytes.length - done, writeBytesMax), position + done);
      }
    } catch (error) {
      throw toDiskError(error, 'write', this.path);
    }
  }

  async writeAsync(bytes: Buffer, position: number): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      const offset = done;
      const length = Math.min(bytes.length - offset, writeBytesMax);
      done += await this.#onPool('write', (fd, settle) => write(fd, bytes, offset, length, position + offset, settle));
    }
  }

  read(into: Buffer, position: number): number {
    return this.#now('read', () => {
      let done = 0;
      while (done < into.length) {
        const count = readSync(this.#fd, into, done, into.length - done, position + done);
        if (count === 0) break;
        done += count;
      }
      return done;
    });
  }

  async readAsync(into: Buffer, position: number): Promise<number> {
    let done = 0;
    while (done < into.length) {
      const offset = done;
      const count = await this.#onPool('read', (fd, settle) =>
        read(fd, into, offset, into.length - offset, position + offset, settle),
      );
      if (count === 0) break;
      done += count;
    }
    return done;
  }

  truncate(size: number): void {
    this.#now('truncate', () => ftruncateSync(this.#fd, size));
  }

  async sync(): Promise<void> {
    await this.#onPool('sync', (fd, settle) => fdatasync(fd, (error) => settle(error, 0)));
  }

  syncNow(): void {
    this.#now('sync', () => fdatasyncSync(this.#fd));
  }

  close(): void {
    if (this.#fd === -1) return;
    this.#fdToClose = this.#fd;
    this.#fd = -1;
    if (this.#pendingOperations === 0) this.#now('close', () => closeSync(this.#fdToClose));
  }

  #now<Result>(operation: string, act: () => Result): Result {
    try {
      return act();
    } catch (error) {
      throw toDiskError(error, operation, this.path);
    }
  }

  #onPool(operation: string, start: (fd: number, settle: Done) => void): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#now(operation, () =>
        start(this.#fd, (error, count) => {
          this.#operationEnded();
          if (error) reject(toDiskError(error, operation, this.path));
          else resolve(count);
        }),
      );
      this.#pendingOperations++;
    });
  }

  #operationEnded(): void {
    this.#pendingOperations--;
    if (this.#pendingOperations === 0 && this.#fdToClose !== -1) close(this.#fdToClose, () => {});
  }
}
