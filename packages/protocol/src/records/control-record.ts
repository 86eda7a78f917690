import { decodeRecords } from './decode-records.ts';
import { encodeRecordBatch } from './encode-record-batch.ts';
import type { RecordBatch } from './record-batch.ts';
import { InvalidRecordError } from './record-errors.ts';

/**
 * The markers that end a transaction in a partition: a control batch of one record, whose key is version and type and
 * whose value is version and coordinator epoch. Versions above 0 may append fields, which are passed over.
 */

const MARKER_VERSION = 0;
const ABORT = 0;
const COMMIT = 1;

export interface EndTxnMarker {
  readonly result: 'commit' | 'abort';
  readonly coordinatorEpoch: number;
}

export interface EndTxnMarkerToEncode extends EndTxnMarker {
  readonly producerId: number;
  readonly producerEpoch: number;
  /** Milliseconds. */
  readonly timestamp: number;
  readonly baseOffset?: number;
  readonly partitionLeaderEpoch?: number;
}

export function encodeEndTxnMarker(marker: EndTxnMarkerToEncode): Buffer {
  const { result, coordinatorEpoch, timestamp, ...batch } = marker;
  const key = Buffer.alloc(4);
  key.writeInt16BE(MARKER_VERSION, 0);
  key.writeInt16BE(result === 'commit' ? COMMIT : ABORT, 2);
  const value = Buffer.alloc(6);
  value.writeInt16BE(MARKER_VERSION, 0);
  value.writeInt32BE(coordinatorEpoch, 2);
  return encodeRecordBatch({ ...batch, records: [{ timestamp, key, value }], transactional: true, control: true });
}

/**
 * The marker in a control batch; undefined for control batches of other kinds and for one that compaction emptied.
 * Throws an {@link InvalidRecordError} for a malformed one.
 */
export function decodeEndTxnMarker(batch: RecordBatch): EndTxnMarker | undefined {
  const [record] = decodeRecords(batch);
  if (record === undefined) return undefined;
  const type = controlTypeOf(record.key);
  if (type !== ABORT && type !== COMMIT) return undefined;
  const value = record.value;
  if (value === null || value.length < 6 || value.readInt16BE(0) < 0) {
    throw new InvalidRecordError('End transaction marker without a proper value');
  }
  return { result: type === COMMIT ? 'commit' : 'abort', coordinatorEpoch: value.readInt32BE(2) };
}

function controlTypeOf(key: Buffer | null): number {
  if (key === null || key.length < 4 || key.readInt16BE(0) < 0) {
    throw new InvalidRecordError('Control record without a proper key');
  }
  return key.readInt16BE(2);
}
