/** What a command is told by whoever starts it, and how it answers. Only a `main` takes one. */
export interface Program {
  /** Without the names of the interpreter and the script. */
  readonly arguments: readonly string[];
  readonly environment: ReadonlyMap<string, string>;
  /** Whether somebody reads standard output on a terminal. */
  readonly isTerminal: boolean;
  printLine(line: string): void;
  printErrorLine(line: string): void;
  /**
   * Calls `callback` at every SIGINT and SIGTERM, which no longer end the process by themselves. One request may come
   * several times, from the terminal and from npm or `timeout` between: what follows within a moment is not passed on.
   */
  onStopSignal(callback: (signal: StopSignal) => void): void;
  /** Ends the process at once. */
  exit(code: number): void;
}

export type StopSignal = 'SIGINT' | 'SIGTERM';

/** What a shell reports for a process that a signal ended. */
export const exitCodeOf: Readonly<Record<StopSignal, number>> = { SIGINT: 130, SIGTERM: 143 };
