import type { Clock } from '../clock/clock.ts';
import type { Disk } from '../disk/disk.ts';
import { type RunningWorker, type Workers, WorkerStoppedError, type WorkerTask } from './workers.ts';

const PAUSE_MS = 1;

/** Workers that share the loop of whoever starts them, slice by slice: for disks that no other thread can see. */
export class InProcessWorkers implements Workers {
  readonly #clock: Clock;
  readonly #disk: Disk;

  constructor(clock: Clock, disk: Disk) {
    this.#clock = clock;
    this.#disk = disk;
  }

  start<Call, Answer>(task: WorkerTask<Call, Answer>): RunningWorker<Call, Answer> {
    const clock = this.#clock;
    let isStopped = false;
    let rejectCall: (error: Error) => void = () => {};
    const stopped = () => new WorkerStoppedError('The worker was stopped');
    const pause = () =>
      new Promise<void>((resolve, reject) => {
        clock.after(PAUSE_MS, () => (isStopped ? reject(stopped()) : resolve()));
      });
    const serve = task.serve({ clock, disk: this.#disk, pause });
    return {
      call: (call) =>
        new Promise((resolve, reject) => {
          if (isStopped) return reject(stopped());
          rejectCall = reject;
          serve(call).then(resolve, reject);
        }),
      stop(): void {
        isStopped = true;
        rejectCall(stopped());
      },
    };
  }
}
