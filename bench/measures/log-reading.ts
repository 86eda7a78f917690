/** Consumers that are far behind: a whole log from the page cache, from the disk, and from the disk while others produce. */
import { batchSet } from '../load/batches.ts';
import { commonEndOffset, consume, type FetchLoad } from '../load/fetch-load.ts';
import { dropFromPageCache } from '../load/page-cache.ts';
import { fill, produce } from '../load/produce-load.ts';
import { bulkLoad, bulkPartitions, requestSizes } from './bulk.ts';
import { consumed, figures, produced } from './figures.ts';
import type { Measure, MeasureContext, Samples } from './measure.ts';

const load = bulkLoad(requestSizes['100kb'], 1000, 'none');

const backlogBytes = 1_500_000_000;
const quickBacklogBytes = 300_000_000;
/** The newest part of the log, which brokers may keep in their own memory, is not asked for. */
const readShare = 0.9;

/** Writes a backlog and says how to read it. */
async function filled(context: MeasureContext, topic: string): Promise<FetchLoad> {
  await fill(context, topic, load, context.quick ? quickBacklogBytes : backlogBytes);
  const endOffset = await commonEndOffset(context.broker, topic, bulkPartitions);
  const { recordsPerBatch } = batchSet(load.batch);
  const end = Math.floor((endOffset * readShare) / recordsPerBatch) * recordsPerBatch;
  return { partitions: bulkPartitions, startOffset: 0, endOffset: end };
}

async function fromPageCache(context: MeasureContext, topic: string): Promise<Samples> {
  return consumed(await consume(context, topic, await filled(context, topic)));
}

async function fromDisk(context: MeasureContext, topic: string): Promise<Samples> {
  const backlog = await filled(context, topic);
  await dropFromPageCache(context.broker, topic);
  return consumed(await consume(context, topic, { ...backlog, once: true }));
}

/** The producers' window is over before the reader has come to the backlog's end, or nearly so. */
async function whileProducing(context: MeasureContext, topic: string): Promise<Samples> {
  const backlog = await filled(context, topic);
  await dropFromPageCache(context.broker, topic);
  return await context.withTopic({ partitions: bulkPartitions }, async (other) => {
    const [written, read] = await Promise.all([
      produce(context, other, load),
      consume(context, topic, { ...backlog, once: true }),
    ]);
    return { produce: produced(written).produce, consume: consumed(read).consume };
  });
}

function logReading(
  name: string,
  title: string,
  names: readonly ('produceRate' | 'consumeRate' | 'consumeCpu')[],
  read: (context: MeasureContext, topic: string) => Promise<Samples>,
): Measure {
  return {
    name,
    title,
    figures: names.map((figure) => figures[figure]),
    targets: ['moldau', 'kafka'],
    quick: name === 'consume-disk',
    run: (context) => context.withTopic({ partitions: bulkPartitions }, (topic) => read(context, topic)),
  };
}

export const logReadingMeasures: readonly Measure[] = [
  logReading('consume-page-cache', 'Whole log, from the page cache', ['consumeRate', 'consumeCpu'], fromPageCache),
  logReading('consume-disk', 'Whole log, from the disk', ['consumeRate', 'consumeCpu'], fromDisk),
  logReading('backlog', 'Backlog from the disk while producing', ['produceRate', 'consumeRate'], whileProducing),
];
