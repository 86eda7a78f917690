/**
 * The patterns of `SubscribedTopicRegex`: RE2 syntax, which has no backtracking, so whatever a client sends, matching
 * takes time in proportion to the pattern's size times the name's length (B125).
 */
import { Errors } from '@moldau/protocol';
import { RE2JS, RE2JSException } from 're2js';
import { Refusal } from '../refusal.ts';

export interface CompiledPattern {
  /** Whether the whole name matches. */
  matches(name: string): boolean;
  /** How much work a name of so many characters is at most, in steps of the automaton. */
  stepsFor(nameLength: number): number;
}

/** Throws a Refusal if the pattern is none. */
export function compilePattern(pattern: string): CompiledPattern {
  const compiled = compile(pattern);
  const size = compiled.programSize();
  return {
    matches: (name) => compiled.testExact(name),
    stepsFor: (nameLength) => size * (nameLength + 1),
  };
}

function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    const message = `The pattern ${pattern} is not in RE2 syntax: ${error.message}`;
    throw new Refusal(Errors.INVALID_REGULAR_EXPRESSION, message);
  }
}
