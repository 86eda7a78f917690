import type { LogConfig } from '../partition-log.ts';
import { LogTail } from '../tail-cache/log-tail.ts';
import { LeaderEpochs } from './leader-epochs.ts';
import type { LogEnvironment, LogHome } from './log-environment.ts';
import { LogHealth } from './log-health.ts';
import { LogProducers } from './log-producers.ts';
import type { LogState } from './log-state.ts';
import { SegmentFiles } from './segment-files.ts';
import type { Segments } from './segments.ts';

/** What the parts of one log have in common. */
export interface LogContext {
  readonly environment: LogEnvironment;
  readonly topic: string;
  readonly partition: number;
  readonly segments: Segments;
  readonly files: SegmentFiles;
  readonly tail: LogTail;
  readonly producers: LogProducers;
  readonly epochs: LeaderEpochs;
  readonly health: LogHealth;
  config: LogConfig;
  home: LogHome;
  /** Whether the log is being moved to another log directory. */
  isMoving: boolean;
}

/** Where the parts of a log report what the disk refused: the log goes offline, with its directory (B159). */
export interface LogFailures {
  /** A write, or another change to the files, has failed. */
  failed(operation: string, error: unknown): void;
  /** The same where it is in doubt what is on stable storage. */
  syncFailed(operation: string, error: unknown): void;
}

export function logContext(environment: LogEnvironment, home: LogHome, state: LogState): LogContext {
  const { topic, partition, segments, config } = state;
  return {
    environment,
    topic,
    partition,
    segments,
    files: new SegmentFiles(environment, state.directory),
    tail: new LogTail(environment.tailCache),
    producers: new LogProducers(environment, state.producers, state.snapshots),
    epochs: new LeaderEpochs(state.epochs, state.savedEpochs),
    health: new LogHealth(environment.logger, topic, partition, segments),
    config,
    home,
    isMoving: false,
  };
}
