/** acks=all with every acknowledged record on stable storage: flush.policy=ack against flush.messages=1. */
import { produce } from '../load/produce-load.ts';
import { bulkLoad, bulkPartitions, requestSizes } from './bulk.ts';
import { figures, produced, requested } from './figures.ts';
import type { Measure } from './measure.ts';
import { oneRecord, smallRequestFigures } from './small-requests.ts';

const producers = 64;

export const fsyncedMeasures: readonly Measure[] = [
  {
    name: 'fsynced-small',
    title: `Fsynced small requests, ${producers} producers`,
    figures: smallRequestFigures,
    targets: ['moldau', 'kafka', 'floor'],
    quick: true,
    run: (context) =>
      context.withTopic({ durability: 'fsync' }, async (topic) => {
        const load = { batch: oneRecord, partitions: 1, connections: producers, depth: 1 };
        return requested(await produce(context, topic, load));
      }),
  },
  {
    name: 'fsynced-100kb',
    title: 'Fsynced 100 KB requests, 1 KB records',
    figures: [figures.produceRate, figures.produceCpu, figures.produceP99],
    targets: ['moldau', 'kafka', 'floor'],
    quick: false,
    run: (context) =>
      context.withTopic({ durability: 'fsync', partitions: bulkPartitions }, async (topic) =>
        produced(await produce(context, topic, bulkLoad(requestSizes['100kb'], 1000, 'none'))),
      ),
  },
];
