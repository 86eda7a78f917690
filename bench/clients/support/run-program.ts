/** Runs a client to its end. */

import { execFile } from 'node:child_process';

export interface Ended {
  readonly output: string;
  readonly complaints: string;
}

/** What a client that hangs is given before it is killed. */
const withinMs = 90_000;
const outputBytesMax = 16 * 1024 * 1024;

/** Rejects with what the program said last, if it failed or did not end in time. */
export function runProgram(words: readonly string[]): Promise<Ended> {
  const [file = '', ...rest] = words;
  const { promise, resolve, reject } = Promise.withResolvers<Ended>();
  const options = { timeout: withinMs, killSignal: 'SIGKILL', maxBuffer: outputBytesMax } as const;
  execFile(file, rest, options, (error, output, complaints) => {
    if (error === null) resolve({ output, complaints });
    else reject(new Error(reasonOf(file, error, `${output}${complaints}`), { cause: error }));
  });
  return promise;
}

function reasonOf(file: string, error: { readonly code?: unknown; readonly killed?: boolean }, said: string): string {
  if (error.code === 'ENOENT') return `${file} is not installed (bench/clients/setup.sh brings it)`;
  const end = error.killed === true ? `did not end within ${withinMs / 1000} s` : `failed with ${String(error.code)}`;
  return `${file} ${end}: ${lastWords(said)}`;
}

function lastWords(text: string): string {
  return text.trim().split('\n').slice(-5).join(' | ').slice(-600);
}
