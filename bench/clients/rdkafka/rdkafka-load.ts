/** Compiles and runs rdkafka-load.c, and reads the line of JSON that it prints. */

import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../support/run-program.ts';

const source = join(import.meta.dirname, 'rdkafka-load.c');
const sharedHeaders = join(import.meta.dirname, '..', '..', 'native', 'shared');
const header = '/usr/include/librdkafka/rdkafka.h';
const outputDirectory = join(import.meta.dirname, '..', '..', '..', '.cache', 'bench', 'native');
const flags = ['-std=c11', '-O3', '-march=native', '-pthread'];

/** Numbers by name: `megabytesPerSecond`, `p99us`, … as the mode has them. */
export type RdkafkaResult = Readonly<Record<string, number>>;

/** Rejects if librdkafka is not there, if the load fails, or if librdkafka met any error. */
export async function runRdkafkaLoad(mode: 'consume' | 'endtoend' | 'produce', words: readonly string[]) {
  const { output, complaints } = await runProgram([await program(), mode, ...words]);
  return parseRdkafkaResult(output, complaints);
}

export function parseRdkafkaResult(output: string, complaints = ''): RdkafkaResult {
  const printed: unknown = JSON.parse(output);
  if (typeof printed !== 'object' || printed === null) throw new Error(`rdkafka-load said: ${output}`);
  const numbers = Object.entries(printed).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  const result = Object.fromEntries(numbers);
  if (result['errors'] !== 0) {
    const first = 'firstError' in printed ? String(printed.firstError) : '';
    throw new Error(`librdkafka met ${result['errors']} errors, first: ${first} ${complaints.slice(-300)}`.trim());
  }
  return result;
}

/** A number that the mode prints. Throws when it did not. */
export function numberOf(result: RdkafkaResult, name: string): number {
  const value = result[name];
  if (value === undefined) throw new Error(`rdkafka-load printed no ${name}`);
  return value;
}

let compiling: Promise<string> | undefined;

function program(): Promise<string> {
  compiling ??= compiled();
  return compiling;
}

async function compiled(): Promise<string> {
  if (!existsSync(header)) throw new Error('librdkafka-dev is not installed (bench/clients/setup.sh brings it)');
  const executable = join(outputDirectory, 'rdkafka-load');
  const headers = (await readdir(sharedHeaders)).map((name) => join(sharedHeaders, name));
  const changed = Math.max(...(await Promise.all([source, ...headers].map(modifiedAt))));
  if ((await modifiedAt(executable)) > changed) return executable;
  await mkdir(outputDirectory, { recursive: true });
  const unfinished = `${executable}.${process.pid}`;
  await runProgram(['cc', ...flags, '-o', unfinished, source, '-lrdkafka']);
  await rename(unfinished, executable);
  return executable;
}

async function modifiedAt(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
}
