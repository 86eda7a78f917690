/** Kafka's command-line classes, run unchanged in one virtual machine, one after the other. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { cache, java } from './clients.ts';
import type { Ended } from './run-program.ts';

const quiet = '-Dorg.slf4j.simpleLogger.defaultLogLevel=error';

export class Tools implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  #last: Promise<unknown> = Promise.resolve();

  constructor() {
    const [file = '', ...words] = java('broker', [`${cache}/broker`], 'tools.Tools', ['-Xmx256m', quiet]);
    const child = spawn(file, words, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#child = child;
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  /** Runs a class with these words and this standard input to its end; code -1 if it does not end in time. */
  run(main: string, words: readonly string[], input = ''): Promise<Ended> {
    return this.#ask<Ended>({ main, words, input });
  }

  /** The classes with a main method in these jars, of which the beginning of the name is given. */
  async mains(jars: readonly string[]): Promise<readonly string[]> {
    const { mains } = await this.#ask<{ readonly mains: readonly string[] }>({ jars });
    return mains;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.stdin?.end();
    if (this.#child.exitCode === null) await once(this.#child, 'exit');
  }

  #ask<Answer>(request: object): Promise<Answer> {
    const answer = this.#last.then(async (): Promise<Answer> => {
      this.#child.stdin?.write(`${JSON.stringify(request)}\n`);
      const { value, done } = await this.#lines.next();
      if (done === true) throw new Error(`the tools' process has ended at ${JSON.stringify(request)}`);
      return JSON.parse(String(value));
    });
    this.#last = answer.catch(() => {});
    return answer;
  }
}
