/** A broker process under test: started on a loopback port, awaited until it accepts connections, stopped at the end. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

export interface RunningBroker extends AsyncDisposable {
  readonly name: 'kafka' | 'moldau' | 'given';
  /** `host:port` for clients. */
  readonly address: string;
  /** The directory with the partitions' folders, where it is on this machine. */
  readonly dataDirectory: string | undefined;
  readonly process: ChildProcess | undefined;
  /** Milliseconds from starting the process to its first accepted connection. */
  readonly startedInMs: number;
  /** SIGTERM, and the exit code once it has left; -1 if it was killed. */
  stop(): Promise<number>;
}

export interface Started {
  readonly child: ChildProcess;
  readonly startedInMs: number;
}

export interface BrokerProgram {
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly port: number;
  readonly startsWithinMs: number;
}

/** Starts the program and resolves when its port accepts; rejects with its last words if it ends before. */
export async function startProgram(program: BrokerProgram): Promise<Started> {
  const [file = '', ...words] = program.words;
  const start = performance.now();
  const child = spawn(file, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...program.environment },
  });
  endWithThisProcess(child);
  const lastWords = collect(child);
  const deadline = start + program.startsWithinMs;
  while (!(await accepts(program.port))) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the broker ended:\n${lastWords()}`);
    if (performance.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`the broker did not listen within ${program.startsWithinMs} ms:\n${lastWords()}`);
    }
    await delay(1);
  }
  return { child, startedInMs: performance.now() - start };
}

/** Whatever ends this process, the broker does not outlive it. */
function endWithThisProcess(child: ChildProcess): void {
  const kill = () => child.kill('SIGKILL');
  const leave = () => process.exit(130);
  process.once('exit', kill).once('SIGINT', leave).once('SIGTERM', leave);
  child.once('exit', () => process.off('exit', kill).off('SIGINT', leave).off('SIGTERM', leave));
}

export async function stopProgram(child: ChildProcess, withinMs = 30_000): Promise<number> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode ?? -1;
  child.kill('SIGTERM');
  const overdue = setTimeout(() => child.kill('SIGKILL'), withinMs);
  await once(child, 'exit');
  clearTimeout(overdue);
  return child.exitCode ?? -1;
}

export function accepts(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(port, '127.0.0.1');
  socket.once('connect', () => resolve(true));
  socket.once('error', () => resolve(false));
  return promise.finally(() => socket.destroy());
}

function collect(child: ChildProcess): () => string {
  let text = '';
  const add = (chunk: Buffer) => {
    text = `${text}${chunk.toString()}`.slice(-6000);
    if (process.env['BROKER_LOG'] !== undefined) process.stderr.write(chunk);
  };
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  return () => text;
}
