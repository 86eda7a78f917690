/** From the time a record was to be sent to the time a consumer with a long poll has it, at a steady rate. */
import { fetchFrames } from '../load/fetch-load.ts';
import { fetchPositions, producePositions } from '../load/frames.ts';
import { runLoad } from '../load/native-load.ts';
import { produceFrames } from '../load/produce-load.ts';
import { figures } from './figures.ts';
import type { Measure, MeasureContext, Samples } from './measure.ts';
import { oneRecord } from './small-requests.ts';

/** Longer than others' windows: a p99.9 needs its thousands. */
const windows = 3;
const requestRate = 1000;

async function endToEnd(context: MeasureContext, topic: string, recordsPerRequest: number): Promise<Samples> {
  const batch = { ...oneRecord, records: recordsPerRequest };
  const [produced, fetched] = [producePositions(topic), fetchPositions(topic)];
  const { p50us, p99us, p999us } = await runLoad(context.broker, 'endtoend', {
    frames: await produceFrames(context, topic, batch, 1),
    'fetch-frames': await fetchFrames(context, topic, 1, 0),
    rate: requestRate,
    'records-per-request': recordsPerRequest,
    seconds: context.seconds * windows,
    ramp: context.seconds / 2,
    'base-offset-at': produced.baseOffset,
    'error-at': produced.error,
    'offset-at': fetched.offset,
    'records-at': fetched.records,
    'fetch-error-at': fetched.error,
  });
  return { p50: p50us, p99: p99us, p999: p999us };
}

function endToEndMeasure(messageRate: number): Measure {
  const recordsPerRequest = messageRate / requestRate;
  return {
    name: `end-to-end-${messageRate}`,
    title: `End to end, ${messageRate.toLocaleString('en')} msg/s`,
    figures: [figures.p50, figures.p99, figures.p999],
    targets: ['moldau', 'kafka', 'floor'],
    quick: messageRate === 1000,
    run: (context) => context.withTopic({}, (topic) => endToEnd(context, topic, recordsPerRequest)),
  };
}

export const endToEndMeasures: readonly Measure[] = [endToEndMeasure(1000), endToEndMeasure(20_000)];
