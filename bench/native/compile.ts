// Compiles the benchmarks' C programs on first use and when a source or a header has changed.

import { execFile } from 'node:child_process';
import { mkdir, readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export type NativeProgram = 'append' | 'floor' | 'load' | 'loopback';

const flags = ['-std=c11', '-O3', '-march=native', '-pthread', '-Wall', '-Wextra'];
const sourceDirectory = import.meta.dirname;
const outputDirectory = join(sourceDirectory, '..', '..', '.cache', 'bench', 'native');

/** Path of the executable `name`, compiled if need be. Throws if there is no C compiler or the source is wrong. */
export async function nativeProgram(name: NativeProgram): Promise<string> {
  const program = join(outputDirectory, name);
  const source = join(sourceDirectory, `${name}.c`);
  if ((await modifiedAt(program)) <= (await newestSource(source))) {
    await compile(source, program);
  }
  return program;
}

async function compile(source: string, program: string): Promise<void> {
  await mkdir(outputDirectory, { recursive: true });
  const unfinished = `${program}.${process.pid}`;
  try {
    await promisify(execFile)('cc', [...flags, '-o', unfinished, source]);
  } catch (error) {
    throw compileError(source, error);
  }
  await rename(unfinished, program);
}

function compileError(source: string, error: unknown): Error {
  const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  return missing
    ? new Error('No C compiler: the benchmarks need `cc` (install gcc or clang).', { cause: error })
    : new Error(`Cannot compile ${source}`, { cause: error });
}

async function newestSource(source: string): Promise<number> {
  const entries = await readdir(sourceDirectory, { recursive: true });
  const headers = entries.filter((entry) => entry.endsWith('.h')).map((entry) => join(sourceDirectory, entry));
  return Math.max(...(await Promise.all([source, ...headers].map(modifiedAt))));
}

async function modifiedAt(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
}
