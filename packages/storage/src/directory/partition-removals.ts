import type { Timer } from '@moldau/runtime';
import { markedDirectoryName } from '../files/file-names.ts';
import type { LogEnvironment } from '../log/log-environment.ts';
import type { SegmentLog } from '../log/segment-log.ts';
import { causeOf, storageFailure } from '../log/storage-failure.ts';
import type { LogDirectory } from './log-directory.ts';

/**
 * Takes partitions' directories out of use: renamed at once, so that their names are free, the names made durable once
 * a turn, the files removed later. What a stop leaves of them the next start removes.
 */
export class PartitionRemovals {
  readonly #environment: LogEnvironment;
  readonly #timers = new Map<string, Timer>();
  #toSync = new Set<LogDirectory>();
  #syncs: Promise<void> = Promise.resolve();

  constructor(environment: LogEnvironment) {
    this.#environment = environment;
  }

  remove(home: LogDirectory, name: string, log: SegmentLog): void {
    const { disk, random } = this.#environment;
    const marked = `${home.path}/${markedDirectoryName(name, random.uuid(), 'delete')}`;
    try {
      disk.rename(log.directory, marked);
    } catch (error) {
      home.failed(storageFailure(`Cannot delete ${name}: ${causeOf(error)}`, error));
      return;
    }
    log.movedTo(marked);
    this.#syncAtEndOfTurn(home);
    this.removeLater(marked, log.config.fileDeleteDelayMs);
  }

  /** The same for a directory that is no log's any more: a copy that nobody wants, or the place that a log has left. */
  discard(home: LogDirectory, path: string, name: string): void {
    const { disk, random } = this.#environment;
    const marked = `${home.path}/${markedDirectoryName(name, random.uuid(), 'delete')}`;
    try {
      disk.rename(path, marked);
    } catch (error) {
      home.failed(storageFailure(`Cannot remove ${path}: ${causeOf(error)}`, error));
      return;
    }
    this.#syncAtEndOfTurn(home);
    this.removeLater(marked, 0);
  }

  removeLater(path: string, delayMs: number): void {
    const { clock, disk, logger } = this.#environment;
    const timer = clock.after(delayMs, () => {
      this.#timers.delete(path);
      disk.removeDirectory(path).catch((error: unknown) => {
        logger.warn({ directory: path, error }, 'Cannot remove the directory of a deleted partition');
      });
    });
    this.#timers.set(path, timer);
  }

  /** A damaged log of a deleted topic no longer stands in the way of a new one; its files are kept. */
  setAside(homes: readonly LogDirectory[], name: string): void {
    const { disk, random, logger } = this.#environment;
    for (const home of homes) {
      const path = `${home.path}/${name}`;
      try {
        if (disk.exists(path)) disk.rename(path, `${home.path}/${markedDirectoryName(name, random.uuid(), 'stray')}`);
      } catch (error) {
        logger.error({ directory: path, error }, 'Cannot set a damaged log aside');
      }
    }
  }

  /** Resolves when the names of all that was removed are durable. */
  async close(): Promise<void> {
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
    await this.#syncs;
  }

  #syncAtEndOfTurn(home: LogDirectory): void {
    if (this.#toSync.size === 0) this.#environment.clock.endOfTurn(() => this.#syncAll());
    this.#toSync.add(home);
  }

  #syncAll(): void {
    const homes = this.#toSync;
    this.#toSync = new Set();
    const earlier = this.#syncs;
    this.#syncs = Promise.all([earlier, ...Array.from(homes, (home) => this.#sync(home))]).then(() => {});
  }

  /** Off the loop: the file system may have to write all that was appended to the files first. */
  async #sync(home: LogDirectory): Promise<void> {
    try {
      await this.#environment.disk.syncDirectoryAsync(home.path);
    } catch (error) {
      home.failed(storageFailure(`Cannot sync ${home.path}: ${causeOf(error)}`, error));
    }
  }
}
