/** One record of 100 bytes a request: what a request costs when there is hardly anything in it. */
import type { BatchShape } from '../load/batches.ts';
import { produce } from '../load/produce-load.ts';
import { figures, requested } from './figures.ts';
import type { Measure } from './measure.ts';

export const oneRecord: BatchShape = { batchBytes: 170, records: 1, recordBytes: 100, codec: 'none' };

export const smallRequestFigures = [figures.requestRate, figures.requestCpu, figures.p99];

function smallRequests(name: string, title: string, connections: number, depth: number): Measure {
  return {
    name,
    title,
    figures: smallRequestFigures,
    targets: ['moldau', 'kafka', 'floor'],
    quick: true,
    run: (context) =>
      context.withTopic({}, async (topic) =>
        requested(await produce(context, topic, { batch: oneRecord, partitions: 1, connections, depth })),
      ),
  };
}

export const smallRequestMeasures: readonly Measure[] = [
  smallRequests('small-200-connections', 'Small requests, 200 connections', 200, 1),
  smallRequests('small-pipelined', 'Small requests, one connection, 64 in flight', 1, 64),
];
