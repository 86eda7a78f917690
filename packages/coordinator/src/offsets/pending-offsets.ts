/** Offsets that open transactions are going to commit, as far as reads and expiry must know of them (B73, B135). */
export interface PendingOffsets {
  hasPending(groupId: string, topic: string, partition: number): boolean;
}
