/** What the process itself costs, as seen from inside. */
export interface ProcessMetrics {
  /** The process and its Node in Prometheus' text format, under the names of `@prometheus-io/client`. */
  exposition(): Promise<string>;
  /** As it is now; shares of time are of the time since the last call. */
  usage(): ProcessUsage;
}

export interface ProcessUsage {
  readonly nodeVersion: string;
  readonly heapUsedBytes: number;
  readonly heapTotalBytes: number;
  /** Beyond this the process ends. */
  readonly heapMaxBytes: number;
  /** Buffers and what native code has told of. */
  readonly externalBytes: number;
  /** Share of the time in which the event loop waited for something to do, 0 to 1. */
  readonly idleRatio: number;
  /** Garbage collections by kind (`minor`, `major`, `incremental`, `weakcb`). */
  readonly garbageCollections: ReadonlyMap<string, GarbageCollections>;
  /** Bytes that went to and came from disks, not caches; undefined where the system does not say. */
  readonly disk: DiskBytes | undefined;
  /** Threads of the operating system; undefined where it does not say. */
  readonly threads: number | undefined;
}

export interface GarbageCollections {
  readonly count: number;
  readonly seconds: number;
}

export interface DiskBytes {
  readonly read: number;
  readonly written: number;
}

/** Begins to watch the process, once for all who ask. */
export type ObserveProcess = () => Promise<ProcessMetrics>;
