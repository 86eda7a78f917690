/** A broker under measurement: a process of its own, started for one round, in a data directory of its own. */
import type { TopicShape } from '../measures/measure.ts';

export type TargetName = 'moldau' | 'kafka' | 'floor';

export interface Usage {
  /** User and system time of all threads since the process began. */
  readonly cpuSeconds: number;
  readonly residentMegabytes: number;
  /** The most that was ever resident. */
  readonly peakMegabytes: number;
}

export interface BenchBroker extends AsyncDisposable {
  readonly name: TargetName;
  readonly version: string;
  readonly pid: number;
  readonly host: string;
  readonly port: number;
  /** Where the partitions' files are. */
  readonly dataDirectory: string;
  /** Reads /proc. Throws when the process is gone. */
  usage(): Usage;
  /** Creates a topic with one replica that can be produced to when this resolves. */
  createTopic(name: string, shape: TopicShape): Promise<void>;
  /** Resolves when its files are gone too. */
  deleteTopic(name: string): Promise<void>;
  /** Ends the process by its pid, waits for it, and removes its data directory. */
  stop(): Promise<void>;
}

/** A process that has just been spawned and does not accept connections yet. */
export interface Spawned {
  readonly host: string;
  readonly port: number;
  /** On the clock of `performance.now()`. */
  readonly spawnedAt: number;
}

export interface StartOptions {
  /** Where data directories are made. */
  readonly parentDirectory: string;
  /** The published build of Moldau to run in place of the sources: its bin, or the package's directory. */
  readonly build?: string | undefined;
  /** Called as soon as the process exists. */
  readonly onSpawn?: (spawned: Spawned) => void;
}
