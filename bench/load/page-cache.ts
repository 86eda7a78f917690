/** Makes the operating system forget what it holds of a topic's files, so that they are read from the disk. */
import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BenchBroker } from '../brokers/bench-broker.ts';

const run = promisify(execFile);

/** What may stay resident without the reading being called one from memory. */
const residentShareMax = 0.05;

/** Rejects where the files stay in the page cache nevertheless. */
export async function dropFromPageCache(broker: BenchBroker, topic: string): Promise<void> {
  const files = globSync(`${topic}-*/*.log`, { cwd: broker.dataDirectory }).map((file) =>
    join(broker.dataDirectory, file),
  );
  if (files.length === 0) throw new Error('the topic has no files');
  for (const file of files) {
    await run('dd', [`of=${file}`, 'oflag=nocache', 'conv=notrunc,fdatasync', 'count=0']);
  }
  const resident = await residentShare(files);
  if (resident > residentShareMax)
    throw new Error(`${Math.round(resident * 100)} % of the log stayed in the page cache`);
}

async function residentShare(files: readonly string[]): Promise<number> {
  const { stdout } = await run('fincore', ['--bytes', '--noheadings', '--output', 'RES,SIZE', ...files]);
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const sum = (column: number) => rows.reduce((total, row) => total + (row[column] ?? 0), 0);
  return sum(0) / sum(1);
}
