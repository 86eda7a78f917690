import { Errors, ProtocolError } from '@moldau/protocol';
import { DiskError } from '@moldau/runtime';
import type { LogEnvironment } from '../log/log-environment.ts';
import type { SegmentLog } from '../log/segment-log.ts';
import { causeOf } from '../log/storage-failure.ts';
import type { LogDirectoryInfo } from '../log-manager.ts';
import type { DurabilityProof } from './durability-proof.ts';
import { LogDirectory, type LogDirectoryOptions } from './log-directory.ts';
import { LogDirectoryError } from './log-directory-error.ts';

/** All of `log.dirs`. Those that fail are left out, at the start or later, as long as one is left (B159). */
export class LogDirectories {
  readonly #environment: LogEnvironment;
  readonly #paths: readonly string[];
  readonly #opened: LogDirectory[] = [];
  /** Those that could not be opened. */
  readonly #unopened = new Set<string>();

  constructor(environment: LogEnvironment, paths: readonly string[]) {
    this.#environment = environment;
    this.#paths = paths;
  }

  /** Throws when none can be used, or one belongs to another cluster or node or is in use. */
  open(options: LogDirectoryOptions): void {
    let lastError: unknown;
    for (const path of this.paths) {
      try {
        this.#opened.push(new LogDirectory(path, this.#environment, options));
      } catch (error) {
        if (!(error instanceof DiskError) || error.code === 'ELOCKED') throw error;
        this.#environment.logger.error(
          { directory: path, error },
          `Log directory ${path} is offline: ${causeOf(error)}`,
        );
        lastError = error;
        this.#unopened.add(path);
      }
    }
    if (this.#opened.length === 0) throw new LogDirectoryError('No log directory can be used', { cause: lastError });
  }

  /** As configured, each once. */
  get paths(): ReadonlySet<string> {
    return new Set(this.#paths);
  }

  /** Those that could be opened, also when they are offline by now. */
  get opened(): readonly LogDirectory[] {
    return this.#opened;
  }

  get online(): readonly LogDirectory[] {
    return this.#opened.filter(({ failure }) => failure === undefined);
  }

  get areAllOnline(): boolean {
    return this.#unopened.size === 0 && this.#opened.every(({ failure }) => failure === undefined);
  }

  get infos(): readonly LogDirectoryInfo[] {
    return this.#opened.map((directory) => ({
      path: directory.path,
      directoryId: directory.directoryId,
      isOffline: directory.failure !== undefined,
      logCount: directory.logs.size,
    }));
  }

  /** That of the worst one. */
  get durabilityProof(): DurabilityProof {
    const proofs = this.#opened.map((directory) => directory.proof);
    if (proofs.every((proof) => proof === 'clean')) return 'clean';
    return proofs.includes('none') ? 'none' : 'samebootid';
  }

  /** Throws a LogDirectoryError when all that could be opened have failed since. */
  checkAnyIsOnline(): void {
    const failures = this.#opened.flatMap(({ failure }) => failure ?? []);
    if (failures.length < this.#opened.length) return;
    throw new LogDirectoryError('No log directory can be used', { cause: failures[0] });
  }

  /** The one of that path, as configured. */
  get(path: string): LogDirectory | undefined {
    return this.#opened.find((directory) => directory.path === path);
  }

  /** The one of that absolute path. Throws a ProtocolError when there is none, or it is offline. */
  at(path: string): LogDirectory {
    const { disk } = this.#environment;
    const configured = this.#paths.find((directory) => disk.absolutePath(directory) === path);
    if (configured === undefined) {
      throw new ProtocolError(Errors.LOG_DIR_NOT_FOUND, `${path} is not among the log directories`);
    }
    const found = this.get(configured);
    if (found !== undefined && found.failure === undefined) return found;
    throw new ProtocolError(Errors.KAFKA_STORAGE_ERROR, `The log directory ${path} is offline`);
  }

  /** The one where `log` lies, in a directory called `name`; without a log, the first where none of that name does. */
  homeOf(name: string, log: SegmentLog | undefined): LogDirectory | undefined {
    return this.#opened.find((directory) => directory.logs.get(name) === log);
  }

  /** Lets go of all without a word about how they were left. */
  abandon(): void {
    for (const directory of this.#opened) directory.abandon();
  }
}
