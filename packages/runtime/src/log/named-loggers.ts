/**
 * Loggers with names, each with a level that can be changed while the program runs. One without a level of its own has
 * that of `root`. What a logger lets through goes to one sink, whatever its level.
 */
import type { LogFields, Logger } from './logger.ts';

/** Kafka's levels; FATAL is as little as OFF here, TRACE is DEBUG with everything. */
export const loggerLevels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL', 'OFF'] as const;

export type LoggerLevel = (typeof loggerLevels)[number];

export const rootLogger = 'root';

export interface NamedLogger extends Logger {
  readonly isDebugEnabled: boolean;
  readonly isTraceEnabled: boolean;
}

/** Shared by a logger and its children; `rank` is what a line must reach. */
interface LevelState {
  own: LoggerLevel | undefined;
  rank: number;
  readonly listeners: (() => void)[];
}

const rankOf = (level: LoggerLevel): number => loggerLevels.indexOf(level);
const DEBUG = rankOf('DEBUG');
const TRACE = rankOf('TRACE');

export class NamedLoggers {
  readonly #sink: Logger;
  readonly #states = new Map<string, LevelState>();
  #rootLevel: LoggerLevel;
  readonly #initialRootLevel: LoggerLevel;

  /** `sink` writes every line that it gets. */
  constructor(sink: Logger, rootLevel: LoggerLevel) {
    this.#sink = sink;
    this.#rootLevel = rootLevel;
    this.#initialRootLevel = rootLevel;
    this.#states.set(rootLogger, { own: undefined, rank: rankOf(rootLevel), listeners: [] });
  }

  /** The logger of that name; all of one name have one level. */
  logger(name: string): NamedLogger {
    const fields = name === rootLogger ? undefined : { logger: name };
    return new LevelledLogger(fields === undefined ? this.#sink : this.#sink.child(fields), this.#state(name));
  }

  has(name: string): boolean {
    return this.#states.has(name);
  }

  /** Every logger there is, by name, with the level that holds for it. */
  levels(): ReadonlyMap<string, LoggerLevel> {
    const names = [...this.#states.keys()].sort();
    return new Map(names.map((name) => [name, this.levelOf(name)]));
  }

  levelOf(name: string): LoggerLevel {
    return this.#states.get(name)?.own ?? this.#rootLevel;
  }

  /** Undefined gives a logger the level of `root` again, and `root` the level that the program was started with. */
  setLevel(name: string, level: LoggerLevel | undefined): void {
    if (name === rootLogger) this.#rootLevel = level ?? this.#initialRootLevel;
    else this.#state(name).own = level;
    for (const [each, state] of this.#states) {
      state.rank = rankOf(this.levelOf(each));
      for (const listener of state.listeners) listener();
    }
  }

  /** Calls `listener` at once, and whenever the level of `name` may have changed. */
  onLevel(name: string, listener: (level: LoggerLevel) => void): void {
    const notify = (): void => listener(this.levelOf(name));
    this.#state(name).listeners.push(notify);
    notify();
  }

  #state(name: string): LevelState {
    const known = this.#states.get(name);
    if (known !== undefined) return known;
    const state: LevelState = { own: undefined, rank: rankOf(this.#rootLevel), listeners: [] };
    this.#states.set(name, state);
    return state;
  }
}

class LevelledLogger implements NamedLogger {
  readonly #sink: Logger;
  readonly #state: LevelState;

  constructor(sink: Logger, state: LevelState) {
    this.#sink = sink;
    this.#state = state;
  }

  get isDebugEnabled(): boolean {
    return this.#state.rank <= DEBUG;
  }

  get isTraceEnabled(): boolean {
    return this.#state.rank <= TRACE;
  }

  debug(fields: LogFields, message: string): void {
    if (this.isDebugEnabled) this.#sink.debug(fields, message);
  }

  info(fields: LogFields, message: string): void {
    if (this.#state.rank <= rankOf('INFO')) this.#sink.info(fields, message);
  }

  warn(fields: LogFields, message: string): void {
    if (this.#state.rank <= rankOf('WARN')) this.#sink.warn(fields, message);
  }

  error(fields: LogFields, message: string): void {
    if (this.#state.rank <= rankOf('ERROR')) this.#sink.error(fields, message);
  }

  child(fields: LogFields): Logger {
    return new LevelledLogger(this.#sink.child(fields), this.#state);
  }
}

export function isLoggerLevel(text: string): text is LoggerLevel {
  return loggerLevels.some((level) => level === text);
}
