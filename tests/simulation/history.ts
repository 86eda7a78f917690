/**
 * What clients saw, in the order in which they saw it: the only thing that the checker judges by. A partition is named
 * by its topic and number, a record by its value, which no two records share; times are virtual milliseconds.
 */

export type Outcome =
  /** The client was told that it worked. */
  | 'ok'
  /** The client was told that it did not, and never will. */
  | 'refused'
  /** The client was told nothing, or that nobody knows. */
  | 'unknown';

/** One record, sent. A producer sends its records to a partition in the order of the history. */
export interface Send {
  readonly kind: 'send';
  readonly producer: string;
  readonly idempotent: boolean;
  readonly acks: 1 | -1;
  readonly partition: string;
  readonly value: string;
  outcome: Outcome;
  /** Where the broker said that the record is, if the outcome is `ok`. */
  offset?: number;
}

/** One partition's part of one answer to a consumer. */
export interface Read {
  readonly kind: 'read';
  readonly consumer: string;
  readonly partition: string;
  /** Where the consumer asked to begin; the answer may begin earlier, within a batch. */
  readonly fetchOffset: number;
  readonly records: readonly OffsetAndValue[];
  readonly highWatermark: number;
}

export interface OffsetAndValue {
  readonly offset: number;
  readonly value: string;
}

/** A partition's whole content after the last fault, as a fresh consumer reads it. */
export interface FinalRead {
  readonly kind: 'final read';
  readonly partition: string;
  readonly logStartOffset: number;
  readonly endOffset: number;
  readonly records: readonly OffsetAndValue[];
}

/** A group's member commits where it will go on. */
export interface Commit {
  readonly kind: 'commit';
  readonly group: string;
  readonly partition: string;
  readonly offset: number;
  readonly startedAt: number;
  endedAt: number;
  outcome: Outcome;
}

/** Somebody asked where a group stands; -1 is nowhere. */
export interface CommittedOffset {
  readonly kind: 'committed offset';
  readonly group: string;
  readonly partition: string;
  readonly offset: number;
  readonly startedAt: number;
}

/** A producer was given an identity. */
export interface ProducerIdGiven {
  readonly kind: 'producer id';
  readonly producer: string;
  readonly producerId: number;
  readonly producerEpoch: number;
}

/** Topics are never made twice under one name, so what happened to one is told by its last change. */
export interface TopicChange {
  readonly kind: 'topic change';
  readonly change: 'create' | 'delete' | 'alter';
  readonly topic: string;
  /** The value of the one config that an `alter` sets and a `create` gives. */
  readonly config?: string;
  outcome: Outcome;
}

/** A topic as the cluster described it after the last fault; not there at all without `config`. */
export interface FinalTopic {
  readonly kind: 'final topic';
  readonly topic: string;
  readonly config?: string;
}

/** Somebody had the records below an offset deleted; `Infinity` stands for all there were. */
export interface Deletion {
  readonly kind: 'deletion';
  readonly partition: string;
  readonly offset: number;
  outcome: Outcome;
  /** Where the broker said that the log starts now, if the outcome is `ok`. */
  lowWatermark?: number;
}

export type HistoryEvent =
  | Send
  | Read
  | FinalRead
  | Commit
  | CommittedOffset
  | ProducerIdGiven
  | TopicChange
  | FinalTopic
  | Deletion;
