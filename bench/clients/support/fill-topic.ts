/** Puts records into a topic of one partition as fast as the broker takes them, for clients that only read. */

import { commonEndOffset } from '../../load/fetch-load.ts';
import { producePositions } from '../../load/frames.ts';
import { runLoad } from '../../load/native-load.ts';
import { produceFrames } from '../../load/produce-load.ts';
import type { MeasureContext } from '../../measures/measure.ts';

/** As a producer with some linger sends them. */
const batchBytes = 100_000;
/** Enough for the slowest; the requests' number ends the load. */
const secondsMax = 60;

/** Resolves with the number of records that are there then: about as many as wanted. */
export async function fillTopic(
  context: MeasureContext,
  topic: string,
  recordBytes: number,
  recordsWanted: number,
): Promise<number> {
  await runLoad(context.broker, 'send', {
    frames: await produceFrames(context, topic, { batchBytes, recordBytes, codec: 'none' }, 1),
    connections: 4,
    depth: 4,
    seconds: secondsMax,
    requests: Math.ceil((recordsWanted * recordBytes) / batchBytes),
    'error-at': producePositions(topic).error,
  });
  return await commonEndOffset(context.broker, topic, 1);
}
