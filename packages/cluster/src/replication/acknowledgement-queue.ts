import type { ProtocolError } from '@moldau/protocol';
import type { Settle } from './partition.ts';

interface Waiting {
  readonly offset: number;
  readonly settle: Settle;
}

/**
 * Producers that wait for an offset, in offset order. They arrive in that order, but for those who send a batch again
 * and wait for it where it is.
 */
export class AcknowledgementQueue {
  #waiting: Waiting[] = [];

  add(offset: number, settle: Settle): void {
    const last = this.#waiting.at(-1);
    if (last === undefined || last.offset <= offset) {
      this.#waiting.push({ offset, settle });
      return;
    }
    const at = this.#waiting.findIndex((waiting) => waiting.offset > offset);
    this.#waiting.splice(at, 0, { offset, settle });
  }

  /** Settles everybody whose offset is below `endOffset`. */
  settleBelow(endOffset: number): void {
    const last = this.#waiting.at(-1);
    if (last === undefined) return;
    const first = last.offset < endOffset ? -1 : this.#waiting.findIndex(({ offset }) => offset >= endOffset);
    const settled = first < 0 ? this.#waiting : this.#waiting.slice(0, first);
    this.#waiting = first < 0 ? [] : this.#waiting.slice(first);
    for (const { settle } of settled) settle();
  }

  fail(error: ProtocolError): void {
    const failed = this.#waiting;
    this.#waiting = [];
    for (const { settle } of failed) settle(error);
  }
}
