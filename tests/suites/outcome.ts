/** What became of one foreign test, and the unit in which the suites run them. */

/** `not run`: it passed without having done anything, or its suite has skipped it. */
export type Verdict = 'passed' | 'failed' | 'not run';

export interface Outcome {
  /** The suite's name of the test, and what tells its runs apart: `0018_cgrp_term (consumer)`. */
  readonly test: string;
  /** Whether it is on the list of those that pass. */
  readonly listed: boolean;
  readonly verdict: Verdict;
  readonly seconds: number;
  /** What the suite says, or empty. */
  readonly reason: string;
}

/** One process of a suite against one broker of its own: one or several tests. */
export interface Run {
  readonly name: string;
  /** Roughly how long it takes on two cores; the longest go first. */
  readonly seconds: number;
  /** Why it may fail though the broker does nothing wrong; undefined if there is no such reason. */
  readonly unsteady: string | undefined;
  /** The folder of its output. */
  readonly folder: string;
  perform(): Promise<readonly Outcome[]>;
}

/** A test that ends sooner did nothing but notice that it could not run. */
const runsAtLeastSeconds = 0.01;

/** @param passed whether its suite says so */
export function judged(passed: boolean, seconds: number): Verdict {
  if (!passed) return 'failed';
  return seconds < runsAtLeastSeconds ? 'not run' : 'passed';
}
