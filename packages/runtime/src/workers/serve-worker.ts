import { parentPort } from 'node:worker_threads';
import { RealClock } from '../clock/real-clock.ts';
import { DiskError, type DiskErrorCode } from '../disk/disk.ts';
import { realDisk } from '../disk/real-disk.ts';
import type { WorkerTask } from './workers.ts';

/** What a worker's thread sends back for each call. */
export type WorkerReply<Answer> = { readonly answer: Answer } | { readonly error: WorkerFailure };

export interface WorkerFailure {
  readonly name: string;
  readonly message: string;
  /** Of a DiskError. */
  readonly disk?: { readonly code: DiskErrorCode; readonly operation: string; readonly path: string };
}

/** To be called once, by the module that a thread runs: answers what `realWorkers` passes on. */
export function serveWorker<Call, Answer>(serve: WorkerTask<Call, Answer>['serve']): void {
  const answer = serve({ clock: new RealClock(), disk: realDisk, pause: () => Promise.resolve() });
  const reply = (message: WorkerReply<Answer>): void => parentPort?.postMessage(message);
  parentPort?.on('message', (call: Call) => {
    answer(call).then(
      (result) => reply({ answer: result }),
      (error: unknown) => reply({ error: toFailure(error) }),
    );
  });
}

function toFailure(error: unknown): WorkerFailure {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message } = error;
  if (!(error instanceof DiskError)) return { name, message };
  const { code, operation, path } = error;
  return { name, message, disk: { code, operation, path } };
}
