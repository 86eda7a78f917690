import { Errors, ProtocolError } from '@moldau/protocol';
import { canBeMoved } from '../files/file-names.ts';
import type { LogEnvironment } from '../log/log-environment.ts';
import type { SegmentLog } from '../log/segment-log.ts';
import { storageFailure } from '../log/storage-failure.ts';
import { unfinishedMoves } from '../moving/leftovers.ts';
import type { LogMoves } from '../moving/log-moves.ts';
import type { AppendError } from '../partition-log.ts';
import type { KnownTopics } from './load-logs.ts';
import type { LogDirectories } from './log-directories.ts';
import type { LogDirectory } from './log-directory.ts';
import type { PartitionRemovals } from './partition-removals.ts';

/** The logs of a broker, by the names of their directories. */
interface PlacedLogs {
  readonly logs: ReadonlyMap<string, SegmentLog>;
  readonly offlineLogs: ReadonlyMap<string, AppendError>;
}

/**
 * In which log directory a log lies: a new one where it is wanted, else where the fewest are; one that is there until
 * it is wanted elsewhere (KIP-113). `name` is always that of the partition's directory.
 */
export class LogPlacement {
  readonly #environment: LogEnvironment;
  readonly #directories: LogDirectories;
  readonly #logs: PlacedLogs;
  readonly #moves: LogMoves;
  readonly #removals: PartitionRemovals;
  /** Where logs are to be created that do not exist yet. */
  readonly #preferred = new Map<string, LogDirectory>();

  constructor(
    environment: LogEnvironment,
    directories: LogDirectories,
    logs: PlacedLogs,
    moving: { readonly moves: LogMoves; readonly removals: PartitionRemovals },
  ) {
    this.#environment = environment;
    this.#directories = directories;
    this.#logs = logs;
    this.#moves = moving.moves;
    this.#removals = moving.removals;
  }

  /** For a log that is to be created. Throws an AppendError when all directories are offline. */
  homeFor(name: string): LogDirectory {
    return this.#preferred.get(name) ?? this.#directoryForNext();
  }

  /** The log exists now. */
  created(name: string): void {
    this.#preferred.delete(name);
  }

  /** The log is about to be deleted. */
  forget(name: string): void {
    this.#preferred.delete(name);
    this.#moves.cancel(name);
  }

  /** As `LogManager.alterDirectory` says. */
  alter(name: string, path: string): boolean {
    if (!canBeMoved(name)) throw new ProtocolError(Errors.INVALID_TOPIC_EXCEPTION, 'The topic name is too long');
    const destination = this.#directories.at(path);
    const offline = this.#logs.offlineLogs.get(name);
    if (offline !== undefined) throw offline;
    const move = this.#moves.get(name);
    if (move !== undefined && move.destination !== destination) this.#moves.cancel(name);
    const log = this.#logs.logs.get(name);
    if (log === undefined) this.#preferred.set(name, destination);
    else if (move?.destination !== destination) this.#move(log, name, destination);
    return log !== undefined;
  }

  /** Takes up the moves of an earlier run, and removes what is left of those that nobody wants any more. */
  resumeMoves(topics: KnownTopics): void {
    for (const { name, topic, destination, future } of unfinishedMoves(this.#directories.online, this.#environment)) {
      const log = this.#logs.logs.get(name);
      const source = this.#directories.homeOf(name, log);
      const isStale = topics.topicIdOf(topic) === undefined || source === destination || this.#moves.get(name);
      if (isStale) this.#removals.discard(destination, future, name);
      else if (log !== undefined && source !== undefined) this.#resumeMove(log, source, destination, future);
    }
  }

  /** As in Kafka, no log is moved while a log directory is offline: it may lie there too. */
  #move(log: SegmentLog, name: string, destination: LogDirectory): void {
    if (log.failure !== undefined) throw log.failure;
    const source = this.#directories.homeOf(name, log);
    if (source === undefined || source === destination) return;
    if (!this.#directories.areAllOnline) throw storageFailure('No log is moved while a log directory is offline');
    this.#moves.start(log, source, destination);
  }

  #resumeMove(log: SegmentLog, source: LogDirectory, destination: LogDirectory, future: string): void {
    try {
      this.#moves.start(log, source, destination, future);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
    }
  }

  #directoryForNext(): LogDirectory {
    let best: LogDirectory | undefined;
    for (const directory of this.#directories.opened) {
      if (directory.failure !== undefined) continue;
      if (best === undefined || this.#countIn(directory) < this.#countIn(best)) best = directory;
    }
    if (best === undefined) throw storageFailure('All log directories are offline');
    return best;
  }

  /** With those that are on their way there. */
  #countIn(directory: LogDirectory): number {
    let count = directory.logs.size;
    for (const { destination } of this.#moves.all) if (destination === directory) count++;
    return count;
  }
}
