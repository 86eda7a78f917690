import type { Program } from './program.ts';

/** This process. */
export function realProgram(): Program {
  return {
    arguments: process.argv.slice(2),
    environment: new Map(
      Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    isTerminal: process.stdout.isTTY ?? false,
    printLine: (line) => void process.stdout.write(`${line}\n`),
    printErrorLine: (line) => void process.stderr.write(`${line}\n`),
    onStopSignal(callback) {
      process.on('SIGINT', callback);
      process.on('SIGTERM', callback);
    },
    exit: (code) => process.exit(code),
  };
}
