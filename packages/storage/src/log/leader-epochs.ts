import type { Disk } from '@moldau/runtime';
import { replaceCacheFile, replaceFile } from '../files/atomic-file.ts';
import { LEADER_EPOCH_CHECKPOINT_FILE } from '../files/file-names.ts';
import type { LeaderEpochCache } from '../leader-epoch/leader-epoch-cache.ts';
import { encodeLeaderEpochCheckpoint } from '../leader-epoch/leader-epoch-checkpoint.ts';

/**
 * The leader epochs of one log with their file. The file may lag behind: recovery makes the epochs of records above the
 * recovery point anew from the log, so it has to be saved only before that point is noted, and at a clean stop.
 */
export class LeaderEpochs {
  readonly #cache: LeaderEpochCache;
  #isDirty: boolean;

  constructor(cache: LeaderEpochCache, isDirty: boolean) {
    this.#cache = cache;
    this.#isDirty = isDirty;
  }

  get latestEpoch(): number {
    return this.#cache.latestEpoch;
  }

  assign(epoch: number, startOffset: number): void {
    if (this.#cache.assign(epoch, startOffset)) this.#isDirty = true;
  }

  epochAt(offset: number): number {
    return this.#cache.epochAt(offset);
  }

  endOffsetFor(epoch: number, logEndOffset: number): { epoch: number; endOffset: number } {
    return this.#cache.endOffsetFor(epoch, logEndOffset);
  }

  truncateFromStart(startOffset: number): void {
    if (this.#cache.truncateFromStart(startOffset)) this.#isDirty = true;
  }

  truncateFromEnd(endOffset: number): void {
    if (this.#cache.truncateFromEnd(endOffset)) this.#isDirty = true;
  }

  async save(disk: Disk, directory: string): Promise<void> {
    if (!this.#isDirty) return;
    this.#isDirty = false;
    try {
      await replaceFile(disk, directory, LEADER_EPOCH_CHECKPOINT_FILE, this.#encoded());
    } catch (error) {
      this.#isDirty = true;
      throw error;
    }
  }

  /** For a clean stop: should the file not survive, it is made anew from the log. */
  saveNow(disk: Disk, directory: string): void {
    if (!this.#isDirty) return;
    replaceCacheFile(disk, directory, LEADER_EPOCH_CHECKPOINT_FILE, this.#encoded());
    this.#isDirty = false;
  }

  /** Into another directory, where there is no such file. */
  writeTo(disk: Disk, directory: string): void {
    replaceCacheFile(disk, directory, LEADER_EPOCH_CHECKPOINT_FILE, this.#encoded());
  }

  #encoded(): Buffer {
    return encodeLeaderEpochCheckpoint(this.#cache.entries);
  }
}
