/** Results that an earlier run saved. */
import { readFileSync } from 'node:fs';
import type { RunResults } from './results.ts';

/** Throws when the file holds something else. */
export function readResults(file: string): RunResults {
  const given: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isResults(given)) throw new Error(`${file} holds no results of a benchmark`);
  return given;
}

/** Written by this very harness, so a look at its outline is enough. */
function isResults(given: unknown): given is RunResults {
  const outline = ['startedAt', 'machine', 'versions', 'sections', 'rounds'];
  return typeof given === 'object' && given !== null && outline.every((name) => name in given);
}
