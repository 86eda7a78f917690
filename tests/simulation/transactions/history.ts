/**
 * What transactional producers and read_committed readers saw: the only thing that the checker judges by. Values name
 * themselves and no two sends share one. A moment is a place in the order in which this process learnt things, so that
 * of two moments one is always the earlier.
 */
import type { OffsetAndValue } from '../history.ts';

export type Fate =
  /** The producer was told that it is committed. */
  | 'committed'
  /** It was never asked to be committed, or the producer was told that it is not. */
  | 'aborted'
  /** It was asked to be committed, and nobody said what became of it. */
  | 'unknown';

/** What one run of a program did between two ends. A producer's transactions stand in the history in its order. */
export interface Transaction {
  readonly kind: 'transaction';
  readonly name: string;
  readonly transactionalId: string;
  /** One run of a program; a program started again is another producer. */
  readonly producer: string;
  /** In the order of sending. */
  readonly sends: readonly Sent[];
  readonly consumed: readonly Consumed[];
  /** When it was first asked to be committed; never, if absent. */
  commitAskedAt?: number;
  fate: Fate;
  /** When the fate was told. */
  endedAt?: number;
}

export interface Sent {
  readonly partition: string;
  readonly value: string;
}

/** Input that a transaction has used up: what lies at `from` and after it, before `to`, where its group goes on. */
export interface Consumed {
  readonly group: string;
  readonly partition: string;
  readonly from: number;
  readonly to: number;
}

/** A producer was made the owner of its transactional id, which fences the ones before it. */
export interface Initialised {
  readonly kind: 'initialised';
  readonly transactionalId: string;
  readonly producer: string;
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly at: number;
}

/** One partition's part of one answer to a read_committed reader, without what the aborted list takes away. */
export interface CommittedRead {
  readonly kind: 'committed read';
  readonly reader: string;
  readonly partition: string;
  readonly fetchOffset: number;
  readonly records: readonly OffsetAndValue[];
  /** Where the reader goes on. */
  readonly nextOffset: number;
  readonly at: number;
}

/** Somebody asked for a stable offset of a group; -1 is none. */
export interface StableOffset {
  readonly kind: 'stable offset';
  readonly group: string;
  readonly partition: string;
  readonly offset: number;
  readonly askedAt: number;
  readonly at: number;
}

/** A partition after the last fault, when every transaction should be over. */
export interface FinalLog {
  readonly kind: 'final log';
  readonly partition: string;
  readonly highWatermark: number;
  readonly lastStableOffset: number;
  /** What a read_committed reader sees. */
  readonly committed: readonly OffsetAndValue[];
  /** What a read_uncommitted one does. */
  readonly all: readonly OffsetAndValue[];
}

/** Where a group stands at the very end. */
export interface FinalOffset {
  readonly kind: 'final offset';
  readonly group: string;
  readonly partition: string;
  readonly offset: number;
}

export type TransactionalEvent = Transaction | Initialised | CommittedRead | StableOffset | FinalLog | FinalOffset;

/** The events in the order in which they began, and the moments. */
export class TransactionalHistory {
  readonly events: TransactionalEvent[] = [];
  #moment = 0;

  /** A new moment, later than all before. */
  moment(): number {
    return this.#moment++;
  }
}
