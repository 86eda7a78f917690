import { Errors, ProtocolError } from '@moldau/protocol';
import { DiskError } from '@moldau/runtime';
import type { LogDirectory } from '../directory/log-directory.ts';
import { writePartitionMetadata } from '../directory/load-logs.ts';
import type { PartitionRemovals } from '../directory/partition-removals.ts';
import { futureDirectoryName, partitionDirectoryName } from '../files/file-names.ts';
import type { LogEnvironment } from '../log/log-environment.ts';
import type { SegmentLog } from '../log/segment-log.ts';
import { causeOf, storageFailure } from '../log/storage-failure.ts';
import type { CopyTerms } from './copied-file.ts';
import { FutureLog } from './future-log.ts';
import { readMoveMark, writeMoveMark } from './move-mark.ts';
import type { Throttle } from './throttle.ts';

/**
 * Moves logs from one log directory to another while they are written and read (KIP-113). The copy grows in a directory
 * marked `-future`; when it has caught up, that is renamed to the partition's own name, and the log goes on in it: the
 * moment that the rename is on stable storage is the one at which the log has moved. What a crash leaves of the old
 * place is removed at the next start, what it leaves of a move that was under way is taken up again.
 */
export class LogMoves {
  readonly #environment: LogEnvironment;
  readonly #removals: PartitionRemovals;
  readonly #throttle: Throttle;
  /** By the name of the partition's directory. */
  readonly #moves = new Map<string, LogMove>();
  #waiting: LogMove[] = [];
  #running = 0;
  #runningMax = 1;
  #ended: Promise<void> = Promise.resolve();

  constructor(environment: LogEnvironment, removals: PartitionRemovals, throttle: Throttle) {
    this.#environment = environment;
    this.#removals = removals;
    this.#throttle = throttle;
  }

  /** How many logs are copied at once; `num.replica.alter.log.dirs.threads`. */
  set atOnce(count: number) {
    this.#runningMax = count;
  }

  get(name: string): LogMove | undefined {
    return this.#moves.get(name);
  }

  get all(): Iterable<LogMove> {
    return this.#moves.values();
  }

  /**
   * Begins to move `log`, or takes up a move that an earlier run began, in `leftover`. Throws a ProtocolError when
   * the directory fails.
   */
  start(log: SegmentLog, source: LogDirectory, destination: LogDirectory, leftover?: string): void {
    const { disk, random } = this.#environment;
    const name = partitionDirectoryName(log.topic, log.partition);
    const directory = leftover ?? `${destination.path}/${futureDirectoryName(name, random.uuid())}`;
    try {
      disk.makeDirectory(directory);
      for (const entry of disk.list(directory)) disk.remove(`${directory}/${entry.name}`);
      writePartitionMetadata(this.#environment, directory, log.topicId);
    } catch (error) {
      throw this.#failed(destination, error);
    }
    const move = { name, log, source, destination, future: new FutureLog(disk, log, directory), isCancelled: false };
    this.#moves.set(name, move);
    this.#waiting.push(move);
    this.#startNext();
  }

  /** Ends the move of that partition, if there is one, and removes the copy. */
  cancel(name: string): void {
    const move = this.#moves.get(name);
    if (move === undefined) return;
    this.#forget(move);
    if (move.destination.failure === undefined) this.#removals.discard(move.destination, move.future.directory, name);
  }

  /** Stops all moves; those that are under way are taken up by the next start. */
  async close(): Promise<void> {
    for (const move of this.#moves.values()) this.#forget(move);
    await this.#ended;
  }

  #forget(move: LogMove): void {
    move.isCancelled = true;
    move.log.isMoving = false;
    move.destination.arriving.delete(move.name);
    this.#moves.delete(move.name);
    this.#waiting = this.#waiting.filter((other) => other !== move);
  }

  #startNext(): void {
    while (this.#running < this.#runningMax) {
      const move = this.#waiting.shift();
      if (move === undefined) return;
      this.#running++;
      const run = this.#run(move).finally(() => {
        this.#running--;
        this.#startNext();
      });
      this.#ended = Promise.all([this.#ended, run]).then(() => {});
    }
  }

  async #run(move: LogMove): Promise<void> {
    const { logger } = this.#environment;
    const { log, destination } = move;
    const { topic, partition } = log;
    if (move.isCancelled) return;
    log.isMoving = true;
    await log.swapped;
    logger.info({ topic, partition, to: destination.path }, 'Moving a log to another log directory');
    try {
      if (await this.#copy(move)) logger.info({ topic, partition, to: log.directory }, 'Moved a log');
    } catch (error) {
      const isOurs = error instanceof DiskError && error.path.startsWith(`${destination.path}/`);
      if (isOurs && this.#isWanted(move)) this.#failed(destination, error);
      else if (this.#isWanted(move)) logger.error({ topic, partition, error }, 'Cannot move a log');
    } finally {
      move.future.close();
      if (this.#moves.get(move.name) === move) this.#forget(move);
    }
  }

  /** Whether the log has moved. */
  async #copy(move: LogMove): Promise<boolean> {
    const { log, source, destination, future } = move;
    const { disk } = this.#environment;
    const terms = this.#termsOf(move);
    const { moves } = readMoveMark(disk, log.directory);
    await writeMoveMark(disk, future.directory, { moves: moves + 1, from: source.directoryId });
    while (this.#isWanted(move)) {
      await future.catchUp(terms);
      if (!this.#isWanted(move)) return false;
      const { logStartOffset } = log;
      destination.arriving.set(move.name, log);
      await destination.logStartMoved(log.topic, log.partition, logStartOffset);
      if (!this.#isWanted(move) || log.logStartOffset !== logStartOffset) continue;
      log.writePending();
      if (!this.#isWanted(move) || !future.finish()) continue;
      this.#swap(move);
      return true;
    }
    return false;
  }

  #swap(move: LogMove): void {
    const { name, log, source, destination, future } = move;
    const { disk } = this.#environment;
    const old = log.directory;
    const directory = `${destination.path}/${name}`;
    destination.receiving(log.topic, log.partition);
    disk.rename(future.directory, directory);
    this.#forget(move);
    source.logs.delete(name);
    destination.add(log);
    log.moveTo(destination, directory);
    try {
      disk.syncDirectory(destination.path);
    } catch (error) {
      this.#failed(destination, error);
      return;
    }
    this.#removals.discard(source, old, name);
    void destination.checkpoint();
    void source.checkpoint();
  }

  #termsOf(move: LogMove): CopyTerms {
    return { isWanted: () => this.#isWanted(move), pace: (bytes) => this.#throttle.pace(bytes) };
  }

  #isWanted({ log, destination, isCancelled }: LogMove): boolean {
    return !isCancelled && !log.isClosed && log.failure === undefined && destination.failure === undefined;
  }

  #failed(destination: LogDirectory, error: unknown): ProtocolError {
    const message = `Cannot move a log to ${destination.path}: ${causeOf(error)}`;
    destination.failed(storageFailure(message, error));
    return new ProtocolError(Errors.KAFKA_STORAGE_ERROR, message);
  }
}

export interface LogMove {
  readonly name: string;
  readonly log: SegmentLog;
  readonly source: LogDirectory;
  readonly destination: LogDirectory;
  readonly future: FutureLog;
  isCancelled: boolean;
}
