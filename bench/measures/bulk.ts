/** Bulk in and out: big requests as fast as they go, then what was written last, read by consumers that keep up. */
import { type BatchShape, batchSet, type Codec } from '../load/batches.ts';
import { commonEndOffset, consume } from '../load/fetch-load.ts';
import { type ProduceLoad, produce } from '../load/produce-load.ts';
import { consumed, figures, produced } from './figures.ts';
import type { Measure, MeasureContext, Samples } from './measure.ts';

interface RequestSize {
  readonly name: string;
  readonly title: string;
  readonly bytes: number;
  readonly connections: number;
  readonly depth: number;
}

export const requestSizes = {
  '10kb': { name: '10kb', title: '10 KB', bytes: 10_000, connections: 16, depth: 4 },
  '100kb': { name: '100kb', title: '100 KB', bytes: 100_000, connections: 8, depth: 2 },
  '1mb': { name: '1mb', title: '1 MB', bytes: 1_000_000, connections: 4, depth: 2 },
} satisfies Record<string, RequestSize>;

const recordSizes = [
  { name: '100b', title: '100 B', bytes: 100 },
  { name: '1kb', title: '1 KB', bytes: 1000 },
];
const codecs: readonly Codec[] = ['none', 'lz4'];

/** Connections and partitions have no common divisor, so that every connection reaches every partition. */
export const bulkPartitions = 3;

/** Data of one load at most: what the page cache holds without being forced to write. */
const bytesMax = 3_000_000_000;
/** How far behind the end the consumers stay. */
const tailBytes = 8_000_000;

export function bulkLoad(size: RequestSize, recordBytes: number, codec: Codec): ProduceLoad {
  const batch = { batchBytes: size.bytes, recordBytes, codec };
  return { batch, partitions: bulkPartitions, connections: size.connections, depth: size.depth, bytesMax };
}

export const bulkMeasures: readonly Measure[] = Object.values(requestSizes).flatMap((size) =>
  recordSizes.flatMap((record) =>
    codecs.map((codec) => ({
      name: `bulk-${size.name}-${record.name}-${codec}`,
      title: `${size.title} requests, ${record.title} records, ${codec}`,
      figures: [figures.produceRate, figures.produceCpu, figures.produceP99, figures.consumeRate, figures.consumeCpu],
      targets: ['moldau', 'kafka', 'floor'],
      quick: size.name === '100kb' && codec === 'none',
      run: (context) => bulk(context, bulkLoad(size, record.bytes, codec)),
    })),
  ),
);

function bulk(context: MeasureContext, load: ProduceLoad): Promise<Samples> {
  return context.withTopic({ partitions: load.partitions }, async (topic) => {
    const written = await produce(context, topic, load);
    const endOffset = await commonEndOffset(context.broker, topic, load.partitions);
    const tailRecords = Math.ceil((tailBytes / load.partitions) * recordsPerByte(load.batch));
    const tail = { partitions: load.partitions, startOffset: Math.max(0, endOffset - tailRecords), endOffset };
    return { ...produced(written), ...consumed(await consume(context, topic, tail)) };
  });
}

function recordsPerByte(shape: BatchShape): number {
  return batchSet(shape).recordsPerBatch / shape.batchBytes;
}
