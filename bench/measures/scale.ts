/** What a request costs when there are more partitions, or more connections, than one. */
import { fill, produce } from '../load/produce-load.ts';
import { requested } from './figures.ts';
import type { Measure } from './measure.ts';
import { oneRecord, smallRequestFigures } from './small-requests.ts';

const connectionsToPartitions = 200;
const activeConnections = 100;

/** How often each partition is written to before anything counts: the first time is dear, with files to make. */
const touches = 2;

/** Thousands of partitions cost Kafka more time to create and delete than to measure. */
const fewRoundsFrom = 10_000;

const count = (number: number) => number.toLocaleString('en');

function partitionsMeasure(partitions: number): Measure {
  const measure: Measure = {
    name: `partitions-${partitions}`,
    title: `Small requests over ${count(partitions)} active partition${partitions === 1 ? '' : 's'}`,
    figures: smallRequestFigures,
    targets: ['moldau', 'kafka', 'floor'],
    quick: partitions === 1000,
    run: (context) =>
      context.withTopic({ partitions }, async (topic) => {
        const load = { batch: oneRecord, partitions, connections: connectionsToPartitions, depth: 1 };
        if (partitions > 1) await fill(context, topic, load, partitions * touches * oneRecord.batchBytes);
        return requested(await produce(context, topic, load));
      }),
  };
  return partitions < fewRoundsFrom ? measure : { ...measure, roundsMax: { kafka: 1 } };
}

function connectionsMeasure(connections: number, active: number): Measure {
  const idle = connections > active ? `, ${count(active)} of them active` : '';
  return {
    name: `connections-${connections}${connections > active ? `-active-${active}` : ''}`,
    title: `Small requests, ${count(connections)} connection${connections === 1 ? '' : 's'}${idle}`,
    figures: smallRequestFigures,
    targets: ['moldau', 'kafka'],
    quick: connections === 1000 && active < connections,
    run: (context) =>
      context.withTopic({}, async (topic) =>
        requested(await produce(context, topic, { batch: oneRecord, partitions: 1, connections, active, depth: 1 })),
      ),
  };
}

export const partitionMeasures: readonly Measure[] = [1, 100, 1000, 10_000].map(partitionsMeasure);

export const connectionMeasures: readonly Measure[] = [
  connectionsMeasure(1, 1),
  connectionsMeasure(100, activeConnections),
  connectionsMeasure(1000, activeConnections),
  connectionsMeasure(1000, 1000),
  connectionsMeasure(10_000, activeConnections),
  connectionsMeasure(10_000, 10_000),
];
