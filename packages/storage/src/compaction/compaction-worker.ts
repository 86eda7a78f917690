/** What a compaction thread runs. In the published build it is a file of its own, beside the others. */
import { serveWorker } from '@moldau/runtime/worker';
import { compactionTask } from './compaction-task.ts';

serveWorker((world) => compactionTask.serve(world));
