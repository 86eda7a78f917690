/**
 * How much a second came in the recent past: sums over windows that begin one after the other, of which the newest few
 * count. As in Kafka, a rate is taken over at least all windows but one, so that what has just begun may begin with a
 * burst.
 */

export interface RateWindows {
  /** `quota.window.num`. */
  readonly count: number;
  /** `quota.window.size.seconds`, in milliseconds. */
  readonly sizeMs: number;
}

interface Window {
  readonly startMs: number;
  lastMs: number;
  sum: number;
}

/** What came `perSecond`, measured over so long. */
export interface MeasuredRate {
  readonly perSecond: number;
  readonly overMs: number;
}

export class SampledRate {
  readonly #config: RateWindows;
  /** The oldest first. */
  #windows: Window[] = [];

  constructor(config: RateWindows) {
    this.#config = config;
  }

  /** @param nowMs monotonic; a little earlier than the last time is taken for that */
  record(value: number, nowMs: number): void {
    const newest = this.#windows.at(-1);
    if (newest === undefined || nowMs - newest.startMs >= this.#config.sizeMs) {
      this.#dropOld(nowMs);
      this.#windows.push({ startMs: nowMs, lastMs: nowMs, sum: value });
    } else {
      newest.lastMs = Math.max(newest.lastMs, nowMs);
      newest.sum += value;
    }
  }

  measure(nowMs: number): MeasuredRate {
    this.#dropOld(nowMs);
    const { count, sizeMs } = this.#config;
    const elapsedMs = Math.max(0, nowMs - (this.#windows[0]?.startMs ?? nowMs));
    const missing = Math.max(0, count - 1 - Math.floor(elapsedMs / sizeMs));
    const overMs = Math.max(1, elapsedMs + missing * sizeMs);
    const sum = this.#windows.reduce((total, window) => total + window.sum, 0);
    return { perSecond: (sum * 1000) / overMs, overMs };
  }

  #dropOld(nowMs: number): void {
    const { count, sizeMs } = this.#config;
    const oldest = this.#windows[0];
    if (oldest === undefined || nowMs - oldest.lastMs < count * sizeMs) return;
    this.#windows = this.#windows.filter(({ lastMs }) => nowMs - lastMs < count * sizeMs);
  }
}

/** For how long nothing may come until the rate is down to the bound again; 0 when it is not above it. */
export function throttleMs({ perSecond, overMs }: MeasuredRate, bound: number): number {
  return perSecond > bound ? Math.round(((perSecond - bound) / bound) * overMs) : 0;
}
