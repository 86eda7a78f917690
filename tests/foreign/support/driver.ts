/** One running client driver, and typed calls to it. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Client } from './clients.ts';
import type { Arguments, Command, DriverFailure, Result } from './driver-interface.ts';

/** A command the client answered with an error. */
export class DriverError extends Error implements DriverFailure {
  override readonly name: string;
  readonly code: number;

  constructor(client: string, command: string, failure: DriverFailure) {
    super(`${client} ${command}: ${failure.name} (${failure.code}) ${failure.message}`);
    this.name = failure.name;
    this.code = failure.code;
  }
}

interface Answer {
  readonly id: number;
  readonly result?: never;
  readonly error?: DriverFailure;
}

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
  readonly command: string;
}

export class Driver {
  readonly client: Client;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 0;
  #ended: string | undefined;
  #complaints = '';

  constructor(client: Client, address: string) {
    this.client = client;
    const [program = '', ...words] = client.program();
    this.#child = spawn(program, [...words, address], { stdio: ['pipe', 'pipe', 'pipe'] });
    const { stdout, stderr } = this.#child;
    if (stdout === null || stderr === null) throw new Error('a driver without pipes');
    createInterface({ input: stdout }).on('line', (line) => this.#answered(line));
    stderr.on('data', (chunk: Buffer) => {
      this.#complaints = `${this.#complaints}${chunk.toString()}`.slice(-4000);
    });
    this.#child.on('close', (code) => this.#end(`ended with ${code}`));
    this.#child.on('error', (error) => this.#end(error.message));
    this.#child.stdin?.on('error', () => {});
  }

  call<C extends Command>(command: C, given: Arguments<C>): Promise<Result<C>> {
    const id = this.#nextId++;
    const { promise, resolve, reject } = Promise.withResolvers<Result<C>>();
    if (this.#ended !== undefined) {
      reject(new Error(`${this.client.name} ${this.#ended}: ${this.#complaints}`));
      return promise;
    }
    this.#waiting.set(id, { resolve, reject, command });
    this.#child.stdin?.write(`${JSON.stringify({ id, command, arguments: given })}\n`);
    return promise;
  }

  /** Ends the program where it stands, as a crash would. */
  async kill(): Promise<void> {
    if (this.#ended !== undefined) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'close');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#ended !== undefined) return;
    this.#child.stdin?.end();
    const overdue = setTimeout(() => this.#child.kill('SIGKILL'), 5000);
    await once(this.#child, 'close');
    clearTimeout(overdue);
  }

  #answered(line: string): void {
    const answer: Answer = JSON.parse(line);
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (waiting === undefined) return;
    if (answer.error === undefined && answer.result !== undefined) waiting.resolve(answer.result);
    else if (answer.error !== undefined) {
      waiting.reject(new DriverError(this.client.name, waiting.command, answer.error));
    }
  }

  #end(how: string): void {
    this.#ended ??= how;
    for (const { reject, command } of this.#waiting.values()) {
      reject(new Error(`${this.client.name} ${how} during ${command}: ${this.#complaints}`));
    }
    this.#waiting.clear();
  }
}
