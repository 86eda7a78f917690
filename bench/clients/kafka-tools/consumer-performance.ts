/**
 * Kafka's ConsumerPerformance: one Java consumer in a group of its own reads a topic from the page cache. Its reports
 * along the way tell the records it had read by when, so that the join of the group and the first second, in which the
 * JVM compiles, can be left out.
 */

import { wordsOf } from '../../load/native-load.ts';
import type { Measure, MeasureContext, Samples } from '../../measures/measure.ts';
import { brokerCost } from '../support/broker-cost.ts';
import { fillTopic } from '../support/fill-topic.ts';
import { runKafkaTool } from './kafka-tools.ts';

const recordBytes = 1000;
/** About what one consumer reaches on two cores, to size a run by. */
const recordsPerSecond = 500_000;
const warmupMs = 1000;
const reportEveryMs = 100;

export const consumerPerformance: Measure = {
  name: 'java-consumer-1000b',
  title: 'Java consumer, 1 KB records',
  figures: [{ name: 'megabytesPerSecond', title: 'MB/s of values', unit: 'MB/s', better: 'higher' }, brokerCost.figure],
  targets: ['moldau', 'kafka'],
  quick: true,
  run: (context) => context.withTopic({}, (topic) => measure(context, topic)),
};

async function measure(context: MeasureContext, topic: string): Promise<Samples> {
  const wanted = recordsPerSecond * (warmupMs / 1000 + context.seconds);
  const records = await fillTopic(context, topic, recordBytes, wanted);
  const words = wordsOf({
    'bootstrap-server': `${context.broker.host}:${context.broker.port}`,
    topic,
    'num-records': records,
    timeout: 10_000,
    'hide-header': true,
    'show-detailed-stats': true,
    'reporting-interval': reportEveryMs,
  });
  const { result, cpuSecondsPerGigabyte } = await brokerCost.of(context.broker, records * recordBytes, () =>
    runKafkaTool('ConsumerPerformance', words),
  );
  const megabytesPerSecond = (steadyRecordsPerSecond(result.output) * recordBytes) / 1e6;
  return { megabytesPerSecond, cpuSecondsPerGigabyte };
}

interface Report {
  readonly at: number;
  readonly records: number;
}

/** Records a second from one warm-up after the first record to the last report. Throws when records failed to come. */
export function steadyRecordsPerSecond(output: string): number {
  if (/Exiting before consuming/.test(output)) throw new Error(`ConsumerPerformance said: ${output.slice(-300)}`);
  const reports = reportsOf(output).filter(({ records }) => records > 0);
  const [first, last] = [reports[0], reports.at(-1)];
  if (first === undefined || last === undefined) throw new Error('ConsumerPerformance read nothing');
  const warm = reports.find(({ at }) => at - first.at >= warmupMs);
  if (warm === undefined || warm.at === last.at) throw new Error('ConsumerPerformance ended before it was warm');
  return (last.records - warm.records) / ((last.at - warm.at) / 1000);
}

/** `2026-11-22 01:16:55:747, 0, 95.3674, 953.67, 1000000, …`: when, the thread, MB, MB/s, records, … */
const line = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d):(\d{3}), \d+, [\d.]+, [^,]+, (\d+), /gm;

function reportsOf(output: string): Report[] {
  return Array.from(output.matchAll(line), ([, day, time, milliseconds, records]) => ({
    at: Date.parse(`${day}T${time}.${milliseconds}Z`),
    records: Number(records),
  }));
}
