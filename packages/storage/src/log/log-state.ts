import type { EpochEntry, LeaderEpochCache } from '../leader-epoch/leader-epoch-cache.ts';
import type { LogConfig } from '../partition-log.ts';
import type { ProducerState } from '../producer-state/producer-state.ts';
import type { ProducerSnapshots } from './producer-snapshots.ts';
import type { Segments } from './segments.ts';

/** What opening or creating the files of a log yields. */
export interface LogState {
  readonly topic: string;
  readonly partition: number;
  readonly topicId: string;
  readonly directory: string;
  readonly config: LogConfig;
  readonly segments: Segments;
  readonly producers: ProducerState;
  readonly snapshots: ProducerSnapshots;
  readonly epochs: LeaderEpochCache;
  /** What the file of epochs says; nothing where there is none. */
  readonly savedEpochs: readonly EpochEntry[];
  readonly logStartOffset: number;
  readonly flushedEndOffset: number;
  /** The name of the log's directory is on stable storage. */
  readonly isNameDurable: boolean;
}
