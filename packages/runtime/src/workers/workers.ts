import type { Clock } from '../clock/clock.ts';
import type { Disk } from '../disk/disk.ts';

/**
 * Threads as a parameter, for work that would hold up the event loop. What runs there is a function of its calls and of
 * the disk: the same one runs in a thread of its own, or in slices on the loop of a simulation or over memory.
 */
export interface Workers {
  start<Call, Answer>(task: WorkerTask<Call, Answer>): RunningWorker<Call, Answer>;
}

export interface WorkerTask<Call, Answer> {
  /** URL of the module that a thread runs, which hands `serve` to `serveWorker`. */
  readonly module: string;
  /** Called once a worker; what it returns may keep state from call to call. */
  serve(world: WorkerWorld): (call: Call) => Promise<Answer>;
}

/** What a task has of the world. */
export interface WorkerWorld {
  readonly clock: Clock;
  readonly disk: Disk;
  /** To be awaited between slices of work of a few milliseconds. Rejects once the worker is to stop. */
  pause(): Promise<void>;
}

/** Whoever starts it stops it. */
export interface RunningWorker<Call, Answer> {
  /**
   * One at a time; call and answer are copied. Rejects with what the task throws, DiskErrors as such and others with
   * name and message, or with a {@link WorkerStoppedError}.
   */
  call(call: Call): Promise<Answer>;
  /** At once, in the middle of a call too. */
  stop(): void;
}

/** The worker was stopped, or broke down with all that was in it. */
export class WorkerStoppedError extends Error {
  override readonly name = 'WorkerStoppedError';
}
