import { MAGIC_V2, MIN_BATCH_LENGTH, RECORD_BATCH_HEADER_BYTES, RecordBatch } from './record-batch.ts';
import { CorruptRecordError, InvalidRecordError } from './record-errors.ts';

/**
 * The batches of a run of log bytes, in order, each as a view. A batch cut off by the end of the bytes ends the run:
 * that is how a Fetch answer or a torn file ends.
 */
export function* recordBatches(
  buffer: Buffer,
  start = 0,
  end = buffer.length,
): Generator<RecordBatch, void, undefined> {
  let position = start;
  for (;;) {
    const batch = recordBatchAt(buffer, position, end);
    if (batch === undefined) return;
    position += batch.sizeInBytes;
    yield batch;
  }
}

/**
 * The batch that starts at `position`, or undefined when `end` comes before the batch does. Looks at no checksum.
 * Throws a {@link CorruptRecordError} for an impossible length, an {@link InvalidRecordError} for another magic than 2.
 */
function recordBatchAt(buffer: Buffer, position: number, end = buffer.length): RecordBatch | undefined {
  if (end - position < RECORD_BATCH_HEADER_BYTES) return undefined;
  const batch = new RecordBatch(buffer, position);
  if (batch.magic !== MAGIC_V2) throw new InvalidRecordError(`Record batch of magic ${batch.magic}, want ${MAGIC_V2}`);
  if (batch.batchLength < MIN_BATCH_LENGTH) {
    throw new CorruptRecordError(`Record batch of length ${batch.batchLength}, below the least ${MIN_BATCH_LENGTH}`);
  }
  return batch.sizeInBytes <= end - position ? batch : undefined;
}
