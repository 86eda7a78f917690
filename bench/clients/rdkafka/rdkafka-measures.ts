/**
 * librdkafka against a broker, with its default settings but for what a measure's title names: the client below most
 * bindings other than Java's. Where the client is the bottleneck, the broker's CPU time tells the brokers apart.
 */

import { wordsOf } from '../../load/native-load.ts';
import type { Measure, MeasureContext, Samples } from '../../measures/measure.ts';
import { brokerCost } from '../support/broker-cost.ts';
import { fillTopic } from '../support/fill-topic.ts';
import { payloadFile, recordSizeText } from '../support/payloads.ts';
import { numberOf, runRdkafkaLoad } from './rdkafka-load.ts';

const warmupSeconds = 1;
/** A percentile needs more of a paced load than a rate needs of a full one. */
const pacedWindows = 2;
const recordBytesPaced = 100;
const targets = ['moldau', 'kafka'] as const;

export interface RdkafkaProducerLoad {
  readonly recordBytes: number;
  readonly codec: 'none' | 'lz4';
}

function optionsFor({ broker }: MeasureContext, topic: string) {
  return { brokers: `${broker.host}:${broker.port}`, topic };
}

export function rdkafkaProducer(load: RdkafkaProducerLoad, quick: boolean): Measure {
  return {
    name: `rdkafka-producer-${load.recordBytes}b-${load.codec}`,
    title: `librdkafka producer, ${recordSizeText(load.recordBytes)} records, ${load.codec}`,
    figures: [
      { name: 'megabytesPerSecond', title: 'MB/s of values', unit: 'MB/s', better: 'higher' },
      { name: 'p99', title: 'p99, queueing included', unit: 'ms', better: 'lower' },
      brokerCost.figure,
    ],
    targets,
    quick,
    run: (context) => context.withTopic({}, (topic) => produce(context, topic, load)),
  };
}

async function produce(context: MeasureContext, topic: string, load: RdkafkaProducerLoad): Promise<Samples> {
  const words = wordsOf({
    ...optionsFor(context, topic),
    payloads: await payloadFile(context, load.recordBytes),
    size: load.recordBytes,
    seconds: context.seconds,
    warmup: warmupSeconds,
  });
  const settings = ['--producer', 'acks=all', '--producer', `compression.codec=${load.codec}`];
  const before = context.broker.usage().cpuSeconds;
  const result = await runRdkafkaLoad('produce', [...words, ...settings]);
  const cpuSeconds = context.broker.usage().cpuSeconds - before;
  return {
    megabytesPerSecond: numberOf(result, 'megabytesPerSecond'),
    p99: numberOf(result, 'p99us') / 1000,
    cpuSecondsPerGigabyte: cpuSeconds / ((numberOf(result, 'recordsInAll') * load.recordBytes) / 1e9),
  };
}

export interface RdkafkaConsumerLoad {
  readonly recordBytes: number;
  /** About what it reaches on two cores, to size a run by. */
  readonly recordsPerSecond: number;
}

export function rdkafkaConsumer(load: RdkafkaConsumerLoad, quick: boolean): Measure {
  return {
    name: `rdkafka-consumer-${load.recordBytes}b`,
    title: `librdkafka consumer, ${recordSizeText(load.recordBytes)} records`,
    figures: [
      { name: 'megabytesPerSecond', title: 'MB/s of values', unit: 'MB/s', better: 'higher' },
      brokerCost.figure,
    ],
    targets,
    quick,
    run: (context) => context.withTopic({}, (topic) => consume(context, topic, load)),
  };
}

async function consume(context: MeasureContext, topic: string, load: RdkafkaConsumerLoad): Promise<Samples> {
  const { recordBytes, recordsPerSecond } = load;
  const wanted = recordsPerSecond * (warmupSeconds / 2 + context.seconds);
  const records = await fillTopic(context, topic, recordBytes, wanted);
  const skip = Math.round((recordsPerSecond * warmupSeconds) / 2);
  const words = wordsOf({ ...optionsFor(context, topic), records, skip });
  const { result, cpuSecondsPerGigabyte } = await brokerCost.of(context.broker, records * recordBytes, () =>
    runRdkafkaLoad('consume', words),
  );
  return { megabytesPerSecond: numberOf(result, 'megabytesPerSecond'), cpuSecondsPerGigabyte };
}

export interface RdkafkaPace {
  readonly recordsPerSecond: number;
  readonly lingerMs: number;
}

export function rdkafkaEndToEnd(pace: RdkafkaPace, quick: boolean): Measure {
  const rate = pace.recordsPerSecond.toLocaleString('en');
  return {
    name: `rdkafka-end-to-end-${pace.recordsPerSecond}`,
    title: `librdkafka producer to librdkafka consumer, ${rate} msg/s, linger.ms=${pace.lingerMs}`,
    figures: [
      { name: 'p50', title: 'p50', unit: 'µs', better: 'lower' },
      { name: 'p99', title: 'p99', unit: 'µs', better: 'lower' },
      { name: 'p999', title: 'p99.9', unit: 'µs', better: 'lower' },
    ],
    targets,
    quick,
    run: (context) => context.withTopic({}, (topic) => endToEnd(context, topic, pace)),
  };
}

async function endToEnd(context: MeasureContext, topic: string, pace: RdkafkaPace): Promise<Samples> {
  const words = wordsOf({
    ...optionsFor(context, topic),
    rate: pace.recordsPerSecond,
    size: recordBytesPaced,
    seconds: context.seconds * pacedWindows,
    warmup: warmupSeconds,
  });
  const nagle = 'socket.nagle.disable=true';
  const settings = ['--producer', `linger.ms=${pace.lingerMs}`, '--producer', nagle, '--consumer', nagle];
  const result = await runRdkafkaLoad('endtoend', [...words, '--producer', 'acks=all', ...settings]);
  return { p50: numberOf(result, 'p50us'), p99: numberOf(result, 'p99us'), p999: numberOf(result, 'p999us') };
}
