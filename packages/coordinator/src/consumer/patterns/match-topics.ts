/** Matches patterns against all topic names, a slice at a time, so that nobody waits for a costly pattern. */
import { Refusal } from '../refusal.ts';
import { type CompiledPattern, compilePattern } from './pattern.ts';

/** By pattern, the names that match it, in ascending order. */
export type PatternMatches = ReadonlyMap<string, readonly string[]>;

/** Steps of an automaton between two breaks: a millisecond or two. */
const sliceSteps = 2_000_000;

/** Yields whenever a slice is done. A pattern that is none, which another broker may have let in, matches nothing. */
export function* matchTopics(patterns: Iterable<string>, names: readonly string[]): Generator<void, PatternMatches> {
  const matches = new Map<string, readonly string[]>();
  let steps = 0;
  for (const pattern of patterns) {
    const compiled = compiledOrNone(pattern);
    const matching: string[] = [];
    for (const name of names) {
      steps += compiled.stepsFor(name.length);
      if (compiled.matches(name)) matching.push(name);
      if (steps < sliceSteps) continue;
      steps = 0;
      yield;
    }
    matches.set(pattern, matching.sort());
  }
  return matches;
}

const none: CompiledPattern = { matches: () => false, stepsFor: () => 1 };

function compiledOrNone(pattern: string): CompiledPattern {
  try {
    return compilePattern(pattern);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return none;
  }
}
