/**
 * Tokens that come at a steady rate, up to what a row of windows brings (KIP-599). Taking may leave a debt, so that what
 * is larger than the bucket can happen at all; the debt is waited for afterwards.
 */
import type { RateWindows } from './sampled-rate.ts';

export class TokenBucket {
  readonly #windows: RateWindows;
  #tokens = Number.POSITIVE_INFINITY;
  #refilledMs = 0;

  /** Full. */
  constructor(windows: RateWindows) {
    this.#windows = windows;
  }

  /** How many there are; negative is the debt. @param rate tokens a second */
  tokens(rate: number, nowMs: number): number {
    const { count, sizeMs } = this.#windows;
    const capacity = (rate * count * sizeMs) / 1000;
    this.#tokens = Math.min(capacity, this.#tokens + (rate * (nowMs - this.#refilledMs)) / 1000);
    this.#refilledMs = nowMs;
    return this.#tokens;
  }

  take(tokens: number, rate: number, nowMs: number): void {
    this.#tokens = this.tokens(rate, nowMs) - tokens;
  }

  /** Until the debt is paid. */
  debtMs(rate: number, nowMs: number): number {
    return Math.max(0, Math.round((-this.tokens(rate, nowMs) / rate) * 1000));
  }
}
