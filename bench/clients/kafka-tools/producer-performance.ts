/**
 * Kafka's ProducerPerformance: one Java producer with its default settings (acks=all, idempotent), unthrottled. What it
 * sends while the JVM is still compiling is its warm-up, which the tool keeps out of the figures.
 */

import { wordsOf } from '../../load/native-load.ts';
import type { Measure, MeasureContext, Samples } from '../../measures/measure.ts';
import { brokerCost } from '../support/broker-cost.ts';
import { payloadFile, recordSizeText } from '../support/payloads.ts';
import type { Ended } from '../support/run-program.ts';
import { runKafkaTool } from './kafka-tools.ts';

export interface ProducerLoad {
  readonly recordBytes: number;
  readonly codec: 'none' | 'lz4';
  /** About what one producer reaches on two cores, to size a run by. */
  readonly recordsPerSecond: number;
}

const warmupSeconds = 1.5;
/** Longer than any run. */
const noProgressMs = 600_000;

export function producerPerformance(load: ProducerLoad, quick: boolean): Measure {
  return {
    name: `java-producer-${load.recordBytes}b-${load.codec}`,
    title: `Java producer, ${recordSizeText(load.recordBytes)} records, ${load.codec}`,
    figures: [
      { name: 'megabytesPerSecond', title: 'MB/s of values', unit: 'MB/s', better: 'higher' },
      { name: 'p99', title: 'p99, queueing included', unit: 'ms', better: 'lower' },
      brokerCost.figure,
    ],
    targets: ['moldau', 'kafka'],
    quick,
    run: (context) => context.withTopic({}, (topic) => measure(context, topic, load)),
  };
}

async function measure(context: MeasureContext, topic: string, load: ProducerLoad): Promise<Samples> {
  const { recordBytes, codec, recordsPerSecond } = load;
  const warmup = Math.round(recordsPerSecond * warmupSeconds);
  const records = warmup + Math.round(recordsPerSecond * context.seconds);
  const words = wordsOf({
    'bootstrap-server': `${context.broker.host}:${context.broker.port}`,
    topic,
    'payload-file': await payloadFile(context, recordBytes),
    throughput: -1,
    'num-records': records,
    'warmup-records': warmup,
    'reporting-interval': noProgressMs,
  });
  const properties = ['--command-property', 'acks=all', `compression.type=${codec}`];
  const { result, cpuSecondsPerGigabyte } = await brokerCost.of(context.broker, records * recordBytes, () =>
    runKafkaTool('ProducerPerformance', [...words, ...properties]),
  );
  const steady = parseProducerPerformance(result, records);
  const megabytesPerSecond = (steady.recordsPerSecond * recordBytes) / 1e6;
  return { megabytesPerSecond, p99: steady.p99Ms, cpuSecondsPerGigabyte };
}

export interface ProducerPerformanceResult {
  readonly recordsPerSecond: number;
  readonly p99Ms: number;
}

const summary =
  /^(?<records>\d+)(?: steady state)? records sent, (?<rate>[\d.]+) records\/sec .* (?<p99>\d+) ms 99th, \d+ ms 99\.9th\.$/gm;

/**
 * The tool's last summary: of the steady state, where it was told to warm up. Throws when not all of the records were
 * acknowledged, which the tool itself does not mind.
 */
export function parseProducerPerformance({ output, complaints }: Ended, records: number): ProducerPerformanceResult {
  const summaries = Array.from(output.matchAll(summary), ({ groups }) => groups);
  const sent = Number(summaries[0]?.['records'] ?? 0);
  if (sent !== records)
    throw new Error(`ProducerPerformance sent ${sent} of ${records} records: ${complaints.split('\n', 1)[0] ?? ''}`);
  const { rate, p99 } = summaries.at(-1) ?? {};
  return { recordsPerSecond: Number(rate), p99Ms: Number(p99) };
}
