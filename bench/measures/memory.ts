/** What the process keeps resident: when nobody uses it, and at the most while data goes in and out in bulk. */
import { setTimeout as delay } from 'node:timers/promises';
import { commonEndOffset, consume } from '../load/fetch-load.ts';
import { produce } from '../load/produce-load.ts';
import { bulkLoad, bulkPartitions, requestSizes } from './bulk.ts';
import type { Measure, MeasureContext, Samples } from './measure.ts';

const idleMs = 3000;
const resident = { name: 'resident', title: 'RSS', unit: 'MB', better: 'lower' } as const;

async function idle({ broker }: MeasureContext): Promise<Samples> {
  await delay(idleMs);
  return { resident: broker.usage().residentMegabytes };
}

/** The peak since the process began, so what was measured before counts too; this load alone would do. */
async function loaded(context: MeasureContext, topic: string): Promise<Samples> {
  const load = bulkLoad(requestSizes['1mb'], 1000, 'none');
  await produce(context, topic, load);
  const endOffset = await commonEndOffset(context.broker, topic, bulkPartitions);
  await Promise.all([
    produce(context, topic, { ...load, batch: { ...load.batch, batchBytes: requestSizes['100kb'].bytes } }),
    consume(context, topic, { partitions: bulkPartitions, startOffset: 0, endOffset }),
  ]);
  return { resident: context.broker.usage().peakMegabytes };
}

export const idleMemoryMeasure: Measure = {
  name: 'memory-idle',
  title: 'Memory, idle for 3 s after the start',
  figures: [resident],
  targets: ['moldau', 'kafka'],
  fresh: true,
  quick: true,
  run: idle,
};

export const loadedMemoryMeasure: Measure = {
  name: 'memory-loaded',
  title: 'Memory, most during bulk in and out',
  figures: [resident],
  targets: ['moldau', 'kafka'],
  quick: true,
  run: (context) => context.withTopic({ partitions: bulkPartitions }, (topic) => loaded(context, topic)),
};
