import type { Disk } from '@moldau/runtime';
import { replaceCacheFile, replaceFile } from '../files/atomic-file.ts';
import { LEADER_EPOCH_CHECKPOINT_FILE } from '../files/file-names.ts';
import type { EpochEntry, LeaderEpochCache } from '../leader-epoch/leader-epoch-cache.ts';
import { encodeLeaderEpochCheckpoint } from '../leader-epoch/leader-epoch-checkpoint.ts';

/**
 * The leader epochs of one log with their file. The file may lag behind: recovery makes the epochs of records above the
 * recovery point anew from the log, so it has to be saved only before that point is noted, and at a clean stop.
 */
export class LeaderEpochs {
  readonly #cache: LeaderEpochCache;
  /** What the file says; nothing where there is none. */
  #saved: readonly EpochEntry[];
  #isDirty = true;

  constructor(cache: LeaderEpochCache, saved: readonly EpochEntry[]) {
    this.#cache = cache;
    this.#saved = saved;
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

  /** @param belowOffset where recovery would begin to read the log: the epochs from there on need no file */
  async save(disk: Disk, directory: string, belowOffset: number): Promise<void> {
    const entries = this.#toSave(belowOffset);
    if (entries === undefined) return;
    const before = this.#saved;
    this.#saved = entries;
    try {
      await replaceFile(disk, directory, LEADER_EPOCH_CHECKPOINT_FILE, encodeLeaderEpochCheckpoint(entries));
    } catch (error) {
      this.#saved = before;
      this.#isDirty = true;
      throw error;
    }
  }

  /** For a clean stop: should the file not survive, it is made anew from the log. */
  saveNow(disk: Disk, directory: string, logEndOffset: number): void {
    const entries = this.#toSave(logEndOffset);
    if (entries === undefined) return;
    replaceCacheFile(disk, directory, LEADER_EPOCH_CHECKPOINT_FILE, encodeLeaderEpochCheckpoint(entries));
    this.#saved = entries;
  }

  /** Into another directory, where there is no such file. */
  writeTo(disk: Disk, directory: string): void {
    replaceCacheFile(disk, directory, LEADER_EPOCH_CHECKPOINT_FILE, encodeLeaderEpochCheckpoint(this.#cache.entries));
  }

  /**
   * Undefined when the file says so already. At the log's end an epoch without records is left out: the next start would
   * drop it, and every start begins one.
   */
  #toSave(belowOffset: number): readonly EpochEntry[] | undefined {
    if (!this.#isDirty) return undefined;
    const isBelow = ({ startOffset }: EpochEntry): boolean => startOffset < belowOffset;
    const entries = this.#cache.entries.filter(isBelow);
    const saved = this.#saved.filter(isBelow);
    this.#isDirty = entries.length < this.#cache.entries.length;
    const isSaved = entries.length === saved.length && entries.every((entry, index) => isSame(entry, saved[index]));
    return isSaved ? undefined : entries;
  }
}

function isSame(one: EpochEntry, other: EpochEntry | undefined): boolean {
  return one.epoch === other?.epoch && one.startOffset === other.startOffset;
}
