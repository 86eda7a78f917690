import type { Program, StopSignal } from './program.ts';

/** Nobody who means it a second time is as fast. */
const SAME_REQUEST_MS = 500;

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
      let calledMs = Number.NEGATIVE_INFINITY;
      const once = (signal: StopSignal): void => {
        const nowMs = performance.now();
        if (nowMs - calledMs < SAME_REQUEST_MS) return;
        calledMs = nowMs;
        callback(signal);
      };
      process.on('SIGINT', once);
      process.on('SIGTERM', once);
    },
    exit: (code) => process.exit(code),
  };
}
