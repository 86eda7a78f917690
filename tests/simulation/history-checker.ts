/**
 * Judges a history of clients of one broker by what Kafka promises them. Each rule finds all its violations; a history
 * without any is a good one.
 *
 * A record is acknowledged if its send was `ok` with acks=all, or with acks=1 where only processes were killed: that
 * promises no more than the leader's page cache.
 */
import { checkCommits } from './checks/commits.ts';
import { checkSends } from './checks/sends.ts';
import { checkProducers } from './checks/producers.ts';
import { checkReads } from './checks/reads.ts';
import { checkStarts } from './checks/starts.ts';
import { checkTopics } from './checks/topics.ts';
import type { HistoryEvent } from './history.ts';

export interface Violation {
  readonly rule: Rule;
  readonly what: string;
}

export type Rule =
  /** An acknowledged record is not at its offset after the last fault. */
  | 'lost write'
  /** One offset had two values. */
  | 'inconsistent offset'
  /** What a consumer read below the high watermark, or a high watermark that it was told, is no longer there. */
  | 'vanished read'
  /** One value is at two offsets. */
  | 'duplicate'
  /** An idempotent producer's records lie in another order than sent. */
  | 'reordered'
  /** A value that nobody sent, or that its producer was refused. */
  | 'phantom'
  /** An offset between the log's start and its end has no record. */
  | 'gap'
  /** A consumer got records out of order, or jumped over one. */
  | 'skipped read'
  /** A group stands before an offset that it was told is committed. */
  | 'lost commit'
  /** A group stands where nobody committed. */
  | 'phantom commit'
  /** Two producers have one identity. */
  | 'shared producer id'
  /** A topic or config that was made is gone, or a deleted one is back. */
  | 'lost change'
  /** A log starts before an offset up to which it was told that records are deleted. */
  | 'undone deletion'
  /** A log starts behind every offset up to which anybody had records deleted. */
  | 'lost start';

export interface Circumstances {
  /** Whether acks=1 counts as acknowledged: the drive lost nothing that was written. */
  readonly pageCacheSurvived: boolean;
  /** Whether logs may be shortened though nobody asks. */
  readonly retention?: boolean;
}

export function checkHistory(history: readonly HistoryEvent[], circumstances: Circumstances): Violation[] {
  return [
    ...checkReads(history),
    ...checkSends(history, circumstances),
    ...checkProducers(history),
    ...checkCommits(history),
    ...checkTopics(history),
    ...checkStarts(history, circumstances),
  ];
}
