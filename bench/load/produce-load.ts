/** A load of Produce requests: which batches, to how many partitions, over how many connections. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MeasureContext } from '../measures/measure.ts';
import { type BatchShape, batchSet } from './batches.ts';
import { produceFrame, producePositions } from './frames.ts';
import { type LoadResult, runLoad } from './native-load.ts';

export interface ProduceLoad {
  readonly batch: BatchShape;
  readonly partitions: number;
  readonly connections: number;
  /** How many of the connections send; all unless given. */
  readonly active?: number;
  /** Requests that a connection keeps outstanding. */
  readonly depth: number;
  /** Ends the load early, to spare the disk. */
  readonly bytesMax?: number;
}

/** What comes before the window that counts, as a share of it. */
const rampShare = 0.3;

/** Loads for one window after a ramp. */
export function produce(context: MeasureContext, topic: string, load: ProduceLoad): Promise<LoadResult> {
  return produceFor(context, topic, load, { seconds: context.seconds, ramp: context.seconds * rampShare });
}

/** Enough for the slowest broker; the bytes end the load. */
const fillSeconds = 60;

/** Produces so many bytes, however long it takes. */
export async function fill(context: MeasureContext, topic: string, load: ProduceLoad, bytesMax: number): Promise<void> {
  await produceFor(context, topic, { ...load, bytesMax }, { seconds: fillSeconds, ramp: 0 });
}

interface Window {
  readonly seconds: number;
  readonly ramp: number;
}

async function produceFor(
  context: MeasureContext,
  topic: string,
  load: ProduceLoad,
  { seconds, ramp }: Window,
): Promise<LoadResult> {
  return await runLoad(context.broker, 'send', {
    frames: await produceFrames(context, topic, load.batch, load.partitions),
    connections: load.connections,
    active: load.active,
    depth: load.depth,
    seconds,
    ramp,
    requests: load.bytesMax === undefined ? undefined : Math.ceil(load.bytesMax / load.batch.batchBytes),
    'error-at': producePositions(topic).error,
  });
}

/**
 * A file of frames for the generator, the partitions in turn. A connection steps through them by the number of
 * connections, so it reaches every partition if the two have no common divisor.
 */
export async function produceFrames(
  context: MeasureContext,
  topic: string,
  batch: BatchShape,
  partitions: number,
): Promise<string> {
  const { batches } = batchSet(batch);
  const count = partitions * (partitions < batches.length ? batches.length : 1);
  const frames = Array.from({ length: count }, (_, index) => {
    const bytes = batches[Math.floor(index / partitions) % batches.length] ?? Buffer.alloc(0);
    return produceFrame(topic, index % partitions, bytes);
  });
  const file = join(context.scratchDirectory, `produce-${topic}.frames`);
  await writeFile(file, frames);
  return file;
}
