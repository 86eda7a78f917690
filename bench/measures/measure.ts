/**
 * A measure puts one load on one running broker and hands back figures. It runs once a round for every target it names;
 * the harness repeats, takes medians and compares. A measure that throws is reported as failed with its message, and
 * the run goes on.
 */
import type { BenchBroker, Spawned, TargetName } from '../brokers/bench-broker.ts';

/** What one run of a measure can yield. */
export interface Figure {
  /** Unique within its measure: `produce`, `p99`. */
  readonly name: string;
  /** As the report names it beside the measure's title: `produce`, `p99`. */
  readonly title: string;
  readonly unit: string;
  readonly better: 'higher' | 'lower';
}

/** Values by the name of their figure; a figure that this target cannot have is left out. */
export type Samples = Readonly<Record<string, number>>;

/** `page-cache`: what was written is acknowledged. `fsync`: only what is on stable storage is. */
export type Durability = 'page-cache' | 'fsync';

export interface TopicShape {
  /** 1 unless given. */
  readonly partitions?: number;
  /** `page-cache` unless given. */
  readonly durability?: Durability;
}

export interface MeasureContext {
  readonly broker: BenchBroker;
  /** How long one window of load lasts. */
  readonly seconds: number;
  /** A directory for files of this measure's own; the harness removes it. */
  readonly scratchDirectory: string;
  /** A look rather than a measurement: where a count decides, a smaller one will do. */
  readonly quick: boolean;
  /**
   * Creates a topic (replication 1, `compression.type=producer`, the durability given), waits until it can be produced
   * to, hands its name on, and deletes it afterwards, whatever happens.
   */
  withTopic<T>(shape: TopicShape, use: (topic: string) => Promise<T>): Promise<T>;
  /** Starts another broker of the same kind, in a fresh data directory. */
  startAnother(onSpawn: (spawned: Spawned) => void): Promise<BenchBroker>;
  /** A line on stderr. */
  progress(line: string): void;
}

export interface Measure {
  /** Stable, as `--only` matches it and as results are stored: `bulk-100kb-1kb-lz4`. */
  readonly name: string;
  readonly title: string;
  readonly figures: readonly Figure[];
  readonly targets: readonly TargetName[];
  /** Runs on a process that has just been started, before the warm-up. */
  readonly fresh?: boolean;
  /** How many rounds it is worth its time in, for targets where that is not all of them. */
  readonly roundsMax?: Partial<Record<TargetName, number>>;
  /** Whether `--quick` keeps it. */
  readonly quick: boolean;
  run(context: MeasureContext): Promise<Samples>;
}
