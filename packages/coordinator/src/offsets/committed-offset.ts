/** An offset as a group committed it: stored, never compared with the log (B136). */
export interface CommittedOffset {
  readonly offset: bigint;
  /** -1 if the client did not say. */
  readonly leaderEpoch: number;
  readonly metadata: string;
  /** Wall-clock milliseconds. */
  readonly commitTimestampMs: number;
  /** When a client of OffsetCommit v2–v4 wants it to expire; null for the broker's retention. */
  readonly expireTimestampMs: number | null;
  /** The topic it was committed for; the zero id if that is not known. */
  readonly topicId: string;
}
