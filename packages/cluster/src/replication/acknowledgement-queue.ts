import type { ProtocolError } from '@moldau/protocol';
import type { Settle } from './partition.ts';

/**
 * Producers that wait for an offset, in offset order. They arrive in that order, but for those who send a batch again
 * and wait for it where it is.
 */
export class AcknowledgementQueue {
  #offsets: number[] = [];
  #settles: Settle[] = [];

  add(offset: number, settle: Settle): void {
    const after = this.#offsets.findLastIndex((waiting) => waiting <= offset);
    this.#offsets.splice(after + 1, 0, offset);
    this.#settles.splice(after + 1, 0, settle);
  }

  /** Settles everybody whose offset is below `endOffset`. */
  settleBelow(endOffset: number): void {
    let count = 0;
    for (const offset of this.#offsets) {
      if (offset >= endOffset) break;
      count += 1;
    }
    if (count === 0) return;
    this.#offsets = this.#offsets.slice(count);
    const settled = this.#settles.slice(0, count);
    this.#settles = this.#settles.slice(count);
    for (const settle of settled) settle();
  }

  fail(error: ProtocolError): void {
    const waiting = this.#settles;
    this.#offsets = [];
    this.#settles = [];
    for (const settle of waiting) settle(error);
  }
}
