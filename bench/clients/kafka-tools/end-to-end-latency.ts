/**
 * Kafka's EndToEndLatency: a Java producer sends one record, a Java consumer waits for it, then the next. The tool cuts
 * its percentiles down to whole milliseconds, so the figures here are the next millisecond up, which they stayed below;
 * the p50 of any good broker would be 1 and is left out. The mean is exact. The first hundreds of records, which find
 * the JVM cold, are in all of them, on every broker alike.
 */

import { wordsOf } from '../../load/native-load.ts';
import type { Measure, MeasureContext, Samples } from '../../measures/measure.ts';
import { runKafkaTool } from './kafka-tools.ts';

/** About what the tool reaches, to size a run by. */
const recordsPerSecond = 1500;
const warmupSeconds = 2;
const recordBytes = 100;

export function endToEndLatency(acks: 'all' | '1', quick: boolean): Measure {
  return {
    name: `java-end-to-end-acks-${acks}`,
    title: `Java producer to Java consumer, one record at a time, acks=${acks}`,
    figures: [
      { name: 'mean', title: 'mean', unit: 'ms', better: 'lower' },
      { name: 'p99', title: 'p99 below', unit: 'ms', better: 'lower' },
      { name: 'p999', title: 'p99.9 below', unit: 'ms', better: 'lower' },
    ],
    targets: ['moldau', 'kafka'],
    quick,
    run: (context) => context.withTopic({}, (topic) => measure(context, topic, acks)),
  };
}

async function measure(context: MeasureContext, topic: string, acks: string): Promise<Samples> {
  const records = Math.round(recordsPerSecond * (warmupSeconds + context.seconds));
  const words = wordsOf({
    'bootstrap-server': `${context.broker.host}:${context.broker.port}`,
    topic,
    'num-records': records,
    'producer-acks': acks,
    'record-size': recordBytes,
  });
  const { output } = await runKafkaTool('EndToEndLatency', words);
  return parseEndToEndLatency(output);
}

/** Milliseconds; of the percentiles, whole ones that they are below. Throws when the tool printed no percentiles. */
export function parseEndToEndLatency(output: string): { mean: number; p99: number; p999: number } {
  const mean = /^Avg latency: ([\d.]+) ms$/m.exec(output)?.[1];
  const [, p99, p999] = /^Percentiles: 50th = \d+, 99th = (\d+), 99\.9th = (\d+)$/m.exec(output) ?? [];
  if (mean === undefined || p99 === undefined || p999 === undefined)
    throw new Error(`EndToEndLatency said: ${output.slice(-500)}`);
  return { mean: Number(mean), p99: Number(p99) + 1, p999: Number(p999) + 1 };
}
