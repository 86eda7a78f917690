/**
 * The C program of bench/native as a broker: the physical limit of what a broker does. It knows one topic, whatever its
 * name, and whether to sync; so a process lives as long as its topic, and between topics there is none.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { stopProgram } from '../../tests/foreign/support/running-broker.ts';
import type { TopicShape } from '../measures/measure.ts';
import { nativeProgram } from '../native/compile.ts';
import type { BenchBroker, StartOptions, Usage } from './bench-broker.ts';
import { processUsage } from './process-usage.ts';
import { type TemporaryDirectory, temporaryDirectory } from './temporary-directory.ts';

export async function startFloor({ parentDirectory }: StartOptions): Promise<BenchBroker> {
  return new Floor(await nativeProgram('floor'), parentDirectory);
}

interface Running {
  readonly child: ChildProcess;
  readonly port: number;
  readonly directory: TemporaryDirectory;
}

class Floor implements BenchBroker {
  readonly name = 'floor';
  readonly version = 'of this commit';
  readonly host = '127.0.0.1';
  readonly #program: string;
  readonly #parentDirectory: string;
  #running: Running | undefined;

  constructor(program: string, parentDirectory: string) {
    this.#program = program;
    this.#parentDirectory = parentDirectory;
  }

  get pid(): number {
    return this.#process.child.pid ?? -1;
  }

  get port(): number {
    return this.#process.port;
  }

  get dataDirectory(): string {
    return this.#process.directory.path;
  }

  usage(): Usage {
    return processUsage(this.pid);
  }

  async createTopic(_name: string, { partitions = 1, durability }: TopicShape): Promise<void> {
    if (this.#running !== undefined) throw new Error('the floor has one topic at a time');
    const directory = await temporaryDirectory(this.#parentDirectory, 'bench-floor-');
    const flags = durability === 'fsync' ? ['--fsync'] : [];
    const words = ['--port', '0', '--dir', directory.path, '--partitions', String(partitions), ...flags];
    const child = spawn(this.#program, words, { stdio: ['ignore', 'pipe', 'inherit'] });
    const end = () => child.kill('SIGKILL');
    process.once('exit', end);
    child.once('exit', () => process.off('exit', end));
    this.#running = { child, directory, port: await announcedPort(child) };
  }

  async deleteTopic(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    if (running === undefined) return;
    await stopProgram(running.child, 1000);
    await running.directory.remove();
  }

  stop(): Promise<void> {
    return this.deleteTopic();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  get #process(): Running {
    if (this.#running === undefined) throw new Error('the floor runs only while it has a topic');
    return this.#running;
  }
}

async function announcedPort(child: ChildProcess): Promise<number> {
  if (child.stdout === null) throw new Error('the floor has no output');
  const lines = createInterface({ input: child.stdout });
  const line = await Promise.race([once(lines, 'line'), once(child, 'exit').then(() => ['nothing'])]);
  const port = Number(/^listening (\d+)$/.exec(String(line[0]))?.[1]);
  if (Number.isNaN(port)) throw new Error(`the floor says ${String(line[0])} where it should say its port`);
  return port;
}
