import { strict as assert } from 'node:assert';

/**
 * Where each leader epoch begins in one log: epochs and start offsets, both strictly growing.
 *
 * The cache is a function of the log, plus, while this broker leads, the entry of its own epoch, which may begin at the
 * log's end and have no record yet. Stepping down and restarting drop such an entry with `truncateFromEnd(logEndOffset)`;
 * an epoch below the latest one can therefore never come, and is an assertion.
 */

export interface EpochEntry {
  readonly epoch: number;
  readonly startOffset: number;
}

export interface EpochEndOffset {
  readonly epoch: number;
  readonly endOffset: number;
}

const UNDEFINED: EpochEndOffset = Object.freeze({ epoch: -1, endOffset: -1 });

export class LeaderEpochCache {
  #entries: EpochEntry[];

  /** Entries out of order, as no log makes them, are refused with a {@link CorruptEpochsError}. */
  constructor(entries: readonly EpochEntry[] = []) {
    this.#entries = [...entries];
    entries.forEach((entry, index) => {
      const before = entries[index - 1];
      if (before !== undefined && (entry.epoch <= before.epoch || entry.startOffset <= before.startOffset)) {
        throw new CorruptEpochsError(`Epoch ${entry.epoch} at ${entry.startOffset} after epoch ${before.epoch}`);
      }
    });
  }

  get entries(): readonly EpochEntry[] {
    return this.#entries;
  }

  get latest(): EpochEntry | undefined {
    return this.#entries.at(-1);
  }

  /** -1 when no epoch is known. */
  get latestEpoch(): number {
    return this.latest?.epoch ?? -1;
  }

  /**
   * Notes that records of `epoch` begin at `startOffset`; nothing happens if the epoch is the latest one already. An
   * epoch that began at the same offset without a record gives way. Returns whether anything changed.
   */
  assign(epoch: number, startOffset: number): boolean {
    const latest = this.latest;
    if (latest === undefined) {
      this.#entries.push({ epoch, startOffset });
      return true;
    }
    assert(epoch >= latest.epoch, `Leader epoch ${epoch} after ${latest.epoch}`);
    if (epoch === latest.epoch) return false;
    assert(startOffset >= latest.startOffset, `Epoch ${epoch} at ${startOffset}, before ${latest.startOffset}`);
    if (startOffset === latest.startOffset) this.#entries.pop();
    this.#entries.push({ epoch, startOffset });
    return true;
  }

  /** The epoch of the record at `offset`, -1 if unknown. */
  epochAt(offset: number): number {
    return this.#entries.findLast((entry) => entry.startOffset <= offset)?.epoch ?? -1;
  }

  /** B88: the largest epoch not above `epoch`, and where it ends in a log that ends at `logEndOffset`. */
  endOffsetFor(epoch: number, logEndOffset: number): EpochEndOffset {
    if (epoch < 0) return UNDEFINED;
    if (epoch === this.latestEpoch) return { epoch, endOffset: logEndOffset };
    const next = this.#entries.findIndex((entry) => entry.epoch > epoch);
    const higher = this.#entries[next];
    if (higher === undefined) return UNDEFINED;
    const floor = this.#entries[next - 1];
    return { epoch: floor?.epoch ?? epoch, endOffset: higher.startOffset };
  }

  /** The log now ends at `endOffset`: epochs that begin there or later go. Returns whether anything changed. */
  truncateFromEnd(endOffset: number): boolean {
    const before = this.#entries.length;
    this.#entries = this.#entries.filter((entry) => entry.startOffset < endOffset);
    return this.#entries.length !== before;
  }

  /** The log now starts at `startOffset`: the epoch that holds it begins there, earlier ones go. */
  truncateFromStart(startOffset: number): boolean {
    const holding = this.#entries.findLastIndex((entry) => entry.startOffset <= startOffset);
    const entry = this.#entries[holding];
    if (entry === undefined || (holding === 0 && entry.startOffset === startOffset)) return false;
    this.#entries = [{ epoch: entry.epoch, startOffset }, ...this.#entries.slice(holding + 1)];
    return true;
  }

  clear(): void {
    this.#entries = [];
  }
}

/** Epoch entries that contradict each other; the log is the truth and rebuilds them. */
export class CorruptEpochsError extends Error {
  override readonly name = 'CorruptEpochsError';
}
