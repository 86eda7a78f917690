/**
 * Makes compilers compile before anything is measured: some seconds of every kind of load, each on topics of its own.
 */
import { commonEndOffset, consume } from '../load/fetch-load.ts';
import { type ProduceLoad, produce } from '../load/produce-load.ts';
import { bulkLoad, bulkPartitions, requestSizes } from '../measures/bulk.ts';
import type { MeasureContext } from '../measures/measure.ts';
import { oneRecord } from '../measures/small-requests.ts';

const bytesMax = 1_000_000_000;

const loads: readonly ProduceLoad[] = [
  { batch: oneRecord, partitions: bulkPartitions, connections: 200, depth: 1 },
  bulkLoad(requestSizes['10kb'], 100, 'none'),
  bulkLoad(requestSizes['10kb'], 100, 'lz4'),
  bulkLoad(requestSizes['100kb'], 1000, 'none'),
  bulkLoad(requestSizes['100kb'], 100, 'lz4'),
  bulkLoad(requestSizes['1mb'], 100, 'none'),
  { batch: oneRecord, partitions: bulkPartitions, connections: 1, depth: 64 },
];

/** How many times the loads' length, with their ramps and the reading of what they wrote, goes into the whole. */
const lengthsPerLoad = 2.5;

/** A cold broker on a busy machine takes a while for its first answer. */
const secondsMin = 0.3;

export async function warmUp(context: MeasureContext, seconds: number): Promise<void> {
  const short = { ...context, seconds: Math.max(secondsMin, seconds / loads.length / lengthsPerLoad) };
  for (const load of loads) {
    await context.withTopic({ partitions: bulkPartitions }, async (topic) => {
      await loadOnce(short, topic, load).catch(ignored);
    });
  }
}

async function loadOnce(context: MeasureContext, topic: string, load: ProduceLoad): Promise<void> {
  await produce(context, topic, { ...load, bytesMax });
  const endOffset = await commonEndOffset(context.broker, topic, bulkPartitions);
  await consume(context, topic, { partitions: bulkPartitions, startOffset: 0, endOffset });
}

/** Such as no answer within a window so short. What is really wrong is said by what is measured. */
function ignored(): void {}
