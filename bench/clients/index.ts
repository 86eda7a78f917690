/** The measures with real clients: what users get, where the raw generator tells what the broker can. */

import type { Measure } from '../measures/measure.ts';
import { consumerPerformance } from './kafka-tools/consumer-performance.ts';
import { endToEndLatency } from './kafka-tools/end-to-end-latency.ts';
import { producerPerformance } from './kafka-tools/producer-performance.ts';
import { rdkafkaConsumer, rdkafkaEndToEnd, rdkafkaProducer } from './rdkafka/rdkafka-measures.ts';

export const clientMeasures: readonly Measure[] = [
  producerPerformance({ recordBytes: 100, codec: 'none', recordsPerSecond: 450_000 }, false),
  producerPerformance({ recordBytes: 100, codec: 'lz4', recordsPerSecond: 450_000 }, false),
  producerPerformance({ recordBytes: 1000, codec: 'none', recordsPerSecond: 120_000 }, true),
  producerPerformance({ recordBytes: 1000, codec: 'lz4', recordsPerSecond: 120_000 }, false),
  consumerPerformance,
  endToEndLatency('all', false),
  endToEndLatency('1', false),
  rdkafkaProducer({ recordBytes: 100, codec: 'none' }, false),
  rdkafkaProducer({ recordBytes: 1000, codec: 'none' }, true),
  rdkafkaProducer({ recordBytes: 1000, codec: 'lz4' }, false),
  rdkafkaConsumer({ recordBytes: 100, recordsPerSecond: 1_500_000 }, false),
  rdkafkaConsumer({ recordBytes: 1000, recordsPerSecond: 500_000 }, true),
  rdkafkaEndToEnd({ recordsPerSecond: 1000, lingerMs: 0 }, true),
  rdkafkaEndToEnd({ recordsPerSecond: 20_000, lingerMs: 1 }, false),
];
