/** A coordinator's log in memory, whose appends take time and can be held up or made to fail. */
import { type ErrorCode, ProtocolError } from '@moldau/protocol';
import type { Clock } from '@moldau/runtime';
import type { CoordinatorLog, CoordinatorRecord } from '../ports.ts';

export class MemoryCoordinatorLog implements CoordinatorLog {
  readonly records: CoordinatorRecord[] = [];
  /** The number of records in each append. */
  readonly batches: number[] = [];
  /** The most appends that were under way at once. */
  concurrentMax = 0;
  /** The next append fails with this code. */
  failNext: ErrorCode | undefined;
  /** Whether a failing append leaves its records in the log all the same. */
  keepsFailed = false;
  /** Appends wait for this before they are done. */
  gate: Promise<void> = Promise.resolve();
  readonly #clock: Clock;
  readonly #appendMs: number;
  #concurrent = 0;

  constructor(clock: Clock, appendMs = 1, records: readonly CoordinatorRecord[] = []) {
    this.#clock = clock;
    this.#appendMs = appendMs;
    this.records.push(...records);
  }

  async append(records: readonly CoordinatorRecord[]): Promise<void> {
    const code = this.failNext;
    this.failNext = undefined;
    if (code === undefined || this.keepsFailed) this.records.push(...records);
    this.batches.push(records.length);
    this.concurrentMax = Math.max(this.concurrentMax, ++this.#concurrent);
    await new Promise<void>((resolve) => this.#clock.after(this.#appendMs, resolve));
    await this.gate;
    this.#concurrent--;
    if (code !== undefined) throw new ProtocolError(code);
  }

  async *readAll(): AsyncIterable<readonly CoordinatorRecord[]> {
    const end = this.records.length;
    for (let from = 0; from < end; from += 10_000) {
      yield this.records.slice(from, Math.min(end, from + 10_000));
    }
  }
}
