/** `@moldau/runtime/worker`: what a module that runs in a worker's thread needs, and no more. */
export { serveWorker } from './workers/serve-worker.ts';
