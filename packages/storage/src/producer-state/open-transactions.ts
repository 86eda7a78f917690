/**
 * The transactions of one partition that readers of committed data must not pass: those still open, and those ended by
 * a marker that is not below the high watermark yet, for until then the marker may be lost with its leader.
 */

export interface CompletedTransaction {
  readonly producerId: number;
  readonly firstOffset: number;
  /** The marker's. */
  readonly lastOffset: number;
  readonly result: 'commit' | 'abort';
}

export class OpenTransactions {
  /** First offset → producer id. Ascending, since transactions begin in log order. */
  readonly #ongoing = new Map<number, number>();
  /** In the order of their markers. */
  #unreplicated: CompletedTransaction[] = [];

  begin(firstOffset: number, producerId: number): void {
    this.#ongoing.set(firstOffset, producerId);
  }

  complete(transaction: CompletedTransaction): void {
    this.#ongoing.delete(transaction.firstOffset);
    this.#unreplicated.push(transaction);
  }

  /** Forgets ended transactions whose marker is below `offset`. */
  replicatedUpTo(offset: number): void {
    if (this.#unreplicated.length === 0) return;
    this.#unreplicated = this.#unreplicated.filter((transaction) => transaction.lastOffset >= offset);
  }

  /** First offset of the earliest transaction still open or not yet ended for certain. */
  get firstUnstableOffset(): number | undefined {
    if (this.#ongoing.size === 0 && this.#unreplicated.length === 0) return undefined;
    let first = this.firstOngoingOffset();
    for (const { firstOffset } of this.#unreplicated) {
      if (first === undefined || firstOffset < first) first = firstOffset;
    }
    return first;
  }

  /** First offset of the earliest open transaction, one of them left out. */
  firstOngoingOffset(except?: number): number | undefined {
    for (const firstOffset of this.#ongoing.keys()) {
      if (firstOffset !== except) return firstOffset;
    }
    return undefined;
  }

  clear(): void {
    this.#ongoing.clear();
    this.#unreplicated = [];
  }
}
