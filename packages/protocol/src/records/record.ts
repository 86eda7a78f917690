/** One record, as read from a batch or to be put into one. Null and empty are different things throughout. */

export interface RecordHeader {
  readonly key: string;
  readonly value: Buffer | null;
}

export interface DecodedRecord {
  readonly offset: number;
  /** Milliseconds; the batch's own under LogAppendTime; -1 for none. */
  readonly timestamp: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** In the order written, duplicates included. */
  readonly headers: readonly RecordHeader[];
}

export interface RecordToEncode {
  /** Distance from the base offset; by default one more than the record before. */
  readonly offsetDelta?: number;
  /** Milliseconds, -1 for none. */
  readonly timestamp: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers?: readonly RecordHeader[];
}
