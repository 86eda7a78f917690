/** A command-line consumer: a process whose standard output is records, one after another, until it is told to end. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Arrivals } from './arrivals.ts';
import type { ConsumedRecord } from './driver-interface.ts';

/** Takes one record off the front of the bytes, or says that they do not hold a whole one yet. */
export type Parser = (bytes: Buffer) => { record: ConsumedRecord; length: number } | undefined;

export class StreamingProgram {
  readonly #child: ChildProcess;
  readonly #arrivals = new Arrivals<ConsumedRecord>();
  readonly #parse: Parser;
  readonly #onComplaint: (line: string) => void;
  #bytes = Buffer.alloc(0);
  #complaint = '';

  constructor(words: readonly string[], parse: Parser, onComplaint: (line: string) => void = () => {}) {
    this.#parse = parse;
    this.#onComplaint = onComplaint;
    const [file = '', ...rest] = words;
    this.#child = spawn(file, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child.stdout?.on('data', (chunk: Buffer) => this.#received(chunk));
    this.#child.stderr?.on('data', (chunk: Buffer) => this.#complained(chunk.toString()));
  }

  drain(count: number, timeoutMs: number): Promise<ConsumedRecord[]> {
    return this.#arrivals.drain(count, timeoutMs);
  }

  /** Asks the program to end the way a user at a terminal does, and waits for it. */
  async leave(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGINT');
    await once(this.#child, 'close');
  }

  #received(chunk: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    for (let next = this.#parse(this.#bytes); next !== undefined; next = this.#parse(this.#bytes)) {
      this.#arrivals.add(next.record);
      this.#bytes = this.#bytes.subarray(next.length);
    }
  }

  #complained(text: string): void {
    const lines = `${this.#complaint}${text}`.split('\n');
    this.#complaint = lines.pop() ?? '';
    for (const line of lines) this.#onComplaint(line);
  }
}
