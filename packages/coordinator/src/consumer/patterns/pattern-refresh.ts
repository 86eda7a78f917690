/**
 * When a group's patterns are matched against the topics anew: at a heartbeat, when a pattern has never been matched
 * or topics have been created, no more than once in ten seconds; and now and then in any case (B125).
 */

/** Between two times. */
const intervalMsMin = 10_000;
/** Although nothing is known to have changed. */
const intervalMsMax = 10 * 60 * 1000;

export class PatternRefresh {
  /** Topics have been created since. */
  hasNewTopics = true;
  #isRunning = false;
  #lastMs = Number.NEGATIVE_INFINITY;

  /** Says whether to begin now, and takes it as begun if so. Times are monotonic milliseconds. */
  begin(nowMs: number, hasUnmatched: boolean): boolean {
    const sinceMs = nowMs - this.#lastMs;
    if (this.#isRunning || sinceMs <= intervalMsMin) return false;
    if (!hasUnmatched && !this.hasNewTopics && sinceMs <= intervalMsMax) return false;
    this.#isRunning = true;
    this.hasNewTopics = false;
    return true;
  }

  end(nowMs: number): void {
    this.#isRunning = false;
    this.#lastMs = nowMs;
  }
}
