/** A load of Fetch requests: one reader a partition, each asking for what follows, from a part of the log. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchApi } from '@moldau/protocol/messages/fetch';
import { decodeResponseFrame } from '../../tests/support/wire-client.ts';
import type { BenchBroker } from '../brokers/bench-broker.ts';
import type { MeasureContext } from '../measures/measure.ts';
import { fetchFrame, fetchPositions, fetchVersion } from './frames.ts';
import { type LoadResult, runLoad } from './native-load.ts';
import { connected } from './wire.ts';

export interface FetchLoad {
  readonly partitions: number;
  /** Every reader begins here, and again when it reaches the end. */
  readonly startOffset: number;
  readonly endOffset: number;
  /** Each reader goes through its part once, however long it takes; there is no ramp then. */
  readonly once?: boolean;
}

/** Reading needs less of a ramp, and less time, than writing. */
const rampShare = 0.2;
const windowShare = 0.7;

export async function consume(context: MeasureContext, topic: string, load: FetchLoad): Promise<LoadResult> {
  const positions = fetchPositions(topic);
  const frames = await fetchFrames(context, topic, load.partitions, load.startOffset);
  const window =
    load.once === true
      ? { once: true as const }
      : { seconds: context.seconds * windowShare, ramp: context.seconds * rampShare };
  return await runLoad(context.broker, 'fetch', {
    frames,
    connections: load.partitions,
    'offset-at': positions.offset,
    'records-at': positions.records,
    'error-at': positions.error,
    'start-offset': load.startOffset,
    'end-offset': load.endOffset,
    ...window,
  });
}

/** A file with a frame for each partition. */
export async function fetchFrames(
  context: MeasureContext,
  topic: string,
  partitions: number,
  startOffset: number,
): Promise<string> {
  const file = join(context.scratchDirectory, `fetch-${topic}.frames`);
  const frames = Array.from({ length: partitions }, (_, partition) => fetchFrame(topic, partition, startOffset));
  await writeFile(file, frames);
  return file;
}

/** The end that all of the partitions have reached. */
export async function commonEndOffset(broker: BenchBroker, topic: string, partitions: number): Promise<number> {
  await using client = await connected(broker);
  let end = Number.POSITIVE_INFINITY;
  for (let partition = 0; partition < partitions; partition++) {
    const answer = client.nextFrame();
    client.sendRaw(fetchFrame(topic, partition, 0));
    const { responses } = decodeResponseFrame(fetchApi, fetchVersion, await answer);
    end = Math.min(end, responses[0]?.partitions[0]?.highWatermark ?? 0);
  }
  return end;
}
