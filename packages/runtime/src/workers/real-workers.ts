import { Worker } from 'node:worker_threads';
import { DiskError } from '../disk/disk.ts';
import type { WorkerFailure, WorkerReply } from './serve-worker.ts';
import { type RunningWorker, type Workers, WorkerStoppedError, type WorkerTask } from './workers.ts';

/** Each a thread of this process. */
export const realWorkers: Workers = {
  start: <Call, Answer>({ module }: WorkerTask<Call, Answer>): RunningWorker<Call, Answer> => {
    const thread = new Worker(new URL(module));
    let pending: PromiseWithResolvers<Answer> | undefined;
    let isStopped = false;
    const end = (cause?: unknown): void => {
      isStopped = true;
      pending?.reject(new WorkerStoppedError('The worker was stopped', { cause }));
      pending = undefined;
    };
    thread.on('message', (reply: WorkerReply<Answer>) => {
      const answered = pending;
      pending = undefined;
      if ('answer' in reply) answered?.resolve(reply.answer);
      else answered?.reject(toError(reply));
    });
    thread.on('error', end);
    thread.on('exit', () => end());
    return {
      call(call) {
        pending = Promise.withResolvers();
        const { promise } = pending;
        if (isStopped) end();
        else thread.postMessage(call);
        return promise;
      },
      stop(): void {
        void thread.terminate();
        end();
      },
    };
  },
};

function toError({ error }: { readonly error: WorkerFailure }): Error {
  if (error.disk !== undefined) return new DiskError(error.disk.code, error.disk.operation, error.disk.path);
  return Object.assign(new Error(error.message), { name: error.name });
}
