/** An instant on both clocks. Deadlines live on the monotonic one; only what is stored or shown uses the wall clock. */
export interface Moment {
  readonly monotonicMs: number;
  /** Milliseconds since the Unix epoch. */
  readonly wallClockMs: number;
}
